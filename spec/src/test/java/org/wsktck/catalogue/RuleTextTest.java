package org.wsktck.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RuleTextTest {
    private static final Catalogue CATALOGUE = Catalogue.standard();

    @Test
    void noLineOfAnyRuleIsWiderThanTheTerminalWeAssume() {
        assertThat(CATALOGUE.rules()).allSatisfy(rule -> {
            assertThat(RuleText.of(CATALOGUE, rule).lines())
                    .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(RuleText.COLUMNS));
        });
    }

    @Test
    void tellsStatementOperatorSourcesAndTheReadingsThatShapeTheRule() {
        String text = RuleText.of(CATALOGUE, CATALOGUE.rule("GEN-02"));
        assertThat(text)
                .startsWith("GEN-02  No event callback runs unless it is enabled at that moment\n")
                .contains("obligation    provider, must\n")
                .contains("operator      GEN_02 (spec/tla)\n")
                .contains("sources       winsock-kernel-events.md (default state paragraph)\n")
                .contains("reading A-03  How an event can have been enabled\n")
                .contains("Adopted: Treat all documented enabling paths as equal for GEN-02.");
    }

    @Test
    void saysWhyARuleIsCountedApartAndWhichOnlyWarn() {
        assertThat(RuleText.of(CATALOGUE, CATALOGUE.rule("ENA-20"))).contains("\nunobservable  Memory that is freed");
        assertThat(RuleText.of(CATALOGUE, CATALOGUE.rule("DGM-18"))).contains("should (a breach is a warning)");
    }

    @Test
    void oneLineForAList() {
        assertThat(RuleText.line(CATALOGUE.rule("CTX-10")))
                .isEqualTo("CTX-10  client   should Retained provider buffers go back in reasonable time");
    }
}
