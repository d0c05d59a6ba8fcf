package org.wsktck.adapter.mutant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wsktck.target.ScriptBuilder.calls;
import static org.wsktck.target.ScriptBuilder.hold;
import static org.wsktck.target.ScriptBuilder.leaves;
import static org.wsktck.target.ScriptBuilder.returns;
import static org.wsktck.target.ScriptBuilder.script;
import static org.wsktck.target.ScriptBuilder.stores;
import static org.wsktck.target.ScriptBuilder.storesNothing;
import static org.wsktck.target.Wsk.CLIENT;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wsktck.adapter.reference.ReferenceOptions;
import org.wsktck.adapter.reference.ReferenceTarget;
import org.wsktck.adapter.reference.Traces;
import org.wsktck.target.Action;
import org.wsktck.target.Script;
import org.wsktck.target.ScriptBuilder;
import org.wsktck.target.Wsk;
import org.wsktck.trace.Field;
import org.wsktck.trace.Kind;
import org.wsktck.trace.Observation;
import org.wsktck.wsk.IoStatus;
import org.wsktck.wsk.Irp;
import org.wsktck.wsk.NtStatus;
import org.wsktck.wsk.Out;
import org.wsktck.wsk.SockAddr;
import org.wsktck.wsk.WskBuf;
import org.wsktck.wsk.WskClientConnectionDispatch;
import org.wsktck.wsk.WskControlRequest;
import org.wsktck.wsk.WskDataIndication;
import org.wsktck.wsk.WskInspectAction;
import org.wsktck.wsk.WskInspectId;
import org.wsktck.wsk.WskSocket;

/** What stands before sockets that listen or carry a stream hands everything on, and is asked about everything. */
class CoveredSocketsTest {
    private static final int SEEDS = 20;

    private static ScriptBuilder story(String name) {
        return script(name, "A story of covered sockets").client();
    }

    private static final Script CONNECTED = story("connected")
            .connected("s1", "p1", Wsk.EVENT_RECEIVE, Wsk.EVENT_DISCONNECT, Wsk.EVENT_SEND_BACKLOG)
            .react("s1", Wsk.RECEIVE, leaves(1))
            .react("s1", Wsk.RECEIVE, returns("STATUS_PENDING"))
            .writes("p1", 200)
            .quiesce()
            .call(Wsk.receive("s1", 0, "r"))
            .quiesce()
            .call(Wsk.release("s1", 0))
            .backlog("s1", 4096)
            .call(Wsk.remoteAddress("s1", "a"))
            .call(Wsk.localAddress("s1", "l"))
            .call(Wsk.send("s1", 2000, "w"))
            .quiesce()
            .finishes("p1")
            .quiesce()
            .call(Wsk.disconnect("s1", 10, "d"))
            .quiesce()
            .listens("p2")
            .call(Wsk.socketConnect(CLIENT, "s2", "p2", "k"))
            .quiesce()
            .call(Wsk.enable("s2", Wsk.EVENT_RECEIVE))
            .writes("p2", 5)
            .quiesce()
            .fail("s2")
            .quiesce()
            .build();

    private static final Script LISTENING = story("listening")
            .listening("s1", Wsk.EVENT_ACCEPT, Wsk.EVENT_RECEIVE, Wsk.EVENT_DISCONNECT)
            .react("s1", Wsk.ACCEPT, storesNothing())
            .react(
                    "s1",
                    Wsk.ACCEPT,
                    stores(Wsk.RECEIVE),
                    calls(Wsk.enable(Action.ACCEPTED, Wsk.EVENT_RECEIVE)),
                    hold(),
                    returns("STATUS_SUCCESS"))
            .react("s1", Wsk.ACCEPT, returns("STATUS_REQUEST_NOT_ACCEPTED"))
            .connects("p1", "s1")
            .quiesce()
            .connects("p2", "s1")
            .quiesce()
            .writes("p2", 5)
            .quiesce()
            .resume("s1", 1)
            .connects("p3", "s1")
            .quiesce()
            .connects("p4", "s1")
            .writes("p4", 5)
            .quiesce()
            .resets("p4")
            .quiesce()
            .call(Wsk.accept("s1", "a", "i"))
            .connects("p5", "s1")
            .quiesce()
            .call(Wsk.enable("a", Wsk.EVENT_RECEIVE))
            .writes("p5", 5)
            .quiesce()
            .backlog("a", 4096)
            .fail("s1")
            .quiesce()
            .build();

    private static final Script INSPECTING = story("inspecting")
            .inspecting("s1", Wsk.EVENT_ACCEPT)
            .react("s1", Wsk.INSPECT, returns("WskInspectPend"))
            .react("s1", Wsk.INSPECT, returns("WskInspectPend"))
            .connects("p1", "s1")
            .quiesce()
            .call(Wsk.inspectComplete("s1", "WskInspectAccept", "c"))
            .quiesce()
            .call(Wsk.queryInspectId("s1.1"))
            .connects("p2", "s1")
            .quiesce()
            .resets("p2")
            .quiesce()
            .build();

    private static final Script STREAM = story("stream")
            .streamListening("s1", Wsk.EVENT_ACCEPT)
            .connects("p1", "s1")
            .quiesce()
            .call(Wsk.accept("s1", "a", "i"))
            .connects("p2", "s1")
            .quiesce()
            .stream("s2")
            .listens("p3")
            .call(Wsk.connect("s2", "p3", "k"))
            .quiesce()
            .call(Wsk.enable("s2", Wsk.EVENT_RECEIVE))
            .writes("p3", 5)
            .quiesce()
            .build();

    static List<Script> stories() {
        return List.of(CONNECTED, LISTENING, INSPECTING, STREAM);
    }

    @ParameterizedTest
    @MethodSource("stories")
    void forwardingAddsNothing(Script story) throws Exception {
        Mutant none = new Mutant("none", "There is no mistake.", ForwardingProvider::new);
        for (long seed = 0; seed < SEEDS; seed++) {
            assertThat(Traces.run(new ReferenceTarget(ReferenceOptions.DEFAULT, none), seed, story))
                    .as("seed %d", seed)
                    .isEqualTo(Traces.run(new ReferenceTarget(), seed, story));
        }
    }

    /** Accepted sockets of both paths are covered too, so that a mistake shows on them. */
    @ParameterizedTest
    @MethodSource("stories")
    void aSwallowedEventIsSwallowedEverywhere(Script story) throws Exception {
        Mutant swallows = Mutant.ofSocket("none", "WskReceiveEvent is not called.", SwallowsData::new);

        List<Observation> trace = Traces.run(new ReferenceTarget(ReferenceOptions.DEFAULT, swallows), 1, story);

        assertThat(trace).noneMatch(o -> o.kind() == Kind.ENTER && Wsk.RECEIVE.equals(o.text(Field.EVENT)));
    }

    private static final class SwallowsData extends ForwardingSocket {
        SwallowsData(Setup setup) {
            super(setup);
        }

        @Override
        NtStatus receiveEvent(
                int flags, @Nullable WskDataIndication list, long bytesIndicated, Out<Long> bytesAccepted) {
            return NtStatus.STATUS_SUCCESS;
        }
    }

    @Test
    void everyFunctionAndEventPassesThrough() throws Exception {
        Set<String> passed = new ConcurrentSkipListSet<>();
        Mutant notes = Mutant.ofSocket("none", "There is no mistake.", setup -> new Notes(setup, passed));
        for (Script story : stories()) {
            Traces.run(new ReferenceTarget(ReferenceOptions.DEFAULT, notes), 1, story);
        }

        assertThat(passed)
                .containsExactlyInAnyOrder(
                        "WskAccept",
                        "WskInspectComplete",
                        "WskListen",
                        "WskConnect",
                        "WskGetRemoteAddress",
                        "WskSend",
                        "WskReceive",
                        "WskDisconnect",
                        "WskRelease",
                        "WskControlSocket",
                        "WskCloseSocket",
                        "opened",
                        Wsk.RECEIVE,
                        Wsk.DISCONNECT,
                        Wsk.SEND_BACKLOG,
                        Wsk.ACCEPT,
                        Wsk.INSPECT,
                        Wsk.ABORT);
    }

    /** Notes what passes. */
    private static final class Notes extends ForwardingSocket {
        private final Set<String> passed;

        Notes(Setup setup, Set<String> passed) {
            super(setup);
            this.passed = passed;
        }

        @Override
        IoStatus opened(IoStatus outcome) {
            passed.add("opened");
            return super.opened(outcome);
        }

        @Override
        NtStatus wskControlSocket(WskSocket socket, WskControlRequest request, @Nullable Irp irp) {
            passed.add("WskControlSocket");
            return super.wskControlSocket(socket, request, irp);
        }

        @Override
        NtStatus wskCloseSocket(WskSocket socket, Irp irp) {
            passed.add("WskCloseSocket");
            return super.wskCloseSocket(socket, irp);
        }

        @Override
        NtStatus wskAccept(
                WskSocket socket,
                int flags,
                @Nullable Object acceptContext,
                @Nullable WskClientConnectionDispatch acceptDispatch,
                @Nullable Out<SockAddr> localAddress,
                @Nullable Out<SockAddr> remoteAddress,
                Irp irp) {
            passed.add("WskAccept");
            return super.wskAccept(socket, flags, acceptContext, acceptDispatch, localAddress, remoteAddress, irp);
        }

        @Override
        NtStatus wskInspectComplete(WskSocket socket, WskInspectId inspectId, WskInspectAction action, Irp irp) {
            passed.add("WskInspectComplete");
            return super.wskInspectComplete(socket, inspectId, action, irp);
        }

        @Override
        NtStatus wskListen(WskSocket socket, Irp irp) {
            passed.add("WskListen");
            return super.wskListen(socket, irp);
        }

        @Override
        NtStatus wskConnect(WskSocket socket, SockAddr remoteAddress, int flags, Irp irp) {
            passed.add("WskConnect");
            return super.wskConnect(socket, remoteAddress, flags, irp);
        }

        @Override
        NtStatus wskGetRemoteAddress(WskSocket socket, Out<SockAddr> remoteAddress, Irp irp) {
            passed.add("WskGetRemoteAddress");
            return super.wskGetRemoteAddress(socket, remoteAddress, irp);
        }

        @Override
        NtStatus wskSend(WskSocket socket, WskBuf buffer, int flags, Irp irp) {
            passed.add("WskSend");
            return super.wskSend(socket, buffer, flags, irp);
        }

        @Override
        NtStatus wskReceive(WskSocket socket, WskBuf buffer, int flags, Irp irp) {
            passed.add("WskReceive");
            return super.wskReceive(socket, buffer, flags, irp);
        }

        @Override
        NtStatus wskDisconnect(WskSocket socket, @Nullable WskBuf buffer, int flags, Irp irp) {
            passed.add("WskDisconnect");
            return super.wskDisconnect(socket, buffer, flags, irp);
        }

        @Override
        NtStatus wskRelease(WskSocket socket, WskDataIndication dataIndication) {
            passed.add("WskRelease");
            return super.wskRelease(socket, dataIndication);
        }

        @Override
        NtStatus receiveEvent(
                int flags, @Nullable WskDataIndication list, long bytesIndicated, Out<Long> bytesAccepted) {
            passed.add(Wsk.RECEIVE);
            return super.receiveEvent(flags, list, bytesIndicated, bytesAccepted);
        }

        @Override
        NtStatus disconnectEvent(int flags) {
            passed.add(Wsk.DISCONNECT);
            return super.disconnectEvent(flags);
        }

        @Override
        NtStatus sendBacklogEvent(long idealBacklogSize) {
            passed.add(Wsk.SEND_BACKLOG);
            return super.sendBacklogEvent(idealBacklogSize);
        }

        @Override
        NtStatus acceptEvent(
                int flags,
                @Nullable SockAddr localAddress,
                @Nullable SockAddr remoteAddress,
                @Nullable ForwardingSocket accepted,
                Out<Object> acceptContext,
                Out<WskClientConnectionDispatch> acceptDispatch) {
            passed.add(Wsk.ACCEPT);
            return super.acceptEvent(flags, localAddress, remoteAddress, accepted, acceptContext, acceptDispatch);
        }

        @Override
        WskInspectAction inspectEvent(
                @Nullable SockAddr localAddress, @Nullable SockAddr remoteAddress, @Nullable WskInspectId inspectId) {
            passed.add(Wsk.INSPECT);
            return super.inspectEvent(localAddress, remoteAddress, inspectId);
        }

        @Override
        NtStatus abortEvent(WskInspectId inspectId) {
            passed.add(Wsk.ABORT);
            return super.abortEvent(inspectId);
        }
    }
}
