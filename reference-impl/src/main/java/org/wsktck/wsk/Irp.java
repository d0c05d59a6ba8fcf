package org.wsktck.wsk;

import org.jspecify.annotations.Nullable;

/**
 * An I/O request packet, with the part of the I/O manager that WSK needs. The client allocates it, arms a completion
 * routine and passes it down; the provider completes it exactly once. Nothing here enforces that: a second completion
 * runs the completion routine a second time, so that the client sees the mistake. All but {@link #ioCompleteRequest} and
 * {@link #ioCancelIrp} may be called under locks: an implementation must not block there.
 */
public interface Irp {
    /** Stack locations; a client that allocates or reuses an IRP for WSK needs at least one. */
    int stackCount();

    /** The completion routine as it was armed, or {@code null}. */
    @Nullable
    CompletionSetting completion();

    /** Client: arms the completion routine (IoSetCompletionRoutine). */
    void ioSetCompletionRoutine(CompletionSetting setting);

    /** The outcome; {@code null} until the first completion. */
    @Nullable
    IoStatus ioStatus();

    /** Client: asks for cancellation (IoCancelIrp). True when a cancel routine was set and has been called. */
    boolean ioCancelIrp();

    /** Whether cancellation was asked for. */
    boolean isCancelled();

    /** Provider: the request is to be completed later (IoMarkIrpPending). */
    void ioMarkIrpPending();

    /** Whether the provider marked it pending. */
    boolean isPending();

    /**
     * Provider: sets or, with {@code null}, removes the cancel routine (IoSetCancelRoutine), and returns the one before.
     * A provider that removes its routine and gets {@code null} back has lost the race: the routine runs or ran, and
     * the completion is the routine's business.
     */
    @Nullable
    CancelRoutine ioSetCancelRoutine(@Nullable CancelRoutine routine);

    /** Provider: stores the outcome and runs the completion routine on this thread (IoCompleteRequest). */
    void ioCompleteRequest(IoStatus outcome);

    /** Client: makes a completed IRP ready for another call (IoReuseIrp); the completion routine has to be armed anew. */
    void ioReuseIrp();

    /** IO_COMPLETION_ROUTINE. */
    @FunctionalInterface
    interface IoCompletion {
        /**
         * Runs when the IRP is completed.
         *
         * @return for an IRP that the client owns, {@link NtStatus#STATUS_MORE_PROCESSING_REQUIRED}
         */
        NtStatus completed(Irp irp, IoStatus outcome);
    }

    /** DRIVER_CANCEL: takes the IRP out of its queue and completes it. */
    @FunctionalInterface
    interface CancelRoutine {
        void cancel(Irp irp);
    }

    /** The arguments of IoSetCompletionRoutine: which outcomes run the routine. WSK wants all three. */
    record CompletionSetting(IoCompletion routine, boolean onSuccess, boolean onError, boolean onCancel) {
        /** Armed for success, error and cancel, as WSK demands. */
        public static CompletionSetting always(IoCompletion routine) {
            return new CompletionSetting(routine, true, true, true);
        }
    }
}
