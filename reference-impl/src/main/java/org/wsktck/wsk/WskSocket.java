package org.wsktck.wsk;

/** WSK_SOCKET: a socket, as a pointer to its provider dispatch table. */
public interface WskSocket {
    /**
     * The table of the socket's category: {@link WskProviderDatagramDispatch} for a datagram socket,
     * {@link WskProviderBasicDispatch} for a basic one. The client casts, as in C.
     */
    WskProviderBasicDispatch dispatch();
}
