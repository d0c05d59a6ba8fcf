package org.wsktck.modelcheck;

import org.jspecify.annotations.Nullable;

/** Model checking could not be done: a defect of the kit or of its surroundings, never a finding on the specification. */
public final class ModelCheckException extends RuntimeException {
    private static final long serialVersionUID = 1;

    ModelCheckException(String message) {
        super(message);
    }

    ModelCheckException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
