package org.wsktck.adapter.mutant;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wsktck.wsk.IoStatus;
import org.wsktck.wsk.Irp;
import org.wsktck.wsk.Irql;
import org.wsktck.wsk.NtStatus;
import org.wsktck.wsk.Out;
import org.wsktck.wsk.SockAddr;
import org.wsktck.wsk.WskBuf;
import org.wsktck.wsk.WskControlRequest;
import org.wsktck.wsk.WskDatagramIndication;
import org.wsktck.wsk.WskFlag;
import org.wsktck.wsk.WskSocket;

/** Mistakes about threads, IRQL and calls made from inside callbacks (CTX). */
final class ContextMutants {
    private ContextMutants() {}

    static List<Mutant> all() {
        return List.of(
                Mutant.ofSocket("CTX-01", "Callbacks are made straight from the interrupt.", FromInterrupt::new),
                Mutant.ofSocket(
                        "CTX-02",
                        "WSK_FLAG_AT_DISPATCH_LEVEL is always set, at PASSIVE_LEVEL too.",
                        AlwaysSaysDispatch::new),
                Mutant.ofSocket("CTX-05", "Requests made inside a callback are refused.", RefusesNestedRequests::new));
    }

    private static final class FromInterrupt extends ForwardingSocket {
        FromInterrupt(Setup setup) {
            super(setup);
        }

        @Override
        NtStatus receiveFromEvent(int flags, @Nullable WskDatagramIndication list) {
            int unflagged = flags & ~WskFlag.WSK_FLAG_AT_DISPATCH_LEVEL;
            return context().atIrql(Irql.DEVICE_LEVEL, () -> indicate(unflagged, list));
        }
    }

    private static final class AlwaysSaysDispatch extends ForwardingSocket {
        AlwaysSaysDispatch(Setup setup) {
            super(setup);
        }

        @Override
        NtStatus receiveFromEvent(int flags, @Nullable WskDatagramIndication list) {
            int flagged = flags | WskFlag.WSK_FLAG_AT_DISPATCH_LEVEL;
            return context().atIrql(Irql.PASSIVE_LEVEL, () -> indicate(flagged, list));
        }
    }

    private static final class RefusesNestedRequests extends ForwardingSocket {
        RefusesNestedRequests(Setup setup) {
            super(setup);
        }

        @Override
        public NtStatus wskBind(WskSocket socket, SockAddr localAddress, int flags, Irp irp) {
            return insideCallback() ? refuse(irp) : super.wskBind(socket, localAddress, flags, irp);
        }

        @Override
        public NtStatus wskSendTo(
                WskSocket socket,
                WskBuf buffer,
                int flags,
                @Nullable SockAddr remoteAddress,
                byte @Nullable [] controlInfo,
                Irp irp) {
            return insideCallback()
                    ? refuse(irp)
                    : super.wskSendTo(socket, buffer, flags, remoteAddress, controlInfo, irp);
        }

        @Override
        public NtStatus wskReceiveFrom(
                WskSocket socket,
                WskBuf buffer,
                int flags,
                @Nullable Out<SockAddr> remoteAddress,
                @Nullable Out<Integer> controlFlags,
                Irp irp) {
            return insideCallback()
                    ? refuse(irp)
                    : super.wskReceiveFrom(socket, buffer, flags, remoteAddress, controlFlags, irp);
        }

        @Override
        public NtStatus wskGetLocalAddress(WskSocket socket, Out<SockAddr> localAddress, Irp irp) {
            return insideCallback() ? refuse(irp) : super.wskGetLocalAddress(socket, localAddress, irp);
        }

        @Override
        public NtStatus wskControlSocket(WskSocket socket, WskControlRequest request, @Nullable Irp irp) {
            return insideCallback() && irp != null && !isDisabling(request)
                    ? refuse(irp)
                    : super.wskControlSocket(socket, request, irp);
        }

        private static NtStatus refuse(Irp irp) {
            irp.ioCompleteRequest(IoStatus.of(NtStatus.STATUS_INVALID_DEVICE_STATE));
            return NtStatus.STATUS_INVALID_DEVICE_STATE;
        }
    }
}
