package org.wsktck.reference;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.wsktck.wsk.Irp;

/**
 * Pended IRPs that can be cancelled, oldest first. Guarded by the lock given to it, which the cancel routine takes too.
 *
 * <p>Who takes away the cancel routine owns the completion. An IRP whose routine is gone when it is to be taken is being
 * cancelled on another thread: it leaves the queue, and its cancel routine completes it.
 */
final class IrpQueue<T> {
    /** An IRP and what it asks for. */
    record Entry<T>(Irp irp, T request) {}

    private final Object lock;
    private final Consumer<Entry<T>> completeCancelled;
    private final Deque<Entry<T>> entries = new ArrayDeque<>();

    /**
     * @param completeCancelled completes an IRP as cancelled; called without the lock
     */
    IrpQueue(Object lock, Consumer<Entry<T>> completeCancelled) {
        this.lock = lock;
        this.completeCancelled = completeCancelled;
    }

    /**
     * Marks the IRP pending and appends it.
     *
     * @return false when it was cancelled before: then it is not in the queue, and the caller completes it
     */
    boolean add(Irp irp, T request) {
        Entry<T> entry = new Entry<>(irp, request);
        entries.add(entry);
        return armed(entry);
    }

    /** Puts what was taken back to the front; false as for {@link #add}. */
    boolean putBack(Entry<T> entry) {
        entries.addFirst(entry);
        return armed(entry);
    }

    private boolean armed(Entry<T> entry) {
        Irp irp = entry.irp();
        irp.ioMarkIrpPending();
        irp.ioSetCancelRoutine(ignored -> cancel(entry));
        if (irp.isCancelled() && irp.ioSetCancelRoutine(null) != null) {
            entries.remove(entry);
            return false;
        }
        return true;
    }

    private void cancel(Entry<T> entry) {
        synchronized (lock) {
            entries.remove(entry);
        }
        completeCancelled.accept(entry);
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    /** What the oldest IRP asks for; null when there is none. */
    @Nullable
    T peek() {
        Entry<T> first = entries.peek();
        return first == null ? null : first.request();
    }

    /** Takes the oldest IRP that nobody is cancelling; the caller completes it. */
    @Nullable
    Entry<T> poll() {
        return poll(request -> true);
    }

    /** Takes the oldest IRP that nobody is cancelling if it is one of these. */
    @Nullable
    Entry<T> poll(Predicate<T> wanted) {
        for (Entry<T> entry = entries.peek(); entry != null && wanted.test(entry.request()); entry = entries.peek()) {
            entries.remove();
            if (entry.irp().ioSetCancelRoutine(null) != null) {
                return entry;
            }
        }
        return null;
    }

    /** Takes all; the caller completes them. */
    List<Irp> drain() {
        List<Irp> irps = new ArrayList<>();
        for (Entry<T> entry = poll(); entry != null; entry = poll()) {
            irps.add(entry.irp());
        }
        return irps;
    }
}
