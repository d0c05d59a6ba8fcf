package org.wsktck.verdict;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.wsktck.oracle.Finding;
import org.wsktck.oracle.Judgement;

/**
 * What the traces of a run said about the rules, added up. Of each rule's breaches all are counted and the first few kept.
 *
 * <p>Not for use from several threads at once.
 */
public final class Evidence {
    /** Breaches of one rule that are kept with their observations. */
    public static final int KEPT_FINDINGS = 16;

    private final Map<String, Tally> tallies = new HashMap<>();
    private long observations;
    private @Nullable String interruption;

    /** Adds a judgement in which the client meant to break no rule. */
    public Evidence add(Judgement judgement) {
        return add(judgement, Set.of());
    }

    /**
     * Adds a judgement.
     *
     * @param deliberate ids of client rules that the script breaks on purpose
     */
    public Evidence add(Judgement judgement, Set<String> deliberate) {
        judgement.exercised().forEach((rule, count) -> tally(rule).exercised += count);
        for (Finding finding : judgement.findings()) {
            tally(finding.rule()).add(finding, deliberate.contains(finding.rule()));
        }
        observations += judgement.observations();
        return this;
    }

    /** Says why a rule could not be exercised, for instance because the target lacks a capability. It changes no verdict. */
    public Evidence explain(String rule, String why) {
        tally(rule).why = why;
        return this;
    }

    /** Says that the target lacks what a rule needs according to the catalogue, so that a run on it may not exercise the rule. */
    public Evidence outOfReach(String rule, String why) {
        tally(rule).why = why;
        tally(rule).beyond = true;
        return this;
    }

    /** Says that the run is not whole: the target failed, observations were lost. The first reason is kept. */
    public Evidence interrupted(String why) {
        if (interruption == null) {
            interruption = why;
        }
        return this;
    }

    /** Number of observations judged. */
    public long observations() {
        return observations;
    }

    /** Why the run is not whole, or null when it is. */
    public @Nullable String interruption() {
        return interruption;
    }

    /** Ids of rules that were exercised, broken or explained. */
    Set<String> rules() {
        return new LinkedHashSet<>(tallies.keySet());
    }

    /** The tally of a rule; an empty one when nothing was said about it. */
    Tally of(String rule) {
        return tallies.getOrDefault(rule, Tally.NONE);
    }

    private Tally tally(String rule) {
        return tallies.computeIfAbsent(rule, id -> new Tally());
    }

    /** Counts of one rule. */
    static final class Tally {
        private static final Tally NONE = new Tally();

        private final List<Finding> findings = new ArrayList<>();
        private long exercised;
        private long broken;
        private long deliberate;
        private boolean beyond;
        private @Nullable String why;

        private void add(Finding finding, boolean onPurpose) {
            if (onPurpose) {
                deliberate++;
                return;
            }
            broken++;
            if (findings.size() < KEPT_FINDINGS) {
                findings.add(finding);
            }
        }

        boolean beyond() {
            return beyond;
        }

        long exercised() {
            return exercised;
        }

        long broken() {
            return broken;
        }

        long deliberate() {
            return deliberate;
        }

        List<Finding> findings() {
            return findings;
        }

        @Nullable
        String why() {
            return why;
        }
    }
}
