package org.wsktck.reference;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.wsktck.wsk.IoStatus;
import org.wsktck.wsk.Irp;
import org.wsktck.wsk.NtStatus;

/** An IRP as the I/O manager keeps it. It does not stop a second completion: the client gets to see it. */
public final class KernelIrp implements Irp {
    private final int stackCount;
    private final ClientFaultListener faults;
    private final AtomicReference<@Nullable CancelRoutine> cancelRoutine = new AtomicReference<>();
    private volatile @Nullable CompletionSetting completion;
    private volatile @Nullable IoStatus ioStatus;
    private volatile boolean cancelled;
    private volatile boolean pending;

    KernelIrp(int stackCount, ClientFaultListener faults) {
        this.stackCount = stackCount;
        this.faults = faults;
    }

    @Override
    public int stackCount() {
        return stackCount;
    }

    @Override
    public @Nullable CompletionSetting completion() {
        return completion;
    }

    @Override
    public void ioSetCompletionRoutine(CompletionSetting setting) {
        completion = setting;
    }

    @Override
    public @Nullable IoStatus ioStatus() {
        return ioStatus;
    }

    @Override
    public boolean ioCancelIrp() {
        cancelled = true;
        CancelRoutine routine = cancelRoutine.getAndSet(null);
        if (routine == null) {
            return false;
        }
        routine.cancel(this);
        return true;
    }

    @Override
    public boolean isCancelled() {
        return cancelled;
    }

    @Override
    public void ioMarkIrpPending() {
        pending = true;
    }

    @Override
    public boolean isPending() {
        return pending;
    }

    @Override
    public @Nullable CancelRoutine ioSetCancelRoutine(@Nullable CancelRoutine routine) {
        return cancelRoutine.getAndSet(routine);
    }

    @Override
    public void ioCompleteRequest(IoStatus outcome) {
        ioStatus = outcome;
        CompletionSetting armed = completion;
        if (armed == null || !wants(armed, outcome.status())) {
            return;
        }
        NtStatus answer = armed.routine().completed(this, outcome);
        if (answer != NtStatus.STATUS_MORE_PROCESSING_REQUIRED) {
            faults.fault(new ClientFault(
                    "GEN-14",
                    "the completion routine returned " + answer,
                    "IoCompleteRequest",
                    "Return STATUS_MORE_PROCESSING_REQUIRED, or the I/O manager goes on with an IRP that is yours."));
        }
    }

    private boolean wants(CompletionSetting armed, NtStatus status) {
        return (armed.onSuccess() && status.ntSuccess())
                || (armed.onError() && !status.ntSuccess())
                || (armed.onCancel() && cancelled);
    }

    @Override
    public void ioReuseIrp() {
        ioStatus = null;
        completion = null;
        cancelled = false;
        pending = false;
        cancelRoutine.set(null);
    }
}
