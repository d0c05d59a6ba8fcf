package org.wsktck.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.wsktck.catalogue.Catalogue;
import org.wsktck.oracle.Judgement;
import org.wsktck.suite.Judges;
import org.wsktck.suite.Kit;
import org.wsktck.trace.MalformedTraceException;
import org.wsktck.trace.TraceReader;
import org.wsktck.verdict.Verdicts;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wsktck check}: judges traces that were recorded elsewhere. */
@Command(
        name = "check",
        description = "Judges recorded traces: which rules does what they show break?",
        mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {
    @Parameters(arity = "1..*", paramLabel = "TRACE", description = "Trace files (NDJSON).")
    private List<Path> traces = List.of();

    @Option(names = "--format", paramLabel = "text|json", description = "Default: ${DEFAULT-VALUE}.")
    private Format format = Format.TEXT;

    @Spec
    private @Nullable CommandSpec spec;

    /** How the result is written. */
    enum Format {
        /** For people. */
        TEXT,
        /** For programs. */
        JSON
    }

    /** What a trace said. */
    record Checked(Path file, Judgement judgement, Verdicts verdicts, long dropped) {}

    @Override
    public Integer call() throws IOException {
        if (spec == null) {
            throw new IllegalStateException("picocli sets the spec");
        }
        Catalogue catalogue = Catalogue.standard();
        List<Checked> results = new ArrayList<>();
        for (Path trace : traces) {
            results.add(check(trace, catalogue));
        }
        PrintWriter out = spec.commandLine().getOut();
        if (format == Format.JSON) {
            CheckJson.write(results, catalogue, out);
        } else {
            CheckText.write(results, out);
        }
        out.flush();
        return results.stream().allMatch(result -> result.verdicts().providerKeptItsRules()) ? Exit.OK : Exit.BROKEN;
    }

    private static Checked check(Path file, Catalogue catalogue) throws IOException {
        if (Files.isDirectory(file)) {
            throw new UsageException(file + " is a directory; name the trace files in it");
        }
        try (TraceReader reader = TraceReader.open(file)) {
            Judges.Judge judge = Kit.judges().open();
            reader.forEachRemaining(judge::accept);
            Judgement judgement = judge.finish();
            return new Checked(file, judgement, Verdicts.of(catalogue, judgement, Set.of()), reader.dropped());
        } catch (MalformedTraceException e) {
            throw new UsageException(file + ": " + e.getMessage());
        } catch (NoSuchFileException e) {
            throw new UsageException(file + ": there is no such file");
        }
    }
}
