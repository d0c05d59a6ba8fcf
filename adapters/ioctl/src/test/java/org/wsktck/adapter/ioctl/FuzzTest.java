package org.wsktck.adapter.ioctl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The portable part of the driver under libFuzzer with AddressSanitizer and UndefinedBehaviorSanitizer: a million executions of each target find nothing, and find each of some faults that are put
 * in on purpose. Skipped where clang or its runtime is missing.
 */
class FuzzTest {
    private static final int RUNS = 1_000_000;
    /** With the same seed libFuzzer does the same; {@code driver/fuzz/corpus.sh} and fuzzing by hand use others. */
    private static final String SEED = "20261124";
    /** Longest inputs in bytes: three actions in a frame, or a story of some forty steps. */
    private static final Map<String, Integer> LONGEST = Map.of("decode", 1000, "session", 800);

    private static final Pattern DONE = Pattern.compile("#([0-9]+)\tDONE +cov: ([0-9]+) ft: ([0-9]+)");

    @TempDir
    Path work;

    /** A fault: in a source of the core, {@code whole} becomes {@code broken}. */
    record Fault(String target, String source, String whole, String broken) {
        @Override
        public String toString() {
            return target + ": " + whole.strip() + " -> " + broken.strip();
        }
    }

    static List<Fault> faults() {
        return List.of(
                // Actions are read beyond the frame.
                new Fault(
                        "decode",
                        "decode.c",
                        "if (length != actionsAt + (size_t)command->count * sizeof(wsktck_action)) return WSKTCK_REFUSAL_SIZE;",
                        ""),
                new Fault("decode", "decode.c", "return index < limit || index", "return index <= limit || index"),
                // A reaction that a callback is executing is freed.
                new Fault("session", "session.c", "if (old != NULL && old->uses != 0) {", "if (0) {"),
                // A record that should wrap around runs over the end of the ring.
                new Fault(
                        "session",
                        "ring.c",
                        "uint32_t first = size < ring->capacity - at ? size : ring->capacity - at;",
                        "uint32_t first = size;"),
                // A callback is resumed twice, and the actions of the first resume are lost.
                new Fault("session", "session.c", "if (h->cb == 0 || h->released ||", "if (h->cb == 0 ||"),
                // Two sockets get one index: this one was real, and the fuzzer found it.
                new Fault("session", "session.c", "&& session->sockets[i] == WSKTCK_FREE &&", "&&"));
    }

    /** Whether clang links for fuzzing here; tried once. */
    private static @Nullable Boolean links;

    @BeforeEach
    void clangWithItsRuntime() throws IOException, InterruptedException {
        assumeTrue(Tools.has("clang"), "clang is not installed");
        if (links == null) {
            links = linksForFuzzing();
        }
        assumeTrue(links, "clang is there, but not its runtime for fuzzing");
    }

    private boolean linksForFuzzing() throws IOException, InterruptedException {
        Path empty = Files.writeString(work.resolve("empty.c"), """
                #include <stddef.h>
                int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size) { return data == NULL && size != 0; }
                """);
        try {
            Commands.run(
                    work.resolve("empty.log"),
                    Map.of(),
                    List.of("clang", "-fsanitize=fuzzer,address,undefined", empty.toString(), "-o", work + "/empty"));
            return true;
        } catch (AssertionError failed) {
            return false;
        }
    }

    /** Frames of another version are refused at once, so that a corpus of these is worth little. */
    @Test
    void theCorpusIsOfThisVersion() throws IOException {
        int version = Protocol.load().version();
        try (Stream<Path> inputs = Files.list(Files4Tests.DRIVER.resolve("fuzz/corpus/decode"))) {
            int afterSize = Integer.BYTES;
            long current = 0;
            for (Path each : inputs.toList()) {
                ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(each)).order(ByteOrder.LITTLE_ENDIAN);
                if (bytes.limit() >= afterSize + Short.BYTES && bytes.getShort(afterSize) == version) {
                    current++;
                }
            }
            assertThat(current)
                    .as("inputs of version %d; otherwise run driver/fuzz/corpus.sh", version)
                    .isGreaterThan(10);
        }
    }

    @ParameterizedTest
    @CsvSource({"decode, 120", "session, 250"})
    void aMillionExecutionsFindNothing(String target, int leastCoverage) throws IOException, InterruptedException {
        String said = fuzz(target, build(target, Files4Tests.DRIVER.resolve("core")));
        Matcher done = DONE.matcher(said);
        assertThat(done.find()).as("the run came to its end:%n%s", said).isTrue();
        System.out.printf(
                "%s under libFuzzer: seed %s, %s executions, %s edges and %s features covered%n",
                target, SEED, done.group(1), done.group(2), done.group(3));
        assertThat(Integer.parseInt(done.group(1))).isGreaterThanOrEqualTo(RUNS);
        // A target that stops at the first check would run as often and find as little.
        assertThat(Integer.parseInt(done.group(2))).as("edges covered").isGreaterThanOrEqualTo(leastCoverage);
    }

    @ParameterizedTest
    @MethodSource("faults")
    void eachFaultIsFound(Fault fault) throws IOException, InterruptedException {
        Path core = Files.createDirectory(work.resolve("core"));
        try (var sources = Files.list(Files4Tests.DRIVER.resolve("core"))) {
            for (Path source : sources.toList()) {
                Files.copy(source, core.resolve(source.getFileName()));
            }
        }
        Path broken = core.resolve(fault.source());
        String text = Files.readString(broken);
        assertThat(text.split(Pattern.quote(fault.whole()), -1))
                .as("parts of %s around what the fault replaces", fault.source())
                .hasSize(2);
        Files.writeString(broken, text.replace(fault.whole(), fault.broken()));
        Path program = build(fault.target(), core);
        assertThatThrownBy(() -> fuzz(fault.target(), program))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Test unit written to");
    }

    private Path build(String target, Path core) throws IOException, InterruptedException {
        Path test = Files4Tests.DRIVER.resolve("test");
        Path program = work.resolve(target);
        List<String> command = new ArrayList<>(List.of("clang", "-std=c11", "-O1", "-g", "-Wall", "-Wextra"));
        command.addAll(List.of("-fsanitize=fuzzer,address,undefined", "-fno-sanitize-recover=all"));
        command.addAll(List.of("-I" + Files4Tests.PROTOCOL, "-I" + core, "-I" + test));
        for (String source : List.of("decode.c", "ring.c", "payload.c", "session.c")) {
            command.add(core.resolve(source).toString());
        }
        command.add(test.resolve("check.c").toString());
        command.add(Files4Tests.DRIVER.resolve("fuzz/" + target + "_fuzz.c").toString());
        command.addAll(List.of("-o", program.toString()));
        Commands.run(work.resolve("build.log"), Map.of(), command);
        return program;
    }

    private String fuzz(String target, Path program) throws IOException, InterruptedException {
        Path found = work.resolve("found");
        Files.createDirectories(found);
        return Commands.run(
                work.resolve("run.log"),
                // Leaks are counted by the target itself; LeakSanitizer cannot run under every container's rules.
                Map.of("ASAN_OPTIONS", "detect_leaks=0"),
                List.of(
                        program.toString(),
                        "-runs=" + RUNS,
                        "-seed=" + SEED,
                        "-max_len=" + LONGEST.get(target),
                        "-artifact_prefix=" + work + "/",
                        // New inputs go into the first folder, so that the repository's stays as it is.
                        found.toString(),
                        Files4Tests.DRIVER.resolve("fuzz/corpus/" + target).toString()));
    }
}
