package org.wsktck.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.wsktck.report.model.CaseResult;
import org.wsktck.report.model.Certification;
import org.wsktck.target.Script;
import org.wsktck.trace.Kind;
import org.wsktck.trace.Observation;
import org.wsktck.trace.TraceWriter;

/** Writes the traces of a run, one file a case. */
final class TraceArchive {
    private static final int LONGEST_NAME = 120;

    private final Certification run;
    private final Path report;
    private final Path directory;
    private final Set<String> names = new HashSet<>();

    private TraceArchive(Certification run, Path report, Path directory) {
        this.run = run;
        this.report = report;
        this.directory = directory;
    }

    /** Writes the traces of the kept cases below the report's directory. A trace that is in a file already stays when it is there, else is copied. */
    static TraceFiles write(Certification run, KeptCases kept, Path report) throws IOException {
        Path directory = report.resolve(ReportWriter.TRACES);
        Files.createDirectories(directory);
        TraceArchive archive = new TraceArchive(run, report, directory);
        Map<String, TraceFiles.TraceFile> files = new LinkedHashMap<>();
        for (CaseResult result : kept.cases()) {
            Path file = archive.write(result);
            if (file != null) {
                files.put(result.name(), archive.describe(result, file));
            }
        }
        archive.removeOthers(files);
        return new TraceFiles(files, notKept(run, files));
    }

    /** How many traces were judged of which there is no file. A case may stand for many. */
    private static long notKept(Certification run, Map<String, TraceFiles.TraceFile> files) {
        return run.cases().stream()
                .filter(result -> result.judgement().observations() > 0)
                .mapToLong(result -> result.runs() - (files.containsKey(result.name()) ? 1 : 0))
                .sum();
    }

    /** The file of the case's trace, or null when nothing of it was kept. */
    private @Nullable Path write(CaseResult result) throws IOException {
        Path existing = result.traceFile();
        if (existing != null
                && existing.toAbsolutePath()
                        .normalize()
                        .startsWith(directory.toAbsolutePath().normalize())) {
            return existing;
        }
        if (existing == null && result.observations().isEmpty()) {
            return null;
        }
        Path file = directory.resolve(fileName(result.name()));
        if (existing != null) {
            Files.copy(existing, file, StandardCopyOption.REPLACE_EXISTING);
            return file;
        }
        Script script = result.script();
        try (TraceWriter writer = TraceWriter.create(
                file, run.target().name(), script == null ? result.name() : script.name(), result.seed())) {
            for (Observation o : result.observations()) {
                if (o.kind() != Kind.HEADER && o.kind() != Kind.END) {
                    writer.accept(o);
                }
            }
            writer.end(0);
        }
        return file;
    }

    /** A file name that every file system takes, and that no other case has. */
    private String fileName(String caseName) {
        String plain = caseName.replaceAll("[^A-Za-z0-9._-]", "_").replaceFirst("^\\.+", "_");
        String name = plain.substring(0, Math.min(plain.length(), LONGEST_NAME));
        String unique = name;
        for (int n = 2; !names.add(unique.toLowerCase(Locale.ROOT)); n++) {
            unique = name + "-" + n;
        }
        return unique + ".ndjson";
    }

    private TraceFiles.TraceFile describe(CaseResult result, Path file) throws IOException {
        String relative = report.toAbsolutePath()
                .normalize()
                .relativize(file.toAbsolutePath().normalize())
                .toString();
        return new TraceFiles.TraceFile(result.name(), relative.replace('\\', '/'), sha256(file));
    }

    /** Deletes the traces of an earlier run. */
    private void removeOthers(Map<String, TraceFiles.TraceFile> files) throws IOException {
        Set<Path> ours = new HashSet<>();
        files.values()
                .forEach(file ->
                        ours.add(report.resolve(file.path()).toAbsolutePath().normalize()));
        for (Path old : Directories.files(directory, ".ndjson")) {
            if (!ours.contains(old.toAbsolutePath().normalize())) {
                Files.delete(old);
            }
        }
    }

    private static String sha256(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file);
                DigestInputStream digest = new DigestInputStream(in, MessageDigest.getInstance("SHA-256"))) {
            digest.transferTo(java.io.OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digest.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
