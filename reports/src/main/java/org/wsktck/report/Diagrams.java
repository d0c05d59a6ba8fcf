package org.wsktck.report;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.wsktck.report.diagram.DiagramException;
import org.wsktck.report.diagram.SequenceDiagram;
import org.wsktck.report.model.CaseResult;

/** Diagrams of cases, each drawn once. After a limit, and where drawing fails, there is none: the trace says the same. */
final class Diagrams {
    private final int limit;
    private final Map<String, Optional<String>> drawn = new HashMap<>();
    private String failure = "";

    /** Draws at most that many. */
    Diagrams(int limit) {
        this.limit = limit;
    }

    /** The diagram of a case as SVG. */
    Optional<String> of(CaseResult result) {
        Optional<String> known = drawn.get(result.name());
        if (known != null) {
            return known;
        }
        if (result.observations().isEmpty() || drawn.size() >= limit) {
            return Optional.empty();
        }
        Optional<String> svg = draw(result);
        drawn.put(result.name(), svg);
        return svg;
    }

    private Optional<String> draw(CaseResult result) {
        try {
            return Optional.of(SequenceDiagram.of(result.observations(), RunReport.undeliberate(result))
                    .svg());
        } catch (DiagramException e) {
            failure = String.valueOf(e.getMessage());
            return Optional.empty();
        }
    }

    /** How drawing failed, or empty when it did not. */
    String failure() {
        return failure;
    }
}
