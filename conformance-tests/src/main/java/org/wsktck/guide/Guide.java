package org.wsktck.guide;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.wsktck.catalogue.Ambiguity;
import org.wsktck.catalogue.Catalogue;
import org.wsktck.catalogue.Coverage;
import org.wsktck.catalogue.Rule;
import org.wsktck.guide.drawing.SvgDrawing;
import org.wsktck.modelcheck.DrawnDiagrams;
import org.wsktck.modelcheck.StateDiagram;
import org.wsktck.suite.Specification;

/** The guide as files: a page for each chapter, the ambiguities, the trace of the page on events, an index, and a drawing for each diagram, with what TLC found for it. */
public final class Guide {
    private final Catalogue catalogue;
    private final Operators operators;
    private final List<StateDiagram> diagrams;
    private final Texts texts = Texts.standard();

    private Guide(Catalogue catalogue, Specification specification, List<StateDiagram> diagrams) {
        this.catalogue = catalogue;
        this.operators = new Operators(specification.modules());
        this.diagrams = List.copyOf(diagrams);
    }

    /** Writes the guide of the kit's own specification. The same input gives the same files. */
    public static Guide of(List<StateDiagram> diagrams) {
        return new Guide(Catalogue.standard(), Specification.standard(), diagrams);
    }

    /** The files, by name. */
    public SortedMap<String, String> files() {
        SortedMap<String, String> files = new TreeMap<>();
        files.put("README.md", contents());
        for (Chapter chapter : Chapter.ALL) {
            files.put(
                    chapter.file(), new ChapterPage(catalogue, operators, texts, chapter, diagramsOf(chapter)).write());
        }
        files.put("ambiguities.md", ambiguities());
        files.put("events-page.md", eventsPage());
        files.put("rules.md", index());
        diagrams.forEach(diagram -> files.put(drawingOf(diagram), SvgDrawing.of(Lives.drawing(diagram))));
        files.put(DrawnDiagrams.FILE, DrawnDiagrams.write(diagrams));
        return files;
    }

    /** Name of the file with the drawing of that diagram. */
    static String drawingOf(StateDiagram diagram) {
        return diagram.model().name() + ".svg";
    }

    private List<StateDiagram> diagramsOf(Chapter chapter) {
        return diagrams.stream()
                .filter(diagram -> diagram.model().chapter().equals(chapter.name()))
                .toList();
    }

    private String contents() {
        Markdown page = new Markdown("The specification of WSK event callbacks: a guide");
        page.paragraph(texts.introduction("README"));
        page.line("## Contents");
        page.line("");
        page.head("chapter", "rules", "events", "diagram");
        for (Chapter chapter : Chapter.ALL) {
            page.row(
                    "[" + chapter.title() + "](" + chapter.file() + ")",
                    Long.toString(catalogue.rules().stream()
                            .filter(rule -> chapter.groups().contains(rule.group()))
                            .count()),
                    String.join(", ", chapter.events()),
                    diagramsOf(chapter).stream()
                            .map(diagram -> "[" + diagram.model().title() + "](" + chapter.file() + "#"
                                    + Markdown.anchor(diagram.model().name()) + ")")
                            .collect(Collectors.joining(", ")));
        }
        page.line("");
        page.line("- [What the documentation leaves open](ambiguities.md): "
                + catalogue.ambiguities().size()
                + " places, with the reading chosen and what would change under the other");
        page.line("- [The page \"Winsock Kernel Events\"](events-page.md), statement by statement and row by row");
        page.line("- [All " + catalogue.rules().size() + " rules](rules.md) in a table");
        return page.toString();
    }

    private String ambiguities() {
        Markdown page = new Markdown("What the documentation leaves open");
        page.paragraph("""
                Where pages contradict each other, leave something out or can be read in two ways, the kit has to choose, or to accept both. Each place has the reading chosen, the reason, and
                what would be judged differently under the other reading. To challenge a reading, see [CONTRIBUTING](../../CONTRIBUTING.md#challenge-a-rule).""");
        page.head("", "place", "rules");
        for (Ambiguity ambiguity : catalogue.ambiguities()) {
            page.row(Markdown.reading(ambiguity.id()), Markdown.text(ambiguity.title()), links(ambiguity.rules()));
        }
        page.line("");
        for (Ambiguity ambiguity : catalogue.ambiguities()) {
            page.heading(
                    2, Markdown.anchor(ambiguity.id()), ambiguity.id() + " \u00b7 " + Markdown.text(ambiguity.title()));
            page.paragraph("**What is open.** " + Markdown.prose(ambiguity.issue(), ambiguity.id()));
            page.paragraph("**Reading chosen.** " + Markdown.prose(ambiguity.recommended(), ambiguity.id()));
            page.paragraph("**Why.** " + Markdown.prose(ambiguity.why(), ambiguity.id()));
            page.paragraph("**Under the other reading.** " + Markdown.prose(ambiguity.otherwise(), ambiguity.id()));
            page.paragraph("Rules: "
                    + ambiguity.rules().stream()
                            .map(id -> Markdown.rule(catalogue.rule(id)))
                            .collect(Collectors.joining("; ")));
        }
        return page.toString();
    }

    private String eventsPage() {
        Markdown page = new Markdown("The page \"Winsock Kernel Events\", traced");
        page.paragraph("""
                Every sentence and every table row of the page
                [winsock-kernel-events](https://learn.microsoft.com/windows-hardware/drivers/network/winsock-kernel-events), in its order and in our words, with the rules that stand for it. A
                sentence that says two things has two entries. A sentence that only points to another page stands for the rules that were taken from there.""");
        String part = "";
        for (Coverage entry : catalogue.coverage()) {
            if (!entry.part().equals(part)) {
                if (!part.isEmpty()) {
                    page.line("");
                }
                part = entry.part();
                page.line("## " + part.substring(0, 1).toUpperCase(Locale.ROOT) + part.substring(1));
                page.line("");
                page.head("", entry.event() == null ? "sentence" : "row", "what the page says", "rules");
            }
            page.row(
                    "<a id=\"" + Markdown.anchor(entry.id()) + "\"></a>" + entry.id(),
                    Integer.toString(entry.item()),
                    (entry.event() == null ? "" : "*" + entry.event() + "*: ") + Markdown.text(entry.statement()),
                    entry.rules().stream()
                            .map(id -> Markdown.rule(catalogue.rule(id)))
                            .collect(Collectors.joining("<br>")));
        }
        return page.toString();
    }

    private String index() {
        Markdown page = new Markdown("All rules");
        Map<Boolean, Long> scope = catalogue.rules().stream()
                .collect(Collectors.partitioningBy(rule -> catalogue.scope().contains(rule), Collectors.counting()));
        page.paragraph(catalogue.rules().size() + " rules; this release certifies " + scope.get(true)
                + " of them. The others, in *italics*, are written down and not certified yet.");
        page.head("rule", "title", "who", "level", "source");
        for (Rule rule : catalogue.rules()) {
            boolean inScope = catalogue.scope().contains(rule);
            String title = Markdown.text(rule.title());
            page.row(
                    Markdown.rule(rule.id()),
                    inScope ? title : "*" + title + "*",
                    ChapterPage.lower(rule.obligation()),
                    ChapterPage.lower(rule.level()),
                    Markdown.source(rule.sources().get(0))
                            + (rule.sources().size() > 1
                                    ? " and " + (rule.sources().size() - 1) + " more"
                                    : ""));
        }
        return page.toString();
    }

    private static String links(List<String> ids) {
        return ids.stream().map(Markdown::rule).collect(Collectors.joining(", "));
    }
}
