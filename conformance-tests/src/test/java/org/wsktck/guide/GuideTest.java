package org.wsktck.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wsktck.catalogue.Ambiguity;
import org.wsktck.catalogue.Callback;
import org.wsktck.catalogue.Catalogue;
import org.wsktck.catalogue.Coverage;
import org.wsktck.catalogue.Observability;
import org.wsktck.catalogue.Rule;
import org.wsktck.modelcheck.DiagramModel;
import org.wsktck.modelcheck.DrawnDiagrams;
import org.wsktck.modelcheck.ModelCheckException;
import org.wsktck.modelcheck.StateDiagram;
import org.wsktck.suite.Specification;

/**
 * The committed guide is the one that its sources give, and it leaves nothing out. Of the diagrams the build draws one anew and takes the others as they were drawn from the modules of
 * today; {@code -Dwsktck.diagrams=true} draws all, which takes a minute or two.
 */
class GuideTest {
    private static final Path FOLDER = Path.of("..", "spec", "guide");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern ANCHOR = Pattern.compile("<a id=\"([^\"]+)\"></a>");
    private static final Catalogue CATALOGUE = Catalogue.standard();

    private static final String SMALLEST = "DiagramStream";

    private static List<StateDiagram> drawn = List.of();
    private static SortedMap<String, String> generated = new TreeMap<>();
    private static final SortedMap<String, String> COMMITTED = new TreeMap<>();

    @BeforeAll
    static void write() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (Path file : files.toList()) {
                COMMITTED.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        drawn = DrawnDiagrams.read(COMMITTED.getOrDefault(DrawnDiagrams.FILE, ""));
        generated = Guide.of(drawn).files();
    }

    @Test
    @DisplayName("the diagrams are those that TLC draws")
    void diagramsAreDrawn() {
        List<StateDiagram> anew = drawn.stream()
                .filter(diagram -> Boolean.getBoolean("wsktck.diagrams")
                        || diagram.model().name().equals(SMALLEST))
                .toList();

        assertThat(anew)
                .isNotEmpty()
                .allSatisfy(diagram -> assertThat(StateDiagram.draw(diagram.model()))
                        .as(diagram.model().name() + ": run ./wsktck guide")
                        .isEqualTo(diagram));
        assertThat(drawn.stream().map(StateDiagram::model)).containsExactlyElementsOf(DiagramModel.all());
    }

    @Test
    @DisplayName("diagrams that were drawn from other modules are not taken")
    void diagramsOfOtherModulesAreRefused() {
        String older = COMMITTED
                .getOrDefault(DrawnDiagrams.FILE, "")
                .replaceFirst("\"modules\": \"....", "\"modules\": \"0000");

        assertThatThrownBy(() -> DrawnDiagrams.read(older))
                .isInstanceOf(ModelCheckException.class)
                .hasMessageContaining("run ./wsktck guide");
    }

    @Test
    @DisplayName("the committed guide is what ./wsktck guide writes")
    void isUpToDate() {
        assertThat(COMMITTED.keySet()).as("run ./wsktck guide").isEqualTo(generated.keySet());
        generated.forEach((name, content) -> assertThat(COMMITTED.get(name))
                .as(name + ": run ./wsktck guide")
                .isEqualTo(content));
    }

    @Test
    @DisplayName("every rule stands in its chapter with statement, condition, every source and operator")
    void everyRuleIsThere() {
        for (Rule rule : CATALOGUE.rules()) {
            String entry = entry(Chapter.of(rule.group()).file(), rule.id());
            assertThat(entry)
                    .as(rule.id())
                    .contains(
                            rule.id() + " \u00b7 ",
                            Markdown.prose(rule.statement(), rule.id()),
                            "*When:* " + Markdown.prose(rule.when(), rule.id()));
            rule.sources().forEach(source -> assertThat(entry).contains(Markdown.source(source)));
            Specification.standard()
                    .find(rule.operator())
                    .ifPresent(place -> assertThat(entry).contains("`" + rule.operator()));
        }
    }

    @Test
    @DisplayName("every rule in scope that observations can show is judged at some kind of observation")
    void everyRuleInScopeIsJudged() {
        assertThat(CATALOGUE.inScope())
                .filteredOn(rule -> rule.observability() != Observability.UNOBSERVABLE)
                .allSatisfy(rule -> assertThat(entry(Chapter.of(rule.group()).file(), rule.id()))
                        .as(rule.id())
                        .contains("- Judged at "));
    }

    @Test
    @DisplayName("every ambiguity has its reading, the reason, and what would change otherwise")
    void everyAmbiguityIsThere() {
        for (Ambiguity ambiguity : CATALOGUE.ambiguities()) {
            assertThat(entry("ambiguities.md", ambiguity.id()))
                    .as(ambiguity.id())
                    .contains(
                            Markdown.prose(ambiguity.issue(), ambiguity.id()),
                            Markdown.prose(ambiguity.recommended(), ambiguity.id()),
                            Markdown.prose(ambiguity.why(), ambiguity.id()),
                            Markdown.prose(ambiguity.otherwise(), ambiguity.id()))
                    .contains(ambiguity.rules());
        }
    }

    @Test
    @DisplayName("every link within the repository leads to a file, and to an anchor in it")
    void everyLinkResolves() throws IOException {
        int followed = 0;
        for (Map.Entry<String, String> page : generated.entrySet()) {
            Matcher link = LINK.matcher(page.getKey().endsWith(".md") ? page.getValue() : "");
            while (link.find()) {
                String target = link.group(1);
                if (!target.startsWith("https://learn.microsoft.com/windows-hardware/drivers/")) {
                    follow(page.getKey(), target);
                    followed++;
                }
            }
        }
        assertThat(followed).isGreaterThan(CATALOGUE.rules().size());
    }

    private static void follow(String page, String target) throws IOException {
        int hash = target.indexOf('#');
        String file = hash < 0 ? target : hash == 0 ? page : target.substring(0, hash);
        String text = generated.containsKey(file) ? generated.getOrDefault(file, "") : outside(page, file);
        if (hash >= 0) {
            String anchor = target.substring(hash + 1);
            assertThat(text.contains("<a id=\"" + anchor + "\">")
                            || headings(text).contains(anchor))
                    .as("%s links to %s, where no such anchor is", page, target)
                    .isTrue();
        }
    }

    /** Anchors that a code host gives to headings. */
    private static List<String> headings(String text) {
        return text.lines()
                .filter(line -> line.startsWith("#"))
                .map(line ->
                        line.replaceFirst("^#+ ", "").toLowerCase(Locale.ROOT).replace(' ', '-'))
                .toList();
    }

    private static String outside(String page, String file) throws IOException {
        Path path = FOLDER.resolve(file);
        assertThat(path).as("%s links to %s", page, file).exists();
        return Files.isDirectory(path) ? "" : Files.readString(path);
    }

    @Test
    @DisplayName("anchors are unique on each page")
    void anchorsAreUnique() {
        generated.forEach(
                (name, text) -> assertThat(ANCHOR.matcher(text).results().map(found -> found.group(1)))
                        .as(name)
                        .doesNotHaveDuplicates());
    }

    @Test
    @DisplayName("every statement and every table row of the page on events leads to rules in the guide")
    void theEventsPageIsTraced() {
        String page = generated.getOrDefault("events-page.md", "");
        for (Coverage entry : CATALOGUE.coverage()) {
            String row = page.lines()
                    .filter(line -> line.contains("></a>" + entry.id() + " |"))
                    .findFirst()
                    .orElse("");
            assertThat(row).as(entry.id()).contains(Markdown.text(entry.statement()));
            assertThat(entry.rules())
                    .as(entry.id())
                    .isNotEmpty()
                    .allSatisfy(id -> assertThat(row).contains(Markdown.rule(CATALOGUE.rule(id))));
        }
    }

    @Test
    @DisplayName("every event callback is described")
    void everyEventIsDescribed() {
        assertThat(Chapter.ALL.stream().flatMap(chapter -> chapter.events().stream()))
                .containsExactlyInAnyOrderElementsOf(
                        CATALOGUE.callbacks().stream().map(Callback::name).toList());
    }

    @Test
    @DisplayName("tables are whole, and all pages say that they are generated")
    void pagesAreSound() {
        generated.forEach((name, text) -> {
            if (name.endsWith(".md")) {
                assertThat(text)
                        .as(name)
                        .startsWith("<!-- Generated by ./wsktck guide")
                        .endsWith("\n");
                tablesAreWhole(name, text);
            } else if (name.equals(DrawnDiagrams.FILE)) {
                assertThat(text).startsWith("{\"generated\": \"by ./wsktck guide");
            } else {
                assertThat(text).as(name).startsWith("<svg ").endsWith("</svg>\n");
            }
        });
    }

    private static void tablesAreWhole(String name, String text) {
        int columns = 0;
        for (String line : text.lines().toList()) {
            int found = line.startsWith("|") ? line.replace("\\|", "").split("\\|", -1).length : 0;
            if (columns > 0 && found > 0) {
                assertThat(found).as("%s: %s", name, line).isEqualTo(columns);
            }
            columns = found;
        }
    }

    /** The text from an anchor to the next. */
    private static String entry(String file, String id) {
        String text = generated.getOrDefault(file, "");
        String anchor = "<a id=\"" + Markdown.anchor(id) + "\"></a>";
        int begin = text.indexOf(anchor);
        assertThat(begin).as(id + " in " + file).isNotNegative();
        int end = text.indexOf("<a id=\"", begin + anchor.length());
        return text.substring(begin, end < 0 ? text.length() : end);
    }
}
