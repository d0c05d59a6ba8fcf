package org.wsktck.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wsktck.catalogue.Catalogue;
import org.wsktck.report.Certificate;

/**
 * The certificate of a WSK implementation that is not ours: the whole suite against Wine's netio.sys ends with just the verdicts that its public source explains. A change in either direction
 * fails the build. Skipped without Wine and mingw-w64, and on versions of Wine for which nothing is written down.
 */
class WineCertificateTest {
    private static final Path EXPECTED = Path.of("src/test/resources/wine/wine-8.0.yaml");
    private static final Path PAGE = Path.of("../adapters/ioctl/WINE.md");
    private static final String VERSION = "wine-8.0";

    @TempDir
    private Path out;

    @Test
    void verdictsAreTheExpectedOnes() throws IOException, InterruptedException {
        assumeTrue(Programs.has("wine", "wineserver", "x86_64-w64-mingw32-gcc"), "Wine or mingw-w64 is missing");
        String version = wine();
        assumeTrue(
                version.equals(VERSION) || version.startsWith(VERSION + " "),
                "expectations are written down for " + VERSION + ", this is " + version);

        Console console = Console.run("certify", "wine", "--quiet", "--out", out.toString());

        assertThat(console.code()).as(console.out() + console.err()).isEqualTo(Exit.BROKEN);
        Certificate certificate = Certificate.read(out.resolve("certificate.json"));
        Map<String, String> actual = new LinkedHashMap<>();
        certificate.rules().forEach((id, entry) -> actual.put(id, entry.verdict()));
        assertThat(ExpectedVerdicts.read(EXPECTED).differences(actual))
                .as("explain what changed in %s; evidence:%n%s", EXPECTED, console.out())
                .isEmpty();
    }

    @Test
    void everyRuleHasAVerdictAndEveryVerdictAReason() throws IOException {
        ExpectedVerdicts expected = ExpectedVerdicts.read(EXPECTED);

        assertThat(expected.rules().keySet())
                .containsExactlyElementsOf(Catalogue.standard().rules().stream()
                        .map(rule -> rule.id())
                        .toList());
        TreeSet<String> used = new TreeSet<>();
        expected.rules().forEach((id, rule) -> {
            assertThat(rule.because())
                    .as(id)
                    .isNotEmpty()
                    .allSatisfy(name -> assertThat(expected.behaviours()).containsKey(name));
            used.addAll(rule.because());
        });
        assertThat(used).isEqualTo(new TreeSet<>(expected.behaviours().keySet()));
    }

    @Test
    void thePageForPeopleIsGenerated() throws IOException {
        String page = ExpectedVerdicts.read(EXPECTED).page(Catalogue.standard());
        if (Boolean.getBoolean("wsktck.updateWine")) {
            Files.writeString(PAGE, page);
        }
        assertThat(PAGE).as("written anew with -Dwsktck.updateWine=true").hasContent(page);
    }

    private static String wine() throws IOException, InterruptedException {
        Process process = new ProcessBuilder("wine", "--version")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return text.strip();
    }
}
