package org.wsktck.reference;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/** Bytes of a stream that nobody has taken yet, in the stretches in which they arrived. Guarded by the lock of the socket. */
final class StreamBuffer {
    private final Deque<byte[]> stretches = new ArrayDeque<>();
    private int size;

    boolean isEmpty() {
        return size == 0;
    }

    int size() {
        return size;
    }

    int stretches() {
        return stretches.size();
    }

    void add(byte[] bytes) {
        stretches.add(bytes);
        size += bytes.length;
    }

    /** The first bytes, as many as there are up to a limit. */
    byte[] take(int most) {
        byte[] taken = new byte[Math.min(most, size)];
        int done = 0;
        while (done < taken.length) {
            byte[] first = stretches.remove();
            int length = Math.min(first.length, taken.length - done);
            System.arraycopy(first, 0, taken, done, length);
            done += length;
            if (length < first.length) {
                stretches.addFirst(Arrays.copyOfRange(first, length, first.length));
            }
        }
        size -= done;
        return taken;
    }

    /** The first stretches. */
    List<byte[]> takeStretches(int count) {
        List<byte[]> taken = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] next = stretches.remove();
            size -= next.length;
            taken.add(next);
        }
        return taken;
    }

    /** Back to the front, but for the first bytes, which were accepted. */
    void putBack(List<byte[]> taken, long accepted) {
        long skip = taken.stream().mapToLong(bytes -> bytes.length).sum();
        for (int i = taken.size() - 1; i >= 0; i--) {
            byte[] bytes = taken.get(i);
            skip -= bytes.length;
            int from = (int) Math.max(0, Math.min(bytes.length, accepted - skip));
            if (from < bytes.length) {
                stretches.addFirst(Arrays.copyOfRange(bytes, from, bytes.length));
                size += bytes.length - from;
            }
        }
    }

    void clear() {
        stretches.clear();
        size = 0;
    }
}
