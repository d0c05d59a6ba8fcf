package org.wsktck.reference;

import java.util.function.Supplier;
import org.wsktck.wsk.Irql;
import org.wsktck.wsk.NtStatus;

/** What every call into the provider has in common: scheduling points at its edges, a frame, and a look at the IRQL. */
final class Calls {
    private Calls() {}

    /** Runs the body of a function that may be called at levels up to {@code limit}. */
    static NtStatus run(Settings settings, Object owner, String where, Irql limit, Supplier<NtStatus> body) {
        settings.scheduler().reschedule();
        Irql current = settings.scheduler().currentIrql();
        if (!current.notAbove(limit)) {
            settings.fault(
                    "CTX-09",
                    "called at " + current,
                    where,
                    "Call it at " + limit + " or below, from a work item say.");
        }
        Frames.push(Frames.Kind.CALL, owner);
        NtStatus status;
        try {
            status = body.get();
        } finally {
            Frames.pop();
        }
        settings.scheduler().signal();
        settings.scheduler().reschedule();
        return status;
    }
}
