package org.wsktck.reference.scheduler;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** One task of a {@link SeededScheduler}, or its driver. Touched only by the thread whose turn it is. */
final class SeededTask {
    static final long NO_DEADLINE = Long.MAX_VALUE;

    enum State {
        /** Not on a thread yet. */
        FRESH,
        READY,
        BLOCKED,
        /** Waits until nothing else can move. */
        QUIESCING,
        /** The driver while it runs code outside of the scheduler. */
        OUTSIDE
    }

    final SeededScheduler owner;
    final String name;
    final @Nullable Runnable body;
    State state;
    String waitsFor = "";
    BooleanSupplier condition = () -> true;
    long deadline = NO_DEADLINE;

    @Nullable
    Thread thread;

    private volatile boolean turn;

    SeededTask(SeededScheduler owner, String name, @Nullable Runnable body, State state) {
        this.owner = owner;
        this.name = name;
        this.body = body;
        this.state = state;
    }

    boolean canRun(long now) {
        return switch (state) {
            case FRESH, READY -> true;
            case BLOCKED -> deadline <= now || condition.getAsBoolean();
            case QUIESCING, OUTSIDE -> false;
        };
    }

    /** Lets the thread of this task go on; the caller's turn is over. */
    void giveTurn() {
        Thread target = thread;
        turn = true;
        LockSupport.unpark(target);
    }

    /** Parks the calling thread, which is this task's, until it is its turn. */
    void awaitTurn() {
        while (!turn) {
            LockSupport.park(this);
        }
        turn = false;
    }
}
