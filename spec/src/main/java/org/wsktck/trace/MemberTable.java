package org.wsktck.trace;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds a member's number by its name as it stands in the buffer. */
final class MemberTable {
    private static final int PLACES = 1 << 8;

    private final String[] names;
    private final byte[] @Nullable [] bytes = new byte[PLACES][];
    private final int[] numbers = new int[PLACES];
    private final byte[][] asWritten;

    /** Members are numbered in the order of the list. */
    MemberTable(List<String> list) {
        names = list.toArray(String[]::new);
        asWritten = new byte[names.length][];
        for (int number = 0; number < names.length; number++) {
            int place = place(names[number].hashCode());
            while (bytes[place] != null) {
                place = place + 1 & PLACES - 1;
            }
            bytes[place] = names[number].getBytes(StandardCharsets.US_ASCII);
            numbers[place] = number;
            asWritten[number] = ('"' + names[number] + "\":").getBytes(StandardCharsets.US_ASCII);
        }
    }

    private static int place(int hash) {
        return (hash ^ hash >>> 8 ^ hash >>> 16) & PLACES - 1;
    }

    /** The number of the member whose name the cursor has just scanned, or -1. */
    int find(JsonCursor json) throws MalformedTraceException {
        if (!json.isPlain()) {
            return Arrays.asList(names).indexOf(json.decode());
        }
        int place = place(json.textHash());
        byte[] candidate = bytes[place];
        while (candidate != null) {
            if (Arrays.equals(candidate, 0, candidate.length, json.buffer(), json.textStart(), json.textEnd())) {
                return numbers[place];
            }
            place = place + 1 & PLACES - 1;
            candidate = bytes[place];
        }
        return -1;
    }

    /** A member's name as most writers write it: in quotation marks, with a colon behind. */
    byte[] asWritten(int number) {
        return asWritten[number];
    }

    /** The name of a member. */
    String name(int number) {
        return names[number];
    }

    /** How many members there are. */
    int size() {
        return names.length;
    }
}
