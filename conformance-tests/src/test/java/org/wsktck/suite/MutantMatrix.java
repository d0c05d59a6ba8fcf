package org.wsktck.suite;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.wsktck.adapter.mutant.Mutant;
import org.wsktck.adapter.mutant.Mutants;
import org.wsktck.catalogue.Catalogue;
import org.wsktck.oracle.Finding;
import org.wsktck.report.model.CaseResult;
import org.wsktck.report.model.Outcome;
import org.wsktck.suite.scenario.Stories;
import org.wsktck.suite.scenario.Story;
import org.wsktck.target.Target;

/**
 * Which rules the scenarios name when they run against each mutant. The checked-in table is compared by {@link MutantMatrixTest}, which writes it anew when
 * it is run with {@code -Dwsktck.updateMatrix=true}:
 *
 * <pre>mvn -q -pl conformance-tests -am verify -Dtest=MutantMatrixTest -Dsurefire.failIfNoSpecifiedTests=false -Dwsktck.updateMatrix=true</pre>
 *
 * <p>One line per mutant: its rule, a colon, and every rule that was named, in order. Where more than its own rule stands there, one breakage implies another.
 */
final class MutantMatrix {
    /** The table, in the test resources of this module. */
    static final String FILE = "mutant-matrix.txt";

    /** System property that has the table written anew. */
    static final String UPDATE = "wsktck.updateMatrix";

    /** Seed of all runs. */
    static final long SEED = 1;

    private MutantMatrix() {}

    /** Writes the table into the sources; tests run in the folder of their module. */
    static void write(Map<String, Set<String>> named) throws IOException {
        Files.write(Path.of("src", "test", "resources", FILE), lines(named));
    }

    /** The lines of the table. */
    static List<String> lines(Map<String, Set<String>> named) {
        List<String> lines = new ArrayList<>();
        named.forEach((mutant, rules) -> lines.add(mutant + ": " + String.join(" ", rules)));
        return lines;
    }

    /** The checked-in table. */
    static List<String> checkedIn() throws IOException {
        try (var in = MutantMatrix.class.getResourceAsStream("/" + FILE)) {
            if (in == null) {
                throw new IOException(
                        FILE + " is missing from the test resources; run " + MutantMatrix.class.getName());
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    /** Runs all scenarios against all mutants. */
    static Map<String, Set<String>> run() throws Exception {
        Map<String, Set<String>> named = new TreeMap<>();
        for (Mutant mutant : Mutants.all()) {
            named.put(mutant.id(), run(mutant.id()));
        }
        return named;
    }

    private static Set<String> run(String id) throws Exception {
        Set<String> rules = new TreeSet<>();
        try (Target target = Kit.target("mutant:" + id)) {
            Bench bench = new Bench(target, Kit.judges(), Catalogue.standard());
            for (Story story : Stories.scenarios()) {
                CaseResult result = bench.run(Trial.of(story, SEED));
                if (result.outcome().status() == Outcome.Status.ERROR) {
                    throw new IllegalStateException("mutant " + id + " broke the bench in "
                            + story.script().name() + ": " + result.outcome().message());
                }
                result.judgement().findings().stream()
                        .map(Finding::rule)
                        .filter(rule -> !story.deliberate().contains(rule))
                        .forEach(rules::add);
            }
        }
        return rules;
    }
}
