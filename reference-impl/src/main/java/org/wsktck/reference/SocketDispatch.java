package org.wsktck.reference;

import org.jspecify.annotations.Nullable;
import org.wsktck.wsk.Irp;
import org.wsktck.wsk.NtStatus;
import org.wsktck.wsk.Out;
import org.wsktck.wsk.SockAddr;
import org.wsktck.wsk.WskBuf;
import org.wsktck.wsk.WskClientConnectionDispatch;
import org.wsktck.wsk.WskControlRequest;
import org.wsktck.wsk.WskDataIndication;
import org.wsktck.wsk.WskDatagramIndication;
import org.wsktck.wsk.WskInspectAction;
import org.wsktck.wsk.WskInspectId;
import org.wsktck.wsk.WskProviderBasicDispatch;
import org.wsktck.wsk.WskProviderConnectionDispatch;
import org.wsktck.wsk.WskProviderDatagramDispatch;
import org.wsktck.wsk.WskProviderListenDispatch;
import org.wsktck.wsk.WskProviderStreamDispatch;
import org.wsktck.wsk.WskSocket;

/**
 * The provider dispatch tables: from the socket pointer of a call to the socket. A pointer that is not one of a fitting
 * socket would crash a kernel; here the call throws.
 */
final class SocketDispatch {
    static final WskProviderBasicDispatch BASIC = new Basic();
    static final WskProviderDatagramDispatch DATAGRAM = new OfDatagrams();
    static final WskProviderListenDispatch LISTENING = new OfListening();
    static final WskProviderConnectionDispatch CONNECTION = new OfConnections();
    static final WskProviderStreamDispatch STREAM = new OfStreams();

    private SocketDispatch() {}

    private static <T> T socket(Class<T> type, WskSocket pointer) {
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

    private static NtStatus accept(
            WskSocket socket,
            @Nullable Object context,
            @Nullable WskClientConnectionDispatch table,
            @Nullable Out<SockAddr> localAddress,
            @Nullable Out<SockAddr> remoteAddress,
            Irp irp) {
        ConnectionClient client = new ConnectionClient(context, table);
        return socket(ListeningHost.class, socket)
                .listening()
                .accept(new Listening.Accept(client, localAddress, remoteAddress), irp);
    }

    private static final class OfListening extends Basic implements WskProviderListenDispatch {
        @Override
        public NtStatus wskBind(WskSocket socket, SockAddr localAddress, int flags, Irp irp) {
            return socket(ListeningSocket.class, socket).bind(localAddress, irp);
        }

        @Override
        public NtStatus wskAccept(
                WskSocket socket,
                int flags,
                @Nullable Object acceptSocketContext,
                @Nullable WskClientConnectionDispatch acceptSocketDispatch,
                @Nullable Out<SockAddr> localAddress,
                @Nullable Out<SockAddr> remoteAddress,
                Irp irp) {
            return accept(socket, acceptSocketContext, acceptSocketDispatch, localAddress, remoteAddress, irp);
        }

        @Override
        public NtStatus wskInspectComplete(WskSocket socket, WskInspectId inspectId, WskInspectAction action, Irp irp) {
            return socket(ListeningSocket.class, socket)
                    .listening()
                    .inspections()
                    .complete(inspectId, action, irp);
        }

        @Override
        public NtStatus wskGetLocalAddress(WskSocket socket, Out<SockAddr> localAddress, Irp irp) {
            return socket(ListeningSocket.class, socket).localAddress(localAddress, irp);
        }
    }

    private static class OfConnections extends Basic implements WskProviderConnectionDispatch {
        private static Connection connection(WskSocket socket) {
            return socket(ConnectionHost.class, socket).connection();
        }

        @Override
        public NtStatus wskBind(WskSocket socket, SockAddr localAddress, int flags, Irp irp) {
            return socket(ConnectionHost.class, socket).bind(localAddress, irp);
        }

        @Override
        public NtStatus wskConnect(WskSocket socket, SockAddr remoteAddress, int flags, Irp irp) {
            return socket(ConnectionHost.class, socket).connect(remoteAddress, irp);
        }

        @Override
        public NtStatus wskGetLocalAddress(WskSocket socket, Out<SockAddr> localAddress, Irp irp) {
            return connection(socket).localAddress(localAddress, irp);
        }

        @Override
        public NtStatus wskGetRemoteAddress(WskSocket socket, Out<SockAddr> remoteAddress, Irp irp) {
            return connection(socket).remoteAddress(remoteAddress, irp);
        }

        @Override
        public NtStatus wskSend(WskSocket socket, WskBuf buffer, int flags, Irp irp) {
            return connection(socket).send(buffer, irp);
        }

        @Override
        public NtStatus wskReceive(WskSocket socket, WskBuf buffer, int flags, Irp irp) {
            return connection(socket).receive(new Incoming.Receive(buffer, flags), irp);
        }

        @Override
        public NtStatus wskDisconnect(WskSocket socket, @Nullable WskBuf buffer, int flags, Irp irp) {
            return connection(socket).disconnect(buffer, flags, irp);
        }

        @Override
        public NtStatus wskRelease(WskSocket socket, WskDataIndication dataIndication) {
            return connection(socket).release(dataIndication);
        }
    }

    private static final class OfStreams extends OfConnections implements WskProviderStreamDispatch {
        @Override
        public NtStatus wskListen(WskSocket socket, Irp irp) {
            return socket(StreamSocket.class, socket).listen(irp);
        }

        @Override
        public NtStatus wskAccept(
                WskSocket socket,
                int flags,
                @Nullable Object acceptSocketContext,
                @Nullable WskClientConnectionDispatch acceptSocketDispatch,
                @Nullable Out<SockAddr> localAddress,
                @Nullable Out<SockAddr> remoteAddress,
                Irp irp) {
            return accept(socket, acceptSocketContext, acceptSocketDispatch, localAddress, remoteAddress, irp);
        }
    }
}
