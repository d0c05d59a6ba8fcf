package org.wsktck.adapter.ioctl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Builds the portable part of the driver with the compilers of this machine, under AddressSanitizer and UndefinedBehaviorSanitizer, and runs its tests. */
class NativeCoreTest {
    private static final List<String> WARNINGS =
            List.of("-std=c11", "-O1", "-g", "-Wall", "-Wextra", "-Wshadow", "-Wpedantic", "-Werror");
    private static final List<String> SANITIZERS =
            List.of("-fsanitize=address,undefined", "-fno-sanitize-recover=all", "-fno-omit-frame-pointer");
    private static final String MUTATED_FRAMES = "1000000";

    @TempDir
    Path work;

    @ParameterizedTest
    @ValueSource(strings = {"gcc", "clang"})
    void unitTestsAndMutatedFrames(String compiler) throws IOException, InterruptedException {
        String said = buildAndRun(compiler, "core_test.c", MUTATED_FRAMES);
        assertThat(said)
                .containsPattern(MUTATED_FRAMES + " mutated frames, [1-9][0-9]* of them executed")
                .containsPattern("[1-9][0-9]* checks");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gcc", "clang"})
    void vectors(String compiler) throws IOException, InterruptedException {
        assertThat(buildAndRun(compiler, "vectors_test.c")).containsPattern("[1-9][0-9]* checks");
    }

    private String buildAndRun(String compiler, String test, String... arguments)
            throws IOException, InterruptedException {
        assumeTrue(Tools.has(compiler), compiler + " is not installed");
        Path program = work.resolve(compiler + "-" + test.replace(".c", ""));
        List<String> build = new ArrayList<>(List.of(compiler));
        build.addAll(WARNINGS);
        build.addAll(SANITIZERS);
        build.add("-I" + Files4Tests.PROTOCOL);
        build.add("-I" + Files4Tests.DRIVER.resolve("core"));
        for (String source : List.of("decode.c", "ring.c", "payload.c", "session.c")) {
            build.add(Files4Tests.DRIVER.resolve("core").resolve(source).toString());
        }
        build.add(Files4Tests.DRIVER.resolve("test/check.c").toString());
        build.add(Files4Tests.DRIVER.resolve("test").resolve(test).toString());
        build.addAll(List.of("-o", program.toString()));
        Commands.run(work.resolve("build.log"), Map.of(), build);
        List<String> run = new ArrayList<>(List.of(program.toString(), Files4Tests.VECTORS.toString()));
        run.addAll(List.of(arguments));
        return Commands.run(work.resolve("run.log"), Map.of("ASAN_OPTIONS", "detect_leaks=0"), run);
    }
}
