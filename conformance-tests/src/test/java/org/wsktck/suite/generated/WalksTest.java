package org.wsktck.suite.generated;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.wsktck.adapter.mutant.Mutants;
import org.wsktck.adapter.reference.ReferenceOptions;
import org.wsktck.adapter.reference.ReferenceTarget;
import org.wsktck.catalogue.Catalogue;
import org.wsktck.oracle.Judgement;
import org.wsktck.oracle.Oracle;
import org.wsktck.oracle.TraceJudge;
import org.wsktck.target.Script;
import org.wsktck.target.Step;
import org.wsktck.target.Target;
import org.wsktck.target.TargetException;

/** No false alarm: walks break nothing on the reference. The number of each kind is set with {@code -Dwsktck.walks=10000}, the first seed with {@code -Dwsktck.seed=1}. */
class WalksTest {
    private static final long FIRST = Long.getLong("wsktck.seed", 1);

    private final Catalogue catalogue = Catalogue.standard();

    private static int walks(WalkKind kind) {
        return Integer.getInteger(
                "wsktck.walks", kind == WalkKind.DATAGRAM ? GeneratedTests.WALKS : GeneratedTests.OTHER_WALKS);
    }

    @ParameterizedTest
    @EnumSource
    void noWalkBreaksARule(WalkKind kind) {
        int walks = walks(kind);
        Target target = new ReferenceTarget();
        Tally tally = new Tally();
        Map<Long, String> bad = new TreeMap<>();
        long began = System.nanoTime();
        LongStream.range(FIRST, FIRST + walks).parallel().forEach(seed -> {
            Walk walk = take(kind, target, seed);
            tally.add(walk.judgement());
            Breaches breaches = Breaches.of(catalogue, walk.judgement());
            if (!breaches.none()) {
                synchronized (bad) {
                    bad.put(seed, breaches + "\n" + walk.judgement().findings() + "\n" + ScriptTable.of(walk.script()));
                }
            }
        });
        System.out.printf(
                "%,d walks over %s with seeds from %d: %,d observations in %.1f s; the table has %,d states and %,d transitions%n",
                walks,
                kind.what(),
                FIRST,
                tally.judgement().observations(),
                (System.nanoTime() - began) / 1e9,
                Oracle.standard().stateCount(),
                Oracle.standard().evaluations());
        assertThat(bad).isEmpty();
        assertThat(tally.judgement().exercised()).hasSizeGreaterThan(50);
    }

    @ParameterizedTest
    @EnumSource
    void aWalkCanBeReplayed(WalkKind kind) throws TargetException {
        Target target = new ReferenceTarget();
        Walk walk = Walk.take(kind, target, 7, Choices.random(7, 40), true);
        assertThat(replay(target, walk.script(), 7)).isEqualTo(walk.judgement());
    }

    @Test
    void aFailingWalkIsMadeSmall() throws TargetException {
        Target mutant = new ReferenceTarget(ReferenceOptions.DEFAULT, Mutants.named("DGM-06"));
        for (long seed = 1; seed < 50; seed++) {
            Walk walk = take(WalkKind.DATAGRAM, mutant, seed);
            if (Breaches.of(catalogue, walk.judgement()).provider().contains("DGM-06")) {
                Script small = new Minimizer(mutant, catalogue, System.nanoTime() + 20_000_000_000L)
                        .minimize(walk.script(), seed, "DGM-06");
                System.out.println("DGM-06, seed " + seed + ", from "
                        + walk.script().steps().size() + " steps:\n" + ScriptTable.of(small));
                assertThat(small.steps()).hasSizeLessThan(walk.script().steps().size() / 2);
                assertThat(Breaches.of(catalogue, replay(mutant, small, seed)).provider())
                        .contains("DGM-06");
                return;
            }
        }
        throw new AssertionError("no walk of 50 has shown that a consumed datagram is reported again");
    }

    private static Walk take(WalkKind kind, Target target, long seed) {
        try {
            return Walk.take(kind, target, seed, WalkLayer.STEPS);
        } catch (TargetException e) {
            throw new AssertionError("the target failed on the " + kind.label() + " walk with seed " + seed, e);
        }
    }

    private static Judgement replay(Target target, Script script, long seed) throws TargetException {
        TraceJudge judge = Oracle.standard().judge();
        try (Target.Session session = target.open(seed, judge::accept)) {
            for (Step step : script.steps()) {
                session.execute(step);
            }
        }
        return judge.finish();
    }

    /** For the reader of a failure: what a table looks like. */
    @Test
    void aScriptIsPrintedAsATable() {
        Script script = new Script(
                "t",
                "t",
                List.of(),
                List.of(
                        new Step.Call(Step.MAIN, org.wsktck.target.Wsk.enable("s1")),
                        new Step.Send("p1", "s1", 3, 32, Step.Cast.UNICAST),
                        new Step.Quiesce()));
        assertThat(ScriptTable.of(script).lines())
                .containsExactly(
                        "  1  main   WskControlSocket s1 code=SO_WSK_EVENT_CALLBACK mask=[WSK_EVENT_RECEIVE_FROM] request=WskSetOption",
                        "  2  p1     sends 3 unicast to s1",
                        "  3  bench  waits for quiescence");
    }
}
