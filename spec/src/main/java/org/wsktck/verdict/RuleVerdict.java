package org.wsktck.verdict;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wsktck.catalogue.Rule;
import org.wsktck.oracle.Finding;

/**
 * The verdict on one rule, with what it rests on.
 *
 * @param rule the rule
 * @param verdict the verdict
 * @param exercised how often its antecedent held, or its latitude was used
 * @param broken how often it was broken, deliberate breaches of the client left out
 * @param deliberate how often the client broke it on purpose
 * @param findings the first breaches, deliberate ones left out; at most {@link Evidence#KEPT_FINDINGS}
 * @param why why it was not exercised, is inconclusive or is counted apart; null when there is nothing to say
 */
public record RuleVerdict(
        Rule rule,
        Verdict verdict,
        long exercised,
        long broken,
        long deliberate,
        List<Finding> findings,
        @Nullable String why) {
    /** Copies the findings. */
    public RuleVerdict {
        findings = List.copyOf(findings);
    }
}
