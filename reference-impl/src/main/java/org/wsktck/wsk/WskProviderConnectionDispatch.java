package org.wsktck.wsk;

import org.jspecify.annotations.Nullable;

/** WSK_PROVIDER_CONNECTION_DISPATCH: the functions of a connection-oriented socket. */
public interface WskProviderConnectionDispatch extends WskProviderBasicDispatch {
    /** WskBind: port 0 lets the network choose. */
    NtStatus wskBind(WskSocket socket, SockAddr localAddress, int flags, Irp irp);

    /** WskConnect: of a bound socket, to a listener. */
    NtStatus wskConnect(WskSocket socket, SockAddr remoteAddress, int flags, Irp irp);

    /** WskGetLocalAddress: written when the IRP completes with success. */
    NtStatus wskGetLocalAddress(WskSocket socket, Out<SockAddr> localAddress, Irp irp);

    /** WskGetRemoteAddress: written when the IRP completes with success. */
    NtStatus wskGetRemoteAddress(WskSocket socket, Out<SockAddr> remoteAddress, Irp irp);

    /**
     * WskSend. Information is the number of bytes sent.
     *
     * @param flags WSK_FLAG_NODELAY or 0
     */
    NtStatus wskSend(WskSocket socket, WskBuf buffer, int flags, Irp irp);

    /**
     * WskReceive. Information is the number of bytes received; 0 at the end of the stream.
     *
     * @param buffer where the bytes go; of length 0 it only resumes WskReceiveEvent
     * @param flags WSK_FLAG_WAITALL, WSK_FLAG_DRAIN
     */
    NtStatus wskReceive(WskSocket socket, WskBuf buffer, int flags, Irp irp);

    /**
     * WskDisconnect.
     *
     * @param buffer data to be sent first, or {@code null}; always {@code null} with WSK_FLAG_ABORTIVE
     * @param flags WSK_FLAG_ABORTIVE or 0
     */
    NtStatus wskDisconnect(WskSocket socket, @Nullable WskBuf buffer, int flags, Irp irp);

    /** WskRelease: returns a list retained by STATUS_PENDING, by its head. */
    NtStatus wskRelease(WskSocket socket, WskDataIndication dataIndication);
}
