package org.wsktck.adapter.mutant;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.wsktck.wsk.IoStatus;
import org.wsktck.wsk.Irp;

/** The IRP that goes to the provider within: tells its outcome to whoever sent it, and takes part in the cancellation of the client's IRP above it, if there is one. */
final class RelayIrp implements Irp {
    private final @Nullable Irp above;
    private final Consumer<IoStatus> whenComplete;
    private final CompletionSetting completion;
    private volatile @Nullable IoStatus outcome;
    private volatile boolean pending;
    private @Nullable CancelRoutine routine;

    private RelayIrp(@Nullable Irp above, Consumer<IoStatus> whenComplete) {
        this.above = above;
        this.whenComplete = whenComplete;
        CompletionSetting armed = above == null ? null : above.completion();
        this.completion = new CompletionSetting(
                (irp, status) -> org.wsktck.wsk.NtStatus.STATUS_MORE_PROCESSING_REQUIRED,
                armed == null || armed.onSuccess(),
                armed == null || armed.onError(),
                armed == null || armed.onCancel());
    }

    /** An IRP below the client's one; what happens at its completion decides whether, when and how the client's one completes. */
    static RelayIrp under(Irp above, Consumer<IoStatus> whenComplete) {
        return new RelayIrp(above, whenComplete);
    }

    /** An IRP of the faulty provider's own. */
    static RelayIrp own(Consumer<IoStatus> whenComplete) {
        return new RelayIrp(null, whenComplete);
    }

    @Override
    public int stackCount() {
        return above == null ? 1 : above.stackCount();
    }

    @Override
    public CompletionSetting completion() {
        return completion;
    }

    @Override
    public void ioSetCompletionRoutine(CompletionSetting setting) {
        throw new UnsupportedOperationException("The completion of a relayed IRP is fixed when it is made.");
    }

    @Override
    public @Nullable IoStatus ioStatus() {
        return outcome;
    }

    @Override
    public boolean ioCancelIrp() {
        throw new UnsupportedOperationException("A relayed IRP is cancelled through the client's IRP above it.");
    }

    @Override
    public boolean isCancelled() {
        return above != null && above.isCancelled();
    }

    @Override
    public void ioMarkIrpPending() {
        pending = true;
        if (above != null) {
            above.ioMarkIrpPending();
        }
    }

    @Override
    public boolean isPending() {
        return pending;
    }

    @Override
    public @Nullable CancelRoutine ioSetCancelRoutine(@Nullable CancelRoutine next) {
        synchronized (this) {
            CancelRoutine before = routine;
            routine = next;
            if (above == null) {
                return before;
            }
            CancelRoutine removed = above.ioSetCancelRoutine(next == null ? null : irp -> next.cancel(this));
            return removed == null ? null : before;
        }
    }

    @Override
    public void ioCompleteRequest(IoStatus status) {
        outcome = status;
        whenComplete.accept(status);
    }

    @Override
    public void ioReuseIrp() {
        throw new UnsupportedOperationException("A relayed IRP is used once.");
    }
}
