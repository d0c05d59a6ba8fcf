package org.wsktck.adapter.mutant;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wsktck.wsk.EventMask;
import org.wsktck.wsk.IoStatus;
import org.wsktck.wsk.Irp;
import org.wsktck.wsk.NtStatus;
import org.wsktck.wsk.Out;
import org.wsktck.wsk.SockAddr;
import org.wsktck.wsk.SocketControl;
import org.wsktck.wsk.WskClientConnectionDispatch;
import org.wsktck.wsk.WskControlRequest;
import org.wsktck.wsk.WskControlSocketType;
import org.wsktck.wsk.WskEventCallbackControl;
import org.wsktck.wsk.WskFlag;
import org.wsktck.wsk.WskInspectAction;
import org.wsktck.wsk.WskInspectId;
import org.wsktck.wsk.WskProviderConnectionDispatch;
import org.wsktck.wsk.WskSocket;

/** Mistakes in accepting connections, and about the sockets that come of it (LSN, CLS-11). */
final class ListeningMutants {
    private static final IoStatus SUCCESS = IoStatus.of(NtStatus.STATUS_SUCCESS);
    /** The connection-oriented events that are of use here. */
    private static final int CONNECTION_EVENTS = EventMask.WSK_EVENT_RECEIVE | EventMask.WSK_EVENT_DISCONNECT;

    private ListeningMutants() {}

    static List<Mutant> all() {
        return List.of(
                Mutant.ofSocket("LSN-01", "A bound listening socket refuses whoever connects.", RefusesPeers::new),
                Mutant.ofSocket(
                        "LSN-02",
                        "Every second connection is closed instead of being reported.",
                        SkipsEverySecond::new),
                Mutant.ofSocket(
                        "LSN-03",
                        "Flags of WskAcceptEvent has a bit that is not defined for it.",
                        StrayAcceptFlag::new),
                Mutant.ofSocket("LSN-04", "A socket that was taken is disconnected again.", DropsTaken::new),
                Mutant.ofSocket("LSN-05", "A socket that was turned away is left open.", KeepsTurnedAway::new),
                Mutant.ofSocket(
                        "LSN-08", "While WskAcceptEvent is enabled nothing is given to WskAccept.", PrefersEvent::new),
                Mutant.ofSocket("LSN-09", "What WskAccept delivers inherits events too.", InheritsByCall::new),
                Mutant.ofSocket(
                        "LSN-10",
                        "Connection flags on a listening socket are accepted and forgotten.",
                        ForgetsFlags::new),
                Mutant.ofSocket(
                        "LSN-12",
                        "Disabling WskAcceptEvent ends the inheritance of connection events.",
                        EndsInheritance::new),
                Mutant.ofSocket("LSN-14", "Inherited events begin while WskAcceptEvent still runs.", BeginsEarly::new),
                Mutant.ofSocket(
                        "LSN-15", "What is inherited cannot be disabled on the accepted socket.", KeepsInherited::new),
                Mutant.ofSocket("LSN-16", "WskAccept pends although a connection is waiting.", AlwaysPends::new),
                Mutant.ofSocket("LSN-17", "A connection is reported twice.", ReportsTwice::new),
                Mutant.ofSocket("LSN-19", "The loss of function is reported twice.", ReportsLossTwice::new),
                Mutant.ofSocket(
                        "CLS-11",
                        "Closing a listening socket silences what was accepted from it.",
                        SilencesAccepted::new));
    }

    /** Switches conditional accept on below before the binding, unseen by the client, and rejects. */
    private static final class RefusesPeers extends ForwardingSocket {
        private volatile boolean conditional;

        RefusesPeers(Setup setup) {
            super(setup);
        }

        private boolean isListening() {
            return flags() == WskFlag.WSK_FLAG_LISTEN_SOCKET;
        }

        @Override
        public NtStatus wskControlSocket(WskSocket socket, WskControlRequest request, @Nullable Irp irp) {
            conditional |= request.controlCode() == SocketControl.SO_CONDITIONAL_ACCEPT
                    && request.requestType() == WskControlSocketType.WSK_SET_OPTION;
            return super.wskControlSocket(socket, request, irp);
        }

        @Override
        public NtStatus wskBind(WskSocket socket, SockAddr localAddress, int flags, Irp irp) {
            if (isListening() && !conditional) {
                WskControlRequest on = new WskControlRequest(
                        WskControlSocketType.WSK_SET_OPTION,
                        SocketControl.SO_CONDITIONAL_ACCEPT,
                        SocketControl.SOL_SOCKET,
                        Integer.BYTES,
                        1,
                        null);
                inner().dispatch().wskControlSocket(inner(), on, RelayIrp.own(outcome -> {}));
            }
            return super.wskBind(socket, localAddress, flags, irp);
        }

        @Override
        WskInspectAction inspectEvent(
                @Nullable SockAddr localAddress, @Nullable SockAddr remoteAddress, @Nullable WskInspectId inspectId) {
            return conditional
                    ? super.inspectEvent(localAddress, remoteAddress, inspectId)
                    : WskInspectAction.WskInspectReject;
        }
    }

    /** Base of the mistakes about WskAcceptEvent with a socket. */
    private abstract static class Handing extends ForwardingSocket {
        Handing(Setup setup) {
            super(setup);
        }

        @Override
        final NtStatus acceptEvent(
                int flags,
                @Nullable SockAddr localAddress,
                @Nullable SockAddr remoteAddress,
                @Nullable ForwardingSocket accepted,
                Out<Object> acceptContext,
                Out<WskClientConnectionDispatch> acceptDispatch) {
            Report report =
                    socket -> tellAccept(flags, localAddress, remoteAddress, socket, acceptContext, acceptDispatch);
            return accepted == null ? report.of(null) : hand(accepted, report);
        }

        /** Calls the client's WskAcceptEvent. */
        @FunctionalInterface
        interface Report {
            NtStatus of(@Nullable WskSocket accepted);
        }

        abstract NtStatus hand(ForwardingSocket accepted, Report report);
    }

    private static final class SkipsEverySecond extends Handing {
        private boolean skips;

        SkipsEverySecond(Setup setup) {
            super(setup);
        }

        @Override
        NtStatus hand(ForwardingSocket accepted, Report report) {
            synchronized (this) {
                skips = !skips;
                if (!skips) {
                    return NtStatus.STATUS_REQUEST_NOT_ACCEPTED;
                }
            }
            return report.of(accepted);
        }
    }

    private static final class StrayAcceptFlag extends ForwardingSocket {
        StrayAcceptFlag(Setup setup) {
            super(setup);
        }

        @Override
        NtStatus acceptEvent(
                int flags,
                @Nullable SockAddr localAddress,
                @Nullable SockAddr remoteAddress,
                @Nullable ForwardingSocket accepted,
                Out<Object> acceptContext,
                Out<WskClientConnectionDispatch> acceptDispatch) {
            int stray = flags | WskFlag.WSK_FLAG_RELEASE_ASAP;
            return tellAccept(stray, localAddress, remoteAddress, accepted, acceptContext, acceptDispatch);
        }
    }

    private static final class DropsTaken extends Handing {
        DropsTaken(Setup setup) {
            super(setup);
        }

        @Override
        NtStatus hand(ForwardingSocket accepted, Report report) {
            NtStatus status = report.of(accepted);
            if (status == NtStatus.STATUS_SUCCESS) {
                context().whenQuiet(() -> drop(accepted));
            }
            return status;
        }

        private static void drop(ForwardingSocket accepted) {
            if (accepted.isUsable()) {
                WskSocket below = accepted.inner();
                ((WskProviderConnectionDispatch) below.dispatch())
                        .wskDisconnect(below, null, WskFlag.WSK_FLAG_ABORTIVE, RelayIrp.own(outcome -> {}));
            }
        }
    }

    /** They are closed with the listening socket at last, so that the client object can go. */
    private static final class KeepsTurnedAway extends Handing {
        private final List<ForwardingSocket> kept = Collections.synchronizedList(new ArrayList<>());

        KeepsTurnedAway(Setup setup) {
            super(setup);
        }

        @Override
        NtStatus hand(ForwardingSocket accepted, Report report) {
            if (report.of(accepted) == NtStatus.STATUS_REQUEST_NOT_ACCEPTED) {
                kept.add(accepted);
            }
            return NtStatus.STATUS_SUCCESS;
        }

        @Override
        public NtStatus wskCloseSocket(WskSocket socket, Irp irp) {
            List<ForwardingSocket> open = List.copyOf(kept);
            kept.clear();
            open.forEach(each -> each.wskCloseSocket(each, RelayIrp.own(outcome -> {})));
            return super.wskCloseSocket(socket, irp);
        }
    }

    private static final class PrefersEvent extends StarvesAccepts {
        PrefersEvent(Setup setup) {
            super(setup);
        }

        @Override
        boolean starves() {
            return isEnabled(EventMask.WSK_EVENT_ACCEPT);
        }
    }

    private static final class InheritsByCall extends ForwardingSocket {
        InheritsByCall(Setup setup) {
            super(setup);
        }

        @Override
        IoStatus opened(IoStatus outcome) {
            IoStatus told = super.opened(outcome);
            ForwardingSocket parent = listener();
            if (parent != null && connectionTable() != null && parent.isEnabled(EventMask.WSK_EVENT_RECEIVE)) {
                context().whenQuiet(() -> enableBelow(CONNECTION_EVENTS));
            }
            return told;
        }
    }

    private static final class ForgetsFlags extends ForwardingSocket {
        ForgetsFlags(Setup setup) {
            super(setup);
        }

        @Override
        public NtStatus wskControlSocket(WskSocket socket, WskControlRequest request, @Nullable Irp irp) {
            if (flags() != WskFlag.WSK_FLAG_LISTEN_SOCKET
                    || irp != null
                    || !isEnabling(request)
                    || !(request.inputBuffer() instanceof WskEventCallbackControl control)) {
                return super.wskControlSocket(socket, request, irp);
            }
            int rest = control.eventMask() & EventMask.WSK_EVENT_ACCEPT;
            return rest == 0
                    ? NtStatus.STATUS_SUCCESS
                    : super.wskControlSocket(socket, WskControlRequest.eventCallback(rest), null);
        }
    }

    private static void disableBelow(ForwardingSocket accepted) {
        if (accepted.isUsable()) {
            disableBelow(accepted.inner(), EventMask.WSK_EVENT_RECEIVE);
            disableBelow(accepted.inner(), EventMask.WSK_EVENT_DISCONNECT);
        }
    }

    private static void disableBelow(WskSocket below, int event) {
        below.dispatch()
                .wskControlSocket(below, WskControlRequest.eventCallback(event | EventMask.WSK_EVENT_DISABLE), null);
    }

    private static final class EndsInheritance extends Handing {
        private volatile boolean disabledOnce;

        EndsInheritance(Setup setup) {
            super(setup);
        }

        @Override
        public NtStatus wskControlSocket(WskSocket socket, WskControlRequest request, @Nullable Irp irp) {
            disabledOnce |= isDisabling(request);
            return super.wskControlSocket(socket, request, irp);
        }

        @Override
        NtStatus hand(ForwardingSocket accepted, Report report) {
            NtStatus status = report.of(accepted);
            if (disabledOnce && status == NtStatus.STATUS_SUCCESS) {
                context().whenQuiet(() -> disableBelow(accepted));
            }
            return status;
        }
    }

    private static final class BeginsEarly extends Handing {
        BeginsEarly(Setup setup) {
            super(setup);
        }

        @Override
        NtStatus hand(ForwardingSocket accepted, Report report) {
            if (isEnabled(EventMask.WSK_EVENT_RECEIVE)) {
                context().whenQuiet(() -> begin(accepted));
            }
            return report.of(accepted);
        }

        private void begin(ForwardingSocket accepted) {
            if (isBusy() && accepted.isUsable()) {
                accepted.wskControlSocket(accepted, WskControlRequest.eventCallback(EventMask.WSK_EVENT_RECEIVE), null);
            }
        }
    }

    private static final class KeepsInherited extends ForwardingSocket {
        KeepsInherited(Setup setup) {
            super(setup);
        }

        @Override
        public NtStatus wskControlSocket(WskSocket socket, WskControlRequest request, @Nullable Irp irp) {
            ForwardingSocket parent = listener();
            if (parent == null || !parent.isEnabled(EventMask.WSK_EVENT_RECEIVE) || !isDisabling(request) || isBusy()) {
                return super.wskControlSocket(socket, request, irp);
            }
            if (irp != null) {
                irp.ioCompleteRequest(SUCCESS);
            }
            return NtStatus.STATUS_SUCCESS;
        }
    }

    private static final class AlwaysPends extends ForwardingSocket {
        AlwaysPends(Setup setup) {
            super(setup);
        }

        @Override
        public NtStatus wskAccept(
                WskSocket socket,
                int flags,
                @Nullable Object acceptContext,
                @Nullable WskClientConnectionDispatch acceptDispatch,
                @Nullable Out<SockAddr> localAddress,
                @Nullable Out<SockAddr> remoteAddress,
                Irp irp) {
            Irp late = RelayIrp.under(irp, outcome -> context().whenQuiet(() -> irp.ioCompleteRequest(outcome)));
            late.ioMarkIrpPending();
            NtStatus status =
                    super.wskAccept(socket, flags, acceptContext, acceptDispatch, localAddress, remoteAddress, late);
            return status == NtStatus.STATUS_SUCCESS ? NtStatus.STATUS_PENDING : status;
        }
    }

    /** The second report is of a socket that is only a shell around the first one's connection. */
    private static final class ReportsTwice extends ForwardingSocket {
        private volatile boolean shell;

        ReportsTwice(Setup setup) {
            super(setup);
        }

        @Override
        NtStatus acceptEvent(
                int flags,
                @Nullable SockAddr localAddress,
                @Nullable SockAddr remoteAddress,
                @Nullable ForwardingSocket accepted,
                Out<Object> acceptContext,
                Out<WskClientConnectionDispatch> acceptDispatch) {
            NtStatus status = tellAccept(flags, localAddress, remoteAddress, accepted, acceptContext, acceptDispatch);
            if (accepted != null && client().accepted(this, null, null) instanceof ReportsTwice again) {
                again.opened(IoStatus.of(NtStatus.STATUS_SUCCESS, accepted.inner()));
                again.shell = true;
                tellAccept(flags, localAddress, remoteAddress, again, new Out<>(), new Out<>());
            }
            return status;
        }

        @Override
        public NtStatus wskCloseSocket(WskSocket socket, Irp irp) {
            if (!shell) {
                return super.wskCloseSocket(socket, irp);
            }
            irp.ioCompleteRequest(SUCCESS);
            return NtStatus.STATUS_SUCCESS;
        }
    }

    private static final class ReportsLossTwice extends ForwardingSocket {
        ReportsLossTwice(Setup setup) {
            super(setup);
        }

        @Override
        NtStatus acceptEvent(
                int flags,
                @Nullable SockAddr localAddress,
                @Nullable SockAddr remoteAddress,
                @Nullable ForwardingSocket accepted,
                Out<Object> acceptContext,
                Out<WskClientConnectionDispatch> acceptDispatch) {
            NtStatus status = tellAccept(flags, localAddress, remoteAddress, accepted, acceptContext, acceptDispatch);
            return accepted == null
                    ? tellAccept(flags, localAddress, remoteAddress, null, acceptContext, acceptDispatch)
                    : status;
        }
    }

    private static final class SilencesAccepted extends ForwardingSocket {
        SilencesAccepted(Setup setup) {
            super(setup);
        }

        @Override
        public NtStatus wskCloseSocket(WskSocket socket, Irp irp) {
            client().sockets().stream().filter(each -> each.listener() == this).forEach(ListeningMutants::disableBelow);
            return super.wskCloseSocket(socket, irp);
        }
    }
}
