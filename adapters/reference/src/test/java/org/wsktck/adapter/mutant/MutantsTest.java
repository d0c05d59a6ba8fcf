package org.wsktck.adapter.mutant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wsktck.adapter.reference.ReferenceOptions;
import org.wsktck.adapter.reference.ReferenceTarget;
import org.wsktck.adapter.reference.Traces;
import org.wsktck.catalogue.Catalogue;
import org.wsktck.catalogue.Category;
import org.wsktck.catalogue.Level;
import org.wsktck.catalogue.Obligation;
import org.wsktck.catalogue.Rule;
import org.wsktck.oracle.Finding;
import org.wsktck.oracle.Oracle;
import org.wsktck.oracle.TraceJudge;
import org.wsktck.target.Script;
import org.wsktck.trace.Observation;

/** Every mutant shows its mistake on a short story, and nothing but the mistake stands between the client and the reference. */
class MutantsTest {
    private static final int SEEDS = 10;

    /** Those with a story here. */
    static Stream<Mutant> mutants() {
        return Mutants.all().stream().filter(mutant -> MutantStories.isTold(mutant.id()));
    }

    @Test
    void onlyMutantsOfSocketsForConnectionsAreLeftToTheScenarios() {
        assertThat(Mutants.all())
                .filteredOn(mutant -> !MutantStories.isTold(mutant.id()))
                .allSatisfy(mutant -> assertThat(
                                Catalogue.standard().rule(mutant.id()).categories())
                        .as(mutant.id())
                        .containsAnyOf(Category.CONNECTION, Category.LISTENING, Category.STREAM));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mutants")
    void breaksItsRule(Mutant mutant) throws Exception {
        Script story = MutantStories.of(mutant.id());
        String rule = mutant.id();
        Set<String> broken = new TreeSet<>();
        for (long seed = 0; seed < SEEDS; seed++) {
            List<Observation> correct = Traces.run(new ReferenceTarget(), seed, story);
            List<Observation> faulty = Traces.run(new ReferenceTarget(ReferenceOptions.DEFAULT, mutant), seed, story);
            assertThat(brokenRules(correct)).as("reference, seed %d", seed).doesNotContain(rule);
            assertThat(withoutClock(faulty)).as("seed %d", seed).isNotEqualTo(withoutClock(correct));
            broken.addAll(brokenRules(faulty));
        }
        assertThat(broken).as(mutant.mistake()).contains(rule);
    }

    private static Set<String> brokenRules(List<Observation> trace) {
        TraceJudge judge = Oracle.standard().judge();
        trace.forEach(judge::accept);
        return judge.finish().findings().stream().map(Finding::rule).collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<String> withoutClock(List<Observation> trace) {
        return trace.stream().map(Observation::toString).toList();
    }

    /** What is forwarded is forwarded unchanged, so all that a mutant shows is its mistake. */
    @Test
    void forwardingAddsNothing() throws Exception {
        Mutant none = new Mutant("none", "There is no mistake.", ForwardingProvider::new);
        for (Mutant mutant : mutants().toList()) {
            Script story = MutantStories.of(mutant.id());
            for (long seed = 0; seed < SEEDS; seed++) {
                assertThat(Traces.run(new ReferenceTarget(ReferenceOptions.DEFAULT, none), seed, story))
                        .as("story of %s, seed %d", mutant.id(), seed)
                        .isEqualTo(Traces.run(new ReferenceTarget(), seed, story));
            }
        }
    }

    @Test
    void mutantsAreDeterministic() throws Exception {
        for (Mutant mutant : mutants().toList()) {
            ReferenceTarget target = new ReferenceTarget(ReferenceOptions.DEFAULT, mutant);
            Script story = MutantStories.of(mutant.id());
            assertThat(Traces.run(target, 3, story)).as(mutant.id()).isEqualTo(Traces.run(target, 3, story));
        }
    }

    @Test
    void everyProviderRuleInScopeHasOneOrAReason() {
        Set<String> wanted = new TreeSet<>();
        for (Rule rule : Catalogue.standard().inScope()) {
            if (rule.obligation() == Obligation.PROVIDER && rule.level() != Level.MAY) {
                wanted.add(rule.id());
            }
        }
        Set<String> covered = new TreeSet<>(Mutants.rulesWithout().keySet());
        Mutants.all().forEach(mutant -> covered.add(mutant.id()));
        assertThat(covered).isEqualTo(wanted);
    }

    @Test
    void anUnknownMutantIsToldWithThoseThatExist() {
        assertThatThrownBy(() -> Mutants.named("XYZ-99"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("XYZ-99")
                .hasMessageContaining("DGM-08");
        assertThatThrownBy(() -> Mutants.named("CLI-12")).hasMessageContaining("Network Module Registrar");
    }
}
