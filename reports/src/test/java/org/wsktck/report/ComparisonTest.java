package org.wsktck.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wsktck.catalogue.Catalogue;

class ComparisonTest {
    @TempDir
    private Path directory;

    private Certificate broken() throws IOException {
        return certificate("broken", true);
    }

    private Certificate kept() throws IOException {
        return certificate("kept", false);
    }

    private Certificate certificate(String folder, boolean broken) throws IOException {
        Path out = directory.resolve(folder);
        ReportWriter.write(Samples.certification(broken, null), Catalogue.standard(), out);
        return Certificate.read(out.resolve("certificate.json"));
    }

    @Test
    void aRuleThatOnlyOneBreaksDiffersAndShowsItsEvidence() throws IOException {
        Comparison comparison = new Comparison(List.of(kept(), broken()));

        Comparison.Row row = comparison.rows().stream()
                .filter(each -> each.id().equals("DGM-08"))
                .findFirst()
                .orElseThrow();
        assertThat(row.differs()).isTrue();
        assertThat(row.entries()).hasSize(2).doesNotContainNull();
        assertThat(row.entries().get(0))
                .matches(entry -> entry != null && !entry.verdict().equals("fail"));
        assertThat(row.entries().get(1))
                .matches(entry -> entry != null && entry.verdict().equals("fail") && entry.broken() == 1);
        Path page = directory.resolve("below/compare.html");
        comparison.write(page);
        String html = Files.readString(page);
        assertThat(html)
                .contains("class=\"differs\" id=\"DGM-08\"")
                .contains(Samples.finding()
                        .observation()
                        .toString()
                        .substring(0, 12)
                        .replace("\"", "&#34;"))
                .doesNotContain("not judged by the same specification");
    }

    @Test
    void rulesThatAllSeeAlikeDoNotDiffer() throws IOException {
        assertThat(new Comparison(List.of(kept(), kept())).rows()).isNotEmpty().noneMatch(Comparison.Row::differs);
    }

    @Test
    void certificatesOfOtherRulesAreMarked() throws IOException {
        Certificate kept = kept();
        Certificate older = new Certificate(
                kept.file(), "older", "", kept.verdict(), "other", kept.specification(), java.util.Map.of());

        Comparison comparison = new Comparison(List.of(kept, older));

        assertThat(comparison.caveat()).contains("hashes differ");
        assertThat(comparison.rows()).allMatch(row -> row.entries().get(1) == null);
    }

    @Test
    void whatIsNoCertificateIsRefusedWithItsName() throws IOException {
        Path text = Files.writeString(directory.resolve("text.json"), "certified!");
        Path other = Files.writeString(directory.resolve("other.json"), "{\"schema\": \"something/7\"}");
        Path empty = Files.writeString(directory.resolve("empty.json"), "");

        assertThatThrownBy(() -> Certificate.read(text))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("text.json is not JSON");
        assertThatThrownBy(() -> Certificate.read(other))
                .hasMessageContaining("other.json")
                .hasMessageContaining("something/7");
        assertThatThrownBy(() -> Certificate.read(empty)).hasMessageContaining("empty.json");
    }
}
