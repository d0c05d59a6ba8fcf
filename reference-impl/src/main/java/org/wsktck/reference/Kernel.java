package org.wsktck.reference;

import org.wsktck.reference.scheduler.Scheduler;
import org.wsktck.wsk.Irp;
import org.wsktck.wsk.Irql;

/** What a client needs of the rest of the kernel: IRPs, the current IRQL, and waiting for an IRP. */
public final class Kernel {
    private final Scheduler scheduler;
    private final ClientFaultListener faults;

    Kernel(Scheduler scheduler, ClientFaultListener faults) {
        this.scheduler = scheduler;
        this.faults = faults;
    }

    /** IoAllocateIrp; WSK wants at least one stack location and an armed completion routine. */
    public Irp ioAllocateIrp(int stackSize) {
        return new KernelIrp(stackSize, faults);
    }

    /** KeGetCurrentIrql. */
    public Irql keGetCurrentIrql() {
        return scheduler.currentIrql();
    }

    /**
     * Waits for the completion of an IRP. Inside an event callback or a completion routine, where that can deadlock, the
     * fault is reported and the wait refused.
     *
     * @return whether the IRP is complete
     */
    public boolean waitFor(Irp irp) {
        if (Frames.insideUpcall()) {
            faults.fault(
                    new ClientFault(
                            "CTX-04",
                            "waits for an IRP inside an event callback or a completion routine",
                            "thread " + scheduler.currentName(),
                            "Return from there first; start the next step in the IRP's completion routine, or in a work item."));
            return irp.ioStatus() != null;
        }
        scheduler.await("the completion of an IRP", () -> irp.ioStatus() != null);
        return true;
    }
}
