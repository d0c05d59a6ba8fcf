package org.wsktck.reference;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wsktck.wsk.ControlOutput;
import org.wsktck.wsk.IoStatus;
import org.wsktck.wsk.Irp;
import org.wsktck.wsk.NtStatus;
import org.wsktck.wsk.Out;
import org.wsktck.wsk.SockAddr;
import org.wsktck.wsk.SocketControl;
import org.wsktck.wsk.WskDataIndication;
import org.wsktck.wsk.WskFlag;
import org.wsktck.wsk.WskReceiveEvent;

/** The documented outcomes of a connection-oriented socket, each under many seeds. */
class ConnectionSocketTest {
    private static final int RECEIVE = StreamBench.RECEIVE;
    private static final int DISCONNECT = StreamBench.DISCONNECT;
    private static final int BACKLOG = StreamBench.BACKLOG;
    private static final int ABORTIVE = WskFlag.WSK_FLAG_ABORTIVE;
    private static final int WAITALL = WskFlag.WSK_FLAG_WAITALL;
    private static final int DRAIN = WskFlag.WSK_FLAG_DRAIN;
    private static final String TEXT = "the quick brown fox jumps over the lazy dog";
    private static final String LONG = "0123456789".repeat(500);

    private static IoStatus success(long information) {
        return IoStatus.of(NtStatus.STATUS_SUCCESS, information);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void reportsEveryByteOnceAndInOrderAndThenTheEnd(long seed) {
        try (StreamBench bench = StreamBench.seeded(seed)) {
            StreamBench.Sock socket = bench.enabled("p", RECEIVE | DISCONNECT, bench.logging());
            for (String word : TEXT.split("(?<= )")) {
                bench.peer("p").write(word);
            }
            bench.peer("p").peer.fin();
            assertThat(bench.quiesce().isClean()).isTrue();
            assertThat(bench.received()).isEqualTo(TEXT);
            assertThat(bench.logged("disconnect context graceful")).isEqualTo(1);
            assertThat(bench.log.get(bench.log.size() - 1)).contains("disconnect");
            socket.close();
            bench.quiesce();
            assertThat(bench.peer("p").signs).containsExactly("connected", "reset");
            bench.deregister();
            assertThat(bench.faults).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void refusedConnectLeavesTheSocketAsItWasAndTellsAddresses(long seed) {
        try (StreamBench bench = StreamBench.seeded(seed)) {
            StreamBench.Sock socket = bench.socket(WskFlag.WSK_FLAG_CONNECTION_SOCKET, "context", bench.logging());
            assertThat(socket.bind().status()).isEqualTo(NtStatus.STATUS_SUCCESS);
            assertThat(socket.bind().status()).as("again").isEqualTo(NtStatus.STATUS_INVALID_DEVICE_STATE);
            SockAddr nobody = SockAddr.loopback(9);
            assertThat(socket.connect(nobody).status()).isEqualTo(NtStatus.STATUS_CONNECTION_REFUSED);
            bench.peer("p").peer.listen();
            assertThat(socket.connect(bench.peer("p").peer.address()).status()).isEqualTo(NtStatus.STATUS_SUCCESS);
            assertThat(socket.remote()).isEqualTo(bench.peer("p").peer.address());
            assertThat(socket.address()).isNotEqualTo(socket.remote());
            assertThat(socket.connect(nobody).status()).isEqualTo(NtStatus.STATUS_INVALID_DEVICE_STATE);
            assertThat(bench.faults).extracting(ClientFault::rule).containsExactly("GEN-16");
        }
    }

    @Test
    void cancelledConnectIsGivenUp() {
        int cancelled = 0;
        for (long seed = 0; seed < 60; seed++) {
            try (StreamBench bench = StreamBench.seeded(seed)) {
                StreamBench.Sock socket = bench.socket(WskFlag.WSK_FLAG_CONNECTION_SOCKET, "context", bench.logging());
                socket.bind();
                bench.peer("p").peer.listen();
                Irp irp = bench.irp("connect");
                NtStatus status = socket.connection()
                        .wskConnect(socket.socket, bench.peer("p").peer.address(), 0, irp);
                assertThat(status).isEqualTo(NtStatus.STATUS_PENDING);
                bench.scheduler.spawn("canceller", irp::ioCancelIrp);
                assertThat(bench.quiesce().isClean()).isTrue();
                assertThat(bench.logged("connect completes")).isEqualTo(1);
                boolean lost = bench.logged("connect completes STATUS_CANCELLED") == 1;
                cancelled += lost ? 1 : 0;
                socket.close();
                bench.quiesce();
                if (lost && bench.peer("p").signs.contains("connected")) {
                    assertThat(bench.peer("p").signs).containsExactly("connected", "reset");
                }
                bench.deregister();
                assertThat(bench.faults).isEmpty();
            }
        }
        assertThat(cancelled).isBetween(1, 59);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void socketConnectGivesAConnectedSocketOrNone(long seed) {
        try (StreamBench bench = StreamBench.seeded(seed)) {
            assertThat(bench.socketConnect(SockAddr.loopback(9), bench.logging()))
                    .isEqualTo(IoStatus.of(NtStatus.STATUS_CONNECTION_REFUSED));
            bench.peer("p").peer.listen();
            IoStatus outcome = bench.socketConnect(bench.peer("p").peer.address(), bench.logging());
            assertThat(outcome.status()).isEqualTo(NtStatus.STATUS_SUCCESS);
            StreamBench.Sock socket = bench.new Sock(outcome.socket());
            assertThat(socket.control(RECEIVE, null)).isEqualTo(NtStatus.STATUS_SUCCESS);
            bench.peer("p").write("hello");
            bench.quiesce();
            assertThat(bench.received()).isEqualTo("hello");
            socket.close();
            bench.deregister();
            assertThat(bench.faults).isEmpty();
        }
    }

    @Test
    void staticEventsNeedNoRequestAndCannotBeSwitched() {
        int early = 0;
        for (long seed = 0; seed < 40; seed++) {
            try (StreamBench bench = StreamBench.seeded(seed)) {
                assertThat(bench.setStatic(RECEIVE | StreamBench.ACCEPT)).isEqualTo(NtStatus.STATUS_SUCCESS);
                bench.peer("p").peer.listen();
                bench.peer("p").write("early");
                StreamBench.Sock socket =
                        bench.new Sock(bench.socketConnect(bench.peer("p").peer.address(), bench.logging())
                                .socket());
                bench.quiesce();
                assertThat(bench.received()).isEqualTo("early");
                early += bench.indexOf(": receive") < bench.indexOf("WskSocketConnect completes") ? 1 : 0;
                assertThat(socket.control(RECEIVE | StreamBench.DISABLE, null))
                        .isEqualTo(NtStatus.STATUS_INVALID_DEVICE_REQUEST);
                bench.peer("p").write(" late");
                bench.quiesce();
                assertThat(bench.received()).isEqualTo("early late");
                assertThat(bench.faults).extracting(ClientFault::rule).containsExactly("STA-06");
            }
        }
        assertThat(early)
                .as("callbacks before the creating IRP completes (STA-09)")
                .isBetween(1, 39);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void sendsArriveInOrderAndAreHeldUpByAPeerThatDoesNotRead(long seed) {
        try (StreamBench bench = StreamBench.seeded(seed)) {
            StreamBench.Sock socket = bench.connected("p", null);
            bench.peer("p").peer.pause();
            Irp first = bench.irp("first");
            Irp second = bench.irp("second");
            Irp third = bench.irp("third");
            assertThat(socket.send(LONG, first)).isEqualTo(NtStatus.STATUS_PENDING);
            assertThat(socket.send("abc", second)).isEqualTo(NtStatus.STATUS_PENDING);
            assertThat(socket.send("def", third)).isEqualTo(NtStatus.STATUS_PENDING);
            bench.quiesce();
            assertThat(bench.logged("completes STATUS_SUCCESS"))
                    .as("of bind and others")
                    .isLessThan(7);
            assertThat(first.ioStatus()).isNull();
            assertThat(bench.peer("p").data).isEmpty();
            assertThat(second.ioCancelIrp()).as("its turn has not come").isTrue();
            assertThat(first.ioCancelIrp()).as("partly sent").isFalse();
            bench.peer("p").peer.resume();
            bench.quiesce();
            assertThat(first.ioStatus()).isEqualTo(success(LONG.length()));
            assertThat(second.ioStatus()).isEqualTo(IoStatus.of(NtStatus.STATUS_CANCELLED));
            assertThat(third.ioStatus()).isEqualTo(success(3));
            assertThat(bench.peer("p").data.toString()).isEqualTo(LONG + "def");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void aClientThatDoesNotReadHoldsThePeerUp(long seed) {
        try (StreamBench bench = StreamBench.seeded(seed)) {
            StreamBench.Sock socket = bench.connected("p", bench.logging());
            bench.peer("p").write(LONG);
            bench.quiesce();
            assertThat(socket.query(SocketControl.SIO_WSK_QUERY_RECEIVE_BACKLOG))
                    .isEqualTo(1_024);
            StringBuilder all = new StringBuilder();
            while (all.length() < 2_000) {
                byte[] into = new byte[100];
                Irp irp = bench.irp("receive");
                IoStatus outcome = bench.wait(socket.receive(into, WAITALL, irp), irp);
                assertThat(outcome).isEqualTo(success(100));
                all.append(new String(into, UTF_8));
            }
            assertThat(socket.control(RECEIVE, null)).isEqualTo(NtStatus.STATUS_SUCCESS);
            bench.quiesce();
            assertThat(all + bench.received()).isEqualTo(LONG);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void queuedReceiveOutranksTheCallback(long seed) {
        try (StreamBench bench = StreamBench.seeded(seed)) {
            StreamBench.Sock socket = bench.enabled("p", RECEIVE, bench.logging());
            byte[] into = new byte[4];
            Irp irp = bench.irp("receive");
            assertThat(socket.receive(into, WAITALL, irp)).isEqualTo(NtStatus.STATUS_PENDING);
            bench.peer("p").write("ab");
            bench.quiesce();
            assertThat(irp.ioStatus()).isNull();
            assertThat(bench.received()).isEmpty();
            bench.peer("p").write("cdef");
            bench.quiesce();
            assertThat(irp.ioStatus()).isEqualTo(success(4));
            assertThat(new String(into, UTF_8)).isEqualTo("abcd");
            assertThat(bench.received()).isEqualTo("ef");
        }
    }

    @Test
    void aWaitallReceiveMayBeLargerThanTheBuffer() {
        try (StreamBench bench = StreamBench.seeded(4, builder -> builder.streamBufferLimit(16))) {
            StreamBench.Sock socket = bench.connected("p", null);
            byte[] into = new byte[LONG.length()];
            Irp irp = bench.irp("receive");
            socket.receive(into, WAITALL, irp);
            bench.peer("p").write(LONG + "more");
            bench.quiesce();
            assertThat(irp.ioStatus()).isEqualTo(success(LONG.length()));
            assertThat(new String(into, UTF_8)).isEqualTo(LONG);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void cancellingAWaitallReceiveLosesNothing(long seed) {
        try (StreamBench bench = StreamBench.seeded(seed)) {
            StreamBench.Sock socket = bench.connected("p", null);
            Irp first = bench.irp("first");
            socket.receive(new byte[10], WAITALL, first);
            byte[] into = new byte[10];
            Irp second = bench.irp("second");
            socket.receive(into, 0, second);
            bench.peer("p").write("abc");
            bench.quiesce();
            assertThat(second.ioStatus()).isNull();
            assertThat(first.ioCancelIrp()).isTrue();
            bench.quiesce();
            assertThat(first.ioStatus()).isEqualTo(IoStatus.of(NtStatus.STATUS_CANCELLED));
            assertThat(second.ioStatus()).isEqualTo(success(3));
            assertThat(new String(into, 0, 3, UTF_8)).isEqualTo("abc");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void waitingReceivesEndWithTheStream(long seed) {
        try (StreamBench bench = StreamBench.seeded(seed)) {
            StreamBench.Sock socket = bench.connected("p", bench.logging());
            byte[] into = new byte[10];
            Irp all = bench.irp("all");
            Irp plain = bench.irp("plain");
            Irp drain = bench.irp("drain");
            socket.receive(into, WAITALL, all);
            socket.receive(new byte[5], 0, plain);
            socket.receive(new byte[0], DRAIN, drain);
            bench.peer("p").write("abc");
            bench.quiesce();
            assertThat(bench.logged("plain completes")).isZero();
            bench.peer("p").peer.fin();
            bench.quiesce();
            assertThat(all.ioStatus()).isEqualTo(success(3));
            assertThat(new String(into, 0, 3, UTF_8)).isEqualTo("abc");
            assertThat(plain.ioStatus()).isEqualTo(success(0));
            assertThat(drain.ioStatus()).isEqualTo(success(0));
            Irp late = bench.irp("late");
            assertThat(bench.wait(socket.receive(new byte[5], 0, late), late)).isEqualTo(success(0));
        }
    }

    @Test
    void drainingThrowsEverythingAwayUntilTheEnd() {
        try (StreamBench bench = StreamBench.seeded(5)) {
            StreamBench.Sock socket = bench.enabled("p", RECEIVE | DISCONNECT, bench.logging());
            Irp drain = bench.irp("drain");
            assertThat(socket.receive(new byte[0], DRAIN, drain)).isEqualTo(NtStatus.STATUS_PENDING);
            bench.peer("p").write(LONG);
            bench.quiesce();
            assertThat(drain.ioStatus()).isNull();
            assertThat(socket.query(SocketControl.SIO_WSK_QUERY_RECEIVE_BACKLOG))
                    .isZero();
            bench.peer("p").peer.fin();
            bench.quiesce();
            assertThat(drain.ioStatus()).isEqualTo(success(0));
            assertThat(bench.received()).isEmpty();
            assertThat(bench.logged("disconnect context graceful")).isEqualTo(1);
            Irp both = bench.irp("both");
            assertThat(socket.receive(new byte[3], DRAIN, both)).isEqualTo(NtStatus.STATUS_INVALID_PARAMETER);
        }
    }

    @Test
    void drainingEndsWithAResetAndWithACancellation() {
        try (StreamBench bench = StreamBench.seeded(5)) {
            StreamBench.Sock socket = bench.connected("p", null);
            Irp cancelled = bench.irp("cancelled");
            Irp drain = bench.irp("drain");
            socket.receive(new byte[0], DRAIN, cancelled);
            socket.receive(new byte[0], DRAIN, drain);
            bench.peer("p").write(LONG);
            bench.quiesce();
            assertThat(cancelled.ioCancelIrp()).isTrue();
            bench.peer("p").peer.rst();
            bench.quiesce();
            assertThat(cancelled.ioStatus()).isEqualTo(IoStatus.of(NtStatus.STATUS_CANCELLED));
            assertThat(drain.ioStatus()).isEqualTo(IoStatus.of(NtStatus.STATUS_CONNECTION_RESET));
        }
    }

    /** A callback whose answers are given one by one: how many bytes to accept, all by default. */
    private static WskReceiveEvent accepting(StreamBench bench, Deque<Long> answers, StringBuilder taken) {
        return (context, flags, list, size, accepted) -> {
            String text = StreamBench.read(list);
            assertThat(accepted.get()).as("preset").isEqualTo(size);
            Long answer = answers.poll();
            long count = answer == null ? size : Math.min(answer, size);
            bench.log("receive " + text.length() + " accept " + count);
            taken.append(text, 0, (int) count);
            if (count == 0) {
                accepted.set(size / 2);
                return NtStatus.STATUS_DATA_NOT_ACCEPTED;
            }
            if (answer != null) {
                accepted.set(count);
            }
            return NtStatus.STATUS_SUCCESS;
        };
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void partialAcceptanceAndRefusalSuspendUntilAReceive(long seed) {
        for (long first : List.of(0L, 3L)) {
            try (StreamBench bench = StreamBench.seeded(seed)) {
                StringBuilder taken = new StringBuilder();
                Deque<Long> answers = new ArrayDeque<>(List.of(first));
                StreamBench.Sock socket = bench.enabled(
                        "p",
                        RECEIVE | DISCONNECT,
                        StreamBench.table(accepting(bench, answers, taken), bench.disconnecting(), null));
                bench.peer("p").write(TEXT);
                bench.peer("p").peer.fin();
                bench.quiesce();
                assertThat(bench.logged(": receive")).isEqualTo(1);
                assertThat(bench.logged("disconnect")).as("data is left").isZero();
                assertThat(socket.control(RECEIVE | StreamBench.DISABLE, null)).isEqualTo(NtStatus.STATUS_SUCCESS);
                assertThat(socket.control(RECEIVE, null)).isEqualTo(NtStatus.STATUS_SUCCESS);
                bench.quiesce();
                assertThat(bench.logged(": receive"))
                        .as("still suspended (A-12)")
                        .isEqualTo(1);
                assertThat(socket.query(SocketControl.SIO_WSK_QUERY_RECEIVE_BACKLOG))
                        .isEqualTo(TEXT.length() - taken.length());
                assertThat(socket.resume()).isEqualTo(success(0));
                bench.quiesce();
                assertThat(taken.toString()).isEqualTo(TEXT);
                assertThat(bench.logged("disconnect context graceful")).isEqualTo(1);
                assertThat(bench.faults).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void aReceiveGetsTheFirstBytesThatWereNotAcceptedAndResumes(long seed) {
        try (StreamBench bench = StreamBench.seeded(seed)) {
            StringBuilder taken = new StringBuilder();
            Deque<Long> answers = new ArrayDeque<>(List.of(1L));
            StreamBench.Sock socket =
                    bench.enabled("p", RECEIVE, StreamBench.table(accepting(bench, answers, taken), null, null));
            bench.peer("p").write(TEXT);
            bench.quiesce();
            byte[] into = new byte[4];
            Irp irp = bench.irp("receive");
            assertThat(bench.wait(socket.receive(into, WAITALL, irp), irp)).isEqualTo(success(4));
            bench.quiesce();
            assertThat(taken.toString()).isEqualTo("t" + TEXT.substring(5));
            assertThat(new String(into, UTF_8)).isEqualTo("he q");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void aReceiveInsideTheRefusingCallbackGetsTheBytesAndResumes(long seed) {
        try (StreamBench bench = StreamBench.seeded(seed)) {
            StreamBench.Sock[] self = new StreamBench.Sock[1];
            byte[] into = new byte[3];
            Irp irp = bench.irp("inside");
            AtomicInteger calls = new AtomicInteger();
            StringBuilder taken = new StringBuilder();
            self[0] = bench.enabled(
                    "p",
                    RECEIVE,
                    StreamBench.table(
                            (context, flags, list, size, accepted) -> {
                                if (calls.incrementAndGet() == 1) {
                                    assertThat(self[0].receive(into, WAITALL, irp))
                                            .isEqualTo(NtStatus.STATUS_PENDING);
                                    return NtStatus.STATUS_DATA_NOT_ACCEPTED;
                                }
                                taken.append(StreamBench.read(list));
                                return NtStatus.STATUS_SUCCESS;
                            },
                            null,
                            null));
            bench.peer("p").write(TEXT);
            bench.quiesce();
            assertThat(irp.ioStatus()).isEqualTo(success(3));
            assertThat(new String(into, UTF_8) + taken).isEqualTo(TEXT);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void retainedListsStayValidUntilReleasedWhileMoreIsReported(long seed) {
        try (StreamBench bench = StreamBench.seeded(seed)) {
            List<WskDataIndication> kept = new ArrayList<>();
            List<String> texts = new ArrayList<>();
            AtomicReference<Out<Long>> place = new AtomicReference<>();
            StreamBench.Sock socket = bench.enabled(
                    "p",
                    RECEIVE,
                    StreamBench.table(
                            (context, flags, list, size, accepted) -> {
                                texts.add(StreamBench.read(list));
                                kept.add(list);
                                accepted.set(1L);
                                place.set(accepted);
                                return NtStatus.STATUS_PENDING;
                            },
                            null,
                            null));
            bench.peer("p").write(TEXT);
            bench.quiesce();
            bench.peer("p").write("more");
            bench.quiesce();
            assertThat(String.join("", texts)).isEqualTo(TEXT + "more");
            assertThat(place.get().get()).as("the out-parameter is gone").isNull();
            Irp close = bench.irp("close");
            for (int i = 0; i < kept.size(); i++) {
                assertThat(StreamBench.read(kept.get(i))).isEqualTo(texts.get(i));
                assertThat(socket.connection().wskRelease(socket.socket, kept.get(i)))
                        .isEqualTo(NtStatus.STATUS_SUCCESS);
            }
            assertThat(bench.faults).isEmpty();
            assertThat(socket.connection().wskRelease(socket.socket, kept.get(0)))
                    .isEqualTo(NtStatus.STATUS_INVALID_PARAMETER);
            assertThat(StreamBench.read(kept.get(0))).isNotEqualTo(texts.get(0));
            assertThat(bench.faults).extracting(ClientFault::rule).contains("CON-16");
            bench.wait(socket.close(close), close);
        }
    }

    @Test
    void memoryIsPoisonedWhenTheCallbackHasReturned() {
        try (StreamBench bench = StreamBench.seeded(3)) {
            AtomicReference<WskDataIndication> kept = new AtomicReference<>();
            bench.enabled(
                    "p",
                    RECEIVE,
                    StreamBench.table(
                            (context, flags, list, size, accepted) -> {
                                kept.set(list);
                                return NtStatus.STATUS_SUCCESS;
                            },
                            null,
                            null));
            bench.peer("p").write("secret");
            bench.quiesce();
            assertThat(kept.get().next()).isNull();
            assertThat(new String(Buffers.toArray(kept.get().buffer()), UTF_8)).doesNotContain("s");
            assertThat(bench.faults).extracting(ClientFault::rule).containsOnly("CTX-07");
        }
    }

    @Test
    void valuesOutsideOfTheListAreReported() {
        try (StreamBench bench = StreamBench.seeded(3)) {
            Deque<NtStatus> answers = new ArrayDeque<>(List.of(NtStatus.STATUS_UNSUCCESSFUL));
            Deque<Long> counts = new ArrayDeque<>(List.of(1_000L, 0L));
            StringBuilder seen = new StringBuilder();
            StreamBench.Sock socket = bench.enabled(
                    "p",
                    RECEIVE | DISCONNECT,
                    StreamBench.table(
                            (context, flags, list, size, accepted) -> {
                                seen.append(StreamBench.read(list)).append('|');
                                NtStatus answer = answers.poll();
                                if (answer == null && !counts.isEmpty()) {
                                    accepted.set(counts.poll());
                                }
                                return answer == null ? NtStatus.STATUS_SUCCESS : answer;
                            },
                            (context, flags) -> NtStatus.STATUS_UNSUCCESSFUL,
                            null));
            for (String text : List.of("a", "b", "c")) {
                bench.peer("p").write(text);
                bench.quiesce();
            }
            assertThat(seen.toString()).isEqualTo("a|b|c|");
            socket.resume();
            bench.peer("p").peer.fin();
            bench.quiesce();
            assertThat(seen.toString()).isEqualTo("a|b|c|c|");
            assertThat(bench.faults)
                    .extracting(ClientFault::rule)
                    .containsExactly("CON-06", "CON-06", "CON-06", "DSC-05");
        }
    }

    @Test
    void receiveCallsAreSerial() {
        int merged = 0;
        for (long seed = 0; seed < 60; seed++) {
            try (StreamBench bench = StreamBench.seeded(seed)) {
                AtomicInteger inside = new AtomicInteger();
                AtomicInteger calls = new AtomicInteger();
                StringBuilder text = new StringBuilder();
                bench.enabled(
                        "p",
                        RECEIVE,
                        StreamBench.table(
                                (context, flags, list, size, accepted) -> {
                                    assertThat(inside.incrementAndGet()).isEqualTo(1);
                                    calls.incrementAndGet();
                                    bench.scheduler.reschedule();
                                    text.append(StreamBench.read(list));
                                    inside.decrementAndGet();
                                    return NtStatus.STATUS_SUCCESS;
                                },
                                null,
                                null));
                for (int i = 0; i < 10; i++) {
                    bench.peer("p").write("x" + i);
                }
                bench.quiesce();
                assertThat(text.toString()).isEqualTo("x0x1x2x3x4x5x6x7x8x9");
                merged += calls.get() < 10 ? 1 : 0;
            }
        }
        assertThat(merged).isPositive();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void aResetEndsBothDirectionsAndIsReportedOnce(long seed) {
        try (StreamBench bench = StreamBench.seeded(seed)) {
            StreamBench.Sock socket = bench.enabled("p", RECEIVE | DISCONNECT, bench.logging());
            bench.peer("p").peer.pause();
            Irp send = bench.irp("send");
            socket.send(LONG, send);
            Irp receive = bench.irp("receive");
            socket.receive(new byte[4], 0, receive);
            bench.peer("p").peer.rst();
            bench.quiesce();
            assertThat(bench.logged("disconnect context abortive")).isEqualTo(1);
            assertThat(send.ioStatus()).isEqualTo(IoStatus.of(NtStatus.STATUS_CONNECTION_RESET));
            assertThat(receive.ioStatus()).isEqualTo(IoStatus.of(NtStatus.STATUS_CONNECTION_RESET));
            Irp late = bench.irp("late");
            assertThat(bench.wait(socket.send("x", late), late).status()).isEqualTo(NtStatus.STATUS_CONNECTION_RESET);
            Irp disconnect = bench.irp("disconnect");
            assertThat(bench.wait(socket.disconnect(null, 0, disconnect), disconnect)
                            .status())
                    .isEqualTo(NtStatus.STATUS_CONNECTION_RESET);
            socket.close();
            bench.quiesce();
            assertThat(bench.logged("disconnect context")).isEqualTo(1);
            assertThat(bench.faults).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void gracefulThenAbortiveAreBothReportedInThatOrder(long seed) {
        try (StreamBench bench = StreamBench.seeded(seed)) {
            bench.enabled("p", RECEIVE | DISCONNECT, bench.logging());
            bench.peer("p").peer.fin();
            bench.quiesce();
            bench.peer("p").peer.rst();
            bench.quiesce();
            assertThat(bench.logged("disconnect context graceful")).isEqualTo(1);
            assertThat(bench.logged("disconnect context abortive")).isEqualTo(1);
            assertThat(bench.indexOf("graceful")).isLessThan(bench.indexOf("abortive"));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void halfClosedConnectionsCarryTheOtherDirection(long seed) {
        try (StreamBench bench = StreamBench.seeded(seed)) {
            StreamBench.Sock socket = bench.enabled("p", RECEIVE | DISCONNECT, bench.logging());
            Irp disconnect = bench.irp("disconnect");
            assertThat(bench.wait(socket.disconnect("bye", 0, disconnect), disconnect)
                            .status())
                    .isEqualTo(NtStatus.STATUS_SUCCESS);
            bench.quiesce();
            assertThat(bench.peer("p").data.toString()).isEqualTo("bye");
            assertThat(bench.peer("p").signs).containsExactly("connected", "eof");
            assertThat(bench.logged("disconnect context")).as("local (DSC-03)").isZero();
            Irp late = bench.irp("late");
            assertThat(socket.send("x", late)).isEqualTo(NtStatus.STATUS_INVALID_DEVICE_STATE);
            bench.peer("p").write("still here");
            bench.peer("p").peer.fin();
            bench.quiesce();
            assertThat(bench.received()).isEqualTo("still here");
            assertThat(bench.logged("disconnect context graceful")).isEqualTo(1);
            socket.close();
            bench.quiesce();
            assertThat(bench.peer("p").signs).as("no reset (CLS-07)").containsExactly("connected", "eof");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void theClientMayStillSendAfterThePeersEnd(long seed) {
        try (StreamBench bench = StreamBench.seeded(seed)) {
            StreamBench.Sock socket = bench.enabled("p", DISCONNECT, bench.logging());
            bench.peer("p").peer.fin();
            bench.quiesce();
            assertThat(bench.logged("disconnect context graceful")).isEqualTo(1);
            Irp send = bench.irp("send");
            assertThat(bench.wait(socket.send("after all", send), send)).isEqualTo(success(9));
            bench.quiesce();
            assertThat(bench.peer("p").data.toString()).isEqualTo("after all");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void aStuckDisconnectIsForcedByAnAbortOrAClose(long seed) {
        for (boolean byClose : List.of(true, false)) {
            try (StreamBench bench = StreamBench.seeded(seed)) {
                StreamBench.Sock socket = bench.enabled("p", DISCONNECT, bench.logging());
                bench.peer("p").peer.pause();
                Irp graceful = bench.irp("graceful");
                assertThat(socket.disconnect("bye", 0, graceful)).isEqualTo(NtStatus.STATUS_PENDING);
                bench.quiesce();
                assertThat(graceful.ioStatus()).isNull();
                Irp again = bench.irp("again");
                assertThat(socket.disconnect(null, 0, again)).isEqualTo(NtStatus.STATUS_INVALID_DEVICE_STATE);
                if (byClose) {
                    socket.close();
                } else {
                    Irp abort = bench.irp("abort");
                    assertThat(bench.wait(socket.disconnect(null, ABORTIVE, abort), abort)
                                    .status())
                            .isEqualTo(NtStatus.STATUS_SUCCESS);
                }
                bench.quiesce();
                assertThat(graceful.ioStatus()).isNotNull();
                assertThat(bench.peer("p").signs).containsExactly("connected", "reset");
                assertThat(bench.logged("disconnect context")).isZero();
            }
        }
    }

    @Test
    void aDisconnectThatIsCancelledBeforeItsTurnLeavesTheConnectionAsItWas() {
        try (StreamBench bench = StreamBench.seeded(2)) {
            StreamBench.Sock socket = bench.connected("p", null);
            bench.peer("p").peer.pause();
            socket.send(LONG, bench.irp("send"));
            Irp disconnect = bench.irp("disconnect");
            assertThat(socket.disconnect(null, 0, disconnect)).isEqualTo(NtStatus.STATUS_PENDING);
            assertThat(disconnect.ioCancelIrp()).isTrue();
            assertThat(socket.send("more", bench.irp("more"))).isEqualTo(NtStatus.STATUS_PENDING);
            bench.peer("p").peer.resume();
            bench.quiesce();
            assertThat(bench.peer("p").data.toString()).isEqualTo(LONG + "more");
            assertThat(bench.peer("p").signs).containsExactly("connected");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void anAbortStopsEverything(long seed) {
        try (StreamBench bench = StreamBench.seeded(seed)) {
            StreamBench.Sock socket = bench.enabled("p", RECEIVE | DISCONNECT, bench.logging());
            bench.peer("p").peer.pause();
            Irp send = bench.irp("send");
            socket.send(LONG, send);
            Irp wrong = bench.irp("wrong");
            assertThat(socket.disconnect("x", ABORTIVE, wrong)).isEqualTo(NtStatus.STATUS_INVALID_PARAMETER);
            Irp abort = bench.irp("abort");
            assertThat(bench.wait(socket.disconnect(null, ABORTIVE, abort), abort)
                            .status())
                    .isEqualTo(NtStatus.STATUS_SUCCESS);
            assertThat(send.ioStatus()).isEqualTo(IoStatus.of(NtStatus.STATUS_CONNECTION_ABORTED));
            bench.peer("p").write("too late");
            bench.quiesce();
            assertThat(bench.received()).isEmpty();
            assertThat(bench.logged("disconnect context")).isZero();
            assertThat(bench.peer("p").signs).containsExactly("connected", "reset");
            assertThat(bench.faults).extracting(ClientFault::rule).containsExactly("DSC-11");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void leftoverDataHoldTheDisconnectBackUnlessBuiltOtherwise(boolean early) {
        try (StreamBench bench = StreamBench.seeded(8, builder -> builder.disconnectBeforeData(early))) {
            StreamBench.Sock socket = bench.enabled("p", DISCONNECT, bench.logging());
            bench.peer("p").write("left");
            bench.peer("p").peer.fin();
            bench.quiesce();
            assertThat(bench.logged("disconnect context graceful")).isEqualTo(early ? 1 : 0);
            byte[] into = new byte[4];
            Irp irp = bench.irp("receive");
            assertThat(bench.wait(socket.receive(into, 0, irp), irp)).isEqualTo(success(4));
            bench.quiesce();
            assertThat(bench.logged("disconnect context graceful")).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void theIdealBacklogIsReportedWhenItChanges(long seed) {
        try (StreamBench bench = StreamBench.seeded(seed)) {
            StreamBench.Sock socket = bench.connected("p", bench.logging());
            long before = socket.query(SocketControl.SIO_WSK_QUERY_IDEAL_SEND_BACKLOG);
            bench.provider.changeIdealSendBacklog(socket.address(), socket.remote(), before + 1);
            bench.quiesce();
            assertThat(bench.logged("backlog context")).isZero();
            assertThat(socket.query(SocketControl.SIO_WSK_QUERY_IDEAL_SEND_BACKLOG))
                    .isEqualTo(before + 1);
            assertThat(socket.control(BACKLOG, null)).isEqualTo(NtStatus.STATUS_SUCCESS);
            bench.quiesce();
            assertThat(bench.logged("backlog context " + (before + 1))).isEqualTo(1);
            bench.provider.changeIdealSendBacklog(socket.address(), socket.remote(), 7);
            bench.provider.changeIdealSendBacklog(socket.address(), socket.remote(), 8);
            bench.provider.changeIdealSendBacklog(socket.address(), socket.remote(), 8);
            bench.quiesce();
            assertThat(bench.last("backlog context")).endsWith(" 8");
            assertThat(socket.query(SocketControl.SIO_WSK_QUERY_IDEAL_SEND_BACKLOG))
                    .isEqualTo(8);
        }
    }

    @Test
    void silentModeEndsAllReporting() {
        try (StreamBench bench = StreamBench.seeded(8)) {
            StreamBench.Sock socket = bench.enabled("p", RECEIVE | DISCONNECT, bench.logging());
            assertThat(socket.ioctl(SocketControl.SIO_WSK_SET_TCP_SILENT_MODE, null, null))
                    .isEqualTo(NtStatus.STATUS_INVALID_PARAMETER);
            Irp irp = bench.irp("silent");
            bench.wait(socket.ioctl(SocketControl.SIO_WSK_SET_TCP_SILENT_MODE, null, irp), irp);
            bench.peer("p").write(LONG);
            bench.peer("p").peer.rst();
            bench.quiesce();
            assertThat(bench.received()).isEmpty();
            assertThat(bench.logged("disconnect context")).isZero();
            Irp send = bench.irp("send");
            assertThat(socket.send("x", send)).isEqualTo(NtStatus.STATUS_INVALID_DEVICE_STATE);
            Irp disconnect = bench.irp("disconnect");
            assertThat(socket.disconnect(null, 0, disconnect)).isEqualTo(NtStatus.STATUS_INVALID_DEVICE_STATE);
            socket.close();
            bench.quiesce();
            assertThat(bench.peer("p").signs).containsExactly("connected");
            assertThat(bench.faults).extracting(ClientFault::rule).containsExactly("CON-19");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void lossOfFunctionIsToldOnceByANullList(long seed) {
        try (StreamBench bench = StreamBench.seeded(seed)) {
            StreamBench.Sock socket = bench.enabled("p", RECEIVE | DISCONNECT, bench.logging());
            bench.peer("p").peer.pause();
            Irp send = bench.irp("send");
            socket.send(LONG, send);
            bench.provider.failConnection(socket.address(), socket.remote());
            bench.quiesce();
            assertThat(bench.logged("receive context <NULL>")).isEqualTo(1);
            assertThat(bench.logged("disconnect context")).isZero();
            assertThat(send.ioStatus()).isEqualTo(IoStatus.of(NtStatus.STATUS_FILE_FORCED_CLOSED));
            Irp receive = bench.irp("receive");
            assertThat(socket.receive(new byte[1], 0, receive)).isEqualTo(NtStatus.STATUS_FILE_FORCED_CLOSED);
            socket.close();
            bench.quiesce();
            assertThat(bench.peer("p").signs).containsExactly("connected", "reset");
            bench.deregister();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void closingCompletesEverythingAndWaitsForCallbacks(long seed) {
        try (StreamBench bench = StreamBench.seeded(seed)) {
            AtomicInteger held = new AtomicInteger();
            StreamBench.Sock socket = bench.enabled(
                    "p",
                    RECEIVE,
                    StreamBench.table(
                            (context, flags, list, size, accepted) -> {
                                held.incrementAndGet();
                                bench.scheduler.await("the test", () -> held.get() > 1);
                                bench.log("exit");
                                return NtStatus.STATUS_SUCCESS;
                            },
                            null,
                            null));
            bench.peer("p").peer.pause();
            bench.peer("p").write("x");
            bench.quiesce();
            Irp send = bench.irp("send");
            Irp receive = bench.irp("receive");
            Irp disable = bench.irp("disable");
            socket.send(LONG, send);
            assertThat(socket.receive(new byte[1], 0, receive)).isEqualTo(NtStatus.STATUS_PENDING);
            assertThat(socket.control(RECEIVE | StreamBench.DISABLE, disable)).isEqualTo(NtStatus.STATUS_PENDING);
            Irp close = bench.irp("close");
            assertThat(socket.close(close)).isEqualTo(NtStatus.STATUS_PENDING);
            bench.quiesce();
            assertThat(send.ioStatus()).isEqualTo(IoStatus.of(NtStatus.STATUS_CANCELLED));
            assertThat(receive.ioStatus()).isEqualTo(IoStatus.of(NtStatus.STATUS_CANCELLED));
            assertThat(close.ioStatus()).isNull();
            held.incrementAndGet();
            bench.quiesce();
            assertThat(bench.indexOf("exit")).isLessThan(bench.indexOf("disable completes"));
            assertThat(bench.indexOf("disable completes")).isLessThan(bench.indexOf("close completes"));
            bench.deregister();
            assertThat(bench.faults).isEmpty();
        }
    }

    @Test
    void useInTheWrongStateIsReported() {
        try (StreamBench bench = StreamBench.seeded(8)) {
            StreamBench.Sock socket = bench.socket(WskFlag.WSK_FLAG_CONNECTION_SOCKET, null, null);
            Irp connect = bench.irp("connect");
            assertThat(socket.connection().wskConnect(socket.socket, SockAddr.loopback(9), 0, connect))
                    .isEqualTo(NtStatus.STATUS_INVALID_DEVICE_STATE);
            Irp send = bench.irp("send");
            assertThat(socket.send("x", send)).isEqualTo(NtStatus.STATUS_INVALID_DEVICE_STATE);
            Irp receive = bench.irp("receive");
            assertThat(socket.receive(new byte[1], 0, receive)).isEqualTo(NtStatus.STATUS_INVALID_DEVICE_STATE);
            assertThat(socket.control(RECEIVE, null)).isEqualTo(NtStatus.STATUS_INVALID_DEVICE_STATE);
            assertThat(socket.control(StreamBench.ACCEPT, null)).isEqualTo(NtStatus.STATUS_INVALID_PARAMETER);
            Irp query = bench.irp("query");
            assertThat(socket.ioctl(SocketControl.SIO_WSK_QUERY_IDEAL_SEND_BACKLOG, new ControlOutput(8), query))
                    .isEqualTo(NtStatus.STATUS_INVALID_DEVICE_STATE);
            ControlOutput id = new ControlOutput(16);
            assertThat(socket.ioctl(SocketControl.SIO_WSK_QUERY_INSPECT_ID, id, null))
                    .isEqualTo(NtStatus.STATUS_INVALID_DEVICE_REQUEST);
            assertThat(bench.faults)
                    .extracting(ClientFault::rule)
                    .containsExactly("GEN-16", "GEN-16", "GEN-16", "ENA-03", "GEN-05");
        }
    }
}
