package org.wsktck.reference;

import org.jspecify.annotations.Nullable;
import org.wsktck.wsk.Irp;
import org.wsktck.wsk.NtStatus;
import org.wsktck.wsk.Out;
import org.wsktck.wsk.SockAddr;
import org.wsktck.wsk.WskBuf;
import org.wsktck.wsk.WskControlRequest;
import org.wsktck.wsk.WskDatagramIndication;
import org.wsktck.wsk.WskProviderBasicDispatch;
import org.wsktck.wsk.WskProviderDatagramDispatch;
import org.wsktck.wsk.WskSocket;

/**
 * The provider dispatch tables: from the socket pointer of a call to the socket. A pointer that is not one of a fitting
 * socket would crash a kernel; here the call throws.
 */
final class SocketDispatch {
    static final WskProviderBasicDispatch BASIC = new Basic();
    static final WskProviderDatagramDispatch DATAGRAM = new OfDatagrams();

    private SocketDispatch() {}

    private static <T extends KernelSocket> T socket(Class<T> type, WskSocket pointer) {
        if (!type.isInstance(pointer)) {
            throw new IllegalArgumentException("Not a " + type.getSimpleName() + " of this provider: " + pointer
                    + ". Pass the socket that WskSocket gave, and use the dispatch table that it points to.");
        }
        return type.cast(pointer);
    }

    private static class Basic implements WskProviderBasicDispatch {
        @Override
        public NtStatus wskControlSocket(WskSocket socket, WskControlRequest request, @Nullable Irp irp) {
            return socket(KernelSocket.class, socket).control(request, irp);
        }

        @Override
        public NtStatus wskCloseSocket(WskSocket socket, Irp irp) {
            return socket(KernelSocket.class, socket).close(irp);
        }
    }

    private static final class OfDatagrams extends Basic implements WskProviderDatagramDispatch {
        @Override
        public NtStatus wskBind(WskSocket socket, SockAddr localAddress, int flags, Irp irp) {
            return socket(DatagramSocket.class, socket).bind(localAddress, irp);
        }

        @Override
        public NtStatus wskSendTo(
                WskSocket socket,
                WskBuf buffer,
                int flags,
                @Nullable SockAddr remoteAddress,
                byte @Nullable [] controlInfo,
                Irp irp) {
            return socket(DatagramSocket.class, socket).sendTo(buffer, remoteAddress, irp);
        }

        @Override
        public NtStatus wskReceiveFrom(
                WskSocket socket,
                WskBuf buffer,
                int flags,
                @Nullable Out<SockAddr> remoteAddress,
                @Nullable Out<Integer> controlFlags,
                Irp irp) {
            return socket(DatagramSocket.class, socket)
                    .receiveFrom(new DatagramSocket.Receive(buffer, remoteAddress, controlFlags), irp);
        }

        @Override
        public NtStatus wskRelease(WskSocket socket, WskDatagramIndication datagramIndication) {
            return socket(DatagramSocket.class, socket).release(datagramIndication);
        }

        @Override
        public NtStatus wskGetLocalAddress(WskSocket socket, Out<SockAddr> localAddress, Irp irp) {
            return socket(DatagramSocket.class, socket).localAddress(localAddress, irp);
        }
    }
}
