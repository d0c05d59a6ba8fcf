package org.wsktck.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.wsktck.cli.CheckCommand.Checked;
import org.wsktck.oracle.Finding;
import org.wsktck.report.diagram.TlaText;
import org.wsktck.verdict.RuleVerdict;
import org.wsktck.verdict.Verdict;

/** What {@code check} found, for people: per broken rule the observation that broke it, the state before it, and the statement. */
final class CheckText {
    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final int INDENT = 16;
    private static final int COLUMNS = 100;
    private static final List<Verdict> BREACHES = List.of(Verdict.FAIL, Verdict.WARNING, Verdict.CLIENT_FAULT);

    private CheckText() {}

    static void write(List<Checked> results, PrintWriter out) {
        results.forEach(result -> write(result, out));
        out.printf(
                Locale.ROOT,
                "%d %s, %d observations; rules broken: %d of the provider, %d with a warning, %d of the client%n",
                results.size(),
                results.size() == 1 ? "trace" : "traces",
                results.stream().mapToLong(r -> r.judgement().observations()).sum(),
                rules(results, Verdict.FAIL),
                rules(results, Verdict.WARNING),
                rules(results, Verdict.CLIENT_FAULT));
    }

    /** Number of different rules with that verdict. */
    static long rules(List<Checked> results, Verdict verdict) {
        return results.stream()
                .flatMap(result -> result.verdicts().with(verdict).stream())
                .map(rule -> rule.rule().id())
                .distinct()
                .count();
    }

    private static void write(Checked result, PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "%s: %d observations, %d rules exercised%n",
                result.file(),
                result.judgement().observations(),
                result.judgement().exercised().size());
        if (result.dropped() > 0) {
            out.printf(
                    Locale.ROOT,
                    "  The recorder lost %d observations: what is missing may have broken rules, or have kept them.%n",
                    result.dropped());
        }
        for (RuleVerdict rule : result.verdicts().rules()) {
            if (BREACHES.contains(rule.verdict())) {
                write(rule, out);
            }
        }
    }

    private static void write(RuleVerdict rule, PrintWriter out) {
        Finding first = rule.findings().get(0);
        out.printf(
                Locale.ROOT,
                "%n  %s  %s  [%s, %s]%n",
                rule.rule().id(),
                rule.rule().title(),
                rule.verdict().text(),
                rule.broken() == 1 ? "once" : rule.broken() + " times");
        member("rule", rule.rule().statement(), out);
        member("broken by", first.observation().toString(), out);
        member("subject", first.subject(), out);
        out.println("    state before it");
        TlaText.pretty(first.state()).lines().forEach(line -> out.println(" ".repeat(INDENT) + line));
        out.println();
    }

    /** A labelled text, broken between words into lines that fit. */
    private static void member(String label, String text, PrintWriter out) {
        StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%-" + INDENT + "s", "    " + label));
        for (String word : BLANKS.splitAsStream(text.strip()).toList()) {
            if (line.length() + word.length() > COLUMNS && line.length() > INDENT) {
                out.println(line.toString().stripTrailing());
                line = new StringBuilder(" ".repeat(INDENT));
            }
            line.append(word).append(' ');
        }
        out.println(line.toString().stripTrailing());
    }
}
