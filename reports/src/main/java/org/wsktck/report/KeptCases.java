package org.wsktck.report;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.wsktck.report.model.CaseResult;
import org.wsktck.report.model.Layer;
import org.wsktck.report.model.Outcome;

/**
 * The cases whose evidence is written out: all that did not pass, all scenarios, and a sample of the generated ones, of which a run may have thousands. A case that
 * stands for many runs has no trace of its own and is kept.
 *
 * @param cases in the order of the run
 */
record KeptCases(List<CaseResult> cases) {
    /** Passing cases kept of each generated layer, spread evenly over the run. */
    static final int SAMPLE = 25;

    static KeptCases of(List<CaseResult> all) {
        Map<Layer, Long> counts = new EnumMap<>(Layer.class);
        all.stream().filter(KeptCases::isOneOfMany).forEach(result -> counts.merge(result.layer(), 1L, Long::sum));
        Map<Layer, Long> seen = new EnumMap<>(Layer.class);
        List<CaseResult> kept = new ArrayList<>();
        for (CaseResult result : all) {
            if (!isOneOfMany(result)
                    || isSampled(seen.merge(result.layer(), 1L, Long::sum), counts.getOrDefault(result.layer(), 0L))) {
                kept.add(result);
            }
        }
        return new KeptCases(List.copyOf(kept));
    }

    private static boolean isOneOfMany(CaseResult result) {
        boolean generated = result.layer() == Layer.TOUR || result.layer() == Layer.WALK;
        boolean traced = result.traceFile() != null || !result.observations().isEmpty();
        return generated && traced && result.outcome().status() == Outcome.Status.PASSED;
    }

    /** Whether the nth (from 1) of so many belongs to the sample. */
    private static boolean isSampled(long n, long count) {
        return count <= SAMPLE || (n - 1) * SAMPLE / count != n * SAMPLE / count;
    }
}
