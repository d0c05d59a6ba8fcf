package org.wsktck.wsk;

import org.jspecify.annotations.Nullable;

/** The place an out-parameter points at: written by the callee, empty until then. Safe for use by several threads. */
public final class Out<T> {
    private volatile @Nullable T value;

    /** What was written last, or {@code null}. */
    public @Nullable T get() {
        return value;
    }

    /** Writes through the pointer. */
    public void set(@Nullable T value) {
        this.value = value;
    }

    /** What was written; fails when nothing was, which means that the call or its IRP was not successful. */
    public T require() {
        T present = value;
        if (present == null) {
            throw new IllegalStateException(
                    "The out-parameter was not written. Read it only after the call or its IRP succeeded.");
        }
        return present;
    }
}
