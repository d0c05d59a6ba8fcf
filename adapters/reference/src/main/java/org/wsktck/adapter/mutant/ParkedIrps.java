package org.wsktck.adapter.mutant;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.wsktck.wsk.IoStatus;
import org.wsktck.wsk.Irp;
import org.wsktck.wsk.NtStatus;

/** IRPs that a faulty provider keeps back, each with what would have been done with it. They can be cancelled like any pending IRP. */
final class ParkedIrps {
    private final Map<Irp, Runnable> parked = new LinkedHashMap<>();

    /** Keeps the IRP. */
    NtStatus park(Irp irp, Runnable forward) {
        irp.ioMarkIrpPending();
        synchronized (parked) {
            parked.put(irp, forward);
        }
        irp.ioSetCancelRoutine(this::cancelled);
        if (irp.isCancelled() && irp.ioSetCancelRoutine(null) != null) {
            cancelled(irp);
        }
        return NtStatus.STATUS_PENDING;
    }

    private void cancelled(Irp irp) {
        synchronized (parked) {
            parked.remove(irp);
        }
        irp.ioCompleteRequest(IoStatus.of(NtStatus.STATUS_CANCELLED));
    }

    /** Does at last what was to be done with them. */
    void forwardAll() {
        for (Map.Entry<Irp, Runnable> entry : takeAll()) {
            if (entry.getKey().ioSetCancelRoutine(null) != null) {
                entry.getValue().run();
            }
        }
    }

    /** Completes them as cancelled. */
    void cancelAll() {
        for (Map.Entry<Irp, Runnable> entry : takeAll()) {
            if (entry.getKey().ioSetCancelRoutine(null) != null) {
                entry.getKey().ioCompleteRequest(IoStatus.of(NtStatus.STATUS_CANCELLED));
            }
        }
    }

    private List<Map.Entry<Irp, Runnable>> takeAll() {
        synchronized (parked) {
            List<Map.Entry<Irp, Runnable>> all = new ArrayList<>();
            parked.forEach((irp, forward) -> all.add(Map.entry(irp, forward)));
            parked.clear();
            return all;
        }
    }
}
