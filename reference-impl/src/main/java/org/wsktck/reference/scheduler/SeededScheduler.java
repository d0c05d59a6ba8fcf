package org.wsktck.reference.scheduler;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.wsktck.wsk.Irql;

/**
 * One task at a time, the next one drawn by a seeded generator at every scheduling point: the same seed and the same
 * client give the same interleaving. Quiescence is exact, deadlocks and livelocks are reported.
 *
 * <p>Tasks sit on pooled threads and hand the turn to each other directly; the turn orders all memory accesses, so
 * nothing here is locked. Tasks move only while the driver is inside {@link #quiesce} or {@link #await}.
 */
public final class SeededScheduler implements Scheduler {
    /** Scheduling steps between two moments of rest after which a run counts as livelocked. */
    public static final long DEFAULT_STEP_LIMIT = 1_000_000;

    private static final long CLOSE_PATIENCE_SECONDS = 10;
    private static final ThreadLocal<@Nullable SeededTask> RUNNING = new ThreadLocal<>();

    private final long seed;
    private final long stepLimit;
    private final SplitMix random;
    private final SeededTask driver = new SeededTask(this, "driver", null, SeededTask.State.OUTSIDE);
    private final List<SeededTask> tasks = new ArrayList<>();
    private final List<SeededTask> candidates = new ArrayList<>();
    private final List<IdleSource> idleSources = new ArrayList<>();
    private final TaskNames names = new TaskNames();
    private @Nullable TaskFailedException failure;
    private @Nullable CountDownLatch unwinding;
    private long steps;
    private long now;
    private volatile boolean closing;

    /** A scheduler whose every decision follows from the seed. */
    public SeededScheduler(long seed) {
        this(seed, DEFAULT_STEP_LIMIT);
    }

    /** With a limit of scheduling steps between two moments of rest. */
    public SeededScheduler(long seed, long stepLimit) {
        this.seed = seed;
        this.stepLimit = stepLimit;
        this.random = new SplitMix(seed);
    }

    @Override
    public void spawn(String name, Runnable body) {
        if (!closing) {
            tasks.add(new SeededTask(this, names.claim(name), body, SeededTask.State.FRESH));
        }
    }

    @Override
    public void reschedule() {
        SeededTask self = running();
        if (self != null && !closing) {
            self.state = SeededTask.State.READY;
            switchFrom(self);
        }
    }

    @Override
    public void await(String what, BooleanSupplier condition) {
        SeededTask self = self();
        self.deadline = SeededTask.NO_DEADLINE;
        block(self, what, condition);
        if (self == driver && !condition.getAsBoolean()) {
            throw new DeadlockException(what, quiescence(self));
        }
    }

    @Override
    public boolean await(String what, BooleanSupplier condition, long timeoutMillis) {
        SeededTask self = self();
        self.deadline = now + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
        block(self, what, condition);
        return condition.getAsBoolean();
    }

    private void block(SeededTask self, String what, BooleanSupplier condition) {
        if (closing) {
            throw new TaskEndedError();
        }
        self.waitsFor = what;
        self.condition = condition;
        self.state = SeededTask.State.BLOCKED;
        switchFrom(self);
        self.state = self == driver ? SeededTask.State.OUTSIDE : SeededTask.State.READY;
    }

    @Override
    public void signal() {
        // Conditions are looked at on every scheduling step.
    }

    @Override
    public Quiescence quiesce() {
        SeededTask self = self();
        steps = 0;
        self.state = SeededTask.State.QUIESCING;
        switchFrom(self);
        self.state = self == driver ? SeededTask.State.OUTSIDE : SeededTask.State.READY;
        TaskFailedException failed = failure;
        if (failed != null) {
            failure = null;
            throw failed;
        }
        return quiescence(self);
    }

    private Quiescence quiescence(SeededTask self) {
        List<Quiescence.Blocked> blocked = new ArrayList<>();
        for (SeededTask task : tasks) {
            if (task != self) {
                blocked.add(new Quiescence.Blocked(task.name, task.waitsFor));
            }
        }
        return new Quiescence(List.copyOf(blocked), steps > stepLimit);
    }

    /** The task of this scheduler on the current thread; a task of another scheduler is a driver here. */
    private @Nullable SeededTask running() {
        SeededTask task = RUNNING.get();
        return task != null && task.owner == this ? task : null;
    }

    private SeededTask self() {
        SeededTask running = running();
        if (running != null) {
            return running;
        }
        driver.thread = Thread.currentThread();
        return driver;
    }

    /** Hands the turn to the task drawn next and returns when it is this task's turn again. */
    private void switchFrom(SeededTask self) {
        SeededTask next = pick();
        if (next != self) {
            resume(next);
            self.awaitTurn();
        }
        if (closing && self != driver) {
            throw new TaskEndedError();
        }
    }

    private void resume(SeededTask next) {
        if (next.state == SeededTask.State.FRESH) {
            next.state = SeededTask.State.READY;
            WorkerPool.run(() -> work(next));
        } else {
            next.giveTurn();
        }
    }

    /** Runs a fresh task, and on the same thread any fresh task that is drawn right after it. */
    private void work(SeededTask first) {
        SeededTask task = first;
        while (true) {
            run(task);
            if (closing) {
                break;
            }
            SeededTask next = pick();
            if (next.state != SeededTask.State.FRESH) {
                ((WorkerPool.Worker) Thread.currentThread()).release();
                next.giveTurn();
                return;
            }
            next.state = SeededTask.State.READY;
            task = next;
        }
        ((WorkerPool.Worker) Thread.currentThread()).release();
        CountDownLatch latch = unwinding;
        if (latch != null) {
            latch.countDown();
        }
    }

    private void run(SeededTask task) {
        task.thread = Thread.currentThread();
        RUNNING.set(task);
        ThreadState.current().irql = Irql.PASSIVE_LEVEL;
        try {
            Runnable body = task.body;
            if (body != null) {
                body.run();
            }
        } catch (TaskEndedError ended) {
            // The scheduler is closing.
        } catch (Throwable problem) {
            if (failure == null) {
                failure = new TaskFailedException(task.name, problem);
            }
        } finally {
            RUNNING.remove();
            tasks.remove(task);
            names.free(task.name);
        }
    }

    /** The task to go on: one that can, else one that time or the network sets going, else one that awaits rest. */
    private SeededTask pick() {
        if (++steps > stepLimit && driver.state != SeededTask.State.OUTSIDE) {
            return driver;
        }
        while (true) {
            candidates.clear();
            for (SeededTask task : tasks) {
                if (task.canRun(now)) {
                    candidates.add(task);
                }
            }
            if (driver.canRun(now)) {
                candidates.add(driver);
            }
            int count = candidates.size();
            if (count > 0) {
                return candidates.get(count == 1 ? 0 : random.below(count));
            }
            if (!pollIdleSources() && !advanceTime()) {
                return restingTask();
            }
        }
    }

    private boolean pollIdleSources() {
        boolean moved = false;
        for (IdleSource source : List.copyOf(idleSources)) {
            moved |= source.poll();
        }
        return moved;
    }

    private boolean advanceTime() {
        long earliest = driver.state == SeededTask.State.BLOCKED ? driver.deadline : SeededTask.NO_DEADLINE;
        for (SeededTask task : tasks) {
            if (task.state == SeededTask.State.BLOCKED) {
                earliest = Math.min(earliest, task.deadline);
            }
        }
        if (earliest == SeededTask.NO_DEADLINE) {
            return false;
        }
        now = earliest;
        return true;
    }

    private SeededTask restingTask() {
        for (SeededTask task : tasks) {
            if (task.state == SeededTask.State.QUIESCING) {
                return task;
            }
        }
        return driver;
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
        SeededTask running = running();
        return running == null ? driver.name : running.name;
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
        return random.below(bound);
    }

    @Override
    public long nanoTime() {
        return now;
    }

    @Override
    public long seed() {
        return seed;
    }

    @Override
    public boolean isDeterministic() {
        return true;
    }

    @Override
    public void close() {
        if (running() != null) {
            throw new IllegalStateException("A task closes its own scheduler. Close it from the driver.");
        }
        closing = true;
        for (SeededTask task : List.copyOf(tasks)) {
            if (task.state != SeededTask.State.FRESH) {
                unwind(task);
            }
        }
        tasks.clear();
    }

    /** One after the other, so that even unwinding is free of races. */
    private void unwind(SeededTask task) {
        CountDownLatch latch = new CountDownLatch(1);
        unwinding = latch;
        task.giveTurn();
        try {
            if (!latch.await(CLOSE_PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("Task " + task.name + " did not end within " + CLOSE_PATIENCE_SECONDS
                        + " s of closing the scheduler. It catches TaskEndedError, or waits outside of the scheduler.");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
