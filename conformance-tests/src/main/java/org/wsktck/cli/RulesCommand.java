package org.wsktck.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.wsktck.adapter.mutant.Mutants;
import org.wsktck.catalogue.Catalogue;
import org.wsktck.catalogue.Observability;
import org.wsktck.catalogue.Rule;
import org.wsktck.catalogue.RuleText;
import org.wsktck.suite.Specification;
import org.wsktck.suite.scenario.Stories;
import org.wsktck.suite.scenario.Story;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wsktck rules}: the catalogue, or one rule with all that belongs to it. */
@Command(
        name = "rules",
        description = "Lists the rules; with an ID shows one: statement, sources, operator, tests, mutant.",
        mixinStandardHelpOptions = true)
final class RulesCommand implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "ID", description = "A rule, such as DGM-08.")
    private @Nullable String id;

    @Option(names = "--all", description = "List also the rules that this release does not judge yet.")
    private boolean all;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        if (spec == null) {
            throw new IllegalStateException("picocli sets the spec");
        }
        PrintWriter out = spec.commandLine().getOut();
        Catalogue catalogue = Catalogue.standard();
        if (id == null) {
            list(catalogue, out);
        } else {
            String wanted = id.toUpperCase(Locale.ROOT);
            if (!catalogue.has(wanted)) {
                throw new UsageException(
                        "no rule " + id + " in the catalogue; ids look like DGM-08, 'wsktck rules --all' lists them");
            }
            show(catalogue, catalogue.rule(wanted), out);
        }
        return Exit.OK;
    }

    private void list(Catalogue catalogue, PrintWriter out) {
        List<Rule> rules = all ? catalogue.rules() : catalogue.inScope();
        rules.forEach(rule -> out.println(RuleText.line(rule)));
        out.printf(
                Locale.ROOT,
                "%d rules, %d of them in the scope of this release%n",
                catalogue.rules().size(),
                catalogue.inScope().size());
    }

    private static void show(Catalogue catalogue, Rule rule, PrintWriter out) {
        out.print(RuleText.of(catalogue, rule));
        out.println();
        Specification.standard()
                .find(rule.operator())
                .ifPresentOrElse(
                        place -> label(out, "defined in", place.toString()),
                        () -> label(out, "defined in", "no TLA+ operator " + rule.operator() + none(catalogue, rule)));
        List<Story> scenarios = of(Stories.scenarios(), rule);
        List<Story> faulty = of(Stories.faultyClients(), rule);
        if (scenarios.isEmpty() && faulty.isEmpty()) {
            label(out, "tests", "none" + none(catalogue, rule));
        }
        scenarios.forEach(story -> test(out, "scenario", story));
        faulty.forEach(story -> test(out, "faulty client", story));
        Mutants.all().stream()
                .filter(mutant -> mutant.id().equals(rule.id()))
                .forEach(mutant -> label(out, "mutant", "mutant:" + mutant.id() + "  " + mutant.mistake()));
    }

    private static String none(Catalogue catalogue, Rule rule) {
        if (!catalogue.scope().contains(rule)) {
            return ", since the rule is not in the scope of this release";
        }
        return rule.observability() == Observability.DIRECT
                ? ""
                : ", since the rule is " + rule.observability().name().toLowerCase(Locale.ROOT);
    }

    private static List<Story> of(List<Story> stories, Rule rule) {
        return stories.stream().filter(story -> story.rule().equals(rule.id())).toList();
    }

    private static void test(PrintWriter out, String kind, Story story) {
        label(out, kind, story.type().getSimpleName() + "." + story.method());
        label(out, "", story.script().title());
    }

    private static void label(PrintWriter out, String label, String text) {
        out.printf(Locale.ROOT, "%-14s%s%n", label, text);
    }
}
