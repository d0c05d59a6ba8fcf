package org.wsktck.adapter.mutant;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wsktck.wsk.EventMask;
import org.wsktck.wsk.IoStatus;
import org.wsktck.wsk.Irp;
import org.wsktck.wsk.NtStatus;
import org.wsktck.wsk.Out;
import org.wsktck.wsk.WskBuf;
import org.wsktck.wsk.WskDataIndication;
import org.wsktck.wsk.WskFlag;
import org.wsktck.wsk.WskSocket;

/** Mistakes about the ends of connections (DSC), and in what a close does to one (CLS-07). */
final class DisconnectMutants {
    private DisconnectMutants() {}

    static List<Mutant> all() {
        return List.of(
                Mutant.ofSocket(
                        "DSC-01", "The disconnect of the peer is not passed on to the event.", SwallowsEnd::new),
                Mutant.ofSocket("DSC-02", "WSK_FLAG_ABORTIVE is inverted.", InvertsAbortive::new),
                Mutant.ofSocket(
                        "DSC-03",
                        "The completion of WskDisconnect raises the event of the remote side.",
                        ReportsOwnEnd::new),
                Mutant.ofSocket("DSC-04", "The disconnect of the peer is reported twice.", ReportsEndTwice::new),
                Mutant.ofSocket(
                        "DSC-06", "Data is reported by a slow worker, the disconnect at once.", EndOvertakes::new),
                Mutant.ofSocket(
                        "DSC-08", "The end of the direction of the peer closes the other one too.", EndClosesBoth::new),
                Mutant.ofSocket(
                        "DSC-09",
                        "WskSend claims success on a connection that the peer has reset.",
                        SendsIntoNothing::new),
                Mutant.ofSocket(
                        "DSC-10",
                        "After its own disconnect the client gets no data any more.",
                        DeafAfterDisconnect::new),
                Mutant.ofSocket("DSC-11", "WSK_FLAG_ABORTIVE is ignored.", AbortsInOrder::new),
                Mutant.ofSocket(
                        "DSC-12",
                        "A pended WskDisconnect is forgotten when the connection is torn down.",
                        ForgetsDisconnect::new),
                Mutant.ofSocket(
                        "DSC-13",
                        "A receive that waits for more is not told that no more can come.",
                        WaitsForever::new),
                Mutant.ofSocket(
                        "CLS-07",
                        "WskCloseSocket disconnects in order and leaves the rest to the peer.",
                        ClosesInOrder::new));
    }

    private static final class SwallowsEnd extends ForwardingSocket {
        SwallowsEnd(Setup setup) {
            super(setup);
        }

        @Override
        NtStatus disconnectEvent(int flags) {
            return NtStatus.STATUS_SUCCESS;
        }
    }

    private static final class InvertsAbortive extends ForwardingSocket {
        InvertsAbortive(Setup setup) {
            super(setup);
        }

        @Override
        NtStatus disconnectEvent(int flags) {
            return tellDisconnect(flags ^ WskFlag.WSK_FLAG_ABORTIVE);
        }
    }

    private static final class ReportsOwnEnd extends ForwardingSocket {
        ReportsOwnEnd(Setup setup) {
            super(setup);
        }

        @Override
        public NtStatus wskDisconnect(WskSocket socket, @Nullable WskBuf buffer, int flags, Irp irp) {
            NtStatus status = super.wskDisconnect(socket, buffer, flags, irp);
            if (isEnabled(EventMask.WSK_EVENT_DISCONNECT)) {
                context().spawn("own-end", () -> inside(() -> tellDisconnect(0)));
            }
            return status;
        }
    }

    private static final class ReportsEndTwice extends ForwardingSocket {
        ReportsEndTwice(Setup setup) {
            super(setup);
        }

        @Override
        NtStatus disconnectEvent(int flags) {
            tellDisconnect(flags);
            return tellDisconnect(flags);
        }
    }

    private static final class EndOvertakes extends ForwardingSocket {
        EndOvertakes(Setup setup) {
            super(setup);
        }

        @Override
        NtStatus receiveEvent(
                int flags, @Nullable WskDataIndication list, long bytesIndicated, Out<Long> bytesAccepted) {
            if (list == null || !isEnabled(EventMask.WSK_EVENT_DISCONNECT)) {
                return tellReceive(flags, list, bytesIndicated, bytesAccepted);
            }
            context()
                    .whenQuiet(() -> inside(() -> {
                        NtStatus answer = tellReceive(flags, list, bytesIndicated, bytesAccepted);
                        if (answer != NtStatus.STATUS_PENDING) {
                            wskRelease(this, list);
                        }
                        return answer;
                    }));
            return NtStatus.STATUS_PENDING;
        }
    }

    private static final class EndClosesBoth extends ForwardingSocket {
        private volatile boolean ended;

        EndClosesBoth(Setup setup) {
            super(setup);
        }

        @Override
        NtStatus disconnectEvent(int flags) {
            ended = true;
            return tellDisconnect(flags);
        }

        @Override
        public NtStatus wskSend(WskSocket socket, WskBuf buffer, int flags, Irp irp) {
            if (!ended) {
                return super.wskSend(socket, buffer, flags, irp);
            }
            irp.ioCompleteRequest(IoStatus.of(NtStatus.STATUS_INVALID_DEVICE_STATE));
            return NtStatus.STATUS_INVALID_DEVICE_STATE;
        }
    }

    private static final class SendsIntoNothing extends ForwardingSocket {
        private volatile boolean reset;

        SendsIntoNothing(Setup setup) {
            super(setup);
        }

        @Override
        NtStatus disconnectEvent(int flags) {
            reset = (flags & WskFlag.WSK_FLAG_ABORTIVE) != 0;
            return tellDisconnect(flags);
        }

        @Override
        public NtStatus wskSend(WskSocket socket, WskBuf buffer, int flags, Irp irp) {
            if (!reset) {
                return super.wskSend(socket, buffer, flags, irp);
            }
            irp.ioCompleteRequest(IoStatus.of(NtStatus.STATUS_SUCCESS, buffer.length()));
            return NtStatus.STATUS_SUCCESS;
        }
    }

    private static final class DeafAfterDisconnect extends ForwardingSocket {
        private volatile boolean disconnected;

        DeafAfterDisconnect(Setup setup) {
            super(setup);
        }

        @Override
        public NtStatus wskDisconnect(WskSocket socket, @Nullable WskBuf buffer, int flags, Irp irp) {
            disconnected = true;
            return super.wskDisconnect(socket, buffer, flags, irp);
        }

        @Override
        NtStatus receiveEvent(
                int flags, @Nullable WskDataIndication list, long bytesIndicated, Out<Long> bytesAccepted) {
            return disconnected ? NtStatus.STATUS_SUCCESS : tellReceive(flags, list, bytesIndicated, bytesAccepted);
        }
    }

    private static final class AbortsInOrder extends ForwardingSocket {
        AbortsInOrder(Setup setup) {
            super(setup);
        }

        @Override
        public NtStatus wskDisconnect(WskSocket socket, @Nullable WskBuf buffer, int flags, Irp irp) {
            return super.wskDisconnect(socket, buffer, flags & ~WskFlag.WSK_FLAG_ABORTIVE, irp);
        }
    }

    private static final class ForgetsDisconnect extends ForwardingSocket {
        ForgetsDisconnect(Setup setup) {
            super(setup);
        }

        @Override
        public NtStatus wskDisconnect(WskSocket socket, @Nullable WskBuf buffer, int flags, Irp irp) {
            if ((flags & WskFlag.WSK_FLAG_ABORTIVE) != 0) {
                return super.wskDisconnect(socket, buffer, flags, irp);
            }
            return super.wskDisconnect(socket, buffer, flags, RelayIrp.under(irp, outcome -> {
                if (outcome.status() == NtStatus.STATUS_SUCCESS) {
                    irp.ioCompleteRequest(outcome);
                }
            }));
        }
    }

    private static final class WaitsForever extends ForwardingSocket {
        WaitsForever(Setup setup) {
            super(setup);
        }

        @Override
        public NtStatus wskReceive(WskSocket socket, WskBuf buffer, int flags, Irp irp) {
            if ((flags & (WskFlag.WSK_FLAG_WAITALL | WskFlag.WSK_FLAG_DRAIN)) == 0) {
                return super.wskReceive(socket, buffer, flags, irp);
            }
            return super.wskReceive(socket, buffer, flags, RelayIrp.under(irp, outcome -> {
                if (outcome.information() == buffer.length() || !isUsable()) {
                    irp.ioCompleteRequest(outcome);
                }
            }));
        }
    }

    private static final class ClosesInOrder extends ForwardingSocket {
        ClosesInOrder(Setup setup) {
            super(setup);
        }

        @Override
        public NtStatus wskCloseSocket(WskSocket socket, Irp irp) {
            if (flags() != WskFlag.WSK_FLAG_CONNECTION_SOCKET || isBusy()) {
                return super.wskCloseSocket(socket, irp);
            }
            super.wskDisconnect(socket, null, 0, RelayIrp.own(outcome -> {}));
            irp.ioCompleteRequest(IoStatus.of(NtStatus.STATUS_SUCCESS));
            return NtStatus.STATUS_SUCCESS;
        }
    }
}
