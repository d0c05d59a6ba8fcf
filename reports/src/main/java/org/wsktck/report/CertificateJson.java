package org.wsktck.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.wsktck.catalogue.Rule;
import org.wsktck.report.model.CaseResult;
import org.wsktck.report.model.Certification;
import org.wsktck.report.model.Outcome;
import org.wsktck.report.model.TourCoverage;
import org.wsktck.target.TargetDescription;
import org.wsktck.verdict.RuleVerdict;
import org.wsktck.verdict.Verdict;

/** The certificate: verdicts and what they rest on, for programs. Its form is {@code certificate.schema.json}. */
final class CertificateJson {
    static final String SCHEMA = "wsktck-certificate/1";

    /** Most cases listed with a rule; their number is always given. */
    private static final int LISTED_CASES = 20;

    private static final ObjectMapper MAPPER = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final RunReport report;
    private final TraceFiles traces;

    private CertificateJson(RunReport report, TraceFiles traces) {
        this.report = report;
        this.traces = traces;
    }

    static void write(RunReport report, TraceFiles traces, Path file) throws IOException {
        String json = MAPPER.writeValueAsString(new CertificateJson(report, traces).document());
        Files.writeString(file, json + "\n", StandardCharsets.UTF_8);
    }

    private ObjectNode document() {
        Certification run = report.run();
        ObjectNode root = object();
        root.put("schema", SCHEMA);
        root.put("verdict", report.verdicts().conformance().key());
        texts(root.putArray("reasons"), report.verdicts().reasons());
        root.set("target", target(run.target()));
        root.set(
                "kit",
                object().put("version", run.kitVersion())
                        .put("specificationSha256", run.specificationHash())
                        .put("catalogueSha256", run.catalogueHash()));
        root.set("run", run(run));
        ObjectNode counts = root.putObject("counts");
        report.verdicts().counts().forEach((verdict, count) -> counts.put(verdict.key(), count));
        ArrayNode rules = root.putArray("rules");
        report.verdicts().rules().forEach(verdict -> rules.add(rule(verdict)));
        texts(root.putArray("warnings"), ids(Verdict.WARNING));
        texts(root.putArray("latitudesUsed"), ids(Verdict.LATITUDE_USED));
        texts(root.putArray("clientFaults"), ids(Verdict.CLIENT_FAULT));
        root.set("apart", apart());
        contexts(root.putArray("callbacks"));
        tour(root, run.tour());
        models(root.putArray("models"));
        texts(root.putArray("uncheckedModels"), run.uncheckedModels());
        mutants(root.putArray("mutants"));
        root.set("traces", traces());
        root.put("complete", run.aborted() == null);
        return root;
    }

    private static ObjectNode target(TargetDescription target) {
        ObjectNode node = object().put("name", target.name()).put("implementation", target.implementation());
        texts(node.putArray("capabilities"), List.copyOf(new TreeSet<>(target.capabilities())));
        ObjectNode properties = node.putObject("properties");
        new TreeMap<>(target.properties()).forEach(properties::put);
        return node;
    }

    private ObjectNode run(Certification run) {
        ObjectNode node = object().put("seed", run.seed())
                .put("started", run.started().toString())
                .put("millis", run.duration().toMillis())
                .put("observations", report.observations());
        ObjectNode cases = node.putObject("cases");
        for (Outcome.Status status : Outcome.Status.values()) {
            cases.put(status.text(), report.cases(status));
        }
        texts(node.putArray("asked"), List.copyOf(new TreeSet<>(run.asked())));
        node.put("aborted", run.aborted());
        return node;
    }

    private ObjectNode rule(RuleVerdict verdict) {
        Rule rule = verdict.rule();
        ObjectNode node = object().put("id", rule.id())
                .put("title", rule.title())
                .put("verdict", verdict.verdict().key())
                .put("level", lower(rule.level()))
                .put("obligation", lower(rule.obligation()))
                .put("basis", lower(rule.basis()))
                .put("observability", lower(rule.observability()))
                .put("required", rule.isRequired())
                .put("exercised", verdict.exercised())
                .put("broken", verdict.broken())
                .put("deliberate", verdict.deliberate())
                .put("why", verdict.why());
        List<CaseResult> cases = report.exercising(rule.id());
        node.put("caseCount", cases.size());
        texts(
                node.putArray("cases"),
                cases.stream().limit(LISTED_CASES).map(CaseResult::name).toList());
        RunReport.Breach breach = report.breach(rule.id());
        if (breach == null) {
            node.putNull("firstFinding");
        } else {
            node.putObject("firstFinding")
                    .put("case", breach.result().name())
                    .put("seq", breach.finding().observation().seq())
                    .put("subject", breach.finding().subject())
                    .put("observation", breach.finding().observation().toString())
                    .put("state", breach.finding().state())
                    .put("event", breach.finding().event())
                    .put("replay", Replay.of(report.run(), breach.result()));
        }
        return node;
    }

    private ArrayNode apart() {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        for (RuleVerdict verdict : report.verdicts().rules()) {
            if (Verdict.APART.contains(verdict.verdict())) {
                list.addObject()
                        .put("id", verdict.rule().id())
                        .put("verdict", verdict.verdict().key())
                        .put("reason", verdict.why());
            }
        }
        return list;
    }

    private static void tour(ObjectNode root, @Nullable TourCoverage tour) {
        if (tour == null) {
            root.putNull("tour");
            return;
        }
        root.putObject("tour")
                .put("transitions", tour.transitions())
                .put("coverable", tour.coverable())
                .put("covered", tour.covered())
                .put("latitudeOnly", tour.latitudeOnly())
                .put("steps", tour.steps());
    }

    private void contexts(ArrayNode list) {
        report.contexts()
                .forEach(context -> list.addObject()
                        .put("event", context.event())
                        .put("entered", context.entered())
                        .put("atDispatchLevel", context.atDispatch())
                        .put("longestNanosAtDispatchLevel", context.longest().toNanos())
                        .put("nanosAtDispatchLevel", context.together().toNanos())
                        .put("deepestNesting", context.deepest()));
    }

    private void models(ArrayNode list) {
        report.run().models().forEach(model -> {
            ObjectNode node = list.addObject()
                    .put("model", model.model())
                    .put("distinctStates", model.distinctStates())
                    .put("depth", model.depth())
                    .put("millis", model.millis());
            ArrayNode properties = node.putArray("properties");
            model.properties()
                    .forEach(property ->
                            properties.addObject().put("name", property.name()).put("holds", property.holds()));
        });
    }

    private void mutants(ArrayNode list) {
        report.run().mutants().forEach(mutant -> {
            ObjectNode node = list.addObject().put("rule", mutant.rule()).put("killed", mutant.killed());
            texts(node.putArray("broken"), mutant.broken());
        });
    }

    private ObjectNode traces() {
        ObjectNode node = object();
        ArrayNode kept = node.putArray("kept");
        traces.all()
                .forEach(trace -> kept.addObject()
                        .put("case", trace.caseName())
                        .put("file", trace.path())
                        .put("sha256", trace.sha256()));
        node.put("notKept", traces.notKept());
        return node;
    }

    private List<String> ids(Verdict verdict) {
        return report.verdicts().with(verdict).stream().map(v -> v.rule().id()).toList();
    }

    private static void texts(ArrayNode array, List<String> texts) {
        texts.forEach(array::add);
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
