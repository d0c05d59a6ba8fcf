package org.wsktck.report;

import java.util.ArrayList;
import java.util.List;
import org.wsktck.report.model.CaseResult;
import org.wsktck.report.model.Layer;
import org.wsktck.report.model.Outcome;

/**
 * The cases whose evidence is written out: all that did not pass, all scenarios, and a sample of the generated ones, of which a run may have thousands.
 *
 * @param cases in the order of the run
 * @param left number of passing cases left out
 */
record KeptCases(List<CaseResult> cases, long left) {
    /** Passing cases kept of each generated layer, spread evenly over the run. */
    static final int SAMPLE = 25;

    static KeptCases of(List<CaseResult> all) {
        List<CaseResult> kept = new ArrayList<>();
        long tours = passing(all, Layer.TOUR);
        long walks = passing(all, Layer.WALK);
        long tour = 0;
        long walk = 0;
        for (CaseResult result : all) {
            boolean keep = result.outcome().status() != Outcome.Status.PASSED
                    || switch (result.layer()) {
                        case TOUR -> sampled(tour++, tours);
                        case WALK -> sampled(walk++, walks);
                        default -> true;
                    };
            if (keep) {
                kept.add(result);
            }
        }
        return new KeptCases(List.copyOf(kept), all.size() - kept.size());
    }

    /** Whether the nth of so many belongs to the sample. */
    private static boolean sampled(long n, long count) {
        return count <= SAMPLE || n * SAMPLE / count != (n + 1) * SAMPLE / count;
    }

    private static long passing(List<CaseResult> all, Layer layer) {
        return all.stream()
                .filter(result -> result.layer() == layer && result.outcome().status() == Outcome.Status.PASSED)
                .count();
    }
}
