package org.wsktck.suite.generated;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.wsktck.catalogue.Catalogue;
import org.wsktck.report.model.CaseResult;
import org.wsktck.report.model.Outcome;
import org.wsktck.suite.Bench;
import org.wsktck.suite.Kit;
import org.wsktck.suite.Trial;
import org.wsktck.suite.scenario.Stories;
import org.wsktck.suite.scenario.Story;
import org.wsktck.target.Capability;
import org.wsktck.target.Target;
import org.wsktck.target.TargetException;

/**
 * The suite as the mutation tester sees it: one small test for every scenario and for every walk, so that the shortest story that notices a change comes first. It
 * fails where a certification would: a required rule is broken, a scenario's rule is not exercised, the target fails, or the bench is led into a fault.
 *
 * <p>Not part of the ordinary build, which runs the same scenarios and many more walks elsewhere; started by the Maven profile {@code mutation}.
 */
class MutationEntry {
    private static final long SEED = 1;
    private static final String TARGET = System.getProperty("wsktck.target", "reference");
    private static final int WALKS = Integer.getInteger("wsktck.walks", 12);

    private final Catalogue catalogue = Catalogue.standard();

    @TestFactory
    Stream<DynamicTest> scenarios() throws TargetException {
        Target target = Kit.target(TARGET);
        Bench bench = new Bench(target, Kit.judges(), catalogue);
        return Stories.scenarios().stream()
                .map(story -> DynamicTest.dynamicTest(story.method(), () -> play(bench, story)));
    }

    @TestFactory
    Stream<DynamicTest> walks() throws TargetException {
        Target target = Kit.target(TARGET);
        int walks = target.describe().capabilities().contains(Capability.DETERMINISTIC) ? WALKS : 0;
        return Arrays.stream(WalkKind.values())
                .flatMap(kind -> LongStream.rangeClosed(SEED, walks)
                        .mapToObj(seed ->
                                DynamicTest.dynamicTest("walk " + kind + " " + seed, () -> walk(kind, target, seed))));
    }

    private static void play(Bench bench, Story story) {
        CaseResult result = bench.run(Trial.of(story, SEED));
        assertThat(result.outcome().status())
                .as("%s with seed %d: %s", result.name(), SEED, result.outcome().message())
                .isIn(Outcome.Status.PASSED, Outcome.Status.SKIPPED);
    }

    private void walk(WalkKind kind, Target target, long seed) throws TargetException {
        Walk walk = Walk.take(kind, target, seed, WalkLayer.STEPS);
        assertThat(Breaches.of(catalogue, walk.judgement()))
                .matches(Breaches::none, "nothing broken with seed " + seed);
    }
}
