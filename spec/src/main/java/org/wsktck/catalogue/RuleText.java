package org.wsktck.catalogue;

import java.util.Locale;
import java.util.stream.Collectors;

/** A rule as text for people, at most 100 columns wide: statement, level, operator, sources and the adopted readings that shape it. */
public final class RuleText {
    /** Widest line, in characters. */
    public static final int COLUMNS = 100;

    private static final int LABEL = 14;

    private final StringBuilder out = new StringBuilder();

    private RuleText() {}

    /** One line: id, obligation, level, title. */
    public static String line(Rule rule) {
        return String.format(
                Locale.ROOT,
                "%-7s %-8s %-6s %s",
                rule.id(),
                lower(rule.obligation()),
                lower(rule.level()),
                rule.title());
    }

    /** Everything that the catalogue says of the rule. Ends with a line feed. */
    public static String of(Catalogue catalogue, Rule rule) {
        RuleText text = new RuleText();
        text.wrap(rule.id() + "  ", rule.title());
        text.blank();
        text.member("statement", rule.statement());
        text.member("when", rule.when());
        text.member("observe", rule.observe());
        text.blank();
        text.member("obligation", lower(rule.obligation()) + ", " + lower(rule.level()) + warning(rule));
        text.member("kind", lower(rule.kind()) + ", " + lower(rule.scope()) + ", " + lower(rule.basis()));
        text.member(
                "categories",
                rule.categories().stream().sorted().map(Category::text).collect(Collectors.joining(", ")));
        text.member("in scope", catalogue.scope().contains(rule) ? "yes" : "not in this release");
        text.member("operator", rule.operator() + " (spec/tla)");
        if (rule.reason() != null) {
            text.member(lower(rule.observability()), rule.reason());
        }
        if (rule.needs() != null) {
            text.member("needs", "a target that can do: " + rule.needs() + "; out of reach of others");
        }
        if (!rule.statuses().isEmpty()) {
            text.member(
                    "names",
                    rule.statuses().stream()
                            .map(s -> s.name() + "=" + s.value())
                            .collect(Collectors.joining(", ")));
        }
        if (rule.note() != null) {
            text.member("note", rule.note());
        }
        text.blank();
        String label = "sources";
        for (Source source : rule.sources()) {
            text.member(label, source.page() + " (" + source.section() + ")");
            label = "";
        }
        for (Ambiguity ambiguity : catalogue.ambiguitiesOf(rule.id())) {
            text.blank();
            text.member("reading " + ambiguity.id(), ambiguity.title());
            text.member("", "Issue: " + ambiguity.issue());
            text.member("", "Adopted: " + ambiguity.recommended());
            text.member("", "Why: " + ambiguity.why());
            text.member("", "Otherwise: " + ambiguity.otherwise());
        }
        return text.out.toString();
    }

    private static String warning(Rule rule) {
        return rule.isWarningOnly() ? " (a breach is a warning)" : "";
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private void blank() {
        out.append('\n');
    }

    private void member(String label, String value) {
        wrap(String.format(Locale.ROOT, "%-" + LABEL + "s", label), value);
    }

    /** Writes the words after the label; further lines are indented to the label's width. A word longer than a line stands alone. */
    private void wrap(String label, String value) {
        String indent = " ".repeat(label.length());
        StringBuilder line = new StringBuilder(label);
        boolean empty = true;
        for (String word : value.strip().split("\\s+", -1)) {
            if (!empty && line.length() + 1 + word.length() > COLUMNS) {
                endLine(line);
                line = new StringBuilder(indent);
                empty = true;
            }
            line.append(empty ? "" : " ").append(word);
            empty = false;
        }
        endLine(line);
    }

    private void endLine(StringBuilder line) {
        out.append(line.toString().stripTrailing()).append('\n');
    }
}
