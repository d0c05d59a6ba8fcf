package org.wsktck.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.wsktck.catalogue.Catalogue;
import org.wsktck.report.model.Certification;

class ConsoleSummaryTest {
    @Test
    void namesTheBrokenRuleWithItsEvidenceAndEndsWithThePage() {
        assertThat(summary(Samples.certification(true, null)))
                .startsWith("mutant:DGM-08: DOES NOT CONFORM\n")
                .contains("broken DGM-08 (1 x)")
                .contains("DGM-08-refusal #25 [worker-1] WskReceiveFromEvent(s1, datagram 2)")
                .endsWith("\nout/index.html\n");
    }

    @Test
    void aRunThatConformsSaysSoAndNamesNothingBroken() {
        assertThat(summary(Samples.conforming()))
                .startsWith("reference: CONFORMS\n")
                .doesNotContain("broken ");
    }

    @Test
    void modelsThatWereNotReadyInTimeAreNamed() {
        assertThat(summary(Samples.conforming()))
                .contains("  models                   1 of 2 checked; not ready in time: MC_DatagramLag\n");
    }

    @Test
    void aRunThatEndedEarlySaysWhy() {
        assertThat(summary(Samples.certification(false, "the agent closed the connection")))
                .startsWith("reference: INCONCLUSIVE\n")
                .contains("the agent closed the connection");
    }

    @Test
    void aTargetCannotSteerTheTerminal() {
        assertThat(summary(Samples.hostile()).chars().filter(c -> Character.isISOControl(c) && c != '\n'))
                .isEmpty();
    }

    @Test
    void aVerdictOnSomeRulesSaysThatItIsNotOnTheWhole() {
        Certification whole = Samples.conforming();
        Certification part = new Certification(
                whole.target(),
                whole.kitVersion(),
                whole.specificationHash(),
                whole.catalogueHash(),
                whole.seed(),
                Set.of("DGM-08"),
                whole.started(),
                whole.duration(),
                whole.cases(),
                whole.tour(),
                whole.models(),
                whole.uncheckedModels(),
                whole.mutants(),
                null);

        assertThat(summary(part))
                .contains("Only 1 of the " + Catalogue.standard().inScope().size() + " rules in scope");
        assertThat(summary(whole)).doesNotContain("rules in scope");
    }

    private static String summary(Certification run) {
        return ConsoleSummary.of(RunReport.of(run, Catalogue.standard()), Path.of("out", "index.html"));
    }
}
