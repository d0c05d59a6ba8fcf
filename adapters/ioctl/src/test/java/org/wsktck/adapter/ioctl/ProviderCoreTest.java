package org.wsktck.adapter.ioctl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Builds the core of the provider in C with the compilers of this machine, under AddressSanitizer and UndefinedBehaviorSanitizer, and runs its tests on a network in memory.
 */
class ProviderCoreTest {
    private static final Path BUILD = Path.of("provider/test/build.sh");

    @TempDir
    Path work;

    @ParameterizedTest
    @ValueSource(strings = {"gcc", "clang"})
    void onANetworkInMemory(String compiler) throws IOException, InterruptedException {
        assumeTrue(Tools.has("sh"), "there is no shell");
        assumeTrue(Tools.has(compiler), compiler + " is not installed");
        Path program = work.resolve("provider-test");
        Commands.run(
                work.resolve("build.log"), Map.of("CC", compiler), List.of("sh", BUILD.toString(), program.toString()));
        String said = Commands.run(
                work.resolve("run.log"), Map.of("ASAN_OPTIONS", "detect_leaks=0"), List.of(program.toString()));
        assertThat(said)
                .as("races of cancellation and completion, both of which happened")
                .containsPattern("[1-9][0-9]* receives completed, [1-9][0-9]* cancelled")
                .as("callbacks between switches, and at which level")
                .containsPattern("[1-9][0-9]* callbacks between switches, [1-9][0-9]* of them")
                .containsPattern("[1-9][0-9]* checks");
    }
}
