package org.wsktck.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.wsktck.catalogue.Catalogue;
import org.wsktck.oracle.Finding;
import org.wsktck.oracle.Judgement;
import org.wsktck.report.model.CaseResult;
import org.wsktck.report.model.Layer;
import org.wsktck.report.model.Outcome;
import org.wsktck.target.Capability;
import org.wsktck.target.Script;
import org.wsktck.target.ScriptBuilder;
import org.wsktck.target.TargetException;
import org.wsktck.trace.Kind;
import org.wsktck.trace.Observation;

/** What the bench makes of a target that works, fails or lacks something, and of what the judge says. */
class BenchTest {
    private static final Script SCRIPT = ScriptBuilder.script("s", "three steps")
            .mark("a")
            .mark("b")
            .mark("c")
            .build();

    private static CaseResult run(FakeTarget target, Judgement judgement, String rule, Set<String> deliberate) {
        return new Bench(target, () -> judge(judgement), Catalogue.standard())
                .run(new Trial(Layer.SCENARIO, rule, SCRIPT, 7, deliberate));
    }

    private static Judges.Judge judge(Judgement judgement) {
        return new Judges.Judge() {
            @Override
            public List<Finding> accept(Observation observation) {
                return List.of();
            }

            @Override
            public Judgement finish() {
                return judgement;
            }
        };
    }

    private static FakeTarget healthy() {
        return new FakeTarget(0, () -> {});
    }

    private static Judgement saying(Map<String, Long> exercised, String... broken) {
        List<Finding> findings = new ArrayList<>();
        for (String rule : broken) {
            findings.add(new Finding(rule, "s1", Observation.of(Kind.QUIESCE).at(3, 3, "main"), "state", "event"));
        }
        return new Judgement(exercised, findings, 3);
    }

    @Test
    void passesWhenTheRuleWasExercisedAndNothingIsBroken() {
        CaseResult result = run(healthy(), saying(Map.of("DGM-08", 1L)), "DGM-08", Set.of());
        assertThat(result.outcome()).isEqualTo(Outcome.passed());
        assertThat(result.observations()).hasSize(3);
        assertThat(result.seed()).isEqualTo(7);
    }

    @Test
    void failsWhenAProviderRuleIsBroken() {
        CaseResult result = run(healthy(), saying(Map.of("DGM-08", 1L), "GEN-08"), "DGM-08", Set.of());
        assertThat(result.outcome().status()).isEqualTo(Outcome.Status.FAILED);
        assertThat(result.outcome().message()).contains("GEN-08 is broken", "3 main quiesce");
    }

    @Test
    void aBrokenRecommendationIsNoFailure() {
        assertThat(run(healthy(), saying(Map.of("DGM-18", 1L), "DGM-18"), "DGM-18", Set.of())
                        .outcome())
                .isEqualTo(Outcome.passed());
    }

    @Test
    void failsWhenTheRuleWasNotExercised() {
        assertThat(run(healthy(), saying(Map.of()), "DGM-08", Set.of())
                        .outcome()
                        .message())
                .contains("DGM-08 was not exercised");
    }

    @Test
    void latitudeNeedNotBeUsed() {
        assertThat(run(healthy(), saying(Map.of()), "DGM-12", Set.of()).outcome())
                .isEqualTo(Outcome.passed());
    }

    @Test
    void aClientFaultIsADefectOfTheBenchUnlessItIsDeclared() {
        Judgement judgement = saying(Map.of("STA-05", 1L), "STA-06");
        assertThat(run(healthy(), judgement, "STA-05", Set.of()).outcome().message())
                .contains("STA-06 is broken by the client", "defect of the bench");
        assertThat(run(healthy(), judgement, "STA-05", Set.of("STA-06")).outcome())
                .isEqualTo(Outcome.passed());
    }

    @Test
    void aTargetThatDiesIsAnErrorWithWhatWasObserved() {
        FakeTarget dying = new FakeTarget(3, () -> {
            throw new TargetException("the machine is gone");
        });
        CaseResult result = run(dying, saying(Map.of("DGM-08", 1L)), "DGM-08", Set.of());
        assertThat(result.outcome()).isEqualTo(Outcome.error("the machine is gone"));
        assertThat(result.observations()).hasSize(2);
    }

    @Test
    void aTargetThatAnswersNonsenseIsAnErrorToo() {
        FakeTarget confused = new FakeTarget(1, () -> {
            throw new IllegalStateException("what?");
        });
        assertThat(run(confused, saying(Map.of()), "DGM-08", Set.of()).outcome())
                .isEqualTo(Outcome.error("it threw IllegalStateException: what?"));
    }

    @Test
    void aTargetThatHangsIsGivenUp() {
        CountDownLatch never = new CountDownLatch(1);
        FakeTarget hanging = new FakeTarget(2, () -> {
            try {
                never.await();
            } catch (InterruptedException givenUp) {
                throw new TargetException("given up");
            }
        });
        Bench bench = new Bench(hanging, () -> judge(saying(Map.of())), Catalogue.standard(), Duration.ofMillis(300));
        CaseResult result = bench.run(Trial.of(Layer.WALK, SCRIPT, 1));
        assertThat(result.outcome()).isEqualTo(Outcome.error("it did not finish the script s within 300 ms"));
        assertThat(result.observations()).hasSize(1);
    }

    @Test
    void aMissingCapabilitySkips() {
        Script needy =
                ScriptBuilder.script("n", "needs").needs(Capability.CASTS).build();
        CaseResult result = new Bench(healthy(), () -> judge(saying(Map.of())), Catalogue.standard())
                .run(Trial.of(Layer.WALK, needy, 1));
        assertThat(result.outcome()).isEqualTo(Outcome.skipped("the target cannot do: casts"));
    }

    @Test
    void aFaultOfTheOracleIsNotTakenForOneOfTheTarget() {
        Judges broken = () -> new Judges.Judge() {
            @Override
            public List<Finding> accept(Observation observation) {
                throw new IllegalStateException("no operator");
            }

            @Override
            public Judgement finish() {
                return CaseResult.nothing();
            }
        };
        Bench bench = new Bench(healthy(), broken, Catalogue.standard());
        assertThatThrownBy(() -> bench.run(Trial.of(Layer.WALK, SCRIPT, 1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("the oracle failed");
    }
}
