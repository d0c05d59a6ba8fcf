package org.wsktck.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** No sentence and no table row of the page "Winsock Kernel Events" is left out. The page's text is not in this repository; its shape is written down here. */
class CoverageTest {
    private static final List<Coverage> COVERAGE = Catalogue.standard().coverage();

    /** The parts of the page in order, with the number of sentences or of table rows in each. */
    private static final Map<String, Integer> PAGE = page();

    private static Map<String, Integer> page() {
        Map<String, Integer> page = new LinkedHashMap<>();
        page.put("introduction", 2);
        page.put("note", 4);
        page.put("categories", 1);
        page.put("basic sockets", 1);
        page.put("listening sockets, table", 3);
        page.put("listening sockets, footnote", 2);
        page.put("datagram sockets, table", 1);
        page.put("connection-oriented sockets, table", 3);
        page.put("default state", 3);
        page.put("extension interfaces", 2);
        page.put("client events", 4);
        page.put("waiting in callbacks", 2);
        return page;
    }

    @Test
    @DisplayName("every sentence and every row of the page has an entry, in the page's order")
    void everySentenceAndEveryRowIsThere() {
        Map<String, TreeSet<Integer>> found = new LinkedHashMap<>();
        COVERAGE.forEach(entry ->
                found.computeIfAbsent(entry.part(), part -> new TreeSet<>()).add(entry.item()));
        assertThat(found.keySet()).containsExactlyElementsOf(PAGE.keySet());
        PAGE.forEach((part, count) ->
                assertThat(found.get(part)).as(part).hasSize(count).contains(1, count));
    }

    @Test
    @DisplayName("every entry maps to rules that exist, and its id is unique")
    void everyEntryMapsToRules() {
        assertThat(COVERAGE).extracting(Coverage::id).doesNotHaveDuplicates();
        assertThat(COVERAGE)
                .allSatisfy(entry ->
                        assertThat(entry.rules()).as(entry.id()).isNotEmpty().allMatch(Catalogue.standard()::has));
    }

    @Test
    @DisplayName("the rows of the tables are the callbacks of the sockets, each in the table of its category")
    void theRowsAreTheCallbacks() {
        assertThat(COVERAGE.stream().map(Coverage::event).filter(Objects::nonNull))
                .containsExactlyInAnyOrderElementsOf(Catalogue.standard().callbacks().stream()
                        .map(Callback::name)
                        .filter(name -> !name.equals("WskClientEvent"))
                        .toList());
        for (Coverage entry : COVERAGE) {
            assertThat(entry.event() != null)
                    .as(entry.id())
                    .isEqualTo(entry.part().endsWith(", table"));
            if (entry.event() != null) {
                Callback callback = Catalogue.standard().callbacks().stream()
                        .filter(known -> known.name().equals(entry.event()))
                        .findFirst()
                        .orElseThrow();
                assertThat(callback.categories().stream().map(Category::text))
                        .as(entry.id())
                        .anyMatch(category -> entry.part().startsWith(category));
            }
        }
    }
}
