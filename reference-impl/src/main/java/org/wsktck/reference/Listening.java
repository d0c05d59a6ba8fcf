package org.wsktck.reference;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.wsktck.reference.network.AddressInUseException;
import org.wsktck.reference.network.StreamArrivals;
import org.wsktck.reference.network.StreamBinding;
import org.wsktck.reference.network.StreamEnd;
import org.wsktck.reference.network.StreamRequest;
import org.wsktck.wsk.EventMask;
import org.wsktck.wsk.IoStatus;
import org.wsktck.wsk.Irp;
import org.wsktck.wsk.NtStatus;
import org.wsktck.wsk.Out;
import org.wsktck.wsk.SockAddr;
import org.wsktck.wsk.WskAcceptEvent;
import org.wsktck.wsk.WskClientConnectionDispatch;
import org.wsktck.wsk.WskClientListenDispatch;
import org.wsktck.wsk.WskInspectId;

/**
 * The listening part of a socket: connections that wait to be taken, queued WskAccept requests, WskAcceptEvent. Each
 * connection goes to one of the two. Guarded by the lock of the socket.
 *
 * <p>Readings: connections nobody takes wait, up to a limit, and more are refused (LSN-18); one that the peer breaks
 * while it waits is delivered all the same, broken. Connection events of the static mask are enabled on sockets accepted
 * either way, once they are handed over; inheritance is for WskAcceptEvent alone, and counts what was
 * enabled when the callback returned. A failure status that no page lists rejects the socket (GEN-12). Closing drops
 * what waits and reports nothing.
 */
final class Listening {
    /** The parameters of WskAccept. */
    record Accept(
            ConnectionClient client,
            @Nullable Out<SockAddr> localAddress,
            @Nullable Out<SockAddr> remoteAddress) {}

    /** An established connection that nobody has taken. */
    private record Waiting(StreamEnd end, @Nullable WskInspectId inspectId) {}

    private final KernelSocket socket;
    private final Settings settings;
    private final Object lock;
    private final @Nullable WskClientListenDispatch table;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private final IrpQueue<Accept> accepts;
    private final EventGate acceptGate;
    private final Map<Integer, EventGate> inheritable;
    private final AcceptEvent acceptEvent;
    private final Inspections inspections;
    private int establishing;
    private @Nullable SockAddr address;
    private boolean lossReported;

    Listening(KernelSocket socket, @Nullable WskClientListenDispatch table, int staticMask) {
        this.socket = socket;
        this.settings = socket.settings;
        this.lock = socket.lock;
        this.table = table;
        this.accepts = new IrpQueue<>(
                lock,
                entry -> socket.completions.complete(socket, entry.irp(), IoStatus.of(NtStatus.STATUS_CANCELLED)));
        this.acceptGate = new EventGate(
                table != null && table.wskAcceptEvent() != null, (staticMask & EventMask.WSK_EVENT_ACCEPT) != 0);
        this.inheritable = Map.of(
                EventMask.WSK_EVENT_RECEIVE,
                EventGate.lasting((staticMask & EventMask.WSK_EVENT_RECEIVE) != 0),
                EventMask.WSK_EVENT_DISCONNECT,
                EventGate.lasting((staticMask & EventMask.WSK_EVENT_DISCONNECT) != 0),
                EventMask.WSK_EVENT_SEND_BACKLOG,
                EventGate.lasting((staticMask & EventMask.WSK_EVENT_SEND_BACKLOG) != 0));
        this.acceptEvent = new AcceptEvent();
        this.inspections = new Inspections(socket, this, table);
    }

    /** By event flag: the socket's own event, and those that accepted sockets inherit (LSN-10). */
    Map<Integer, EventGate> gates() {
        Map<Integer, EventGate> gates = new HashMap<>(inheritable);
        gates.put(EventMask.WSK_EVENT_ACCEPT, acceptGate);
        return Map.copyOf(gates);
    }

    Inspections inspections() {
        return inspections;
    }

    /** Whether it has begun to listen. With the lock. */
    boolean isBegun() {
        return address != null;
    }

    /** Whether it listens there. With the lock. */
    boolean listensAt(SockAddr wanted) {
        return wanted.equals(address);
    }

    /** Begins to listen. */
    void begin(StreamBinding binding) throws AddressInUseException {
        synchronized (lock) {
            address = binding.localAddress();
        }
        try {
            binding.listen(new Arrivals());
        } catch (AddressInUseException lost) {
            synchronized (lock) {
                address = null;
            }
            throw lost;
        }
    }

    /** What the network tells. */
    private final class Arrivals implements StreamArrivals {
        @Override
        public void request(StreamRequest request) {
            boolean wanted;
            synchronized (lock) {
                wanted = !socket.isClosing() && !socket.hasFailed();
                if (wanted && inspections.isOn()) {
                    inspections.arrived(request);
                } else {
                    wanted = wanted && admit(request);
                }
            }
            if (!wanted) {
                request.reject();
            }
            inspections.wake();
        }

        @Override
        public void established(StreamRequest request, StreamEnd end) {
            synchronized (lock) {
                establishing--;
                WskInspectId id = inspections.established(request);
                if (socket.isClosing() || socket.hasFailed()) {
                    end.reset();
                    return;
                }
                waiting.add(new Waiting(end, id));
            }
            serve();
        }

        @Override
        public void abandoned(StreamRequest request) {
            synchronized (lock) {
                if (!inspections.isOn() || inspections.abandoned(request)) {
                    establishing--;
                }
            }
            inspections.wake();
        }
    }

    /** Goes on establishing a connection if there is a place for it. With the lock. */
    boolean admit(StreamRequest request) {
        if (waiting.size() + establishing >= settings.listenBacklog()) {
            return false;
        }
        establishing++;
        request.accept();
        return true;
    }

    /** WskAccept: at once when a connection waits (LSN-16). */
    NtStatus accept(Accept request, Irp irp) {
        return socket.call("WskAccept", irp, true, () -> {
            Waiting first = null;
            boolean queued = true;
            boolean ready;
            synchronized (lock) {
                ready = isBegun();
                if (ready) {
                    first = accepts.isEmpty() ? waiting.poll() : null;
                    queued = first != null || accepts.add(irp, request);
                }
            }
            if (!ready) {
                settings.fault(
                        "GEN-16",
                        "accepts before it listens",
                        socket.where("WskAccept"),
                        "Wait until WskBind, and on a stream socket WskListen, has completed.");
                return socket.completions.inline(socket, irp, NtStatus.STATUS_INVALID_DEVICE_STATE);
            }
            if (first != null) {
                deliver(first, request, irp);
                return NtStatus.STATUS_SUCCESS;
            }
            if (!queued) {
                socket.completions.complete(socket, irp, IoStatus.of(NtStatus.STATUS_CANCELLED));
            }
            return NtStatus.STATUS_PENDING;
        });
    }

    /** Gives waiting connections to queued requests first (LSN-08), and the rest to the callback. */
    private void serve() {
        while (true) {
            IrpQueue.Entry<Accept> entry;
            Waiting first;
            synchronized (lock) {
                entry = waiting.isEmpty() ? null : accepts.poll();
                first = entry == null ? null : waiting.poll();
            }
            if (entry == null || first == null) {
                break;
            }
            deliver(first, entry.request(), entry.irp());
        }
        acceptEvent.wake();
    }

    private void deliver(Waiting connection, Accept request, Irp irp) {
        ConnectionSocket accepted =
                socket.registration.client().accepted(connection.end(), request.client(), connection.inspectId());
        if (request.localAddress() != null) {
            request.localAddress().set(connection.end().localAddress());
        }
        if (request.remoteAddress() != null) {
            request.remoteAddress().set(connection.end().remoteAddress());
        }
        accepted.connection().start();
        socket.completions.complete(socket, irp, IoStatus.of(NtStatus.STATUS_SUCCESS, accepted));
        accepted.connection().handOver(0);
    }

    private int inheritedMask() {
        synchronized (lock) {
            int mask = 0;
            for (Map.Entry<Integer, EventGate> each : inheritable.entrySet()) {
                mask |= each.getValue().isEnabled() ? each.getKey() : 0;
            }
            return mask;
        }
    }

    /** Looks at all events. */
    void wake() {
        acceptEvent.wake();
        inspections.wake();
    }

    int callbacksInProgress() {
        return acceptGate.inProgress() + inspections.callbacksInProgress();
    }

    /** All pended IRPs. With the lock. */
    List<Irp> takePendedIrps() {
        return accepts.drain();
    }

    /** Drops everything that waits. Called without the lock. */
    void leave() {
        List<StreamRequest> undecided;
        List<Waiting> untaken;
        synchronized (lock) {
            undecided = inspections.drop();
            untaken = new ArrayList<>(waiting);
            waiting.clear();
        }
        undecided.forEach(StreamRequest::reject);
        untaken.forEach(each -> each.end().reset());
    }

    /** A call of WskAcceptEvent: without a connection it tells the loss of function. */
    private static final class Handing {
        final @Nullable Waiting connection;
        final Out<Object> context = new Out<>();
        final Out<WskClientConnectionDispatch> table = new Out<>();

        @Nullable
        ConnectionSocket accepted;

        Handing(@Nullable Waiting connection) {
            this.connection = connection;
        }
    }

    private final class AcceptEvent extends EventSource<Handing, NtStatus> {
        AcceptEvent() {
            super(Listening.this.socket, acceptGate, "WskAcceptEvent");
        }

        @Override
        boolean hasNews() {
            if (socket.hasFailed()) {
                return isBegun() && !lossReported && gate.inProgress() == 0;
            }
            return gate.inProgress() < settings.maxConcurrentCallbacks() && accepts.isEmpty() && !waiting.isEmpty();
        }

        @Override
        Handing take() {
            lossReported = socket.hasFailed();
            return new Handing(lossReported ? null : waiting.poll());
        }

        @Override
        @Nullable
        NtStatus call(Handing news, int flags) {
            WskAcceptEvent function = table == null ? null : table.wskAcceptEvent();
            if (function == null) {
                throw new IllegalStateException("A gate without entry was open");
            }
            Waiting connection = news.connection;
            if (connection == null) {
                return function.wskAcceptEvent(socket.context, flags, null, null, null, news.context, news.table);
            }
            ConnectionSocket accepted = socket.registration
                    .client()
                    .accepted(connection.end(), new ConnectionClient(news.context, news.table), connection.inspectId());
            news.accepted = accepted;
            accepted.connection().start();
            return function.wskAcceptEvent(
                    socket.context,
                    flags,
                    connection.end().localAddress(),
                    connection.end().remoteAddress(),
                    accepted,
                    news.context,
                    news.table);
        }

        @Override
        void settle(Handing news, @Nullable NtStatus answer) {}

        @Override
        void afterwards(Handing news, @Nullable NtStatus answer) {
            if (answer != NtStatus.STATUS_SUCCESS && answer != NtStatus.STATUS_REQUEST_NOT_ACCEPTED) {
                fault(
                        "LSN-06",
                        "returned " + answer,
                        "Return STATUS_SUCCESS or STATUS_REQUEST_NOT_ACCEPTED; a failure is taken as the latter.");
            }
            ConnectionSocket accepted = news.accepted;
            if (accepted == null) {
                return;
            }
            if (answer != null && answer.ntSuccess()) {
                accepted.connection().handOver(inheritedMask());
            } else {
                accepted.connection().client().fix();
                accepted.closeByProvider();
            }
        }
    }
}
