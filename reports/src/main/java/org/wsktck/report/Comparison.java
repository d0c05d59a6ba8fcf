package org.wsktck.report;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.wsktck.verdict.Conformance;
import org.wsktck.verdict.Verdict;

/** Several certificates side by side, rule by rule: one HTML file that needs no other. It judges nothing anew. */
public final class Comparison {
    private static final String ABSENT = "absent";

    private final List<Certificate> certificates;

    /** @param certificates at least one, in the order of the columns */
    public Comparison(List<Certificate> certificates) {
        this.certificates = List.copyOf(certificates);
    }

    /**
     * A rule with what each certificate says of it, null where one does not know the rule.
     *
     * @param differs whether they do not all say the same
     */
    public record Row(String id, String title, List<Certificate.@Nullable Entry> entries, boolean differs) {}

    /** The certificates, one a column. */
    public List<Certificate> certificates() {
        return certificates;
    }

    /** All rules that any of them names, in the order of the first one that does. */
    public List<Row> rows() {
        Set<String> ids = new LinkedHashSet<>();
        certificates.forEach(certificate -> ids.addAll(certificate.rules().keySet()));
        return ids.stream().map(this::row).toList();
    }

    private Row row(String id) {
        List<Certificate.@Nullable Entry> entries = new ArrayList<>();
        Set<String> verdicts = new LinkedHashSet<>();
        String title = "";
        for (Certificate certificate : certificates) {
            Certificate.Entry entry = certificate.rules().get(id);
            entries.add(entry);
            verdicts.add(entry == null ? ABSENT : entry.verdict());
            title = title.isEmpty() && entry != null ? entry.title() : title;
        }
        return new Row(id, title, entries, verdicts.size() > 1);
    }

    /** How many rules got which verdict, by its key. */
    public Map<String, Long> counts(Certificate certificate) {
        Map<String, Long> counts = new TreeMap<>();
        certificate.rules().values().forEach(entry -> counts.merge(entry.verdict(), 1L, Long::sum));
        return counts;
    }

    /** What makes the columns hard to compare, or empty: they were judged by other rules. */
    public String caveat() {
        long catalogues =
                certificates.stream().map(Certificate::catalogue).distinct().count();
        long specifications =
                certificates.stream().map(Certificate::specification).distinct().count();
        return catalogues > 1 || specifications > 1
                ? "These certificates were not judged by the same specification: their hashes differ. A difference below may be one of the rules."
                : "";
    }

    /** A verdict in words. */
    public static String word(String key) {
        for (Verdict verdict : Verdict.values()) {
            if (verdict.key().equals(key)) {
                return verdict.text();
            }
        }
        return key;
    }

    /** The sign of a verdict. */
    public static String sign(String key) {
        for (Verdict verdict : Verdict.values()) {
            if (verdict.key().equals(key)) {
                return Page.mark(verdict);
            }
        }
        return "";
    }

    /** A certificate's verdict in words. */
    public static String conformance(String key) {
        for (Conformance conformance : Conformance.values()) {
            if (conformance.key().equals(key)) {
                return conformance.text();
            }
        }
        return key;
    }

    /** The style sheet of all pages. */
    public String css() {
        return Page.styles();
    }

    /** Writes the page. */
    public void write(Path file) throws IOException {
        TemplateEngine engine = TemplateEngine.createPrecompiled(
                null, ContentType.Html, Comparison.class.getClassLoader(), HtmlReport.TEMPLATES);
        StringOutput output = new StringOutput();
        engine.render("comparison.jte", this, output);
        Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent(), "an absolute file has a parent");
        Files.createDirectories(folder);
        Files.writeString(file, output.toString(), StandardCharsets.UTF_8);
    }
}
