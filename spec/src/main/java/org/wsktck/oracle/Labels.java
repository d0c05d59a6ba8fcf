package org.wsktck.oracle;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Labels of datagrams. Relabelling concerns all datagrams of a label at once, however many they are: datagrams of a label share a root, and a root moves under
 * another.
 */
final class Labels {
    /** A place in the forest; datagrams point to one. */
    static final class Node {
        private @Nullable Node parent;
        private int label;
        private int members;

        private Node(int label) {
            this.label = label;
        }
    }

    private @Nullable Node[] roots = new Node[16];

    /** The node for datagrams that get that label now. */
    Node of(int label) {
        grow(label);
        Node root = roots[label];
        if (root == null) {
            root = new Node(label);
            roots[label] = root;
        }
        return root;
    }

    /** The node for one that gets that label and carried the other, or none. These are counted, see {@link #carried}. */
    Node move(@Nullable Node from, int label) {
        if (from != null) {
            root(from).members--;
        }
        Node to = of(label);
        to.members++;
        return to;
    }

    /** The labels that something carries which was given them by {@link #move}, as a bit mask of label numbers. */
    long carried() {
        long mask = 0;
        for (Node root : roots) {
            if (root != null && root.members > 0) {
                mask |= 1L << root.label;
            }
        }
        return mask;
    }

    private static Node root(Node node) {
        label(node);
        return node.parent == null ? node : node.parent;
    }

    /** The label that datagrams of that node carry now. */
    static int label(Node node) {
        Node root = node;
        while (root.parent != null) {
            root = root.parent;
        }
        Node walk = node;
        while (walk.parent != null) {
            Node up = walk.parent;
            walk.parent = root == walk ? null : root;
            walk = up;
        }
        return root.label;
    }

    /** All datagrams with the one label get the other. */
    void relabel(int from, int to) {
        grow(Math.max(from, to));
        Node moved = roots[from];
        if (moved == null || from == to) {
            return;
        }
        roots[from] = null;
        Node target = roots[to];
        if (target == null) {
            moved.label = to;
            roots[to] = moved;
        } else {
            moved.parent = target;
            target.members += moved.members;
        }
    }

    private void grow(int label) {
        if (label >= roots.length) {
            roots = Arrays.copyOf(roots, Math.max(label + 1, 2 * roots.length));
        }
    }
}
