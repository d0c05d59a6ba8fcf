package org.wsktck.modelcheck;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs TLC in a process of its own, since TLC keeps static state. */
final class TlcProcess {
    private static final String TLC = "tlc2.TLC";

    private TlcProcess() {}

    /** A quick compiler and no threads for the garbage: half the time of a search that takes seconds. */
    private static final List<String> BRIEF = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private static final List<String> LONG = List.of("-XX:+UseParallelGC");

    /**
     * How a process ended.
     *
     * @param output what TLC printed
     * @param inTime whether it ended by itself
     */
    record Outcome(String output, boolean inTime) {}

    /**
     * Runs TLC on a module with a configuration, and waits for the end.
     *
     * @param brief whether little is to be searched, so that the start of the process counts most
     * @param options further arguments of TLC, as for a simulation
     * @param limit time after which the process is ended
     * @throws ModelCheckException when it cannot be run
     */
    static Outcome run(
            SpecFiles spec,
            String module,
            String configuration,
            int workers,
            boolean brief,
            List<String> options,
            Duration limit) {
        Path log = spec.dir().resolve("tlc.log");
        try {
            Process process = new ProcessBuilder(command(spec, module, configuration, workers, brief, options))
                    .directory(spec.dir().toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            boolean ended = false;
            try {
                process.getOutputStream().close();
                ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
            } finally {
                if (!ended) {
                    process.destroyForcibly().waitFor();
                }
            }
            return new Outcome(Files.readString(log, StandardCharsets.UTF_8), ended);
        } catch (IOException e) {
            throw new ModelCheckException("TLC cannot be run on " + configuration + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ModelCheckException("interrupted while TLC checked " + configuration, e);
        }
    }

    private static List<String> command(
            SpecFiles spec, String module, String configuration, int workers, boolean brief, List<String> options) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(brief ? BRIEF : LONG);
        command.addAll(List.of(
                "-Djava.io.tmpdir=" + spec.tmp(),
                "-cp",
                tlcJar(),
                TLC,
                "-config",
                configuration + ".cfg",
                "-workers",
                Integer.toString(workers),
                "-metadir",
                spec.tmp().toString()));
        command.addAll(options);
        command.add(module);
        return command;
    }

    /** Where TLC was loaded from: the class path of this JVM has it. */
    private static String tlcJar() {
        try {
            return Path.of(Class.forName(TLC)
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (ClassNotFoundException | URISyntaxException e) {
            throw new ModelCheckException("TLC is not on the class path: " + e.getMessage(), e);
        }
    }
}
