package org.wsktck.adapter.ioctl;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.wsktck.target.TargetException;
import org.wsktck.trace.Observation;

/**
 * Gives the bench's own records their places among those of the driver: a mark is sent, and where its record comes out of the driver's ring, the bench's record stands. What the bench does
 * between the answers to two marks has therefore happened between their records. Safe for several threads; records are made by the session's thread, when their place has come.
 */
final class Order {
    private static final int TOKEN = Long.BYTES;

    private final AtomicLong tokens = new AtomicLong();
    private final Map<Long, Placed> waiting = new ConcurrentHashMap<>();
    private final Marks marks;

    /** Sends a mark and waits until the driver has recorded it. */
    interface Marks {
        void mark(byte[] body) throws TargetException;
    }

    /** A record in the making. */
    interface Record {
        /** The record, as things stand at its place; null when there is nothing to say after all. */
        @Nullable
        Observation make();
    }

    /**
     * A record for a place.
     *
     * @param thread name of the thread that the record is of
     */
    record Placed(String thread, Record record) {}

    Order(Marks marks) {
        this.marks = marks;
    }

    /** Takes the next place. When this returns, whatever happens next comes after that place. */
    void place(String thread, Record record) throws TargetException {
        long token = tokens.incrementAndGet();
        waiting.put(token, new Placed(thread, record));
        byte[] body = new byte[TOKEN];
        for (int i = 0; i < TOKEN; i++) {
            body[i] = (byte) (token >>> Byte.SIZE * i);
        }
        marks.mark(body);
    }

    /** What stands at that mark; null when it is none of this session's. */
    @Nullable
    Placed at(long token) {
        return waiting.remove(token);
    }
}
