package org.wsktck.report;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.wsktck.report.diagram.ObservationText;
import org.wsktck.report.model.Certification;
import org.wsktck.report.model.Outcome;
import org.wsktck.report.model.TourCoverage;
import org.wsktck.verdict.Conformance;
import org.wsktck.verdict.RuleVerdict;
import org.wsktck.verdict.Verdict;

/** The short text at the end of {@code certify}: verdict, counts, broken rules with one line of evidence each; the path of the page comes last. */
public final class ConsoleSummary {
    private static final int MOST_LINES = 12;

    private final StringBuilder out = new StringBuilder();
    private final RunReport report;

    private ConsoleSummary(RunReport report) {
        this.report = report;
    }

    /**
     * The text, ending with a line feed.
     *
     * @param page path of index.html, as the user should see it
     */
    public static String of(RunReport report, Path page) {
        return new ConsoleSummary(report).text(page);
    }

    private String text(Path page) {
        Certification run = report.run();
        Conformance conformance = report.verdicts().conformance();
        line("%s: %s", run.target().name(), conformance.text().toUpperCase(Locale.ROOT));
        line("  %s", run.target().implementation());
        if (!report.limits().isEmpty()) {
            line("  %s", report.limits());
        }
        List<RuleVerdict> required = report.required();
        line(
                "  required provider rules  %d of %d exercised, %d broken",
                required.stream().filter(v -> v.exercised() + v.broken() > 0).count(),
                required.size(),
                count(Verdict.FAIL));
        line(
                "  other rules              warnings %d, latitudes used %d, client rules kept %d, client faults %d, counted apart %d",
                count(Verdict.WARNING),
                count(Verdict.LATITUDE_USED),
                count(Verdict.KEPT),
                count(Verdict.CLIENT_FAULT),
                Verdict.APART.stream().mapToInt(this::count).sum());
        outOfReach();
        line(
                "  cases                    %d passed, %d failed, %d skipped, %d errors; %,d observations in %.1f s, seed %d",
                report.cases(Outcome.Status.PASSED),
                report.cases(Outcome.Status.FAILED),
                report.cases(Outcome.Status.SKIPPED),
                report.cases(Outcome.Status.ERROR),
                report.observations(),
                run.duration().toNanos() / 1e9,
                run.seed());
        callbacks(report.contexts());
        TourCoverage tour = run.tour();
        if (tour != null) {
            line(
                    "  tour                     %,d of %,d coverable transitions in %,d steps",
                    tour.covered(), tour.coverable(), tour.steps());
        }
        models(run);
        broken(Verdict.FAIL, "broken");
        broken(Verdict.WARNING, "warning");
        broken(Verdict.CLIENT_FAULT, "client fault");
        if (conformance == Conformance.INCONCLUSIVE) {
            line("Why it is inconclusive:");
            some(report.verdicts().reasons());
        }
        if (run.aborted() != null) {
            line("The run ended early, the target failed: %s", run.aborted());
        }
        line("%s", page);
        return out.toString();
    }

    private void callbacks(List<CallbackContexts> contexts) {
        CallbackContexts slowest = CallbackContexts.slowest(contexts);
        if (!contexts.isEmpty()) {
            line(
                    "  callbacks                %,d in kept traces, %,d at DISPATCH_LEVEL%s; nested %d deep at most",
                    contexts.stream().mapToInt(CallbackContexts::entered).sum(),
                    contexts.stream().mapToInt(CallbackContexts::atDispatch).sum(),
                    slowest == null || slowest.longest().isZero()
                            ? ""
                            : String.format(
                                    Locale.ROOT,
                                    " (longest %.1f \u00b5s, %s)",
                                    slowest.longest().toNanos() / 1e3,
                                    slowest.event()),
                    CallbackContexts.deepest(contexts));
        }
    }

    private void outOfReach() {
        List<RuleVerdict> beyond = report.verdicts().with(Verdict.OUT_OF_REACH);
        if (!beyond.isEmpty()) {
            line(
                    "  out of reach             %s: not judged, since this target cannot show them or bring them about",
                    beyond.stream().map(v -> v.rule().id()).collect(Collectors.joining(", ")));
        }
    }

    private void models(Certification run) {
        int checked = run.models().size();
        List<String> unchecked = run.uncheckedModels();
        if (checked + unchecked.size() > 0) {
            line(
                    "  models                   %d of %d checked%s",
                    checked,
                    checked + unchecked.size(),
                    unchecked.isEmpty() ? "" : "; not ready in time: " + String.join(", ", unchecked));
        }
    }

    private void broken(Verdict verdict, String word) {
        some(report.verdicts().with(verdict).stream()
                .map(v -> describe(v, word))
                .toList());
    }

    private String describe(RuleVerdict verdict, String word) {
        String first = word + " " + verdict.rule().id() + " (" + verdict.broken() + " x): "
                + verdict.rule().title();
        RunReport.Breach breach = report.breach(verdict.rule().id());
        return breach == null
                ? first
                : first + "\n      " + breach.result().name() + " "
                        + ObservationText.numbered(breach.finding().observation());
    }

    private void some(List<String> lines) {
        lines.stream().limit(MOST_LINES).forEach(text -> line("  %s", text));
        if (lines.size() > MOST_LINES) {
            line("  and %d more", lines.size() - MOST_LINES);
        }
    }

    private int count(Verdict verdict) {
        return report.verdicts().with(verdict).size();
    }

    private void line(String format, Object... arguments) {
        // A target's words must not steer the terminal.
        String text = String.format(Locale.ROOT, format, arguments);
        text.codePoints()
                .map(c -> Character.isISOControl(c) && c != '\n' ? '?' : c)
                .forEach(out::appendCodePoint);
        out.append('\n');
    }
}
