package org.wsktck.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The whole suite through the command line, on the reference in all four combinations of scheduler and network: what its coverage is measured with.
 *
 * <p>Not part of the ordinary build; started by the Maven profile {@code coverage}.
 */
class CoverageEntry {
    private static final String BUDGET = System.getProperty("wsktck.budget", "20s");

    @TempDir
    private Path out;

    @ParameterizedTest
    @ValueSource(strings = {"reference", "reference:udp", "reference:threads", "reference:threads+udp"})
    void certify(String target) {
        Console console = Console.run("certify", target, "--quiet", "--budget", BUDGET, "--out", out.toString());
        System.out.println(console.out());
        // A capability that real networks lack makes the certificate inconclusive; what is measured is reached all the
        // same.
        assertThat(console.code()).as(console.out() + console.err()).isIn(Exit.OK, Exit.BROKEN);
        assertThat(console.out()).containsAnyOf(": CONFORMS", ": INCONCLUSIVE");
    }
}
