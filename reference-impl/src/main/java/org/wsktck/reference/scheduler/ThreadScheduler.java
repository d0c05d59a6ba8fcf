package org.wsktck.reference.scheduler;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.wsktck.wsk.Irql;

/**
 * Real threads and the real clock. Choices come from a seeded generator, but their order is up to the machine.
 *
 * <p>A task is active from its start to its end, except while it waits without a time limit for a condition that it
 * has seen to be false since the last signal. The system is at rest when no task is active and the network is idle.
 * The monitor guards these few counters only; nothing foreign is ever called while it is held.
 */
public final class ThreadScheduler implements Scheduler {
    /** How long to wait for rest, or on a driver for a condition, before giving up. */
    public static final long DEFAULT_PATIENCE_MILLIS = 60_000;

    private static final ThreadLocal<@Nullable Task> RUNNING = new ThreadLocal<>();

    private final long seed;
    private final long patienceMillis;
    private final SplitMix random;
    private final ExecutorService threads;
    private final List<IdleSource> idleSources = new CopyOnWriteArrayList<>();
    private final Object monitor = new Object();
    private final TaskNames names = new TaskNames();
    private final Map<Task, Boolean> live = new LinkedHashMap<>();
    private @Nullable TaskFailedException failure;
    private int active;
    private int quiescing;
    private long version;
    private boolean closing;

    /** Threads as needed, the default patience. */
    public ThreadScheduler(long seed) {
        this(seed, DEFAULT_PATIENCE_MILLIS);
    }

    /** With the time after which a run counts as livelocked, or a driver's wait as deadlocked. */
    public ThreadScheduler(long seed, long patienceMillis) {
        this.seed = seed;
        this.patienceMillis = patienceMillis;
        this.random = new SplitMix(seed);
        this.threads = Executors.newCachedThreadPool(body -> {
            Thread thread = new Thread(body, "wsktck-thread");
            thread.setDaemon(true);
            return thread;
        });
    }

    private static final class Task {
        final String name;

        @Nullable
        String waitsFor;

        Task(String name) {
            this.name = name;
        }
    }

    @Override
    public void spawn(String name, Runnable body) {
        Task task;
        synchronized (monitor) {
            if (closing) {
                return;
            }
            task = new Task(names.claim(name));
            live.put(task, true);
            active++;
        }
        threads.execute(() -> run(task, body));
    }

    private void run(Task task, Runnable body) {
        RUNNING.set(task);
        ThreadState.current().irql = Irql.PASSIVE_LEVEL;
        @Nullable TaskFailedException problem = null;
        try {
            body.run();
        } catch (TaskEndedError ended) {
            // The scheduler is closing.
        } catch (Throwable thrown) {
            problem = new TaskFailedException(task.name, thrown);
        } finally {
            RUNNING.remove();
            synchronized (monitor) {
                if (failure == null) {
                    failure = problem;
                }
                names.free(task.name);
                live.remove(task);
                active--;
                monitor.notifyAll();
            }
        }
    }

    @Override
    public void reschedule() {
        // Threads are preempted anyway.
    }

    @Override
    public void await(String what, BooleanSupplier condition) {
        Task self = RUNNING.get();
        long limit = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(patienceMillis);
        while (true) {
            long seen = version();
            if (condition.getAsBoolean()) {
                return;
            }
            if (self == null && System.nanoTime() - limit >= 0) {
                throw new DeadlockException(what, new Quiescence(blockedTasks(null), false));
            }
            awaitSignal(self, what, seen);
        }
    }

    /** Waits for a version other than the one seen; a task is inactive meanwhile, until the signal itself. */
    private void awaitSignal(@Nullable Task self, String what, long seen) {
        synchronized (monitor) {
            if (self != null && version == seen && !closing) {
                self.waitsFor = what;
                active--;
                monitor.notifyAll();
            }
            try {
                if (self == null) {
                    pause(100);
                }
                while (self != null && version == seen && !closing) {
                    pause(0);
                }
            } finally {
                if (self != null && self.waitsFor != null) {
                    self.waitsFor = null;
                    active++;
                }
            }
            endIfClosing();
        }
    }

    @Override
    public boolean await(String what, BooleanSupplier condition, long timeoutMillis) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
        while (true) {
            long seen = version();
            if (condition.getAsBoolean()) {
                return true;
            }
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            synchronized (monitor) {
                if (version == seen && !closing) {
                    pause(Math.max(1, TimeUnit.NANOSECONDS.toMillis(left)));
                }
                endIfClosing();
            }
        }
    }

    private void endIfClosing() {
        if (closing) {
            throw new TaskEndedError();
        }
    }

    @Override
    public void signal() {
        synchronized (monitor) {
            version++;
            for (Task task : live.keySet()) {
                if (task.waitsFor != null) {
                    task.waitsFor = null;
                    active++;
                }
            }
            monitor.notifyAll();
        }
    }

    @Override
    public Quiescence quiesce() {
        Task self = RUNNING.get();
        if (self == null) {
            return awaitRest(null);
        }
        changeQuiescing(1);
        try {
            return awaitRest(self);
        } finally {
            changeQuiescing(-1);
        }
    }

    private void changeQuiescing(int by) {
        synchronized (monitor) {
            quiescing += by;
            monitor.notifyAll();
        }
    }

    private Quiescence awaitRest(@Nullable Task self) {
        long limit = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(patienceMillis);
        while (true) {
            long seen = awaitInactive(self, limit);
            boolean idle = idleSources.stream().allMatch(IdleSource::isIdle);
            synchronized (monitor) {
                boolean rest = idle && !othersActive(self) && version == seen;
                if (rest || System.nanoTime() - limit >= 0) {
                    throwFailure();
                    return new Quiescence(blockedTasks(self), !rest);
                }
                if (!idle) {
                    pause(1);
                }
            }
        }
    }

    private long awaitInactive(@Nullable Task self, long limit) {
        synchronized (monitor) {
            while (othersActive(self) && System.nanoTime() - limit < 0) {
                pause(100);
            }
            return version;
        }
    }

    /** For a task, those that await rest themselves do not count; for the driver they do, since they will go on. */
    private boolean othersActive(@Nullable Task self) {
        return active > (self == null ? 0 : quiescing);
    }

    private void throwFailure() {
        TaskFailedException failed = failure;
        failure = null;
        if (failed != null) {
            throw failed;
        }
    }

    private List<Quiescence.Blocked> blockedTasks(@Nullable Task self) {
        List<Quiescence.Blocked> blocked = new ArrayList<>();
        synchronized (monitor) {
            for (Task task : live.keySet()) {
                if (task != self) {
                    String what = task.waitsFor;
                    blocked.add(new Quiescence.Blocked(task.name, what == null ? "nothing: it runs" : what));
                }
            }
        }
        return List.copyOf(blocked);
    }

    private long version() {
        synchronized (monitor) {
            return version;
        }
    }

    /** Waits on the monitor, which the caller holds; 0 means for as long as it takes. */
    @SuppressWarnings("WaitNotInLoop") // every caller loops
    private void pause(long millis) {
        try {
            monitor.wait(millis);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new TaskEndedError();
        }
    }

    @Override
    public void addIdleSource(IdleSource source) {
        idleSources.add(source);
    }

    @Override
    public void removeIdleSource(IdleSource source) {
        idleSources.remove(source);
    }

    @Override
    public String currentName() {
        Task self = RUNNING.get();
        return self == null ? Thread.currentThread().getName() : self.name;
    }

    @Override
    public Irql currentIrql() {
        return ThreadState.current().irql;
    }

    @Override
    public <T> T atIrql(Irql irql, Supplier<T> body) {
        return ThreadState.current().at(irql, body);
    }

    @Override
    public int choose(int bound) {
        synchronized (random) {
            return random.below(bound);
        }
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public long seed() {
        return seed;
    }

    @Override
    public boolean isDeterministic() {
        return false;
    }

    @Override
    public void close() {
        synchronized (monitor) {
            closing = true;
            monitor.notifyAll();
        }
        threads.shutdown();
        try {
            if (!threads.awaitTermination(10, TimeUnit.SECONDS)) {
                throw new IllegalStateException("These tasks did not end within 10 s of closing the scheduler: "
                        + blockedTasks(null) + ". They catch TaskEndedError, or wait outside of the scheduler.");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
