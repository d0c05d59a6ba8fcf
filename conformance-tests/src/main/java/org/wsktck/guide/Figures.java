package org.wsktck.guide;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Predicate;
import org.wsktck.adapter.mutant.Mutants;
import org.wsktck.catalogue.Catalogue;
import org.wsktck.catalogue.Level;
import org.wsktck.catalogue.Obligation;
import org.wsktck.catalogue.Rule;
import org.wsktck.modelcheck.Manifest;
import org.wsktck.modelcheck.Model;
import org.wsktck.suite.Specification;
import org.wsktck.suite.generated.GeneratedTests;
import org.wsktck.suite.scenario.Stories;

/** The size of the specification and of the suite, for the README. Counted, never written down by hand. */
public final class Figures {
    private Figures() {}

    /** The figures as a table in Markdown; ends with a line feed. */
    public static String table() {
        Catalogue catalogue = Catalogue.standard();
        List<Rule> rules = catalogue.rules();
        Specification specification = Specification.standard();
        Operators operators = new Operators(specification.modules());
        Manifest manifest = Manifest.standard();
        StringBuilder out = new StringBuilder("| what | how many |\n|---|---|\n");
        row(
                out,
                "rules in the catalogue",
                "%,d: of the provider %s; of the client %s",
                rules.size(),
                levels(rules, Obligation.PROVIDER),
                levels(rules, Obligation.CLIENT));
        row(out, "rules that this release certifies", "%,d", catalogue.inScope().size());
        row(out, "ambiguities with a reading", "%,d", catalogue.ambiguities().size());
        row(
                out,
                "TLA+ modules",
                "%,d with %,d lines, those of models included",
                specification.modules().size(),
                specification.modules().values().stream()
                        .mapToLong(text -> text.lines().count())
                        .sum());
        row(out, "operators named after rules", "%,d, for %,d rules", operators.count(), operators.rules());
        row(
                out,
                "models",
                "%,d that must hold, %,d distinct states recorded; %,d that must fail, %,d that show how rules bite",
                count(manifest, model -> !model.mustFail() && !bites(model)),
                manifest.models().stream()
                        .map(Model::distinctStates)
                        .filter(Objects::nonNull)
                        .mapToLong(Long::longValue)
                        .sum(),
                count(manifest, Model::mustFail),
                count(manifest, model -> bites(model) && !model.mustFail()));
        row(
                out,
                "scenarios",
                "%,d, and %,d faulty clients",
                Stories.scenarios().size(),
                Stories.faultyClients().size());
        row(out, "generated tests", "%s", GeneratedTests.text());
        row(out, "mutants", "%,d", Mutants.all().size());
        return out.toString();
    }

    private static void row(StringBuilder out, String what, String format, Object... values) {
        out.append("| ")
                .append(what)
                .append(" | ")
                .append(String.format(Locale.ROOT, format, values))
                .append(" |\n");
    }

    private static boolean bites(Model model) {
        return model.profile().equals("bite");
    }

    private static long count(Manifest manifest, Predicate<Model> wanted) {
        return manifest.models().stream().filter(wanted).count();
    }

    private static String levels(List<Rule> rules, Obligation obligation) {
        return String.format(
                Locale.ROOT,
                "%d must, %d should, %d may",
                count(rules, obligation, Level.MUST),
                count(rules, obligation, Level.SHOULD),
                count(rules, obligation, Level.MAY));
    }

    private static long count(List<Rule> rules, Obligation obligation, Level level) {
        return rules.stream()
                .filter(rule -> rule.obligation() == obligation && rule.level() == level)
                .count();
    }
}
