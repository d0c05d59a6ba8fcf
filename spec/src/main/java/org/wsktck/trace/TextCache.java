package org.wsktck.trace;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The texts seen lately, found again by their bytes, so that a text that recurs is decoded, and held against its member's vocabulary, once.
 *
 * <p>Direct-mapped: a text that falls on the place of another evicts it, so that the cache never grows.
 */
final class TextCache {
    private static final int PLACES = 1 << 12;
    /** Longer texts are notes; keeping them would not pay. */
    private static final int LONGEST = 64;

    private final byte[] @Nullable [] bytes = new byte[PLACES][];
    private final String[] texts = new String[PLACES];
    private final long[] admitted = new long[PLACES];

    /** The place of that text, which is ASCII without escapes and stands between quotation marks; -1 when it is too long to be kept. */
    int place(byte[] buffer, int start, int end, int hash) {
        if (end - start > LONGEST) {
            return -1;
        }
        int place = (hash ^ hash >>> 12 ^ hash >>> 24) & PLACES - 1;
        byte[] known = bytes[place];
        if (known == null || !Arrays.equals(known, 0, known.length, buffer, start - 1, end + 1)) {
            bytes[place] = Arrays.copyOfRange(buffer, start - 1, end + 1);
            texts[place] = ascii(buffer, start, end);
            admitted[place] = 0;
        }
        return place;
    }

    /** The text at the place. */
    String text(int place) {
        return texts[place];
    }

    /** The bytes of the text at the place, with its quotation marks. */
    byte[] quoted(int place) {
        return Objects.requireNonNull(bytes[place]);
    }

    /** Whether the text at the place is known to be in the vocabulary of the members that the bit stands for. */
    boolean isAdmitted(int place, long bit) {
        return (admitted[place] & bit) != 0;
    }

    /** Notes that the text at the place is in the vocabulary of the members that the bit stands for. */
    void admit(int place, long bit) {
        admitted[place] |= bit;
    }

    static String ascii(byte[] buffer, int start, int end) {
        return new String(buffer, start, end - start, java.nio.charset.StandardCharsets.US_ASCII);
    }
}
