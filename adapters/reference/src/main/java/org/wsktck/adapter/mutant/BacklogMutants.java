package org.wsktck.adapter.mutant;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wsktck.wsk.EventMask;
import org.wsktck.wsk.IoStatus;
import org.wsktck.wsk.Irp;
import org.wsktck.wsk.NtStatus;
import org.wsktck.wsk.SocketControl;
import org.wsktck.wsk.WskControlRequest;
import org.wsktck.wsk.WskSocket;

/** Mistakes about the ideal send backlog (BKL). */
final class BacklogMutants {
    private BacklogMutants() {}

    static List<Mutant> all() {
        return List.of(
                Mutant.ofSocket(
                        "BKL-01",
                        "A change of the ideal send backlog is not passed on to the event.",
                        SwallowsChange::new),
                Mutant.ofSocket("BKL-02", "The event carries twice the size that a query tells.", DoublesSize::new),
                Mutant.ofSocket(
                        "BKL-04",
                        "The ideal send backlog can be asked for only while its event is enabled.",
                        AsksForEvent::new));
    }

    private static final class SwallowsChange extends ForwardingSocket {
        SwallowsChange(Setup setup) {
            super(setup);
        }

        @Override
        NtStatus sendBacklogEvent(long idealBacklogSize) {
            return NtStatus.STATUS_SUCCESS;
        }
    }

    private static final class DoublesSize extends ForwardingSocket {
        DoublesSize(Setup setup) {
            super(setup);
        }

        @Override
        NtStatus sendBacklogEvent(long idealBacklogSize) {
            return tellSendBacklog(2 * idealBacklogSize);
        }
    }

    private static final class AsksForEvent extends ForwardingSocket {
        AsksForEvent(Setup setup) {
            super(setup);
        }

        @Override
        public NtStatus wskControlSocket(WskSocket socket, WskControlRequest request, @Nullable Irp irp) {
            if (request.controlCode() != SocketControl.SIO_WSK_QUERY_IDEAL_SEND_BACKLOG
                    || irp == null
                    || isEnabled(EventMask.WSK_EVENT_SEND_BACKLOG)) {
                return super.wskControlSocket(socket, request, irp);
            }
            irp.ioCompleteRequest(IoStatus.of(NtStatus.STATUS_INVALID_DEVICE_STATE));
            return NtStatus.STATUS_INVALID_DEVICE_STATE;
        }
    }
}
