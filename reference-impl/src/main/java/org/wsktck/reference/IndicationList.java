package org.wsktck.reference;

import org.jspecify.annotations.Nullable;
import org.wsktck.wsk.Mdl;
import org.wsktck.wsk.WskBuf;

/**
 * The memory of one indication list. When its life ends it is poisoned: what a client still reads there is rubbish, and
 * reported.
 */
abstract class IndicationList {
    static final byte POISON = (byte) 0xDD;

    private final Settings settings;
    private final String owner;
    private volatile @Nullable String endedBy;

    IndicationList(Settings settings, String owner) {
        this.settings = settings;
        this.owner = owner;
    }

    /** The pointer that the callback gets. */
    abstract Object head();

    /** Whether it is one of the list's elements. */
    abstract boolean contains(Object element);

    /** Overwrites all bytes. */
    abstract void wipe();

    /** Ends the life of the memory, by returning from the callback or by WskRelease. */
    final void poison(String by) {
        endedBy = by;
        wipe();
    }

    /** Whether the memory's life is over; then its use is reported. */
    final boolean isDead(String use) {
        String end = endedBy;
        if (end == null) {
            return false;
        }
        boolean released = end.equals(IndicationStore.RELEASE);
        settings.fault(
                released ? "CON-16" : "CTX-07",
                use + " of an indication list after " + end,
                owner,
                released
                        ? "Do not touch a list that was given back."
                        : "Copy what is needed inside the callback, or return STATUS_PENDING to keep the list.");
        return true;
    }

    /** The Buffer member of an element. */
    final WskBuf bufferOver(byte[] bytes) {
        isDead("Buffer");
        return new WskBuf(bytes.length == 0 ? null : new Payload(bytes), 0, bytes.length);
    }

    private final class Payload implements Mdl {
        private final byte[] bytes;

        Payload(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public int byteCount() {
            return bytes.length;
        }

        @Override
        public @Nullable Mdl next() {
            return null;
        }

        @Override
        public void read(int offset, byte[] target, int targetOffset, int length) {
            isDead("Payload");
            System.arraycopy(bytes, offset, target, targetOffset, length);
        }

        @Override
        public void write(int offset, byte[] source, int sourceOffset, int length) {
            if (!isDead("Payload (written)")) {
                System.arraycopy(source, sourceOffset, bytes, offset, length);
            }
        }
    }
}
