package org.wsktck.adapter.mutant;

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

/** The provider dispatch tables of a covered socket: those functions that its category has, and no more. */
final class FunctionTables {
    private FunctionTables() {}

    /** The table that looks like the one within. */
    static WskProviderBasicDispatch like(WskProviderBasicDispatch within, ForwardingSocket socket) {
        if (within instanceof WskProviderDatagramDispatch) {
            return new DatagramTable(socket);
        }
        if (within instanceof WskProviderListenDispatch) {
            return new ListenTable(socket);
        }
        if (within instanceof WskProviderStreamDispatch) {
            return new StreamTable(socket);
        }
        return within instanceof WskProviderConnectionDispatch ? new ConnectionTable(socket) : new BasicTable(socket);
    }

    /** That of a datagram socket, whatever is within. */
    static WskProviderBasicDispatch datagram(ForwardingSocket socket) {
        return new DatagramTable(socket);
    }

    /** That of a stream socket, whatever is within. */
    static WskProviderBasicDispatch stream(ForwardingSocket socket) {
        return new StreamTable(socket);
    }

    private static class BasicTable implements WskProviderBasicDispatch {
        final ForwardingSocket of;

        BasicTable(ForwardingSocket of) {
            this.of = of;
        }

        @Override
        public NtStatus wskControlSocket(WskSocket socket, WskControlRequest request, @Nullable Irp irp) {
            return of.wskControlSocket(socket, request, irp);
        }

        @Override
        public NtStatus wskCloseSocket(WskSocket socket, Irp irp) {
            return of.wskCloseSocket(socket, irp);
        }

        public NtStatus wskBind(WskSocket socket, SockAddr localAddress, int flags, Irp irp) {
            return of.wskBind(socket, localAddress, flags, irp);
        }

        public NtStatus wskGetLocalAddress(WskSocket socket, Out<SockAddr> localAddress, Irp irp) {
            return of.wskGetLocalAddress(socket, localAddress, irp);
        }
    }

    private static final class DatagramTable extends BasicTable implements WskProviderDatagramDispatch {
        DatagramTable(ForwardingSocket of) {
            super(of);
        }

        @Override
        public NtStatus wskSendTo(
                WskSocket socket,
                WskBuf buffer,
                int flags,
                @Nullable SockAddr remoteAddress,
                byte @Nullable [] controlInfo,
                Irp irp) {
            return of.wskSendTo(socket, buffer, flags, remoteAddress, controlInfo, irp);
        }

        @Override
        public NtStatus wskReceiveFrom(
                WskSocket socket,
                WskBuf buffer,
                int flags,
                @Nullable Out<SockAddr> remoteAddress,
                @Nullable Out<Integer> controlFlags,
                Irp irp) {
            return of.wskReceiveFrom(socket, buffer, flags, remoteAddress, controlFlags, irp);
        }

        @Override
        public NtStatus wskRelease(WskSocket socket, WskDatagramIndication datagramIndication) {
            return of.wskRelease(socket, datagramIndication);
        }
    }

    private static final class ListenTable extends BasicTable implements WskProviderListenDispatch {
        ListenTable(ForwardingSocket of) {
            super(of);
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
            return of.wskAccept(
                    socket, flags, acceptSocketContext, acceptSocketDispatch, localAddress, remoteAddress, irp);
        }

        @Override
        public NtStatus wskInspectComplete(WskSocket socket, WskInspectId inspectId, WskInspectAction action, Irp irp) {
            return of.wskInspectComplete(socket, inspectId, action, irp);
        }
    }

    private static class ConnectionTable extends BasicTable implements WskProviderConnectionDispatch {
        ConnectionTable(ForwardingSocket of) {
            super(of);
        }

        @Override
        public NtStatus wskConnect(WskSocket socket, SockAddr remoteAddress, int flags, Irp irp) {
            return of.wskConnect(socket, remoteAddress, flags, irp);
        }

        @Override
        public NtStatus wskGetRemoteAddress(WskSocket socket, Out<SockAddr> remoteAddress, Irp irp) {
            return of.wskGetRemoteAddress(socket, remoteAddress, irp);
        }

        @Override
        public NtStatus wskSend(WskSocket socket, WskBuf buffer, int flags, Irp irp) {
            return of.wskSend(socket, buffer, flags, irp);
        }

        @Override
        public NtStatus wskReceive(WskSocket socket, WskBuf buffer, int flags, Irp irp) {
            return of.wskReceive(socket, buffer, flags, irp);
        }

        @Override
        public NtStatus wskDisconnect(WskSocket socket, @Nullable WskBuf buffer, int flags, Irp irp) {
            return of.wskDisconnect(socket, buffer, flags, irp);
        }

        @Override
        public NtStatus wskRelease(WskSocket socket, WskDataIndication dataIndication) {
            return of.wskRelease(socket, dataIndication);
        }
    }

    private static final class StreamTable extends ConnectionTable implements WskProviderStreamDispatch {
        StreamTable(ForwardingSocket of) {
            super(of);
        }

        @Override
        public NtStatus wskListen(WskSocket socket, Irp irp) {
            return of.wskListen(socket, irp);
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
            return of.wskAccept(
                    socket, flags, acceptSocketContext, acceptSocketDispatch, localAddress, remoteAddress, irp);
        }
    }
}
