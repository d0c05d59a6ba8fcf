package org.wsktck.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wsktck.report.Certificate;

/**
 * An implementation that is not Java and knows the kit only through the protocol: the toy in Python. Its certificate names each hole by the rule that the toy's head says it breaks, and with the
 * holes closed the same rules are exercised and kept. Skipped without Python.
 */
class ToyCertificateTest {
    private static final Path TOY = Path.of("../adapters/toy/toy.py");
    /** Each hole bears the name of the rule that it breaks. */
    private static final Set<String> HOLES =
            new TreeSet<>(Set.of("CLS-03", "DGM-07", "DGM-08", "DGM-14", "DGM-19", "ENA-12"));
    /** What follows from two of them: an event that ought to be off is called. */
    private static final String IMPLIED = "GEN-02";

    private static final String PLACE = "listening on ";

    @TempDir
    private Path out;

    @Test
    void theCertificateNamesTheHoles() throws IOException {
        Set<String> expected = new TreeSet<>(HOLES);
        expected.add(IMPLIED);

        assertThat(with("fail", Exit.BROKEN)).isEqualTo(expected);
    }

    @Test
    void withoutThemTheSameRulesAreKept() throws IOException {
        assertThat(with("pass", Exit.OK, "--fixed")).containsAll(HOLES);
    }

    /** The rules with that verdict once the toy has been certified. */
    private Set<String> with(String verdict, int code, String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(python(), TOY.toString()));
        command.addAll(List.of(options));
        Process toy = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (BufferedReader says =
                new BufferedReader(new InputStreamReader(toy.getInputStream(), StandardCharsets.UTF_8))) {
            String first = String.valueOf(says.readLine());
            assertThat(first).startsWith(PLACE);
            List<String> certify = new ArrayList<>(List.of("certify", "ioctl:" + first.substring(PLACE.length())));
            certify.addAll(List.of("--quiet", "--no-models", "--out", out.toString()));
            HOLES.forEach(rule -> certify.addAll(List.of("--rule", rule)));

            Console console = Console.run(certify.toArray(String[]::new));

            assertThat(console.code()).as(console.out() + console.err()).isEqualTo(code);
            return Certificate.read(out.resolve("certificate.json")).rules().entrySet().stream()
                    .filter(each -> each.getValue().verdict().equals(verdict))
                    .map(each -> each.getKey())
                    .collect(Collectors.toCollection(TreeSet::new));
        } finally {
            toy.destroyForcibly();
        }
    }

    private static String python() throws IOException {
        String found = Programs.find("python3").map(Path::toString).orElse("");
        assumeTrue(!found.isEmpty() && isNewEnough(found), "python3, 3.10 or later, is missing");
        return found;
    }

    private static boolean isNewEnough(String python) throws IOException {
        Process process = new ProcessBuilder(
                        python, "-c", "import sys; print('yes' if sys.version_info >= (3, 10) else 'no')")
                .start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .strip()
                .equals("yes");
    }
}
