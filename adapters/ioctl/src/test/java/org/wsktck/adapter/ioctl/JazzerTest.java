package org.wsktck.adapter.ioctl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The Java decoder, what reads records and frames of an agent, and the trace reader under Jazzer, each in a process of its own: the inputs of the repository, then a fixed number of executions that begin with these.
 *
 * <p>With {@code -Dwsktck.fuzz=MINUTES} it runs for that long, from another seed each time, beginning also with the vectors and the shortest traces of {@code spec}; of all inputs the smallest set with the
 * same coverage is then the new corpus. That is also how the corpus was made.
 */
class JazzerTest {
    private static final Path CORPUS = Path.of("src/test/fuzz");
    private static final Path TRACES = Path.of("../../spec/src/test/resources/bites");
    private static final int MOST_TRACES = 60;
    /** How much longer than told a run may take, with its start and the corpus, before it counts as hung. */
    private static final long LONGER_MINUTES = 5;

    private static final String WANTED = "wsktck.fuzz";
    private static final String SEED = "20261124";
    /** No flag of Jazzer's: how libFuzzer says that it came to its end. */
    private static final Pattern DONE = Pattern.compile("#([0-9]+)\tDONE +cov: ([0-9]+) ft: ([0-9]+)");

    @TempDir
    Path work;

    @BeforeEach
    void nativePart() {
        String system = System.getProperty("os.name") + " " + System.getProperty("os.arch");
        assumeTrue(
                system.matches("(Linux|Mac OS X) (amd64|x86_64|aarch64)|Windows.* amd64"),
                "Jazzer has no native part for " + system);
    }

    @ParameterizedTest
    @CsvSource({
        "codec, CodecFuzzer, 1000, 20000, 100",
        "record, RecordFuzzer, 1500, 3000, 700",
        "channel, ChannelFuzzer, 1600, 3000, 150",
        "trace, TraceFuzzer, 2000, 50000, 500"
    })
    void badInputIsRefusedAsDocumented(String corpus, String target, int longest, int runs, int leastCoverage)
            throws IOException, InterruptedException {
        Path kept = Files.createDirectories(CORPUS.resolve(corpus));
        Path found = Files.createDirectories(work.resolve("found"));
        String wanted = System.getProperty(WANTED);
        List<String> options = new ArrayList<>(List.of("-max_len=" + longest));
        options.add(wanted == null ? "-runs=" + runs : "-max_total_time=" + 60 * Integer.parseInt(wanted));
        if (wanted == null) {
            options.add("-seed=" + SEED);
        } else {
            seeds(corpus, found);
        }
        options.addAll(List.of(found.toString(), kept.toString()));
        String said = jazzer(target, options);
        Matcher done = DONE.matcher(said);
        assertThat(done.find()).as("the run came to its end:%n%s", said).isTrue();
        System.out.printf(
                "%s under Jazzer: seed %s, %s executions, %s edges and %s features covered%n",
                corpus, wanted == null ? SEED : "of the time", done.group(1), done.group(2), done.group(3));
        assertThat(Integer.parseInt(done.group(2))).as("edges covered").isGreaterThanOrEqualTo(leastCoverage);
        if (wanted != null) {
            Path smallest = Files.createDirectories(work.resolve("smallest"));
            jazzer(
                    target,
                    List.of("-merge=1", "-max_len=" + longest, smallest.toString(), kept.toString(), found.toString()));
            replace(kept, smallest);
        }
    }

    private String jazzer(String target, List<String> options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx1g", "-XX:+UseSerialGC"));
        if (System.getProperty(WANTED) == null) {
            command.add("-XX:TieredStopAtLevel=1"); // most of a short run is the start
        }
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=org.wsktck.adapter.ioctl." + target,
                "--instrumentation_includes=org.wsktck.**",
                "--custom_hook_includes=org.wsktck.**",
                "--reproducer_path=" + work,
                "-artifact_prefix=" + work + File.separator));
        command.addAll(options);
        return Commands.run(
                work.resolve("jazzer.log"), Map.of(), command, LONGER_MINUTES + Integer.getInteger(WANTED, 0));
    }

    private static void seeds(String corpus, Path to) throws IOException {
        switch (corpus) {
            case "codec" -> codecSeeds(to);
            case "record" ->
                Files.write(to.resolve("fetched"), together(new byte[] {1}, Files4Tests.vector("observation")));
            case "channel" -> channelSeeds(to);
            default -> {
                for (Path file : files(TRACES)) {
                    Files.copy(file, to.resolve(file.getFileName().toString()));
                }
            }
        }
    }

    /** Those of the folder, the shortest first. */
    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.sorted(Comparator.comparing((Path each) -> each.toFile().length()))
                    .limit(MOST_TRACES)
                    .toList();
        }
    }

    /** Every vector as every struct. */
    private static void codecSeeds(Path to) throws IOException {
        int structs = Protocol.load().structs().size();
        for (Path file : files(Files4Tests.VECTORS)) {
            String name = file.getFileName().toString().replace(".hex", "");
            for (int struct = 0; struct < structs; struct++) {
                byte[] head = {(byte) struct, 0, 0};
                Files.write(to.resolve(name + struct), together(head, Files4Tests.vector(name)));
            }
        }
    }

    /** Every vector that is a frame, and all of them one after another. */
    private static void channelSeeds(Path to) throws IOException {
        byte[] all = new byte[0];
        for (Path file : files(Files4Tests.VECTORS)) {
            String name = file.getFileName().toString().replace(".hex", "");
            byte[] frame = Files4Tests.vector(name);
            Files.write(to.resolve(name), frame);
            all = together(all, frame);
        }
        Files.write(to.resolve("all"), all);
    }

    private static byte[] together(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static void replace(Path kept, Path by) throws IOException {
        try (Stream<Path> old = Files.list(kept)) {
            for (Path each : old.toList()) {
                Files.delete(each);
            }
        }
        try (Stream<Path> made = Files.list(by)) {
            for (Path each : made.toList()) {
                Files.copy(each, kept.resolve(each.getFileName()));
            }
        }
    }
}
