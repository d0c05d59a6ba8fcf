package org.wsktck.modelcheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.wsktck.modelcheck.DiagramModel.Phase;
import org.wsktck.modelcheck.StateDiagram.Arrow;

class StateDiagramTest {
    private static final DiagramModel MODEL =
            new DiagramModel("D", "c", "t", List.of(new Phase("off", "o"), new Phase("on", "i")));

    private static final String OUTPUT = """
            <<"start", "off">>
            << "arrow", "call", "off",
               "enable", "on", {"ENA_01", "ENA_04"} >>
            <<"arrow", "call", "off", "enable", "on", {"GEN_05"}>>
            <<"arrow", "enter", "on", "callback", "on", {}>>
            4 states generated, 2 distinct states found, 0 states left on queue.
            """;

    @Test
    void joinsTheRulesOfTheSameStepAndKeepsTheOrderOfPhases() {
        StateDiagram diagram = StateDiagram.parse(MODEL, OUTPUT, 2);
        assertThat(diagram.starts()).containsExactly("off");
        assertThat(diagram.arrows())
                .containsExactly(
                        new Arrow("call", "off", "enable", "on", Set.of("ENA-01", "ENA-04", "GEN-05")),
                        new Arrow("enter", "on", "callback", "on", Set.of()));
        assertThat(diagram.arrows()).extracting(Arrow::leaves).containsExactly(true, false);
    }

    @Test
    void aPhaseThatIsNotListedIsToldAndSoIsOneThatIsNeverMet() {
        assertThatThrownBy(() -> StateDiagram.parse(MODEL, OUTPUT.replace("\"on\"", "\"half\""), 2))
                .isInstanceOf(ModelCheckException.class)
                .hasMessageContaining("[half, off]")
                .hasMessageContaining("[off, on]");
    }
}
