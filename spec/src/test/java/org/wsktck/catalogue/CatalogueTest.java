package org.wsktck.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CatalogueTest {
    private static final Catalogue CATALOGUE = Catalogue.standard();

    @Test
    void idsAreUniqueAndNumberedUpwardsWithinTheirGroup() {
        Set<String> groups = new HashSet<>();
        String previous = "";
        for (Rule rule : CATALOGUE.rules()) {
            if (previous.startsWith(rule.group())) {
                assertThat(rule.id()).isGreaterThan(previous);
            } else {
                assertThat(groups.add(rule.group()))
                        .as("group %s stands together", rule.group())
                        .isTrue();
            }
            previous = rule.id();
        }
        assertThat(CATALOGUE.rules()).hasSize(197);
    }

    @Test
    void scopeOfThisRelease() {
        List<Rule> rules = CATALOGUE.inScope();
        assertThat(rules).hasSize(197).extracting(Rule::id).contains("CON-16", "CON-17", "DGM-08", "CLI-07");
        assertThat(CATALOGUE.inScope(Category.CLIENT))
                .allSatisfy(rule -> assertThat(rule.categories()).contains(Category.CLIENT))
                .extracting(Rule::id)
                .contains("CLI-07", "CTX-01")
                .doesNotContain("DGM-08");
    }

    @Test
    void everyIdThatTheTextNamesExists() {
        Stream<String> named = Stream.of(
                        CATALOGUE.ambiguities().stream().map(Ambiguity::rules).flatMap(Collection::stream),
                        CATALOGUE.coverage().stream().map(Coverage::rules).flatMap(Collection::stream),
                        CATALOGUE.scope().rules().stream())
                .flatMap(ids -> ids);
        assertThat(named).allSatisfy(id -> assertThat(CATALOGUE.has(id)).as(id).isTrue());
    }

    @Test
    void rulesThatCannotBeJudgedDirectlySayWhy() {
        assertThat(CATALOGUE.rules())
                .allSatisfy(rule -> assertThat(rule.reason() == null)
                        .as(rule.id())
                        .isEqualTo(rule.observability() == Observability.DIRECT));
        assertThat(idsOf(Observability.LATENT))
                .containsExactly("BKL-01", "BKL-02", "EXT-03", "EXT-05", "CLI-04", "CLI-05");
        assertThat(idsOf(Observability.UNOBSERVABLE)).containsExactly("ENA-20", "CLI-02", "CLI-11", "CLI-12");
    }

    private static List<String> idsOf(Observability observability) {
        return CATALOGUE.inScope().stream()
                .filter(rule -> rule.observability() == observability)
                .map(Rule::id)
                .toList();
    }

    @Test
    void shouldAndHeaderRulesOnlyWarn() {
        assertThat(CATALOGUE.rule("DGM-18").isWarningOnly()).isTrue();
        assertThat(CATALOGUE.rule("CTX-08").isWarningOnly()).isTrue();
        assertThat(CATALOGUE.rule("DGM-08").isWarningOnly()).isFalse();
    }

    @Test
    void conformanceHangsOnProviderMustRulesThatCanBeSeen() {
        assertThat(CATALOGUE.rule("DGM-08").isRequired()).isTrue();
        assertThat(CATALOGUE.rule("CLI-05").isRequired()).as("latent").isFalse();
        assertThat(CATALOGUE.rule("DGM-05").isRequired()).as("client's").isFalse();
        assertThat(CATALOGUE.rule("DGM-12").isRequired()).as("latitude").isFalse();
    }

    @Test
    void constantsCarryTheValuesOfTheHeaders() {
        assertThat(CATALOGUE.constants())
                .filteredOn(constant -> constant.name().equals("STATUS_EVENT_PENDING"))
                .singleElement()
                .extracting(Constant::value)
                .isEqualTo("0x40000013");
    }

    @Test
    void hashIsOneOfTheBytes() throws Exception {
        byte[] rules = resource(Catalogue.RULES);
        byte[] scope = resource(Catalogue.SCOPE);
        assertThat(Catalogue.read(rules, scope).hash())
                .isEqualTo(CATALOGUE.hash())
                .matches("[0-9a-f]{64}");
        byte[] other =
                (new String(rules, StandardCharsets.UTF_8) + "# one more line\n").getBytes(StandardCharsets.UTF_8);
        assertThat(Catalogue.read(other, scope).hash()).isNotEqualTo(CATALOGUE.hash());
    }

    @Test
    void unknownIdSaysWhatToDo() {
        assertThatThrownBy(() -> CATALOGUE.rule("DGM-99"))
                .hasMessage("no rule DGM-99 in the catalogue; ids look like DGM-08, `wsktck rules` lists them");
    }

    @Test
    void unknownWordNamesTheRuleAndTheChoices() throws Exception {
        byte[] scope = resource(Catalogue.SCOPE);
        byte[] rules = new String(resource(Catalogue.RULES), StandardCharsets.UTF_8)
                .replaceFirst("level: must", "level: shall")
                .getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> Catalogue.read(rules, scope))
                .hasMessage("catalogue: Level is one of [must, should, may], found \"shall\" in GEN-01");
    }

    private static byte[] resource(String name) throws Exception {
        try (var in = Catalogue.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        }
    }
}
