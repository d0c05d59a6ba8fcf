package org.wsktck.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.wsktck.catalogue.Catalogue;
import org.wsktck.catalogue.Rule;
import org.wsktck.oracle.Finding;
import org.wsktck.report.model.CaseResult;
import org.wsktck.report.model.Certification;
import org.wsktck.report.model.Layer;
import org.wsktck.report.model.Outcome;
import org.wsktck.verdict.Evidence;
import org.wsktck.verdict.RuleVerdict;
import org.wsktck.verdict.Verdicts;

/** A run joined with its verdicts: what every writer reads. */
public final class RunReport {
    /** Where a rule was broken first. */
    public record Breach(CaseResult result, Finding finding) {}

    private final Certification run;
    private final Catalogue catalogue;
    private final Verdicts verdicts;
    private final Map<String, Breach> breaches = new LinkedHashMap<>();
    private final Map<String, List<CaseResult>> exercising = new HashMap<>();
    private final List<CallbackContexts> contexts;

    private RunReport(Certification run, Catalogue catalogue, Verdicts verdicts) {
        this.run = run;
        this.catalogue = catalogue;
        this.verdicts = verdicts;
        this.contexts = CallbackContexts.of(run.cases());
        for (CaseResult result : run.cases()) {
            for (Finding finding : undeliberate(result)) {
                breaches.merge(finding.rule(), new Breach(result, finding), RunReport::moreTelling);
            }
            result.judgement().exercised().forEach((rule, count) -> {
                if (count > 0) {
                    exercising.computeIfAbsent(rule, id -> new ArrayList<>()).add(result);
                }
            });
        }
        exercising.forEach(
                (rule, cases) -> cases.sort(Comparator.comparing((CaseResult result) -> !rule.equals(result.rule()))
                        .thenComparing(CaseResult::layer)));
    }

    /**
     * Joins a run with its verdicts.
     *
     * @throws IllegalArgumentException when the run names a rule that the catalogue does not have
     */
    public static RunReport of(Certification run, Catalogue catalogue) {
        Evidence evidence = new Evidence();
        if (run.aborted() != null) {
            evidence.interrupted(run.aborted());
        }
        for (CaseResult result : run.cases()) {
            evidence.add(result.judgement(), result.deliberate());
            if (result.outcome().status() == Outcome.Status.ERROR) {
                evidence.interrupted(
                        "case " + result.name() + ": " + result.outcome().message());
            } else if (result.outcome().status() == Outcome.Status.SKIPPED && result.rule() != null) {
                evidence.explain(result.rule(), result.outcome().message());
            }
        }
        Collection<Rule> asked = run.asked().isEmpty()
                ? catalogue.inScope()
                : run.asked().stream().sorted().map(catalogue::rule).toList();
        for (Rule rule : asked) {
            if (rule.needs() != null && !run.target().capabilities().contains(rule.needs())) {
                evidence.outOfReach(rule.id(), "the target cannot do: " + rule.needs());
            }
        }
        return new RunReport(run, catalogue, Verdicts.of(catalogue, asked, evidence));
    }

    /** What the case broke, without the client rules that it breaks on purpose. */
    static List<Finding> undeliberate(CaseResult result) {
        return result.judgement().findings().stream()
                .filter(finding -> !result.deliberate().contains(finding.rule()))
                .toList();
    }

    /** The breach to show first: the one in the scenario that was written for the rule, else in the shortest trace. */
    private static Breach moreTelling(Breach known, Breach other) {
        Comparator<Breach> telling = Comparator.comparing((Breach breach) -> breach.result()
                                        .layer()
                                != Layer.SCENARIO
                        || !breach.finding().rule().equals(breach.result().rule()))
                .thenComparing(breach -> breach.result().observations().isEmpty())
                .thenComparing(breach -> breach.result().judgement().observations());
        return telling.compare(other, known) < 0 ? other : known;
    }

    /** The run. */
    public Certification run() {
        return run;
    }

    /** The catalogue that it was judged by. */
    public Catalogue catalogue() {
        return catalogue;
    }

    /** The verdicts on rules and implementation. */
    public Verdicts verdicts() {
        return verdicts;
    }

    /** The cases that exercised a rule; the scenario written for it first. */
    public List<CaseResult> exercising(String rule) {
        return exercising.getOrDefault(rule, List.of());
    }

    /** Where the rule was broken first, or null when it was not. */
    public @Nullable Breach breach(String rule) {
        return breaches.get(rule);
    }

    /** Number of observations judged. */
    public long observations() {
        return run.cases().stream()
                .mapToLong(result -> result.judgement().observations())
                .sum();
    }

    /** How callbacks were run, in the traces at hand. */
    public List<CallbackContexts> contexts() {
        return contexts;
    }

    /** Number of cases that ended so. */
    public long cases(Outcome.Status status) {
        return run.cases().stream()
                .filter(result -> result.outcome().status() == status)
                .count();
    }

    /** What the verdict leaves out because only some rules were asked for; empty when all in scope were. */
    public String limits() {
        int scope = catalogue.inScope().size();
        int asked = run.asked().size();
        return asked == 0
                        || run.asked()
                                .containsAll(catalogue.inScope().stream()
                                        .map(Rule::id)
                                        .toList())
                ? ""
                : "Only " + asked + " of the " + scope + " rules in scope were asked for: the verdict is on "
                        + (asked == 1 ? "this rule" : "these") + ", not on the whole.";
    }

    /** Rules on which conformance hangs, among those asked for. */
    public List<RuleVerdict> required() {
        return verdicts.rules().stream()
                .filter(verdict -> verdict.rule().isRequired())
                .toList();
    }
}
