package org.wsktck.suite;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.wsktck.report.model.CaseResult;
import org.wsktck.report.model.Outcome;
import org.wsktck.report.model.TourCoverage;

/** Gathers the results of a run, from any thread. */
public final class CaseLog {
    private final List<CaseResult> cases = new ArrayList<>();
    private final Consumer<CaseResult> listener;
    private @Nullable TourCoverage tour;
    private @Nullable String aborted;

    /** A log that tells the listener of every case. */
    public CaseLog(Consumer<CaseResult> listener) {
        this.listener = listener;
    }

    /** Adds a result. The first that says that the target failed aborts the run. */
    public synchronized void add(CaseResult result) {
        cases.add(result);
        if (result.outcome().status() == Outcome.Status.ERROR && aborted == null) {
            aborted = "the target failed in " + result.name() + ": "
                    + result.outcome().message();
        }
        listener.accept(result);
    }

    /** Says how much of the tour was walked. */
    public synchronized void tour(TourCoverage coverage) {
        tour = coverage;
    }

    /** Ends the run early: the target cannot go on. The first reason is kept. */
    public synchronized void abort(String reason) {
        if (aborted == null) {
            aborted = reason;
        }
    }

    /** The results so far. */
    public synchronized List<CaseResult> cases() {
        return List.copyOf(cases);
    }

    /** How much of the tour was walked, null when it was not run. */
    public synchronized @Nullable TourCoverage tour() {
        return tour;
    }

    /** Why the run has to end early, null when it may go on. */
    public synchronized @Nullable String aborted() {
        return aborted;
    }
}
