package org.wsktck.verdict;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.wsktck.catalogue.Catalogue;
import org.wsktck.catalogue.Level;
import org.wsktck.catalogue.Obligation;
import org.wsktck.catalogue.Observability;
import org.wsktck.catalogue.Rule;
import org.wsktck.oracle.Judgement;

/**
 * The verdicts of a run on the rules that were asked for, and on the implementation.
 *
 * <p>An implementation conforms when every required provider rule within the target's reach was exercised and none was broken; never by default. Which rules may be out of reach, and of which
 * targets, says the catalogue. A run that
 * is not whole, and one in which the client broke a rule without meaning to, shows nothing in favour of the provider.
 */
public final class Verdicts {
    private final Map<String, RuleVerdict> byRule;
    private final Conformance conformance;
    private final List<String> reasons;

    private Verdicts(Map<String, RuleVerdict> byRule, Conformance conformance, List<String> reasons) {
        this.byRule = Collections.unmodifiableMap(byRule);
        this.conformance = conformance;
        this.reasons = List.copyOf(reasons);
    }

    /** Verdicts of one judgement on all rules in scope. */
    public static Verdicts of(Catalogue catalogue, Judgement judgement, Set<String> deliberate) {
        return of(catalogue, new Evidence().add(judgement, deliberate));
    }

    /** Verdicts on all rules in scope. */
    public static Verdicts of(Catalogue catalogue, Evidence evidence) {
        return of(catalogue, catalogue.inScope(), evidence);
    }

    /**
     * Verdicts on some rules. A rule that was broken is listed even when it was not asked for.
     *
     * @throws IllegalArgumentException when the evidence names a rule that the catalogue does not have
     */
    public static Verdicts of(Catalogue catalogue, Collection<Rule> asked, Evidence evidence) {
        evidence.rules().forEach(catalogue::rule);
        Set<Rule> wanted = new HashSet<>(asked);
        Map<String, RuleVerdict> byRule = new LinkedHashMap<>();
        for (Rule rule : catalogue.rules()) {
            Evidence.Tally tally = evidence.of(rule.id());
            if (wanted.contains(rule) || tally.broken() > 0) {
                byRule.put(rule.id(), judge(rule, tally, evidence.interruption()));
            }
        }
        List<String> open = openQuestions(byRule.values(), evidence.interruption());
        List<String> broken = brokenRules(byRule.values());
        Conformance conformance = !broken.isEmpty()
                ? Conformance.DOES_NOT_CONFORM
                : open.isEmpty() ? Conformance.CONFORMS : Conformance.INCONCLUSIVE;
        List<String> reasons = new ArrayList<>(broken);
        reasons.addAll(open);
        return new Verdicts(byRule, conformance, reasons);
    }

    private static RuleVerdict judge(Rule rule, Evidence.Tally tally, @Nullable String interruption) {
        Verdict verdict = verdict(rule, tally, interruption != null);
        String why = switch (verdict) {
            case INCONCLUSIVE -> interruption;
            case NOT_EXERCISED, OUT_OF_REACH -> tally.why();
            case LATENT, UNOBSERVABLE -> rule.reason();
            default -> null;
        };
        return new RuleVerdict(
                rule, verdict, tally.exercised(), tally.broken(), tally.deliberate(), tally.findings(), why);
    }

    private static Verdict verdict(Rule rule, Evidence.Tally tally, boolean interrupted) {
        if (rule.level() == Level.MAY) {
            return tally.exercised() + tally.broken() > 0 ? Verdict.LATITUDE_USED : Verdict.LATITUDE_NOT_USED;
        }
        boolean provider = rule.obligation() == Obligation.PROVIDER;
        if (tally.broken() > 0) {
            return rule.isWarningOnly() ? Verdict.WARNING : provider ? Verdict.FAIL : Verdict.CLIENT_FAULT;
        }
        if (tally.exercised() + tally.deliberate() == 0) {
            return unexercised(rule.observability(), tally.beyond());
        }
        if (!provider) {
            return Verdict.KEPT;
        }
        return interrupted ? Verdict.INCONCLUSIVE : Verdict.PASS;
    }

    private static Verdict unexercised(Observability observability, boolean beyond) {
        return switch (observability) {
            case DIRECT -> beyond ? Verdict.OUT_OF_REACH : Verdict.NOT_EXERCISED;
            case LATENT -> Verdict.LATENT;
            case UNOBSERVABLE -> Verdict.UNOBSERVABLE;
        };
    }

    private static List<String> brokenRules(Collection<RuleVerdict> verdicts) {
        return verdicts.stream()
                .filter(v -> v.verdict() == Verdict.FAIL)
                .map(v -> v.rule().id() + " was broken " + times(v.broken()) + ": "
                        + v.rule().title())
                .toList();
    }

    private static List<String> openQuestions(Collection<RuleVerdict> verdicts, @Nullable String interruption) {
        List<String> open = new ArrayList<>();
        if (interruption != null) {
            open.add("the run is not whole: " + interruption);
        }
        for (RuleVerdict v : verdicts) {
            String id = v.rule().id();
            if (v.verdict() == Verdict.CLIENT_FAULT) {
                open.add(id + " was broken " + times(v.broken()) + " by the client, and no script says that it should");
            } else if (v.rule().isRequired() && v.verdict() == Verdict.NOT_EXERCISED) {
                open.add(id + " was not exercised" + (v.why() == null ? "" : ": " + v.why()));
            }
        }
        return open;
    }

    private static String times(long count) {
        return count == 1 ? "once" : count + " times";
    }

    /** The verdict on the implementation. */
    public Conformance conformance() {
        return conformance;
    }

    /** Whether the implementation conforms. */
    public boolean conforms() {
        return conformance == Conformance.CONFORMS;
    }

    /** Whether no required provider rule was broken; that says nothing about what was not exercised. */
    public boolean providerKeptItsRules() {
        return conformance != Conformance.DOES_NOT_CONFORM;
    }

    /** Why the verdict is not that it conforms: broken rules first, then what was not shown. Empty when it conforms. */
    public List<String> reasons() {
        return reasons;
    }

    /** The verdict on every rule that was asked for or broken, in the catalogue's order. */
    public List<RuleVerdict> rules() {
        return List.copyOf(byRule.values());
    }

    /** The verdict on that rule, or null when it was neither asked for nor broken. */
    public @Nullable RuleVerdict rule(String id) {
        return byRule.get(id);
    }

    /** The rules of that verdict, in the catalogue's order. */
    public List<RuleVerdict> with(Verdict verdict) {
        return byRule.values().stream().filter(v -> v.verdict() == verdict).toList();
    }

    /** How many rules have each verdict; every verdict has an entry. */
    public Map<Verdict, Integer> counts() {
        Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);
        for (Verdict verdict : Verdict.values()) {
            counts.put(verdict, with(verdict).size());
        }
        return Collections.unmodifiableMap(counts);
    }
}
