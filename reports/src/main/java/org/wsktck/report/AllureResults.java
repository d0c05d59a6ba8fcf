package org.wsktck.report;

import io.qameta.allure.AllureResultsWriter;
import io.qameta.allure.FileSystemResultsWriter;
import io.qameta.allure.model.Attachment;
import io.qameta.allure.model.Label;
import io.qameta.allure.model.Parameter;
import io.qameta.allure.model.Status;
import io.qameta.allure.model.StatusDetails;
import io.qameta.allure.model.StepResult;
import io.qameta.allure.model.TestResult;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.wsktck.catalogue.Category;
import org.wsktck.catalogue.Rule;
import org.wsktck.oracle.Finding;
import org.wsktck.report.diagram.ObservationText;
import org.wsktck.report.diagram.ScriptProgress;
import org.wsktck.report.diagram.StepText;
import org.wsktck.report.model.CaseResult;
import org.wsktck.report.model.Certification;
import org.wsktck.report.model.Layer;
import org.wsktck.report.model.Outcome;
import org.wsktck.target.Script;

/** Results for Allure: category as epic, event as feature, rule as story; the script as steps; trace and diagram attached. */
final class AllureResults {
    private static final Pattern EVENT = Pattern.compile("\\bWsk[A-Z][A-Za-z]*Event\\b");
    private static final String CATEGORIES = """
            [
              {"name": "Broken provider rules", "matchedStatuses": ["failed"]},
              {"name": "Target failed: no verdict", "matchedStatuses": ["broken"]},
              {"name": "Not run", "matchedStatuses": ["skipped"]}
            ]
            """;

    private final RunReport report;
    private final Certification run;
    private final TraceFiles traces;
    private final Diagrams diagrams;
    private final Path reportDirectory;
    private final Path directory;
    private final AllureResultsWriter writer;
    private long clock;

    private AllureResults(
            RunReport report, TraceFiles traces, Diagrams diagrams, Path reportDirectory, Path directory) {
        this.report = report;
        this.run = report.run();
        this.traces = traces;
        this.diagrams = diagrams;
        this.reportDirectory = reportDirectory;
        this.directory = directory;
        this.writer = new FileSystemResultsWriter(directory);
        this.clock = run.started().toEpochMilli();
    }

    /**
     * Writes the results of the cases.
     *
     * @param cases those to write: passing walks may be many
     * @param reportDirectory where the paths of the traces begin
     * @param directory where the results go
     */
    static void write(
            RunReport report,
            List<CaseResult> cases,
            TraceFiles traces,
            Diagrams diagrams,
            Path reportDirectory,
            Path directory)
            throws IOException {
        Directories.emptied(directory, "-result.json", "-container.json", "-attachment.ndjson", "-attachment.svg");
        AllureResults results = new AllureResults(report, traces, diagrams, reportDirectory, directory);
        for (CaseResult result : cases) {
            results.write(result);
        }
        results.environment();
        Files.writeString(directory.resolve("categories.json"), CATEGORIES);
    }

    private void write(CaseResult result) throws IOException {
        String uuid = uuid(result.name() + '/' + run.target().name() + '/' + run.started());
        long start = clock;
        clock += Math.max(1, result.duration().toMillis());
        TestResult test = new TestResult()
                .setUuid(uuid)
                .setHistoryId(uuid(result.name() + '/' + run.target().name()))
                .setTestCaseId(uuid(result.name()))
                .setName(result.rule() == null ? result.title() : result.rule() + " " + result.title())
                .setFullName("org.wsktck." + result.layer().text() + "." + result.name())
                .setDescription(description(result))
                .setStatus(status(result.outcome().status()))
                .setStatusDetails(details(result))
                .setStage(io.qameta.allure.model.Stage.FINISHED)
                .setStart(start)
                .setStop(clock)
                .setLabels(labels(result))
                .setParameters(List.of(
                        parameter("target", run.target().name()), parameter("seed", Long.toString(result.seed()))))
                .setSteps(steps(result, start))
                .setAttachments(attachments(result));
        writer.write(test);
    }

    /** Allure calls a test broken when it failed for another reason than what it tests. */
    private static Status status(Outcome.Status status) {
        return switch (status) {
            case PASSED -> Status.PASSED;
            case FAILED -> Status.FAILED;
            case SKIPPED -> Status.SKIPPED;
            case ERROR -> Status.BROKEN;
        };
    }

    private StatusDetails details(CaseResult result) {
        String breaches = RunReport.undeliberate(result).stream()
                .map(finding -> finding.rule() + " broken by " + ObservationText.numbered(finding.observation())
                        + "\nstate before: " + finding.state())
                .collect(Collectors.joining("\n"));
        return new StatusDetails()
                .setMessage(result.outcome().message())
                .setTrace(result.outcome().status() == Outcome.Status.PASSED ? "" : breaches);
    }

    private String description(CaseResult result) {
        if (result.rule() == null) {
            return result.title() + "\n\nAgain: `" + Replay.of(run, result) + "`";
        }
        Rule rule = report.catalogue().rule(result.rule());
        return rule.statement() + "\n\nApplies when: " + rule.when() + "\n\nAgain: `" + Replay.of(run, result) + "`";
    }

    private List<Label> labels(CaseResult result) {
        List<Label> labels = new ArrayList<>();
        labels.add(label("suite", result.layer().text()));
        labels.add(label("parentSuite", run.target().name()));
        labels.add(label("framework", "wsktck"));
        labels.add(label("host", run.target().name()));
        if (result.rule() == null) {
            labels.add(label("epic", "several categories"));
            labels.add(label("feature", "several events"));
            labels.add(label("story", result.layer().text()));
            return labels;
        }
        Rule rule = report.catalogue().rule(result.rule());
        rule.categories().stream()
                .filter(report.catalogue().scope().categories()::contains)
                .sorted()
                .forEach(category -> labels.add(label("epic", category.text())));
        labels.add(label("feature", feature(rule)));
        labels.add(label("story", rule.id() + " " + rule.title()));
        labels.add(label("tag", rule.id()));
        labels.add(label("severity", rule.isRequired() ? "critical" : "minor"));
        return labels;
    }

    /** The event that a rule is about: the first one that it names, else that of its category. */
    private static String feature(Rule rule) {
        Matcher matcher = EVENT.matcher(rule.title() + " " + rule.statement() + " " + rule.when());
        if (matcher.find()) {
            return matcher.group();
        }
        return rule.categories().contains(Category.DATAGRAM) ? "WskReceiveFromEvent" : "WskClientEvent";
    }

    private List<StepResult> steps(CaseResult result, long start) {
        Script script = result.script();
        if (script == null) {
            return List.of();
        }
        List<Finding> findings = RunReport.undeliberate(result);
        int broken = findings.isEmpty()
                ? -1
                : ScriptProgress.stepAt(
                        script,
                        result.observations(),
                        findings.get(0).observation().seq());
        Outcome.Status outcome = result.outcome().status();
        List<StepResult> steps = new ArrayList<>();
        for (int i = 0; i < script.steps().size(); i++) {
            Status status = outcome == Outcome.Status.SKIPPED || outcome == Outcome.Status.ERROR
                    ? Status.SKIPPED
                    : outcome == Outcome.Status.FAILED && i == broken ? Status.FAILED : Status.PASSED;
            steps.add(new StepResult()
                    .setName(StepText.actor(script.steps().get(i)) + ": "
                            + StepText.of(script.steps().get(i)))
                    .setStatus(status)
                    .setStart(start)
                    .setStop(start));
        }
        return steps;
    }

    private List<Attachment> attachments(CaseResult result) throws IOException {
        List<Attachment> attachments = new ArrayList<>();
        TraceFiles.TraceFile trace = traces.of(result);
        if (trace != null) {
            try (InputStream in = Files.newInputStream(reportDirectory.resolve(trace.path()))) {
                attachments.add(attach("trace", "application/x-ndjson", "ndjson", in));
            }
        }
        boolean telling = result.layer() == Layer.SCENARIO || result.outcome().status() == Outcome.Status.FAILED;
        Optional<String> diagram = telling ? diagrams.of(result) : Optional.empty();
        if (diagram.isPresent()) {
            byte[] svg = diagram.get().getBytes(StandardCharsets.UTF_8);
            attachments.add(attach("sequence diagram", "image/svg+xml", "svg", new ByteArrayInputStream(svg)));
        }
        return attachments;
    }

    private Attachment attach(String name, String type, String extension, InputStream content) {
        String source = UUID.randomUUID() + "-attachment." + extension;
        writer.write(source, content);
        return new Attachment().setName(name).setType(type).setSource(source);
    }

    private void environment() throws IOException {
        Map<String, String> entries = new TreeMap<>(run.target().properties());
        entries.put("target", run.target().name());
        entries.put("implementation", run.target().implementation());
        entries.put("kit.version", run.kitVersion());
        entries.put("specification.sha256", run.specificationHash());
        entries.put("catalogue.sha256", run.catalogueHash());
        entries.put("seed", Long.toString(run.seed()));
        entries.put("verdict", report.verdicts().conformance().text());
        StringBuilder text = new StringBuilder();
        entries.forEach((key, value) -> text.append(escaped(key, true))
                .append('=')
                .append(escaped(value, false))
                .append('\n'));
        Files.writeString(directory.resolve("environment.properties"), text, StandardCharsets.ISO_8859_1);
    }

    /** A key or value of a properties file. */
    private static String escaped(String text, boolean key) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~') {
                out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else if (c == '\\' || (key && "=: #!".indexOf(c) >= 0)) {
                out.append('\\').append(c);
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    private static String uuid(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private static Label label(String name, @Nullable String value) {
        return new Label().setName(name).setValue(value);
    }

    private static Parameter parameter(String name, String value) {
        return new Parameter().setName(name).setValue(value);
    }
}
