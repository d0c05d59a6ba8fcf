package org.wsktck.reference;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wsktck.reference.network.Datagram;
import org.wsktck.reference.network.Receiver;
import org.wsktck.wsk.IoStatus;
import org.wsktck.wsk.Irp;
import org.wsktck.wsk.Irql;
import org.wsktck.wsk.NtStatus;
import org.wsktck.wsk.SockAddr;
import org.wsktck.wsk.WskDatagramIndication;
import org.wsktck.wsk.WskFlag;
import org.wsktck.wsk.WskReceiveFromEvent;

/**
 * The receiving side of a datagram socket: arrival, queued WskReceiveFrom requests, WskReceiveFromEvent. Each datagram
 * goes to one of the two. Guarded by the lock of the socket.
 *
 * <p>Readings: what was buffered before enabling is reported after it. Refused datagrams stay at their place when
 * enabling was dynamic (DGM-09), and are lost when it was static (DGM-11). A refusal ends dynamic enabling even when the
 * client enabled again inside the refusing call. Return values that no page lists count as STATUS_SUCCESS
 * (GEN-12). The call with a NULL list comes when no other call is in progress, so that no datagram can follow it.
 */
final class DatagramIntake implements Receiver {
    private final DatagramSocket socket;
    private final Settings settings;
    private final Object lock;
    private final EventGate gate;
    private final @Nullable WskReceiveFromEvent entry;
    private final DatagramBuffer buffer;
    private final IrpQueue<DatagramSocket.Receive> receives;
    private final IndicationStore indications = new IndicationStore();
    private @Nullable SockAddr remoteAddress;
    private boolean taskStarting;
    private boolean lossReported;

    DatagramIntake(DatagramSocket socket, EventGate gate, @Nullable WskReceiveFromEvent entry) {
        this.socket = socket;
        this.settings = socket.settings;
        this.lock = socket.lock;
        this.gate = gate;
        this.entry = entry;
        this.buffer = new DatagramBuffer(settings.bufferLimit());
        this.receives = new IrpQueue<>(lock, each -> complete(each.irp(), IoStatus.of(NtStatus.STATUS_CANCELLED)));
    }

    /** A call of WskReceiveFromEvent; a null list tells the loss of function. */
    private record Indication(@Nullable DatagramList list) {}

    /** A WskReceiveFrom that has got its datagram. */
    private record Served(Irp irp, IoStatus outcome) {}

    @Override
    public void receive(Datagram datagram) {
        synchronized (lock) {
            if (socket.isClosing() || socket.hasFailed() || !admits(datagram)) {
                return;
            }
            buffer.arrive(datagram);
        }
        serve();
    }

    private boolean admits(Datagram datagram) {
        return remoteAddress == null || remoteAddress.equals(datagram.from());
    }

    /** WskReceiveFrom with a sound request. Inline when a datagram waits, so that one caller's requests keep the order. */
    NtStatus receive(DatagramSocket.Receive request, Irp irp) {
        @Nullable Datagram datagram;
        boolean queued = true;
        synchronized (lock) {
            datagram = buffer.poll();
            if (datagram == null) {
                queued = receives.add(irp, request);
            }
        }
        if (datagram != null) {
            return socket.completions.inline(socket, irp, DatagramSocket.give(datagram, request));
        }
        if (!queued) {
            complete(irp, IoStatus.of(NtStatus.STATUS_CANCELLED));
        }
        return NtStatus.STATUS_PENDING;
    }

    /** Gives buffered datagrams to waiting requests first (DGM-16), and the rest to the callback. */
    private void serve() {
        List<Served> served = new ArrayList<>();
        synchronized (lock) {
            while (!buffer.isEmpty()) {
                IrpQueue.Entry<DatagramSocket.Receive> next = receives.poll();
                Datagram datagram = next == null ? null : buffer.poll();
                if (next == null || datagram == null) {
                    break;
                }
                served.add(new Served(next.irp(), DatagramSocket.give(datagram, next.request())));
            }
        }
        served.forEach(each -> complete(each.irp(), each.outcome()));
        wake();
    }

    private void complete(Irp irp, IoStatus outcome) {
        socket.completions.complete(socket, irp, outcome);
    }

    /** Starts a task for the next call if there is something to tell. Called without the lock, after every change. */
    void wake() {
        synchronized (lock) {
            if (taskStarting || !hasNews()) {
                return;
            }
            taskStarting = true;
        }
        settings.scheduler().spawn("wsk", this::indicate);
    }

    private boolean hasNews() {
        if (socket.isClosing() || !gate.isOpen()) {
            return false;
        }
        if (socket.hasFailed()) {
            return !lossReported && gate.inProgress() == 0;
        }
        return gate.inProgress() < settings.maxConcurrentCallbacks() && receives.isEmpty() && !buffer.isEmpty();
    }

    private void indicate() {
        settings.scheduler().reschedule();
        Indication indication = next();
        if (indication == null) {
            return;
        }
        wake();
        NtStatus status = NtStatus.STATUS_SUCCESS;
        try {
            lag();
            status = judged(call(indication.list()), indication.list());
            lag();
        } finally {
            finish(indication.list(), status);
        }
    }

    private void lag() {
        if (settings.lagAtCallbackEdges()) {
            settings.scheduler().reschedule();
        }
    }

    private @Nullable Indication next() {
        synchronized (lock) {
            taskStarting = false;
            if (!hasNews()) {
                return null;
            }
            gate.enter();
            if (socket.hasFailed()) {
                lossReported = true;
                return new Indication(null);
            }
            int most = buffer.alike(settings.maxDatagramsPerList());
            int count = 1 + settings.scheduler().choose(most);
            DatagramList list = new DatagramList(settings, socket.toString(), buffer.take(count));
            indications.lend(list);
            return new Indication(list);
        }
    }

    /** Runs the client's function; the level, and whether the flags tell it, are the scheduler's choice. */
    private @Nullable NtStatus call(@Nullable DatagramList list) {
        WskReceiveFromEvent function = entry;
        if (function == null) {
            throw new IllegalStateException("A gate without entry was open");
        }
        int choice = settings.scheduler().choose(3);
        Irql level = choice == 0 ? Irql.PASSIVE_LEVEL : Irql.DISPATCH_LEVEL;
        int flags = (choice == 1 ? WskFlag.WSK_FLAG_AT_DISPATCH_LEVEL : 0)
                | (list == null
                        ? 0
                        : DatagramSocket.castFlag(list.datagrams().get(0).datagram()));
        WskDatagramIndication head = list == null ? null : list.head();
        Frames.push(Frames.Kind.CALLBACK, socket);
        try {
            return settings.scheduler().atIrql(level, () -> function.wskReceiveFromEvent(socket.context, flags, head));
        } finally {
            Frames.pop();
        }
    }

    private NtStatus judged(@Nullable NtStatus status, @Nullable DatagramList list) {
        boolean listed = status == NtStatus.STATUS_SUCCESS
                || status == NtStatus.STATUS_DATA_NOT_ACCEPTED
                || (status == NtStatus.STATUS_PENDING && list != null);
        if (!listed || status == null) {
            fault("DGM-05", "returned " + status, "Return one of the statuses that the page lists; taken as success.");
            return NtStatus.STATUS_SUCCESS;
        }
        return status;
    }

    private void fault(String rule, String what, String advice) {
        settings.fault(rule, what, socket.where("WskReceiveFromEvent"), advice);
    }

    private void finish(@Nullable DatagramList list, NtStatus status) {
        List<Irp> disabled;
        boolean tidy = true;
        boolean retainedLate;
        synchronized (lock) {
            if (list != null) {
                tidy = indications.settle(list, status == NtStatus.STATUS_PENDING);
                if (status == NtStatus.STATUS_DATA_NOT_ACCEPTED) {
                    refused(list);
                }
            }
            retainedLate = status == NtStatus.STATUS_PENDING && socket.isClosing();
            disabled = gate.exit();
        }
        if (!tidy) {
            fault("CON-16", "released a list and returned " + status, "Return STATUS_PENDING for a list to release.");
        }
        if (retainedLate) {
            fault("CLS-08", "retained a list while the socket closes", "Return STATUS_SUCCESS once closing has begun.");
        }
        disabled.forEach(irp -> complete(irp, IoStatus.of(NtStatus.STATUS_SUCCESS)));
        serve();
        socket.finishCloseIfIdle();
        settings.scheduler().signal();
        settings.scheduler().reschedule();
    }

    private void refused(DatagramList list) {
        if (gate.isStatic()) {
            return;
        }
        gate.refuse();
        if (!socket.isClosing() && !socket.hasFailed()) {
            buffer.putBack(list.datagrams());
            buffer.keepOnly(this::admits);
        }
    }

    @Nullable
    SockAddr remoteAddress() {
        return remoteAddress;
    }

    /** Fixes the sender, or lifts that with null; what others sent before is dropped (DGM-14). */
    void setRemoteAddress(@Nullable SockAddr address) {
        remoteAddress = address;
        buffer.keepOnly(this::admits);
    }

    @Nullable
    String release(WskDatagramIndication head) {
        return indications.release(head);
    }

    int callbacksInProgress() {
        return gate.inProgress();
    }

    int retainedLists() {
        return indications.retainedCount();
    }

    long dropped() {
        return buffer.dropped();
    }

    List<Irp> takePendedIrps() {
        return receives.drain();
    }

    /** The socket has lost its function: nothing that was buffered will be reported. */
    List<Irp> fail() {
        buffer.keepOnly(datagram -> false);
        return receives.drain();
    }
}
