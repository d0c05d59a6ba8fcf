package org.wsktck.suite.generated;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.wsktck.adapter.mutant.Mutant;
import org.wsktck.adapter.mutant.Mutants;
import org.wsktck.adapter.reference.ReferenceOptions;
import org.wsktck.adapter.reference.ReferenceTarget;
import org.wsktck.oracle.Finding;
import org.wsktck.target.Target;
import org.wsktck.target.TargetException;

/** How many of the mutants walks alone find: each mutant is walked on until its rule is named, or the walks are used up.
 *
 * <p>Walks are of datagram sockets and the client object. Mutants whose mistake is about connection-oriented sockets are out of their reach: the table
 * shows them as such, and they do not count. {@link #OUT_OF_REACH} names their groups and, of groups that both categories share, their rules.
 */
class WalkKillsTest {
    private static final int MOST_WALKS = Integer.getInteger("wsktck.killwalks", 40);
    /** Measured with 40 walks a mutant, with a margin. */
    private static final int FLOOR_PERCENT = 60;

    /** Groups and rules of categories that walks know nothing of: connection-oriented sockets. CON-17 is about lists of datagrams too. */
    private static final List<String> OUT_OF_REACH = List.of("CON", "DSC", "BKL", "CLS-07", "ENA-17");

    private static final List<String> WITHIN_REACH_ALL_THE_SAME = List.of("CON-17");

    private static boolean outOfReach(Mutant mutant) {
        return OUT_OF_REACH.stream().anyMatch(mutant.id()::startsWith)
                && !WITHIN_REACH_ALL_THE_SAME.contains(mutant.id());
    }

    @Test
    void walksFindMostMutants() {
        Map<String, String> table = new TreeMap<>();
        int found = 0;
        int walked = 0;
        for (Mutant mutant : Mutants.all()) {
            if (outOfReach(mutant)) {
                table.put(mutant.id(), "out of reach: walks are of datagram sockets");
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

    private static String walk(Mutant mutant) {
        Target target = new ReferenceTarget(ReferenceOptions.DEFAULT, mutant);
        String other = "";
        for (int seed = 1; seed <= MOST_WALKS; seed++) {
            try {
                Walk walk = Walk.take(target, seed, WalkLayer.STEPS);
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
