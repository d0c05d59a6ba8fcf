package org.wsktck.reference;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wsktck.reference.network.StreamEnd;
import org.wsktck.wsk.IoStatus;
import org.wsktck.wsk.Irp;
import org.wsktck.wsk.NtStatus;

/**
 * What a connection sends: WskSend and graceful WskDisconnect requests, one after the other, as the network takes their
 * bytes. Guarded by the lock of the socket.
 *
 * <p>Readings: a send is complete when the network has taken its bytes, a disconnect when the other end has taken the end
 * of the stream. A request of which something was sent cannot be cancelled any more.
 */
final class Outgoing {
    /**
     * A request.
     *
     * @param bytes what to send, copied during the call
     * @param disconnects whether the stream ends behind them
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by identity only
    record Item(byte[] bytes, boolean disconnects) {}

    /** What becomes of a request at once. */
    enum Fate {
        SENT,
        QUEUED,
        CANCELLED
    }

    /** The request whose turn it is. */
    private static final class Current {
        final Irp irp;
        final Item item;
        int done;

        Current(Irp irp, Item item, int done) {
            this.irp = irp;
            this.item = item;
            this.done = done;
        }
    }

    /** A request that is over. */
    private record Over(Irp irp, IoStatus outcome) {}

    private static final IoStatus CANCELLED = IoStatus.of(NtStatus.STATUS_CANCELLED);

    private final KernelSocket socket;
    private final Object lock;
    private final Runnable endWithdrawn;
    private final IrpQueue<Item> waiting;
    private @Nullable Current current;
    private boolean finished;
    private boolean endTaken;

    /**
     * @param endWithdrawn runs when a disconnect was cancelled before its turn; with the lock
     */
    Outgoing(KernelSocket socket, Runnable endWithdrawn) {
        this.socket = socket;
        this.lock = socket.lock;
        this.endWithdrawn = endWithdrawn;
        this.waiting = new IrpQueue<>(lock, this::cancel);
    }

    private void cancel(IrpQueue.Entry<Item> entry) {
        synchronized (lock) {
            withdraw(entry.request());
        }
        socket.completions.complete(socket, entry.irp(), CANCELLED);
    }

    private void withdraw(Item item) {
        if (item.disconnects()) {
            endWithdrawn.run();
        }
    }

    /** Whether the other end has taken the end of the stream. With the lock. */
    boolean isEndTaken() {
        return endTaken;
    }

    /** Whether no request is under way. With the lock. */
    boolean isIdle() {
        return current == null && waiting.isEmpty();
    }

    /** A request of a connection that can send. With the lock; completing the IRP of one that was not queued is the caller's. */
    Fate submit(Item item, Irp irp, StreamEnd end) {
        if (isIdle()) {
            int length = item.bytes().length;
            int count = end.send(item.bytes(), 0, length);
            if (count == length && !item.disconnects()) {
                return Fate.SENT;
            }
            if (count > 0 || count == length) {
                irp.ioMarkIrpPending();
                current = new Current(irp, item, count);
                finishIfDue(end);
                return Fate.QUEUED;
            }
        }
        if (waiting.add(irp, item)) {
            return Fate.QUEUED;
        }
        withdraw(item);
        return Fate.CANCELLED;
    }

    /** Whether the turn of the current request is over. A disconnect hands the end of the stream to the network once. */
    private boolean finishIfDue(StreamEnd end) {
        Current now = current;
        if (now == null || now.done < now.item.bytes().length) {
            return false;
        }
        if (!now.item.disconnects()) {
            return true;
        }
        if (!finished) {
            finished = true;
            end.finish();
        }
        return endTaken;
    }

    /** The network has room again. Called without the lock. */
    void push(StreamEnd end) {
        for (Over over = advance(end); over != null; over = advance(end)) {
            socket.completions.complete(socket, over.irp(), over.outcome());
        }
    }

    /** The other end has taken the end of the stream. Called without the lock. */
    void endTaken(StreamEnd end) {
        synchronized (lock) {
            endTaken = true;
        }
        push(end);
    }

    private @Nullable Over advance(StreamEnd end) {
        synchronized (lock) {
            if (current == null) {
                Over cancelled = begin(end);
                if (cancelled != null) {
                    return cancelled;
                }
            } else {
                current.done +=
                        end.send(current.item.bytes(), current.done, current.item.bytes().length - current.done);
            }
            Current now = current;
            if (now == null || !finishIfDue(end)) {
                return null;
            }
            current = null;
            return new Over(now.irp, IoStatus.of(NtStatus.STATUS_SUCCESS, now.done));
        }
    }

    /** Makes the next request the current one if the network takes something of it. */
    private @Nullable Over begin(StreamEnd end) {
        IrpQueue.Entry<Item> next = waiting.poll();
        if (next == null) {
            return null;
        }
        byte[] bytes = next.request().bytes();
        int count = end.send(bytes, 0, bytes.length);
        if (count > 0 || bytes.length == 0) {
            current = new Current(next.irp(), next.request(), count);
            return null;
        }
        if (waiting.putBack(next)) {
            return null;
        }
        withdraw(next.request());
        return new Over(next.irp(), CANCELLED);
    }

    /** Takes all requests, to be completed by the caller. With the lock. */
    List<Irp> takePendedIrps() {
        List<Irp> irps = new ArrayList<>();
        if (current != null) {
            irps.add(current.irp);
            current = null;
        }
        irps.addAll(waiting.drain());
        return irps;
    }
}
