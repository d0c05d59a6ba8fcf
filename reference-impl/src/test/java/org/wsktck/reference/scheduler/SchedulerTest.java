package org.wsktck.reference.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wsktck.wsk.Irql;

/** What both schedulers promise, and what only the seeded one does. */
class SchedulerTest {
    static Stream<Scheduler> schedulers() {
        return Stream.of(new SeededScheduler(42), new ThreadScheduler(42));
    }

    @ParameterizedTest
    @MethodSource("schedulers")
    void quiescenceNamesWhoWaitsForWhat(Scheduler scheduler) {
        try (scheduler) {
            AtomicBoolean open = new AtomicBoolean();
            AtomicInteger done = new AtomicInteger();
            scheduler.spawn("waiter", () -> {
                scheduler.await("the door", open::get);
                done.incrementAndGet();
            });
            scheduler.spawn("worker", done::incrementAndGet);
            Quiescence rest = scheduler.quiesce();
            assertThat(rest.blocked()).containsExactly(new Quiescence.Blocked("waiter", "the door"));
            assertThat(rest.livelock()).isFalse();
            assertThat(done).hasValue(1);
            open.set(true);
            scheduler.signal();
            assertThat(scheduler.quiesce().isClean()).isTrue();
            assertThat(done).hasValue(2);
        }
    }

    @ParameterizedTest
    @MethodSource("schedulers")
    void timedWaitsEndBeforeRest(Scheduler scheduler) {
        try (scheduler) {
            List<Object> seen = Collections.synchronizedList(new ArrayList<>());
            long start = scheduler.nanoTime();
            scheduler.spawn("timed", () -> seen.add(scheduler.await("nothing", () -> false, 20)));
            assertThat(scheduler.quiesce().isClean()).isTrue();
            assertThat(seen).containsExactly(false);
            assertThat(scheduler.nanoTime() - start).isGreaterThanOrEqualTo(20_000_000);
        }
    }

    @ParameterizedTest
    @MethodSource("schedulers")
    void tasksCanQuiesceToo(Scheduler scheduler) {
        try (scheduler) {
            List<String> order = Collections.synchronizedList(new ArrayList<>());
            scheduler.spawn("main", () -> {
                for (int i = 0; i < 5; i++) {
                    scheduler.spawn("step", () -> {
                        scheduler.reschedule();
                        order.add("step");
                    });
                }
                scheduler.quiesce();
                order.add("rest");
            });
            assertThat(scheduler.quiesce().isClean()).isTrue();
            assertThat(order).hasSize(6).endsWith("rest");
        }
    }

    @ParameterizedTest
    @MethodSource("schedulers")
    void liveTasksHaveDifferentNames(Scheduler scheduler) {
        try (scheduler) {
            List<String> names = Collections.synchronizedList(new ArrayList<>());
            for (int i = 0; i < 3; i++) {
                scheduler.spawn("t", () -> {
                    names.add(scheduler.currentName());
                    scheduler.await("for ever", () -> false);
                });
            }
            scheduler.quiesce();
            assertThat(names).containsExactlyInAnyOrder("t", "t-2", "t-3");
        }
    }

    @ParameterizedTest
    @MethodSource("schedulers")
    void failuresOfTasksSurface(Scheduler scheduler) {
        try (scheduler) {
            scheduler.spawn("bad", () -> {
                throw new IllegalArgumentException("why");
            });
            assertThatThrownBy(scheduler::quiesce)
                    .isInstanceOf(TaskFailedException.class)
                    .hasMessageContaining("bad")
                    .hasRootCauseMessage("why");
            assertThat(scheduler.quiesce().isClean()).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("schedulers")
    void closingUnwindsBlockedTasks(Scheduler scheduler) {
        AtomicInteger unwound = new AtomicInteger();
        for (int i = 0; i < 3; i++) {
            scheduler.spawn("blocked", () -> {
                try {
                    scheduler.await("for ever", () -> false);
                } finally {
                    unwound.incrementAndGet();
                }
            });
        }
        scheduler.quiesce();
        scheduler.close();
        assertThat(unwound).hasValue(3);
    }

    @ParameterizedTest
    @MethodSource("schedulers")
    void irqlBelongsToTheThreadAndIsRestored(Scheduler scheduler) {
        try (scheduler) {
            List<Irql> seen = Collections.synchronizedList(new ArrayList<>());
            scheduler.spawn("t", () -> {
                scheduler.atIrql(Irql.DISPATCH_LEVEL, () -> seen.add(scheduler.currentIrql()));
                seen.add(scheduler.currentIrql());
            });
            scheduler.quiesce();
            assertThat(seen).containsExactly(Irql.DISPATCH_LEVEL, Irql.PASSIVE_LEVEL);
            assertThat(scheduler.currentIrql()).isEqualTo(Irql.PASSIVE_LEVEL);
        }
    }

    @Test
    void livelockEndsWithAReport() {
        try (SeededScheduler scheduler = new SeededScheduler(1, 1_000)) {
            AtomicBoolean stop = new AtomicBoolean();
            scheduler.spawn("restless", () -> {
                while (!stop.get()) {
                    scheduler.reschedule();
                }
            });
            assertThat(scheduler.quiesce().livelock()).isTrue();
            stop.set(true);
            assertThat(scheduler.quiesce().isClean()).isTrue();
        }
    }

    @Test
    void restlessThreadsAreReportedAfterThePatience() {
        try (ThreadScheduler scheduler = new ThreadScheduler(1, 50)) {
            AtomicBoolean stop = new AtomicBoolean();
            scheduler.spawn("restless", () -> {
                while (!stop.get()) {
                    Thread.onSpinWait();
                }
            });
            assertThat(scheduler.quiesce().livelock()).isTrue();
            stop.set(true);
            assertThatThrownBy(() -> scheduler.await("never", () -> false)).isInstanceOf(DeadlockException.class);
        }
    }

    @Test
    void theSeededSchedulerReachesEveryOrderOfThreeTasks() {
        java.util.Set<String> orders = new java.util.HashSet<>();
        for (long seed = 0; seed < 200; seed++) {
            StringBuilder order = new StringBuilder();
            try (SeededScheduler scheduler = new SeededScheduler(seed)) {
                for (String name : List.of("a", "b", "c")) {
                    scheduler.spawn(name, () -> order.append(name));
                }
                scheduler.quiesce();
            }
            orders.add(order.toString());
        }
        assertThat(orders).containsExactlyInAnyOrder("abc", "acb", "bac", "bca", "cab", "cba");
    }
}
