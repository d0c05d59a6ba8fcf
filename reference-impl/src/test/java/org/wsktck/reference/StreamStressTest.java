package org.wsktck.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.wsktck.reference.network.MemoryStreamNetwork;
import org.wsktck.reference.network.StreamNetwork;
import org.wsktck.reference.network.TcpNetwork;
import org.wsktck.reference.scheduler.Scheduler;
import org.wsktck.reference.scheduler.SeededScheduler;
import org.wsktck.reference.scheduler.ThreadScheduler;
import org.wsktck.wsk.Irp;
import org.wsktck.wsk.NtStatus;
import org.wsktck.wsk.Out;
import org.wsktck.wsk.SockAddr;
import org.wsktck.wsk.WskAcceptEvent;
import org.wsktck.wsk.WskClientConnectionDispatch;
import org.wsktck.wsk.WskClientListenDispatch;
import org.wsktck.wsk.WskDataIndication;
import org.wsktck.wsk.WskInspectAction;
import org.wsktck.wsk.WskSocket;

/** An echo by events alone, with everything at once, on real threads and by seed, over both networks. */
class StreamStressTest {
    private static final int PEERS = 5;
    private static final int WRITES = 120;

    static Stream<Arguments> combinations() {
        Function<Scheduler, StreamNetwork> memory = MemoryStreamNetwork::new;
        Function<Scheduler, StreamNetwork> tcp = TcpNetwork::new;
        return Stream.of(
                Arguments.of("threads, memory", new ThreadScheduler(1), memory),
                Arguments.of("threads, TCP", new ThreadScheduler(2), tcp),
                Arguments.of("seed 3, memory", new SeededScheduler(3), memory),
                Arguments.of("seed 4, TCP", new SeededScheduler(4), tcp));
    }

    /** One accepted connection: sends back what it takes. */
    private static final class Echo {
        final StreamBench bench;
        final AtomicInteger inside = new AtomicInteger();
        final AtomicInteger refusals = new AtomicInteger();
        final AtomicInteger ends = new AtomicInteger();
        volatile StreamBench.Sock sock;

        Echo(StreamBench bench) {
            this.bench = bench;
        }

        private static Irp irp(StreamBench bench) {
            Irp irp = bench.provider.kernel().ioAllocateIrp(1);
            irp.ioSetCompletionRoutine(
                    Irp.CompletionSetting.always((self, outcome) -> NtStatus.STATUS_MORE_PROCESSING_REQUIRED));
            return irp;
        }

        NtStatus receive(WskDataIndication list, long size, Out<Long> accepted) {
            assertThat(inside.incrementAndGet()).isEqualTo(1);
            String text = StreamBench.read(list);
            // The first report is refused, so that refusals happen however the bytes come together.
            int choice = refusals.get() == 0 ? 0 : bench.scheduler.choose(5);
            int count = choice == 0 ? 0 : choice == 1 ? 1 + bench.scheduler.choose(text.length()) : text.length();
            if (count > 0) {
                sock.send(text.substring(0, count), irp(bench));
            }
            if (count < text.length()) {
                refusals.incrementAndGet();
                bench.scheduler.spawn("resumer", () -> sock.receive(new byte[0], 0, irp(bench)));
            }
            NtStatus status = count == 0 ? NtStatus.STATUS_DATA_NOT_ACCEPTED : NtStatus.STATUS_SUCCESS;
            accepted.set((long) count);
            if (choice == 2) {
                status = NtStatus.STATUS_PENDING;
                bench.scheduler.spawn("releaser", () -> sock.connection().wskRelease(sock.socket, list));
            }
            inside.decrementAndGet();
            return status;
        }

        NtStatus disconnect(int flags) {
            ends.incrementAndGet();
            sock.disconnect("bye", 0, irp(bench));
            return NtStatus.STATUS_SUCCESS;
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("combinations")
    void everythingComesBack(String name, Scheduler scheduler, Function<Scheduler, StreamNetwork> network) {
        try (StreamBench bench = new StreamBench(scheduler, network, builder -> builder)) {
            List<Echo> echoes = Collections.synchronizedList(new ArrayList<>());
            WskAcceptEvent accept = (context, flags, local, remote, socket, acceptContext, acceptTable) ->
                    accept(bench, echoes, socket, acceptContext, acceptTable);
            AtomicReference<StreamBench.Sock> self = new AtomicReference<>();
            StreamBench.Sock listener = bench.gate(new WskClientListenDispatch(
                    accept,
                    (context, local, remote, id) -> {
                        if (id.serialNumber() % 2 == 0) {
                            return WskInspectAction.WskInspectAccept;
                        }
                        bench.scheduler.spawn("decider", () -> {
                            Irp irp = Echo.irp(bench);
                            StreamBench.Sock gate = self.get();
                            gate.listening()
                                    .wskInspectComplete(gate.socket, id, WskInspectAction.WskInspectAccept, irp);
                        });
                        return WskInspectAction.WskInspectPend;
                    },
                    (context, id) -> NtStatus.STATUS_SUCCESS));
            self.set(listener);
            listener.control(StreamBench.ACCEPT, null);
            SockAddr address = listener.address();
            List<String> expected = new ArrayList<>();
            for (int i = 0; i < PEERS; i++) {
                StringBuilder all = new StringBuilder();
                for (int n = 0; n < WRITES; n++) {
                    all.append(i).append('-').append(n).append(' ');
                }
                expected.add(all.toString());
                StreamBench.Seen peer = bench.peer("p" + i);
                scheduler.spawn("peer", () -> {
                    peer.peer.connect(address);
                    for (String word : all.toString().split("(?<= )")) {
                        peer.write(word);
                        scheduler.reschedule();
                    }
                    peer.peer.fin();
                });
            }
            scheduler.spawn("switcher", () -> {
                for (int n = 0; n < 200; n++) {
                    for (Echo echo : List.copyOf(echoes)) {
                        echo.sock.control(
                                StreamBench.RECEIVE | StreamBench.DISABLE, n % 2 == 0 ? Echo.irp(bench) : null);
                        echo.sock.control(StreamBench.RECEIVE, null);
                    }
                    scheduler.reschedule();
                }
            });
            assertThat(bench.quiesce().isClean()).isTrue();
            for (int i = 0; i < PEERS; i++) {
                StreamBench.Seen peer = bench.peer("p" + i);
                assertThat(peer.data.toString()).isEqualTo(expected.get(i) + "bye");
                assertThat(peer.signs).containsExactly("connected", "eof");
            }
            assertThat(echoes).hasSize(PEERS).allMatch(echo -> echo.ends.get() == 1);
            assertThat(echoes).allMatch(echo -> echo.refusals.get() > 0);
            for (Echo echo : echoes) {
                scheduler.spawn("closer", () -> echo.sock.close(bench.irp("close")));
            }
            scheduler.spawn("closer", () -> listener.close(bench.irp("close")));
            bench.deregister();
            assertThat(bench.logged("close completes STATUS_SUCCESS")).isEqualTo(PEERS + 1);
            assertThat(bench.faults).isEmpty();
        }
    }

    private static NtStatus accept(
            StreamBench bench,
            List<Echo> echoes,
            WskSocket socket,
            Out<Object> context,
            Out<WskClientConnectionDispatch> table) {
        Echo echo = new Echo(bench);
        echo.sock = bench.new Sock(socket);
        context.set(echo);
        table.set(StreamBench.table(
                (self, flags, list, size, accepted) -> ((Echo) self).receive(list, size, accepted),
                (self, flags) -> ((Echo) self).disconnect(flags),
                null));
        assertThat(echo.sock.control(StreamBench.RECEIVE | StreamBench.DISCONNECT, null))
                .isEqualTo(NtStatus.STATUS_SUCCESS);
        echoes.add(echo);
        return NtStatus.STATUS_SUCCESS;
    }
}
