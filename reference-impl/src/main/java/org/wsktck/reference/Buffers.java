package org.wsktck.reference;

import org.jspecify.annotations.Nullable;
import org.wsktck.wsk.Mdl;
import org.wsktck.wsk.WskBuf;

/** Moves bytes between arrays and the MDL chains of WSK_BUFs. */
public final class Buffers {
    private Buffers() {}

    /** Whether the chain holds as many bytes as the WSK_BUF claims. */
    public static boolean isSound(WskBuf buffer) {
        long available = -buffer.offset();
        for (Mdl mdl = buffer.mdl(); mdl != null; mdl = mdl.next()) {
            available += mdl.byteCount();
        }
        Mdl first = buffer.mdl();
        boolean offsetInFirst = first == null ? buffer.offset() == 0 : buffer.offset() <= first.byteCount();
        return buffer.length() == 0 || (buffer.offset() >= 0 && offsetInFirst && buffer.length() <= available);
    }

    /** The bytes of a sound buffer. */
    public static byte[] toArray(WskBuf buffer) {
        byte[] bytes = new byte[buffer.length()];
        move(buffer, bytes, bytes.length, false);
        return bytes;
    }

    /** Copies as many bytes as fit into a sound buffer, and returns their number. */
    public static int fill(WskBuf buffer, byte[] bytes) {
        int count = Math.min(buffer.length(), bytes.length);
        move(buffer, bytes, count, true);
        return count;
    }

    private static void move(WskBuf buffer, byte[] bytes, int count, boolean into) {
        int offset = buffer.offset();
        int done = 0;
        for (@Nullable Mdl mdl = buffer.mdl(); mdl != null && done < count; mdl = mdl.next()) {
            int length = Math.min(mdl.byteCount() - offset, count - done);
            if (into) {
                mdl.write(offset, bytes, done, length);
            } else {
                mdl.read(offset, bytes, done, length);
            }
            done += length;
            offset = 0;
        }
    }
}
