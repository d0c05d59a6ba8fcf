package org.wsktck.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wsktck.catalogue.Catalogue;
import org.wsktck.report.ReportWriter;
import org.wsktck.report.RunReport;
import org.wsktck.report.model.Certification;
import org.wsktck.report.model.Outcome;
import org.wsktck.suite.FakeTarget;
import org.wsktck.target.TargetException;

/** A target that dies ends the run, and what was gathered until then is reported as incomplete. */
class CertifierTest {
    @TempDir
    Path folder = Path.of("");

    @Test
    void aDyingTargetEndsTheRunWithAnIncompleteReport() throws Exception {
        FakeTarget dying = new FakeTarget(2, () -> {
            throw new TargetException("the machine is gone");
        });
        Catalogue catalogue = Catalogue.standard();
        Certification run =
                new Certifier(dying, catalogue, Set.of("DGM-08", "DGM-09"), Set.of(), 1, Duration.ZERO, false).run();
        assertThat(run.aborted()).contains("the machine is gone");
        assertThat(run.cases())
                .singleElement()
                .satisfies(result -> assertThat(result.outcome().status()).isEqualTo(Outcome.Status.ERROR));
        RunReport report = ReportWriter.write(run, catalogue, folder);
        assertThat(report.verdicts().conforms()).isFalse();
        assertThat(folder.resolve("certificate.json"))
                .content()
                .doesNotContain("\"complete\":true")
                .doesNotContain("\"complete\" : true");
    }
}
