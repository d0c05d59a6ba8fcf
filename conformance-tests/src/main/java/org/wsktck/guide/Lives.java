package org.wsktck.guide;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.wsktck.guide.drawing.Drawing;
import org.wsktck.guide.drawing.Drawing.Actor;
import org.wsktck.guide.drawing.Drawing.Box;
import org.wsktck.guide.drawing.Drawing.Edge;
import org.wsktck.guide.drawing.Drawing.Line;
import org.wsktck.modelcheck.DiagramModel.Phase;
import org.wsktck.modelcheck.StateDiagram;
import org.wsktck.modelcheck.StateDiagram.Arrow;

/** From a projection of a model to a drawing: steps between the same phases share an arrow, callbacks that are entered within a phase are written into its box. */
final class Lives {
    private static final String RETURNS = " returns ";

    private Lives() {}

    /** The drawing of that diagram. */
    static Drawing drawing(StateDiagram diagram) {
        List<String> phases = diagram.model().phases().stream().map(Phase::name).toList();
        List<Box> boxes = new ArrayList<>();
        List<Edge> edges = new ArrayList<>();
        for (String phase : phases) {
            List<Arrow> within = diagram.arrows().stream()
                    .filter(arrow -> arrow.from().equals(phase) && !arrow.leaves() && isEntry(arrow))
                    .toList();
            boolean left =
                    diagram.arrows().stream().anyMatch(arrow -> arrow.from().equals(phase) && arrow.leaves());
            boxes.add(new Box(phase, lines(within), diagram.starts().contains(phase), !left));
        }
        Map<List<Integer>, List<Arrow>> shared = new LinkedHashMap<>();
        for (Arrow arrow : diagram.arrows()) {
            if (arrow.leaves()) {
                shared.computeIfAbsent(
                                List.of(phases.indexOf(arrow.from()), phases.indexOf(arrow.to())),
                                ends -> new ArrayList<>())
                        .add(arrow);
            }
        }
        shared.forEach((ends, arrows) -> edges.add(new Edge(ends.get(0), ends.get(1), lines(arrows))));
        return new Drawing(diagram.model().title(), boxes, edges);
    }

    /** Who acts at an observation of that kind. */
    static Actor actor(Arrow arrow) {
        return switch (arrow.kind()) {
            case "call", "exit", "closed" -> Actor.CLIENT;
            case "return", "irp", "enter" -> Actor.PROVIDER;
            default -> Actor.NETWORK;
        };
    }

    private static boolean isEntry(Arrow arrow) {
        return arrow.kind().equals("enter");
    }

    /** One line for each label; what the same function or callback returns stands in one. */
    private static List<Line> lines(List<Arrow> arrows) {
        Map<String, Set<String>> returned = new LinkedHashMap<>();
        Map<String, Actor> actors = new LinkedHashMap<>();
        for (Arrow arrow : arrows) {
            int at = arrow.label().indexOf(RETURNS);
            String head = at < 0 ? arrow.label() : arrow.label().substring(0, at + RETURNS.length());
            Set<String> values = returned.computeIfAbsent(head, h -> new TreeSet<>());
            if (at >= 0) {
                values.add(arrow.label().substring(head.length()));
            }
            actors.put(head, actor(arrow));
        }
        List<Line> lines = new ArrayList<>();
        returned.forEach((head, values) ->
                lines.add(new Line(actors.getOrDefault(head, Actor.NETWORK), head + String.join(" or ", values))));
        return lines;
    }
}
