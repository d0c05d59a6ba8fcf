package org.wsktck.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wsktck.wsk.IoStatus;
import org.wsktck.wsk.Irp;
import org.wsktck.wsk.NtStatus;
import org.wsktck.wsk.Out;
import org.wsktck.wsk.SockAddr;
import org.wsktck.wsk.WskAcceptEvent;
import org.wsktck.wsk.WskClientConnectionDispatch;
import org.wsktck.wsk.WskClientListenDispatch;
import org.wsktck.wsk.WskFlag;
import org.wsktck.wsk.WskProviderConnectionDispatch;
import org.wsktck.wsk.WskSocket;

/** The documented outcomes of a listening socket, each under many seeds. */
class ListeningSocketTest {
    private static final int ACCEPT = StreamBench.ACCEPT;
    private static final int RECEIVE = StreamBench.RECEIVE;
    private static final int DISCONNECT = StreamBench.DISCONNECT;
    private static final int BACKLOG = StreamBench.BACKLOG;
    private static final int DISABLE = StreamBench.DISABLE;

    /** Keeps what WskAcceptEvent hands over, and stores contexts a0, a1 and so on with that table. */
    private static final class Taker implements WskAcceptEvent {
        final List<WskSocket> sockets = new ArrayList<>();
        final List<SockAddr> peers = new ArrayList<>();
        final StreamBench bench;
        final WskClientConnectionDispatch table;
        NtStatus answer = NtStatus.STATUS_SUCCESS;

        Taker(StreamBench bench, WskClientConnectionDispatch table) {
            this.bench = bench;
            this.table = table;
        }

        @Override
        public NtStatus wskAcceptEvent(
                Object context,
                int flags,
                SockAddr local,
                SockAddr remote,
                WskSocket socket,
                Out<Object> acceptContext,
                Out<WskClientConnectionDispatch> acceptTable) {
            bench.log("accept " + context + (socket == null ? " NULL" : ""));
            if (socket != null) {
                acceptContext.set("a" + sockets.size());
                acceptTable.set(table);
                sockets.add(socket);
                peers.add(remote);
            }
            return answer;
        }
    }

    private static WskClientListenDispatch table(WskAcceptEvent event) {
        return new WskClientListenDispatch(event, null, null);
    }

    private static void dial(StreamBench bench, StreamBench.Sock listener, String... peers) {
        SockAddr address = listener.address();
        for (String peer : peers) {
            bench.peer(peer).peer.connect(address);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void everyConnectionIsHandedOverOnceAndWorks(long seed) {
        try (StreamBench bench = StreamBench.seeded(seed)) {
            Taker taker = new Taker(bench, bench.logging());
            StreamBench.Sock listener = bench.listener(table(taker));
            assertThat(listener.control(ACCEPT, null)).isEqualTo(NtStatus.STATUS_SUCCESS);
            dial(bench, listener, "p0", "p1", "p2");
            bench.quiesce();
            assertThat(taker.sockets).hasSize(3).doesNotHaveDuplicates();
            assertThat(taker.peers)
                    .containsExactlyInAnyOrder(
                            bench.peer("p0").peer.address(),
                            bench.peer("p1").peer.address(),
                            bench.peer("p2").peer.address());
            for (WskSocket each : taker.sockets) {
                StreamBench.Sock accepted = bench.new Sock(each);
                assertThat(each.dispatch()).isInstanceOf(WskProviderConnectionDispatch.class);
                assertThat(accepted.control(RECEIVE | DISCONNECT, null)).isEqualTo(NtStatus.STATUS_SUCCESS);
                Irp send = bench.irp("send");
                bench.wait(accepted.send("hi", send), send);
            }
            for (String peer : List.of("p0", "p1", "p2")) {
                bench.peer(peer).write("from " + peer);
            }
            bench.quiesce();
            for (int i = 0; i < 3; i++) {
                assertThat(bench.peer("p" + i).data.toString()).isEqualTo("hi");
                assertThat(bench.peer("p" + i).signs).containsExactly("connected");
                assertThat(bench.received("a" + i)).isEqualTo("from p" + indexOf(bench, taker.peers.get(i)));
            }
            listener.close();
            bench.peer("p0").write("!");
            bench.quiesce();
            assertThat(bench.received())
                    .as("accepted sockets outlive the listener")
                    .contains("!");
            for (WskSocket each : taker.sockets) {
                bench.new Sock(each).close();
            }
            bench.deregister();
            assertThat(bench.faults).isEmpty();
        }
    }

    private static int indexOf(StreamBench bench, SockAddr address) {
        for (int i = 0; i < 3; i++) {
            if (bench.peer("p" + i).peer.address().equals(address)) {
                return i;
            }
        }
        return -1;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void rejectedSocketsAreClosedByTheProvider(long seed) {
        for (NtStatus answer : List.of(NtStatus.STATUS_REQUEST_NOT_ACCEPTED, NtStatus.STATUS_UNSUCCESSFUL)) {
            try (StreamBench bench = StreamBench.seeded(seed)) {
                Taker taker = new Taker(bench, bench.logging());
                taker.answer = answer;
                StreamBench.Sock listener = bench.listener(table(taker));
                listener.control(ACCEPT | RECEIVE | DISCONNECT, null);
                bench.peer("p").write("hello");
                dial(bench, listener, "p");
                bench.quiesce();
                assertThat(bench.peer("p").signs).containsExactly("connected", "reset");
                assertThat(bench.received()).isEmpty();
                assertThat(bench.faults).hasSize(answer == NtStatus.STATUS_UNSUCCESSFUL ? 1 : 0);
                StreamBench.Sock rejected = bench.new Sock(taker.sockets.get(0));
                Irp send = bench.irp("send");
                assertThat(rejected.send("x", send)).isEqualTo(NtStatus.STATUS_INVALID_DEVICE_STATE);
                assertThat(bench.faults).extracting(ClientFault::rule).contains("LSN-07");
                listener.close();
                bench.deregister();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void acceptRequestsComeFirstAndTakeWhatWaits(long seed) {
        try (StreamBench bench = StreamBench.seeded(seed)) {
            Taker taker = new Taker(bench, bench.logging());
            StreamBench.Sock listener = bench.listener(table(taker));
            listener.control(ACCEPT | RECEIVE, null);
            Irp queued = bench.irp("queued");
            assertThat(listener.accept("queued", bench.logging(), queued)).isEqualTo(NtStatus.STATUS_PENDING);
            bench.peer("p0").write("unseen");
            dial(bench, listener, "p0");
            bench.quiesce();
            assertThat(queued.ioStatus().status()).isEqualTo(NtStatus.STATUS_SUCCESS);
            assertThat(taker.sockets).isEmpty();
            assertThat(bench.received())
                    .as("not inherited through WskAccept (LSN-09)")
                    .isEmpty();
            dial(bench, listener, "p1");
            bench.quiesce();
            assertThat(taker.sockets).hasSize(1);
            assertThat(listener.control(ACCEPT | DISABLE, null)).isEqualTo(NtStatus.STATUS_SUCCESS);
            dial(bench, listener, "p2");
            bench.quiesce();
            assertThat(taker.sockets).hasSize(1);
            Irp late = bench.irp("late");
            Out<SockAddr> remote = new Out<>();
            Out<SockAddr> local = new Out<>();
            assertThat(listener.listening().wskAccept(listener.socket, 0, "late", bench.logging(), local, remote, late))
                    .isEqualTo(NtStatus.STATUS_SUCCESS);
            assertThat(late.ioStatus().socket()).isNotNull();
            assertThat(remote.get()).isEqualTo(bench.peer("p2").peer.address());
            assertThat(local.get()).isEqualTo(listener.address());
            Irp cancelled = bench.irp("cancelled");
            listener.accept(null, null, cancelled);
            assertThat(cancelled.ioCancelIrp()).isTrue();
            Irp pended = bench.irp("pended");
            listener.accept(null, null, pended);
            listener.close();
            assertThat(cancelled.ioStatus()).isEqualTo(IoStatus.of(NtStatus.STATUS_CANCELLED));
            assertThat(pended.ioStatus()).isEqualTo(IoStatus.of(NtStatus.STATUS_CANCELLED));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void connectionEventsAreInheritedForGoodAndCanBeSwitchedOffOnTheSocket(long seed) {
        try (StreamBench bench = StreamBench.seeded(seed)) {
            Taker taker = new Taker(bench, bench.logging());
            StreamBench.Sock listener = bench.listener(table(taker));
            assertThat(listener.control(ACCEPT | RECEIVE | DISCONNECT | BACKLOG, null))
                    .isEqualTo(NtStatus.STATUS_SUCCESS);
            assertThat(listener.control(RECEIVE | DISABLE, null)).isEqualTo(NtStatus.STATUS_INVALID_DEVICE_REQUEST);
            assertThat(listener.control(ACCEPT | DISABLE, null)).isEqualTo(NtStatus.STATUS_SUCCESS);
            assertThat(listener.control(ACCEPT, null)).isEqualTo(NtStatus.STATUS_SUCCESS);
            bench.peer("p0").write("hello");
            dial(bench, listener, "p0");
            bench.quiesce();
            assertThat(bench.received()).isEqualTo("hello");
            StreamBench.Sock accepted = bench.new Sock(taker.sockets.get(0));
            bench.provider.changeIdealSendBacklog(accepted.address(), accepted.remote(), 5);
            bench.quiesce();
            assertThat(bench.logged("backlog a0 5")).isEqualTo(1);
            assertThat(accepted.control(RECEIVE | DISABLE, null)).isEqualTo(NtStatus.STATUS_SUCCESS);
            bench.peer("p0").write("unheard");
            bench.quiesce();
            assertThat(bench.received()).isEqualTo("hello");
            bench.peer("p0").peer.rst();
            bench.quiesce();
            assertThat(bench.logged("disconnect a0 abortive")).isEqualTo(1);
            assertThat(bench.faults).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void inheritedEventsWaitForTheHandOverAndExplicitOnesDoNot(long seed) {
        for (boolean explicit : List.of(false, true)) {
            try (StreamBench bench = StreamBench.seeded(seed)) {
                AtomicReference<Boolean> go = new AtomicReference<>(false);
                WskClientConnectionDispatch dispatch = bench.logging();
                StreamBench.Sock listener =
                        bench.listener(table((context, flags, local, remote, socket, acceptContext, acceptTable) -> {
                            acceptContext.set("a");
                            acceptTable.set(dispatch);
                            if (explicit) {
                                assertThat(bench.new Sock(socket).control(RECEIVE, null))
                                        .isEqualTo(NtStatus.STATUS_SUCCESS);
                            }
                            bench.scheduler.await("the test", go::get);
                            bench.log("hand over");
                            return NtStatus.STATUS_SUCCESS;
                        }));
                listener.control(ACCEPT | RECEIVE | DISCONNECT, null);
                bench.peer("p").write("early");
                bench.peer("p").peer.fin();
                dial(bench, listener, "p");
                bench.quiesce();
                assertThat(bench.received()).isEqualTo(explicit ? "early" : "");
                assertThat(bench.logged("disconnect")).isZero();
                go.set(true);
                bench.scheduler.signal();
                bench.quiesce();
                assertThat(bench.received()).isEqualTo("early");
                assertThat(bench.logged("disconnect a graceful")).isEqualTo(1);
                assertThat(bench.indexOf("hand over")).isLessThan(bench.indexOf("disconnect"));
                assertThat(bench.faults).isEmpty();
            }
        }
    }

    @Test
    void whatIsSwitchedOffInsideTheCallbackIsNotInherited() {
        try (StreamBench bench = StreamBench.seeded(3)) {
            WskClientConnectionDispatch dispatch = bench.logging();
            StreamBench.Sock listener =
                    bench.listener(table((context, flags, local, remote, socket, acceptContext, acceptTable) -> {
                        acceptContext.set("a");
                        acceptTable.set(dispatch);
                        assertThat(bench.new Sock(socket).control(RECEIVE | DISABLE, null))
                                .isEqualTo(NtStatus.STATUS_SUCCESS);
                        return NtStatus.STATUS_SUCCESS;
                    }));
            listener.control(ACCEPT | RECEIVE | DISCONNECT, null);
            bench.peer("p").write("unheard");
            dial(bench, listener, "p");
            bench.quiesce();
            assertThat(bench.received()).isEmpty();
        }
    }

    @Test
    void enablingBeforeTheTableIsStoredIsReported() {
        try (StreamBench bench = StreamBench.seeded(3)) {
            StreamBench.Sock listener =
                    bench.listener(table((context, flags, local, remote, socket, acceptContext, acceptTable) -> {
                        assertThat(bench.new Sock(socket).control(RECEIVE, null))
                                .isEqualTo(NtStatus.STATUS_INVALID_PARAMETER);
                        return NtStatus.STATUS_SUCCESS;
                    }));
            listener.control(ACCEPT, null);
            dial(bench, listener, "p");
            bench.quiesce();
            assertThat(bench.faults).extracting(ClientFault::rule).containsExactly("GEN-05");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void staticConnectionEventsReachSocketsAcceptedEitherWay(long seed) {
        try (StreamBench bench = StreamBench.seeded(seed)) {
            bench.setStatic(ACCEPT | RECEIVE | DISCONNECT | BACKLOG);
            Taker taker = new Taker(bench, bench.logging());
            StreamBench.Sock listener = bench.listener(table(taker));
            bench.peer("p0").write("event");
            dial(bench, listener, "p0");
            bench.quiesce();
            assertThat(bench.logged("receive a0")).isPositive();
            Irp accept = bench.irp("accept");
            listener.accept("irp", bench.logging(), accept);
            bench.peer("p1").write("function");
            dial(bench, listener, "p1");
            bench.quiesce();
            assertThat(bench.logged("receive irp")).isPositive();
            assertThat(bench.indexOf("accept completes")).isLessThan(bench.indexOf("receive irp"));
            assertThat(bench.received()).isEqualTo("eventfunction");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void connectionsWaitUpToALimitAndOneThatBreaksIsDeliveredBroken(long seed) {
        try (StreamBench bench = StreamBench.seeded(seed, builder -> builder.listenBacklog(2))) {
            Taker taker = new Taker(bench, bench.logging());
            StreamBench.Sock listener = bench.listener(table(taker));
            for (String peer : List.of("p0", "p1", "p2")) {
                dial(bench, listener, peer);
                bench.quiesce();
            }
            assertThat(bench.peer("p1").signs).containsExactly("connected");
            assertThat(bench.peer("p2").signs).containsExactly("refused");
            bench.peer("p0").peer.rst();
            bench.quiesce();
            listener.control(ACCEPT | DISCONNECT, null);
            bench.quiesce();
            assertThat(taker.sockets).hasSize(2);
            int broken = taker.peers.indexOf(bench.peer("p0").peer.address());
            assertThat(bench.logged("disconnect a" + broken + " abortive")).isEqualTo(1);
            assertThat(bench.logged("disconnect")).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void closingDropsWhatWaits(long seed) {
        try (StreamBench bench = StreamBench.seeded(seed)) {
            StreamBench.Sock listener = bench.listener(null);
            dial(bench, listener, "p0", "p1");
            bench.quiesce();
            SockAddr address = listener.address();
            listener.close();
            bench.quiesce();
            assertThat(bench.peer("p0").signs).containsExactly("connected", "reset");
            bench.peer("p2").peer.connect(address);
            bench.quiesce();
            assertThat(bench.peer("p2").signs).containsExactly("refused");
            bench.deregister();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void lossOfFunctionIsToldOnceByANullSocket(long seed) {
        try (StreamBench bench = StreamBench.seeded(seed)) {
            Taker taker = new Taker(bench, bench.logging());
            taker.answer = NtStatus.STATUS_REQUEST_NOT_ACCEPTED;
            StreamBench.Sock listener = bench.listener(table(taker));
            listener.control(ACCEPT, null);
            Irp accept = bench.irp("accept");
            listener.accept(null, null, accept);
            bench.provider.failListener(listener.address());
            bench.quiesce();
            assertThat(bench.logged("accept listener NULL")).isEqualTo(1);
            assertThat(accept.ioStatus()).isEqualTo(IoStatus.of(NtStatus.STATUS_FILE_FORCED_CLOSED));
            listener.close();
            bench.deregister();
            assertThat(bench.faults).isEmpty();
        }
    }

    @Test
    void useInTheWrongStateIsReported() {
        try (StreamBench bench = StreamBench.seeded(3)) {
            StreamBench.Sock listener = bench.socket(WskFlag.WSK_FLAG_LISTEN_SOCKET, null, null);
            Irp accept = bench.irp("accept");
            assertThat(listener.accept(null, null, accept)).isEqualTo(NtStatus.STATUS_INVALID_DEVICE_STATE);
            assertThat(listener.control(ACCEPT, null)).isEqualTo(NtStatus.STATUS_INVALID_DEVICE_STATE);
            assertThat(listener.bind().status()).isEqualTo(NtStatus.STATUS_SUCCESS);
            assertThat(listener.control(ACCEPT, null)).isEqualTo(NtStatus.STATUS_INVALID_PARAMETER);
            assertThat(listener.control(StreamBench.ACCEPT | org.wsktck.wsk.EventMask.WSK_EVENT_RECEIVE_FROM, null))
                    .isEqualTo(NtStatus.STATUS_INVALID_PARAMETER);
            assertThat(bench.faults)
                    .extracting(ClientFault::rule)
                    .containsExactly("GEN-16", "ENA-02", "GEN-05", "GEN-05");
        }
    }

    @Test
    void aSocketMayBeUsedAndClosedInsideTheCallback() {
        for (long seed = 0; seed < 30; seed++) {
            try (StreamBench bench = StreamBench.seeded(seed)) {
                StreamBench.Sock listener =
                        bench.listener(table((context, flags, local, remote, socket, acceptContext, acceptTable) -> {
                            StreamBench.Sock accepted = bench.new Sock(socket);
                            accepted.send("welcome", bench.irp("send"));
                            accepted.disconnect(null, 0, bench.irp("disconnect"));
                            accepted.receive(new byte[4], 0, bench.irp("receive"));
                            accepted.close(bench.irp("close"));
                            return NtStatus.STATUS_SUCCESS;
                        }));
                listener.control(ACCEPT, null);
                dial(bench, listener, "p");
                bench.quiesce();
                assertThat(bench.logged("close completes STATUS_SUCCESS")).isEqualTo(1);
                assertThat("welcome").startsWith(bench.peer("p").data.toString());
                listener.close();
                bench.deregister();
                assertThat(bench.faults).isEmpty();
            }
        }
    }
}
