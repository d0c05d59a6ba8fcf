package org.wsktck.reference.scheduler;

/** Something outside of the tasks that can set tasks going: a network of real sockets. */
public interface IdleSource {
    /**
     * Moves whatever has arrived, by spawning tasks. Called by a deterministic scheduler when all tasks are blocked.
     *
     * @return whether anything was moved
     */
    boolean poll();

    /** Whether nothing is under way; asked by a scheduler of threads, repeatedly. */
    boolean isIdle();
}
