package org.wsktck.guide.drawing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.wsktck.guide.drawing.Drawing.Actor;
import org.wsktck.guide.drawing.Drawing.Box;
import org.wsktck.guide.drawing.Drawing.Edge;
import org.wsktck.guide.drawing.Drawing.Line;

/** Lays a drawing out and writes it as an SVG document. The same drawing gives the same document everywhere; colours follow the reader's light or dark setting. */
public final class SvgDrawing {
    private static final double NAME_SIZE = 14;
    private static final double TEXT_SIZE = 12;
    private static final double LINE_HEIGHT = 15;
    private static final double PADDING = 10;
    private static final double GAP_ACROSS = 22;
    private static final double GAP_DOWN = 20;
    private static final double MARGIN = 16;
    private static final double START = 7;
    /** Labels are broken into lines of about this width. */
    private static final double LABEL_WIDTH = 175;
    /** Boxes are narrower than a list of statuses would make them. */
    private static final double BOX_WIDTH = 200;
    /** Room beside the mark that tells the actor. */
    private static final double MARK = 12;

    private static final String STYLE = """
            <style>
            svg { --paper: #ffffff; --ink: #1b1f23; --line: #57606a; --box: #f3f5f8; --client: #0b5cad; --provider: #1a7f37; --network: #8a4b00 }
            @media (prefers-color-scheme: dark) { svg { --paper: #0d1117; --ink: #e6edf3; --line: #9198a1; --box: #1c2430; --client: #79b8ff; --provider: #7ee787; --network: #ffb86b } }
            text { font-family: Helvetica, Arial, "Liberation Sans", sans-serif; font-size: 12px; fill: var(--ink) }
            .paper { fill: var(--paper) }
            .name { font-size: 14px; font-weight: bold }
            .box { fill: var(--box); stroke: var(--line); stroke-width: 1.3 }
            .edge { fill: none; stroke: var(--line); stroke-width: 1.3 }
            .head, .start { fill: var(--line) }
            .client { fill: var(--client) }
            .provider { fill: var(--provider) }
            .network { fill: var(--network) }
            path.client { stroke: var(--client); fill: none }
            path.provider { stroke: var(--provider); fill: none }
            path.network { stroke: var(--network); fill: none }
            polygon.client { fill: var(--client) }
            polygon.provider { fill: var(--provider) }
            polygon.network { fill: var(--network) }
            </style>
            """;

    private final Drawing drawing;
    private final List<Node> nodes = new ArrayList<>();
    private final List<Node> boxes = new ArrayList<>();
    private final List<Chain> chains = new ArrayList<>();
    private final StringBuilder out = new StringBuilder();

    private SvgDrawing(Drawing drawing) {
        this.drawing = drawing;
    }

    /** The SVG document, with a line feed at its end. */
    public static String of(Drawing drawing) {
        return new SvgDrawing(drawing).draw();
    }

    /** An edge as the nodes that it passes, from top to bottom. */
    private record Chain(Edge edge, boolean upwards, List<Node> nodes, Node label, List<Part> lines) {}

    /** A line or what continues it; only the first part bears the mark. */
    private record Part(Actor actor, String text, boolean first) {}

    private String draw() {
        int[] layer = layersOfBoxes();
        for (int i = 0; i < drawing.boxes().size(); i++) {
            Box box = drawing.boxes().get(i);
            Node node = new Node(layer[i], widthOf(box), heightOf(box), 1);
            boxes.add(node);
        }
        // A chain's nodes come between those of the boxes, so that the first order is that of life.
        nodes.addAll(boxes);
        drawing.edges().forEach(this::chain);
        Layers layers = new Layers(nodes, GAP_ACROSS, GAP_DOWN);
        layers.place();
        write(layers);
        return out.toString();
    }

    /** The longest way down to each box, in whole steps of two layers: labels stand in the odd ones. */
    private int[] layersOfBoxes() {
        int[] layer = new int[drawing.boxes().size()];
        for (int i = 0; i < layer.length; i++) {
            layer[i] = drawing.boxes().get(i).starts() ? 0 : layer[i];
            for (Edge edge : drawing.edges()) {
                if (Math.min(edge.from(), edge.to()) == i) {
                    int lower = Math.max(edge.from(), edge.to());
                    layer[lower] = Math.max(layer[lower], layer[i] + 2);
                }
            }
        }
        return layer;
    }

    private void chain(Edge edge) {
        boolean upwards = edge.from() > edge.to();
        Node top = boxes.get(Math.min(edge.from(), edge.to()));
        Node bottom = boxes.get(Math.max(edge.from(), edge.to()));
        List<Part> lines = broken(edge.lines());
        int span = bottom.layer - top.layer;
        // The label stands near the end that the step starts from, so that it is read with it.
        int labelled = upwards ? bottom.layer - 1 : top.layer + 1;
        List<Node> passed = new ArrayList<>(List.of(top));
        Node label = top;
        for (int at = top.layer + 1; at < top.layer + span; at++) {
            boolean here = at == labelled;
            Node node = here ? new Node(at, widthOf(lines) + 6, lines.size() * LINE_HEIGHT, 4) : new Node(at, 4, 0, 4);
            if (here) {
                label = node;
            }
            Node.join(last(passed), node);
            passed.add(node);
            nodes.add(node);
        }
        for (Node node : passed.subList(1, passed.size())) {
            node.label = node.equals(label) ? null : label;
        }
        Node.join(last(passed), bottom);
        passed.add(bottom);
        chains.add(new Chain(edge, upwards, passed, label, lines));
    }

    /** Lines no wider than a label should be. */
    private static List<Part> broken(List<Line> lines) {
        List<Part> broken = new ArrayList<>();
        for (Line line : lines) {
            List<String> texts = broken(line.text(), LABEL_WIDTH, TEXT_SIZE);
            for (int i = 0; i < texts.size(); i++) {
                broken.add(new Part(line.actor(), texts.get(i), i == 0));
            }
        }
        return broken;
    }

    private static List<String> broken(String text, double width, double size) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (line.length() > 0 && TextWidth.of(line + " " + word, size) > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.length() == 0 ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    private static double widthOf(List<Part> lines) {
        return lines.stream()
                .mapToDouble(line -> MARK + TextWidth.of(line.text(), TEXT_SIZE))
                .max()
                .orElse(0);
    }

    private static double widthOf(Box box) {
        double name = nameLines(box).stream()
                .mapToDouble(line -> TextWidth.of(line, NAME_SIZE) * 1.08)
                .max()
                .orElse(0);
        return Math.max(90, Math.max(name, widthOf(broken(box.inside()))) + 2 * PADDING);
    }

    private static double heightOf(Box box) {
        double inside = broken(box.inside()).size() * LINE_HEIGHT;
        return 2 * PADDING + nameLines(box).size() * 17 + (inside > 0 ? inside + 8 : 0);
    }

    private static List<String> nameLines(Box box) {
        return broken(box.name(), BOX_WIDTH, NAME_SIZE);
    }

    private void write(Layers layers) {
        double width = layers.width() + 2 * MARGIN;
        double height = layers.height() + 2 * MARGIN + 3 * START;
        add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %s %s\" width=\"%s\" height=\"%s\" role=\"img\">",
                number(width), number(height), number(width), number(height));
        add("<title>%s</title>", escaped(drawing.title()));
        out.append(STYLE);
        add("<rect class=\"paper\" width=\"%s\" height=\"%s\" rx=\"6\"/>", number(width), number(height));
        add("<g transform=\"translate(%s %s)\">", number(MARGIN), number(MARGIN + 3 * START));
        Map<Node, List<Chain>> below = new HashMap<>();
        Map<Node, List<Chain>> above = new HashMap<>();
        for (Chain chain : chains) {
            below.computeIfAbsent(chain.nodes().get(0), n -> new ArrayList<>()).add(chain);
            above.computeIfAbsent(last(chain.nodes()), n -> new ArrayList<>()).add(chain);
        }
        below.values()
                .forEach(list ->
                        list.sort(Comparator.comparingDouble(c -> c.nodes().get(1).x)));
        above.values()
                .forEach(list -> list.sort(
                        Comparator.comparingDouble(c -> c.nodes().get(c.nodes().size() - 2).x)));
        for (Chain chain : chains) {
            Node top = chain.nodes().get(0);
            Node bottom = last(chain.nodes());
            path(
                    layers,
                    chain,
                    port(top, below.getOrDefault(top, List.of()), chain),
                    port(bottom, above.getOrDefault(bottom, List.of()), chain));
        }
        chains.forEach(this::label);
        for (int i = 0; i < boxes.size(); i++) {
            box(drawing.boxes().get(i), boxes.get(i));
        }
        add("</g>");
        add("</svg>");
    }

    private static Node last(List<Node> list) {
        return list.get(list.size() - 1);
    }

    /** Where on the border of a box an edge begins or ends: spread over it, as near as possible to where the edge goes. */
    private static double port(Node box, List<Chain> sharing, Chain chain) {
        int index = sharing.indexOf(chain);
        double room = box.width - 24;
        return box.x - room / 2 + room * (index + 1) / (sharing.size() + 1);
    }

    private void path(Layers layers, Chain chain, double fromX, double toX) {
        List<Node> passed = chain.nodes();
        Node top = passed.get(0);
        Node bottom = last(passed);
        StringBuilder path = new StringBuilder("M" + number(fromX) + " " + number(top.bottom()));
        double x = fromX;
        double y = top.bottom();
        // Straight through the rest of the box's own layer: neighbours may be higher than the box.
        y = straight(path, x, top.y + layers.halfHeight(top.layer), y);
        for (Node node : passed.subList(1, passed.size() - 1)) {
            double half = layers.halfHeight(node.layer);
            curve(path, x, y, node.x, node.y - half);
            x = node.x;
            y = straight(path, x, node.y + half, node.y - half);
        }
        double entry = bottom.y - layers.halfHeight(bottom.layer);
        curve(path, x, y, toX, entry);
        straight(path, toX, bottom.top(), entry);
        String colour = colour(chain.edge());
        add("<path class=\"edge%s\" d=\"%s\"/>", colour.isEmpty() ? "" : " " + colour, path);
        if (chain.upwards()) {
            head(colour, fromX, top.bottom(), 1);
        } else {
            head(colour, toX, bottom.top(), -1);
        }
    }

    private static double straight(StringBuilder path, double x, double to, double from) {
        if (Math.abs(to - from) > 0.1) {
            path.append(" L").append(number(x)).append(' ').append(number(to));
        }
        return to;
    }

    private static void curve(StringBuilder path, double x0, double y0, double x1, double y1) {
        if (Math.abs(x0 - x1) < 0.1) {
            path.append(" L").append(number(x1)).append(' ').append(number(y1));
            return;
        }
        String middle = number((y0 + y1) / 2);
        path.append(" C")
                .append(number(x0))
                .append(' ')
                .append(middle)
                .append(' ')
                .append(number(x1))
                .append(' ')
                .append(middle)
                .append(' ')
                .append(number(x1))
                .append(' ')
                .append(number(y1));
    }

    private void head(String colour, double x, double y, int direction) {
        add(
                "<polygon class=\"head%s\" points=\"%s,%s %s,%s %s,%s\"/>",
                colour.isEmpty() ? "" : " " + colour,
                number(x),
                number(y),
                number(x - 4.5),
                number(y + 9 * direction),
                number(x + 4.5),
                number(y + 9 * direction));
    }

    /** The colour of the one who makes all the steps of an edge; none when several do. */
    private static String colour(Edge edge) {
        List<Actor> actors = edge.lines().stream().map(Line::actor).distinct().toList();
        return actors.size() == 1 ? name(actors.get(0)) : "";
    }

    private void label(Chain chain) {
        Node label = chain.label();
        add(
                "<rect class=\"paper\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\"/>",
                number(label.left()),
                number(label.y - chain.lines().size() * LINE_HEIGHT / 2),
                number(label.width),
                number(chain.lines().size() * LINE_HEIGHT));
        double y = label.y - chain.lines().size() * LINE_HEIGHT / 2;
        for (Part line : chain.lines()) {
            y += LINE_HEIGHT;
            line(line, label.left() + 3, y - 4);
        }
    }

    private void line(Part line, double x, double baseline) {
        String actor = name(line.actor());
        double m = x + 4;
        double y = baseline - 4;
        if (line.first()) {
            switch (line.actor()) {
                case CLIENT ->
                    add(
                            "<polygon class=\"%s\" points=\"%s,%s %s,%s %s,%s\"/>",
                            actor,
                            number(m - 3.5),
                            number(y - 4),
                            number(m + 3.5),
                            number(y),
                            number(m - 3.5),
                            number(y + 4));
                case PROVIDER ->
                    add(
                            "<polygon class=\"%s\" points=\"%s,%s %s,%s %s,%s\"/>",
                            actor,
                            number(m + 3.5),
                            number(y - 4),
                            number(m - 3.5),
                            number(y),
                            number(m + 3.5),
                            number(y + 4));
                case NETWORK ->
                    add("<circle class=\"%s\" cx=\"%s\" cy=\"%s\" r=\"3.5\"/>", actor, number(m), number(y));
            }
        }
        add(
                "<text class=\"%s\" x=\"%s\" y=\"%s\">%s</text>",
                actor, number(x + MARK), number(baseline), escaped(line.text()));
    }

    private void box(Box box, Node node) {
        if (box.starts()) {
            double y = node.top() - 2.6 * START;
            add("<circle class=\"start\" cx=\"%s\" cy=\"%s\" r=\"%s\"/>", number(node.x), number(y), number(START - 1));
            add(
                    "<path class=\"edge\" d=\"M%s %s L%s %s\"/>",
                    number(node.x), number(y), number(node.x), number(node.top()));
            head("", node.x, node.top(), -1);
        }
        add(
                "<rect class=\"box\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" rx=\"9\"/>",
                number(node.left()), number(node.top()), number(node.width), number(node.height));
        if (box.ends()) {
            add(
                    "<rect class=\"edge\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" rx=\"6\"/>",
                    number(node.left() + 3.5),
                    number(node.top() + 3.5),
                    number(node.width - 7),
                    number(node.height - 7));
        }
        double y = node.top() + PADDING;
        for (String name : nameLines(box)) {
            y += 17;
            add(
                    "<text class=\"name\" text-anchor=\"middle\" x=\"%s\" y=\"%s\">%s</text>",
                    number(node.x), number(y - 4), escaped(name));
        }
        if (!box.inside().isEmpty()) {
            y += 4;
            add("<path class=\"edge\" d=\"M%s %s H%s\"/>", number(node.left()), number(y), number(node.right()));
            y += 4;
            for (Part line : broken(box.inside())) {
                y += LINE_HEIGHT;
                line(line, node.left() + PADDING - 2, y - 4);
            }
        }
    }

    private static String name(Actor actor) {
        return actor.name().toLowerCase(Locale.ROOT);
    }

    private void add(String format, Object... values) {
        out.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    private static String number(double value) {
        double rounded = Math.rint(value * 10) / 10;
        return rounded == Math.rint(rounded) ? Long.toString((long) rounded) : Double.toString(rounded);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
