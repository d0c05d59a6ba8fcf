package org.wsktck.adapter.mutant;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.wsktck.wsk.CachedSecurityDescriptor;
import org.wsktck.wsk.ClientControl;
import org.wsktck.wsk.ControlOutput;
import org.wsktck.wsk.Irp;
import org.wsktck.wsk.NtStatus;
import org.wsktck.wsk.SockAddr;
import org.wsktck.wsk.WskClient;
import org.wsktck.wsk.WskClientConnectionDispatch;
import org.wsktck.wsk.WskClientEvent;
import org.wsktck.wsk.WskClientNpi;
import org.wsktck.wsk.WskClientSocketDispatch;
import org.wsktck.wsk.WskEventCallbackControl;
import org.wsktck.wsk.WskFlag;
import org.wsktck.wsk.WskProviderDispatch;
import org.wsktck.wsk.WskProviderNpi;

/** A client object that passes everything on. */
class ForwardingClient implements WskProviderDispatch {
    private final Origin origin;
    private final Function<ForwardingSocket.Setup, ForwardingSocket> socketFactory;
    private final List<ForwardingSocket> sockets = Collections.synchronizedList(new ArrayList<>());
    private volatile @Nullable WskProviderNpi npi;
    private volatile int staticMask;

    ForwardingClient(Origin origin) {
        this(origin, ForwardingSocket::new);
    }

    ForwardingClient(Origin origin, Function<ForwardingSocket.Setup, ForwardingSocket> socketFactory) {
        this.origin = origin;
        this.socketFactory = socketFactory;
    }

    /** Where a client object belongs and what the client registered. */
    record Origin(ForwardingProvider provider, WskClientNpi npi) {}

    final ForwardingProvider provider() {
        return origin.provider();
    }

    final MutantContext context() {
        return origin.provider().context();
    }

    /** The static mask that the client asked for with success. */
    final int staticMask() {
        return staticMask;
    }

    /** All sockets ever made through this client object, oldest first. */
    final List<ForwardingSocket> sockets() {
        synchronized (sockets) {
            return List.copyOf(sockets);
        }
    }

    /** Keeps what a capture gave; the first one is enough, since all are alike. */
    void captured(WskProviderNpi captured) {
        npi = captured;
    }

    final boolean isCaptured() {
        return npi != null;
    }

    private WskProviderNpi npi() {
        return Objects.requireNonNull(npi, "the provider NPI was not captured");
    }

    /** Calls the client's WskClientEvent, when it has one. */
    final void raise(@Nullable Object clientContext, int eventType, byte @Nullable [] information, long length) {
        WskClientEvent entry = origin.npi().dispatch().wskClientEvent();
        if (entry != null) {
            entry.wskClientEvent(clientContext, eventType, information, length);
        }
    }

    final @Nullable Object clientContext() {
        return origin.npi().clientContext();
    }

    /** A client event from below; there is none that a correct provider would raise. */
    final NtStatus clientEvent(int eventType) {
        raise(clientContext(), eventType, null, 0);
        return NtStatus.STATUS_SUCCESS;
    }

    @Override
    public int version() {
        return npi().dispatch().version();
    }

    @Override
    public NtStatus wskSocket(
            WskClient client,
            int flags,
            @Nullable Object socketContext,
            @Nullable WskClientSocketDispatch dispatch,
            @Nullable CachedSecurityDescriptor securityDescriptor,
            Irp irp) {
        ForwardingSocket socket = cover(new ForwardingSocket.Setup(this, null, flags, socketContext, dispatch));
        Irp below = RelayIrp.under(irp, outcome -> irp.ioCompleteRequest(socket.opened(outcome)));
        return npi().dispatch().wskSocket(client, flags, socketContext, socket.tableBelow(), securityDescriptor, below);
    }

    private ForwardingSocket cover(ForwardingSocket.Setup setup) {
        ForwardingSocket socket = socketFactory.apply(setup);
        sockets.add(socket);
        return socket;
    }

    /** A socket that is accepted from the listening one. */
    final ForwardingSocket accepted(
            ForwardingSocket listener, @Nullable Object context, @Nullable WskClientConnectionDispatch dispatch) {
        return cover(new ForwardingSocket.Setup(this, listener, WskFlag.WSK_FLAG_CONNECTION_SOCKET, context, dispatch));
    }

    @Override
    public NtStatus wskSocketConnect(
            WskClient client,
            SockAddr localAddress,
            SockAddr remoteAddress,
            @Nullable Object socketContext,
            @Nullable WskClientConnectionDispatch dispatch,
            @Nullable CachedSecurityDescriptor securityDescriptor,
            Irp irp) {
        ForwardingSocket socket = cover(
                new ForwardingSocket.Setup(this, null, WskFlag.WSK_FLAG_CONNECTION_SOCKET, socketContext, dispatch));
        Irp below = RelayIrp.under(irp, outcome -> irp.ioCompleteRequest(socket.opened(outcome)));
        return npi().dispatch()
                .wskSocketConnect(
                        client,
                        localAddress,
                        remoteAddress,
                        socketContext,
                        CoveredTables.connection(socket, dispatch),
                        securityDescriptor,
                        below);
    }

    @Override
    public NtStatus wskControlClient(
            WskClient client,
            int controlCode,
            @Nullable Object inputBuffer,
            @Nullable ControlOutput output,
            @Nullable Irp irp) {
        NtStatus status = npi().dispatch().wskControlClient(client, controlCode, inputBuffer, output, irp);
        if (controlCode == ClientControl.WSK_SET_STATIC_EVENT_CALLBACKS
                && status == NtStatus.STATUS_SUCCESS
                && inputBuffer instanceof WskEventCallbackControl control) {
            staticMask = control.eventMask();
        }
        return status;
    }

    /** Sets a static mask below, on the provider's own account. */
    final void setStaticMaskBelow(int mask) {
        WskProviderNpi captured = npi();
        captured.dispatch()
                .wskControlClient(
                        captured.client(),
                        ClientControl.WSK_SET_STATIC_EVENT_CALLBACKS,
                        WskEventCallbackControl.standard(mask),
                        null,
                        null);
    }
}
