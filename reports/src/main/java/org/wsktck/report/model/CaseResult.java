package org.wsktck.report.model;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.wsktck.oracle.Finding;
import org.wsktck.oracle.Judgement;
import org.wsktck.target.Script;
import org.wsktck.trace.Observation;

/**
 * One test that was run (or skipped), with its evidence.
 *
 * @param name unique in the run
 * @param title one sentence that says what happens
 * @param layer layer of the suite
 * @param rule id of the rule that a scenario is for, null for the other layers
 * @param script what was executed, null for a judged trace
 * @param seed seed of the session
 * @param runs number of traces that the judgement sums up: 1, unless a case stands for many walks
 * @param observations the trace; empty when it was too long to keep in memory, or when nothing ran
 * @param traceFile where a trace that was not kept in memory lies, null when it is in {@code observations} or was not kept at all
 * @param judgement what the oracle said
 * @param outcome how it ended
 * @param duration time it took
 * @param deliberate ids of client rules that the script breaks on purpose
 * @param replay command line that runs it again, null to let the report derive one from target, rule and seed
 */
public record CaseResult(
        String name,
        String title,
        Layer layer,
        @Nullable String rule,
        @Nullable Script script,
        long seed,
        int runs,
        List<Observation> observations,
        @Nullable Path traceFile,
        Judgement judgement,
        Outcome outcome,
        Duration duration,
        Set<String> deliberate,
        @Nullable String replay) {

    /** Copies the collections. */
    public CaseResult {
        observations = List.copyOf(observations);
        deliberate = Set.copyOf(deliberate);
    }

    /** Begins a case of that name and layer, to be completed with the builder's methods. */
    public static Builder named(String name, Layer layer) {
        return new Builder(name, layer);
    }

    /** The judgement of a case of which nothing was observed. */
    public static Judgement nothing() {
        return new Judgement(Map.of(), List.of(), 0);
    }

    /** The first finding on that rule, or null. */
    public @Nullable Finding firstFinding(String ruleId) {
        return judgement.findings().stream()
                .filter(finding -> finding.rule().equals(ruleId))
                .findFirst()
                .orElse(null);
    }

    /** Gathers the parts of a case. What is not said is empty, and the outcome is passed. */
    public static final class Builder {
        private final String name;
        private final Layer layer;
        private String title;
        private @Nullable String rule;
        private @Nullable Script script;
        private long seed;
        private int runs = 1;
        private List<Observation> observations = List.of();
        private @Nullable Path traceFile;
        private Judgement judgement = nothing();
        private Outcome outcome = Outcome.passed();
        private Duration duration = Duration.ZERO;
        private Set<String> deliberate = Set.of();
        private @Nullable String replay;

        private Builder(String name, Layer layer) {
            this.name = name;
            this.layer = layer;
            this.title = name;
        }

        /** One sentence that says what happens. */
        public Builder title(String value) {
            title = value;
            return this;
        }

        /** The rule that the scenario is for. */
        public Builder rule(@Nullable String value) {
            rule = value;
            return this;
        }

        /** What is executed; its title becomes the case's title. */
        public Builder script(Script value) {
            script = value;
            title = value.title();
            return this;
        }

        /** Seed of the session. */
        public Builder seed(long value) {
            seed = value;
            return this;
        }

        /** Number of traces that the judgement sums up. */
        public Builder runs(int value) {
            runs = value;
            return this;
        }

        /** The trace. */
        public Builder observations(List<Observation> value) {
            observations = value;
            return this;
        }

        /** Where a trace lies that is not kept in memory. */
        public Builder traceFile(@Nullable Path value) {
            traceFile = value;
            return this;
        }

        /** What the oracle said. */
        public Builder judgement(Judgement value) {
            judgement = value;
            return this;
        }

        /** How it ended. */
        public Builder outcome(Outcome value) {
            outcome = value;
            return this;
        }

        /** Time it took. */
        public Builder duration(Duration value) {
            duration = value;
            return this;
        }

        /** Client rules that the script breaks on purpose. */
        public Builder deliberate(Set<String> value) {
            deliberate = value;
            return this;
        }

        /** Command line that runs it again. */
        public Builder replay(@Nullable String value) {
            replay = value;
            return this;
        }

        /** The case. */
        public CaseResult build() {
            return new CaseResult(
                    name,
                    title,
                    layer,
                    rule,
                    script,
                    seed,
                    runs,
                    observations,
                    traceFile,
                    judgement,
                    outcome,
                    duration,
                    deliberate,
                    replay);
        }
    }
}
