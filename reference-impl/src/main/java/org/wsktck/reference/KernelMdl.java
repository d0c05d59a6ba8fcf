package org.wsktck.reference;

import org.jspecify.annotations.Nullable;
import org.wsktck.wsk.Mdl;
import org.wsktck.wsk.WskBuf;

/** Client memory: an MDL over a byte array. */
public final class KernelMdl implements Mdl {
    private final byte[] bytes;
    private final @Nullable Mdl next;

    /** Over the array itself; what is written goes into it. */
    public KernelMdl(byte[] bytes, @Nullable Mdl next) {
        this.bytes = bytes;
        this.next = next;
    }

    /** A WSK_BUF over the whole array. */
    public static WskBuf bufferOver(byte[] bytes) {
        return new WskBuf(new KernelMdl(bytes, null), 0, bytes.length);
    }

    @Override
    public int byteCount() {
        return bytes.length;
    }

    @Override
    public @Nullable Mdl next() {
        return next;
    }

    @Override
    public synchronized void read(int offset, byte[] target, int targetOffset, int length) {
        System.arraycopy(bytes, offset, target, targetOffset, length);
    }

    @Override
    public synchronized void write(int offset, byte[] source, int sourceOffset, int length) {
        System.arraycopy(source, sourceOffset, bytes, offset, length);
    }
}
