package org.wsktck.reference.scheduler;

import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.wsktck.wsk.Irql;

/**
 * Runs tasks and knows when nothing can move any more. Provider, network and client (a test bench, say) share one.
 *
 * <p>A thread that is not a task, the driver, may call everything here too; there may be one driver at a time on a
 * {@link SeededScheduler}, any number on a {@link ThreadScheduler}.
 */
public interface Scheduler extends AutoCloseable {
    /**
     * Starts a task.
     *
     * @param name its logical thread name; a number is appended while another live task has it
     */
    void spawn(String name, Runnable task);

    /** A scheduling point: another task may go on here. */
    void reschedule();

    /**
     * Blocks until the condition holds.
     *
     * @param what what is waited for, as words for reports
     * @param condition free of side effects and quick; may be evaluated on any thread, so it reads shared state safely
     * @throws DeadlockException on the driver, when nothing can ever make the condition true
     */
    void await(String what, BooleanSupplier condition);

    /**
     * Blocks until the condition holds or the time is over: logical time, which passes when nothing else can move, on a
     * seeded scheduler; real time on threads.
     *
     * @return whether the condition held
     */
    boolean await(String what, BooleanSupplier condition, long timeoutMillis);

    /** Tells waiters that a condition may have become true. Cheap; needed after every change that an await may see. */
    void signal();

    /**
     * Lets everything run until nothing can move: all tasks have ended or are blocked without a time limit, and every
     * {@link IdleSource} is idle. Called by a task, it excepts that task.
     *
     * @throws TaskFailedException when a task has ended with an exception since the last call
     */
    Quiescence quiesce();

    /** Makes a network part of quiescence. */
    void addIdleSource(IdleSource source);

    /** Takes it out again. */
    void removeIdleSource(IdleSource source);

    /** Name of the running task, or of the thread when it is not a task. */
    String currentName();

    /** IRQL of the running thread (KeGetCurrentIrql). */
    Irql currentIrql();

    /** Runs the body at an IRQL and restores the former one. */
    <T> T atIrql(Irql irql, Supplier<T> body);

    /** A number from 0 to {@code bound - 1} from the seeded generator: every latitude is used through this. */
    int choose(int bound);

    /** Time in nanoseconds: logical on a seeded scheduler, monotonic on threads. */
    long nanoTime();

    /** The seed, for reports. */
    long seed();

    /** True when the same seed and the same client give the same run; nothing moves then outside of tasks. */
    boolean isDeterministic();

    /** Ends all tasks: blocked ones see {@link TaskEndedError} thrown from where they wait. */
    @Override
    void close();
}
