package org.wsktck.wsk;

import org.jspecify.annotations.Nullable;

/** Locked memory (MDL): a block of bytes and, perhaps, the next block of a chain. */
public interface Mdl {
    /** Size of this block in bytes. */
    int byteCount();

    /** The next block of the chain, or {@code null}. */
    @Nullable
    Mdl next();

    /** Copies bytes out of this block; indices as for {@link System#arraycopy}. */
    void read(int offset, byte[] target, int targetOffset, int length);

    /** Copies bytes into this block; indices as for {@link System#arraycopy}. */
    void write(int offset, byte[] source, int sourceOffset, int length);
}
