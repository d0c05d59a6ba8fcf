package org.wsktck.adapter.mutant;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wsktck.wsk.CachedSecurityDescriptor;
import org.wsktck.wsk.IoStatus;
import org.wsktck.wsk.Irp;
import org.wsktck.wsk.NtStatus;
import org.wsktck.wsk.Out;
import org.wsktck.wsk.SockAddr;
import org.wsktck.wsk.WskBuf;
import org.wsktck.wsk.WskClient;
import org.wsktck.wsk.WskClientSocketDispatch;
import org.wsktck.wsk.WskControlRequest;
import org.wsktck.wsk.WskDatagramIndication;
import org.wsktck.wsk.WskFlag;
import org.wsktck.wsk.WskReceiveFromEvent;
import org.wsktck.wsk.WskSocket;

/** Mistakes about sockets in general (GEN). */
final class GeneralMutants {
    private GeneralMutants() {}

    static List<Mutant> all() {
        return List.of(
                Mutant.ofSocket("GEN-01", "Enabling is acknowledged but never takes effect.", EnablesNothing::new),
                Mutant.ofSocket(
                        "GEN-02",
                        "Whether a callback runs is decided by the table entry alone, not by what is enabled.",
                        IgnoresEnabledState::new),
                Mutant.ofSocket("GEN-03", "Binding a socket switches its callback on.", EnablesAtBind::new),
                Mutant.ofSocket("GEN-04", "A basic socket raises an event of datagram sockets.", BasicRaisesEvent::new),
                Mutant.ofSocket(
                        "GEN-07",
                        "WskReceiveFrom is served by the path of the callback, so it starves while that is off.",
                        StarvesReceiveFrom::new),
                Mutant.ofSocket(
                        "GEN-08",
                        "The callback is given the socket pointer in place of the socket context.",
                        WrongContext::new),
                Mutant.ofSocket(
                        "GEN-09",
                        "The dispatch table is kept per client, so that of the newest socket serves them all.",
                        NewestTable::new),
                Mutant.ofSocket("GEN-13", "The IRP of WskBind is completed twice.", CompletesBindTwice::new),
                Mutant.ofClient("GEN-15", "Flags 0 makes a datagram socket.", DefaultsToDatagram::new));
    }

    private static final class EnablesNothing extends ForwardingSocket {
        EnablesNothing(Setup setup) {
            super(setup);
        }

        @Override
        public NtStatus wskControlSocket(WskSocket socket, WskControlRequest request, @Nullable Irp irp) {
            return isEnabling(request) && irp == null
                    ? NtStatus.STATUS_SUCCESS
                    : super.wskControlSocket(socket, request, irp);
        }
    }

    private static class EnablesAtBind extends ForwardingSocket {
        EnablesAtBind(Setup setup) {
            super(setup);
        }

        @Override
        public NtStatus wskBind(WskSocket socket, SockAddr localAddress, int flags, Irp irp) {
            return super.wskBind(socket, localAddress, flags, RelayIrp.under(irp, outcome -> {
                if (outcome.status() == NtStatus.STATUS_SUCCESS && entry() != null && !isStatic()) {
                    enableBelow();
                }
                irp.ioCompleteRequest(outcome);
            }));
        }
    }

    private static final class IgnoresEnabledState extends EnablesAtBind {
        IgnoresEnabledState(Setup setup) {
            super(setup);
        }

        @Override
        public NtStatus wskControlSocket(WskSocket socket, WskControlRequest request, @Nullable Irp irp) {
            if (!isDisabling(request) || isBusy()) {
                return super.wskControlSocket(socket, request, irp);
            }
            if (irp != null) {
                irp.ioCompleteRequest(IoStatus.of(NtStatus.STATUS_SUCCESS));
            }
            return NtStatus.STATUS_SUCCESS;
        }
    }

    private static final class BasicRaisesEvent extends ForwardingSocket {
        BasicRaisesEvent(Setup setup) {
            super(setup);
        }

        @Override
        IoStatus opened(IoStatus outcome) {
            if (isBasic() && entry() != null) {
                context().spawn("stray-event", () -> indicate(0, null));
            }
            return super.opened(outcome);
        }
    }

    private static final class StarvesReceiveFrom extends ForwardingSocket {
        private final ParkedIrps parked = new ParkedIrps();

        StarvesReceiveFrom(Setup setup) {
            super(setup);
        }

        @Override
        public NtStatus wskReceiveFrom(
                WskSocket socket,
                WskBuf buffer,
                int flags,
                @Nullable Out<SockAddr> remoteAddress,
                @Nullable Out<Integer> controlFlags,
                Irp irp) {
            if (isEnabled()) {
                return super.wskReceiveFrom(socket, buffer, flags, remoteAddress, controlFlags, irp);
            }
            return parked.park(
                    irp, () -> super.wskReceiveFrom(socket, buffer, flags, remoteAddress, controlFlags, irp));
        }

        @Override
        public NtStatus wskControlSocket(WskSocket socket, WskControlRequest request, @Nullable Irp irp) {
            NtStatus status = super.wskControlSocket(socket, request, irp);
            if (isEnabled()) {
                parked.forwardAll();
            }
            return status;
        }

        @Override
        public NtStatus wskCloseSocket(WskSocket socket, Irp irp) {
            parked.cancelAll();
            return super.wskCloseSocket(socket, irp);
        }
    }

    private static final class WrongContext extends ForwardingSocket {
        WrongContext(Setup setup) {
            super(setup);
        }

        @Override
        NtStatus receiveFromEvent(int flags, @Nullable WskDatagramIndication list) {
            WskReceiveFromEvent entry = entry();
            return entry == null ? NtStatus.STATUS_SUCCESS : indicate(entry, this, flags, list);
        }
    }

    private static final class NewestTable extends ForwardingSocket {
        NewestTable(Setup setup) {
            super(setup);
        }

        @Override
        NtStatus receiveFromEvent(int flags, @Nullable WskDatagramIndication list) {
            @Nullable WskReceiveFromEvent newest = entry();
            for (ForwardingSocket socket : client().sockets()) {
                newest = socket.entry() == null ? newest : socket.entry();
            }
            return newest == null ? NtStatus.STATUS_SUCCESS : indicate(newest, socketContext(), flags, list);
        }
    }

    private static final class CompletesBindTwice extends ForwardingSocket {
        CompletesBindTwice(Setup setup) {
            super(setup);
        }

        @Override
        public NtStatus wskBind(WskSocket socket, SockAddr localAddress, int flags, Irp irp) {
            return super.wskBind(socket, localAddress, flags, RelayIrp.under(irp, outcome -> {
                irp.ioCompleteRequest(outcome);
                irp.ioCompleteRequest(outcome);
            }));
        }
    }

    private static final class DefaultsToDatagram extends ForwardingClient {
        DefaultsToDatagram(Origin origin) {
            super(origin);
        }

        @Override
        public NtStatus wskSocket(
                WskClient client,
                int flags,
                @Nullable Object socketContext,
                @Nullable WskClientSocketDispatch dispatch,
                @Nullable CachedSecurityDescriptor securityDescriptor,
                Irp irp) {
            int category = flags == WskFlag.WSK_FLAG_BASIC_SOCKET ? WskFlag.WSK_FLAG_DATAGRAM_SOCKET : flags;
            return super.wskSocket(client, category, socketContext, dispatch, securityDescriptor, irp);
        }
    }
}
