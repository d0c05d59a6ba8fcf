package org.wsktck.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareCommandTest {
    private static final String CERTIFICATE = """
            {"schema": "wsktck-certificate/1", "verdict": "%s",
             "target": {"name": "%s", "implementation": "test"}, "kit": {},
             "rules": [{"id": "GEN-01", "title": "t", "verdict": "%s", "exercised": 1, "broken": 0, "why": null, "firstFinding": null},
                       {"id": "GEN-02", "title": "t", "verdict": "pass", "exercised": 1, "broken": 0, "why": null, "firstFinding": null}]}
            """;

    @TempDir
    private Path folder;

    @Test
    void twoCertificatesGiveOnePage() throws IOException {
        Path one = Files.writeString(folder.resolve("one.json"), CERTIFICATE.formatted("conforms", "one", "pass"));
        Path two =
                Files.writeString(folder.resolve("two.json"), CERTIFICATE.formatted("does-not-conform", "two", "fail"));
        Path page = folder.resolve("page.html");

        Console console = Console.run("compare", one.toString(), two.toString(), "--out", page.toString());

        assertThat(console.code()).as(console.err()).isZero();
        assertThat(console.out()).isEqualTo("1 of 2 rules differ%n%s%n".formatted(page));
        assertThat(page).content().contains("<code>one</code>", "<code>two</code>", "does not conform");
    }

    @Test
    void aMissingFileAndAForeignOneAreBadInput() throws IOException {
        Path other = Files.writeString(folder.resolve("other.json"), "{}");

        Console missing = Console.run("compare", folder.resolve("none.json").toString());
        Console foreign = Console.run("compare", other.toString());

        assertThat(missing.code()).isEqualTo(Exit.USAGE);
        assertThat(missing.err()).contains("none.json");
        assertThat(foreign.code()).isEqualTo(Exit.USAGE);
        assertThat(foreign.err()).contains("other.json", "certificate");
    }
}
