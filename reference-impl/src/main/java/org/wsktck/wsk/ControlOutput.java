package org.wsktck.wsk;

import org.jspecify.annotations.Nullable;

/**
 * OutputBuffer, OutputSize and OutputSizeReturned of a control request. A capacity of 0 probes for the size.
 * Written by the provider; read it once the request is complete.
 */
public final class ControlOutput {
    private final int outputSize;
    private volatile @Nullable Object outputBuffer;
    private volatile long outputSizeReturned;

    /** A buffer of so many bytes; 0 stands for a NULL buffer with a returned-size pointer. */
    public ControlOutput(int outputSize) {
        this.outputSize = outputSize;
    }

    /** Room in bytes. */
    public int outputSize() {
        return outputSize;
    }

    /** What the provider wrote, or {@code null}. */
    public @Nullable Object outputBuffer() {
        return outputBuffer;
    }

    /** Bytes written, or bytes needed when the status was STATUS_BUFFER_OVERFLOW. */
    public long outputSizeReturned() {
        return outputSizeReturned;
    }

    /** Provider: writes the answer. */
    public void write(@Nullable Object content, long sizeReturned) {
        outputBuffer = content;
        outputSizeReturned = sizeReturned;
    }
}
