package org.wsktck.adapter.reference;

import org.jspecify.annotations.Nullable;
import org.wsktck.reference.network.StreamPeer;
import org.wsktck.target.Flow;
import org.wsktck.target.Step;
import org.wsktck.trace.Field;
import org.wsktck.trace.Kind;
import org.wsktck.trace.Observation;
import org.wsktck.wsk.SockAddr;

/** What the remote ends of connections do. What follows from it they see later, see {@link BenchPeer}. */
final class Peers {
    private final World world;
    private final Recorder recorder;

    Peers(World world) {
        this.world = world;
        this.recorder = world.recorder;
    }

    void act(Step.Peer step) {
        BenchPeer peer = world.peer(step.peer());
        StreamPeer remote = world.remote(peer);
        switch (step.op()) {
            case "connect" -> connect(step, peer, remote);
            case "listen" -> listen(step, peer, remote);
            case "write" -> write(step, peer, remote);
            case "fin" -> {
                if (can(step, peer.canWrite())) {
                    peer.finish();
                    act(step, peer, Observation.of(Kind.PEER), remote::fin);
                }
            }
            case "rst" -> reset(step, peer, remote);
            case "pause" -> {
                if (can(step, peer.isAlive())) {
                    act(step, peer, Observation.of(Kind.PEER), remote::pause);
                }
            }
            case "resume" -> {
                if (can(step, peer.isAlive())) {
                    act(step, peer, Observation.of(Kind.PEER), remote::resume);
                }
            }
            default ->
                throw new BadScriptException("A peer cannot '" + step.op()
                        + "'. It can connect, listen, write, fin, rst, pause and resume.");
        }
    }

    private boolean can(Step.Peer step, boolean possible) {
        if (!possible) {
            recorder.mark("Peer " + step.peer() + ", " + step.op()
                    + ": it has no connection, or none any more; nothing is done");
        }
        return possible;
    }

    /** A peer has one connection in its life, so that its name is the connection's name too. */
    private boolean begin(Step.Peer step, BenchPeer peer, @Nullable BenchSocket listener) {
        boolean first = peer.begin(listener);
        if (!first) {
            recorder.mark("Peer " + step.peer() + ", " + step.op() + ": it has had its connection; nothing is done");
        }
        return first;
    }

    private void connect(Step.Peer step, BenchPeer peer, StreamPeer remote) {
        BenchSocket listener = step.socket() == null ? null : world.socket(step.socket());
        SockAddr address = listener == null ? null : listener.address;
        if (listener == null || address == null) {
            recorder.mark("Peer " + step.peer() + ", connect: the socket " + step.socket()
                    + " is not bound; nothing is done");
        } else if (begin(step, peer, listener)) {
            long act = recorder.nextAction();
            peer.connecting(act);
            recorder.record(about(Observation.of(Kind.PEER), act, step, peer, listener));
            remote.connect(address);
            world.scheduler.reschedule();
        }
    }

    private void listen(Step.Peer step, BenchPeer peer, StreamPeer remote) {
        if (begin(step, peer, null)) {
            act(step, peer, Observation.of(Kind.PEER), remote::listen);
        }
    }

    private void write(Step.Peer step, BenchPeer peer, StreamPeer remote) {
        if (can(step, peer.canWrite())) {
            Flow.Piece piece = peer.outgoing.next(step.length());
            Observation begin = Observation.of(Kind.PEER)
                    .with(Field.OFFSET, piece.offset())
                    .with(Field.LENGTH, piece.bytes().length);
            act(step, peer, begin, () -> remote.write(piece.bytes()));
        }
    }

    /** Resets the connection; a connect that is still going on is given up by that. */
    private void reset(Step.Peer step, BenchPeer peer, StreamPeer remote) {
        if (can(step, peer.isAlive())) {
            act(step, peer, Observation.of(Kind.PEER), () -> {
                peer.end();
                remote.rst();
            });
            peer.connectEnds();
        }
    }

    private void act(Step.Peer step, BenchPeer peer, Observation begin, Runnable action) {
        long act = recorder.nextAction();
        BenchSocket subject;
        synchronized (peer) {
            // Whom the record is about does not change before it is made.
            subject = peer.subject();
            recorder.record(about(begin, act, step, peer, subject));
        }
        action.run();
        recorder.record(about(Observation.of(Kind.PEER_END), act, step, peer, subject));
        world.scheduler.reschedule();
    }

    private static Observation about(
            Observation observation, long act, Step.Peer step, BenchPeer peer, @Nullable BenchSocket subject) {
        return peer.about(observation, subject).with(Field.ACT, act).with(Field.OP, step.op());
    }
}
