package org.wsktck.reference.network;

import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.wsktck.reference.scheduler.Scheduler;

/** Datagrams under way to one receiver: handed over one by one, in order, by a task that exists while there are any. */
final class DeliveryQueue {
    private final Scheduler scheduler;
    private final Receiver receiver;
    private final Queue<Datagram> underWay = new ArrayDeque<>();
    private boolean delivering;
    private boolean closed;

    DeliveryQueue(Scheduler scheduler, Receiver receiver) {
        this.scheduler = scheduler;
        this.receiver = receiver;
    }

    void add(Datagram datagram) {
        synchronized (this) {
            if (closed) {
                return;
            }
            underWay.add(datagram);
            if (delivering) {
                return;
            }
            delivering = true;
        }
        scheduler.spawn("net", this::deliver);
    }

    private void deliver() {
        for (Datagram next = next(); next != null; next = next()) {
            receiver.receive(next);
            scheduler.reschedule();
        }
    }

    private synchronized @Nullable Datagram next() {
        Datagram next = underWay.poll();
        delivering = next != null;
        return next;
    }

    synchronized void close() {
        closed = true;
        underWay.clear();
    }
}
