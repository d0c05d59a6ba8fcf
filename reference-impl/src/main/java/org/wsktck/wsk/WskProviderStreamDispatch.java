package org.wsktck.wsk;

import org.jspecify.annotations.Nullable;

/** WSK_PROVIDER_STREAM_DISPATCH: the functions of a stream socket, of both roles (page ns-wsk-_wsk_provider_stream_dispatch). */
public interface WskProviderStreamDispatch extends WskProviderConnectionDispatch {
    /** WskListen: commits a bound socket to listening; completes when listening has begun (reading A-16). */
    NtStatus wskListen(WskSocket socket, Irp irp);

    /** WskAccept: as {@link WskProviderListenDispatch#wskAccept}. */
    NtStatus wskAccept(
            WskSocket socket,
            int flags,
            @Nullable Object acceptSocketContext,
            @Nullable WskClientConnectionDispatch acceptSocketDispatch,
            @Nullable Out<SockAddr> localAddress,
            @Nullable Out<SockAddr> remoteAddress,
            Irp irp);
}
