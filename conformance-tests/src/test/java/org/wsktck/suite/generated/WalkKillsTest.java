package org.wsktck.suite.generated;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.wsktck.adapter.mutant.Mutant;
import org.wsktck.adapter.mutant.Mutants;
import org.wsktck.adapter.reference.ReferenceOptions;
import org.wsktck.adapter.reference.ReferenceTarget;
import org.wsktck.catalogue.Catalogue;
import org.wsktck.oracle.Finding;
import org.wsktck.target.Target;
import org.wsktck.target.TargetException;

/**
 * How many of the mutants walks alone find: each mutant is walked on until its rule is named, or the walks are used up.
 *
 * <p>Walks are of datagram sockets and the client object. Mutants of rules that name neither are out of their reach: they are printed as such, and do not count.
 */
class WalkKillsTest {
    private static final int MOST_WALKS = Integer.getInteger("wsktck.killwalks", 40);
    /** Measured with 40 walks a mutant, with a margin. */
    private static final int FLOOR_PERCENT = 60;

    @Test
    void walksFindMostMutants() {
        Map<String, String> table = new TreeMap<>();
        int found = 0;
        int walked = 0;
        for (Mutant mutant : Mutants.all()) {
            if (!isWalked(mutant)) {
                System.out.printf("%-8s left out, since walks make no sockets of its categories%n", mutant.id());
                continue;
            }
            walked++;
            String how = walk(mutant);
            table.put(mutant.id(), how);
            found += how.startsWith("walk") ? 1 : 0;
        }
        table.forEach((id, how) -> System.out.printf("%-8s %s%n", id, how));
        System.out.printf("walks alone find %d of %d mutants, %d walks each at most%n", found, walked, MOST_WALKS);
        assertThat(100 * found / walked).isGreaterThanOrEqualTo(FLOOR_PERCENT);
    }

    /** Walks make the sockets of the categories that the scope names as a whole. */
    private static boolean isWalked(Mutant mutant) {
        Catalogue catalogue = Catalogue.standard();
        return !Collections.disjoint(
                catalogue.rule(mutant.id()).categories(), catalogue.scope().categories());
    }

    private static String walk(Mutant mutant) {
        Target target = new ReferenceTarget(ReferenceOptions.DEFAULT, mutant);
        String other = "";
        for (int seed = 1; seed <= MOST_WALKS; seed++) {
            try {
                Walk walk = Walk.take(WalkKind.DATAGRAM, target, seed, WalkLayer.STEPS);
                for (Finding finding : walk.judgement().findings()) {
                    if (finding.rule().equals(mutant.id())) {
                        return "walk " + seed;
                    }
                    other = finding.rule();
                }
            } catch (TargetException | IllegalStateException e) {
                other = String.valueOf(e.getMessage());
            }
        }
        return "-"
                + (other.isEmpty() ? "" : "  (but: " + other.lines().findFirst().orElse("") + ")");
    }
}
