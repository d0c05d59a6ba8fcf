package org.wsktck.wsk;

/** WSK_SOCKET: a socket, as a pointer to its provider dispatch table. */
public interface WskSocket {
    /**
     * The table of the socket's category: {@link WskProviderListenDispatch}, {@link WskProviderDatagramDispatch},
     * {@link WskProviderConnectionDispatch}, {@link WskProviderStreamDispatch}, or for a basic socket {@link WskProviderBasicDispatch}. The client casts, as in C.
     */
    WskProviderBasicDispatch dispatch();
}
