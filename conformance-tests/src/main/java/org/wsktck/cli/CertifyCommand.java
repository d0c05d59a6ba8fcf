package org.wsktck.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.platform.launcher.TestExecutionListener;
import org.wsktck.catalogue.Catalogue;
import org.wsktck.catalogue.Category;
import org.wsktck.catalogue.Rule;
import org.wsktck.report.ConsoleSummary;
import org.wsktck.report.ReportWriter;
import org.wsktck.report.RunReport;
import org.wsktck.report.model.Certification;
import org.wsktck.suite.Kit;
import org.wsktck.suite.Runs;
import org.wsktck.suite.scenario.Stories;
import org.wsktck.target.Target;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wsktck certify}: runs the suite against a target and writes the report. */
@Command(
        name = "certify",
        description = "Runs the suite against a target and writes a certificate.",
        mixinStandardHelpOptions = true)
final class CertifyCommand implements Callable<Integer> {
    @Parameters(
            arity = "0..1",
            paramLabel = "TARGET",
            defaultValue = Runs.DEFAULT_TARGET,
            description = "reference (default), mutant:ID, wine, wine:FILE, ioctl:HOST:PORT, jar:FILE!CLASS.")
    private String target = Runs.DEFAULT_TARGET;

    @Option(
            names = "--category",
            paramLabel = "C",
            description =
                    "Only rules of this category of sockets (basic, listening, datagram, connection, stream) or of the client object (client), with the generated tests about it. Repeatable.")
    private List<String> categories = List.of();

    @Option(names = "--rule", paramLabel = "ID", description = "Only the scenarios of this rule. Repeatable.")
    private List<String> rules = List.of();

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Decides what is left to chance. Default: ${DEFAULT-VALUE}.")
    private long seed = Runs.DEFAULT_SEED;

    @Option(
            names = "--budget",
            paramLabel = "60s",
            description =
                    "Time for tour, walks and stress together, such as 90s or 5m. Default: 60s, and 40s where categories are chosen.")
    private @Nullable Duration budget;

    @Option(names = "--out", paramLabel = "DIR", description = "Where the report goes. Default: ${DEFAULT-VALUE}.")
    private Path out = Path.of("out");

    @Option(names = "--no-models", description = "Do not check the quick models beside the suite.")
    private boolean noModels;

    @Option(names = "--quiet", description = "Show no progress.")
    private boolean quiet;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (spec == null) {
            throw new IllegalStateException("picocli sets the spec");
        }
        PrintWriter console = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        Catalogue catalogue = Catalogue.standard();
        Set<Category> chosen = categories(catalogue);
        Set<String> asked = asked(catalogue, chosen);
        try (Target subject = resolve()) {
            Duration time = budget == null ? Runs.usualBudget(chosen) : budget;
            Certifier certifier =
                    new Certifier(subject, catalogue, asked, chosen, seed, time, asked.isEmpty() && !noModels);
            TestExecutionListener[] listeners =
                    quiet ? new TestExecutionListener[0] : new TestExecutionListener[] {progress(err)};
            Certification certification = certifier.run(listeners);
            RunReport report = ReportWriter.write(certification, catalogue, out);
            console.print(ConsoleSummary.of(report, out.resolve(ReportWriter.PAGE)));
            console.flush();
            return code(certification, report);
        }
    }

    private static Progress progress(PrintWriter err) {
        return new Progress(err, Terminal.present());
    }

    private static int code(Certification certification, RunReport report) {
        if (certification.aborted() != null) {
            return Exit.FAILURE;
        }
        return report.verdicts().conforms() ? Exit.OK : Exit.BROKEN;
    }

    private Target resolve() throws Exception {
        try {
            return Kit.target(target);
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage() == null ? "unknown target " + target : e.getMessage());
        }
    }

    /** The rules that were asked for; empty for all in scope. */
    private Set<String> asked(Catalogue catalogue, Set<Category> chosen) {
        Set<String> asked = new LinkedHashSet<>();
        for (String id : rules) {
            asked.add(inScope(catalogue, id.toUpperCase(Locale.ROOT)).id());
        }
        for (Category category : chosen) {
            catalogue.inScope(category).forEach(rule -> asked.add(rule.id()));
        }
        return asked;
    }

    private Set<Category> categories(Catalogue catalogue) {
        Set<Category> chosen = EnumSet.noneOf(Category.class);
        categories.forEach(name -> chosen.add(category(catalogue, name)));
        return chosen;
    }

    private static Rule inScope(Catalogue catalogue, String id) {
        if (!catalogue.has(id)) {
            throw new UsageException("no rule " + id + " in the catalogue; 'wsktck rules' lists them");
        }
        Rule rule = catalogue.rule(id);
        if (!catalogue.scope().contains(rule)) {
            throw new UsageException("rule " + id + " is in the catalogue, but not in the scope of this release; "
                    + "'wsktck rules' lists those that are");
        }
        if (Stories.scenarios().stream().noneMatch(story -> story.rule().equals(id))) {
            throw new UsageException(
                    "rule " + id + " has no scenario, so a run for it alone shows nothing: " + rule.reason());
        }
        return rule;
    }

    private static Category category(Catalogue catalogue, String name) {
        return Category.named(name.toLowerCase(Locale.ROOT))
                .filter(catalogue.scope().categories()::contains)
                .orElseThrow(() ->
                        new UsageException("category " + name + " is not in the scope of this release; there are: "
                                + catalogue.scope().categories().stream()
                                        .map(Category::text)
                                        .sorted()
                                        .collect(Collectors.joining(", "))));
    }
}
