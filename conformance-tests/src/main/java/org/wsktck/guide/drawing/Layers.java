package org.wsktck.guide.drawing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/**
 * Places nodes that already have their layer: an order within each layer with few crossings, then coordinates that keep edges straight. The method is the one of Sugiyama: sweeps by
 * the mean of the neighbours, then regression under the constraint that nothing overlaps.
 */
final class Layers {
    private static final int ORDER_SWEEPS = 60;
    private static final int PLACE_SWEEPS = 400;
    private static final int STRAIGHTEN_SWEEPS = 40;

    private final List<List<Node>> layers = new ArrayList<>();
    private final double gapAcross;
    private final double gapDown;

    /**
     * Begins with the order in which the nodes come.
     *
     * @param gapAcross least space between neighbours, in pixels
     * @param gapDown space between layers, in pixels
     */
    Layers(List<Node> nodes, double gapAcross, double gapDown) {
        this.gapAcross = gapAcross;
        this.gapDown = gapDown;
        for (Node node : nodes) {
            while (layers.size() <= node.layer) {
                layers.add(new ArrayList<>());
            }
            layers.get(node.layer).add(node);
        }
    }

    void place() {
        order();
        across();
        down();
    }

    double width() {
        return layers.stream()
                .flatMap(List::stream)
                .mapToDouble(Node::right)
                .max()
                .orElse(0);
    }

    double height() {
        return layers.stream()
                .flatMap(List::stream)
                .mapToDouble(Node::bottom)
                .max()
                .orElse(0);
    }

    /** Height of the layer's highest node, halved: edges run straight within it. */
    double halfHeight(int layer) {
        return layers.get(layer).stream().mapToDouble(n -> n.height).max().orElse(0) / 2;
    }

    private void order() {
        number();
        List<List<Node>> best = copy();
        long fewest = crossings();
        for (int sweep = 0; sweep < ORDER_SWEEPS && fewest > 0; sweep++) {
            boolean downwards = sweep % 2 == 0;
            for (int i = 0; i < layers.size(); i++) {
                List<Node> layer = layers.get(downwards ? i : layers.size() - 1 - i);
                Function<Node, List<Node>> fixed = downwards ? n -> n.above : n -> n.below;
                layer.forEach(n -> n.rank = mean(fixed.apply(n), n.x));
                layer.sort(Comparator.comparingDouble(n -> n.rank));
                number(layer);
            }
            swapNeighbours();
            long found = crossings();
            if (found < fewest) {
                fewest = found;
                best = copy();
            }
        }
        for (int i = 0; i < layers.size(); i++) {
            layers.set(i, best.get(i));
            number(best.get(i));
        }
    }

    private List<List<Node>> copy() {
        List<List<Node>> copy = new ArrayList<>();
        layers.forEach(layer -> copy.add(new ArrayList<>(layer)));
        return copy;
    }

    private void number() {
        layers.forEach(Layers::number);
    }

    private static void number(List<Node> layer) {
        for (int i = 0; i < layer.size(); i++) {
            layer.get(i).x = i;
        }
    }

    private static double mean(List<Node> nodes, double otherwise) {
        return nodes.stream().mapToDouble(n -> n.x).average().orElse(otherwise);
    }

    /** Swaps neighbours as long as that takes crossings away. */
    private void swapNeighbours() {
        boolean better = true;
        while (better) {
            better = false;
            for (List<Node> layer : layers) {
                for (int i = 0; i + 1 < layer.size(); i++) {
                    Node left = layer.get(i);
                    Node right = layer.get(i + 1);
                    if (crossings(left, right) > crossings(right, left)) {
                        layer.set(i, right);
                        layer.set(i + 1, left);
                        number(layer);
                        better = true;
                    }
                }
            }
        }
    }

    private static long crossings(Node left, Node right) {
        return crossings(left.above, right.above) + crossings(left.below, right.below);
    }

    private static long crossings(List<Node> ofLeft, List<Node> ofRight) {
        return ofLeft.stream()
                .mapToLong(l -> ofRight.stream().filter(r -> r.x < l.x).count())
                .sum();
    }

    private long crossings() {
        long all = 0;
        for (List<Node> layer : layers) {
            for (int i = 0; i < layer.size(); i++) {
                for (int j = i + 1; j < layer.size(); j++) {
                    all += crossings(layer.get(i).below, layer.get(j).below);
                }
            }
        }
        return all;
    }

    private void across() {
        for (List<Node> layer : layers) {
            double x = 0;
            for (Node node : layer) {
                node.x = x + node.width / 2;
                x += node.width + gapAcross;
            }
        }
        for (int sweep = 0; sweep < PLACE_SWEEPS; sweep++) {
            for (int i = 0; i < layers.size(); i++) {
                settle(layers.get(sweep % 2 == 0 ? i : layers.size() - 1 - i), Layers::amongNeighbours);
            }
        }
        for (int sweep = 0; sweep < STRAIGHTEN_SWEEPS; sweep++) {
            layers.forEach(layer -> settle(layer, Layers::belowItsLabel));
        }
        double least = layers.stream()
                .flatMap(List::stream)
                .mapToDouble(Node::left)
                .min()
                .orElse(0);
        layers.forEach(layer -> layer.forEach(n -> n.x = Math.rint(n.x - least)));
    }

    /** Moves the nodes of a layer as near as possible to where they wish to be, in their order and without overlap: isotonic regression. */
    private void settle(List<Node> layer, Function<Node, double[]> wishes) {
        int count = layer.size();
        double[] offset = new double[count];
        double[] sum = new double[count];
        double[] weight = new double[count];
        int[] size = new int[count];
        int blocks = 0;
        for (int i = 0; i < count; i++) {
            Node node = layer.get(i);
            offset[i] = i == 0 ? 0 : offset[i - 1] + layer.get(i - 1).width / 2 + gapAcross + node.width / 2;
            double[] wish = wishes.apply(node);
            sum[blocks] = (wish[0] - offset[i]) * wish[1];
            weight[blocks] = wish[1];
            size[blocks] = 1;
            blocks++;
            while (blocks > 1 && sum[blocks - 2] / weight[blocks - 2] > sum[blocks - 1] / weight[blocks - 1]) {
                sum[blocks - 2] += sum[blocks - 1];
                weight[blocks - 2] += weight[blocks - 1];
                size[blocks - 2] += size[blocks - 1];
                blocks--;
            }
        }
        int next = 0;
        for (int b = 0; b < blocks; b++) {
            for (int i = 0; i < size[b]; i++, next++) {
                layer.get(next).x = sum[b] / weight[b] + offset[next];
            }
        }
    }

    /** In the middle of those it hangs on: where, and how much it wishes that. */
    private static double[] amongNeighbours(Node node) {
        double sum = 0;
        double weight = 0;
        for (List<Node> side : Arrays.asList(node.above, node.below)) {
            for (Node other : side) {
                double w = node.stiffness * other.stiffness;
                sum += other.x * w;
                weight += w;
            }
        }
        return weight == 0 ? new double[] {node.x, 0.01} : new double[] {sum / weight, weight};
    }

    /** An edge that passes goes where its label is; all others stay. */
    private static double[] belowItsLabel(Node node) {
        return node.label == null ? new double[] {node.x, 6} : new double[] {node.label.x, 4};
    }

    private void down() {
        double y = 0;
        for (int i = 0; i < layers.size(); i++) {
            double half = halfHeight(i);
            double middle = y + half;
            layers.get(i).forEach(n -> n.y = middle);
            y += 2 * half + gapDown;
        }
    }
}
