package org.wsktck.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.wsktck.catalogue.Catalogue;
import org.wsktck.catalogue.Rule;
import org.wsktck.cli.CheckCommand.Checked;
import org.wsktck.oracle.Finding;
import org.wsktck.verdict.RuleVerdict;
import org.wsktck.verdict.Verdict;

/** What {@code check} found, for programs: the same content as the text, with every finding. */
final class CheckJson {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private CheckJson() {}

    static void write(List<Checked> results, Catalogue catalogue, PrintWriter out) throws IOException {
        ObjectNode root = MAPPER.createObjectNode().put("schema", "wsktck-check/1");
        root.put("catalogueHash", catalogue.hash());
        ArrayNode traces = root.putArray("traces");
        results.forEach(result -> trace(traces.addObject(), result, catalogue));
        root.putObject("counts")
                .put("traces", results.size())
                .put(
                        "observations",
                        results.stream()
                                .mapToLong(r -> r.judgement().observations())
                                .sum())
                .put("providerRulesBroken", CheckText.rules(results, Verdict.FAIL))
                .put("warnings", CheckText.rules(results, Verdict.WARNING))
                .put("clientFaults", CheckText.rules(results, Verdict.CLIENT_FAULT));
        out.println(MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(root));
    }

    private static void trace(ObjectNode node, Checked result, Catalogue catalogue) {
        node.put("file", result.file().toString());
        node.put("observations", result.judgement().observations());
        node.put("dropped", result.dropped());
        ObjectNode exercised = node.putObject("exercised");
        new TreeMap<>(result.judgement().exercised()).forEach(exercised::put);
        ArrayNode findings = node.putArray("findings");
        for (Finding finding : result.judgement().findings()) {
            finding(findings.addObject(), finding, catalogue.rule(finding.rule()), result);
        }
    }

    private static void finding(ObjectNode node, Finding finding, Rule rule, Checked result) {
        RuleVerdict verdict = result.verdicts().rule(rule.id());
        node.put("rule", rule.id())
                .put("title", rule.title())
                .put("statement", rule.statement())
                .put("obligation", rule.obligation().name().toLowerCase(Locale.ROOT))
                .put("level", rule.level().name().toLowerCase(Locale.ROOT))
                .put("verdict", verdict == null ? "" : verdict.verdict().key())
                .put("subject", finding.subject())
                .put("seq", finding.observation().seq())
                .put("observation", finding.observation().toString())
                .put("state", finding.state());
    }
}
