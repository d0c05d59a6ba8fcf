package org.wsktck.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.wsktck.catalogue.Catalogue;
import org.wsktck.catalogue.Observability;
import org.wsktck.catalogue.Rule;
import org.wsktck.oracle.Finding;
import org.wsktck.oracle.Judgement;
import org.wsktck.trace.Kind;
import org.wsktck.trace.Observation;

class VerdictsTest {
    private static final Catalogue CATALOGUE = Catalogue.standard();

    @Test
    void everythingExercisedAndNothingBrokenConforms() {
        Verdicts verdicts = Verdicts.of(CATALOGUE, judgement(allDirect()), Set.of());
        assertThat(verdicts.conformance()).isEqualTo(Conformance.CONFORMS);
        assertThat(verdicts.conforms()).isTrue();
        assertThat(verdicts.reasons()).isEmpty();
        assertThat(verdicts.rules()).hasSameSizeAs(CATALOGUE.inScope());
        assertThat(verdictOn(verdicts, "DGM-08")).isEqualTo(Verdict.PASS);
        assertThat(verdictOn(verdicts, "DGM-05")).isEqualTo(Verdict.KEPT);
        assertThat(verdictOn(verdicts, "DGM-12")).isEqualTo(Verdict.LATITUDE_USED);
        assertThat(verdictOn(verdicts, "CLI-05")).isEqualTo(Verdict.LATENT);
        assertThat(verdictOn(verdicts, "CLI-12")).isEqualTo(Verdict.UNOBSERVABLE);
        assertThat(verdicts.rule("CLI-12").why()).startsWith("The rule speaks of clients that register through");
    }

    @Test
    void nothingExercisedIsInconclusiveNeverConforming() {
        Verdicts verdicts = Verdicts.of(CATALOGUE, judgement(Map.of()), Set.of());
        assertThat(verdicts.conformance()).isEqualTo(Conformance.INCONCLUSIVE);
        assertThat(verdicts.reasons()).contains("DGM-08 was not exercised").doesNotContain("CLI-05 was not exercised");
        assertThat(verdictOn(verdicts, "DGM-12")).isEqualTo(Verdict.LATITUDE_NOT_USED);
        assertThat(verdictOn(verdicts, "DGM-05")).isEqualTo(Verdict.NOT_EXERCISED);
    }

    @Test
    void oneRequiredRuleUnexercisedLeavesItOpenAndSaysWhy() {
        Map<String, Long> exercised = allDirect();
        exercised.remove("DGM-04");
        Evidence evidence =
                new Evidence().add(judgement(exercised)).explain("DGM-04", "the target cannot fail a socket");
        Verdicts verdicts = Verdicts.of(CATALOGUE, evidence);
        assertThat(verdicts.conformance()).isEqualTo(Conformance.INCONCLUSIVE);
        assertThat(verdicts.reasons()).containsExactly("DGM-04 was not exercised: the target cannot fail a socket");
        assertThat(verdicts.rule("DGM-04").why()).isEqualTo("the target cannot fail a socket");
    }

    @Test
    void aBrokenProviderRuleFailsWhateverElseWasShown() {
        Verdicts verdicts = Verdicts.of(CATALOGUE, judgement(allDirect(), "DGM-08", "DGM-08"), Set.of());
        assertThat(verdicts.conformance()).isEqualTo(Conformance.DOES_NOT_CONFORM);
        assertThat(verdicts.providerKeptItsRules()).isFalse();
        assertThat(verdicts.reasons())
                .containsExactly(
                        "DGM-08 was broken 2 times: STATUS_DATA_NOT_ACCEPTED disables a dynamically enabled callback");
        assertThat(verdicts.rule("DGM-08").findings()).hasSize(2);
    }

    @Test
    void aBrokenProviderRuleFailsEvenInARunThatIsNotWhole() {
        Evidence evidence = new Evidence()
                .add(judgement(Map.of(), "DGM-08"))
                .interrupted("the target died")
                .interrupted("later");
        Verdicts verdicts = Verdicts.of(CATALOGUE, evidence);
        assertThat(verdicts.conformance()).isEqualTo(Conformance.DOES_NOT_CONFORM);
        assertThat(verdicts.reasons()).contains("the run is not whole: the target died");
    }

    @Test
    void aRunThatIsNotWholeShowsNothingForTheProvider() {
        Verdicts verdicts = Verdicts.of(
                CATALOGUE, new Evidence().add(judgement(allDirect())).interrupted("the target died"));
        assertThat(verdicts.conformance()).isEqualTo(Conformance.INCONCLUSIVE);
        assertThat(verdictOn(verdicts, "DGM-08")).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(verdicts.rule("DGM-08").why()).isEqualTo("the target died");
    }

    @Test
    void shouldRulesWarnAndLatitudesNeverFail() {
        Verdicts verdicts = Verdicts.of(CATALOGUE, judgement(allDirect(), "DGM-18", "DGM-12", "CTX-06"), Set.of());
        assertThat(verdicts.conforms()).isTrue();
        assertThat(verdictOn(verdicts, "DGM-18")).isEqualTo(Verdict.WARNING);
        assertThat(verdictOn(verdicts, "CTX-06")).as("of the client").isEqualTo(Verdict.WARNING);
        assertThat(verdictOn(verdicts, "DGM-12")).isEqualTo(Verdict.LATITUDE_USED);
    }

    @Test
    void aLatentRuleIsJudgedWhenItIsSeen() {
        assertThat(verdictOn(Verdicts.of(CATALOGUE, judgement(allDirect(), "CLI-05"), Set.of()), "CLI-05"))
                .isEqualTo(Verdict.FAIL);
        assertThat(verdictOn(Verdicts.of(CATALOGUE, judgement(Map.of("CLI-05", 1L)), Set.of()), "CLI-05"))
                .isEqualTo(Verdict.PASS);
    }

    @Test
    void aClientFaultIsADefectOfTheBenchUnlessItIsDeliberate() {
        Verdicts slip = Verdicts.of(CATALOGUE, judgement(allDirect(), "STA-06"), Set.of());
        assertThat(slip.conformance()).isEqualTo(Conformance.INCONCLUSIVE);
        assertThat(slip.providerKeptItsRules()).isTrue();
        assertThat(verdictOn(slip, "STA-06")).isEqualTo(Verdict.CLIENT_FAULT);
        assertThat(slip.reasons())
                .containsExactly("STA-06 was broken once by the client, and no script says that it should");

        Verdicts wanted = Verdicts.of(CATALOGUE, judgement(allDirect(), "STA-06"), Set.of("STA-06"));
        assertThat(wanted.conforms()).isTrue();
        assertThat(verdictOn(wanted, "STA-06")).isEqualTo(Verdict.KEPT);
        assertThat(wanted.rule("STA-06").deliberate()).isOne();
        assertThat(wanted.rule("STA-06").findings()).isEmpty();
    }

    @Test
    void deliberatenessIsOfOneScriptOnly() {
        Evidence evidence = new Evidence()
                .add(judgement(allDirect(), "STA-06"), Set.of("STA-06"))
                .add(judgement(Map.of(), "STA-06"));
        RuleVerdict verdict = Verdicts.of(CATALOGUE, evidence).rule("STA-06");
        assertThat(verdict.verdict()).isEqualTo(Verdict.CLIENT_FAULT);
        assertThat(verdict.broken()).isOne();
        assertThat(verdict.deliberate()).isOne();
    }

    @Test
    void aRunOnSomeRulesJudgesTheseAndWhateverElseWasBroken() {
        List<Rule> asked = List.of(CATALOGUE.rule("DGM-08"));
        Verdicts kept =
                Verdicts.of(CATALOGUE, asked, new Evidence().add(judgement(Map.of("DGM-08", 1L, "GEN-02", 1L))));
        assertThat(kept.conforms()).isTrue();
        assertThat(kept.rules()).extracting(v -> v.rule().id()).containsExactly("DGM-08");
        Verdicts broken = Verdicts.of(CATALOGUE, asked, new Evidence().add(judgement(Map.of("DGM-08", 1L), "GEN-02")));
        assertThat(broken.conforms()).isFalse();
        assertThat(broken.rules()).extracting(v -> v.rule().id()).containsExactly("GEN-02", "DGM-08");
    }

    @Test
    void countsAddUpToTheRules() {
        Verdicts verdicts = Verdicts.of(CATALOGUE, judgement(allDirect()), Set.of());
        assertThat(verdicts.counts()).containsOnlyKeys(Verdict.values());
        assertThat(verdicts.counts().values().stream()
                        .mapToInt(Integer::intValue)
                        .sum())
                .isEqualTo(CATALOGUE.inScope().size());
        assertThat(verdicts.counts()).containsEntry(Verdict.LATENT, 6).containsEntry(Verdict.UNOBSERVABLE, 4);
    }

    @Test
    void allBreachesAreCountedAndTheFirstOnesKept() {
        Evidence evidence = new Evidence();
        for (int i = 0; i < 100; i++) {
            evidence.add(judgement(Map.of(), "DGM-08"));
        }
        RuleVerdict verdict = Verdicts.of(CATALOGUE, evidence).rule("DGM-08");
        assertThat(verdict.broken()).isEqualTo(100);
        assertThat(verdict.findings()).hasSize(Evidence.KEPT_FINDINGS);
        assertThat(evidence.observations()).isEqualTo(100);
    }

    @Test
    void evidenceOnAnUnknownRuleIsAnError() {
        assertThatThrownBy(() -> Verdicts.of(CATALOGUE, judgement(Map.of("DGM-99", 1L)), Set.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("DGM-99");
    }

    /** What the catalogue lets be out of reach does not stand in the way of conformance; anything else that was not exercised does. */
    @Test
    void whatIsOutOfReachIsCountedApart() {
        Map<String, Long> exercised = new HashMap<>(allDirect());
        exercised.remove("DGM-04");
        Evidence evidence =
                new Evidence().add(judgement(exercised)).outOfReach("DGM-04", "the target cannot do: fail-socket");

        Verdicts verdicts = Verdicts.of(CATALOGUE, evidence);

        assertThat(verdictOn(verdicts, "DGM-04")).isEqualTo(Verdict.OUT_OF_REACH);
        assertThat(verdicts.rule("DGM-04").why()).isEqualTo("the target cannot do: fail-socket");
        assertThat(verdicts.conforms()).isTrue();
        exercised.remove("DGM-06");
        assertThat(Verdicts.of(
                                CATALOGUE,
                                new Evidence().add(judgement(exercised)).outOfReach("DGM-04", ""))
                        .conforms())
                .isFalse();
    }

    @Test
    void whatIsOutOfReachIsJudgedAllTheSameWhenItShows() {
        Evidence broken = new Evidence().add(judgement(allDirect(), "DGM-04")).outOfReach("DGM-04", "");

        assertThat(verdictOn(Verdicts.of(CATALOGUE, broken), "DGM-04")).isEqualTo(Verdict.FAIL);
        assertThat(verdictOn(
                        Verdicts.of(
                                CATALOGUE,
                                new Evidence().add(judgement(allDirect())).outOfReach("DGM-04", "")),
                        "DGM-04"))
                .isEqualTo(Verdict.PASS);
    }

    private static Verdict verdictOn(Verdicts verdicts, String rule) {
        return verdicts.rule(rule).verdict();
    }

    private static Map<String, Long> allDirect() {
        Map<String, Long> exercised = new HashMap<>();
        for (Rule rule : CATALOGUE.inScope()) {
            if (rule.observability() == Observability.DIRECT) {
                exercised.put(rule.id(), 1L);
            }
        }
        return exercised;
    }

    private static Judgement judgement(Map<String, Long> exercised, String... broken) {
        Observation seen = Observation.of(Kind.QUIESCE).at(7, 7, "main");
        List<Finding> findings = Stream.of(broken)
                .map(rule -> new Finding(rule, "s1", seen, "state", "event"))
                .toList();
        return new Judgement(exercised, findings, 1);
    }
}
