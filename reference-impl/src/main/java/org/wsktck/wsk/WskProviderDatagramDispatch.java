package org.wsktck.wsk;

import org.jspecify.annotations.Nullable;

/** WSK_PROVIDER_DATAGRAM_DISPATCH: the functions of a datagram socket. Flags parameters are reserved and 0. */
public interface WskProviderDatagramDispatch extends WskProviderBasicDispatch {
    /** WskBind: port 0 lets the network choose. */
    NtStatus wskBind(WskSocket socket, SockAddr localAddress, int flags, Irp irp);

    /**
     * WskSendTo. Information is the number of bytes sent.
     *
     * @param remoteAddress the destination, or {@code null} for the one set by an IOCTL before
     */
    NtStatus wskSendTo(
            WskSocket socket,
            WskBuf buffer,
            int flags,
            @Nullable SockAddr remoteAddress,
            byte @Nullable [] controlInfo,
            Irp irp);

    /**
     * WskReceiveFrom: the next datagram. Information is the number of bytes copied.
     *
     * @param buffer where the payload goes
     * @param remoteAddress where the sender's address goes, or {@code null}
     * @param controlFlags where the MSG_ flags go, or {@code null}
     */
    NtStatus wskReceiveFrom(
            WskSocket socket,
            WskBuf buffer,
            int flags,
            @Nullable Out<SockAddr> remoteAddress,
            @Nullable Out<Integer> controlFlags,
            Irp irp);

    /** WskRelease: returns a list retained by STATUS_PENDING, by its head. */
    NtStatus wskRelease(WskSocket socket, WskDatagramIndication datagramIndication);

    /** WskGetLocalAddress: written when the IRP completes with success. */
    NtStatus wskGetLocalAddress(WskSocket socket, Out<SockAddr> localAddress, Irp irp);
}
