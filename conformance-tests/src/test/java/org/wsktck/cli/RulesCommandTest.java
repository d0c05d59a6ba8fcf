package org.wsktck.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.wsktck.catalogue.Catalogue;

class RulesCommandTest {
    @Test
    void listsTheRulesInScope() {
        Console console = Console.run("rules");
        assertThat(console.code()).isZero();
        assertThat(console.out().lines())
                .hasSize(Catalogue.standard().inScope().size() + 1)
                .anyMatch(line -> line.startsWith("DGM-08"))
                .anyMatch(line -> line.startsWith("STR-01"));
    }

    @Test
    void listsAllRulesWhenAsked() {
        assertThat(Console.run("rules", "--all").out().lines())
                .hasSize(Catalogue.standard().rules().size() + 1)
                .anyMatch(line -> line.startsWith("STR-01"));
    }

    @Test
    void showsAProviderRuleWithOperatorScenarioAndMutant() {
        String text = Console.run("rules", "dgm-08").out();
        assertThat(text)
                .contains("STATUS_DATA_NOT_ACCEPTED")
                .containsPattern("defined in +spec/tla/Datagram\\.tla:\\d+")
                .contains("DatagramScenarios.refusalDisables", "mutant:DGM-08", "A-12");
    }

    @Test
    void showsAClientRuleWithItsFaultyClient() {
        assertThat(Console.run("rules", "CLS-08").out())
                .containsPattern("faulty client +ClosingScenarios.closedWithRetainedList");
    }

    @Test
    void saysWhyARuleHasNoTests() {
        assertThat(Console.run("rules", "CLI-12").out()).contains("since the rule is unobservable");
    }
}
