package org.wsktck.modelcheck;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TlcReportTest {
    private static final String COUNTS = """
            1,550,633 states generated, 241,146 distinct states found, 0 states left on queue.
            The depth of the complete state graph search is 25.
            """;

    @Test
    void countsAreReadWithTheirSeparators() {
        TlcReport report = TlcReport.parse("Model checking completed. No error has been found.\n" + COUNTS);

        assertThat(report.finished()).isTrue();
        assertThat(report.generated()).isEqualTo(1_550_633);
        assertThat(report.distinct()).isEqualTo(241_146);
        assertThat(report.depth()).isEqualTo(25);
        assertThat(report.violated()).isEmpty();
        assertThat(report.error()).isEmpty();
    }

    @Test
    void aViolatedPropertyIsNamedAndIsNoError() {
        TlcReport report = TlcReport.parse(
                "Error: Invariant ClosedInv is violated.\nError: The behavior up to this point is:\n" + COUNTS);

        assertThat(report.violated()).containsExactly("ClosedInv");
        assertThat(report.error()).isEmpty();
    }

    @Test
    void anActionPropertyIsNamed() {
        assertThat(TlcReport.parse("Error: Action property SilenceProp is violated.\n")
                        .violated())
                .containsExactly("SilenceProp");
    }

    @Test
    void aTemporalPropertyHasNoName() {
        assertThat(TlcReport.parse("Error: Temporal properties were violated.\n")
                        .violated())
                .containsExactly(TlcReport.SOME_TEMPORAL);
    }

    @Test
    void aModuleThatDoesNotParseIsAnError() {
        TlcReport report = TlcReport.parse("Error: Parsing or semantic analysis failed.\nFinished in 05s\n");

        assertThat(report.finished()).isFalse();
        assertThat(report.error()).contains("Parsing or semantic analysis failed.");
    }
}
