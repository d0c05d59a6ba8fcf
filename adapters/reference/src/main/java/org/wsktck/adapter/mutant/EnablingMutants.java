package org.wsktck.adapter.mutant;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wsktck.wsk.IoStatus;
import org.wsktck.wsk.Irp;
import org.wsktck.wsk.NtStatus;
import org.wsktck.wsk.WskControlRequest;
import org.wsktck.wsk.WskSocket;

/** Mistakes in enabling and disabling by SO_WSK_EVENT_CALLBACK (ENA). */
final class EnablingMutants {
    private static final IoStatus SUCCESS = IoStatus.of(NtStatus.STATUS_SUCCESS);

    private EnablingMutants() {}

    static List<Mutant> all() {
        return List.of(
                Mutant.ofSocket("ENA-05", "A valid enabling request is refused.", RefusesEnabling::new),
                Mutant.ofSocket(
                        "ENA-07",
                        "Disabling an idle callback is always handed to a worker thread.",
                        DisablesIdleLate::new),
                Mutant.ofSocket(
                        "ENA-08",
                        "The IRP of a disable request is completed without waiting for the callbacks in progress.",
                        DisablesBusyAtOnce::new),
                Mutant.ofSocket(
                        "ENA-09",
                        "A pended disable request ends as cancelled when the callbacks have returned.",
                        CancelsPendedDisable::new),
                Mutant.ofSocket(
                        "ENA-10",
                        "A disable request without IRP claims success while the callback runs.",
                        ClaimsSuccessWhileBusy::new),
                Mutant.ofSocket(
                        "ENA-11",
                        "A disable request without IRP always answers STATUS_EVENT_PENDING.",
                        AlwaysEventPending::new),
                Mutant.ofSocket("ENA-12", "A disabled callback comes back by itself.", ReenablesItself::new),
                Mutant.ofSocket(
                        "ENA-15",
                        "A callback that disables itself is not counted as in progress.",
                        OverlooksCallingCallback::new),
                Mutant.ofSocket(
                        "ENA-16", "A callback that was disabled once cannot be enabled again.", EnablesOnce::new));
    }

    /** Base of the mistakes that concern only disable requests. */
    private abstract static class Disabling extends ForwardingSocket {
        Disabling(Setup setup) {
            super(setup);
        }

        @Override
        public final NtStatus wskControlSocket(WskSocket socket, WskControlRequest request, @Nullable Irp irp) {
            return isDisabling(request) && !isStatic() ? disable(request, irp) : correctly(request, irp);
        }

        final NtStatus correctly(WskControlRequest request, @Nullable Irp irp) {
            return super.wskControlSocket(this, request, irp);
        }

        /** Disables below and tells the client at once that it is done. */
        final NtStatus claimDone(WskControlRequest request, @Nullable Irp irp) {
            correctly(request, irp == null ? null : RelayIrp.own(outcome -> {}));
            if (irp != null) {
                irp.ioCompleteRequest(SUCCESS);
            }
            return NtStatus.STATUS_SUCCESS;
        }

        abstract NtStatus disable(WskControlRequest request, @Nullable Irp irp);
    }

    private static final class RefusesEnabling extends ForwardingSocket {
        RefusesEnabling(Setup setup) {
            super(setup);
        }

        @Override
        public NtStatus wskControlSocket(WskSocket socket, WskControlRequest request, @Nullable Irp irp) {
            return isEnabling(request) && irp == null
                    ? NtStatus.STATUS_INVALID_PARAMETER
                    : super.wskControlSocket(socket, request, irp);
        }
    }

    private static final class DisablesIdleLate extends Disabling {
        DisablesIdleLate(Setup setup) {
            super(setup);
        }

        @Override
        NtStatus disable(WskControlRequest request, @Nullable Irp irp) {
            if (isBusy()) {
                return correctly(request, irp);
            }
            if (irp == null) {
                NtStatus status = correctly(request, null);
                return status == NtStatus.STATUS_SUCCESS ? NtStatus.STATUS_REQUEST_NOT_ACCEPTED : status;
            }
            Irp late = RelayIrp.under(irp, outcome -> context().spawn("disable", () -> irp.ioCompleteRequest(outcome)));
            late.ioMarkIrpPending();
            NtStatus status = correctly(request, late);
            return status == NtStatus.STATUS_SUCCESS ? NtStatus.STATUS_PENDING : status;
        }
    }

    private static final class DisablesBusyAtOnce extends Disabling {
        DisablesBusyAtOnce(Setup setup) {
            super(setup);
        }

        @Override
        NtStatus disable(WskControlRequest request, @Nullable Irp irp) {
            return isBusy() && irp != null ? claimDone(request, irp) : correctly(request, irp);
        }
    }

    private static final class CancelsPendedDisable extends Disabling {
        CancelsPendedDisable(Setup setup) {
            super(setup);
        }

        @Override
        NtStatus disable(WskControlRequest request, @Nullable Irp irp) {
            if (!isBusy() || irp == null) {
                return correctly(request, irp);
            }
            IoStatus cancelled = IoStatus.of(NtStatus.STATUS_CANCELLED);
            return correctly(request, RelayIrp.under(irp, outcome -> irp.ioCompleteRequest(cancelled)));
        }
    }

    private static final class ClaimsSuccessWhileBusy extends Disabling {
        ClaimsSuccessWhileBusy(Setup setup) {
            super(setup);
        }

        @Override
        NtStatus disable(WskControlRequest request, @Nullable Irp irp) {
            NtStatus status = correctly(request, irp);
            return status == NtStatus.STATUS_EVENT_PENDING ? NtStatus.STATUS_SUCCESS : status;
        }
    }

    private static final class AlwaysEventPending extends Disabling {
        AlwaysEventPending(Setup setup) {
            super(setup);
        }

        @Override
        NtStatus disable(WskControlRequest request, @Nullable Irp irp) {
            NtStatus status = correctly(request, irp);
            return irp == null && status == NtStatus.STATUS_SUCCESS ? NtStatus.STATUS_EVENT_PENDING : status;
        }
    }

    private static final class ReenablesItself extends Disabling {
        ReenablesItself(Setup setup) {
            super(setup);
        }

        @Override
        NtStatus disable(WskControlRequest request, @Nullable Irp irp) {
            if (irp == null) {
                NtStatus status = correctly(request, null);
                comeBack();
                return status;
            }
            return correctly(request, RelayIrp.under(irp, outcome -> {
                irp.ioCompleteRequest(outcome);
                comeBack();
            }));
        }

        /** Enables as soon as no callback is in progress and all is quiet. */
        private void comeBack() {
            context().whenQuiet(() -> {
                if (isBusy()) {
                    comeBack();
                } else if (!isEnabled()) {
                    enableBelow();
                }
            });
        }
    }

    private static final class OverlooksCallingCallback extends Disabling {
        OverlooksCallingCallback(Setup setup) {
            super(setup);
        }

        @Override
        NtStatus disable(WskControlRequest request, @Nullable Irp irp) {
            return insideOwnCallback() ? claimDone(request, irp) : correctly(request, irp);
        }
    }

    private static final class EnablesOnce extends ForwardingSocket {
        private volatile boolean disabledOnce;

        EnablesOnce(Setup setup) {
            super(setup);
        }

        @Override
        public NtStatus wskControlSocket(WskSocket socket, WskControlRequest request, @Nullable Irp irp) {
            if (disabledOnce && isEnabling(request) && irp == null) {
                return NtStatus.STATUS_SUCCESS;
            }
            disabledOnce |= isDisabling(request);
            return super.wskControlSocket(socket, request, irp);
        }
    }
}
