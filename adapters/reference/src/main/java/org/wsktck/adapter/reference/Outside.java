package org.wsktck.adapter.reference;

import org.jspecify.annotations.Nullable;
import org.wsktck.reference.ReferenceProvider;
import org.wsktck.reference.network.Cast;
import org.wsktck.reference.network.Peer;
import org.wsktck.target.Payload;
import org.wsktck.target.Step;
import org.wsktck.trace.Field;
import org.wsktck.trace.Kind;
import org.wsktck.trace.Observation;
import org.wsktck.wsk.SockAddr;

/** What happens to the provider from outside: peers send, and the environment changes. */
final class Outside {
    private final World world;
    private final Recorder recorder;
    private final ReferenceProvider provider;

    Outside(World world, ReferenceProvider provider) {
        this.world = world;
        this.recorder = world.recorder;
        this.provider = provider;
    }

    /** A peer sends datagrams, each a record pair of its own. */
    void send(Step.Send send) {
        requireCode(send.length());
        BenchSocket socket = world.socket(send.socket());
        SockAddr address = socket == null ? null : socket.address;
        Cast cast = Cast.valueOf(send.cast().name());
        if (socket == null || address == null) {
            recorder.mark("Send to " + send.socket() + ": the socket is not bound; nothing is sent");
            return;
        }
        if (!world.network.supports(cast)) {
            recorder.mark("Send to " + send.socket() + ": this network has no "
                    + send.cast().json() + "; nothing is sent");
            return;
        }
        world.addressOf(send.peer());
        Peer peer = world.network.peer(send.peer());
        for (int i = 0; i < send.count(); i++) {
            long dg = recorder.nextDatagram();
            world.sent(dg, socket);
            byte[] payload = Payload.encode(dg, send.length());
            Observation begin = Observation.of(Kind.PEER)
                    .with(Field.DG, dg)
                    .with(Field.LENGTH, send.length())
                    .with(Field.CAST, send.cast().json());
            act("send", send.peer(), socket, begin, () -> peer.sendTo(address, payload, cast));
        }
    }

    /** A datagram to a socket has to be long enough for its number, or nobody can tell it from an invented one. */
    static void requireCode(int length) {
        if (length < Payload.HEADER) {
            throw new BadScriptException("A datagram of " + length
                    + " bytes to a socket carries no number. Send at least " + Payload.HEADER + " bytes.");
        }
    }

    /** The environment does something. */
    void environment(Step.Environment step) {
        switch (step.op()) {
            case "fail" -> fail(step);
            case "backlog" -> backlog(step);
            case "extension" -> extension(step);
            case "transports" -> act(step.op(), null, null, Observation.of(Kind.PEER), provider::changeTransports);
            case "unready" -> act(step.op(), null, null, Observation.of(Kind.PEER), () -> provider.setReady(false));
            case "ready" -> act(step.op(), null, null, Observation.of(Kind.PEER), () -> provider.setReady(true));
            default ->
                throw new BadScriptException("The environment cannot do '" + step.op()
                        + "'. It can do fail, backlog, extension, transports, unready and ready.");
        }
    }

    /** The socket that the step is about, when it has not been closed. */
    private @Nullable BenchSocket open(Step.Environment step) {
        BenchSocket socket = step.socket() == null ? null : world.socket(step.socket());
        return socket == null || !socket.isOpen() || socket.closeIrp != null ? null : socket;
    }

    /** The provider knows its sockets by their addresses: a mutant may stand between its sockets and the client's. */
    private void fail(Step.Environment step) {
        BenchSocket socket = open(step);
        SockAddr local = socket == null ? null : socket.address;
        SockAddr remote = socket == null ? null : socket.remote;
        if (socket == null || local == null) {
            recorder.mark("fail: no open, bound socket has the name " + step.socket() + "; nothing fails");
        } else if ("datagram".equals(socket.category())) {
            act("fail", null, socket, Observation.of(Kind.PEER), () -> provider.failSocket(local));
        } else if (remote != null) {
            act("fail", null, socket, Observation.of(Kind.PEER), () -> provider.failConnection(local, remote));
        } else if (socket.listens) {
            act("fail", null, socket, Observation.of(Kind.PEER), () -> provider.failListener(local));
        } else {
            recorder.mark("fail: the socket " + socket.name + " neither listens nor is connected; nothing fails");
        }
    }

    private void backlog(Step.Environment step) {
        BenchSocket socket = open(step);
        SockAddr local = socket == null ? null : socket.address;
        SockAddr remote = socket == null ? null : socket.remote;
        if (socket == null || local == null || remote == null) {
            recorder.mark("backlog: no open, connected socket has the name " + step.socket() + "; nothing changes");
        } else {
            act(
                    "backlog",
                    null,
                    socket,
                    Observation.of(Kind.PEER).with(Field.LENGTH, step.value()),
                    () -> provider.changeIdealSendBacklog(local, remote, step.value()));
        }
    }

    /** The provider knows registrations by their contexts, which scripts name after their sockets. */
    private void extension(Step.Environment step) {
        BenchSocket socket = open(step);
        Context context = socket == null ? null : socket.extension;
        if (socket == null || context == null) {
            recorder.mark("extension: no open socket " + step.socket()
                    + " has registered an extension with a context; nothing happens");
        } else {
            act("extension", null, socket, Observation.of(Kind.PEER), () -> provider.callExampleExtension(context));
        }
    }

    private void act(
            String op, @Nullable String peer, @Nullable BenchSocket socket, Observation begin, Runnable action) {
        long act = recorder.nextAction();
        recorder.record(about(begin, act, op, peer, socket));
        try {
            action.run();
        } catch (IllegalArgumentException nobody) {
            recorder.mark(op + ": the provider has no such socket; nothing happens. " + nobody.getMessage());
        }
        recorder.record(about(Observation.of(Kind.PEER_END), act, op, peer, socket));
        world.scheduler.reschedule();
    }

    private static Observation about(
            Observation observation, long act, String op, @Nullable String peer, @Nullable BenchSocket socket) {
        return observation
                .with(Field.ACT, act)
                .with(Field.OP, op)
                .with(Field.PEER, peer)
                .with(Field.CLIENT, socket == null ? null : socket.client.name)
                .with(Field.SOCKET, socket == null ? null : socket.name);
    }
}
