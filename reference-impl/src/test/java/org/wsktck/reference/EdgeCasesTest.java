package org.wsktck.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.wsktck.reference.network.Cast;
import org.wsktck.reference.network.Datagram;
import org.wsktck.reference.network.MemoryNetwork;
import org.wsktck.reference.scheduler.SeededScheduler;
import org.wsktck.wsk.CachedSecurityDescriptor;
import org.wsktck.wsk.ClientControl;
import org.wsktck.wsk.ControlOutput;
import org.wsktck.wsk.IoStatus;
import org.wsktck.wsk.Irp;
import org.wsktck.wsk.Irql;
import org.wsktck.wsk.MsgFlag;
import org.wsktck.wsk.NtStatus;
import org.wsktck.wsk.SockAddr;
import org.wsktck.wsk.SocketControl;
import org.wsktck.wsk.WskBuf;
import org.wsktck.wsk.WskClient;
import org.wsktck.wsk.WskClientSocketDispatch;
import org.wsktck.wsk.WskControlRequest;
import org.wsktck.wsk.WskControlSocketType;
import org.wsktck.wsk.WskDatagramIndication;
import org.wsktck.wsk.WskFlag;
import org.wsktck.wsk.WskRegistration;
import org.wsktck.wsk.WskSocket;

/** What a careful client never does, and what an unlucky one meets. */
class EdgeCasesTest {
    private static WskBuf chain(String... parts) {
        KernelMdl mdl = null;
        int length = 0;
        for (int i = parts.length - 1; i >= 0; i--) {
            mdl = new KernelMdl(parts[i].getBytes(), mdl);
            length += parts[i].length();
        }
        return new WskBuf(mdl, 0, length);
    }

    @Test
    void buffersFollowTheirChain() {
        WskBuf whole = chain("ab", "", "cde");
        assertThat(new String(Buffers.toArray(new WskBuf(whole.mdl(), 1, 3)))).isEqualTo("bcd");
        assertThat(Buffers.fill(whole, "vwxyz!".getBytes())).isEqualTo(5);
        assertThat(new String(Buffers.toArray(whole))).isEqualTo("vwxyz");
        assertThat(Buffers.isSound(new WskBuf(null, 0, 0))).isTrue();
        assertThat(Buffers.isSound(new WskBuf(null, 0, 1))).isFalse();
        assertThat(Buffers.isSound(new WskBuf(whole.mdl(), 3, 1)))
                .as("offset beyond the first MDL")
                .isFalse();
        assertThat(Buffers.isSound(new WskBuf(whole.mdl(), 1, 5)))
                .as("longer than the chain")
                .isFalse();
        assertThat(Buffers.isSound(new WskBuf(whole.mdl(), -1, 1))).isFalse();
    }

    @Test
    void unsoundBuffersAndMissingDestinationsAreInvalidParameters() {
        try (Bench bench = Bench.seeded(1)) {
            Bench.Sock socket = bench.bound(null);
            WskBuf unsound = new WskBuf(null, 0, 1);
            WskBuf sound = chain("x");
            Irp send = bench.irp("send");
            assertThat(socket.dispatch.wskSendTo(socket.socket, unsound, 0, socket.known, null, send))
                    .isEqualTo(NtStatus.STATUS_INVALID_PARAMETER);
            Irp nowhere = bench.irp("nowhere");
            assertThat(socket.dispatch.wskSendTo(socket.socket, sound, 0, null, null, nowhere))
                    .isEqualTo(NtStatus.STATUS_INVALID_PARAMETER);
            Irp receive = bench.irp("receive");
            assertThat(socket.dispatch.wskReceiveFrom(socket.socket, unsound, 0, null, null, receive))
                    .isEqualTo(NtStatus.STATUS_INVALID_PARAMETER);
            assertThat(List.of(send, nowhere, receive))
                    .allMatch(irp -> irp.ioStatus().equals(IoStatus.of(NtStatus.STATUS_INVALID_PARAMETER)));
        }
    }

    @Test
    void socketsReachEachOtherByEveryCast() {
        try (Bench bench = Bench.seeded(1)) {
            List<Integer> casts = new ArrayList<>();
            Bench.Sock socket = bench.enabled((context, flags, list) -> {
                casts.add(flags & ~WskFlag.WSK_FLAG_AT_DISPATCH_LEVEL);
                return NtStatus.STATUS_SUCCESS;
            });
            for (String host : List.of("127.0.0.1", "255.255.255.255", "224.0.0.1", "239.1.2.3")) {
                Irp irp = bench.irp("send");
                bench.wait(
                        socket.dispatch.wskSendTo(
                                socket.socket, chain("x"), 0, new SockAddr(host, socket.known.port()), null, irp),
                        irp);
            }
            bench.quiesce();
            assertThat(casts).containsSubsequence(0, MsgFlag.MSG_BCAST, MsgFlag.MSG_MCAST);
            assertThat(Cast.of(new SockAddr("240.0.0.1", 1))).isEqualTo(Cast.UNICAST);
            assertThat(Cast.of(new SockAddr("nodots", 1))).isEqualTo(Cast.UNICAST);
        }
    }

    @Test
    void functionsBeforeBindAndASecondBindFail() {
        try (Bench bench = Bench.seeded(1)) {
            Bench.Sock socket = bench.socket(WskFlag.WSK_FLAG_DATAGRAM_SOCKET, null);
            Irp receive = bench.irp("receive");
            assertThat(socket.dispatch.wskReceiveFrom(socket.socket, chain("x"), 0, null, null, receive))
                    .isEqualTo(NtStatus.STATUS_INVALID_DEVICE_STATE);
            Irp address = bench.irp("address");
            assertThat(socket.dispatch.wskGetLocalAddress(socket.socket, new org.wsktck.wsk.Out<>(), address))
                    .isEqualTo(NtStatus.STATUS_INVALID_DEVICE_STATE);
            assertThat(socket.bind(new SockAddr("0.0.0.0", 0)).status()).isEqualTo(NtStatus.STATUS_SUCCESS);
            assertThat(socket.bind(SockAddr.loopback(0)).status()).isEqualTo(NtStatus.STATUS_INVALID_DEVICE_STATE);
        }
    }

    @Test
    void missingIrpsAreInvalidParameters() {
        try (Bench bench = Bench.seeded(1)) {
            Bench.Sock socket = bench.bound(null);
            assertThat(socket.close(null)).isEqualTo(NtStatus.STATUS_INVALID_PARAMETER);
            assertThat(socket.dispatch.wskBind(socket.socket, socket.known, 0, null))
                    .isEqualTo(NtStatus.STATUS_INVALID_PARAMETER);
            assertThat(bench.npi.dispatch().wskSocket(bench.npi.client(), 0, null, null, null, null))
                    .isEqualTo(NtStatus.STATUS_INVALID_PARAMETER);
            assertThat(bench.npi
                            .dispatch()
                            .wskControlClient(
                                    bench.npi.client(), ClientControl.WSK_TRANSPORT_LIST_CHANGE, null, null, null))
                    .isEqualTo(NtStatus.STATUS_INVALID_PARAMETER);
            assertThat(bench.faults)
                    .extracting(ClientFault::rule)
                    .containsExactly("GEN-14", "GEN-14", "GEN-14", "CLI-10");
            assertThat(bench.faults.get(0).toString()).contains("GEN-14", "WskCloseSocket on socket 1", "driver");
        }
    }

    @Test
    void anIrpBeingCancelledElsewhereLeavesTheQueueToItsCancelRoutine() {
        try (Bench bench = Bench.seeded(1)) {
            Bench.Sock socket = bench.bound(null);
            Irp first = bench.irp("first");
            Irp second = bench.irp("second");
            for (Irp irp : List.of(first, second)) {
                socket.dispatch.wskReceiveFrom(socket.socket, chain("xx"), 0, null, null, irp);
            }
            Irp.CancelRoutine taken = first.ioSetCancelRoutine(null);
            socket.send("p", "a");
            bench.quiesce();
            assertThat(first.ioStatus()).isNull();
            assertThat(second.ioStatus()).isEqualTo(IoStatus.of(NtStatus.STATUS_SUCCESS, 1));
            taken.cancel(first);
            assertThat(first.ioStatus()).isEqualTo(IoStatus.of(NtStatus.STATUS_CANCELLED));
            assertThat(first.isPending()).isTrue();
            first.ioReuseIrp();
            assertThat(first.ioStatus()).isNull();
            assertThat(first.isPending() || first.isCancelled()).isFalse();
            assertThat(first.completion()).isNull();
        }
    }

    @Test
    void completionRoutinesRunForTheOutcomesTheyAreArmedFor() {
        try (Bench bench = Bench.seeded(1)) {
            List<String> ran = new ArrayList<>();
            for (boolean[] armed : new boolean[][] {{true, false, false}, {false, true, false}, {false, false, true}}) {
                for (NtStatus status : List.of(NtStatus.STATUS_SUCCESS, NtStatus.STATUS_INVALID_PARAMETER)) {
                    Irp irp = bench.provider.kernel().ioAllocateIrp(1);
                    irp.ioSetCompletionRoutine(new Irp.CompletionSetting(
                            (self, outcome) -> {
                                ran.add(armed[0] + " " + armed[1] + " " + armed[2] + " " + outcome.status());
                                return NtStatus.STATUS_MORE_PROCESSING_REQUIRED;
                            },
                            armed[0],
                            armed[1],
                            armed[2]));
                    if (armed[2] && status == NtStatus.STATUS_SUCCESS) {
                        irp.ioCancelIrp();
                    }
                    irp.ioCompleteRequest(IoStatus.of(status));
                }
            }
            assertThat(ran)
                    .containsExactly(
                            "true false false STATUS_SUCCESS",
                            "false true false STATUS_INVALID_PARAMETER",
                            "false false true STATUS_SUCCESS");
        }
    }

    @Test
    void everyUseOfDeadMemoryIsReported() {
        try (Bench bench = Bench.seeded(1)) {
            List<WskDatagramIndication> kept = new ArrayList<>();
            Bench.Sock socket = bench.enabled((context, flags, list) -> {
                kept.add(list);
                assertThat(list.controlInfo()).isNull();
                assertThat(list.controlInfoLength()).isZero();
                list.buffer().mdl().write(0, "A".getBytes(), 0, 1);
                assertThat(Bench.read(list)).contains("A");
                assertThat(list.buffer().mdl().next()).isNull();
                return NtStatus.STATUS_SUCCESS;
            });
            socket.send("p", "a");
            bench.quiesce();
            assertThat(bench.faults).isEmpty();
            WskDatagramIndication dead = kept.get(0);
            dead.buffer().mdl().write(0, "B".getBytes(), 0, 1);
            assertThat(dead.next()).isNull();
            assertThat(dead.controlInfo()).isNull();
            assertThat(dead.controlInfoLength()).isZero();
            assertThat(Buffers.toArray(dead.buffer())).containsOnly(IndicationList.POISON);
            assertThat(bench.faults).hasSize(7);
        }
    }

    @Test
    void onlyTheHeadReleasesAList() {
        try (Bench bench = Bench.seeded(2)) {
            List<WskDatagramIndication> kept = new ArrayList<>();
            Bench.Sock socket = bench.bound((context, flags, list) -> {
                kept.add(list);
                return NtStatus.STATUS_PENDING;
            });
            socket.send("p", "a", "b", "c", "d", "e", "f", "g", "h");
            bench.quiesce();
            socket.enable();
            bench.quiesce();
            WskDatagramIndication longList = kept.stream()
                    .filter(list -> list.next() != null)
                    .findFirst()
                    .orElseThrow();
            assertThat(socket.dispatch.wskRelease(socket.socket, longList.next()))
                    .isEqualTo(NtStatus.STATUS_INVALID_PARAMETER);
            assertThat(socket.dispatch.wskRelease(socket.socket, longList)).isEqualTo(NtStatus.STATUS_SUCCESS);
            assertThat(bench.faults)
                    .extracting(ClientFault::what)
                    .containsExactly("WskRelease of an element in the middle of a list");
        }
    }

    @Test
    void retainingWhileClosingIsReportedAndTheCloseWaits() {
        try (Bench bench = Bench.seeded(2)) {
            AtomicReference<Bench.Sock> socket = new AtomicReference<>();
            AtomicReference<WskDatagramIndication> kept = new AtomicReference<>();
            Irp close = bench.irp("close");
            socket.set(bench.enabled((context, flags, list) -> {
                kept.set(list);
                socket.get().close(close);
                return NtStatus.STATUS_PENDING;
            }));
            socket.get().send("p", "a");
            bench.quiesce();
            assertThat(close.ioStatus()).isNull();
            socket.get().dispatch.wskRelease(socket.get().socket, kept.get());
            bench.quiesce();
            assertThat(close.ioStatus()).isEqualTo(IoStatus.of(NtStatus.STATUS_SUCCESS));
            assertThat(bench.faults).extracting(ClientFault::rule).containsExactly("CLS-08", "CLS-06");
            assertThat(socket.get().dispatch.wskRelease(socket.get().socket, kept.get()))
                    .isEqualTo(NtStatus.STATUS_INVALID_DEVICE_STATE);
        }
    }

    @Test
    void theNullListCannotBeRetainedAndPendedRequestsFail() {
        try (Bench bench = Bench.seeded(2)) {
            Bench.Sock socket = bench.enabled(bench.logging(NtStatus.STATUS_PENDING));
            Irp receive = bench.irp("receive");
            socket.dispatch.wskReceiveFrom(socket.socket, chain("x"), 0, null, null, receive);
            bench.provider.failSocket(socket.known);
            bench.provider.failSocket(socket.known);
            bench.quiesce();
            assertThat(receive.ioStatus()).isEqualTo(IoStatus.of(NtStatus.STATUS_FILE_FORCED_CLOSED));
            assertThat(bench.logged("NULL")).isEqualTo(1);
            assertThat(bench.faults).extracting(ClientFault::rule).containsExactly("DGM-05");
            assertThatThrownBy(() -> bench.provider.failSocket(SockAddr.loopback(1)))
                    .hasMessageContaining("127.0.0.1:1");
        }
    }

    @Test
    void aDisabledSocketLosesItsFunctionInSilence() {
        try (Bench bench = Bench.seeded(2)) {
            Bench.Sock socket = bench.bound(bench.logging(NtStatus.STATUS_SUCCESS));
            bench.provider.failSocket(socket.known);
            bench.quiesce();
            assertThat(bench.logged("NULL")).isZero();
        }
    }

    @Test
    void unknownRequestsAndForeignPointersAreRefused() {
        try (Bench bench = Bench.seeded(2)) {
            Bench.Sock socket = bench.bound(null);
            WskControlRequest getOption = new WskControlRequest(
                    WskControlSocketType.WSK_GET_OPTION,
                    SocketControl.SO_WSK_EVENT_CALLBACK,
                    SocketControl.SOL_SOCKET,
                    0,
                    null,
                    null);
            assertThat(socket.socket.dispatch().wskControlSocket(socket.socket, getOption, null))
                    .isEqualTo(NtStatus.STATUS_NOT_SUPPORTED);
            WskControlRequest badAddress = new WskControlRequest(
                    WskControlSocketType.WSK_IOCTL, SocketControl.SIO_WSK_SET_REMOTE_ADDRESS, 0, 4, "text", null);
            assertThat(socket.socket.dispatch().wskControlSocket(socket.socket, badAddress, null))
                    .isEqualTo(NtStatus.STATUS_INVALID_PARAMETER);
            WskControlRequest badLevel = new WskControlRequest(
                    WskControlSocketType.WSK_SET_OPTION, SocketControl.SO_WSK_EVENT_CALLBACK, 0, 16, null, null);
            assertThat(socket.socket.dispatch().wskControlSocket(socket.socket, badLevel, null))
                    .isEqualTo(NtStatus.STATUS_INVALID_PARAMETER);
            bench.scheduler.atIrql(Irql.DISPATCH_LEVEL, () -> socket.ioctl(SocketControl.SIO_ADDRESS_LIST_QUERY, null));
            assertThat(bench.faults).extracting(ClientFault::rule).containsExactly("ENA-01", "CTX-09");

            WskSocket foreign = socket.socket::dispatch;
            assertThatThrownBy(() -> socket.dispatch.wskCloseSocket(foreign, bench.irp("close")))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> bench.npi.dispatch().wskControlClient(new WskClient() {}, 2, null, null, null))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> bench.provider.wskReleaseProviderNpi(new WskRegistration() {}))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void badSocketRequestsAreRefused() {
        try (Bench bench = Bench.seeded(2)) {
            Irp table = bench.irp("table");
            assertThat(bench.npi
                            .dispatch()
                            .wskSocket(
                                    bench.npi.client(),
                                    WskFlag.WSK_FLAG_DATAGRAM_SOCKET,
                                    null,
                                    new WskClientSocketDispatch() {},
                                    null,
                                    table))
                    .isEqualTo(NtStatus.STATUS_INVALID_PARAMETER);
            Irp descriptor = bench.irp("descriptor");
            assertThat(bench.npi
                            .dispatch()
                            .wskSocket(
                                    bench.npi.client(), 0, null, null, new CachedSecurityDescriptor() {}, descriptor))
                    .isEqualTo(NtStatus.STATUS_INVALID_PARAMETER);
            assertThat(bench.npi
                            .dispatch()
                            .wskControlClient(
                                    bench.npi.client(), ClientControl.WSK_CACHE_SD, null, new ControlOutput(8), null))
                    .isEqualTo(NtStatus.STATUS_INVALID_PARAMETER);
            assertThat(bench.npi
                            .dispatch()
                            .wskControlClient(
                                    bench.npi.client(), ClientControl.WSK_TRANSPORT_LIST_QUERY, null, null, null))
                    .isEqualTo(NtStatus.STATUS_INVALID_PARAMETER);
        }
    }

    @Test
    void endingTwiceAndLeakingDescriptorsIsReported() {
        try (Bench bench = Bench.seeded(2)) {
            bench.npi
                    .dispatch()
                    .wskControlClient(bench.npi.client(), ClientControl.WSK_CACHE_SD, "sd", new ControlOutput(8), null);
            Irp cancelled = bench.irp("cancelled");
            cancelled.ioCancelIrp();
            assertThat(bench.npi
                            .dispatch()
                            .wskControlClient(
                                    bench.npi.client(), ClientControl.WSK_TRANSPORT_LIST_CHANGE, null, null, cancelled))
                    .isEqualTo(NtStatus.STATUS_PENDING);
            assertThat(cancelled.ioStatus()).isEqualTo(IoStatus.of(NtStatus.STATUS_CANCELLED));
            bench.scheduler.spawn("first", () -> bench.provider.wskDeregister(bench.registration));
            bench.quiesce();
            bench.provider.wskDeregister(bench.registration);
            Irp late = bench.irp("late");
            assertThat(bench.npi
                            .dispatch()
                            .wskControlClient(
                                    bench.npi.client(), ClientControl.WSK_TRANSPORT_LIST_CHANGE, null, null, late))
                    .isEqualTo(NtStatus.STATUS_PENDING);
            assertThat(late.ioStatus())
                    .as("cancelled by the deregistration")
                    .isEqualTo(IoStatus.of(NtStatus.STATUS_CANCELLED));
            bench.provider.wskReleaseProviderNpi(bench.registration);
            assertThat(bench.quiesce().isClean()).isTrue();
            assertThat(bench.faults).extracting(ClientFault::rule).containsExactly("CLI-06", "CLS-12");
        }
    }

    @Test
    void peersComeAndGo() {
        try (Bench bench = Bench.seeded(2)) {
            SockAddr before = bench.network.peer("p").address();
            assertThat(bench.network.peer("p").name()).isEqualTo("p");
            bench.network.peer("p").close();
            assertThat(bench.network.peer("p").address()).isNotEqualTo(before);
            assertThat(bench.network.peer("p").received())
                    .extracting(Datagram::cast)
                    .isEmpty();
        }
    }

    @Test
    void theBuilderRefusesNonsense() {
        assertThatThrownBy(() -> ReferenceProvider.builder().build()).hasMessageContaining("Set the scheduler");
        assertThatThrownBy(() -> ReferenceProvider.builder().bufferLimit(0)).hasMessageContaining("at least 1");
        SeededScheduler scheduler = new SeededScheduler(1);
        assertThat(ReferenceProvider.builder()
                        .scheduler(scheduler)
                        .network(new MemoryNetwork(scheduler))
                        .build()
                        .kernel()
                        .keGetCurrentIrql())
                .isEqualTo(Irql.PASSIVE_LEVEL);
    }

    @Test
    void waitingOutsideOfUpcallsIsFine() {
        try (Bench bench = Bench.seeded(2)) {
            Bench.Sock socket = bench.bound(null);
            Irp receive = bench.irp("receive");
            socket.dispatch.wskReceiveFrom(socket.socket, chain("x"), 0, null, null, receive);
            bench.scheduler.spawn("peer", () -> socket.send("p", "a"));
            assertThat(bench.provider.kernel().waitFor(receive)).isTrue();
            assertThat(bench.faults).isEmpty();
        }
    }

    @Test
    void closingFreesTheAddressAndMayCompleteInlineOrLater() {
        Set<NtStatus> statuses = new HashSet<>();
        for (long seed = 0; seed < 30; seed++) {
            try (Bench bench = Bench.seeded(seed)) {
                Bench.Sock socket = bench.bound(null);
                Irp close = bench.irp("close");
                NtStatus status = socket.close(close);
                statuses.add(status);
                assertThat(close.isPending()).isEqualTo(status == NtStatus.STATUS_PENDING);
                assertThat(close.ioStatus() == null).isEqualTo(status == NtStatus.STATUS_PENDING);
                bench.quiesce();
                assertThat(bench.logged("close completes STATUS_SUCCESS")).isEqualTo(1);
                Bench.Sock next = bench.socket(WskFlag.WSK_FLAG_DATAGRAM_SOCKET, null);
                assertThat(next.bind(socket.known).status()).isEqualTo(NtStatus.STATUS_SUCCESS);
            }
        }
        assertThat(statuses).containsExactlyInAnyOrder(NtStatus.STATUS_SUCCESS, NtStatus.STATUS_PENDING);
    }

    @Test
    void closingInsideACompletionRoutineOfTheSameSocketIsNoCallInProgressElsewhere() {
        boolean inlineSeen = false;
        for (long seed = 0; seed < 20; seed++) {
            try (Bench bench = Bench.seeded(seed)) {
                Bench.Sock socket = bench.bound(null);
                Irp close = bench.irp("close");
                Irp address = bench.provider.kernel().ioAllocateIrp(1);
                address.ioSetCompletionRoutine(Irp.CompletionSetting.always((irp, outcome) -> {
                    socket.close(close);
                    return NtStatus.STATUS_MORE_PROCESSING_REQUIRED;
                }));
                NtStatus status =
                        socket.dispatch.wskGetLocalAddress(socket.socket, new org.wsktck.wsk.Out<>(), address);
                inlineSeen |= status == NtStatus.STATUS_SUCCESS;
                bench.quiesce();
                assertThat(close.ioStatus()).isEqualTo(IoStatus.of(NtStatus.STATUS_SUCCESS));
                assertThat(bench.faults).isEmpty();
            }
        }
        assertThat(inlineSeen).isTrue();
    }

    @Test
    void theFixedRemoteAddressIsAlsoTheDefaultDestination() {
        try (Bench bench = Bench.seeded(3)) {
            Bench.Sock socket = bench.bound(null);
            socket.ioctl(
                    SocketControl.SIO_WSK_SET_REMOTE_ADDRESS,
                    bench.network.peer("p").address());
            Irp send = bench.irp("send");
            bench.wait(socket.dispatch.wskSendTo(socket.socket, chain("hi"), 0, null, null, send), send);
            bench.quiesce();
            assertThat(bench.network.peer("p").received()).hasSize(1);
        }
    }

    @Test
    void aBacklogIsReportedByConcurrentCallbacks() {
        try (Bench bench =
                new Bench(new SeededScheduler(4), MemoryNetwork::new, builder -> builder.maxDatagramsPerList(1))) {
            AtomicReference<String> open = new AtomicReference<>();
            Bench.Sock socket = bench.bound((context, flags, list) -> {
                bench.log("enter");
                bench.scheduler.await("the test", () -> open.get() != null);
                return NtStatus.STATUS_SUCCESS;
            });
            socket.send("p", "a", "b", "c");
            bench.quiesce();
            socket.enable();
            bench.quiesce();
            assertThat(bench.logged("enter")).isEqualTo(2);
            open.set("now");
            bench.quiesce();
            assertThat(bench.logged("enter")).isEqualTo(3);
        }
    }

    @Test
    void aThreadThatRanACallbackMayWaitAgainAfterwards() {
        try (Bench bench = Bench.seeded(4)) {
            Bench.Sock socket = bench.enabled(bench.logging(NtStatus.STATUS_SUCCESS));
            for (int round = 0; round < 20; round++) {
                socket.send("p", "a");
                bench.scheduler.spawn("waiter", () -> {
                    Irp irp = bench.irp("address");
                    socket.dispatch.wskGetLocalAddress(socket.socket, new org.wsktck.wsk.Out<>(), irp);
                    assertThat(bench.provider.kernel().waitFor(irp)).isTrue();
                });
                assertThat(bench.quiesce().isClean()).isTrue();
            }
            assertThat(bench.faults).isEmpty();
        }
    }
}
