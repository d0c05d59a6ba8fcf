package org.wsktck.reference;

import org.jspecify.annotations.Nullable;
import org.wsktck.reference.scheduler.Scheduler;
import org.wsktck.wsk.IoStatus;
import org.wsktck.wsk.Irp;
import org.wsktck.wsk.Irql;
import org.wsktck.wsk.NtStatus;

/**
 * Accepts IRPs from calls and completes each once: inline, or after the call has returned STATUS_PENDING. Where both are
 * possible the scheduler chooses. Completion routines run at the level of the caller or at DISPATCH_LEVEL.
 */
final class Completions {
    /** Counts the IRPs that somebody has to wait for. */
    interface Ledger {
        void irpAccepted();

        void irpCompleted();
    }

    /** Nobody has to wait. */
    static final Ledger NOBODY = new Ledger() {
        @Override
        public void irpAccepted() {}

        @Override
        public void irpCompleted() {}
    };

    private final Settings settings;
    private final Scheduler scheduler;

    Completions(Settings settings) {
        this.settings = settings;
        this.scheduler = settings.scheduler();
    }

    /** Takes charge of an IRP that a call brought. */
    void accept(Ledger ledger, @Nullable Irp irp, String where) {
        if (irp == null) {
            return;
        }
        Irp.CompletionSetting armed = irp.completion();
        if (irp.stackCount() < 1 || armed == null || !armed.onSuccess() || !armed.onError() || !armed.onCancel()) {
            settings.fault(
                    "GEN-14",
                    "an IRP without a stack location, or whose completion routine is not armed for every outcome",
                    where,
                    "Allocate it with a stack location and arm the routine for success, error and cancel.");
        }
        if (irp.ioStatus() != null) {
            settings.fault(
                    "GEN-14",
                    "an IRP that is complete already",
                    where,
                    "Call IoReuseIrp and arm its completion routine again before reusing it.");
        }
        ledger.irpAccepted();
    }

    /** Completes on this thread. */
    void complete(Ledger ledger, Irp irp, IoStatus outcome) {
        scheduler.reschedule();
        Irql current = scheduler.currentIrql();
        Irql level = current == Irql.PASSIVE_LEVEL && scheduler.choose(2) == 0 ? Irql.DISPATCH_LEVEL : current;
        Frames.push(Frames.Kind.COMPLETION, ledger);
        try {
            scheduler.atIrql(level, () -> {
                irp.ioCompleteRequest(outcome);
                return level;
            });
        } finally {
            Frames.pop();
            ledger.irpCompleted();
            scheduler.signal();
        }
        scheduler.reschedule();
    }

    /** The outcome is known and the call says so: completes the IRP, if there is one, before the call returns. */
    NtStatus inline(Ledger ledger, @Nullable Irp irp, IoStatus outcome) {
        if (irp != null) {
            complete(ledger, irp, outcome);
        }
        return outcome.status();
    }

    /** The outcome is an error or has nothing to add. */
    NtStatus inline(Ledger ledger, @Nullable Irp irp, NtStatus outcome) {
        return inline(ledger, irp, IoStatus.of(outcome));
    }

    /** The outcome is known, but the call may also say STATUS_PENDING and the IRP be completed afterwards. */
    NtStatus inlineOrPended(Ledger ledger, Irp irp, IoStatus outcome) {
        if (scheduler.choose(2) == 0) {
            return inline(ledger, irp, outcome);
        }
        irp.ioMarkIrpPending();
        later(ledger, irp, outcome);
        return NtStatus.STATUS_PENDING;
    }

    /** Completes in a task of its own. */
    void later(Ledger ledger, Irp irp, IoStatus outcome) {
        scheduler.spawn("wsk", () -> complete(ledger, irp, outcome));
    }
}
