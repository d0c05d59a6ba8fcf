package org.wsktck.guide.drawing;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something that takes room in a layer: a box, the label of an edge, or a place where an edge passes through. Coordinates are of its centre. */
final class Node {
    final int layer;
    final double width;
    final double height;
    /** Above and below; an edge that spans layers is a chain of nodes. */
    final List<Node> above = new ArrayList<>();

    final List<Node> below = new ArrayList<>();
    /** How much it wants to stand straight below what it hangs on. */
    final double stiffness;

    /** The label of the edge that passes here; the edge runs straight below and above it where it can. Null for boxes and labels. */
    @Nullable
    Node label;

    double x;
    double y;
    double rank;

    Node(int layer, double width, double height, double stiffness) {
        this.layer = layer;
        this.width = width;
        this.height = height;
        this.stiffness = stiffness;
    }

    static void join(Node upper, Node lower) {
        upper.below.add(lower);
        lower.above.add(upper);
    }

    double left() {
        return x - width / 2;
    }

    double right() {
        return x + width / 2;
    }

    double top() {
        return y - height / 2;
    }

    double bottom() {
        return y + height / 2;
    }
}
