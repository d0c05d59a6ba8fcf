package org.wsktck.adapter.reference;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wsktck.target.Action;
import org.wsktck.wsk.IoStatus;
import org.wsktck.wsk.Irp;

/** An IRP of the client, for one call. */
final class BenchIrp {
    final long number;
    final long call;
    final String fn;
    final @Nullable BenchClient client;
    final @Nullable BenchSocket socket;
    final Irp irp;
    private final Results results;
    private List<Action> onCompletion;
    private boolean finished;

    BenchIrp(
            long number,
            long call,
            String fn,
            @Nullable BenchClient client,
            @Nullable BenchSocket socket,
            Irp irp,
            List<Action> onCompletion,
            Results results) {
        this.number = number;
        this.call = call;
        this.fn = fn;
        this.client = client;
        this.socket = socket;
        this.irp = irp;
        this.onCompletion = onCompletion;
        this.results = results;
    }

    /** What a request gives back through its buffers, to be read when it completes with success. */
    interface Results {
        /** Takes note of a success and adds to the record of the completion what there is to add. */
        void describe(IoStatus outcome, org.wsktck.trace.Observation observation);

        /** A request that gives nothing back. */
        Results NONE = (outcome, observation) -> {};
    }

    Results results() {
        return results;
    }

    /** What the completion routine has to do; a second completion finds nothing left. */
    synchronized List<Action> takeActions() {
        List<Action> actions = onCompletion;
        onCompletion = List.of();
        return actions;
    }

    synchronized void finish() {
        finished = true;
    }

    /** Whether the completion routine has run to its end. */
    synchronized boolean isFinished() {
        return finished;
    }
}
