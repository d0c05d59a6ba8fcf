package org.wsktck.adapter.mutant;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.wsktck.wsk.EventMask;
import org.wsktck.wsk.IoStatus;
import org.wsktck.wsk.Irp;
import org.wsktck.wsk.Npi;
import org.wsktck.wsk.NtStatus;
import org.wsktck.wsk.Out;
import org.wsktck.wsk.SockAddr;
import org.wsktck.wsk.SocketControl;
import org.wsktck.wsk.WskBuf;
import org.wsktck.wsk.WskClientConnectionDispatch;
import org.wsktck.wsk.WskClientDatagramDispatch;
import org.wsktck.wsk.WskClientListenDispatch;
import org.wsktck.wsk.WskClientSocketDispatch;
import org.wsktck.wsk.WskClientStreamDispatch;
import org.wsktck.wsk.WskControlRequest;
import org.wsktck.wsk.WskDataIndication;
import org.wsktck.wsk.WskDatagramIndication;
import org.wsktck.wsk.WskEventCallbackControl;
import org.wsktck.wsk.WskFlag;
import org.wsktck.wsk.WskInspectAction;
import org.wsktck.wsk.WskInspectId;
import org.wsktck.wsk.WskProviderBasicDispatch;
import org.wsktck.wsk.WskProviderConnectionDispatch;
import org.wsktck.wsk.WskProviderDatagramDispatch;
import org.wsktck.wsk.WskProviderListenDispatch;
import org.wsktck.wsk.WskProviderStreamDispatch;
import org.wsktck.wsk.WskReceiveFromEvent;
import org.wsktck.wsk.WskSocket;

/**
 * A socket that passes everything on, both ways: functions down to the socket within, callbacks up to the client. One class stands before sockets of all categories; the client sees the
 * functions of the category that it asked for. The socket arguments of the functions are ignored.
 */
class ForwardingSocket implements WskSocket {
    private static final ThreadLocal<Deque<ForwardingSocket>> INSIDE = ThreadLocal.withInitial(ArrayDeque::new);

    private final Setup setup;
    private final AtomicInteger inProgress = new AtomicInteger();
    private volatile @Nullable WskSocket inner;
    private volatile @Nullable Object socketContext;
    private volatile @Nullable WskClientSocketDispatch table;
    private volatile @Nullable HandOver handOver;
    private volatile int enabled;
    private volatile boolean closing;

    ForwardingSocket(Setup setup) {
        this.setup = setup;
        this.socketContext = setup.socketContext();
        this.table = setup.table();
        this.enabled = staticMask();
    }

    /**
     * What the client gave to WskSocket, WskSocketConnect or WskAccept.
     *
     * @param listener the socket that it is accepted from; null for a socket that the client creates
     * @param flags the category as for WskSocket
     * @param socketContext null too while WskAcceptEvent hands the socket over
     * @param table null too while WskAcceptEvent hands the socket over
     */
    record Setup(
            ForwardingClient client,
            @Nullable ForwardingSocket listener,
            int flags,
            @Nullable Object socketContext,
            @Nullable WskClientSocketDispatch table) {}

    final ForwardingClient client() {
        return setup.client();
    }

    final MutantContext context() {
        return setup.client().context();
    }

    final @Nullable Object socketContext() {
        return socketContext;
    }

    /** The socket that this one was accepted from, or null. */
    final @Nullable ForwardingSocket listener() {
        return setup.listener();
    }

    /** The category, as the flags of WskSocket. */
    final int flags() {
        return setup.flags();
    }

    final boolean isBasic() {
        return setup.flags() == WskFlag.WSK_FLAG_BASIC_SOCKET;
    }

    /** The client's WskReceiveFromEvent, or null. */
    final @Nullable WskReceiveFromEvent entry() {
        return table instanceof WskClientDatagramDispatch datagram ? datagram.wskReceiveFromEvent() : null;
    }

    /** The client's table of listening events, or null. */
    final @Nullable WskClientListenDispatch listenTable() {
        if (table instanceof WskClientStreamDispatch stream) {
            return stream.listen();
        }
        return table instanceof WskClientListenDispatch listen ? listen : null;
    }

    /** The client's table of connection events, or null. */
    final @Nullable WskClientConnectionDispatch connectionTable() {
        if (table instanceof WskClientStreamDispatch stream) {
            return stream.connect();
        }
        return table instanceof WskClientConnectionDispatch connection ? connection : null;
    }

    /** The events that are enabled by the static mask, as flags; those of other categories do no harm. */
    private int staticMask() {
        return isBasic() ? 0 : setup.client().staticMask();
    }

    /** Whether the event of that flag is enabled by the static mask. */
    final boolean isStatic(int flag) {
        return (staticMask() & flag) != 0;
    }

    /** Whether WskReceiveFromEvent is enabled by the static mask. */
    final boolean isStatic() {
        return isStatic(EventMask.WSK_EVENT_RECEIVE_FROM);
    }

    /** Whether the client has the event of that flag enabled on this very socket. */
    final boolean isEnabled(int flag) {
        return (enabled & flag) != 0;
    }

    /** Whether the client may expect WskReceiveFromEvent. */
    final boolean isEnabled() {
        return isEnabled(EventMask.WSK_EVENT_RECEIVE_FROM);
    }

    /** Whether calls of the callback are in progress. */
    final boolean isBusy() {
        return inProgress.get() > 0;
    }

    /** Whether the running thread is inside a callback of this socket. */
    final boolean insideOwnCallback() {
        return INSIDE.get().contains(this);
    }

    /** Whether the running thread is inside any callback. */
    static boolean insideCallback() {
        return !INSIDE.get().isEmpty();
    }

    /** The table to give to the socket within. */
    final @Nullable WskClientSocketDispatch tableBelow() {
        return CoveredTables.of(this, table);
    }

    /** Takes what the client has stored for a socket that is handed over. */
    final void adopt(@Nullable Object context, @Nullable WskClientConnectionDispatch dispatch) {
        socketContext = context;
        table = dispatch;
    }

    /** WskAcceptEvent hands this socket over. */
    final void beginHandOver(HandOver by) {
        handOver = by;
    }

    /** It has returned. */
    final void endHandOver() {
        handOver = null;
    }

    /** Takes the outcome of the function that makes the socket from below and says what the client is told. */
    IoStatus opened(IoStatus outcome) {
        WskSocket made = outcome.socket();
        if (made == null) {
            return outcome;
        }
        inner = made;
        return IoStatus.of(outcome.status(), this);
    }

    final WskSocket inner() {
        return Objects.requireNonNull(inner, "the socket is not open");
    }

    /** Whether functions of the socket within may be called. */
    final boolean isUsable() {
        return inner != null && !closing;
    }

    private WskProviderDatagramDispatch datagramBelow() {
        return (WskProviderDatagramDispatch) inner().dispatch();
    }

    private WskProviderListenDispatch listenBelow() {
        return (WskProviderListenDispatch) inner().dispatch();
    }

    private WskProviderConnectionDispatch connectionBelow() {
        return (WskProviderConnectionDispatch) inner().dispatch();
    }

    @Override
    public WskProviderBasicDispatch dispatch() {
        return FunctionTables.like(inner().dispatch(), this);
    }

    /** Runs a callback of this socket. */
    final <T> T inside(Supplier<T> callback) {
        inProgress.incrementAndGet();
        INSIDE.get().push(this);
        try {
            return callback.get();
        } finally {
            INSIDE.get().pop();
            inProgress.decrementAndGet();
        }
    }

    /** WskReceiveFromEvent as the provider within calls it. */
    NtStatus receiveFromEvent(int flags, @Nullable WskDatagramIndication list) {
        return indicate(flags, list);
    }

    /** Calls the client's WskReceiveFromEvent with the right context. */
    final NtStatus indicate(int flags, @Nullable WskDatagramIndication list) {
        return indicate(Objects.requireNonNull(entry(), "WskReceiveFromEvent"), socketContext(), flags, list);
    }

    /** Calls some WskReceiveFromEvent with some context on behalf of this socket. */
    final NtStatus indicate(
            WskReceiveFromEvent entry, @Nullable Object context, int flags, @Nullable WskDatagramIndication list) {
        NtStatus answer = entry.wskReceiveFromEvent(context, flags, list);
        if (answer == NtStatus.STATUS_DATA_NOT_ACCEPTED && !isStatic()) {
            enabled &= ~EventMask.WSK_EVENT_RECEIVE_FROM;
        }
        return answer;
    }

    /** WskReceiveEvent as the provider within calls it. */
    NtStatus receiveEvent(int flags, @Nullable WskDataIndication list, long bytesIndicated, Out<Long> bytesAccepted) {
        return tellReceive(flags, list, bytesIndicated, bytesAccepted);
    }

    /** Calls the client's WskReceiveEvent with the right context. */
    final NtStatus tellReceive(
            int flags, @Nullable WskDataIndication list, long bytesIndicated, Out<Long> bytesAccepted) {
        return entry(connectionTable(), WskClientConnectionDispatch::wskReceiveEvent)
                .wskReceiveEvent(socketContext(), flags, list, bytesIndicated, bytesAccepted);
    }

    /** WskDisconnectEvent as the provider within calls it. */
    NtStatus disconnectEvent(int flags) {
        return tellDisconnect(flags);
    }

    /** Calls the client's WskDisconnectEvent with the right context. */
    final NtStatus tellDisconnect(int flags) {
        return entry(connectionTable(), WskClientConnectionDispatch::wskDisconnectEvent)
                .wskDisconnectEvent(socketContext(), flags);
    }

    /** WskSendBacklogEvent as the provider within calls it. */
    NtStatus sendBacklogEvent(long idealBacklogSize) {
        return tellSendBacklog(idealBacklogSize);
    }

    /** Calls the client's WskSendBacklogEvent with the right context. */
    final NtStatus tellSendBacklog(long idealBacklogSize) {
        return entry(connectionTable(), WskClientConnectionDispatch::wskSendBacklogEvent)
                .wskSendBacklogEvent(socketContext(), idealBacklogSize);
    }

    /** WskAcceptEvent as the provider within calls it, with the new socket covered. What the client stores is passed down afterwards, and before it enables events on that socket. */
    NtStatus acceptEvent(
            int flags,
            @Nullable SockAddr localAddress,
            @Nullable SockAddr remoteAddress,
            @Nullable ForwardingSocket accepted,
            Out<Object> acceptContext,
            Out<WskClientConnectionDispatch> acceptDispatch) {
        return tellAccept(flags, localAddress, remoteAddress, accepted, acceptContext, acceptDispatch);
    }

    /** Calls the client's WskAcceptEvent with the right context. */
    final NtStatus tellAccept(
            int flags,
            @Nullable SockAddr localAddress,
            @Nullable SockAddr remoteAddress,
            @Nullable WskSocket accepted,
            Out<Object> acceptContext,
            Out<WskClientConnectionDispatch> acceptDispatch) {
        return entry(listenTable(), WskClientListenDispatch::wskAcceptEvent)
                .wskAcceptEvent(
                        socketContext(), flags, localAddress, remoteAddress, accepted, acceptContext, acceptDispatch);
    }

    /** WskInspectEvent as the provider within calls it. */
    WskInspectAction inspectEvent(
            @Nullable SockAddr localAddress, @Nullable SockAddr remoteAddress, @Nullable WskInspectId inspectId) {
        return tellInspect(localAddress, remoteAddress, inspectId);
    }

    /** Calls the client's WskInspectEvent with the right context. */
    final WskInspectAction tellInspect(
            @Nullable SockAddr localAddress, @Nullable SockAddr remoteAddress, @Nullable WskInspectId inspectId) {
        return entry(listenTable(), WskClientListenDispatch::wskInspectEvent)
                .wskInspectEvent(socketContext(), localAddress, remoteAddress, inspectId);
    }

    /** WskAbortEvent as the provider within calls it. */
    NtStatus abortEvent(WskInspectId inspectId) {
        return tellAbort(inspectId);
    }

    /** Calls the client's WskAbortEvent with the right context. */
    final NtStatus tellAbort(WskInspectId inspectId) {
        return entry(listenTable(), WskClientListenDispatch::wskAbortEvent).wskAbortEvent(socketContext(), inspectId);
    }

    /** An entry of the client's table that the client has to have, since it is being called. */
    private static <T, E> E entry(@Nullable T table, Function<T, @Nullable E> which) {
        E entry = table == null ? null : which.apply(table);
        return Objects.requireNonNull(entry, "an entry of the client's table");
    }

    /** Whether the request switches event callbacks on. */
    static boolean isEnabling(WskControlRequest request) {
        return request.controlCode() == SocketControl.SO_WSK_EVENT_CALLBACK && !isDisabling(request);
    }

    /** Whether the request switches an event callback off. */
    static boolean isDisabling(WskControlRequest request) {
        return request.controlCode() == SocketControl.SO_WSK_EVENT_CALLBACK
                && request.inputBuffer() instanceof WskEventCallbackControl control
                && (control.eventMask() & EventMask.WSK_EVENT_DISABLE) != 0;
    }

    /** Enables WskReceiveFromEvent below, behind the client's back; nothing happens once the socket is being closed. */
    final void enableBelow() {
        enableBelow(EventMask.WSK_EVENT_RECEIVE_FROM);
    }

    /** Enables events below, behind the client's back; nothing happens once the socket is being closed. */
    final void enableBelow(int mask) {
        if (isUsable()) {
            inner().dispatch().wskControlSocket(inner(), WskControlRequest.eventCallback(mask), null);
        }
    }

    NtStatus wskControlSocket(WskSocket socket, WskControlRequest request, @Nullable Irp irp) {
        HandOver inProgressOver = handOver;
        if (inProgressOver != null) {
            inProgressOver.pass(this);
        }
        NtStatus status = inner().dispatch().wskControlSocket(inner(), request, irp);
        if (status.ntSuccess()
                && request.inputBuffer() instanceof WskEventCallbackControl control
                && control.npiId().equals(Npi.NPI_WSK_INTERFACE_ID)) {
            if (isDisabling(request)) {
                enabled &= ~control.eventMask() | staticMask();
            } else if (isEnabling(request)) {
                enabled |= control.eventMask();
            }
        }
        return status;
    }

    NtStatus wskCloseSocket(WskSocket socket, Irp irp) {
        closing = true;
        return inner().dispatch().wskCloseSocket(inner(), irp);
    }

    /** WskBind, of every category but basic. */
    NtStatus wskBind(WskSocket socket, SockAddr localAddress, int flags, Irp irp) {
        if (inner().dispatch() instanceof WskProviderDatagramDispatch datagram) {
            return datagram.wskBind(inner(), localAddress, flags, irp);
        }
        return inner().dispatch() instanceof WskProviderListenDispatch listen
                ? listen.wskBind(inner(), localAddress, flags, irp)
                : connectionBelow().wskBind(inner(), localAddress, flags, irp);
    }

    /** WskGetLocalAddress, of every category but basic. */
    NtStatus wskGetLocalAddress(WskSocket socket, Out<SockAddr> localAddress, Irp irp) {
        if (inner().dispatch() instanceof WskProviderDatagramDispatch datagram) {
            return datagram.wskGetLocalAddress(inner(), localAddress, irp);
        }
        return inner().dispatch() instanceof WskProviderListenDispatch listen
                ? listen.wskGetLocalAddress(inner(), localAddress, irp)
                : connectionBelow().wskGetLocalAddress(inner(), localAddress, irp);
    }

    NtStatus wskSendTo(
            WskSocket socket,
            WskBuf buffer,
            int flags,
            @Nullable SockAddr remoteAddress,
            byte @Nullable [] controlInfo,
            Irp irp) {
        return datagramBelow().wskSendTo(inner(), buffer, flags, remoteAddress, controlInfo, irp);
    }

    NtStatus wskReceiveFrom(
            WskSocket socket,
            WskBuf buffer,
            int flags,
            @Nullable Out<SockAddr> remoteAddress,
            @Nullable Out<Integer> controlFlags,
            Irp irp) {
        return datagramBelow().wskReceiveFrom(inner(), buffer, flags, remoteAddress, controlFlags, irp);
    }

    NtStatus wskRelease(WskSocket socket, WskDatagramIndication datagramIndication) {
        return datagramBelow().wskRelease(inner(), datagramIndication);
    }

    NtStatus wskRelease(WskSocket socket, WskDataIndication dataIndication) {
        return connectionBelow().wskRelease(inner(), dataIndication);
    }

    NtStatus wskListen(WskSocket socket, Irp irp) {
        return ((WskProviderStreamDispatch) inner().dispatch()).wskListen(inner(), irp);
    }

    /** WskAccept, of listening and stream sockets. The socket that comes is covered too. */
    NtStatus wskAccept(
            WskSocket socket,
            int flags,
            @Nullable Object acceptContext,
            @Nullable WskClientConnectionDispatch acceptDispatch,
            @Nullable Out<SockAddr> localAddress,
            @Nullable Out<SockAddr> remoteAddress,
            Irp irp) {
        ForwardingSocket accepted = client().accepted(this, acceptContext, acceptDispatch);
        WskClientConnectionDispatch below = CoveredTables.connection(accepted, acceptDispatch);
        Irp relayed = RelayIrp.under(irp, outcome -> irp.ioCompleteRequest(accepted.opened(outcome)));
        return inner().dispatch() instanceof WskProviderListenDispatch listen
                ? listen.wskAccept(inner(), flags, acceptContext, below, localAddress, remoteAddress, relayed)
                : ((WskProviderStreamDispatch) inner().dispatch())
                        .wskAccept(inner(), flags, acceptContext, below, localAddress, remoteAddress, relayed);
    }

    NtStatus wskInspectComplete(WskSocket socket, WskInspectId inspectId, WskInspectAction action, Irp irp) {
        return listenBelow().wskInspectComplete(inner(), inspectId, action, irp);
    }

    NtStatus wskConnect(WskSocket socket, SockAddr remoteAddress, int flags, Irp irp) {
        return connectionBelow().wskConnect(inner(), remoteAddress, flags, irp);
    }

    NtStatus wskGetRemoteAddress(WskSocket socket, Out<SockAddr> remoteAddress, Irp irp) {
        return connectionBelow().wskGetRemoteAddress(inner(), remoteAddress, irp);
    }

    NtStatus wskSend(WskSocket socket, WskBuf buffer, int flags, Irp irp) {
        return connectionBelow().wskSend(inner(), buffer, flags, irp);
    }

    NtStatus wskReceive(WskSocket socket, WskBuf buffer, int flags, Irp irp) {
        return connectionBelow().wskReceive(inner(), buffer, flags, irp);
    }

    NtStatus wskDisconnect(WskSocket socket, @Nullable WskBuf buffer, int flags, Irp irp) {
        return connectionBelow().wskDisconnect(inner(), buffer, flags, irp);
    }
}
