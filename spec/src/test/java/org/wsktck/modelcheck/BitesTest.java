package org.wsktck.modelcheck;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wsktck.catalogue.Catalogue;
import org.wsktck.catalogue.Level;
import org.wsktck.catalogue.Obligation;
import org.wsktck.catalogue.Observability;
import org.wsktck.catalogue.Rule;
import org.wsktck.oracle.Finding;
import org.wsktck.oracle.Oracle;
import org.wsktck.oracle.TraceJudge;
import org.wsktck.trace.Observation;
import org.wsktck.trace.TraceReader;

/**
 * Every rule of the provider bites: TLC found a behaviour that gives it an occasion, and with the rule lifted one that breaks it. The behaviours that break,
 * exported by {@link BiteExporter}, break the same rules as traces before the oracle.
 */
class BitesTest {
    private static final BiteExporter.Index INDEX = index();

    private static BiteExporter.Index index() {
        try (InputStream in = Objects.requireNonNull(BitesTest.class.getResourceAsStream("/bites/bites.json"))) {
            return new ObjectMapper().readValue(in, BiteExporter.Index.class);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Rules that a provider can break and an observer can see. */
    static Stream<String> rules() {
        return Catalogue.standard().inScope().stream()
                .filter(rule -> rule.obligation() == Obligation.PROVIDER)
                .filter(rule -> rule.level() != Level.MAY)
                .filter(rule -> rule.observability() != Observability.UNOBSERVABLE)
                .map(Rule::id);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void tlcFoundABehaviourThatBreaksIt(String rule) throws Exception {
        BiteExporter.Bite bite = INDEX.bites().get(rule);
        assertThat(bite).as("a behaviour that breaks %s", rule).isNotNull();
        assertThat(bite.breaks()).contains(rule);

        TraceJudge judge = Oracle.standard().judge();
        Set<String> broken = new TreeSet<>();
        try (TraceReader reader = TraceReader.open(trace(rule))) {
            for (Observation o = reader.next(); o != null; o = reader.next()) {
                judge.accept(o).stream().map(Finding::rule).forEach(broken::add);
            }
        }

        assertThat(broken)
                .as("rules broken in the trace of %s", rule)
                .containsExactlyElementsOf(new TreeSet<>(bite.breaks()));
    }

    private static Path trace(String rule) throws Exception {
        return Path.of(Objects.requireNonNull(BitesTest.class.getResource("/bites/" + rule + ".ndjson"))
                .toURI());
    }

    /** CLI-05 speaks of calls of WskClientEvent, which no lawful provider makes (CLI-03). */
    @ParameterizedTest
    @MethodSource("rules")
    void aLawfulBehaviourGivesItAnOccasion(String rule) {
        if (Catalogue.standard().rule(rule).observability() == Observability.DIRECT) {
            assertThat(INDEX.occasions()).contains(rule);
        }
    }

    @Test
    void nothingElseIsInTheIndex() {
        assertThat(INDEX.bites().keySet()).isEqualTo(new TreeSet<>(rules().toList()));
        assertThat(Map.copyOf(INDEX.bites())).isNotEmpty();
    }
}
