package org.wsktck.reference.scheduler;

/** The driver waits for something that can never happen. */
public final class DeadlockException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    /** Names the wait and how the rest of the system stands. */
    public DeadlockException(String what, Quiescence state) {
        super("Deadlock: the driver waits for " + what + ", which nothing can bring about any more. Blocked tasks: "
                + state.blocked() + ". Call the function in a task of its own, or do what it waits for first.");
    }
}
