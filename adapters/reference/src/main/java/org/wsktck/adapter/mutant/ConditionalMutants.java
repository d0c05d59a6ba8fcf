package org.wsktck.adapter.mutant;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.wsktck.wsk.ControlOutput;
import org.wsktck.wsk.EventMask;
import org.wsktck.wsk.IoStatus;
import org.wsktck.wsk.Irp;
import org.wsktck.wsk.NtStatus;
import org.wsktck.wsk.Out;
import org.wsktck.wsk.SockAddr;
import org.wsktck.wsk.SocketControl;
import org.wsktck.wsk.WskControlRequest;
import org.wsktck.wsk.WskControlSocketType;
import org.wsktck.wsk.WskInspectAction;
import org.wsktck.wsk.WskInspectId;
import org.wsktck.wsk.WskSocket;

/** Mistakes in conditional accept (CND). */
final class ConditionalMutants {
    private static final IoStatus SUCCESS = IoStatus.of(NtStatus.STATUS_SUCCESS);

    private ConditionalMutants() {}

    static List<Mutant> all() {
        return List.of(
                Mutant.ofSocket("CND-02", "The mode is always read as off.", ReadsOff::new),
                Mutant.ofSocket("CND-04", "Every listening socket inspects.", InspectsAlways::new),
                Mutant.ofSocket("CND-05", "WskInspectEvent waits until some event is enabled.", NeedsEnabling::new),
                Mutant.ofSocket("CND-07", "The first request alone is inspected.", InspectsOnce::new),
                Mutant.ofSocket("CND-08", "What the client rejects is delivered.", DeliversRejected::new),
                Mutant.ofSocket("CND-09", "All requests have the same ID.", SameId::new),
                Mutant.ofSocket("CND-11", "A request that was accepted is forgotten.", ForgetsAccepted::new),
                Mutant.ofSocket("CND-12", "A rejected request is reported as aborted.", AbortsRejected::new),
                Mutant.ofSocket("CND-13", "A pended request is accepted at once.", AcceptsPended::new),
                Mutant.ofSocket("CND-16", "A delivered connection is reported as aborted.", AbortsDelivered::new),
                Mutant.ofSocket("CND-17", "Requests that are given up are not reported.", ForgetsAborts::new),
                Mutant.ofSocket("CND-19", "An aborted request that is accepted is delivered.", DeliversAborted::new),
                Mutant.ofSocket("CND-21", "Accepting a pended request has no effect.", ForgetsCompleted::new),
                Mutant.ofSocket(
                        "CND-22", "The Action of WskInspectComplete is taken for accepting.", IgnoresAction::new),
                Mutant.ofSocket("CND-24", "The handshake does not wait for the decision.", HandshakesEarly::new),
                Mutant.ofSocket("CND-25", "In the mode WskAccept gets nothing.", StarvesWhenConditional::new),
                Mutant.ofSocket("CND-26", "An accepted socket tells the wrong ID.", TellsWrongId::new),
                Mutant.ofSocket("CND-27", "A socket without inspection tells an ID.", InventsId::new));
    }

    private static boolean isSetting(WskControlRequest request) {
        return request.controlCode() == SocketControl.SO_CONDITIONAL_ACCEPT
                && request.requestType() == WskControlSocketType.WSK_SET_OPTION;
    }

    private static final class ReadsOff extends ForwardingSocket {
        ReadsOff(Setup setup) {
            super(setup);
        }

        @Override
        public NtStatus wskControlSocket(WskSocket socket, WskControlRequest request, @Nullable Irp irp) {
            ControlOutput output = request.output();
            if (request.controlCode() != SocketControl.SO_CONDITIONAL_ACCEPT
                    || isSetting(request)
                    || output == null
                    || irp == null) {
                return super.wskControlSocket(socket, request, irp);
            }
            output.write(0, Integer.BYTES);
            irp.ioCompleteRequest(SUCCESS);
            return NtStatus.STATUS_SUCCESS;
        }
    }

    /** Base of the mistakes that concern WskInspectEvent with a request. */
    private abstract static class Inspecting extends ForwardingSocket {
        Inspecting(Setup setup) {
            super(setup);
        }

        @Override
        final WskInspectAction inspectEvent(
                @Nullable SockAddr localAddress, @Nullable SockAddr remoteAddress, @Nullable WskInspectId inspectId) {
            return inspectId == null
                    ? tellInspect(localAddress, remoteAddress, null)
                    : inspect(inspectId, id -> tellInspect(localAddress, remoteAddress, id));
        }

        /** Calls the client's WskInspectEvent. */
        @FunctionalInterface
        interface Report {
            WskInspectAction of(WskInspectId inspectId);
        }

        abstract WskInspectAction inspect(WskInspectId inspectId, Report report);
    }

    /** Switches the mode on below before the binding. */
    private static final class InspectsAlways extends ForwardingSocket {
        private volatile boolean conditional;

        InspectsAlways(Setup setup) {
            super(setup);
        }

        @Override
        public NtStatus wskControlSocket(WskSocket socket, WskControlRequest request, @Nullable Irp irp) {
            conditional |= isSetting(request);
            return super.wskControlSocket(socket, request, irp);
        }

        @Override
        public NtStatus wskBind(WskSocket socket, SockAddr localAddress, int flags, Irp irp) {
            if (listenTable() != null && !conditional) {
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
    }

    /** Without it the request is left alone. */
    private static final class NeedsEnabling extends Inspecting {
        private final Set<WskInspectId> kept = ConcurrentHashMap.newKeySet();

        NeedsEnabling(Setup setup) {
            super(setup);
        }

        @Override
        WskInspectAction inspect(WskInspectId inspectId, Report report) {
            if (isEnabled(EventMask.WSK_EVENT_ACCEPT)) {
                return report.of(inspectId);
            }
            kept.add(inspectId);
            return WskInspectAction.WskInspectPend;
        }

        @Override
        NtStatus abortEvent(WskInspectId inspectId) {
            return kept.remove(inspectId) ? NtStatus.STATUS_SUCCESS : tellAbort(inspectId);
        }
    }

    /** The others are left alone. */
    private static final class InspectsOnce extends Inspecting {
        private final Set<WskInspectId> kept = ConcurrentHashMap.newKeySet();
        private volatile boolean inspected;

        InspectsOnce(Setup setup) {
            super(setup);
        }

        @Override
        WskInspectAction inspect(WskInspectId inspectId, Report report) {
            if (inspected) {
                kept.add(inspectId);
                return WskInspectAction.WskInspectPend;
            }
            inspected = true;
            return report.of(inspectId);
        }

        @Override
        NtStatus abortEvent(WskInspectId inspectId) {
            return kept.remove(inspectId) ? NtStatus.STATUS_SUCCESS : tellAbort(inspectId);
        }
    }

    private static final class DeliversRejected extends Inspecting {
        DeliversRejected(Setup setup) {
            super(setup);
        }

        @Override
        WskInspectAction inspect(WskInspectId inspectId, Report report) {
            WskInspectAction action = report.of(inspectId);
            return action == WskInspectAction.WskInspectReject ? WskInspectAction.WskInspectAccept : action;
        }
    }

    /** What the client says of that ID is taken to be about the oldest request. */
    private static final class SameId extends Inspecting {
        private final Map<WskInspectId, WskInspectId> ids = new java.util.LinkedHashMap<>();
        private @Nullable WskInspectId told;

        SameId(Setup setup) {
            super(setup);
        }

        @Override
        WskInspectAction inspect(WskInspectId inspectId, Report report) {
            WskInspectId same;
            synchronized (ids) {
                told = told == null ? inspectId : told;
                same = told;
                ids.put(inspectId, same);
            }
            return report.of(same);
        }

        @Override
        public NtStatus wskInspectComplete(WskSocket socket, WskInspectId inspectId, WskInspectAction action, Irp irp) {
            WskInspectId below = inspectId;
            synchronized (ids) {
                for (Map.Entry<WskInspectId, WskInspectId> each : ids.entrySet()) {
                    if (each.getValue().equals(inspectId)) {
                        below = each.getKey();
                        break;
                    }
                }
                ids.remove(below);
            }
            return super.wskInspectComplete(socket, below, action, irp);
        }
    }

    private static final class ForgetsAccepted extends Inspecting {
        ForgetsAccepted(Setup setup) {
            super(setup);
        }

        @Override
        WskInspectAction inspect(WskInspectId inspectId, Report report) {
            WskInspectAction action = report.of(inspectId);
            return action == WskInspectAction.WskInspectAccept ? WskInspectAction.WskInspectPend : action;
        }
    }

    private static final class AbortsRejected extends Inspecting {
        AbortsRejected(Setup setup) {
            super(setup);
        }

        @Override
        WskInspectAction inspect(WskInspectId inspectId, Report report) {
            WskInspectAction action = report.of(inspectId);
            if (action == WskInspectAction.WskInspectReject) {
                context().whenQuiet(() -> {
                    if (isUsable()) {
                        inside(() -> tellAbort(inspectId));
                    }
                });
            }
            return action;
        }
    }

    /** The client's completion is answered without effect. */
    private static class AcceptsPended extends Inspecting {
        private final Set<WskInspectId> accepted = ConcurrentHashMap.newKeySet();

        AcceptsPended(Setup setup) {
            super(setup);
        }

        boolean hurries() {
            return isEnabled(EventMask.WSK_EVENT_ACCEPT);
        }

        @Override
        final WskInspectAction inspect(WskInspectId inspectId, Report report) {
            WskInspectAction action = report.of(inspectId);
            if (action != WskInspectAction.WskInspectPend || !hurries()) {
                return action;
            }
            accepted.add(inspectId);
            return WskInspectAction.WskInspectAccept;
        }

        @Override
        public final NtStatus wskInspectComplete(
                WskSocket socket, WskInspectId inspectId, WskInspectAction action, Irp irp) {
            if (!accepted.remove(inspectId)) {
                return super.wskInspectComplete(socket, inspectId, action, irp);
            }
            irp.ioCompleteRequest(SUCCESS);
            return NtStatus.STATUS_SUCCESS;
        }
    }

    /** Only where nobody takes the connection, so that nothing else is wrong. */
    private static final class HandshakesEarly extends AcceptsPended {
        HandshakesEarly(Setup setup) {
            super(setup);
        }

        @Override
        boolean hurries() {
            return !isEnabled(EventMask.WSK_EVENT_ACCEPT);
        }
    }

    private static final class AbortsDelivered extends Inspecting {
        AbortsDelivered(Setup setup) {
            super(setup);
        }

        @Override
        WskInspectAction inspect(WskInspectId inspectId, Report report) {
            WskInspectAction action = report.of(inspectId);
            if (action == WskInspectAction.WskInspectAccept && isEnabled(EventMask.WSK_EVENT_ACCEPT)) {
                context().whenQuiet(() -> {
                    if (isUsable()) {
                        inside(() -> tellAbort(inspectId));
                    }
                });
            }
            return action;
        }
    }

    private static final class ForgetsAborts extends ForwardingSocket {
        ForgetsAborts(Setup setup) {
            super(setup);
        }

        @Override
        NtStatus abortEvent(WskInspectId inspectId) {
            return NtStatus.STATUS_SUCCESS;
        }
    }

    /** What it delivers is a shell with no connection in it. */
    private static final class DeliversAborted extends ForwardingSocket {
        private final Map<WskInspectId, SockAddr> peers = new ConcurrentHashMap<>();
        private final Map<WskInspectId, SockAddr> aborted = new ConcurrentHashMap<>();
        private volatile boolean shell;

        DeliversAborted(Setup setup) {
            super(setup);
        }

        @Override
        WskInspectAction inspectEvent(
                @Nullable SockAddr localAddress, @Nullable SockAddr remoteAddress, @Nullable WskInspectId inspectId) {
            if (inspectId != null && remoteAddress != null) {
                peers.put(inspectId, remoteAddress);
            }
            return tellInspect(localAddress, remoteAddress, inspectId);
        }

        @Override
        NtStatus abortEvent(WskInspectId inspectId) {
            SockAddr peer = peers.remove(inspectId);
            if (peer != null) {
                aborted.put(inspectId, peer);
            }
            return tellAbort(inspectId);
        }

        @Override
        public NtStatus wskInspectComplete(WskSocket socket, WskInspectId inspectId, WskInspectAction action, Irp irp) {
            SockAddr peer = aborted.remove(inspectId);
            if (peer != null && action == WskInspectAction.WskInspectAccept) {
                context().whenQuiet(() -> deliver(peer));
            }
            return super.wskInspectComplete(socket, inspectId, action, irp);
        }

        private void deliver(SockAddr peer) {
            if (isUsable() && client().accepted(this, null, null) instanceof DeliversAborted empty) {
                empty.opened(IoStatus.of(NtStatus.STATUS_SUCCESS, inner()));
                empty.shell = true;
                inside(() -> tellAccept(0, null, peer, empty, new Out<>(), new Out<>()));
            }
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

    private static final class StarvesWhenConditional extends StarvesAccepts {
        private volatile boolean conditional;

        StarvesWhenConditional(Setup setup) {
            super(setup);
        }

        @Override
        public NtStatus wskControlSocket(WskSocket socket, WskControlRequest request, @Nullable Irp irp) {
            conditional |= isSetting(request);
            return super.wskControlSocket(socket, request, irp);
        }

        @Override
        boolean starves() {
            return conditional;
        }
    }

    private static final class ForgetsCompleted extends ForwardingSocket {
        ForgetsCompleted(Setup setup) {
            super(setup);
        }

        @Override
        public NtStatus wskInspectComplete(WskSocket socket, WskInspectId inspectId, WskInspectAction action, Irp irp) {
            if (action != WskInspectAction.WskInspectAccept) {
                return super.wskInspectComplete(socket, inspectId, action, irp);
            }
            irp.ioCompleteRequest(SUCCESS);
            return NtStatus.STATUS_SUCCESS;
        }
    }

    private static final class IgnoresAction extends ForwardingSocket {
        IgnoresAction(Setup setup) {
            super(setup);
        }

        @Override
        public NtStatus wskInspectComplete(WskSocket socket, WskInspectId inspectId, WskInspectAction action, Irp irp) {
            return super.wskInspectComplete(socket, inspectId, WskInspectAction.WskInspectAccept, irp);
        }
    }

    private static final class TellsWrongId extends ForwardingSocket {
        TellsWrongId(Setup setup) {
            super(setup);
        }

        @Override
        public NtStatus wskControlSocket(WskSocket socket, WskControlRequest request, @Nullable Irp irp) {
            NtStatus status = super.wskControlSocket(socket, request, irp);
            ControlOutput output = request.output();
            if (request.controlCode() == SocketControl.SIO_WSK_QUERY_INSPECT_ID
                    && output != null
                    && output.outputBuffer() instanceof WskInspectId right) {
                output.write(new WskInspectId(~right.key(), ~right.serialNumber()), output.outputSizeReturned());
            }
            return status;
        }
    }

    private static final class InventsId extends ForwardingSocket {
        private static final int SIZE = 16;

        InventsId(Setup setup) {
            super(setup);
        }

        @Override
        public NtStatus wskControlSocket(WskSocket socket, WskControlRequest request, @Nullable Irp irp) {
            NtStatus status = super.wskControlSocket(socket, request, irp);
            if (request.controlCode() == SocketControl.SIO_WSK_QUERY_INSPECT_ID
                    && status == NtStatus.STATUS_INVALID_DEVICE_REQUEST) {
                Objects.requireNonNull(request.output(), "output").write(new WskInspectId(1, 1), SIZE);
                return NtStatus.STATUS_SUCCESS;
            }
            return status;
        }
    }
}
