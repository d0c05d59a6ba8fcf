package org.wsktck.target;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.LongPredicate;
import org.wsktck.trace.Datagram;

/**
 * The position-coded content of test datagrams and streams, so that loss, duplication, order, truncation and corruption can be told from the bytes alone.
 *
 * <p>A coded datagram has at least {@link #HEADER} bytes: a magic number, its whole length and its number, 4 + 4 + 8 bytes in big-endian order; every byte after these is a function of
 * the number and of its own position. A shorter datagram carries no code.
 *
 * <p>A stream has no header: each byte is a function of the sender's name and its position, and {@link #find} tells where bytes stand in it.
 */
public final class Payload {
    /** Bytes that a payload needs in order to carry its number. */
    public static final int HEADER = Datagram.CODE;

    private static final int MAGIC = 0x57534B44;
    /** The bits of a stream's byte that count. */
    private static final long COUNT = 0x3F;

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
     * Bytes of a stream.
     *
     * @param sender name of the peer or the socket that sends it
     * @param offset position of the first byte, from 0
     * @param length how many
     */
    public static byte[] stream(String sender, long offset, int length) {
        long key = key(sender);
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = streamAt(key, offset + i);
        }
        return bytes;
    }

    /** As {@link #find(byte[], String, long, long, LongPredicate)}, with no place that is more likely than another. */
    public static long find(byte[] bytes, String sender, long sent, long expected) {
        return find(bytes, sender, sent, expected, offset -> true);
    }

    /**
     * Where the bytes stand in what a sender has sent: the expected position when they stand there, else the nearest likely one, else the nearest one; the earlier of two.
     *
     * @param sender name of the peer or the socket that sent the stream
     * @param sent bytes that it has sent so far; what lies beyond fits nowhere
     * @param expected position that the next byte should have
     * @param likely whether the bytes may well begin at a position; few bytes stand in many places
     * @return the position of the first byte, or -1 when all the bytes stand together nowhere
     */
    public static long find(byte[] bytes, String sender, long sent, long expected, LongPredicate likely) {
        long key = key(sender);
        long last = sent - bytes.length;
        if (last < 0) {
            return -1;
        }
        long start = Math.max(0, Math.min(expected, last));
        if (stands(bytes, key, start)) {
            return start;
        }
        long unlikely = -1;
        for (long distance = 1; distance <= Math.max(start, last - start); distance++) {
            for (long offset : new long[] {start - distance, start + distance}) {
                if (offset >= 0 && offset <= last && stands(bytes, key, offset)) {
                    if (likely.test(offset)) {
                        return offset;
                    }
                    unlikely = unlikely < 0 ? offset : unlikely;
                }
            }
        }
        return unlikely;
    }

    private static boolean stands(byte[] bytes, long key, long offset) {
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] != streamAt(key, offset + i)) {
                return false;
            }
        }
        return true;
    }

    /** What decides the bytes of a sender's stream: FNV-1a of its name, 64 bits, the same in every language that an adapter may be written in. */
    public static long key(String sender) {
        long key = 0xCBF29CE484222325L;
        for (byte each : sender.getBytes(StandardCharsets.UTF_8)) {
            key = (key ^ (each & 0xFF)) * 0x100000001B3L;
        }
        return key;
    }

    /**
     * Six bits count, so that even a single byte stands nowhere else nearby; two are mixed thoroughly, so that longer stretches of a stream do not resemble each other
     * anywhere.
     */
    private static byte streamAt(long key, long position) {
        long x = key + position * 0x9E3779B97F4A7C15L;
        x = (x ^ (x >>> 30)) * 0xBF58476D1CE4E5B9L;
        x = (x ^ (x >>> 27)) * 0x94D049BB133111EBL;
        x ^= x >>> 31;
        return (byte) (((key + position) & COUNT) | (x & ~COUNT));
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
