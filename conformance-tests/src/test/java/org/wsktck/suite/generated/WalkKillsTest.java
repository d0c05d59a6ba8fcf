package org.wsktck.suite.generated;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.wsktck.adapter.mutant.Mutant;
import org.wsktck.adapter.mutant.Mutants;
import org.wsktck.adapter.reference.ReferenceOptions;
import org.wsktck.adapter.reference.ReferenceTarget;
import org.wsktck.catalogue.Catalogue;
import org.wsktck.catalogue.Rule;
import org.wsktck.oracle.Finding;
import org.wsktck.target.Target;
import org.wsktck.target.TargetException;

/** How many of the mutants walks alone find: each mutant is walked on, by walks of all kinds that its rule concerns, until the rule is named or the walks are used up. */
class WalkKillsTest {
    private static final int MOST_WALKS = Integer.getInteger("wsktck.killwalks", 40);
    /** Of each kind, however many there are. */
    private static final int FEWEST_WALKS = 15;
    /** Measured with 40 walks a mutant, with a margin. */
    private static final int FLOOR_PERCENT = 70;

    @Test
    void walksFindMostMutants() {
        Map<String, String> table = new TreeMap<>();
        int found = 0;
        int walked = 0;
        for (Mutant mutant : Mutants.all()) {
            List<WalkKind> kinds = kinds(mutant);
            if (kinds.isEmpty()) {
                System.out.printf("%-8s left out, since walks make no sockets of its categories%n", mutant.id());
                continue;
            }
            walked++;
            String how = walk(mutant, kinds);
            table.put(mutant.id(), how);
            found += how.startsWith("walk") ? 1 : 0;
        }
        table.forEach((id, how) -> System.out.printf("%-8s %s%n", id, how));
        System.out.printf(
                "walks alone find %d of %d mutants, with %d walks, or %d of each kind%n",
                found, walked, MOST_WALKS, FEWEST_WALKS);
        assertThat(100 * found / walked).isGreaterThanOrEqualTo(FLOOR_PERCENT);
    }

    /** Walks whose sockets are of a category that the rule names. */
    private static List<WalkKind> kinds(Mutant mutant) {
        Rule rule = Catalogue.standard().rule(mutant.id());
        return Stream.of(WalkKind.values())
                .filter(kind -> !Collections.disjoint(rule.categories(), kind.categories()))
                .toList();
    }

    private static String walk(Mutant mutant, List<WalkKind> kinds) {
        Target target = new ReferenceTarget(ReferenceOptions.DEFAULT, mutant);
        String other = "";
        int each = Math.max(FEWEST_WALKS, MOST_WALKS / kinds.size());
        for (int seed = 1; seed <= each; seed++) {
            for (WalkKind kind : kinds) {
                try {
                    Walk walk = Walk.take(kind, target, seed, WalkLayer.STEPS);
                    for (Finding finding : walk.judgement().findings()) {
                        if (finding.rule().equals(mutant.id())) {
                            return "walk " + seed + " over " + kind.what();
                        }
                        other = finding.rule();
                    }
                } catch (TargetException | IllegalStateException e) {
                    other = String.valueOf(e.getMessage());
                }
            }
        }
        return "-"
                + (other.isEmpty() ? "" : "  (but: " + other.lines().findFirst().orElse("") + ")");
    }
}
