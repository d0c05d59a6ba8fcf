package org.wsktck.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.wsktck.report.diagram.TlaText;

class TlaTextTest {
    @Test
    void whatFitsOnALineStaysThere() {
        assertThat(TlaText.pretty("[kind |-> \"enter\",\n cb |-> 1]")).isEqualTo("[kind |-> \"enter\", cb |-> 1]");
    }

    @Test
    void aLongRecordHasALinePerField() {
        String calls = "{[c |-> 1, fn |-> \"WskBind\"], [c |-> 2, fn |-> \"WskControlSocket, really\", odd |-> TRUE]}";
        String pretty = TlaText.pretty("[phase |-> \"open\", calls |-> " + calls + ", labels |-> <<>>, on |-> {}]");

        assertThat(pretty.lines())
                .containsExactly(
                        "[phase |-> \"open\",",
                        " calls |-> {[c |-> 1, fn |-> \"WskBind\"], [c |-> 2,",
                        "     fn |-> \"WskControlSocket, really\", odd |-> TRUE]},",
                        " labels |-> <<>>,",
                        " on |-> {}]");
    }

    @Test
    void nothingIsLostWhateverTheText() {
        String[] texts = {
            "", "[", "]]", "<<1, <<2>>", "{a, \"", "x".repeat(200), "(1 :> 2 @@ 3 :> 4)", "[a |-> {".repeat(40)
        };
        for (String text : texts) {
            assertThat(TlaText.pretty(text).replaceAll("\\s", "")).isEqualTo(text.replaceAll("\\s", ""));
        }
    }
}
