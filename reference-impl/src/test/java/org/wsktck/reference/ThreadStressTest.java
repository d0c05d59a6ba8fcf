package org.wsktck.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.wsktck.reference.network.MemoryNetwork;
import org.wsktck.reference.network.Network;
import org.wsktck.reference.network.UdpNetwork;
import org.wsktck.reference.scheduler.Scheduler;
import org.wsktck.reference.scheduler.SeededScheduler;
import org.wsktck.reference.scheduler.ThreadScheduler;
import org.wsktck.wsk.Irp;
import org.wsktck.wsk.NtStatus;
import org.wsktck.wsk.WskDatagramIndication;

/** All functions at once, on real threads and by seed, over both networks: nothing twice, nothing lost, all closed. */
class ThreadStressTest {
    private static final int SOCKETS = 4;
    private static final int DATAGRAMS = 150;

    static Stream<Arguments> combinations() {
        Function<Scheduler, Network> memory = MemoryNetwork::new;
        Function<Scheduler, Network> udp = UdpNetwork::new;
        return Stream.of(
                Arguments.of("threads, memory", new ThreadScheduler(1), memory),
                Arguments.of("threads, UDP", new ThreadScheduler(2), udp),
                Arguments.of("seed 3, memory", new SeededScheduler(3), memory),
                Arguments.of("seed 4, UDP", new SeededScheduler(4), udp));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("combinations")
    void nothingIsLostOrDoubled(String name, Scheduler scheduler, Function<Scheduler, Network> network) {
        try (Bench bench = new Bench(scheduler, network, builder -> builder.bufferLimit(10_000))) {
            Set<String> seen = ConcurrentHashMap.newKeySet();
            AtomicInteger doubled = new AtomicInteger();
            AtomicInteger received = new AtomicInteger();
            List<Bench.Sock> sockets = new ArrayList<>();
            for (int i = 0; i < SOCKETS; i++) {
                sockets.add(socket(bench, seen, doubled));
            }
            for (int i = 0; i < SOCKETS; i++) {
                Bench.Sock socket = sockets.get(i);
                String prefix = "s" + i + "-";
                scheduler.spawn("sender", () -> {
                    for (int n = 0; n < DATAGRAMS; n++) {
                        socket.send("p", prefix + n);
                        scheduler.reschedule();
                    }
                });
                scheduler.spawn("switcher", () -> {
                    for (int n = 0; n < 40; n++) {
                        socket.disable(n % 2 == 0 ? bench.irp("disable") : null);
                        socket.enable();
                    }
                });
                scheduler.spawn("receiver", () -> {
                    for (int n = 0; n < 20; n++) {
                        receiveOne(bench, socket, seen, doubled, received);
                    }
                });
            }
            bench.quiesce();
            sockets.forEach(socket -> {
                // The last word may have been a refusal: enable until everything is taken.
                for (int n = 0; n < 200 && socketHasMore(seen, sockets.indexOf(socket)); n++) {
                    socket.enable();
                    bench.quiesce();
                }
            });
            assertThat(doubled).hasValue(0);
            assertThat(seen).hasSize(SOCKETS * DATAGRAMS);
            if (scheduler.isDeterministic()) {
                assertThat(received.get())
                        .as("datagrams taken by WskReceiveFrom")
                        .isPositive();
            }

            List<Irp> closes = new ArrayList<>();
            for (Bench.Sock socket : sockets) {
                Irp close = bench.irp("close");
                closes.add(close);
                scheduler.spawn("closer", () -> socket.close(close));
            }
            bench.provider.wskReleaseProviderNpi(bench.registration);
            bench.provider.wskDeregister(bench.registration);
            assertThat(bench.quiesce().isClean()).isTrue();
            assertThat(closes).allMatch(irp -> irp.ioStatus() != null);
            assertThat(bench.faults).isEmpty();
        }
    }

    private static boolean socketHasMore(Set<String> seen, int index) {
        return new HashSet<>(seen)
                        .stream()
                                .filter(text -> text.startsWith("s" + index + "-"))
                                .count()
                < DATAGRAMS;
    }

    /** A socket whose callback accepts, retains and gives back later, or refuses. */
    private static Bench.Sock socket(Bench bench, Set<String> seen, AtomicInteger doubled) {
        Bench.Sock[] self = new Bench.Sock[1];
        self[0] = bench.enabled((context, flags, list) -> {
            int choice = bench.scheduler.choose(4);
            if (choice == 0) {
                return NtStatus.STATUS_DATA_NOT_ACCEPTED;
            }
            for (String text : Bench.read(list)) {
                doubled.addAndGet(seen.add(text) ? 0 : 1);
            }
            if (choice == 1) {
                WskDatagramIndication kept = list;
                bench.scheduler.spawn("releaser", () -> self[0].dispatch.wskRelease(self[0].socket, kept));
                return NtStatus.STATUS_PENDING;
            }
            return NtStatus.STATUS_SUCCESS;
        });
        return self[0];
    }

    private static void receiveOne(
            Bench bench, Bench.Sock socket, Set<String> seen, AtomicInteger doubled, AtomicInteger received) {
        byte[] into = new byte[16];
        Irp irp = bench.provider.kernel().ioAllocateIrp(1);
        irp.ioSetCompletionRoutine(Irp.CompletionSetting.always((self, outcome) -> {
            if (outcome.status() == NtStatus.STATUS_SUCCESS) {
                received.incrementAndGet();
                doubled.addAndGet(seen.add(new String(into, 0, (int) outcome.information())) ? 0 : 1);
            }
            return NtStatus.STATUS_MORE_PROCESSING_REQUIRED;
        }));
        socket.dispatch.wskReceiveFrom(socket.socket, KernelMdl.bufferOver(into), 0, null, null, irp);
        bench.scheduler.await("a datagram", () -> irp.ioStatus() != null, 2);
        irp.ioCancelIrp();
    }
}
