package org.wsktck.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wsktck.adapter.mutant.Mutant;
import org.wsktck.adapter.mutant.Mutants;
import org.wsktck.adapter.reference.ReferenceTarget;
import org.wsktck.catalogue.Catalogue;
import org.wsktck.catalogue.Level;
import org.wsktck.catalogue.Obligation;
import org.wsktck.catalogue.Observability;
import org.wsktck.catalogue.Rule;
import org.wsktck.suite.scenario.Stories;
import org.wsktck.suite.scenario.Story;

/** Follows every rule in scope down its whole way: catalogue, operator, scenario, mutant or faulty client. */
class PathTest {
    private final Catalogue catalogue = Catalogue.standard();

    private List<Rule> rules(Observability observability) {
        return catalogue.inScope().stream()
                .filter(rule -> rule.observability() == observability)
                .toList();
    }

    private static Set<String> told(List<Story> stories) {
        return stories.stream().map(Story::rule).collect(Collectors.toSet());
    }

    @Test
    @DisplayName("every rule in scope that observations can show has an operator")
    void everyRuleHasAnOperator() {
        Specification specification = Specification.standard();
        assertThat(Stream.concat(rules(Observability.DIRECT).stream(), rules(Observability.LATENT).stream()))
                .allSatisfy(rule -> assertThat(specification.find(rule.operator()))
                        .as("operator " + rule.operator() + " in spec/tla")
                        .isPresent());
    }

    @Test
    @DisplayName("every rule in scope that observations show directly has a scenario")
    void everyDirectRuleHasAScenario() {
        Set<String> told = told(Stories.scenarios());
        assertThat(rules(Observability.DIRECT))
                .extracting(Rule::id)
                .allSatisfy(id -> assertThat(told).contains(id));
    }

    @Test
    @DisplayName("rules without a scenario are exactly those that the catalogue gives a reason for")
    void rulesWithoutScenarioHaveAReason() {
        Set<String> told = told(Stories.scenarios());
        assertThat(catalogue.inScope())
                .filteredOn(rule -> !told.contains(rule.id()))
                .allSatisfy(rule -> {
                    assertThat(rule.observability()).as(rule.id()).isNotEqualTo(Observability.DIRECT);
                    assertThat(rule.reason()).as("reason of " + rule.id()).isNotBlank();
                });
    }

    @Test
    @DisplayName("what may be out of a target's reach is little, and the reference can do it all")
    void littleIsOutOfReach() {
        assertThat(catalogue.rules().stream().filter(rule -> rule.needs() != null))
                .allSatisfy(rule -> assertThat(new ReferenceTarget().describe().capabilities())
                        .as(rule.id())
                        .contains(rule.needs()))
                .extracting(Rule::id)
                .containsExactlyInAnyOrder("GEN-15", "BAS-02", "DGM-04", "CON-05", "CON-19");
    }

    @Test
    @DisplayName("every client rule that can be broken visibly has a faulty client")
    void everyClientRuleHasAFaultyClient() {
        Set<String> told = told(Stories.faultyClients());
        assertThat(catalogue.inScope())
                .filteredOn(rule -> rule.obligation() == Obligation.CLIENT
                        && rule.level() != Level.MAY
                        && rule.observability() != Observability.UNOBSERVABLE)
                .extracting(Rule::id)
                .allSatisfy(id -> assertThat(told).contains(id));
    }

    @Test
    @DisplayName("every provider rule of level must or should has a mutant, or a reason to have none")
    void everyProviderRuleHasAMutant() {
        Set<String> mutants = Mutants.all().stream().map(Mutant::id).collect(Collectors.toSet());
        assertThat(catalogue.inScope())
                .filteredOn(rule -> rule.obligation() == Obligation.PROVIDER && rule.level() != Level.MAY)
                .extracting(Rule::id)
                .filteredOn(id -> !mutants.contains(id))
                .allSatisfy(id -> assertThat(Mutants.rulesWithout().get(id))
                        .as("why " + id + " has no mutant")
                        .isNotBlank());
    }

    @Test
    @DisplayName("every id that is used anywhere is a rule in scope")
    void everyIdExists() {
        Set<String> inScope = catalogue.inScope().stream().map(Rule::id).collect(Collectors.toSet());
        Stream<String> used = Stream.of(
                        Stories.scenarios().stream().map(Story::rule),
                        Stories.faultyClients().stream().map(Story::rule),
                        Stream.concat(Stories.scenarios().stream(), Stories.faultyClients().stream())
                                .flatMap(story -> story.deliberate().stream()),
                        Mutants.all().stream().map(Mutant::id),
                        Mutants.rulesWithout().keySet().stream())
                .flatMap(ids -> ids);
        assertThat(inScope).containsAll(used.collect(Collectors.toSet()));
    }

    @Test
    @DisplayName("scenarios are for rules, faulty clients for client rules, and names are unique")
    void storiesAreSound() {
        List<Story> all = Stream.concat(Stories.scenarios().stream(), Stories.faultyClients().stream())
                .toList();
        assertThat(all).extracting(story -> story.script().name()).doesNotHaveDuplicates();
        assertThat(all).extracting(story -> story.script().title()).doesNotHaveDuplicates();
        assertThat(all).allSatisfy(story -> assertThat(story.script().name()).doesNotContainAnyWhitespaces());
        assertThat(Stories.scenarios())
                .allSatisfy(story -> assertThat(story.check()).isNotBlank());
        assertThat(Stories.faultyClients())
                .allSatisfy(story -> assertThat(catalogue.rule(story.rule()).obligation())
                        .as(story.rule())
                        .isEqualTo(Obligation.CLIENT));
    }
}
