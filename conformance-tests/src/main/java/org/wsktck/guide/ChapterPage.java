package org.wsktck.guide;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.wsktck.adapter.mutant.Mutant;
import org.wsktck.adapter.mutant.Mutants;
import org.wsktck.catalogue.Ambiguity;
import org.wsktck.catalogue.Callback;
import org.wsktck.catalogue.Catalogue;
import org.wsktck.catalogue.Observability;
import org.wsktck.catalogue.Rule;
import org.wsktck.modelcheck.DiagramModel.Phase;
import org.wsktck.modelcheck.StateDiagram;
import org.wsktck.modelcheck.StateDiagram.Arrow;
import org.wsktck.suite.scenario.Stories;
import org.wsktck.suite.scenario.Story;

/** The page of a chapter: introduction, diagrams with their steps, events, and the rules beside their sources. */
final class ChapterPage {
    /** The groups of rules with what they are about. */
    private static final Map<String, String> GROUPS = Map.ofEntries(
            Map.entry("GEN", "all sockets"),
            Map.entry("ENA", "requests on a socket"),
            Map.entry("STA", "the static mask"),
            Map.entry("BAS", "basic sockets"),
            Map.entry("LSN", "listening sockets"),
            Map.entry("CND", "conditional accept"),
            Map.entry("DGM", "datagrams"),
            Map.entry("CON", "data"),
            Map.entry("DSC", "disconnecting"),
            Map.entry("BKL", "send backlog"),
            Map.entry("STR", "stream sockets"),
            Map.entry("EXT", "extension interfaces"),
            Map.entry("CLI", "the client object"),
            Map.entry("CLS", "closing"),
            Map.entry("CTX", "context"));

    private final Catalogue catalogue;
    private final Operators operators;
    private final Texts texts;
    private final Chapter chapter;
    private final List<StateDiagram> diagrams;
    private final Markdown page;

    ChapterPage(Catalogue catalogue, Operators operators, Texts texts, Chapter chapter, List<StateDiagram> diagrams) {
        this.catalogue = catalogue;
        this.operators = operators;
        this.texts = texts;
        this.chapter = chapter;
        this.diagrams = diagrams;
        this.page = new Markdown(chapter.title());
    }

    String write() {
        page.paragraph("[Contents](README.md)");
        page.paragraph(texts.introduction(chapter.name()));
        diagrams.forEach(this::diagram);
        if (!chapter.events().isEmpty()) {
            page.line("## Events");
            page.line("");
            chapter.events().forEach(this::event);
        }
        for (String group : chapter.groups()) {
            rules(group);
        }
        return page.toString();
    }

    private void diagram(StateDiagram diagram) {
        String title = diagram.model().title();
        page.heading(2, Markdown.anchor(diagram.model().name()), title);
        page.paragraph("![" + title + "](" + Guide.drawingOf(diagram) + ")");
        page.paragraph(String.format(
                Locale.ROOT,
                "A projection of the %,d states of [%s](../tla/diagram/%s.tla), whose header says what is left out.",
                diagram.states(),
                diagram.model().name(),
                diagram.model().name()));
        page.head("phase", "what it is");
        for (Phase phase : diagram.model().phases()) {
            page.row("**" + phase.name() + "**", Markdown.text(phase.meaning()));
        }
        page.line("");
        page.line("<details><summary>All " + diagram.arrows().size()
                + " steps, with the rules that have an occasion at them</summary>");
        page.line("");
        page.head("in the phase", "by", "step", "leads to", "rules");
        for (Arrow arrow : diagram.arrows()) {
            page.row(
                    arrow.from(),
                    lower(Lives.actor(arrow)),
                    Markdown.text(arrow.label()),
                    arrow.leaves() ? "**" + arrow.to() + "**" : "stays",
                    arrow.rules().stream().map(Markdown::rule).collect(Collectors.joining(", ")));
        }
        page.line("");
        page.line("</details>");
        page.line("");
    }

    private void event(String name) {
        Callback callback = catalogue.callbacks().stream()
                .filter(known -> known.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the catalogue has no callback " + name));
        page.heading(3, Markdown.anchor(name), name);
        page.head("parameter", "what it is");
        for (String parameter : callback.parameters()) {
            page.row("`" + parameter + "`", Markdown.text(texts.parameter(name, parameter)));
        }
        page.line("");
        page.line("- May return: " + listed(callback.returns()));
        if (!callback.flags().isEmpty()) {
            page.line("- Flags: " + listed(callback.flags()));
        }
        page.line("- Enabled by: " + callback.enabledBy());
        page.line("- Tells the loss of function by: " + callback.deadSocketSignal());
        page.line("");
    }

    private void rules(String group) {
        List<Rule> rules = catalogue.rules().stream()
                .filter(rule -> rule.group().equals(group))
                .toList();
        page.line("## Rules " + group + ": " + GROUPS.getOrDefault(group, group));
        page.line("");
        page.head("rule", "who", "level", "source", "operator");
        for (Rule rule : rules) {
            page.row(
                    "[" + rule.id() + "](#" + Markdown.anchor(rule.id()) + ") " + Markdown.text(rule.title()),
                    lower(rule.obligation()),
                    lower(rule.level()),
                    rule.sources().stream().map(Markdown::source).collect(Collectors.joining("<br>")),
                    operators.of(rule.id()).stream()
                            .map(operator -> "`" + operator.name() + "`")
                            .collect(Collectors.joining("<br>")));
        }
        page.line("");
        rules.forEach(this::rule);
    }

    private void rule(Rule rule) {
        page.heading(3, Markdown.anchor(rule.id()), rule.id() + " \u00b7 " + Markdown.text(rule.title()));
        page.paragraph("**" + lower(rule.obligation()) + " " + lower(rule.level()) + "** \u00b7 " + lower(rule.basis())
                + (rule.isWarningOnly() ? " \u00b7 a breach is a warning" : "")
                + (catalogue.scope().contains(rule) ? "" : " \u00b7 not certified by this release"));
        page.paragraph(Markdown.prose(rule.statement(), rule.id()));
        page.paragraph("*When:* " + Markdown.prose(rule.when(), rule.id()));
        List<String> items = new ArrayList<>();
        items.add("Source: " + rule.sources().stream().map(Markdown::source).collect(Collectors.joining("; ")));
        items.add("Operator: " + operator(rule));
        List<String> judged = operators.judged(rule.id());
        if (!judged.isEmpty()) {
            items.add("Judged at " + joined(judged));
        }
        items.add("In the records: " + Markdown.prose(rule.observe(), rule.id()));
        if (rule.reason() != null) {
            items.add("Not judged like the others (" + lower(rule.observability()) + "): "
                    + Markdown.prose(rule.reason(), rule.id()));
        }
        if (rule.needs() != null) {
            items.add("Out of reach of a target that cannot do `" + rule.needs() + "`");
        }
        if (rule.note() != null) {
            items.add("Note: " + Markdown.prose(rule.note(), rule.id()));
        }
        List<Ambiguity> readings = catalogue.ambiguitiesOf(rule.id());
        if (!readings.isEmpty()) {
            items.add("Reading: "
                    + readings.stream()
                            .map(reading -> Markdown.reading(reading.id()) + " " + Markdown.text(reading.title()))
                            .collect(Collectors.joining("; ")));
        }
        items.addAll(told(rule, "Scenario", Stories.scenarios().stream()));
        items.addAll(told(rule, "Faulty client", Stories.faultyClients().stream()));
        Mutants.all().stream()
                .filter(mutant -> mutant.id().equals(rule.id()))
                .map(Mutant::mistake)
                .forEach(mistake -> items.add("Mutant: " + Markdown.text(mistake)));
        items.forEach(item -> page.line("- " + item));
        page.line("");
    }

    private String operator(Rule rule) {
        if (operators.of(rule.id()).isEmpty()) {
            return rule.observability() == Observability.UNOBSERVABLE
                    ? "none, since observations cannot show it"
                    : "none yet";
        }
        return operators.of(rule.id()).stream().map(Markdown::operator).collect(Collectors.joining(", "));
    }

    /** The titles of the rule's stories in one item; none when it has none. */
    private static List<String> told(Rule rule, String what, Stream<Story> stories) {
        String titles = stories.filter(story -> story.rule().equals(rule.id()))
                .map(story -> Markdown.text(story.script().title()))
                .collect(Collectors.joining("; "));
        return titles.isEmpty() ? List.of() : List.of(what + ": " + titles);
    }

    private static String joined(List<String> words) {
        int last = words.size() - 1;
        return last < 1
                ? String.join("", words)
                : String.join(", ", words.subList(0, last)) + " and " + words.get(last);
    }

    private static String listed(List<String> words) {
        return words.stream().map(word -> "`" + word + "`").collect(Collectors.joining(", "));
    }

    static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
