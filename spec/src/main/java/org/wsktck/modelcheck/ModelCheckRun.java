package org.wsktck.modelcheck;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Checks several models one after the other, for the command line, the report and the tests. */
public final class ModelCheckRun {
    /** Time that one model gets. */
    public static final Duration LIMIT = Duration.ofMinutes(30);

    private static final String ROW = "%-26s %12s %6s %9s  %s%n";

    private ModelCheckRun() {}

    /**
     * Checks models.
     *
     * @param names names of models or profiles; none means the profiles quick and ci
     * @param workers TLC's worker threads for each model
     * @param progress told of each result as it comes
     * @throws IllegalArgumentException when there is no such model
     * @throws ModelCheckException when TLC cannot be run
     */
    public static List<ModelCheckResult> run(List<String> names, int workers, Consumer<ModelCheckResult> progress) {
        Manifest manifest = Manifest.standard();
        ModelChecker checker = new ModelChecker(manifest, LIMIT);
        List<ModelCheckResult> results = new ArrayList<>();
        for (Model model : manifest.select(names)) {
            ModelCheckResult result = checker.check(model, workers);
            results.add(result);
            progress.accept(result);
        }
        return results;
    }

    /** Whether every model came out as the manifest expects. */
    public static boolean asExpected(List<ModelCheckResult> results) {
        return results.stream().allMatch(ModelCheckResult::asExpected);
    }

    /** The results as a table: model, distinct states, depth, time, and each property by name. */
    public static String table(List<ModelCheckResult> results) {
        StringBuilder out = new StringBuilder();
        out.append(String.format(Locale.ROOT, ROW, "model", "states", "depth", "time", "properties"));
        for (ModelCheckResult result : results) {
            out.append(row(result));
        }
        return out.toString();
    }

    /** One row of the table, with the rows of its properties below. */
    public static String row(ModelCheckResult result) {
        StringBuilder out = new StringBuilder();
        out.append(String.format(
                Locale.ROOT,
                ROW,
                result.model().name(),
                result.model().isSimulated() ? "-" : String.format(Locale.ROOT, "%,d", result.distinctStates()),
                result.model().isSimulated() ? "-" : Integer.toString(result.depth()),
                String.format(Locale.ROOT, "%.1f s", result.time().toMillis() / 1000.0),
                result.asExpected() ? "as expected" : "NOT AS EXPECTED"));
        if (result.model().isSimulated()) {
            out.append(String.format(
                    Locale.ROOT,
                    "    simulation: %,d behaviours of at most %d steps, seed %d; %,d states checked%n",
                    result.model().behaviours(),
                    result.model().length(),
                    ModelChecker.SEED,
                    TlcReport.parse(result.output()).generated()));
        }
        for (ModelCheckResult.Property property : result.properties()) {
            boolean expected = property.name().equals(result.model().violates());
            out.append("    ")
                    .append(property.holds() ? "ok        " : expected ? "violated, as it must be  " : "VIOLATED  ")
                    .append(property.name())
                    .append(System.lineSeparator());
        }
        for (String surprise : result.surprises()) {
            out.append("    ! ").append(surprise).append(System.lineSeparator());
        }
        return out.toString();
    }
}
