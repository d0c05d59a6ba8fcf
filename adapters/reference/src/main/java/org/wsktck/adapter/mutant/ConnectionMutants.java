package org.wsktck.adapter.mutant;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wsktck.wsk.EventMask;
import org.wsktck.wsk.IoStatus;
import org.wsktck.wsk.Irp;
import org.wsktck.wsk.Mdl;
import org.wsktck.wsk.NtStatus;
import org.wsktck.wsk.Out;
import org.wsktck.wsk.SocketControl;
import org.wsktck.wsk.WskBuf;
import org.wsktck.wsk.WskControlRequest;
import org.wsktck.wsk.WskDataIndication;
import org.wsktck.wsk.WskFlag;
import org.wsktck.wsk.WskSocket;

/** Mistakes in receiving through WskReceiveEvent and WskReceive (CON), and in disabling one event of several (ENA-17). */
final class ConnectionMutants {
    private ConnectionMutants() {}

    static List<Mutant> all() {
        return List.of(
                Mutant.ofSocket(
                        "CON-01", "Data that is indicated is dropped before it reaches the client.", DropsData::new),
                Mutant.ofSocket("CON-02", "BytesIndicated counts one byte too many.", Miscounts::new),
                Mutant.ofSocket(
                        "CON-03", "A bit of another function slips into the Flags of WskReceiveEvent.", StrayFlag::new),
                Mutant.ofSocket(
                        "CON-04", "WskReceive reports one byte fewer than it took from the stream.", LosesByte::new),
                Mutant.ofSocket("CON-05", "An orderly end is reported like a lost socket.", NullForEnd::new),
                Mutant.ofSocket(
                        "CON-07",
                        "*BytesAccepted left alone is taken for 0, and the data is reported again.",
                        RepeatsUntouched::new),
                Mutant.ofSocket("CON-08", "The rest of a partial acceptance is reported at once.", RepeatsRest::new),
                Mutant.ofSocket(
                        "CON-09",
                        "The memory of a retained list is reused when the callback returns.",
                        ForgetsRetention::new),
                Mutant.ofSocket("CON-10", "Refused data is reported again at once.", RepeatsRefused::new),
                Mutant.ofSocket(
                        "CON-11",
                        "While a WskReceive is queued, data is neither given to it nor reported.",
                        StarvesRequests::new),
                Mutant.ofSocket(
                        "CON-13",
                        "A WskReceive of no bytes is completed without a look at the suspension.",
                        IgnoresEmptyReceive::new),
                Mutant.ofSocket(
                        "CON-14",
                        "Every indication is handed to a worker of its own, and none waits for another.",
                        OverlapsCalls::new),
                Mutant.ofSocket(
                        "CON-18",
                        "SIO_WSK_QUERY_RECEIVE_BACKLOG is refused once the socket is connected.",
                        RefusesBacklog::new),
                Mutant.ofSocket("CON-19", "Silent mode is acknowledged but never takes effect.", StaysLoud::new),
                Mutant.ofSocket("ENA-17", "A disable request clears the whole mask.", DisablesAll::new));
    }

    private static final int STRAY = 0x4000_0000;
    private static final int[] EVENTS = {
        EventMask.WSK_EVENT_RECEIVE, EventMask.WSK_EVENT_DISCONNECT, EventMask.WSK_EVENT_SEND_BACKLOG
    };

    private static boolean part(@Nullable Long accepted, long indicated) {
        return accepted != null && accepted < indicated;
    }

    private static void overwrite(WskBuf buffer) {
        int skip = buffer.offset();
        int left = buffer.length();
        for (Mdl mdl = buffer.mdl(); mdl != null && left > 0; mdl = mdl.next()) {
            int here = Math.min(left, mdl.byteCount() - skip);
            mdl.write(skip, new byte[here], 0, here);
            skip = 0;
            left -= here;
        }
    }

    private static final class DropsData extends ForwardingSocket {
        DropsData(Setup setup) {
            super(setup);
        }

        @Override
        NtStatus receiveEvent(
                int flags, @Nullable WskDataIndication list, long bytesIndicated, Out<Long> bytesAccepted) {
            return list == null ? tellReceive(flags, list, bytesIndicated, bytesAccepted) : NtStatus.STATUS_SUCCESS;
        }
    }

    private static final class Miscounts extends ForwardingSocket {
        Miscounts(Setup setup) {
            super(setup);
        }

        @Override
        NtStatus receiveEvent(
                int flags, @Nullable WskDataIndication list, long bytesIndicated, Out<Long> bytesAccepted) {
            return tellReceive(flags, list, list == null ? 0 : bytesIndicated + 1, bytesAccepted);
        }
    }

    private static final class StrayFlag extends ForwardingSocket {
        StrayFlag(Setup setup) {
            super(setup);
        }

        @Override
        NtStatus receiveEvent(
                int flags, @Nullable WskDataIndication list, long bytesIndicated, Out<Long> bytesAccepted) {
            return tellReceive(flags | STRAY, list, bytesIndicated, bytesAccepted);
        }
    }

    private static final class LosesByte extends ForwardingSocket {
        LosesByte(Setup setup) {
            super(setup);
        }

        @Override
        public NtStatus wskReceive(WskSocket socket, WskBuf buffer, int flags, Irp irp) {
            return super.wskReceive(
                    socket,
                    buffer,
                    flags,
                    RelayIrp.under(
                            irp,
                            outcome -> irp.ioCompleteRequest(
                                    outcome.information() > 1
                                            ? IoStatus.of(outcome.status(), outcome.information() - 1)
                                            : outcome)));
        }
    }

    private static final class NullForEnd extends ForwardingSocket {
        NullForEnd(Setup setup) {
            super(setup);
        }

        @Override
        NtStatus disconnectEvent(int flags) {
            if ((flags & WskFlag.WSK_FLAG_ABORTIVE) == 0 && isEnabled(EventMask.WSK_EVENT_RECEIVE)) {
                tellReceive(0, null, 0, new Out<>());
            }
            return tellDisconnect(flags);
        }
    }

    /** Reports the same list once more. */
    private abstract static class Repeats extends ForwardingSocket {
        Repeats(Setup setup) {
            super(setup);
        }

        @Override
        NtStatus receiveEvent(
                int flags, @Nullable WskDataIndication list, long bytesIndicated, Out<Long> bytesAccepted) {
            NtStatus answer = tellReceive(flags, list, bytesIndicated, bytesAccepted);
            if (list != null && wrongly(answer, bytesIndicated, bytesAccepted)) {
                return tellReceive(flags, list, bytesIndicated, bytesAccepted);
            }
            return answer;
        }

        abstract boolean wrongly(NtStatus answer, long bytesIndicated, Out<Long> bytesAccepted);
    }

    private static final class RepeatsRest extends Repeats {
        RepeatsRest(Setup setup) {
            super(setup);
        }

        @Override
        boolean wrongly(NtStatus answer, long bytesIndicated, Out<Long> bytesAccepted) {
            return answer == NtStatus.STATUS_SUCCESS && part(bytesAccepted.get(), bytesIndicated);
        }
    }

    private static final class RepeatsRefused extends Repeats {
        RepeatsRefused(Setup setup) {
            super(setup);
        }

        @Override
        boolean wrongly(NtStatus answer, long bytesIndicated, Out<Long> bytesAccepted) {
            return answer == NtStatus.STATUS_DATA_NOT_ACCEPTED;
        }
    }

    private static final class RepeatsUntouched extends ForwardingSocket {
        RepeatsUntouched(Setup setup) {
            super(setup);
        }

        @Override
        NtStatus receiveEvent(
                int flags, @Nullable WskDataIndication list, long bytesIndicated, Out<Long> bytesAccepted) {
            Out<Long> untouched = new Out<>();
            NtStatus answer = tellReceive(flags, list, bytesIndicated, untouched);
            if (list != null && answer == NtStatus.STATUS_SUCCESS && untouched.get() == null) {
                return tellReceive(flags, list, bytesIndicated, bytesAccepted);
            }
            bytesAccepted.set(untouched.get());
            return answer;
        }
    }

    private static final class ForgetsRetention extends ForwardingSocket {
        ForgetsRetention(Setup setup) {
            super(setup);
        }

        @Override
        NtStatus receiveEvent(
                int flags, @Nullable WskDataIndication list, long bytesIndicated, Out<Long> bytesAccepted) {
            NtStatus answer = tellReceive(flags, list, bytesIndicated, bytesAccepted);
            if (answer == NtStatus.STATUS_PENDING) {
                for (WskDataIndication at = list; at != null; at = at.next()) {
                    overwrite(at.buffer());
                }
            }
            return answer;
        }
    }

    private static final class StarvesRequests extends ForwardingSocket {
        private final ParkedIrps parked = new ParkedIrps();
        private volatile boolean waiting;

        StarvesRequests(Setup setup) {
            super(setup);
        }

        @Override
        NtStatus receiveEvent(
                int flags, @Nullable WskDataIndication list, long bytesIndicated, Out<Long> bytesAccepted) {
            return list != null && waiting
                    ? NtStatus.STATUS_DATA_NOT_ACCEPTED
                    : tellReceive(flags, list, bytesIndicated, bytesAccepted);
        }

        @Override
        public NtStatus wskReceive(WskSocket socket, WskBuf buffer, int flags, Irp irp) {
            if (!isEnabled(EventMask.WSK_EVENT_RECEIVE)) {
                return super.wskReceive(socket, buffer, flags, irp);
            }
            waiting = true;
            return parked.park(irp, () -> super.wskReceive(socket, buffer, flags, irp));
        }

        @Override
        public NtStatus wskCloseSocket(WskSocket socket, Irp irp) {
            parked.cancelAll();
            return super.wskCloseSocket(socket, irp);
        }
    }

    private static final class IgnoresEmptyReceive extends ForwardingSocket {
        IgnoresEmptyReceive(Setup setup) {
            super(setup);
        }

        @Override
        public NtStatus wskReceive(WskSocket socket, WskBuf buffer, int flags, Irp irp) {
            if (buffer.length() > 0) {
                return super.wskReceive(socket, buffer, flags, irp);
            }
            irp.ioCompleteRequest(IoStatus.of(NtStatus.STATUS_SUCCESS));
            return NtStatus.STATUS_SUCCESS;
        }
    }

    private static final class OverlapsCalls extends ForwardingSocket {
        OverlapsCalls(Setup setup) {
            super(setup);
        }

        @Override
        NtStatus receiveEvent(
                int flags, @Nullable WskDataIndication list, long bytesIndicated, Out<Long> bytesAccepted) {
            if (list == null) {
                return tellReceive(flags, list, bytesIndicated, bytesAccepted);
            }
            context()
                    .spawn(
                            "indication",
                            () -> inside(() -> {
                                NtStatus answer = tellReceive(flags, list, bytesIndicated, bytesAccepted);
                                if (answer != NtStatus.STATUS_PENDING) {
                                    wskRelease(this, list);
                                }
                                return answer;
                            }));
            return NtStatus.STATUS_PENDING;
        }
    }

    private static final class RefusesBacklog extends ForwardingSocket {
        RefusesBacklog(Setup setup) {
            super(setup);
        }

        @Override
        public NtStatus wskControlSocket(WskSocket socket, WskControlRequest request, @Nullable Irp irp) {
            if (request.controlCode() != SocketControl.SIO_WSK_QUERY_RECEIVE_BACKLOG || irp == null) {
                return super.wskControlSocket(socket, request, irp);
            }
            irp.ioCompleteRequest(IoStatus.of(NtStatus.STATUS_INVALID_DEVICE_STATE));
            return NtStatus.STATUS_INVALID_DEVICE_STATE;
        }
    }

    private static final class StaysLoud extends ForwardingSocket {
        StaysLoud(Setup setup) {
            super(setup);
        }

        @Override
        public NtStatus wskControlSocket(WskSocket socket, WskControlRequest request, @Nullable Irp irp) {
            if (request.controlCode() != SocketControl.SIO_WSK_SET_TCP_SILENT_MODE || irp == null) {
                return super.wskControlSocket(socket, request, irp);
            }
            irp.ioCompleteRequest(IoStatus.of(NtStatus.STATUS_SUCCESS));
            return NtStatus.STATUS_SUCCESS;
        }
    }

    private static final class DisablesAll extends ForwardingSocket {
        DisablesAll(Setup setup) {
            super(setup);
        }

        @Override
        public NtStatus wskControlSocket(WskSocket socket, WskControlRequest request, @Nullable Irp irp) {
            NtStatus status = super.wskControlSocket(socket, request, irp);
            if (isDisabling(request)) {
                for (int event : EVENTS) {
                    if (isEnabled(event)) {
                        super.wskControlSocket(
                                socket, WskControlRequest.eventCallback(event | EventMask.WSK_EVENT_DISABLE), null);
                    }
                }
            }
            return status;
        }
    }
}
