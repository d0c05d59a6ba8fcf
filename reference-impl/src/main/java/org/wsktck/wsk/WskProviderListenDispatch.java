package org.wsktck.wsk;

import org.jspecify.annotations.Nullable;

/** WSK_PROVIDER_LISTEN_DISPATCH: the functions of a listening socket. Flags parameters are reserved and 0. */
public interface WskProviderListenDispatch extends WskProviderBasicDispatch {
    /** WskBind: port 0 lets the network choose; the socket listens from then on. */
    NtStatus wskBind(WskSocket socket, SockAddr localAddress, int flags, Irp irp);

    /**
     * WskAccept. The IRP completes with the connection in {@link IoStatus#socket()}.
     *
     * @param acceptSocketContext context of the new socket
     * @param acceptSocketDispatch callbacks of the new socket, or {@code null} when no event will be enabled
     * @param localAddress where the arrival address goes, or {@code null}
     * @param remoteAddress where the peer's address goes, or {@code null}
     */
    NtStatus wskAccept(
            WskSocket socket,
            int flags,
            @Nullable Object acceptSocketContext,
            @Nullable WskClientConnectionDispatch acceptSocketDispatch,
            @Nullable Out<SockAddr> localAddress,
            @Nullable Out<SockAddr> remoteAddress,
            Irp irp);

    /** WskInspectComplete: decides a request that WskInspectEvent pended. */
    NtStatus wskInspectComplete(WskSocket socket, WskInspectId inspectId, WskInspectAction action, Irp irp);

    /** WskGetLocalAddress: written when the IRP completes with success. */
    NtStatus wskGetLocalAddress(WskSocket socket, Out<SockAddr> localAddress, Irp irp);
}
