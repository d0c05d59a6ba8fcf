package org.wsktck.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.wsktck.catalogue.Ambiguity;
import org.wsktck.catalogue.Category;
import org.wsktck.catalogue.Rule;
import org.wsktck.catalogue.Source;
import org.wsktck.oracle.Finding;
import org.wsktck.report.diagram.Excerpt;
import org.wsktck.report.diagram.ObservationText;
import org.wsktck.report.diagram.ScriptProgress;
import org.wsktck.report.diagram.StepText;
import org.wsktck.report.diagram.TlaText;
import org.wsktck.report.model.CaseResult;
import org.wsktck.report.model.Certification;
import org.wsktck.report.model.Layer;
import org.wsktck.report.model.Outcome;
import org.wsktck.target.Script;
import org.wsktck.trace.Observation;
import org.wsktck.verdict.Conformance;
import org.wsktck.verdict.RuleVerdict;
import org.wsktck.verdict.Verdict;

/** What the template of index.html asks for. It chooses and words; it decides nothing. */
public final class Page {
    /** Most broken rules that are shown with diagram, script and trace. */
    static final int MOST_BREACHES = 20;

    private static final int MOST_REASONS = 5;
    private static final int EXCERPT = 60;
    private static final int LISTED_CASES = 12;
    private static final int LISTED_PASSING = 200;

    private final RunReport report;
    private final TraceFiles traces;
    private final Diagrams diagrams;

    Page(RunReport report, TraceFiles traces, Diagrams diagrams) {
        this.report = report;
        this.traces = traces;
        this.diagrams = diagrams;
    }

    /** A number with its name and a remark. */
    public record Figure(String value, String name, String remark) {}

    /** A group of rules. */
    public record Group(String name, List<RuleVerdict> rules) {}

    /** A step of a script; {@code here} marks the one during which a rule was broken. */
    public record Row(int number, String actor, String text, boolean here) {}

    /** A line of a trace; {@code rules} names what it broke. */
    public record Line(long seq, String thread, String kind, String text, String rules) {}

    /** A broken rule with its evidence. */
    public record Breach(
            RuleVerdict verdict,
            CaseResult result,
            Finding finding,
            @Nullable String diagram,
            List<Row> steps,
            List<Line> lines,
            int leftOut,
            String replay,
            @Nullable String trace) {}

    /** A case with a link to its trace. */
    public record CaseLine(CaseResult result, @Nullable String trace) {}

    /** The run. */
    public Certification run() {
        return report.run();
    }

    /** Whether models were to be checked beside the run. */
    public boolean hasModels() {
        return !run().models().isEmpty() || !run().uncheckedModels().isEmpty();
    }

    /** The verdict on the implementation. */
    public Conformance conformance() {
        return report.verdicts().conformance();
    }

    /** The verdict, as a sentence begins. */
    public String headline() {
        String text = conformance().text();
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    /** The sign beside the headline. */
    public String sign() {
        return switch (conformance()) {
            case CONFORMS -> "\u2713";
            case DOES_NOT_CONFORM -> "\u2717";
            case INCONCLUSIVE -> "?";
        };
    }

    /** Why it does not conform, in a few lines: what was broken, else what was not shown. */
    public List<String> reasons() {
        List<String> reasons = report.verdicts().reasons();
        int broken = with(Verdict.FAIL).size();
        int telling = Math.min(MOST_REASONS, broken > 0 ? broken : reasons.size());
        List<String> lines = new ArrayList<>(reasons.subList(0, telling));
        if (broken > telling) {
            lines.add("and " + (broken - telling) + " more rules broken");
        }
        int open = reasons.size() - Math.max(broken, telling);
        if (open > 0) {
            lines.add((broken > 0 ? "besides, " : "and ")
                    + open
                    + (open == 1 ? " more question is open" : " more questions are open"));
        }
        return lines;
    }

    /** What the verdict leaves out because only some rules were asked for, or empty. */
    public String limits() {
        return report.limits();
    }

    /** What the target says of itself beyond its name. */
    public Map<String, String> properties() {
        Map<String, String> properties = new TreeMap<>(run().target().properties());
        if (!run().target().capabilities().isEmpty()) {
            properties.put(
                    "capabilities",
                    run().target().capabilities().stream().sorted().collect(Collectors.joining(", ")));
        }
        return properties;
    }

    /** The numbers at the head of the page. */
    public List<Figure> figures() {
        List<RuleVerdict> required = report.required();
        long exercised =
                required.stream().filter(v -> v.exercised() + v.broken() > 0).count();
        int apart = apart().size();
        List<Figure> figures = new ArrayList<>();
        int beyond = count(Verdict.OUT_OF_REACH);
        figures.add(new Figure(
                exercised + " / " + required.size(),
                "required rules exercised",
                "conformance hangs on these"
                        + (beyond == 0 ? "" : "; " + beyond + " out of this target\u2019s reach, named below")));
        figures.add(new Figure(
                number(count(Verdict.FAIL)), "required rules broken", number(count(Verdict.WARNING)) + " warnings"));
        figures.add(new Figure(
                number(report.cases(Outcome.Status.PASSED)) + " / "
                        + number(run().cases().size()),
                "cases passed",
                number(report.cases(Outcome.Status.FAILED)) + " failed, " + number(report.cases(Outcome.Status.SKIPPED))
                        + " skipped, " + number(report.cases(Outcome.Status.ERROR)) + " errors"));
        figures.add(
                new Figure(number(report.observations()), "observations judged", seconds() + ", seed " + run().seed()));
        figures.add(new Figure(
                number(report.verdicts().rules().size()),
                "rules in this run",
                number(count(Verdict.KEPT)) + " kept by the client, " + number(apart) + " counted apart"));
        return figures;
    }

    /** Rules by group, in the catalogue's order. */
    public List<Group> groups() {
        Map<String, List<RuleVerdict>> groups = report.verdicts().rules().stream()
                .collect(Collectors.groupingBy(v -> v.rule().group(), LinkedHashMap::new, Collectors.toList()));
        return groups.entrySet().stream()
                .map(entry -> new Group(entry.getKey(), entry.getValue()))
                .toList();
    }

    /** Verdicts that occur, with their counts. */
    public Map<Verdict, Integer> counts() {
        Map<Verdict, Integer> counts = new LinkedHashMap<>();
        report.verdicts().counts().forEach((verdict, count) -> {
            if (count > 0) {
                counts.put(verdict, count);
            }
        });
        return counts;
    }

    /** Every rule of the run: what is wrong first, then in the catalogue's order. */
    public List<RuleVerdict> rules() {
        return report.verdicts().rules().stream()
                .sorted(Comparator.comparingInt(v -> urgency(v.verdict())))
                .toList();
    }

    private static int urgency(Verdict verdict) {
        return switch (verdict) {
            case FAIL -> 0;
            case WARNING -> 1;
            case CLIENT_FAULT -> 2;
            case INCONCLUSIVE -> 3;
            case NOT_EXERCISED -> 4;
            default -> 5;
        };
    }

    /** How callbacks were run. */
    public List<CallbackContexts> contexts() {
        return report.contexts();
    }

    /** A time in microseconds. */
    public String micros(Duration time) {
        return String.format(Locale.ROOT, "%,.1f \u00b5s", time.toNanos() / 1e3);
    }

    /** The rules of a verdict. */
    public List<RuleVerdict> with(Verdict verdict) {
        return report.verdicts().with(verdict);
    }

    /** Rules counted apart, with their reasons. */
    public List<RuleVerdict> apart() {
        return Verdict.APART.stream().flatMap(verdict -> with(verdict).stream()).toList();
    }

    /** The readings of ambiguous documentation that shape a rule. */
    public List<Ambiguity> readings(Rule rule) {
        return report.catalogue().ambiguitiesOf(rule.id());
    }

    /** The first cases that exercised a rule. */
    public List<CaseLine> exercising(Rule rule) {
        return report.exercising(rule.id()).stream()
                .limit(LISTED_CASES)
                .map(this::line)
                .toList();
    }

    /** How many more cases exercised it than are listed. */
    public int moreExercising(Rule rule) {
        return Math.max(0, report.exercising(rule.id()).size() - LISTED_CASES);
    }

    /** The broken rules with their evidence, at most {@link #MOST_BREACHES}. */
    public List<Breach> breaches() {
        return broken().limit(MOST_BREACHES).map(this::breach).toList();
    }

    /** How many broken rules have no evidence on the page. */
    public int moreBreaches() {
        return (int) Math.max(0, broken().count() - MOST_BREACHES);
    }

    private java.util.stream.Stream<RuleVerdict> broken() {
        return rules().stream()
                .filter(v -> report.breach(v.rule().id()) != null && v.verdict() != Verdict.LATITUDE_USED);
    }

    private Breach breach(RuleVerdict verdict) {
        RunReport.Breach first = report.breach(verdict.rule().id());
        if (first == null) {
            throw new IllegalStateException(verdict.rule().id() + " was not broken");
        }
        CaseResult result = first.result();
        Excerpt excerpt = Excerpt.around(result.observations(), List.of(first.finding()), EXCERPT);
        return new Breach(
                verdict,
                result,
                first.finding(),
                diagrams.of(result).orElse(null),
                steps(result, first.finding()),
                excerpt.kept().stream().map(o -> line(o, result)).toList(),
                excerpt.between() + excerpt.after(),
                Replay.of(run(), result),
                trace(result));
    }

    private static List<Row> steps(CaseResult result, Finding finding) {
        Script script = result.script();
        if (script == null) {
            return List.of();
        }
        int here = ScriptProgress.stepAt(
                script, result.observations(), finding.observation().seq());
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < script.steps().size(); i++) {
            rows.add(new Row(
                    i + 1,
                    StepText.actor(script.steps().get(i)),
                    StepText.of(script.steps().get(i)),
                    i == here));
        }
        return rows;
    }

    private static Line line(Observation o, CaseResult result) {
        String rules = RunReport.undeliberate(result).stream()
                .filter(finding -> finding.observation().seq() == o.seq())
                .map(Finding::rule)
                .distinct()
                .collect(Collectors.joining(", "));
        return new Line(o.seq(), o.thread(), o.kind().json(), ObservationText.of(o), rules);
    }

    /** Why diagrams are missing, or empty. */
    public String diagramFailure() {
        return diagrams.failure();
    }

    /** The cases by layer: what did not pass, then what passed; long lists of passing walks are cut. */
    public Map<Layer, List<CaseLine>> cases() {
        Map<Layer, List<CaseLine>> layers = new TreeMap<>();
        for (Layer layer : Layer.values()) {
            List<CaseLine> lines = run().cases().stream()
                    .filter(result -> result.layer() == layer)
                    .sorted(Comparator.comparing(result -> result.outcome().status() == Outcome.Status.PASSED))
                    .map(this::line)
                    .toList();
            if (!lines.isEmpty()) {
                layers.put(layer, lines);
            }
        }
        return layers;
    }

    /** The cases that are listed: all that did not pass, and the first of those that did. */
    public List<CaseLine> listed(List<CaseLine> cases) {
        long failed = cases.stream()
                .filter(line -> line.result().outcome().status() != Outcome.Status.PASSED)
                .count();
        return cases.stream().limit(failed + LISTED_PASSING).toList();
    }

    private CaseLine line(CaseResult result) {
        return new CaseLine(result, trace(result));
    }

    private @Nullable String trace(CaseResult result) {
        TraceFiles.TraceFile file = traces.of(result);
        return file == null ? null : file.path();
    }

    /** Number of traces that were written. */
    public int tracesKept() {
        return traces.byCase().size();
    }

    /** Number of traces of passing cases that were not. */
    public long tracesNotKept() {
        return traces.notKept();
    }

    /** TLA+ text, laid out. */
    public String tla(String value) {
        return TlaText.pretty(value);
    }

    /** So many times, in words. */
    public String times(long count) {
        return count == 1 ? "once" : number(count) + " times";
    }

    /** The command line of this run. */
    public String again() {
        return Replay.of(run());
    }

    /** When the run began. */
    public String started() {
        return DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
                .withZone(ZoneOffset.UTC)
                .format(run().started());
    }

    /** How long it took. */
    public String seconds() {
        return String.format(Locale.ROOT, "%.1f s", run().duration().toNanos() / 1e9);
    }

    /** A number with its thousands apart. */
    public String number(long value) {
        return String.format(Locale.ROOT, "%,d", value).replace(',', '\u2009');
    }

    /** A share in percent. */
    public String percent(long part, long whole) {
        return whole == 0 ? "100" : String.format(Locale.ROOT, "%.1f", 100.0 * part / whole);
    }

    /** A sign for a verdict, so that colour is not alone in telling. */
    public String sign(Verdict verdict) {
        return mark(verdict);
    }

    static String mark(Verdict verdict) {
        return switch (verdict) {
            case PASS, KEPT -> "\u2713";
            case FAIL -> "\u2717";
            case WARNING -> "!";
            case CLIENT_FAULT -> "\u2691";
            case INCONCLUSIVE -> "?";
            case NOT_EXERCISED -> "\u25cb";
            case LATITUDE_USED -> "\u25c6";
            case LATITUDE_NOT_USED -> "\u25c7";
            case LATENT, UNOBSERVABLE, OUT_OF_REACH -> "\u2013";
        };
    }

    /** A sign for the outcome of a case. */
    public String sign(Outcome.Status status) {
        return switch (status) {
            case PASSED -> "\u2713";
            case FAILED -> "\u2717";
            case SKIPPED -> "\u25cb";
            case ERROR -> "!";
        };
    }

    /** A catalogue word in lower case. */
    public String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** What a rule speaks about. */
    public String categories(Rule rule) {
        return rule.categories().stream().sorted().map(Category::text).collect(Collectors.joining(", "));
    }

    /** Where a rule comes from. */
    public String source(Source source) {
        return source.page() + " (" + source.section() + ")";
    }

    private int count(Verdict verdict) {
        return report.verdicts().with(verdict).size();
    }

    /** The style sheet. */
    public String css() {
        return styles();
    }

    static String styles() {
        return resource("page.css");
    }

    /** The script. */
    public String script() {
        return resource("page.js");
    }

    private static String resource(String name) {
        try (InputStream in = Page.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException(name + " is missing beside " + Page.class + "; the jar is not whole");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
