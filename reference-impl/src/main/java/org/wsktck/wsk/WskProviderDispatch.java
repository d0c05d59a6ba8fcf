package org.wsktck.wsk;

import org.jspecify.annotations.Nullable;

/** WSK_PROVIDER_DISPATCH: what a client object can do. Every call counts until it has returned and its IRP is complete. */
public interface WskProviderDispatch {
    /** The version of the provider NPI. */
    int version();

    /**
     * WskSocket. Address family, type and protocol follow from the category here (IPv4; UDP for datagram sockets).
     *
     * @param flags exactly one category of {@link WskFlag}, or 0 for a basic socket
     * @param socketContext handed to every event callback
     * @param dispatch the table that belongs to the category, or {@code null} when no event will be enabled
     * @param securityDescriptor a cached one, or {@code null}
     * @param irp completes with the socket in {@link IoStatus#socket()}
     */
    NtStatus wskSocket(
            WskClient client,
            int flags,
            @Nullable Object socketContext,
            @Nullable WskClientSocketDispatch dispatch,
            @Nullable CachedSecurityDescriptor securityDescriptor,
            Irp irp);

    /**
     * WskSocketConnect: creates a connection-oriented socket, binds and connects it.
     *
     * @param localAddress where to bind; port 0 lets the network choose
     * @param remoteAddress whom to connect to
     * @param socketContext handed to every event callback
     * @param dispatch callbacks of the socket, or {@code null} when no event will be enabled
     * @param irp completes with the socket in {@link IoStatus#socket()} once it is connected
     */
    NtStatus wskSocketConnect(
            WskClient client,
            SockAddr localAddress,
            SockAddr remoteAddress,
            @Nullable Object socketContext,
            @Nullable WskClientConnectionDispatch dispatch,
            @Nullable CachedSecurityDescriptor securityDescriptor,
            Irp irp);

    /**
     * WskControlClient.
     *
     * @param controlCode one of {@link ClientControl}
     * @param irp {@code null} where the control code asks for it (WSK_SET_STATIC_EVENT_CALLBACKS)
     */
    NtStatus wskControlClient(
            WskClient client,
            int controlCode,
            @Nullable Object inputBuffer,
            @Nullable ControlOutput output,
            @Nullable Irp irp);
}
