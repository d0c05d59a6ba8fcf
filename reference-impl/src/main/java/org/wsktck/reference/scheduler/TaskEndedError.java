package org.wsktck.reference.scheduler;

/** Thrown where a task waits, to unwind it, when its scheduler closes or its thread is interrupted. Never catch it for good. */
public final class TaskEndedError extends Error {
    private static final long serialVersionUID = 1L;

    TaskEndedError() {
        super("The scheduler was closed, or the thread interrupted", null, false, false);
    }
}
