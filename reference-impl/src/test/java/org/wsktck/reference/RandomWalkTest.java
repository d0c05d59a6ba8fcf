package org.wsktck.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wsktck.reference.network.MemoryNetwork;
import org.wsktck.reference.scheduler.SeededScheduler;
import org.wsktck.wsk.EventMask;
import org.wsktck.wsk.Irp;
import org.wsktck.wsk.NtStatus;
import org.wsktck.wsk.WskDatagramIndication;

/** Three tasks of a lawful client do anything in any order; whatever the seed, nothing is lost, doubled or left behind. */
class RandomWalkTest {
    private static final int WALKS = 1_500;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void lawfulClientsSeeALawfulProvider(boolean lag) {
        int callbacks = 0;
        int nestedCloses = 0;
        for (long seed = 0; seed < WALKS; seed++) {
            Walk walk = new Walk(seed, lag);
            try {
                walk.run();
            } catch (RuntimeException | AssertionError problem) {
                throw new AssertionError("seed " + seed + ", log " + walk.bench.log, problem);
            } finally {
                walk.bench.close();
            }
            callbacks += walk.entered;
            nestedCloses += walk.nestedCloses;
        }
        assertThat(callbacks).isGreaterThan(WALKS);
        assertThat(nestedCloses).isPositive();
    }

    /** One socket as the client knows it. */
    private static final class Client {
        Bench.Sock sock;
        int callsInProgress;
        boolean closed;
        boolean closeComplete;
        final Deque<WskDatagramIndication> retained = new ArrayDeque<>();
        final List<Irp> receives = new ArrayList<>();
    }

    private static final class Walk {
        final Bench bench;
        final List<Client> clients = new ArrayList<>();
        final Map<Irp, Integer> completions = new HashMap<>();
        final Set<String> seen = new HashSet<>();
        final boolean isStatic;
        boolean holding = true;
        int entered;
        int nestedCloses;
        int sent;

        Walk(long seed, boolean lag) {
            bench = new Bench(
                    new SeededScheduler(seed), MemoryNetwork::new, builder -> builder.lagAtCallbackEdges(lag));
            isStatic = bench.scheduler.choose(3) == 0;
        }

        int choose(int bound) {
            return bench.scheduler.choose(bound);
        }

        void run() {
            if (isStatic) {
                bench.setStatic(EventMask.WSK_EVENT_RECEIVE_FROM);
            }
            for (int i = 0; i < 2; i++) {
                Client client = new Client();
                client.sock = bench.bound((context, flags, list) -> callback(client, list));
                clients.add(client);
            }
            for (int i = 0; i < 3; i++) {
                bench.scheduler.spawn("walker", () -> {
                    for (int n = 0; n < 12; n++) {
                        step(clients.get(choose(clients.size())));
                    }
                });
            }
            bench.quiesce();
            finish();
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

        void step(Client client) {
            if (client.closed) {
                return;
            }
            client.callsInProgress++;
            switch (choose(8)) {
                case 0 -> {
                    if (!isStatic) {
                        client.sock.enable();
                    }
                }
                case 1 -> {
                    if (!isStatic) {
                        client.sock.disable(choose(2) == 0 ? irp(() -> {}) : null);
                    }
                }
                case 2 -> receive(client);
                case 3 -> {
                    if (!client.receives.isEmpty()) {
                        client.receives.remove(0).ioCancelIrp();
                    }
                }
                case 4 -> release(client);
                case 5, 6 -> client.sock.send("p", "d" + sent++, "d" + sent++);
                default -> {
                    client.callsInProgress--;
                    if (choose(4) == 0) {
                        close(client);
                    }
                    client.callsInProgress++;
                }
            }
            client.callsInProgress--;
        }

        void receive(Client client) {
            byte[] into = new byte[8];
            Irp[] self = new Irp[1];
            self[0] = irp(() -> {
                if (self[0].ioStatus().status() == NtStatus.STATUS_SUCCESS) {
                    see(new String(into, 0, (int) self[0].ioStatus().information()));
                }
            });
            client.receives.add(self[0]);
            client.sock.dispatch.wskReceiveFrom(client.sock.socket, KernelMdl.bufferOver(into), 0, null, null, self[0]);
        }

        void release(Client client) {
            WskDatagramIndication list = client.retained.poll();
            if (list != null) {
                assertThat(Bench.read(list)).allMatch(text -> text.startsWith("d"));
                assertThat(client.sock.dispatch.wskRelease(client.sock.socket, list))
                        .isEqualTo(NtStatus.STATUS_SUCCESS);
            }
        }

        /** Closes when the rules allow it: no call in progress, no list retained, none about to be. */
        boolean close(Client client) {
            if (client.closed || client.callsInProgress > 0 || !client.retained.isEmpty()) {
                return false;
            }
            client.closed = true;
            client.sock.close(irp(() -> client.closeComplete = true));
            return true;
        }

        void see(String text) {
            assertThat(seen.add(text)).as("%s given once", text).isTrue();
        }

        NtStatus callback(Client client, WskDatagramIndication list) {
            entered++;
            assertThat(client.closeComplete)
                    .as("entered after the close was complete")
                    .isFalse();
            List<String> texts = Bench.read(list);
            assertThat(texts).isNotEmpty();
            int behaviour = choose(8);
            if (behaviour == 0) {
                return NtStatus.STATUS_DATA_NOT_ACCEPTED;
            }
            texts.forEach(this::see);
            if (behaviour == 1) {
                bench.scheduler.await("the end", () -> !holding);
            } else if (behaviour < 4) {
                step(client);
            } else if (behaviour == 4 && close(client)) {
                nestedCloses++;
            } else if (behaviour == 5 && !client.closed) {
                client.retained.add(list);
                return NtStatus.STATUS_PENDING;
            }
            return NtStatus.STATUS_SUCCESS;
        }

        void finish() {
            holding = false;
            assertThat(bench.quiesce().isClean()).isTrue();
            boolean allOpen = clients.stream().noneMatch(client -> client.closed);
            for (Client client : clients) {
                while (!client.closed && !client.retained.isEmpty()) {
                    release(client);
                    bench.quiesce();
                }
                if (!client.closed) {
                    drain(client);
                    assertThat(close(client)).isTrue();
                }
            }
            bench.quiesce();
            if (allOpen && !isStatic) {
                assertThat(seen).as("everything that was sent").hasSize(sent);
            }
            assertThat(clients).allMatch(client -> client.closeComplete);
            assertThat(completions.values()).allMatch(count -> count == 1);
            bench.provider.wskReleaseProviderNpi(bench.registration);
            bench.provider.wskDeregister(bench.registration);
            assertThat(bench.quiesce().isClean()).isTrue();
            assertThat(bench.faults).isEmpty();
        }

        /** What a refusal left behind is still there. */
        void drain(Client client) {
            int before = seen.size();
            receive(client);
            bench.quiesce();
            while (seen.size() > before) {
                before = seen.size();
                receive(client);
                bench.quiesce();
            }
            while (!client.retained.isEmpty()) {
                release(client);
                bench.quiesce();
            }
        }
    }
}
