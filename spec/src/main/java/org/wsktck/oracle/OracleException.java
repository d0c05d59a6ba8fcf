package org.wsktck.oracle;

import org.jspecify.annotations.Nullable;

/** The specification could not be loaded or evaluated: a defect of the kit, never a verdict. */
public final class OracleException extends RuntimeException {
    private static final long serialVersionUID = 1;

    OracleException(String message) {
        super(message);
    }

    OracleException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
