package org.wsktck.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wsktck.wsk.ControlOutput;
import org.wsktck.wsk.IoStatus;
import org.wsktck.wsk.Irp;
import org.wsktck.wsk.NtStatus;
import org.wsktck.wsk.SockAddr;
import org.wsktck.wsk.SocketControl;
import org.wsktck.wsk.WskAcceptEvent;
import org.wsktck.wsk.WskClientListenDispatch;
import org.wsktck.wsk.WskFlag;
import org.wsktck.wsk.WskInspectAction;
import org.wsktck.wsk.WskInspectId;
import org.wsktck.wsk.WskSocket;

/** The documented outcomes of conditional accept, each under many seeds. */
class ConditionalAcceptTest {
    private static final int ACCEPT = StreamBench.ACCEPT;

    /** A listening client that answers inspections by a function, and keeps all that it hears. */
    private static final class Gate {
        final StreamBench bench;
        final List<WskInspectId> inspected = new ArrayList<>();
        final List<SockAddr> peers = new ArrayList<>();
        final List<WskInspectId> aborted = new ArrayList<>();
        final List<WskSocket> accepted = new ArrayList<>();
        final StreamBench.Sock listener;

        Gate(StreamBench bench, Function<SockAddr, WskInspectAction> answer) {
            this.bench = bench;
            WskAcceptEvent accept = (context, flags, local, remote, socket, acceptContext, acceptTable) -> {
                bench.log("accept " + socket);
                accepted.add(socket);
                return NtStatus.STATUS_SUCCESS;
            };
            listener = bench.gate(new WskClientListenDispatch(
                    accept,
                    (context, local, remote, id) -> {
                        bench.log("inspect " + context + " " + id);
                        inspected.add(id);
                        peers.add(remote);
                        return answer.apply(remote);
                    },
                    (context, id) -> {
                        bench.log("abort " + context + " " + id);
                        aborted.add(id);
                        return NtStatus.STATUS_SUCCESS;
                    }));
        }

        void dial(String... names) {
            SockAddr address = listener.address();
            for (String name : names) {
                bench.peer(name).peer.connect(address);
            }
        }

        IoStatus complete(WskInspectId id, WskInspectAction action) {
            Irp irp = bench.irp("complete");
            return bench.wait(listener.listening().wskInspectComplete(listener.socket, id, action, irp), irp);
        }

        ControlOutput inspectIdOf(WskSocket socket) {
            ControlOutput output = new ControlOutput(16);
            assertThat(bench.new Sock(socket).ioctl(SocketControl.SIO_WSK_QUERY_INSPECT_ID, output, null))
                    .isEqualTo(NtStatus.STATUS_SUCCESS);
            return output;
        }
    }

    private static Gate answering(StreamBench bench, WskInspectAction action) {
        return new Gate(bench, remote -> action);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void acceptedRequestsAreDeliveredWithTheirId(long seed) {
        try (StreamBench bench = StreamBench.seeded(seed)) {
            Gate gate = answering(bench, WskInspectAction.WskInspectAccept);
            assertThat(gate.listener.conditional()).isEqualTo(1);
            gate.listener.control(ACCEPT, null);
            gate.dial("p0", "p1", "p2");
            bench.quiesce();
            assertThat(gate.inspected).hasSize(3).doesNotHaveDuplicates();
            assertThat(gate.accepted).hasSize(3);
            for (WskSocket socket : gate.accepted) {
                ControlOutput output = gate.inspectIdOf(socket);
                assertThat(output.outputSizeReturned()).isEqualTo(16);
                int inspection = gate.inspected.indexOf(output.outputBuffer());
                assertThat(gate.peers.get(inspection)).isEqualTo(bench.new Sock(socket).remote());
            }
            assertThat(gate.aborted).isEmpty();
            assertThat(bench.faults).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void rejectedRequestsAreDroppedSilently(long seed) {
        try (StreamBench bench = StreamBench.seeded(seed)) {
            Gate gate = answering(bench, WskInspectAction.WskInspectReject);
            gate.listener.control(ACCEPT, null);
            gate.dial("p0", "p1");
            bench.quiesce();
            assertThat(bench.peer("p0").signs).containsExactly("refused");
            assertThat(bench.peer("p1").signs).containsExactly("refused");
            assertThat(gate.accepted).isEmpty();
            assertThat(gate.aborted).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void pendedRequestsWaitForTheDecisionAndThePeerDoesToo(long seed) {
        try (StreamBench bench = StreamBench.seeded(seed)) {
            Gate gate = answering(bench, WskInspectAction.WskInspectPend);
            gate.listener.control(ACCEPT, null);
            gate.dial("p0");
            bench.quiesce();
            gate.dial("p1");
            bench.quiesce();
            assertThat(gate.accepted).isEmpty();
            assertThat(bench.peer("p0").signs)
                    .as("no handshake before (CND-24)")
                    .isEmpty();
            WskInspectId copy = new WskInspectId(
                    gate.inspected.get(0).key(), gate.inspected.get(0).serialNumber());
            assertThat(gate.complete(copy, WskInspectAction.WskInspectAccept).status())
                    .isEqualTo(NtStatus.STATUS_SUCCESS);
            assertThat(gate.complete(gate.inspected.get(1), WskInspectAction.WskInspectReject)
                            .status())
                    .isEqualTo(NtStatus.STATUS_SUCCESS);
            bench.quiesce();
            assertThat(gate.accepted).hasSize(1);
            assertThat(bench.peer("p0").signs).containsExactly("connected");
            assertThat(bench.peer("p1").signs).containsExactly("refused");
            assertThat(bench.faults).isEmpty();
            assertThat(gate.complete(copy, WskInspectAction.WskInspectAccept).status())
                    .isEqualTo(NtStatus.STATUS_INVALID_PARAMETER);
            assertThat(gate.complete(copy, WskInspectAction.WskInspectPend).status())
                    .isEqualTo(NtStatus.STATUS_INVALID_PARAMETER);
            assertThat(bench.faults).extracting(ClientFault::rule).containsExactly("CND-14", "CND-20");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void anAbandonedPendedRequestIsAbortedOnceAndEstablishesNothing(long seed) {
        try (StreamBench bench = StreamBench.seeded(seed)) {
            Gate gate = answering(bench, WskInspectAction.WskInspectPend);
            gate.listener.control(ACCEPT, null);
            gate.dial("p");
            bench.quiesce();
            bench.peer("p").peer.rst();
            bench.quiesce();
            assertThat(gate.aborted).isEqualTo(gate.inspected).hasSize(1);
            assertThat(gate.complete(gate.inspected.get(0), WskInspectAction.WskInspectAccept)
                            .status())
                    .isEqualTo(NtStatus.STATUS_INVALID_PARAMETER);
            bench.quiesce();
            assertThat(gate.accepted).isEmpty();
            assertThat(bench.faults)
                    .as("an abort may cross the decision (CND-19)")
                    .isEmpty();
        }
    }

    @Test
    void everyRequestIsInspectedAndComesToExactlyOneEndHoweverThePeerRaces() {
        int aborts = 0;
        int deliveries = 0;
        int seeds = 300;
        for (long seed = 0; seed < seeds; seed++) {
            boolean lag = seed % 3 == 0;
            try (StreamBench bench = StreamBench.seeded(seed, builder -> builder.lagAtCallbackEdges(lag))) {
                boolean pends = seed % 2 == 0;
                Gate gate =
                        answering(bench, pends ? WskInspectAction.WskInspectPend : WskInspectAction.WskInspectAccept);
                gate.listener.control(ACCEPT, null);
                gate.dial("p");
                bench.scheduler.spawn("quitter", () -> {
                    int steps = bench.scheduler.choose(30);
                    for (int i = 0; i < steps; i++) {
                        bench.scheduler.reschedule();
                    }
                    bench.peer("p").peer.rst();
                });
                if (pends) {
                    bench.scheduler.spawn("decider", () -> {
                        bench.scheduler.await("an inspection", () -> !gate.inspected.isEmpty());
                        Irp irp = bench.irp("complete");
                        gate.listener
                                .listening()
                                .wskInspectComplete(
                                        gate.listener.socket,
                                        gate.inspected.get(0),
                                        WskInspectAction.WskInspectAccept,
                                        irp);
                    });
                }
                assertThat(bench.quiesce().isClean()).isTrue();
                assertThat(gate.inspected).as("seed %d", seed).hasSize(1);
                assertThat(bench.faults).isEmpty();
                assertThat(gate.aborted.size() + gate.accepted.size())
                        .as("seed %d: %s", seed, bench.log)
                        .isEqualTo(1);
                aborts += gate.aborted.size();
                deliveries += gate.accepted.size();
            }
        }
        assertThat(aborts).isPositive();
        assertThat(deliveries).isPositive();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void anAcceptedRequestThatFindsNoPlaceIsAborted(long seed) {
        try (StreamBench bench = StreamBench.seeded(seed, builder -> builder.listenBacklog(1))) {
            Gate gate = answering(bench, WskInspectAction.WskInspectAccept);
            gate.dial("p0");
            bench.quiesce();
            gate.dial("p1");
            bench.quiesce();
            assertThat(gate.aborted).containsExactly(gate.inspected.get(1));
            assertThat(bench.peer("p1").signs).containsExactly("refused");
            Irp accept = bench.irp("accept");
            assertThat(gate.listener.accept(null, null, accept)).isEqualTo(NtStatus.STATUS_SUCCESS);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void closingDropsWhatIsPendedWithoutAWord(long seed) {
        try (StreamBench bench = StreamBench.seeded(seed)) {
            Gate gate = answering(bench, WskInspectAction.WskInspectPend);
            gate.dial("p");
            bench.quiesce();
            gate.listener.close();
            bench.quiesce();
            assertThat(gate.aborted).isEmpty();
            assertThat(bench.peer("p").signs).containsExactly("refused");
            bench.deregister();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void lossOfFunctionIsToldByANullId(long seed) {
        try (StreamBench bench = StreamBench.seeded(seed)) {
            Gate gate = answering(bench, WskInspectAction.WskInspectReject);
            bench.provider.failListener(gate.listener.address());
            bench.quiesce();
            assertThat(bench.logged("inspect listener null")).isEqualTo(1);
            gate.listener.close();
            bench.deregister();
        }
    }

    @Test
    void theModeIsOffByDefaultAndWantsBothCallbacksAnIrpAndAnUnboundSocket() {
        try (StreamBench bench = StreamBench.seeded(3)) {
            StreamBench.Sock bare = bench.socket(WskFlag.WSK_FLAG_LISTEN_SOCKET, null, null);
            assertThat(bare.conditional()).isEqualTo(0);
            assertThat(bare.setConditional(1, bench.irp("a"))).isEqualTo(NtStatus.STATUS_INVALID_PARAMETER);
            assertThat(bare.setConditional(0, null)).isEqualTo(NtStatus.STATUS_INVALID_PARAMETER);
            assertThat(bare.setConditional(0, bench.irp("b"))).isEqualTo(NtStatus.STATUS_SUCCESS);
            Gate gate = answering(bench, WskInspectAction.WskInspectAccept);
            assertThat(gate.listener.setConditional(0, bench.irp("c"))).isEqualTo(NtStatus.STATUS_INVALID_DEVICE_STATE);
            assertThat(gate.listener.conditional()).isEqualTo(1);
            StreamBench.Sock other = bench.socket(WskFlag.WSK_FLAG_CONNECTION_SOCKET, null, null);
            assertThat(other.setConditional(1, bench.irp("d"))).isEqualTo(NtStatus.STATUS_NOT_SUPPORTED);
            assertThat(bench.faults).extracting(ClientFault::rule).containsExactly("CND-06", "CND-01", "CND-01");
        }
    }

    @Test
    void withoutTheModeThereAreNoInspectionsAndNoIds() {
        try (StreamBench bench = StreamBench.seeded(3)) {
            List<WskSocket> accepted = new ArrayList<>();
            StreamBench.Sock listener = bench.listener(new WskClientListenDispatch(
                    (context, flags, local, remote, socket, acceptContext, acceptTable) -> {
                        accepted.add(socket);
                        return NtStatus.STATUS_SUCCESS;
                    },
                    (context, local, remote, id) -> {
                        throw new AssertionError("inspected");
                    },
                    (context, id) -> {
                        throw new AssertionError("aborted");
                    }));
            listener.control(ACCEPT, null);
            bench.peer("p").peer.connect(listener.address());
            bench.quiesce();
            for (StreamBench.Sock socket : List.of(bench.new Sock(accepted.get(0)), listener)) {
                assertThat(socket.ioctl(SocketControl.SIO_WSK_QUERY_INSPECT_ID, new ControlOutput(16), null))
                        .isEqualTo(NtStatus.STATUS_INVALID_DEVICE_REQUEST);
            }
        }
    }

    @Test
    void wrongAnswersAreReported() {
        try (StreamBench bench = StreamBench.seeded(3)) {
            StreamBench.Sock listener = bench.gate(new WskClientListenDispatch(
                    null, (context, local, remote, id) -> null, (context, id) -> NtStatus.STATUS_UNSUCCESSFUL));
            bench.peer("p").peer.connect(listener.address());
            bench.quiesce();
            assertThat(bench.peer("p").signs).containsExactly("refused");
            assertThat(bench.faults).extracting(ClientFault::rule).containsExactly("CND-10");
        }
    }
}
