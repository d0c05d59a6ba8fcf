package org.wsktck.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The suite finds every mutant, and names the rule that it breaks. */
class MutantMatrixTest {
    private static Map<String, Set<String>> named = Map.of();

    @BeforeAll
    static void runAll() throws Exception {
        named = MutantMatrix.run();
    }

    @Test
    @DisplayName("the scenarios name the rule of every mutant")
    void everyMutantIsNamed() {
        assertThat(named)
                .isNotEmpty()
                .allSatisfy((mutant, rules) ->
                        assertThat(rules).as("rules named for mutant " + mutant).contains(mutant));
    }

    @Test
    @DisplayName("which other rules are named with it is as in the checked-in table")
    void othersAreAsExpected() throws Exception {
        if (Boolean.getBoolean(MutantMatrix.UPDATE)) {
            MutantMatrix.write(named);
        } else {
            assertThat(MutantMatrix.lines(named))
                    .as("which rules each mutant is named for; if the change is wanted, write the table anew with -D"
                            + MutantMatrix.UPDATE + "=true and look at what differs")
                    .isEqualTo(MutantMatrix.checkedIn());
        }
    }
}
