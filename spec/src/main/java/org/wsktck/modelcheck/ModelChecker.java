package org.wsktck.modelcheck;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Runs TLC on one model in a process of its own, since TLC keeps static state, and compares the outcome with the manifest. */
public final class ModelChecker {
    private static final long MANY = 15_000;

    /** Seed of simulations. */
    static final long SEED = 1;

    private final Manifest manifest;
    private final Duration limit;

    /**
     * Creates a checker.
     *
     * @param limit time after which a process is ended and counts as a surprise
     */
    public ModelChecker(Manifest manifest, Duration limit) {
        this.manifest = manifest;
        this.limit = limit;
    }

    /**
     * Checks a model.
     *
     * @param workers TLC's worker threads, at least 1; models of the profile bite always get one, as they ask for, and so do simulations, which are
     *     then the same each time
     * @throws ModelCheckException when TLC cannot be run
     */
    public ModelCheckResult check(Model model, int workers) {
        List<String> files = new ArrayList<>(manifest.modules());
        files.add((model.profile().equals("broken") ? "broken/" : "") + model.name() + ".cfg");
        try (SpecFiles spec = SpecFiles.extract(files)) {
            long begin = System.nanoTime();
            TlcProcess.Outcome outcome = TlcProcess.run(
                    spec,
                    model.module(),
                    model.name(),
                    model.profile().equals("bite") || model.isSimulated() ? 1 : workers,
                    isBrief(model),
                    simulation(model),
                    limit);
            Duration time = Duration.ofNanos(System.nanoTime() - begin);
            return result(model, TlcReport.parse(outcome.output()), outcome, time);
        }
    }

    /** Models that must fail do so soon; of others the recorded count tells. */
    private static boolean isBrief(Model model) {
        Long states = model.distinctStates();
        return states == null ? model.mustFail() : states < MANY;
    }

    private static List<String> simulation(Model model) {
        return model.isSimulated()
                ? List.of(
                        "-simulate",
                        "num=" + model.behaviours(),
                        "-depth",
                        String.valueOf(model.length()),
                        "-seed",
                        Long.toString(SEED))
                : List.of();
    }

    private ModelCheckResult result(Model model, TlcReport report, TlcProcess.Outcome outcome, Duration time) {
        Set<String> violated = report.violated();
        List<ModelCheckResult.Property> properties = model.properties().stream()
                .map(name -> new ModelCheckResult.Property(name, !fails(name, model, violated)))
                .toList();
        return new ModelCheckResult(
                model,
                report.distinct(),
                report.depth(),
                time,
                properties,
                surprises(model, report, outcome),
                outcome.output());
    }

    private static boolean fails(String property, Model model, Set<String> violated) {
        return violated.contains(property)
                || (violated.contains(TlcReport.SOME_TEMPORAL)
                        && (model.properties().size() == 1 || property.equals(model.violates())));
    }

    private List<String> surprises(Model model, TlcReport report, TlcProcess.Outcome outcome) {
        List<String> surprises = new ArrayList<>();
        if (!outcome.inTime()) {
            surprises.add("did not end within " + limit.toSeconds() + " s");
        } else if (!report.finished() || report.error().isPresent()) {
            surprises.add("TLC stopped: " + report.error().orElse("no reason given"));
        }
        for (String property : report.violated()) {
            if (!property.equals(model.violates()) && !property.equals(TlcReport.SOME_TEMPORAL)) {
                surprises.add(property + " is violated");
            }
        }
        if (model.mustFail() && report.violated().isEmpty()) {
            surprises.add(model.violates() + " should be violated and is not");
        }
        if (!model.mustFail() && report.violated().contains(TlcReport.SOME_TEMPORAL)) {
            surprises.add("a temporal property is violated");
        }
        if (surprises.isEmpty()) {
            count(surprises, "distinct states", model.distinctStates(), report.distinct());
            count(surprises, "depth", model.depth() == null ? null : (long) model.depth(), report.depth());
        }
        return surprises;
    }

    private static void count(
            List<String> surprises, String what, @org.jspecify.annotations.Nullable Long expected, long found) {
        if (expected != null && expected != found) {
            surprises.add(what + ": " + found + ", the manifest says " + expected);
        }
    }
}
