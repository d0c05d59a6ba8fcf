package org.wsktck.wsk;

import org.jspecify.annotations.Nullable;

/** PFN_WSK_ACCEPT_EVENT: a connection has been established (page nc-wsk-pfn_wsk_accept_event). */
@FunctionalInterface
public interface WskAcceptEvent {
    /**
     * Tells the client.
     *
     * @param socketContext what the client gave for the listening socket
     * @param flags WSK_FLAG_AT_DISPATCH_LEVEL or 0
     * @param localAddress where the connection arrived; {@code null} only without a socket
     * @param remoteAddress the peer; {@code null} only without a socket
     * @param acceptSocket the new connection-oriented socket, or {@code null} when the listening socket lost its
     *     function and has to be closed
     * @param acceptSocketContext where the client puts the new socket's context
     * @param acceptSocketDispatch where the client puts the new socket's table of callbacks
     * @return STATUS_SUCCESS, or STATUS_REQUEST_NOT_ACCEPTED: the provider then closes the new socket
     */
    NtStatus wskAcceptEvent(
            @Nullable Object socketContext,
            int flags,
            @Nullable SockAddr localAddress,
            @Nullable SockAddr remoteAddress,
            @Nullable WskSocket acceptSocket,
            Out<Object> acceptSocketContext,
            Out<WskClientConnectionDispatch> acceptSocketDispatch);
}
