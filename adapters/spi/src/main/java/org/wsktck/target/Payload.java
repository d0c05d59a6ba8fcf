package org.wsktck.target;

import java.nio.ByteBuffer;
import org.wsktck.trace.Datagram;

/**
 * The position-coded content of test datagrams, so that loss, duplication, order, truncation and corruption can be told from the bytes alone.
 *
 * <p>A coded datagram has at least {@link #HEADER} bytes: a magic number, its whole length and its number, 4 + 4 + 8 bytes in big-endian order; every byte after these is a function of
 * the number and of its own position. A shorter datagram carries no code.
 */
public final class Payload {
    /** Bytes that a payload needs in order to carry its number. */
    public static final int HEADER = Datagram.CODE;

    private static final int MAGIC = 0x57534B44;

    private Payload() {}

    /**
     * The payload of a datagram.
     *
     * @param dg number of the datagram, from 1
     * @param length bytes in all; with fewer than {@link #HEADER} the number cannot be read back
     */
    public static byte[] encode(long dg, int length) {
        byte[] bytes = new byte[length];
        int body = 0;
        if (length >= HEADER) {
            ByteBuffer.wrap(bytes).putInt(MAGIC).putInt(length).putLong(dg);
            body = HEADER;
        }
        for (int i = body; i < length; i++) {
            bytes[i] = at(dg, i);
        }
        return bytes;
    }

    /** Reads the code back from the first {@code length} bytes. Never fails: what carries no code is number 0 and not intact. */
    public static Seen decode(byte[] bytes, int length) {
        if (length < HEADER) {
            return Seen.NOTHING;
        }
        ByteBuffer header = ByteBuffer.wrap(bytes, 0, HEADER);
        if (header.getInt() != MAGIC) {
            return Seen.NOTHING;
        }
        int whole = header.getInt();
        long dg = header.getLong();
        if (dg <= 0 || whole < HEADER) {
            return Seen.NOTHING;
        }
        boolean intact = length <= whole;
        for (int i = HEADER; intact && i < length; i++) {
            intact = bytes[i] == at(dg, i);
        }
        return new Seen(dg, whole, intact);
    }

    private static byte at(long dg, int position) {
        return (byte) ((dg * 0x9E3779B97F4A7C15L + position * 0xBF58476D1CE4E5B9L) >>> 56);
    }

    /**
     * What the bytes of a datagram say.
     *
     * @param dg number of the datagram, 0 when there is no valid code
     * @param whole length that the datagram was sent with, 0 when there is no valid code
     * @param intact whether every byte that was seen is the one that belongs there, with none beyond the end
     */
    public record Seen(long dg, int whole, boolean intact) {
        private static final Seen NOTHING = new Seen(0, 0, false);
    }
}
