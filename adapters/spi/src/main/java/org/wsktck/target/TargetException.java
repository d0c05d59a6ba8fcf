package org.wsktck.target;

import org.jspecify.annotations.Nullable;

/** The target could not be reached, hangs, died or answered nonsense. Never a verdict: the command line ends with exit code 3. */
public final class TargetException extends Exception {
    private static final long serialVersionUID = 1;

    /** What happened, where, and what to do about it. */
    public TargetException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** What happened, where, and what to do about it. */
    public TargetException(String message) {
        super(message);
    }
}
