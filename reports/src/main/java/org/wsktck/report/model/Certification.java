package org.wsktck.report.model;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.wsktck.target.TargetDescription;

/**
 * A whole run against one target: everything that the reports are made from.
 *
 * @param target what the target says of itself
 * @param kitVersion version of the kit
 * @param specificationHash SHA-256 of the TLA+ modules, lower hex
 * @param catalogueHash SHA-256 of the rule catalogue, lower hex
 * @param seed seed of the run
 * @param asked ids of the rules that were asked for; empty for all in scope
 * @param started when it began
 * @param duration how long it took
 * @param cases every case, in the order of execution
 * @param tour coverage of the tour, null when the tour was not run
 * @param models results of the model checker; empty when it was not run
 * @param uncheckedModels names of models that were to be checked and were not ready in time
 * @param mutants results of mutants; empty when none was run
 * @param aborted why the run ended early (the target failed), null when it is whole
 */
public record Certification(
        TargetDescription target,
        String kitVersion,
        String specificationHash,
        String catalogueHash,
        long seed,
        Set<String> asked,
        Instant started,
        Duration duration,
        List<CaseResult> cases,
        @Nullable TourCoverage tour,
        List<ModelResult> models,
        List<String> uncheckedModels,
        List<MutantResult> mutants,
        @Nullable String aborted) {
    /** Copies the lists. */
    public Certification {
        asked = Set.copyOf(asked);
        cases = List.copyOf(cases);
        models = List.copyOf(models);
        uncheckedModels = List.copyOf(uncheckedModels);
        mutants = List.copyOf(mutants);
    }
}
