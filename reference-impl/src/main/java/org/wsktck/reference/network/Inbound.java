package org.wsktck.reference.network;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.wsktck.reference.scheduler.Scheduler;

/**
 * What is under way to one end: a bounded buffer of bytes, then the end, or a reset that overtakes both. Handed over by a
 * task that exists while there is something to hand over and the receiver has room.
 */
final class Inbound {
    private final Scheduler scheduler;
    private final int capacity;
    private final Deque<byte[]> underWay = new ArrayDeque<>();
    private final Runnable freed;
    private final Runnable endTaken;
    private @Nullable StreamReceiver receiver;
    private int size;
    private boolean ended;
    private boolean endGiven;
    private boolean reset;
    private boolean closed;
    private boolean delivering;
    private boolean lookAgain;

    /**
     * @param freed runs, in the task and without a lock, when bytes have been handed over
     * @param endTaken runs likewise when the end has been handed over
     */
    Inbound(Scheduler scheduler, int capacity, Runnable freed, Runnable endTaken) {
        this.scheduler = scheduler;
        this.capacity = capacity;
        this.freed = freed;
        this.endTaken = endTaken;
    }

    /** Takes what there is room for and returns how much that was. */
    synchronized int offer(byte[] bytes, int offset, int length) {
        int count = ended || reset || closed ? 0 : Math.min(length, capacity - size);
        if (count > 0) {
            underWay.add(Arrays.copyOfRange(bytes, offset, offset + count));
            size += count;
            wake();
        }
        return count;
    }

    synchronized int space() {
        return ended || reset || closed ? 0 : capacity - size;
    }

    synchronized void end() {
        ended = true;
        wake();
    }

    /** The other end has broken the connection: everything else is forgotten. */
    synchronized void reset() {
        if (!closed) {
            reset = true;
            forget();
            wake();
        }
    }

    synchronized void start(StreamReceiver taker) {
        receiver = taker;
        wake();
    }

    /** The receiver has room again. */
    synchronized void roomAgain() {
        wake();
    }

    /** Hands over nothing any more. */
    synchronized void close() {
        closed = true;
        forget();
    }

    /** Hands over nothing any more, and goes on filling up. */
    synchronized void stop() {
        receiver = null;
    }

    private void forget() {
        underWay.clear();
        size = 0;
    }

    private void wake() {
        lookAgain = true;
        if (receiver != null && !delivering && hasNews()) {
            delivering = true;
            scheduler.spawn("net", this::deliver);
        }
    }

    private boolean hasNews() {
        return !closed && (reset || size > 0 || (ended && !endGiven));
    }

    private void deliver() {
        for (StreamReceiver taker = taker(); taker != null; taker = taker()) {
            int room = taker.room();
            byte[] bytes = null;
            boolean end = false;
            boolean broken = false;
            synchronized (this) {
                if (closed || receiver == null) {
                    continue;
                }
                if (reset) {
                    broken = true;
                    closed = true;
                } else if (room > 0 && size > 0) {
                    bytes = take(portion(Math.min(room, size)));
                } else if (room > 0 && ended && !endGiven) {
                    end = true;
                    endGiven = true;
                } else if (lookAgain) {
                    continue;
                } else {
                    delivering = false;
                    return;
                }
            }
            if (bytes != null) {
                taker.data(bytes);
                freed.run();
            } else if (end) {
                taker.end();
                endTaken.run();
            } else if (broken) {
                taker.reset();
            }
            scheduler.reschedule();
        }
    }

    private synchronized @Nullable StreamReceiver taker() {
        lookAgain = false;
        delivering = receiver != null && hasNews();
        return delivering ? receiver : null;
    }

    /** All at once most of the time, and sometimes less. */
    private int portion(int available) {
        return scheduler.choose(3) == 0 ? 1 + scheduler.choose(available) : available;
    }

    private byte[] take(int count) {
        byte[] taken = new byte[count];
        int done = 0;
        while (done < count) {
            byte[] first = underWay.remove();
            int length = Math.min(first.length, count - done);
            System.arraycopy(first, 0, taken, done, length);
            done += length;
            if (length < first.length) {
                underWay.addFirst(Arrays.copyOfRange(first, length, first.length));
            }
        }
        size -= count;
        return taken;
    }
}
