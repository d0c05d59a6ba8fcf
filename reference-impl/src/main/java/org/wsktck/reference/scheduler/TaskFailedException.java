package org.wsktck.reference.scheduler;

/** A task ended with an exception; its cause says why. */
public final class TaskFailedException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    /** Names the task. */
    public TaskFailedException(String task, Throwable cause) {
        super("Task " + task + " failed: " + cause, cause);
    }
}
