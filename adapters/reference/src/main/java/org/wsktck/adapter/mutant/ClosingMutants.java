package org.wsktck.adapter.mutant;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wsktck.wsk.IoStatus;
import org.wsktck.wsk.Irp;
import org.wsktck.wsk.NtStatus;
import org.wsktck.wsk.Out;
import org.wsktck.wsk.SockAddr;
import org.wsktck.wsk.WskBuf;
import org.wsktck.wsk.WskSocket;

/** Mistakes in closing (CLS). */
final class ClosingMutants {
    private ClosingMutants() {}

    static List<Mutant> all() {
        return List.of(
                Mutant.ofSocket("CLS-02", "Closing forgets the receive requests that are pending.", ForgetsIrps::new),
                Mutant.ofSocket(
                        "CLS-03",
                        "Closing completes while callbacks on other threads are still running.",
                        ClosesUnderCallback::new),
                Mutant.ofSocket("CLS-04", "A callback comes after the close has completed.", CallsAfterClose::new),
                Mutant.ofSocket(
                        "CLS-09",
                        "A callback that closes its own socket is not waited for.",
                        ClosesUnderCallingCallback::new),
                Mutant.ofSocket("CLS-10", "The IRP of WskCloseSocket is never completed.", LosesCloseIrp::new));
    }

    private static final class ForgetsIrps extends ForwardingSocket {
        ForgetsIrps(Setup setup) {
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
            Irp below = RelayIrp.under(irp, outcome -> {
                if (isUsable()) {
                    irp.ioCompleteRequest(outcome);
                }
            });
            return super.wskReceiveFrom(socket, buffer, flags, remoteAddress, controlFlags, below);
        }
    }

    /** Closes below and tells the client at once that it is done. */
    private abstract static class ClosesTooSoon extends ForwardingSocket {
        ClosesTooSoon(Setup setup) {
            super(setup);
        }

        abstract boolean tooSoon();

        @Override
        public final NtStatus wskCloseSocket(WskSocket socket, Irp irp) {
            if (!tooSoon()) {
                return super.wskCloseSocket(socket, irp);
            }
            super.wskCloseSocket(socket, RelayIrp.own(outcome -> {}));
            irp.ioCompleteRequest(IoStatus.of(NtStatus.STATUS_SUCCESS));
            return NtStatus.STATUS_SUCCESS;
        }
    }

    private static final class ClosesUnderCallback extends ClosesTooSoon {
        ClosesUnderCallback(Setup setup) {
            super(setup);
        }

        @Override
        boolean tooSoon() {
            return isBusy() && !insideOwnCallback();
        }
    }

    private static final class ClosesUnderCallingCallback extends ClosesTooSoon {
        ClosesUnderCallingCallback(Setup setup) {
            super(setup);
        }

        @Override
        boolean tooSoon() {
            return insideOwnCallback();
        }
    }

    private static final class CallsAfterClose extends ForwardingSocket {
        CallsAfterClose(Setup setup) {
            super(setup);
        }

        @Override
        public NtStatus wskCloseSocket(WskSocket socket, Irp irp) {
            return super.wskCloseSocket(socket, RelayIrp.under(irp, outcome -> {
                irp.ioCompleteRequest(outcome);
                if (entry() != null) {
                    context().whenQuiet(() -> indicate(0, null));
                }
            }));
        }
    }

    private static final class LosesCloseIrp extends ForwardingSocket {
        LosesCloseIrp(Setup setup) {
            super(setup);
        }

        @Override
        public NtStatus wskCloseSocket(WskSocket socket, Irp irp) {
            irp.ioMarkIrpPending();
            super.wskCloseSocket(socket, RelayIrp.own(outcome -> {}));
            return NtStatus.STATUS_PENDING;
        }
    }
}
