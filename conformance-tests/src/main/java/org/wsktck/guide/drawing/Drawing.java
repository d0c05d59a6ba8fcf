package org.wsktck.guide.drawing;

import java.util.List;

/**
 * What is to be drawn.
 *
 * @param title what it shows, for those who cannot see it
 * @param boxes the states, in the order of life: an arrow to an earlier one goes upwards
 * @param edges the arrows between different boxes
 */
public record Drawing(String title, List<Box> boxes, List<Edge> edges) {
    /** Copies the lists. */
    public Drawing {
        boxes = List.copyOf(boxes);
        edges = List.copyOf(edges);
    }

    /**
     * A state.
     *
     * @param name in bold
     * @param inside what happens without leaving it
     * @param starts whether a life begins here
     * @param ends whether nothing leads out of it
     */
    public record Box(String name, List<Line> inside, boolean starts, boolean ends) {
        /** Copies the list. */
        public Box {
            inside = List.copyOf(inside);
        }
    }

    /**
     * An arrow.
     *
     * @param from index of a box
     * @param to index of another box
     * @param lines what makes the step; several when there are several ways
     */
    public record Edge(int from, int to, List<Line> lines) {
        /** Copies the list. */
        public Edge {
            lines = List.copyOf(lines);
        }
    }

    /**
     * A line of text.
     *
     * @param actor who acts
     * @param text what is done
     */
    public record Line(Actor actor, String text) {}

    /** Who acts; each has a colour and a mark. */
    public enum Actor {
        CLIENT,
        PROVIDER,
        NETWORK
    }
}
