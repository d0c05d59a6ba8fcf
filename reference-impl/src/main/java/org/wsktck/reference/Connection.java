package org.wsktck.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.wsktck.reference.network.StreamAttempt;
import org.wsktck.reference.network.StreamBinding;
import org.wsktck.reference.network.StreamConnector;
import org.wsktck.reference.network.StreamEnd;
import org.wsktck.reference.network.StreamReceiver;
import org.wsktck.wsk.EventMask;
import org.wsktck.wsk.IoStatus;
import org.wsktck.wsk.Irp;
import org.wsktck.wsk.NtStatus;
import org.wsktck.wsk.Out;
import org.wsktck.wsk.SockAddr;
import org.wsktck.wsk.SocketControl;
import org.wsktck.wsk.WskBuf;
import org.wsktck.wsk.WskClientConnectionDispatch;
import org.wsktck.wsk.WskControlRequest;
import org.wsktck.wsk.WskControlSocketType;
import org.wsktck.wsk.WskDataIndication;
import org.wsktck.wsk.WskDisconnectEvent;
import org.wsktck.wsk.WskFlag;
import org.wsktck.wsk.WskInspectId;
import org.wsktck.wsk.WskSendBacklogEvent;

/**
 * The connection of a socket: connecting, the two directions, disconnecting, and the events that tell of it. Guarded by
 * the lock of the socket.
 *
 * <p>Readings: what the state does not allow gives STATUS_INVALID_DEVICE_STATE, what the connection does not allow
 * any more the transport's status. The graceful disconnect event waits until all data was taken, unless the
 * provider is built to report it as soon as nobody takes them; an abortive one is reported at once, after a graceful one
 * too, once no data are on their way to the client any more (DSC-09), and only if the peer caused it. The
 * IRP of an abortive WskDisconnect likewise waits for data that are on their way (DSC-11). Disconnect and backlog calls are serial each. A disconnect that
 * happened, or an ideal size that changed, before the event was enabled is reported after it.
 */
final class Connection {
    private enum State {
        IDLE,
        CONNECTING,
        CONNECTED
    }

    /** Completes the IRP of the function that connects. */
    interface Outcome {
        void tell(Irp irp, NtStatus status);
    }

    private final KernelSocket socket;
    private final Settings settings;
    private final Object lock;
    private final @Nullable Bound bound;
    private final ConnectionClient client;
    private final @Nullable WskInspectId inspectId;
    private final EventGate receiveGate;
    private final EventGate disconnectGate;
    private final EventGate backlogGate;
    private final Incoming incoming;
    private final Outgoing outgoing;
    private final DisconnectEvent disconnectEvent;
    private final BacklogEvent backlogEvent;
    private final IrpQueue<Outcome> connects;
    private final Receiver receiver = new Receiver();
    private State state = State.IDLE;
    private @Nullable StreamAttempt attempt;
    private @Nullable StreamEnd end;
    private boolean peerEnded;
    private boolean peerReset;
    private boolean finRequested;
    private boolean aborted;
    private boolean silent;
    private @Nullable Irp abortIrp;
    private long idealBacklog;
    private long backlogChanges;

    /** A connection to be: its socket is bound there. */
    Connection(KernelSocket socket, Bound bound, ConnectionClient client, int staticMask) {
        this(socket, bound, client, staticMask, null, null);
    }

    /** An accepted connection, not handed over yet. */
    Connection(
            KernelSocket socket,
            StreamEnd end,
            ConnectionClient client,
            int staticMask,
            @Nullable WskInspectId inspectId) {
        this(socket, null, client, staticMask, end, inspectId);
        gates().values().forEach(EventGate::awaitHandOver);
    }

    private Connection(
            KernelSocket socket,
            @Nullable Bound bound,
            ConnectionClient client,
            int staticMask,
            @Nullable StreamEnd end,
            @Nullable WskInspectId inspectId) {
        this.socket = socket;
        this.settings = socket.settings;
        this.lock = socket.lock;
        this.bound = bound;
        this.client = client;
        this.inspectId = inspectId;
        this.end = end;
        this.state = end == null ? State.IDLE : State.CONNECTED;
        this.idealBacklog = settings.idealSendBacklog();
        this.receiveGate = new EventGate(
                () -> has(WskClientConnectionDispatch::wskReceiveEvent),
                (staticMask & EventMask.WSK_EVENT_RECEIVE) != 0);
        this.disconnectGate = new EventGate(
                () -> has(WskClientConnectionDispatch::wskDisconnectEvent),
                (staticMask & EventMask.WSK_EVENT_DISCONNECT) != 0);
        this.backlogGate = new EventGate(
                () -> has(WskClientConnectionDispatch::wskSendBacklogEvent),
                (staticMask & EventMask.WSK_EVENT_SEND_BACKLOG) != 0);
        this.incoming = new Incoming(socket, this, receiveGate);
        this.outgoing = new Outgoing(socket, () -> finRequested = false);
        this.disconnectEvent = new DisconnectEvent();
        this.backlogEvent = new BacklogEvent();
        this.connects = new IrpQueue<>(lock, this::cancelConnect);
    }

    /** An entry of the client's table. */
    private interface Entry {
        @Nullable
        Object of(WskClientConnectionDispatch table);
    }

    private boolean has(Entry entry) {
        WskClientConnectionDispatch table = client.table();
        return table != null && entry.of(table) != null;
    }

    /** By event flag. */
    Map<Integer, EventGate> gates() {
        return Map.of(
                EventMask.WSK_EVENT_RECEIVE,
                receiveGate,
                EventMask.WSK_EVENT_DISCONNECT,
                disconnectGate,
                EventMask.WSK_EVENT_SEND_BACKLOG,
                backlogGate);
    }

    ConnectionClient client() {
        return client;
    }

    /** Whether it is, or was, connected. With the lock. */
    boolean isConnected() {
        return state == State.CONNECTED;
    }

    /** Whether connecting has begun. With the lock. */
    boolean isBegun() {
        return state != State.IDLE;
    }

    /** An accepted connection begins to take what has come. */
    void start() {
        StreamEnd to = currentEnd();
        if (to != null) {
            to.start(receiver);
        }
    }

    /** An accepted connection is the client's from now on, with these events inherited. */
    void handOver(int inheritedMask) {
        synchronized (lock) {
            client.fix();
            gates().forEach((flag, gate) -> gate.handOver((inheritedMask & flag) != 0));
        }
        wake();
    }

    /** Looks at all events, and at an abort that waits for the last bytes to reach the client. */
    void wake() {
        @Nullable Irp abort = null;
        synchronized (lock) {
            if (abortIrp != null && incoming.isQuiet()) {
                abort = abortIrp;
                abortIrp = null;
            }
        }
        if (abort != null) {
            socket.completions.complete(socket, abort, IoStatus.of(NtStatus.STATUS_SUCCESS));
        }
        incoming.wake();
        disconnectEvent.wake();
        backlogEvent.wake();
    }

    NtStatus connect(SockAddr to, Irp irp) {
        return socket.call("WskConnect", irp, true, () -> {
            StreamBinding from = bound == null ? null : bound.require("WskConnect");
            if (from == null) {
                return socket.completions.inline(socket, irp, NtStatus.STATUS_INVALID_DEVICE_STATE);
            }
            Outcome outcome = (each, status) -> socket.completions.complete(socket, each, IoStatus.of(status));
            return connect(from, to, irp, outcome);
        });
    }

    /** Connects, whoever asked for it; the IRP is pended. */
    NtStatus connect(StreamBinding from, SockAddr to, Irp irp, Outcome outcome) {
        boolean idle;
        boolean queued = false;
        synchronized (lock) {
            idle = state == State.IDLE;
            if (idle) {
                queued = connects.add(irp, outcome);
            }
            if (queued) {
                state = State.CONNECTING;
                attempt = from.connect(to, receiver);
            }
        }
        if (!idle) {
            settings.fault(
                    "GEN-16",
                    "connects a socket that is connected or connecting",
                    socket.where("WskConnect"),
                    "Connect a socket once.");
            return socket.completions.inline(socket, irp, NtStatus.STATUS_INVALID_DEVICE_STATE);
        }
        if (!queued) {
            outcome.tell(irp, NtStatus.STATUS_CANCELLED);
        }
        return NtStatus.STATUS_PENDING;
    }

    private void cancelConnect(IrpQueue.Entry<Outcome> entry) {
        synchronized (lock) {
            abandon();
        }
        entry.request().tell(entry.irp(), NtStatus.STATUS_CANCELLED);
    }

    private void abandon() {
        if (state == State.CONNECTING) {
            state = State.IDLE;
            if (attempt != null) {
                attempt.abandon();
            }
        }
    }

    private @Nullable StreamEnd currentEnd() {
        synchronized (lock) {
            return end;
        }
    }

    /** What the network tells. */
    private final class Receiver implements StreamReceiver, StreamConnector {
        @Override
        public void connected(StreamEnd connection) {
            IrpQueue.Entry<Outcome> entry;
            synchronized (lock) {
                entry = connects.poll();
                if (entry == null) {
                    connection.reset();
                    state = State.IDLE;
                    return;
                }
                state = State.CONNECTED;
                end = connection;
                connection.start(this);
            }
            entry.request().tell(entry.irp(), NtStatus.STATUS_SUCCESS);
            wake();
        }

        @Override
        public void refused() {
            IrpQueue.Entry<Outcome> entry;
            synchronized (lock) {
                state = State.IDLE;
                entry = connects.poll();
            }
            if (entry != null) {
                entry.request().tell(entry.irp(), NtStatus.STATUS_CONNECTION_REFUSED);
            }
        }

        @Override
        public int room() {
            return incoming.room();
        }

        @Override
        public void data(byte[] bytes) {
            incoming.data(bytes);
        }

        @Override
        public void end() {
            synchronized (lock) {
                peerEnded = true;
            }
            incoming.end();
        }

        @Override
        public void reset() {
            List<Irp> pended;
            synchronized (lock) {
                if (socket.isClosing() || socket.hasFailed() || aborted || silent) {
                    return;
                }
                peerReset = true;
                incoming.breakOff(NtStatus.STATUS_CONNECTION_RESET);
                pended = outgoing.takePendedIrps();
            }
            completeAll(pended, NtStatus.STATUS_CONNECTION_RESET);
            incoming.serve();
        }

        @Override
        public void writable() {
            StreamEnd to = currentEnd();
            if (to != null) {
                outgoing.push(to);
            }
        }

        @Override
        public void finished() {
            StreamEnd to = currentEnd();
            if (to != null) {
                outgoing.endTaken(to);
            }
        }
    }

    private void completeAll(List<Irp> irps, NtStatus status) {
        irps.forEach(irp -> socket.completions.complete(socket, irp, IoStatus.of(status)));
    }

    /** There may be room for what is under way. */
    void roomAgain() {
        synchronized (lock) {
            if (end != null && !silent && !isBroken()) {
                end.roomAgain();
            }
        }
    }

    private boolean isBroken() {
        return peerReset || aborted;
    }

    /** Why the connection cannot be used for this; null when it can. With the lock. */
    private @Nullable NtStatus objection() {
        if (state != State.CONNECTED || silent) {
            return NtStatus.STATUS_INVALID_DEVICE_STATE;
        }
        if (peerReset) {
            return NtStatus.STATUS_CONNECTION_RESET;
        }
        return aborted ? NtStatus.STATUS_CONNECTION_ABORTED : null;
    }

    private void reportUnconnected(String function) {
        boolean connected;
        synchronized (lock) {
            connected = isConnected();
        }
        if (!connected) {
            settings.fault(
                    "GEN-16",
                    "used before it is connected",
                    socket.where(function),
                    "Wait until WskConnect has completed with success.");
        }
    }

    NtStatus send(WskBuf buffer, Irp irp) {
        return socket.call("WskSend", irp, true, () -> {
            reportUnconnected("WskSend");
            if (!Buffers.isSound(buffer)) {
                return socket.completions.inline(socket, irp, NtStatus.STATUS_INVALID_PARAMETER);
            }
            return submit(new Outgoing.Item(Buffers.toArray(buffer), false), irp);
        });
    }

    /** Sends, and perhaps ends the direction; nothing can be sent behind that. */
    private NtStatus submit(Outgoing.Item item, Irp irp) {
        NtStatus objection;
        Outgoing.Fate fate = Outgoing.Fate.QUEUED;
        synchronized (lock) {
            objection = finRequested ? NtStatus.STATUS_INVALID_DEVICE_STATE : objection();
            if (objection == null && end != null) {
                finRequested = item.disconnects();
                fate = outgoing.submit(item, irp, end);
            }
        }
        if (objection != null) {
            return socket.completions.inline(socket, irp, objection);
        }
        return switch (fate) {
            case SENT ->
                socket.completions.inlineOrPended(
                        socket, irp, IoStatus.of(NtStatus.STATUS_SUCCESS, item.bytes().length));
            case QUEUED -> NtStatus.STATUS_PENDING;
            case CANCELLED -> {
                socket.completions.complete(socket, irp, IoStatus.of(NtStatus.STATUS_CANCELLED));
                yield NtStatus.STATUS_PENDING;
            }
        };
    }

    NtStatus receive(Incoming.Receive request, Irp irp) {
        return socket.call("WskReceive", irp, true, () -> {
            reportUnconnected("WskReceive");
            if (!Buffers.isSound(request.buffer()) || !isSensible(request)) {
                return socket.completions.inline(socket, irp, NtStatus.STATUS_INVALID_PARAMETER);
            }
            boolean refused;
            synchronized (lock) {
                refused = state != State.CONNECTED || silent;
            }
            return refused
                    ? socket.completions.inline(socket, irp, NtStatus.STATUS_INVALID_DEVICE_STATE)
                    : incoming.receive(request, irp);
        });
    }

    private static boolean isSensible(Incoming.Receive request) {
        return !request.drains() || (!request.waitsForAll() && request.buffer().length() == 0);
    }

    NtStatus disconnect(@Nullable WskBuf buffer, int flags, Irp irp) {
        return socket.call("WskDisconnect", irp, true, () -> {
            reportUnconnected("WskDisconnect");
            boolean abortive = (flags & WskFlag.WSK_FLAG_ABORTIVE) != 0;
            if (abortive && buffer != null) {
                settings.fault(
                        "DSC-11",
                        "an abortive disconnect with data",
                        socket.where("WskDisconnect"),
                        "Pass no buffer with WSK_FLAG_ABORTIVE.");
            }
            if (buffer != null && (abortive || !Buffers.isSound(buffer))) {
                return socket.completions.inline(socket, irp, NtStatus.STATUS_INVALID_PARAMETER);
            }
            byte[] bytes = buffer == null ? new byte[0] : Buffers.toArray(buffer);
            return abortive ? abort(irp) : submit(new Outgoing.Item(bytes, true), irp);
        });
    }

    private NtStatus abort(Irp irp) {
        NtStatus objection;
        List<Irp> pended = List.of();
        boolean waits = false;
        synchronized (lock) {
            objection = objection();
            if (objection == null && end != null) {
                aborted = true;
                waits = !incoming.isQuiet();
                if (waits) {
                    irp.ioMarkIrpPending();
                    abortIrp = irp;
                }
                incoming.breakOff(NtStatus.STATUS_CONNECTION_ABORTED);
                pended = outgoing.takePendedIrps();
                end.reset();
            }
        }
        if (objection != null) {
            return socket.completions.inline(socket, irp, objection);
        }
        completeAll(pended, NtStatus.STATUS_CONNECTION_ABORTED);
        incoming.serve();
        if (waits) {
            return NtStatus.STATUS_PENDING;
        }
        return socket.completions.inlineOrPended(socket, irp, IoStatus.of(NtStatus.STATUS_SUCCESS));
    }

    NtStatus release(WskDataIndication head) {
        return socket.releaseCall("WskRelease", () -> {
            String problem;
            synchronized (lock) {
                problem = incoming.release(head);
            }
            if (problem == null) {
                return NtStatus.STATUS_SUCCESS;
            }
            settings.fault(
                    "CON-16",
                    "WskRelease of " + problem,
                    socket.where("WskRelease"),
                    "Release each retained list once, by the head that the callback got.");
            return NtStatus.STATUS_INVALID_PARAMETER;
        });
    }

    NtStatus localAddress(Out<SockAddr> target, Irp irp) {
        return socket.call("WskGetLocalAddress", irp, true, () -> {
            StreamEnd connected = currentEnd();
            StreamBinding binding = connected != null || bound == null ? null : bound.require("WskGetLocalAddress");
            SockAddr address =
                    connected != null ? connected.localAddress() : binding == null ? null : binding.localAddress();
            return answerAddress(address, target, irp);
        });
    }

    NtStatus remoteAddress(Out<SockAddr> target, Irp irp) {
        return socket.call("WskGetRemoteAddress", irp, true, () -> {
            reportUnconnected("WskGetRemoteAddress");
            StreamEnd connected = currentEnd();
            return answerAddress(connected == null ? null : connected.remoteAddress(), target, irp);
        });
    }

    private NtStatus answerAddress(@Nullable SockAddr address, Out<SockAddr> target, Irp irp) {
        if (address == null) {
            return socket.completions.inline(socket, irp, NtStatus.STATUS_INVALID_DEVICE_STATE);
        }
        target.set(address);
        return socket.completions.inlineOrPended(socket, irp, IoStatus.of(NtStatus.STATUS_SUCCESS));
    }

    /** Requests that connections know; null for others. */
    @Nullable
    NtStatus control(WskControlRequest request, @Nullable Irp irp) {
        if (request.requestType() != WskControlSocketType.WSK_IOCTL) {
            return null;
        }
        return switch (request.controlCode()) {
            case SocketControl.SIO_WSK_QUERY_IDEAL_SEND_BACKLOG -> query(request, true);
            case SocketControl.SIO_WSK_QUERY_RECEIVE_BACKLOG -> query(request, false);
            case SocketControl.SIO_WSK_SET_TCP_SILENT_MODE -> fallSilent(irp);
            case SocketControl.SIO_WSK_QUERY_INSPECT_ID ->
                inspectId == null
                        ? NtStatus.STATUS_INVALID_DEVICE_REQUEST
                        : Answers.write(request.output(), inspectId, Answers.INSPECT_ID);
            default -> null;
        };
    }

    private NtStatus query(WskControlRequest request, boolean idealSend) {
        long size;
        synchronized (lock) {
            if (state != State.CONNECTED) {
                return NtStatus.STATUS_INVALID_DEVICE_STATE;
            }
            size = idealSend ? idealBacklog : incoming.backlog();
        }
        return Answers.write(request.output(), size, Answers.SIZE_T);
    }

    private NtStatus fallSilent(@Nullable Irp irp) {
        String problem = null;
        synchronized (lock) {
            if (end == null || !end.canVanish()) {
                return end == null ? NtStatus.STATUS_INVALID_DEVICE_STATE : NtStatus.STATUS_NOT_SUPPORTED;
            }
            NtStatus objection = objection();
            if (objection != null) {
                return objection;
            }
            if (irp == null) {
                problem = "silent mode without an IRP";
            } else if (!outgoing.isIdle()) {
                problem = "silent mode while a send or disconnect is pending";
            } else {
                silent = true;
                incoming.fallSilent();
                end.vanish();
            }
        }
        if (problem == null) {
            return NtStatus.STATUS_SUCCESS;
        }
        settings.fault(
                "CON-19",
                problem,
                socket.where("WskControlSocket"),
                "Pass an IRP, and wait until every WskSend and WskDisconnect has completed.");
        return irp == null ? NtStatus.STATUS_INVALID_PARAMETER : NtStatus.STATUS_INVALID_DEVICE_STATE;
    }

    /** The environment: the transport would like another number of bytes in outstanding sends. */
    void changeIdealBacklog(long bytes) {
        synchronized (lock) {
            if (bytes == idealBacklog) {
                return;
            }
            idealBacklog = bytes;
            backlogChanges++;
        }
        backlogEvent.wake();
    }

    /** Whether it joins these addresses. With the lock. */
    boolean joins(SockAddr local, SockAddr remote) {
        return end != null
                && end.localAddress().equals(local)
                && end.remoteAddress().equals(remote);
    }

    int callbacksInProgress() {
        return receiveGate.inProgress() + disconnectGate.inProgress() + backlogGate.inProgress();
    }

    int retainedLists() {
        return incoming.retainedLists();
    }

    /** All pended IRPs. With the lock. */
    List<Irp> takePendedIrps() {
        List<Irp> irps = new ArrayList<>(incoming.takePendedIrps());
        irps.addAll(outgoing.takePendedIrps());
        if (abortIrp != null) {
            irps.add(abortIrp);
            abortIrp = null;
        }
        if (!connects.isEmpty()) {
            irps.addAll(connects.drain());
            abandon();
        }
        return irps;
    }

    /** The socket has lost its function. With the lock. */
    List<Irp> fail() {
        List<Irp> irps = takePendedIrps();
        incoming.breakOff(NtStatus.STATUS_FILE_FORCED_CLOSED);
        return irps;
    }

    /** Leaves the connection: abortively unless both sides have disconnected (CLS-07). Called without the lock. */
    void leave() {
        synchronized (lock) {
            if (end == null || isBroken() || silent) {
                return;
            }
            if (peerEnded && outgoing.isEndTaken()) {
                end.close();
            } else {
                end.reset();
            }
        }
    }

    /** The peer's disconnect, once in order and once abortively. */
    private final class DisconnectEvent extends EventSource<Boolean, NtStatus> {
        private boolean gracefulTold;
        private boolean abortiveTold;

        DisconnectEvent() {
            super(Connection.this.socket, disconnectGate, "WskDisconnectEvent");
        }

        @Override
        boolean hasNews() {
            if (gate.inProgress() > 0 || aborted || silent || socket.hasFailed()) {
                return false;
            }
            if (peerReset) {
                return !abortiveTold && incoming.isQuiet();
            }
            return peerEnded
                    && !gracefulTold
                    && (incoming.isTaken() || (settings.disconnectBeforeData() && incoming.isStuck()));
        }

        @Override
        Boolean take() {
            abortiveTold = peerReset;
            gracefulTold |= !peerReset;
            return peerReset;
        }

        @Override
        @Nullable
        NtStatus call(Boolean abortive, int flags) {
            WskClientConnectionDispatch table = client.table();
            WskDisconnectEvent function = table == null ? null : table.wskDisconnectEvent();
            if (function == null) {
                throw new IllegalStateException("A gate without entry was open");
            }
            return function.wskDisconnectEvent(client.context(), flags | (abortive ? WskFlag.WSK_FLAG_ABORTIVE : 0));
        }

        @Override
        void settle(Boolean abortive, @Nullable NtStatus answer) {}

        @Override
        void afterwards(Boolean abortive, @Nullable NtStatus answer) {
            if (answer != NtStatus.STATUS_SUCCESS) {
                fault("DSC-05", "returned " + answer, "Return STATUS_SUCCESS, always.");
            }
        }
    }

    /** The ideal send backlog. Changes that come while the client is being told are told together. */
    private final class BacklogEvent extends EventSource<Long, NtStatus> {
        private long told;

        BacklogEvent() {
            super(Connection.this.socket, backlogGate, "WskSendBacklogEvent");
        }

        @Override
        boolean hasNews() {
            return gate.inProgress() == 0 && told != backlogChanges && objection() == null && !socket.hasFailed();
        }

        @Override
        Long take() {
            told = backlogChanges;
            return idealBacklog;
        }

        @Override
        @Nullable
        NtStatus call(Long size, int flags) {
            WskClientConnectionDispatch table = client.table();
            WskSendBacklogEvent function = table == null ? null : table.wskSendBacklogEvent();
            if (function == null) {
                throw new IllegalStateException("A gate without entry was open");
            }
            return function.wskSendBacklogEvent(client.context(), size);
        }

        @Override
        void settle(Long size, @Nullable NtStatus answer) {}

        @Override
        void afterwards(Long size, @Nullable NtStatus answer) {
            if (answer != NtStatus.STATUS_SUCCESS) {
                fault("BKL-03", "returned " + answer, "Return STATUS_SUCCESS, always.");
            }
        }
    }
}
