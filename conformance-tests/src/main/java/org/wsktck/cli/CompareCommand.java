package org.wsktck.cli;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.wsktck.report.Certificate;
import org.wsktck.report.Comparison;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wsktck compare}: several certificates on one page. */
@Command(
        name = "compare",
        description = "Puts certificates side by side, rule by rule, on one HTML page.",
        mixinStandardHelpOptions = true)
final class CompareCommand implements Callable<Integer> {
    @Parameters(
            arity = "1..*",
            paramLabel = "CERTIFICATE",
            description = "Files certificate.json that wsktck certify wrote, in the order of the columns.")
    private List<Path> files = List.of();

    @Option(names = "--out", paramLabel = "FILE", description = "The page. Default: ${DEFAULT-VALUE}.")
    private Path out = Path.of("out", "compare.html");

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (spec == null) {
            throw new IllegalStateException("picocli sets the spec");
        }
        List<Certificate> certificates = new ArrayList<>();
        for (Path file : files) {
            certificates.add(read(file));
        }
        Comparison comparison = new Comparison(certificates);
        comparison.write(out);
        long differ = comparison.rows().stream().filter(Comparison.Row::differs).count();
        spec.commandLine()
                .getOut()
                .printf("%d of %d rules differ%n%s%n", differ, comparison.rows().size(), out);
        spec.commandLine().getOut().flush();
        return Exit.OK;
    }

    private static Certificate read(Path file) {
        try {
            return Certificate.read(file);
        } catch (NoSuchFileException e) {
            throw new UsageException(
                    "there is no file " + file + "; name a certificate.json that wsktck certify wrote");
        } catch (IOException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }
}
