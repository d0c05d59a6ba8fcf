package org.wsktck.adapter.reference;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.wsktck.adapter.mutant.Cover;
import org.wsktck.reference.ReferenceProvider;
import org.wsktck.reference.network.Cast;
import org.wsktck.reference.network.Peer;
import org.wsktck.target.Payload;
import org.wsktck.target.Step;
import org.wsktck.trace.Field;
import org.wsktck.trace.Kind;
import org.wsktck.trace.Observation;
import org.wsktck.wsk.SockAddr;
import org.wsktck.wsk.WskSocket;

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
            case "fail" -> fail(step.socket());
            case "backlog" ->
                toOpen(
                        step,
                        Observation.of(Kind.PEER).with(Field.LENGTH, step.value()),
                        handle -> provider.setIdealSendBacklog(handle, step.value()));
            case "transports" -> act(step.op(), null, null, Observation.of(Kind.PEER), provider::changeTransports);
            case "unready" -> act(step.op(), null, null, Observation.of(Kind.PEER), () -> provider.setReady(false));
            case "ready" -> act(step.op(), null, null, Observation.of(Kind.PEER), () -> provider.setReady(true));
            default ->
                throw new BadScriptException("The environment cannot do '" + step.op()
                        + "'. It can do fail, backlog, extension, transports, unready and ready.");
        }
    }

    /** Does something to a socket that is open. */
    private void toOpen(Step.Environment step, Observation begin, Consumer<WskSocket> action) {
        BenchSocket socket = step.socket() == null ? null : world.socket(step.socket());
        WskSocket handle = socket == null ? null : socket.handle;
        if (socket == null || handle == null || socket.closeIrp != null || socket.refused) {
            recorder.mark(step.op() + ": no open socket has the name " + step.socket() + "; nothing is done");
            return;
        }
        act(step.op(), null, socket, begin, () -> action.accept(uncovered(handle)));
    }

    /** The provider's own socket: a mutant stands before it. */
    private static WskSocket uncovered(WskSocket handle) {
        WskSocket own = handle;
        while (own instanceof Cover cover) {
            own = cover.covered();
        }
        return own;
    }

    private void fail(@Nullable String name) {
        BenchSocket socket = name == null ? null : world.socket(name);
        SockAddr address = socket == null ? null : socket.address;
        if (socket == null || address == null || socket.closeIrp != null) {
            recorder.mark("fail: no open, bound socket has the name " + name + "; nothing fails");
            return;
        }
        act("fail", null, socket, Observation.of(Kind.PEER), () -> provider.failSocket(address));
    }

    private void act(
            String op, @Nullable String peer, @Nullable BenchSocket socket, Observation begin, Runnable action) {
        long act = recorder.nextAction();
        recorder.record(about(begin, act, op, peer, socket));
        action.run();
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
