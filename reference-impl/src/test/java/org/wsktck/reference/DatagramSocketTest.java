package org.wsktck.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wsktck.reference.network.Cast;
import org.wsktck.reference.network.Datagram;
import org.wsktck.reference.network.MemoryNetwork;
import org.wsktck.reference.scheduler.SeededScheduler;
import org.wsktck.wsk.EventMask;
import org.wsktck.wsk.IoStatus;
import org.wsktck.wsk.Irp;
import org.wsktck.wsk.Irql;
import org.wsktck.wsk.MsgFlag;
import org.wsktck.wsk.NtStatus;
import org.wsktck.wsk.Out;
import org.wsktck.wsk.SockAddr;
import org.wsktck.wsk.SocketControl;
import org.wsktck.wsk.WskClientDatagramDispatch;
import org.wsktck.wsk.WskDatagramIndication;
import org.wsktck.wsk.WskFlag;
import org.wsktck.wsk.WskReceiveFromEvent;

/** The documented outcomes of a datagram socket, each under many seeds. */
class DatagramSocketTest {
    /** A callback that stays inside until it is told what to return. */
    private static final class Held implements WskReceiveFromEvent {
        final AtomicInteger inside = new AtomicInteger();
        final AtomicReference<NtStatus> answer = new AtomicReference<>();
        Bench bench;

        @Override
        public NtStatus wskReceiveFromEvent(Object context, int flags, WskDatagramIndication list) {
            bench.log("enter " + (list == null ? "NULL" : Bench.read(list)));
            inside.incrementAndGet();
            bench.scheduler.await("the test", () -> answer.get() != null);
            inside.decrementAndGet();
            bench.log("exit");
            return answer.get();
        }

        static Held in(Bench bench) {
            Held held = new Held();
            held.bench = bench;
            return held;
        }
    }

    private static List<String> payloads(Bench bench) {
        List<String> all = new ArrayList<>();
        for (String line : bench.log) {
            int open = line.indexOf('[');
            if (line.contains("enter") && open >= 0) {
                all.addAll(List.of(line.substring(open + 1, line.indexOf(']')).split(", ")));
            }
        }
        return all;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void reportsEveryDatagramOnceAndInOrder(long seed) {
        try (Bench bench = Bench.seeded(seed)) {
            Bench.Sock socket = bench.enabled(bench.logging(NtStatus.STATUS_SUCCESS));
            socket.send("p1", "a", "b", "c", "d", "e", "f", "g");
            assertThat(bench.quiesce().isClean()).isTrue();
            assertThat(payloads(bench)).containsExactly("a", "b", "c", "d", "e", "f", "g");
            assertThat(bench.logged("enter context")).isPositive();
            assertThat(bench.faults).isEmpty();
        }
    }

    @Test
    void callbacksAreOffUntilEnabledAndReceiveRequestsWorkWithoutThem() {
        try (Bench bench = Bench.seeded(7)) {
            Bench.Sock socket = bench.bound(bench.logging(NtStatus.STATUS_SUCCESS));
            Irp early = bench.irp("early");
            byte[] into = new byte[8];
            Out<SockAddr> sender = new Out<>();
            assertThat(socket.dispatch.wskReceiveFrom(
                            socket.socket, KernelMdl.bufferOver(into), 0, sender, null, early))
                    .isEqualTo(NtStatus.STATUS_PENDING);
            socket.send("p1", "abc", "de");
            bench.quiesce();
            assertThat(early.ioStatus()).isEqualTo(IoStatus.of(NtStatus.STATUS_SUCCESS, 3));
            assertThat(new String(into, 0, 3)).isEqualTo("abc");
            assertThat(sender.get()).isEqualTo(bench.network.peer("p1").address());
            assertThat(bench.logged("enter")).isZero();

            Irp late = bench.irp("late");
            Out<Integer> flags = new Out<>();
            NtStatus status = socket.dispatch.wskReceiveFrom(
                    socket.socket, KernelMdl.bufferOver(new byte[1]), 0, null, flags, late);
            assertThat(bench.wait(status, late)).isEqualTo(IoStatus.of(NtStatus.STATUS_SUCCESS, 1));
            assertThat(flags.get()).isEqualTo(MsgFlag.MSG_TRUNC);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void queuedReceiveOutranksTheCallback(long seed) {
        try (Bench bench = Bench.seeded(seed)) {
            Bench.Sock socket = bench.enabled(bench.logging(NtStatus.STATUS_SUCCESS));
            Irp irp = bench.irp("receive");
            socket.dispatch.wskReceiveFrom(socket.socket, KernelMdl.bufferOver(new byte[4]), 0, null, null, irp);
            socket.send("p1", "a", "b");
            bench.quiesce();
            assertThat(irp.ioStatus()).isEqualTo(IoStatus.of(NtStatus.STATUS_SUCCESS, 1));
            assertThat(payloads(bench)).containsExactly("b");
        }
    }

    @Test
    void cancelledReceiveCompletesOnceAndLetsTheNextHaveTheDatagram() {
        try (Bench bench = Bench.seeded(3)) {
            Bench.Sock socket = bench.bound(bench.logging(NtStatus.STATUS_SUCCESS));
            Irp first = bench.irp("first");
            Irp second = bench.irp("second");
            for (Irp irp : List.of(first, second)) {
                socket.dispatch.wskReceiveFrom(socket.socket, KernelMdl.bufferOver(new byte[4]), 0, null, null, irp);
            }
            assertThat(first.ioCancelIrp()).isTrue();
            assertThat(first.ioCancelIrp()).as("too late").isFalse();
            socket.send("p1", "a");
            bench.quiesce();
            assertThat(bench.logged("first completes STATUS_CANCELLED")).isEqualTo(1);
            assertThat(bench.logged("second completes STATUS_SUCCESS")).isEqualTo(1);
        }
    }

    @Test
    void irpCancelledBeforeTheCallCompletesAsCancelled() {
        try (Bench bench = Bench.seeded(3)) {
            Bench.Sock socket = bench.bound(null);
            Irp irp = bench.irp("receive");
            assertThat(irp.ioCancelIrp()).isFalse();
            NtStatus status = socket.dispatch.wskReceiveFrom(
                    socket.socket, KernelMdl.bufferOver(new byte[4]), 0, null, null, irp);
            assertThat(status).isEqualTo(NtStatus.STATUS_PENDING);
            assertThat(bench.logged("receive completes STATUS_CANCELLED")).isEqualTo(1);
        }
    }

    @Test
    void cancellationAndArrivalRaceButTheIrpCompletesOnceAndNothingIsLost() {
        int cancelled = 0;
        int seeds = 200;
        for (long seed = 0; seed < seeds; seed++) {
            try (Bench bench = Bench.seeded(seed)) {
                Bench.Sock socket = bench.bound(bench.logging(NtStatus.STATUS_SUCCESS));
                Irp irp = bench.irp("receive");
                socket.dispatch.wskReceiveFrom(socket.socket, KernelMdl.bufferOver(new byte[4]), 0, null, null, irp);
                bench.scheduler.spawn("canceller", irp::ioCancelIrp);
                socket.send("p1", "a");
                bench.quiesce();
                assertThat(bench.logged("receive completes"))
                        .as("seed %d", seed)
                        .isEqualTo(1);
                boolean success = bench.logged("receive completes STATUS_SUCCESS") == 1;
                cancelled += success ? 0 : 1;
                socket.enable();
                bench.quiesce();
                assertThat(payloads(bench)).as("seed %d", seed).hasSize(success ? 0 : 1);
            }
        }
        assertThat(cancelled).isBetween(1, seeds - 1);
    }

    @Test
    void idleDisableIsEffectiveAtOnceAndEnablingWorksAgain() {
        try (Bench bench = Bench.seeded(11)) {
            Bench.Sock socket = bench.enabled(bench.logging(NtStatus.STATUS_SUCCESS));
            assertThat(socket.disable(bench.irp("disable"))).isEqualTo(NtStatus.STATUS_SUCCESS);
            assertThat(bench.logged("disable completes STATUS_SUCCESS")).isEqualTo(1);
            socket.send("p1", "a");
            bench.quiesce();
            assertThat(payloads(bench)).isEmpty();
            assertThat(socket.disable(null)).as("again").isEqualTo(NtStatus.STATUS_SUCCESS);
            assertThat(socket.enable()).isEqualTo(NtStatus.STATUS_SUCCESS);
            assertThat(socket.enable()).as("again").isEqualTo(NtStatus.STATUS_SUCCESS);
            socket.send("p1", "b");
            bench.quiesce();
            assertThat(payloads(bench)).containsExactly("a", "b");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void busyDisableDrainsWithAndWithoutIrp(long seed) {
        try (Bench bench = Bench.seeded(seed)) {
            Held held = Held.in(bench);
            Bench.Sock socket = bench.enabled(held);
            socket.send("p1", "a");
            assertThat(bench.quiesce().blocked()).hasSize(1);
            Irp irp = bench.irp("disable");
            assertThat(socket.disable(irp)).isEqualTo(NtStatus.STATUS_PENDING);
            assertThat(socket.disable(null)).isEqualTo(NtStatus.STATUS_EVENT_PENDING);
            socket.send("p1", "b");
            bench.quiesce();
            assertThat(irp.ioStatus()).isNull();
            assertThat(payloads(bench)).containsExactly("a");
            held.answer.set(NtStatus.STATUS_SUCCESS);
            assertThat(bench.quiesce().isClean()).isTrue();
            assertThat(irp.ioStatus()).isEqualTo(IoStatus.of(NtStatus.STATUS_SUCCESS));
            assertThat(payloads(bench)).containsExactly("a");
            socket.enable();
            bench.quiesce();
            assertThat(payloads(bench)).containsExactly("a", "b");
        }
    }

    @Test
    void enablingDuringADrainTakesEffectAfterIt() {
        try (Bench bench = Bench.seeded(5)) {
            Held held = Held.in(bench);
            Bench.Sock socket = bench.enabled(held);
            socket.send("p1", "a");
            bench.quiesce();
            assertThat(socket.disable(null)).isEqualTo(NtStatus.STATUS_EVENT_PENDING);
            assertThat(socket.enable()).isEqualTo(NtStatus.STATUS_SUCCESS);
            socket.send("p1", "b");
            bench.quiesce();
            assertThat(payloads(bench)).containsExactly("a");
            held.answer.set(NtStatus.STATUS_SUCCESS);
            bench.quiesce();
            assertThat(payloads(bench)).containsExactly("a", "b");
        }
    }

    @Test
    void disableFromInsideTheCallbackCountsItselfAsInProgress() {
        try (Bench bench = Bench.seeded(5)) {
            AtomicReference<Bench.Sock> socket = new AtomicReference<>();
            List<NtStatus> statuses = new ArrayList<>();
            Irp irp = bench.irp("disable");
            socket.set(bench.enabled((context, flags, list) -> {
                statuses.add(socket.get().disable(irp));
                statuses.add(socket.get().disable(null));
                assertThat(irp.ioStatus()).isNull();
                return NtStatus.STATUS_SUCCESS;
            }));
            socket.get().send("p1", "a");
            bench.quiesce();
            assertThat(statuses).containsExactly(NtStatus.STATUS_PENDING, NtStatus.STATUS_EVENT_PENDING);
            assertThat(irp.ioStatus()).isEqualTo(IoStatus.of(NtStatus.STATUS_SUCCESS));
        }
    }

    @Test
    void atMostTheConfiguredNumberOfCallbacksRunsAtOnce() {
        for (int most = 1; most <= 3; most++) {
            int limit = most;
            try (Bench bench = new Bench(
                    new SeededScheduler(limit),
                    MemoryNetwork::new,
                    builder -> builder.maxConcurrentCallbacks(limit).maxDatagramsPerList(1))) {
                Held held = Held.in(bench);
                Bench.Sock socket = bench.enabled(held);
                socket.send("p1", "a", "b", "c", "d");
                assertThat(bench.quiesce().blocked()).hasSize(limit);
                assertThat(held.inside).hasValue(limit);
                held.answer.set(NtStatus.STATUS_SUCCESS);
                bench.quiesce();
                assertThat(payloads(bench)).containsExactly("a", "b", "c", "d");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void refusalDisablesAndKeepsTheDatagramsInOrder(long seed) {
        try (Bench bench = Bench.seeded(seed)) {
            AtomicBoolean refuse = new AtomicBoolean(true);
            Bench.Sock socket = bench.enabled((context, flags, list) -> {
                if (refuse.get()) {
                    return NtStatus.STATUS_DATA_NOT_ACCEPTED;
                }
                bench.log("enter " + Bench.read(list));
                return NtStatus.STATUS_SUCCESS;
            });
            socket.send("p1", "a", "b", "c");
            bench.quiesce();
            refuse.set(false);
            socket.send("p1", "d");
            bench.quiesce();
            assertThat(payloads(bench)).as("disabled").isEmpty();
            socket.enable();
            socket.send("p1", "e");
            bench.quiesce();
            assertThat(payloads(bench)).containsExactly("a", "b", "c", "d", "e");
        }
    }

    @Test
    void staticEventSurvivesRefusalAndCannotBeSwitched() {
        try (Bench bench = Bench.seeded(5)) {
            assertThat(bench.setStatic(EventMask.WSK_EVENT_RECEIVE_FROM | EventMask.WSK_EVENT_RECEIVE))
                    .isEqualTo(NtStatus.STATUS_SUCCESS);
            AtomicInteger calls = new AtomicInteger();
            Bench.Sock socket = bench.bound((context, flags, list) -> {
                bench.log("enter " + Bench.read(list));
                return calls.getAndIncrement() == 0 ? NtStatus.STATUS_DATA_NOT_ACCEPTED : NtStatus.STATUS_SUCCESS;
            });
            socket.send("p1", "a");
            bench.quiesce();
            assertThat(socket.disable(null)).isEqualTo(NtStatus.STATUS_INVALID_DEVICE_REQUEST);
            assertThat(socket.enable()).isEqualTo(NtStatus.STATUS_INVALID_DEVICE_REQUEST);
            socket.send("p1", "b");
            bench.quiesce();
            assertThat(payloads(bench)).containsExactly("a", "b");
            assertThat(bench.faults).extracting(ClientFault::rule).containsExactly("STA-06", "STA-06");
            assertThat(bench.setStatic(0)).isEqualTo(NtStatus.STATUS_INVALID_DEVICE_STATE);
        }
    }

    @Test
    void retainedListStaysIntactUntilReleased() {
        try (Bench bench = Bench.seeded(5)) {
            List<WskDatagramIndication> kept = new ArrayList<>();
            Bench.Sock socket = bench.enabled((context, flags, list) -> {
                kept.add(list);
                return NtStatus.STATUS_PENDING;
            });
            socket.send("p1", "a");
            bench.quiesce();
            socket.send("p1", "b");
            bench.quiesce();
            assertThat(kept).hasSize(2);
            assertThat(Bench.read(kept.get(0))).containsExactly("a");
            assertThat(socket.dispatch.wskRelease(socket.socket, kept.get(0))).isEqualTo(NtStatus.STATUS_SUCCESS);
            assertThat(Bench.read(kept.get(1))).containsExactly("b");
            assertThat(bench.faults).isEmpty();

            assertThat(socket.dispatch.wskRelease(socket.socket, kept.get(0)))
                    .as("twice")
                    .isEqualTo(NtStatus.STATUS_INVALID_PARAMETER);
            assertThat(Bench.read(kept.get(0))).as("poisoned").doesNotContain("a");
            assertThat(bench.faults).extracting(ClientFault::rule).containsOnly("CON-16");
            assertThat(socket.dispatch.wskRelease(socket.socket, kept.get(1))).isEqualTo(NtStatus.STATUS_SUCCESS);
        }
    }

    @Test
    void releaseFromInsideTheRetainingCallbackIsTaken() {
        try (Bench bench = Bench.seeded(5)) {
            AtomicReference<Bench.Sock> socket = new AtomicReference<>();
            List<NtStatus> statuses = new ArrayList<>();
            socket.set(bench.enabled((context, flags, list) -> {
                statuses.add(socket.get().dispatch.wskRelease(socket.get().socket, list));
                return statuses.size() == 1 ? NtStatus.STATUS_PENDING : NtStatus.STATUS_SUCCESS;
            }));
            socket.get().send("p1", "a");
            bench.quiesce();
            assertThat(bench.faults).isEmpty();
            socket.get().send("p1", "b");
            bench.quiesce();
            assertThat(statuses).containsOnly(NtStatus.STATUS_SUCCESS);
            assertThat(bench.faults).extracting(ClientFault::rule).containsExactly("CON-16");
        }
    }

    @Test
    void memoryIsPoisonedAfterTheCallback() {
        try (Bench bench = Bench.seeded(5)) {
            List<WskDatagramIndication> kept = new ArrayList<>();
            Bench.Sock socket = bench.enabled((context, flags, list) -> {
                kept.add(list);
                return NtStatus.STATUS_SUCCESS;
            });
            socket.send("p1", "a");
            bench.quiesce();
            byte[] seen = Buffers.toArray(kept.get(0).buffer());
            assertThat(seen).containsOnly(IndicationList.POISON);
            assertThat(kept.get(0).remoteAddress().host()).isEqualTo("poisoned");
            assertThat(bench.faults).extracting(ClientFault::rule).containsOnly("CTX-07");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void closeWaitsForCallbacksAndCompletesAllElseFirst(long seed) {
        try (Bench bench = Bench.seeded(seed)) {
            Held held = Held.in(bench);
            Bench.Sock socket = bench.enabled(held);
            socket.send("p1", "a");
            bench.quiesce();
            Irp disable = bench.irp("disable");
            Irp receive = bench.irp("receive");
            Irp close = bench.irp("close");
            socket.disable(disable);
            socket.dispatch.wskReceiveFrom(socket.socket, KernelMdl.bufferOver(new byte[1]), 0, null, null, receive);
            assertThat(socket.close(close)).isEqualTo(NtStatus.STATUS_PENDING);
            assertThat(receive.ioStatus()).isEqualTo(IoStatus.of(NtStatus.STATUS_CANCELLED));
            socket.send("p1", "b");
            bench.quiesce();
            assertThat(close.ioStatus()).isNull();
            held.answer.set(NtStatus.STATUS_DATA_NOT_ACCEPTED);
            assertThat(bench.quiesce().isClean()).isTrue();
            assertThat(close.ioStatus()).isEqualTo(IoStatus.of(NtStatus.STATUS_SUCCESS));
            List<String> log = List.copyOf(bench.log);
            assertThat(log.get(log.size() - 1)).contains("close completes");
            assertThat(bench.logged("disable completes STATUS_SUCCESS")).isEqualTo(1);
            assertThat(payloads(bench)).containsExactly("a");
            assertThat(bench.faults).isEmpty();
        }
    }

    @Test
    void closeFromInsideItsOwnCallbackCompletesAfterIt() {
        try (Bench bench = Bench.seeded(5)) {
            AtomicReference<Bench.Sock> socket = new AtomicReference<>();
            Irp close = bench.irp("close");
            List<Object> seen = new ArrayList<>();
            socket.set(bench.enabled((context, flags, list) -> {
                seen.add(socket.get().close(close));
                bench.scheduler.reschedule();
                seen.add(close.ioStatus() == null);
                return NtStatus.STATUS_SUCCESS;
            }));
            socket.get().send("p1", "a");
            bench.quiesce();
            assertThat(seen).containsExactly(NtStatus.STATUS_PENDING, true);
            assertThat(close.ioStatus()).isEqualTo(IoStatus.of(NtStatus.STATUS_SUCCESS));
            assertThat(bench.faults).isEmpty();
        }
    }

    @Test
    void closeWithRetainedListsIsReportedAndWaitsForThem() {
        try (Bench bench = Bench.seeded(5)) {
            List<WskDatagramIndication> kept = new ArrayList<>();
            Bench.Sock socket = bench.enabled((context, flags, list) -> {
                kept.add(list);
                return NtStatus.STATUS_PENDING;
            });
            socket.send("p1", "a");
            bench.quiesce();
            Irp close = bench.irp("close");
            assertThat(socket.close(close)).isEqualTo(NtStatus.STATUS_PENDING);
            bench.quiesce();
            assertThat(close.ioStatus()).isNull();
            assertThat(socket.dispatch.wskRelease(socket.socket, kept.get(0))).isEqualTo(NtStatus.STATUS_SUCCESS);
            bench.quiesce();
            assertThat(close.ioStatus()).isNotNull();
            assertThat(bench.faults).extracting(ClientFault::rule).containsExactly("CLS-08", "CLS-06");
        }
    }

    @Test
    void callsAfterCloseAreReportedAndFail() {
        try (Bench bench = Bench.seeded(5)) {
            Bench.Sock socket = bench.bound(null);
            Irp first = bench.irp("close");
            bench.wait(socket.close(first), first);
            Irp second = bench.irp("second");
            assertThat(socket.close(second)).isEqualTo(NtStatus.STATUS_INVALID_DEVICE_STATE);
            assertThat(second.ioStatus()).isEqualTo(IoStatus.of(NtStatus.STATUS_INVALID_DEVICE_STATE));
            assertThat(socket.enable()).isEqualTo(NtStatus.STATUS_INVALID_DEVICE_STATE);
            assertThat(bench.faults).extracting(ClientFault::rule).containsExactly("CLS-06", "CLS-06");
        }
    }

    @Test
    void lossOfFunctionIsToldOnceByANullList() {
        for (long seed = 0; seed < 30; seed++) {
            try (Bench bench = Bench.seeded(seed)) {
                Bench.Sock socket = bench.enabled(bench.logging(NtStatus.STATUS_SUCCESS));
                socket.send("p1", "a", "b");
                bench.provider.failSocket(socket.known);
                bench.quiesce();
                socket.send("p1", "c");
                bench.quiesce();
                List<String> entries = List.copyOf(bench.log).stream()
                        .filter(line -> line.contains("enter"))
                        .toList();
                assertThat(entries.get(entries.size() - 1)).as("seed %d", seed).contains("NULL");
                assertThat(bench.logged("NULL")).isEqualTo(1);
                assertThat(socket.enable()).isEqualTo(NtStatus.STATUS_FILE_FORCED_CLOSED);
                Irp close = bench.irp("close");
                assertThat(bench.wait(socket.close(close), close).status()).isEqualTo(NtStatus.STATUS_SUCCESS);
            }
        }
    }

    @Test
    void flagsTellCastAndLevelTruly() {
        List<String> seen = new ArrayList<>();
        for (long seed = 0; seed < 40; seed++) {
            try (Bench bench = Bench.seeded(seed)) {
                Bench.Sock socket = bench.enabled((context, flags, list) -> {
                    Irql level = bench.scheduler.currentIrql();
                    boolean told = (flags & WskFlag.WSK_FLAG_AT_DISPATCH_LEVEL) != 0;
                    assertThat(told && level != Irql.DISPATCH_LEVEL).isFalse();
                    seen.add(level + " " + told);
                    bench.log("enter " + (flags & ~WskFlag.WSK_FLAG_AT_DISPATCH_LEVEL) + Bench.read(list));
                    return NtStatus.STATUS_SUCCESS;
                });
                socket.send("p1", Cast.UNICAST, "u");
                socket.send("p1", Cast.BROADCAST, "b");
                socket.send("p1", Cast.MULTICAST, "m", "m");
                bench.quiesce();
                assertThat(bench.logged("enter 0[u]")).isEqualTo(1);
                assertThat(bench.logged("enter " + MsgFlag.MSG_BCAST + "[b]")).isEqualTo(1);
                assertThat(bench.logged("enter " + MsgFlag.MSG_MCAST + "[m")).isPositive();
            }
        }
        assertThat(seen).contains("PASSIVE_LEVEL false", "DISPATCH_LEVEL true", "DISPATCH_LEVEL false");
    }

    @Test
    void remoteAddressFiltersAndSendToAddressDoesNot() {
        try (Bench bench = Bench.seeded(5)) {
            Bench.Sock socket = bench.bound(bench.logging(NtStatus.STATUS_SUCCESS));
            SockAddr p1 = bench.network.peer("p1").address();
            socket.send("p2", "early");
            bench.quiesce();
            assertThat(socket.ioctl(SocketControl.SIO_WSK_SET_REMOTE_ADDRESS, p1))
                    .isEqualTo(NtStatus.STATUS_SUCCESS);
            socket.enable();
            socket.send("p2", "no");
            socket.send("p1", "yes");
            bench.quiesce();
            assertThat(payloads(bench)).containsExactly("yes");
            socket.ioctl(SocketControl.SIO_WSK_SET_REMOTE_ADDRESS, null);
            socket.ioctl(SocketControl.SIO_WSK_SET_SENDTO_ADDRESS, p1);
            socket.send("p2", "again");
            bench.quiesce();
            assertThat(payloads(bench)).containsExactly("yes", "again");

            Irp irp = bench.irp("send");
            byte[] text = "hello".getBytes();
            bench.wait(socket.dispatch.wskSendTo(socket.socket, KernelMdl.bufferOver(text), 0, null, null, irp), irp);
            bench.quiesce();
            assertThat(irp.ioStatus()).isEqualTo(IoStatus.of(NtStatus.STATUS_SUCCESS, 5));
            assertThat(bench.network.peer("p1").received())
                    .extracting(Datagram::payload)
                    .containsExactly(text);
        }
    }

    @Test
    void aFullBufferDropsAndCounts() {
        try (Bench bench = new Bench(new SeededScheduler(1), MemoryNetwork::new, builder -> builder.bufferLimit(2))) {
            Bench.Sock socket = bench.bound(bench.logging(NtStatus.STATUS_SUCCESS));
            socket.send("p1", "a", "b", "c");
            bench.quiesce();
            assertThat(bench.provider.droppedDatagrams(socket.known)).isEqualTo(1);
            socket.enable();
            bench.quiesce();
            assertThat(payloads(bench)).containsExactly("a", "b");
        }
    }

    @Test
    void malformedRequestsHaveFixedAnswersAndNoEffect() {
        try (Bench bench = Bench.seeded(5)) {
            Bench.Sock fresh = bench.socket(
                    WskFlag.WSK_FLAG_DATAGRAM_SOCKET,
                    new WskClientDatagramDispatch(bench.logging(NtStatus.STATUS_SUCCESS)));
            assertThat(fresh.enable()).isEqualTo(NtStatus.STATUS_INVALID_DEVICE_STATE);
            Bench.Sock socket = bench.bound(null);
            assertThat(socket.enable()).as("NULL entry").isEqualTo(NtStatus.STATUS_INVALID_PARAMETER);
            assertThat(socket.control(EventMask.WSK_EVENT_ACCEPT, null)).isEqualTo(NtStatus.STATUS_INVALID_PARAMETER);
            assertThat(socket.control(EventMask.WSK_EVENT_DISABLE, null)).isEqualTo(NtStatus.STATUS_INVALID_PARAMETER);
            assertThat(socket.ioctl(SocketControl.SIO_WSK_QUERY_INSPECT_ID, null))
                    .isEqualTo(NtStatus.STATUS_INVALID_DEVICE_REQUEST);
            assertThat(socket.ioctl(SocketControl.SIO_WSK_REGISTER_EXTENSION, null))
                    .as("no input: which extension is meant cannot be told")
                    .isEqualTo(NtStatus.STATUS_INVALID_PARAMETER);
            Irp send = bench.irp("send");
            assertThat(fresh.dispatch.wskSendTo(
                            fresh.socket, KernelMdl.bufferOver(new byte[1]), 0, SockAddr.loopback(9), null, send))
                    .isEqualTo(NtStatus.STATUS_INVALID_DEVICE_STATE);
            assertThat(send.ioStatus()).isEqualTo(IoStatus.of(NtStatus.STATUS_INVALID_DEVICE_STATE));
            Irp bind = bench.irp("bind");
            assertThat(fresh.dispatch.wskBind(fresh.socket, socket.known, 0, bind))
                    .isEqualTo(NtStatus.STATUS_ADDRESS_ALREADY_EXISTS);
            assertThat(bench.faults)
                    .extracting(ClientFault::rule)
                    .containsExactly("ENA-02", "GEN-05", "GEN-05", "ENA-06", "EXT-01", "GEN-16");
        }
    }

    @Test
    void waitingInsideACallbackIsRefusedAndReported() {
        try (Bench bench = Bench.seeded(5)) {
            AtomicReference<Bench.Sock> socket = new AtomicReference<>();
            socket.set(bench.enabled((context, flags, list) -> {
                Irp irp = bench.irp("disable");
                socket.get().disable(irp);
                assertThat(bench.provider.kernel().waitFor(irp)).isFalse();
                return NtStatus.STATUS_SUCCESS;
            }));
            socket.get().send("p1", "a");
            assertThat(bench.quiesce().isClean()).isTrue();
            assertThat(bench.faults).extracting(ClientFault::rule).containsExactly("CTX-04");
        }
    }

    @Test
    void illegalReturnValuesCountAsSuccess() {
        try (Bench bench = Bench.seeded(5)) {
            Bench.Sock socket = bench.enabled(bench.logging(NtStatus.STATUS_UNSUCCESSFUL));
            socket.send("p1", "a");
            bench.quiesce();
            socket.send("p1", "b");
            bench.quiesce();
            assertThat(payloads(bench)).containsExactly("a", "b");
            assertThat(bench.faults).extracting(ClientFault::rule).containsOnly("DGM-05");
        }
    }

    @Test
    void closeBesideACallInProgressIsReportedAndSafe() {
        int reported = 0;
        for (long seed = 0; seed < 60; seed++) {
            try (Bench bench = Bench.seeded(seed)) {
                Bench.Sock socket = bench.enabled(bench.logging(NtStatus.STATUS_SUCCESS));
                bench.scheduler.spawn("caller", () -> {
                    Irp irp = bench.irp("send");
                    socket.dispatch.wskSendTo(
                            socket.socket, KernelMdl.bufferOver(new byte[1]), 0, socket.known, null, irp);
                });
                Irp close = bench.irp("close");
                bench.scheduler.spawn("closer", () -> socket.close(close));
                assertThat(bench.quiesce().isClean()).as("seed %d", seed).isTrue();
                assertThat(bench.logged("send completes")).isEqualTo(1);
                assertThat(bench.logged("close completes STATUS_SUCCESS")).isEqualTo(1);
                reported += bench.faults.stream().anyMatch(fault -> fault.rule().equals("CLS-01")) ? 1 : 0;
            }
        }
        assertThat(reported).isPositive();
    }

    @Test
    void withLagACallbackMayEnterAfterTheDisablingCallReturnedButNotAfterItsIrp() {
        int late = 0;
        for (long seed = 0; seed < 100; seed++) {
            try (Bench bench = new Bench(
                    new SeededScheduler(seed), MemoryNetwork::new, builder -> builder.lagAtCallbackEdges(true))) {
                Bench.Sock socket = bench.enabled(bench.logging(NtStatus.STATUS_SUCCESS));
                Irp irp = bench.irp("disable");
                bench.scheduler.spawn("disabler", () -> bench.log("returned " + socket.disable(irp)));
                socket.send("p1", "a");
                assertThat(bench.quiesce().isClean()).isTrue();
                List<String> log = List.copyOf(bench.log);
                int entered = indexOf(log, "enter");
                assertThat(entered).as("seed %d: %s", seed, log).isLessThan(indexOf(log, "disable completes"));
                late += entered > indexOf(log, "returned STATUS_PENDING") && indexOf(log, "returned STATUS_P") >= 0
                        ? 1
                        : 0;
            }
        }
        assertThat(late).isPositive();
    }

    private static int indexOf(List<String> log, String part) {
        for (int i = 0; i < log.size(); i++) {
            if (log.get(i).contains(part)) {
                return i;
            }
        }
        return -1;
    }
}
