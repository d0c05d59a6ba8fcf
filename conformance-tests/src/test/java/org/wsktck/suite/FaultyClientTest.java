package org.wsktck.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.wsktck.catalogue.Catalogue;
import org.wsktck.oracle.Finding;
import org.wsktck.report.model.CaseResult;
import org.wsktck.report.model.Outcome;
import org.wsktck.suite.scenario.Stories;
import org.wsktck.suite.scenario.Story;
import org.wsktck.target.Target;

/** A client that breaks one client rule is named for exactly that rule, with those that are declared to be broken with it. */
class FaultyClientTest {
    @TestFactory
    @DisplayName("each faulty client is named for exactly its rule")
    Stream<DynamicTest> namedForExactlyItsRule() {
        return Stories.faultyClients().stream()
                .map(story -> DynamicTest.dynamicTest(
                        story.displayName() + " (" + story.method() + ")", () -> assertNamed(story)));
    }

    private static void assertNamed(Story story) throws Exception {
        try (Target target = Kit.target(story.on())) {
            Bench bench = new Bench(target, Kit.judges(), Catalogue.standard());
            Set<Set<String>> seen = new LinkedHashSet<>();
            for (long seed = 1; seed <= story.seeds(); seed++) {
                CaseResult result = bench.run(Trial.of(story, seed));
                assertThat(result.outcome().status())
                        .as(result.outcome().message())
                        .isNotIn(Outcome.Status.ERROR, Outcome.Status.SKIPPED);
                Set<String> broken = result.judgement().findings().stream()
                        .map(Finding::rule)
                        .collect(Collectors.toCollection(TreeSet::new));
                if (broken.equals(new TreeSet<>(story.deliberate()))) {
                    return;
                }
                seen.add(broken);
            }
            assertThat(seen).as("rules named for seeds 1 to " + story.seeds()).containsExactly(story.deliberate());
        }
    }
}
