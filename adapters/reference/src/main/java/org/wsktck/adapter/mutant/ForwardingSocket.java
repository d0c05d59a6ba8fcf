package org.wsktck.adapter.mutant;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.wsktck.wsk.EventMask;
import org.wsktck.wsk.IoStatus;
import org.wsktck.wsk.Irp;
import org.wsktck.wsk.NtStatus;
import org.wsktck.wsk.Out;
import org.wsktck.wsk.SockAddr;
import org.wsktck.wsk.SocketControl;
import org.wsktck.wsk.WskBuf;
import org.wsktck.wsk.WskClientDatagramDispatch;
import org.wsktck.wsk.WskClientSocketDispatch;
import org.wsktck.wsk.WskControlRequest;
import org.wsktck.wsk.WskDatagramIndication;
import org.wsktck.wsk.WskEventCallbackControl;
import org.wsktck.wsk.WskFlag;
import org.wsktck.wsk.WskProviderBasicDispatch;
import org.wsktck.wsk.WskProviderDatagramDispatch;
import org.wsktck.wsk.WskReceiveFromEvent;
import org.wsktck.wsk.WskSocket;

/**
 * A socket that passes everything on, both ways: functions down to the socket within, callbacks up to the client. It is its own dispatch table, so the socket arguments of the
 * functions are ignored.
 */
class ForwardingSocket implements WskSocket, WskProviderDatagramDispatch {
    private static final ThreadLocal<Deque<ForwardingSocket>> INSIDE = ThreadLocal.withInitial(ArrayDeque::new);

    private final Setup setup;
    private final AtomicInteger inProgress = new AtomicInteger();
    private volatile @Nullable WskSocket inner;
    private volatile boolean enabled;
    private volatile boolean closing;

    ForwardingSocket(Setup setup) {
        this.setup = setup;
        this.enabled = isStatic();
    }

    /** What the client gave to WskSocket. */
    record Setup(
            ForwardingClient client,
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
        return setup.socketContext();
    }

    final boolean isBasic() {
        return setup.flags() == WskFlag.WSK_FLAG_BASIC_SOCKET;
    }

    /** The client's WskReceiveFromEvent, or null. */
    final @Nullable WskReceiveFromEvent entry() {
        return setup.table() instanceof WskClientDatagramDispatch table ? table.wskReceiveFromEvent() : null;
    }

    /** Whether WskReceiveFromEvent is enabled by the static mask. */
    final boolean isStatic() {
        return setup.client().receivesStatically() && !isBasic();
    }

    /** Whether the client may expect WskReceiveFromEvent. */
    final boolean isEnabled() {
        return enabled;
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
        return setup.table() instanceof WskClientDatagramDispatch table
                ? new WskClientDatagramDispatch(table.wskReceiveFromEvent() == null ? null : this::entered)
                : setup.table();
    }

    /** Takes the outcome of WskSocket from below and says what the client is told. */
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

    private WskProviderDatagramDispatch below() {
        return (WskProviderDatagramDispatch) inner().dispatch();
    }

    @Override
    public WskProviderBasicDispatch dispatch() {
        return inner().dispatch() instanceof WskProviderDatagramDispatch ? this : new BasicFunctions(this);
    }

    private NtStatus entered(@Nullable Object context, int flags, @Nullable WskDatagramIndication list) {
        inProgress.incrementAndGet();
        INSIDE.get().push(this);
        try {
            return receiveFromEvent(flags, list);
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
            enabled = false;
        }
        return answer;
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
        if (isUsable()) {
            inner().dispatch()
                    .wskControlSocket(inner(), WskControlRequest.eventCallback(EventMask.WSK_EVENT_RECEIVE_FROM), null);
        }
    }

    @Override
    public NtStatus wskControlSocket(WskSocket socket, WskControlRequest request, @Nullable Irp irp) {
        NtStatus status = inner().dispatch().wskControlSocket(inner(), request, irp);
        if (status.ntSuccess() && !isStatic()) {
            if (isDisabling(request)) {
                enabled = false;
            } else if (isEnabling(request)) {
                enabled = true;
            }
        }
        return status;
    }

    @Override
    public NtStatus wskCloseSocket(WskSocket socket, Irp irp) {
        closing = true;
        return inner().dispatch().wskCloseSocket(inner(), irp);
    }

    @Override
    public NtStatus wskBind(WskSocket socket, SockAddr localAddress, int flags, Irp irp) {
        return below().wskBind(inner(), localAddress, flags, irp);
    }

    @Override
    public NtStatus wskSendTo(
            WskSocket socket,
            WskBuf buffer,
            int flags,
            @Nullable SockAddr remoteAddress,
            byte @Nullable [] controlInfo,
            Irp irp) {
        return below().wskSendTo(inner(), buffer, flags, remoteAddress, controlInfo, irp);
    }

    @Override
    public NtStatus wskReceiveFrom(
            WskSocket socket,
            WskBuf buffer,
            int flags,
            @Nullable Out<SockAddr> remoteAddress,
            @Nullable Out<Integer> controlFlags,
            Irp irp) {
        return below().wskReceiveFrom(inner(), buffer, flags, remoteAddress, controlFlags, irp);
    }

    @Override
    public NtStatus wskRelease(WskSocket socket, WskDatagramIndication datagramIndication) {
        return below().wskRelease(inner(), datagramIndication);
    }

    @Override
    public NtStatus wskGetLocalAddress(WskSocket socket, Out<SockAddr> localAddress, Irp irp) {
        return below().wskGetLocalAddress(inner(), localAddress, irp);
    }

    /** The table of a basic socket: the client sees nothing more. */
    private record BasicFunctions(ForwardingSocket of) implements WskProviderBasicDispatch {
        @Override
        public NtStatus wskControlSocket(WskSocket socket, WskControlRequest request, @Nullable Irp irp) {
            return of.wskControlSocket(socket, request, irp);
        }

        @Override
        public NtStatus wskCloseSocket(WskSocket socket, Irp irp) {
            return of.wskCloseSocket(socket, irp);
        }
    }
}
