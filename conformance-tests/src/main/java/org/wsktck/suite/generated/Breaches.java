package org.wsktck.suite.generated;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.wsktck.catalogue.Catalogue;
import org.wsktck.oracle.Judgement;
import org.wsktck.verdict.Evidence;
import org.wsktck.verdict.RuleVerdict;
import org.wsktck.verdict.Verdict;
import org.wsktck.verdict.Verdicts;

/**
 * Broken rules that count.
 *
 * @param provider rules that the provider must keep and did not
 * @param client rules that the bench should have kept as a client: a defect of the kit
 */
record Breaches(Set<String> provider, Set<String> client) {
    static Breaches of(Catalogue catalogue, Judgement judgement) {
        if (judgement.findings().isEmpty()) {
            return new Breaches(Set.of(), Set.of());
        }
        Verdicts verdicts = Verdicts.of(catalogue, Set.of(), new Evidence().add(judgement));
        return new Breaches(ids(verdicts.with(Verdict.FAIL)), ids(verdicts.with(Verdict.CLIENT_FAULT)));
    }

    private static Set<String> ids(List<RuleVerdict> broken) {
        Set<String> ids = new TreeSet<>();
        broken.forEach(verdict -> ids.add(verdict.rule().id()));
        return ids;
    }

    boolean none() {
        return provider.isEmpty() && client.isEmpty();
    }
}
