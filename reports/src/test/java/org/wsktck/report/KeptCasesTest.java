package org.wsktck.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.wsktck.report.model.CaseResult;
import org.wsktck.report.model.Layer;
import org.wsktck.report.model.Outcome;

class KeptCasesTest {
    @Test
    void walksAreSampledAndWhatDidNotPassIsKept() {
        List<CaseResult> all = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            all.add(CaseResult.named("walk-" + i, Layer.WALK)
                    .observations(Samples.trace(false))
                    .outcome(i % 100 == 7 ? Outcome.failed("DGM-08") : Outcome.passed())
                    .build());
        }
        for (int i = 0; i < 90; i++) {
            all.add(CaseResult.named("scenario-" + i, Layer.SCENARIO).build());
        }
        KeptCases kept = KeptCases.of(all);

        assertThat(kept.cases()).hasSize(10 + KeptCases.SAMPLE + 90);
        assertThat(kept.cases().stream().filter(result -> result.outcome().status() == Outcome.Status.FAILED))
                .hasSize(10);
    }
}
