package org.wsktck.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The two commands that give verdicts, on real targets. */
class CertifyAndCheckTest {
    @TempDir
    Path folder = Path.of("");

    private Console certify(String target, String rule) {
        return Console.run("certify", target, "--rule", rule, "--out", folder.toString());
    }

    private Path trace() throws Exception {
        try (Stream<Path> traces = Files.list(folder.resolve("traces"))) {
            return traces.findFirst().orElseThrow();
        }
    }

    @Test
    void theReferencePassesAndTheReportIsPrintedLast() {
        Console console = certify("reference", "DGM-08");
        assertThat(console.code()).as(console.err()).isEqualTo(Exit.OK);
        assertThat(console.out().strip()).endsWith(folder.resolve("index.html").toString());
        assertThat(folder.resolve("certificate.json")).exists();
        assertThat(folder.resolve("junit.xml")).exists();
        assertThat(console.err()).contains("certify: 1 of 1 tests");
    }

    @Test
    void quietMeansNoProgress() {
        assertThat(Console.run("certify", "--rule", "DGM-08", "--quiet", "--out", folder.toString())
                        .err())
                .isEmpty();
    }

    @Test
    void theMutantFailsAndItsRuleIsNamed() {
        Console console = certify("mutant:DGM-08", "DGM-08");
        assertThat(console.code()).isEqualTo(Exit.BROKEN);
        assertThat(console.out()).contains("DOES NOT CONFORM", "broken DGM-08", "WskReceiveFromEvent(s1");
    }

    @Test
    void aRecordedTraceIsJudgedAsItWasWhenItWasRecorded() throws Exception {
        certify("mutant:DGM-08", "DGM-08");
        Console text = Console.run("check", trace().toString());
        assertThat(text.code()).isEqualTo(Exit.BROKEN);
        assertThat(text.out()).contains("DGM-08", "broken by", "state", "rules broken: 2 of the provider");
        assertThat(text.out().lines())
                .allSatisfy(line -> assertThat(line.length()).isLessThan(400));
        Console json = Console.run("check", "--format", "json", trace().toString());
        assertThat(json.code()).isEqualTo(Exit.BROKEN);
        assertThat(json.out()).contains("\"rule\" : \"DGM-08\"", "\"verdict\" : \"fail\"", "\"state\"");
    }

    @Test
    void aGoodTracePasses() throws Exception {
        certify("reference", "DGM-06");
        Console console = Console.run("check", trace().toString());
        assertThat(console.code()).isEqualTo(Exit.OK);
        assertThat(console.out()).contains("rules broken: 0 of the provider");
    }

    @Test
    void aTruncatedTraceIsRefusedWithItsLine() throws Exception {
        certify("reference", "DGM-06");
        List<String> lines = Files.readAllLines(trace());
        Path cut = folder.resolve("cut.ndjson");
        Files.write(cut, lines.subList(0, lines.size() - 1));
        Console console = Console.run("check", cut.toString());
        assertThat(console.code()).isEqualTo(Exit.USAGE);
        assertThat(console.err()).contains(cut + ": line ");
    }

    @Test
    void theSameSeedGivesTheSameTrace() throws Exception {
        certify("reference", "DGM-06");
        List<String> first = seqs();
        certify("reference", "DGM-06");
        assertThat(seqs()).isEqualTo(first);
    }

    /** The trace without its times. */
    private List<String> seqs() throws Exception {
        return Files.readAllLines(trace()).stream()
                .map(line -> line.replaceAll("\"t\":\\d+", ""))
                .toList();
    }
}
