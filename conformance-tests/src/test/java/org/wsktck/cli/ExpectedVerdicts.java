package org.wsktck.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.wsktck.catalogue.Catalogue;

/**
 * What is expected of an implementation that is not ours: a verdict for each rule, with the behaviours of its source that explain it.
 *
 * @param implementation its name and version
 * @param about what the expectations rest on
 * @param behaviours what the implementation does, by a short name
 * @param rules what is expected, by rule
 */
record ExpectedVerdicts(
        String implementation, String about, Map<String, String> behaviours, Map<String, Expected> rules) {
    /**
     * What is expected of a rule.
     *
     * @param verdict key of the verdict
     * @param because names of behaviours
     */
    record Expected(String verdict, List<String> because) {}

    static ExpectedVerdicts read(Path file) throws IOException {
        JsonNode root = new YAMLMapper().readTree(Files.readString(file));
        Map<String, String> behaviours = new LinkedHashMap<>();
        root.path("behaviours")
                .fields()
                .forEachRemaining(
                        each -> behaviours.put(each.getKey(), each.getValue().asText()));
        Map<String, Expected> rules = new LinkedHashMap<>();
        root.path("rules").fields().forEachRemaining(each -> {
            List<String> because = new ArrayList<>();
            each.getValue().path("because").forEach(name -> because.add(name.asText()));
            rules.put(
                    each.getKey(), new Expected(each.getValue().path("verdict").asText(), because));
        });
        return new ExpectedVerdicts(
                root.path("implementation").asText(), root.path("about").asText(), behaviours, rules);
    }

    /** Where the certificate says something else: one line a rule, empty when it says just what is expected. */
    List<String> differences(Map<String, String> actual) {
        List<String> lines = new ArrayList<>();
        TreeSet<String> ids = new TreeSet<>(rules.keySet());
        ids.addAll(actual.keySet());
        for (String id : ids) {
            Expected expected = rules.get(id);
            String wanted = expected == null ? "nothing" : expected.verdict();
            String found = actual.getOrDefault(id, "nothing");
            if (!wanted.equals(found)) {
                lines.add(id + ": expected " + wanted + ", the certificate says " + found);
            }
        }
        return lines;
    }

    /** The page for people. */
    String page(Catalogue catalogue) {
        StringBuilder page = new StringBuilder(
                "<!-- Generated from the expected verdicts by WineCertificateTest; -Dwsktck.updateWine=true writes it anew. -->\n");
        page.append("# ")
                .append(implementation)
                .append(", rule by rule\n\n")
                .append(about.strip())
                .append("\n\n## What it does\n\n");
        behaviours.forEach((name, text) -> page.append("- **")
                .append(name)
                .append("**: ")
                .append(text.strip())
                .append('\n'));
        page.append("\n## Verdicts\n");
        Map<String, List<String>> byVerdict = new LinkedHashMap<>();
        rules.forEach((id, each) -> byVerdict
                .computeIfAbsent(each.verdict(), key -> new ArrayList<>())
                .add(id));
        page.append("\n| verdict | rules |\n|---|---|\n");
        byVerdict.forEach((verdict, ids) -> page.append("| ")
                .append(verdict)
                .append(" | ")
                .append(ids.size())
                .append(" |\n"));
        page.append("\n| rule | what it asks | verdict | because of |\n|---|---|---|---|\n");
        rules.forEach((id, each) -> page.append("| ")
                .append(id)
                .append(" | ")
                .append(catalogue.rule(id).title())
                .append(" | ")
                .append(each.verdict())
                .append(" | ")
                .append(String.join(", ", each.because()))
                .append(" |\n"));
        return page.toString();
    }
}
