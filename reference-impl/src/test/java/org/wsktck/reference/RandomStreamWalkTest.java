package org.wsktck.reference;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wsktck.reference.network.MemoryStreamNetwork;
import org.wsktck.reference.network.StreamNetwork;
import org.wsktck.reference.network.TcpNetwork;
import org.wsktck.reference.scheduler.Scheduler;
import org.wsktck.reference.scheduler.SeededScheduler;
import org.wsktck.wsk.IoStatus;
import org.wsktck.wsk.Irp;
import org.wsktck.wsk.NtStatus;
import org.wsktck.wsk.Out;
import org.wsktck.wsk.SockAddr;
import org.wsktck.wsk.WskClientConnectionDispatch;
import org.wsktck.wsk.WskClientListenDispatch;
import org.wsktck.wsk.WskDataIndication;
import org.wsktck.wsk.WskFlag;
import org.wsktck.wsk.WskInspectAction;
import org.wsktck.wsk.WskInspectId;
import org.wsktck.wsk.WskSocket;

/**
 * Tasks of a lawful client and its peers do anything in any order; whatever the seed, every stream stays in order and
 * whole, nothing is told twice, and nothing is left behind.
 */
class RandomStreamWalkTest {
    private static final int WALKS = 1_000;
    private static final int TCP_WALKS = 40;

    @ParameterizedTest
    @CsvSource({"false, false", "true, false", "false, true"})
    void lawfulClientsSeeALawfulProvider(boolean lag, boolean disconnectBeforeData) {
        Sum sum = new Sum();
        for (long seed = 0; seed < WALKS; seed++) {
            walk(
                    seed,
                    scheduler -> new MemoryStreamNetwork(scheduler, 64),
                    builder -> builder.lagAtCallbackEdges(lag)
                            .disconnectBeforeData(disconnectBeforeData)
                            .streamBufferLimit(48),
                    sum);
        }
        System.out.println("walks, lag " + lag + ", early disconnects " + disconnectBeforeData + ": " + sum);
        assertThat(sum.receiveCalls).isGreaterThan(WALKS);
        assertThat(sum.graceful).isPositive();
        assertThat(sum.abortive).isPositive();
        assertThat(sum.accepted).isPositive();
        assertThat(sum.aborts).isPositive();
        assertThat(sum.nestedCloses).isPositive();
    }

    @Test
    void theSameOverTcp() {
        Sum sum = new Sum();
        for (long seed = 0; seed < TCP_WALKS; seed++) {
            walk(seed, TcpNetwork::new, builder -> builder, sum);
        }
        assertThat(sum.receiveCalls).isPositive();
        assertThat(sum.accepted).isPositive();
    }

    @Test
    void theSameSeedGivesTheSameRun() {
        for (long seed = 0; seed < 100; seed++) {
            List<String> first = log(seed);
            assertThat(log(seed)).as("seed %d", seed).isEqualTo(first);
        }
    }

    private static List<String> log(long seed) {
        StreamBench bench = StreamBench.seeded(seed);
        Walk walk = new Walk(bench, new Sum());
        walk.run();
        bench.close();
        List<String> log = new ArrayList<>(bench.log);
        walk.conns.forEach(conn -> log.add(conn.name + conn.got + conn.remote.seen.data));
        return log;
    }

    private static void walk(
            long seed,
            Function<Scheduler, StreamNetwork> network,
            Function<ReferenceProvider.Builder, ReferenceProvider.Builder> settings,
            Sum sum) {
        Walk walk = new Walk(new StreamBench(new SeededScheduler(seed), network, settings), sum);
        try {
            walk.run();
        } catch (RuntimeException | AssertionError problem) {
            throw new AssertionError("seed " + seed + ", log " + String.join("\n", walk.bench.log), problem);
        } finally {
            walk.bench.close();
        }
    }

    /** What has happened in all walks. */
    private static final class Sum {
        long receiveCalls;
        long graceful;
        long abortive;
        long accepted;
        long inspected;
        long aborts;
        long nestedCloses;
        long bytesIn;
        long bytesOut;
        long whole;

        @Override
        public String toString() {
            return receiveCalls + " receive calls, " + graceful + " graceful and " + abortive
                    + " abortive disconnects, " + accepted + " accepted, " + inspected + " inspected, " + aborts
                    + " aborted requests, " + nestedCloses + " closes inside callbacks, " + bytesIn + " bytes in, "
                    + bytesOut + " out, " + whole + " streams whole";
        }
    }

    /** The byte at a position of a sender's stream. */
    private static String stream(String sender, int from, int to) {
        StringBuilder text = new StringBuilder();
        for (int i = from; i < to; i++) {
            text.append((char) ('a' + Math.floorMod(sender.hashCode() + i * 7 + i / 26, 26)));
        }
        return text.toString();
    }

    /** A remote end. */
    private static final class Remote {
        final String name;
        final StreamBench.Seen seen;
        int written;
        boolean fin;
        boolean rst;

        Remote(StreamBench bench, String name) {
            this.name = name;
            this.seen = bench.peer(name);
        }
    }

    /** A connection as the client knows it. */
    private static final class Conn {
        final String name;
        StreamBench.Sock sock;
        Remote remote;
        int callsInProgress;
        int receiveCallsInside;
        boolean closed;
        boolean closeComplete;
        /** One at a time, or their order would be anybody's. */
        boolean sending;

        boolean finRequested;
        boolean aborted;
        boolean abortComplete;
        int graceful;
        int abortive;
        int sent;
        final StringBuilder got = new StringBuilder();
        final Deque<WskDataIndication> retained = new ArrayDeque<>();
        final List<Irp> receives = new ArrayList<>();

        Conn(String name) {
            this.name = name;
        }
    }

    private static final class Walk {
        final StreamBench bench;
        final Sum sum;
        final List<Conn> conns = new ArrayList<>();
        final List<Remote> remotes = new ArrayList<>();
        final Map<Irp, Integer> completions = new HashMap<>();
        final List<WskInspectId> pended = new ArrayList<>();
        final boolean conditional;
        StreamBench.Sock listener;
        SockAddr listenerAddress;
        boolean holding = true;

        Walk(StreamBench bench, Sum sum) {
            this.bench = bench;
            this.sum = sum;
            this.conditional = bench.scheduler.choose(2) == 0;
        }

        int choose(int bound) {
            return bench.scheduler.choose(bound);
        }

        Irp irp(Runnable onCompletion) {
            Irp irp = bench.provider.kernel().ioAllocateIrp(1);
            completions.put(irp, 0);
            irp.ioSetCompletionRoutine(Irp.CompletionSetting.always((self, outcome) -> {
                completions.merge(irp, 1, Integer::sum);
                onCompletion.run();
                return NtStatus.STATUS_MORE_PROCESSING_REQUIRED;
            }));
            return irp;
        }

        void run() {
            WskClientListenDispatch table = new WskClientListenDispatch(this::accept, this::inspect, this::abort);
            listener = conditional ? bench.gate(table) : bench.listener(table);
            listenerAddress = listener.address();
            listener.control(
                    StreamBench.ACCEPT | (choose(2) == 0 ? StreamBench.RECEIVE : StreamBench.DISCONNECT), null);
            for (int i = 0; i < 2; i++) {
                Remote remote = new Remote(bench, "l" + i);
                remotes.add(remote);
                remote.seen.peer.listen();
                Conn conn = new Conn("c" + i);
                conn.remote = remote;
                conn.sock = bench.socket(WskFlag.WSK_FLAG_CONNECTION_SOCKET, conn, table(conn));
                conn.sock.bind();
                assertThat(conn.sock.connect(remote.seen.peer.address()).status())
                        .isEqualTo(NtStatus.STATUS_SUCCESS);
                conns.add(conn);
            }
            for (int i = 0; i < 3; i++) {
                remotes.add(new Remote(bench, "p" + i));
            }
            for (int i = 0; i < 2; i++) {
                bench.scheduler.spawn("client", () -> {
                    for (int n = 0; n < 15; n++) {
                        clientStep();
                    }
                });
            }
            bench.scheduler.spawn("network", () -> {
                for (int i = 2; i < 5; i++) {
                    remotes.get(i).seen.peer.connect(listenerAddress);
                    for (int n = 0; n < 8; n++) {
                        remoteStep(remotes.get(choose(remotes.size())));
                        bench.scheduler.reschedule();
                    }
                }
            });
            bench.quiesce();
            finish();
        }

        WskClientConnectionDispatch table(Conn conn) {
            return StreamBench.table(
                    (context, flags, list, size, accepted) -> receive(conn, context, list, size, accepted),
                    (context, flags) -> {
                        assertThat(context).isSameAs(conn);
                        return disconnect(conn, (flags & WskFlag.WSK_FLAG_ABORTIVE) != 0);
                    },
                    null);
        }

        NtStatus accept(
                Object context,
                int flags,
                SockAddr local,
                SockAddr remote,
                WskSocket socket,
                Out<Object> acceptContext,
                Out<WskClientConnectionDispatch> acceptTable) {
            if (choose(6) == 0) {
                return NtStatus.STATUS_REQUEST_NOT_ACCEPTED;
            }
            sum.accepted++;
            Conn conn = new Conn("a" + conns.size());
            conn.sock = bench.new Sock(socket);
            conn.remote = remotes.stream()
                    .filter(each -> each.seen.peer.address().equals(remote))
                    .findFirst()
                    .orElseThrow();
            assertThat(conns).noneMatch(each -> each.remote == conn.remote);
            acceptContext.set(conn);
            acceptTable.set(table(conn));
            conns.add(conn);
            if (holding && choose(2) == 0) {
                step(conn);
            }
            return NtStatus.STATUS_SUCCESS;
        }

        WskInspectAction inspect(Object context, SockAddr local, SockAddr remote, WskInspectId id) {
            sum.inspected++;
            int choice = choose(5);
            if (choice == 0) {
                return WskInspectAction.WskInspectReject;
            }
            if (choice == 1) {
                return WskInspectAction.WskInspectAccept;
            }
            // From here on another task may be so quick as to decide before the provider has the answer.
            pended.add(id);
            return WskInspectAction.WskInspectPend;
        }

        NtStatus abort(Object context, WskInspectId id) {
            sum.aborts++;
            return NtStatus.STATUS_SUCCESS;
        }

        void decide() {
            if (!pended.isEmpty()) {
                WskInspectId id = pended.remove(choose(pended.size()));
                WskInspectAction action =
                        choose(3) == 0 ? WskInspectAction.WskInspectReject : WskInspectAction.WskInspectAccept;
                listener.listening().wskInspectComplete(listener.socket, id, action, irp(() -> {}));
            }
        }

        void remoteStep(Remote remote) {
            switch (choose(10)) {
                case 0, 1, 2, 3, 4 -> {
                    if (!remote.fin && !remote.rst) {
                        int count = 1 + choose(60);
                        String text = stream(remote.name, remote.written, remote.written + count);
                        remote.written += count;
                        remote.seen.peer.write(text.getBytes(ISO_8859_1));
                    }
                }
                case 5, 6 -> remote.seen.peer.pause();
                case 7, 8 -> remote.seen.peer.resume();
                default -> {
                    if (choose(3) == 0) {
                        remote.rst = true;
                        remote.seen.peer.rst();
                    } else if (choose(2) == 0) {
                        remote.fin = true;
                        remote.seen.peer.fin();
                    }
                }
            }
        }

        void clientStep() {
            if (conditional && choose(3) == 0) {
                decide();
            } else {
                step(conns.get(choose(conns.size())));
            }
        }

        void step(Conn conn) {
            if (conn.closed) {
                return;
            }
            conn.callsInProgress++;
            switch (choose(12)) {
                case 0, 1 -> conn.sock.control(choose(2) == 0 ? StreamBench.RECEIVE : StreamBench.DISCONNECT, null);
                case 2 ->
                    conn.sock.control(
                            (choose(2) == 0 ? StreamBench.RECEIVE : StreamBench.DISCONNECT) | StreamBench.DISABLE,
                            choose(2) == 0 ? irp(() -> {}) : null);
                case 3, 4, 5 -> receive(conn);
                case 6 -> {
                    if (!conn.receives.isEmpty()) {
                        conn.receives.remove(0).ioCancelIrp();
                    }
                }
                case 7, 8 -> send(conn);
                case 9 -> release(conn);
                case 10 -> {
                    if (choose(4) == 0) {
                        disconnect(conn);
                    }
                }
                default -> {
                    conn.callsInProgress--;
                    if (choose(4) == 0) {
                        close(conn);
                    }
                    conn.callsInProgress++;
                }
            }
            conn.callsInProgress--;
        }

        void receive(Conn conn) {
            byte[] into = new byte[choose(3) == 0 ? 0 : 1 + choose(20)];
            receive(conn, into, choose(2) == 0 ? WskFlag.WSK_FLAG_WAITALL : 0);
        }

        void receive(Conn conn, byte[] into, int flags) {
            Irp[] self = new Irp[1];
            self[0] = irp(() -> {
                IoStatus outcome = self[0].ioStatus();
                if (outcome.status() == NtStatus.STATUS_SUCCESS) {
                    take(conn, new String(into, 0, (int) outcome.information(), ISO_8859_1));
                }
            });
            conn.receives.add(self[0]);
            conn.sock.receive(into, flags, self[0]);
        }

        void send(Conn conn) {
            if (conn.finRequested || conn.aborted || conn.sending) {
                return;
            }
            conn.sending = true;
            int count = choose(100);
            String text = stream(conn.name, conn.sent, conn.sent + count);
            conn.sent += count;
            conn.sock.send(text, irp(() -> {}));
            conn.sending = false;
        }

        void disconnect(Conn conn) {
            if (choose(3) == 0) {
                conn.aborted = true;
                Irp[] self = new Irp[1];
                self[0] = irp(() -> conn.abortComplete |= self[0].ioStatus().status() == NtStatus.STATUS_SUCCESS);
                conn.sock.disconnect(null, WskFlag.WSK_FLAG_ABORTIVE, self[0]);
            } else if (!conn.finRequested && !conn.aborted && !conn.sending) {
                conn.finRequested = true;
                String text = stream(conn.name, conn.sent, conn.sent + 5);
                conn.sent += 5;
                conn.sock.disconnect(text, 0, irp(() -> {}));
            }
        }

        void release(Conn conn) {
            WskDataIndication list = conn.retained.poll();
            if (list != null) {
                assertThat(conn.got.toString()).contains(StreamBench.read(list));
                assertThat(conn.sock.connection().wskRelease(conn.sock.socket, list))
                        .isEqualTo(NtStatus.STATUS_SUCCESS);
            }
        }

        /** Closes when the rules allow it: no call in progress, no list retained, none about to be. */
        boolean close(Conn conn) {
            if (conn.closed || conn.callsInProgress > 0 || !conn.retained.isEmpty()) {
                return false;
            }
            conn.closed = true;
            conn.sock.close(irp(() -> conn.closeComplete = true));
            return true;
        }

        void take(Conn conn, String text) {
            int from = conn.got.length();
            assertThat(text)
                    .as("%s at %d", conn.name, from)
                    .isEqualTo(stream(conn.remote.name, from, from + text.length()));
            conn.got.append(text);
            assertThat(conn.got.length()).isLessThanOrEqualTo(conn.remote.written);
        }

        NtStatus receive(Conn conn, Object context, WskDataIndication list, long size, Out<Long> accepted) {
            sum.receiveCalls++;
            assertThat(context).isSameAs(conn);
            assertThat(conn.closeComplete).as("after the close was complete").isFalse();
            assertThat(conn.abortive).as("data after an abortive disconnect").isZero();
            assertThat(conn.abortComplete).as("data after a local abort").isFalse();
            conn.receiveCallsInside++;
            assertThat(conn.receiveCallsInside).as("serial").isEqualTo(1);
            try {
                String text = StreamBench.read(list);
                assertThat(text.length()).isEqualTo((int) size).isPositive();
                int behaviour = holding ? choose(10) : 9;
                if (behaviour == 0) {
                    return NtStatus.STATUS_DATA_NOT_ACCEPTED;
                }
                if (behaviour == 1) {
                    int part = 1 + choose(text.length());
                    take(conn, text.substring(0, part));
                    accepted.set((long) part);
                    return NtStatus.STATUS_SUCCESS;
                }
                take(conn, text);
                if (behaviour == 2) {
                    bench.scheduler.await("the end", () -> !holding);
                } else if (behaviour < 5) {
                    step(conn);
                } else if (behaviour == 5 && close(conn)) {
                    sum.nestedCloses++;
                } else if (behaviour == 6 && !conn.closed) {
                    conn.retained.add(list);
                    return NtStatus.STATUS_PENDING;
                }
                return NtStatus.STATUS_SUCCESS;
            } finally {
                conn.receiveCallsInside--;
            }
        }

        NtStatus disconnect(Conn conn, boolean abortive) {
            assertThat(conn.closeComplete).isFalse();
            assertThat(conn.abortive).as("nothing after an abortive one").isZero();
            if (abortive) {
                sum.abortive++;
                conn.abortive++;
                assertThat(conn.remote.rst).as("the peer has reset").isTrue();
            } else {
                sum.graceful++;
                conn.graceful++;
                assertThat(conn.graceful).isEqualTo(1);
                assertThat(conn.remote.fin).as("the peer has finished").isTrue();
            }
            if (holding && choose(3) == 0) {
                step(conn);
            }
            return NtStatus.STATUS_SUCCESS;
        }

        void finish() {
            holding = false;
            remotes.forEach(each -> each.seen.peer.resume());
            assertThat(bench.quiesce().isClean()).isTrue();
            while (!pended.isEmpty()) {
                decide();
                bench.quiesce();
            }
            for (Conn conn : List.copyOf(conns)) {
                settle(conn);
            }
            listener.close(irp(() -> {}));
            assertThat(bench.quiesce().isClean()).isTrue();
            assertThat(conns).allMatch(conn -> conn.closeComplete);
            assertThat(completions.values()).allMatch(count -> count == 1);
            bench.deregister();
            assertThat(bench.faults).isEmpty();
        }

        void settle(Conn conn) {
            boolean alive = !conn.closed && !conn.aborted && !conn.remote.rst;
            if (alive) {
                drain(conn);
                sum.whole++;
                assertThat(conn.got.toString())
                        .as("%s has all of %s", conn.name, conn.remote.name)
                        .isEqualTo(stream(conn.remote.name, 0, conn.remote.written));
                assertThat(conn.remote.seen.data.toString())
                        .as("%s has all of %s", conn.remote.name, conn.name)
                        .isEqualTo(stream(conn.name, 0, conn.sent));
                assertThat(conn.remote.seen.signs.contains("eof")).isEqualTo(conn.finRequested);
            }
            assertThat(stream(conn.name, 0, conn.sent)).startsWith(conn.remote.seen.data.toString());
            sum.bytesIn += conn.got.length();
            sum.bytesOut += conn.remote.seen.data.length();
            while (!conn.closed && !conn.retained.isEmpty()) {
                release(conn);
                bench.quiesce();
            }
            if (!conn.closed) {
                boolean orderly = alive && conn.finRequested && conn.remote.fin;
                assertThat(close(conn)).isTrue();
                bench.quiesce();
                if (alive) {
                    assertThat(conn.remote.seen.signs.contains("reset")).isEqualTo(!orderly);
                }
            }
        }

        /** Takes all that is left. */
        void drain(Conn conn) {
            conn.sock.control(StreamBench.RECEIVE | StreamBench.DISABLE, null);
            conn.receives.forEach(Irp::ioCancelIrp);
            bench.quiesce();
            int before = -1;
            while (conn.got.length() > before) {
                before = conn.got.length();
                receive(conn, new byte[64], 0);
                bench.quiesce();
            }
            conn.receives.forEach(Irp::ioCancelIrp);
            bench.quiesce();
        }
    }
}
