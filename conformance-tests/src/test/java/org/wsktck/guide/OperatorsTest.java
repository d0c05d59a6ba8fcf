package org.wsktck.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.wsktck.guide.Operators.Operator;

class OperatorsTest {
    private static final String MODULE = """
            ---- MODULE Some ----
            ABC_01(s, e) == Judge(TRUE, e.ok)
            ABC_01_Quiesce(s) == Judge(FALSE, FALSE)

            Helper(s) == TRUE
            ABC_02(s, e) ==
                CASE e.kind = "enter" -> "kept"
                  [] OTHER            -> "silent"

            SomeVerdicts(s, e) ==
                CASE e.kind = "call" /\\ e.fn # "x" -> [ABC_02 |-> ABC_02(s, e)]
                  [] e.kind \\in {"enter", "exit"} ->
                       LET x == 1 IN [
                        ABC_01 |-> ABC_01(s, e), ABC_02 |-> ABC_02(s, e)]
                  [] e.kind = "quiesce" -> [ABC_01 |-> ABC_01_Quiesce(s)]
                  [] OTHER -> Silent
            ====
            """;

    private static Operators read(String text) {
        return new Operators(new TreeMap<>(Map.of("Some.tla", text, "MC_Some.tla", "ABC_03(s, e) == TRUE\n")));
    }

    @Test
    void findsOperatorsByTheirRuleAndLeavesModelsOut() {
        Operators operators = read(MODULE);
        assertThat(operators.of("ABC-01"))
                .containsExactly(new Operator("ABC_01", "Some.tla"), new Operator("ABC_01_Quiesce", "Some.tla"));
        assertThat(operators.of("ABC-03")).isEmpty();
        assertThat(operators.count()).isEqualTo(3);
        assertThat(operators.rules()).isEqualTo(2);
    }

    @Test
    void tellsWhenARuleIsJudgedFromTheTablesAlone() {
        Operators operators = read(MODULE);
        assertThat(operators.judged("ABC-01"))
                .containsExactly("the entry of a callback", "the return of a callback", "quiescence");
        assertThat(operators.judged("ABC-02"))
                .containsExactly("a call of the client", "the entry of a callback", "the return of a callback");
        assertThat(operators.judged("ABC-03")).isEmpty();
    }

    @Test
    void refusesAKindThatItCannotTell() {
        assertThatThrownBy(() -> read(MODULE.replace("\"quiesce\"", "\"doze\"")))
                .hasMessageContaining("SomeVerdicts judges ABC_01");
    }
}
