package org.wsktck.adapter.reference;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wsktck.reference.network.StreamPeer;
import org.wsktck.target.Flow;
import org.wsktck.trace.Chunk;
import org.wsktck.trace.Field;
import org.wsktck.trace.Kind;
import org.wsktck.trace.Observation;

/** The remote end of one connection, with what it sees. Its records are about the socket that the client has for it, and before there is one about the listening socket. */
final class BenchPeer implements StreamPeer.Listener {
    final String name;
    final Flow outgoing;
    private final Recorder recorder;
    private final boolean holdsHandshake;
    private @Nullable BenchSocket listener;
    private @Nullable BenchSocket socket;
    private boolean used;
    private boolean over;
    private boolean finished;
    private long connecting;

    /** @param holdsHandshake whether the network establishes a connection only after the listening side has accepted it */
    BenchPeer(String name, Recorder recorder, boolean holdsHandshake) {
        this.name = name;
        this.recorder = recorder;
        this.holdsHandshake = holdsHandshake;
        this.outgoing = new Flow(name);
    }

    /** Begins its one connection; false when it has had one. */
    synchronized boolean begin(@Nullable BenchSocket connectsTo) {
        if (used) {
            return false;
        }
        used = true;
        listener = connectsTo;
        return true;
    }

    /** Whether it has, or will have, a connection to write to. */
    synchronized boolean canWrite() {
        return used && !over && !finished;
    }

    /** Whether its connection, or the attempt to get one, has not come to its end. */
    synchronized boolean isAlive() {
        return used && !over;
    }

    synchronized void finish() {
        finished = true;
    }

    synchronized void end() {
        over = true;
    }

    /** The socket that it has connected to. */
    synchronized @Nullable BenchSocket listener() {
        return listener;
    }

    /** The client has a socket for this connection; the first one counts. */
    void belongsTo(BenchSocket candidate) {
        synchronized (this) {
            if (socket == null) {
                socket = candidate;
            }
        }
        candidate.incoming = outgoing;
    }

    /** The socket that records are about. */
    synchronized @Nullable BenchSocket subject() {
        return socket == null ? listener : socket;
    }

    /** Its connect has begun, as the action of that number. */
    synchronized void connecting(long act) {
        connecting = act;
    }

    /** Its connect is over: it has returned, or was given up. That is about the listening socket, as its beginning was. */
    void connectEnds() {
        long act;
        BenchSocket target;
        synchronized (this) {
            act = connecting;
            connecting = 0;
            target = listener;
        }
        if (act != 0) {
            recorder.record(about(Observation.of(Kind.PEER_END), target)
                    .with(Field.ACT, act)
                    .with(Field.OP, "connect"));
        }
    }

    /** Says whom a record is about. */
    Observation about(Observation observation, @Nullable BenchSocket subject) {
        return observation
                .with(Field.PEER, name)
                .with(Field.CLIENT, subject == null ? null : subject.client.name)
                .with(Field.SOCKET, subject == null ? null : subject.name);
    }

    /** Records what it sees: whom that is about does not change meanwhile. */
    private synchronized void sees(String op, @Nullable List<Chunk> data) {
        recorder.record(
                about(Observation.of(Kind.SEES), subject()).with(Field.OP, op).with(Field.DATA, data));
    }

    @Override
    public void connected() {
        connectEnds();
        if (provesEstablished()) {
            sees("connected", null);
        }
    }

    /** Where the network finishes the handshake by itself, it says nothing of what the provider makes of an inspected request. */
    private synchronized boolean provesEstablished() {
        return holdsHandshake || listener == null || !listener.conditional;
    }

    @Override
    public void refused() {
        end();
        connectEnds();
        sees("refused", null);
    }

    @Override
    public void data(byte[] bytes) {
        Flow flow;
        synchronized (this) {
            flow = socket == null ? null : socket.outgoing;
        }
        Chunk chunk = flow == null ? new Chunk(-1, bytes.length, false) : flow.locate(bytes, flow.taken());
        if (flow != null) {
            flow.take(chunk, bytes.length);
        }
        sees("data", List.of(chunk));
    }

    @Override
    public void eof() {
        sees("eof", null);
    }

    @Override
    public void reset() {
        end();
        sees("reset", null);
    }
}
