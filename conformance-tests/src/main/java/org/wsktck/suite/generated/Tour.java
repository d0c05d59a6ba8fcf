package org.wsktck.suite.generated;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.wsktck.oracle.Judgement;
import org.wsktck.oracle.TourPlace;
import org.wsktck.target.Script;
import org.wsktck.target.Target;
import org.wsktck.target.TargetException;

/**
 * Tours one part of the graph with the target in the loop: takes every step that client, callbacks and network can take from every stable state that the target
 * lets them reach. The target's answers decide which state comes next, so the plan is made anew after each step.
 */
final class Tour {
    private static final int LONGEST_DETOUR = 6;
    private static final int LONGEST_SEGMENT = 150;
    private static final int MOST_MISSES = 12;

    /**
     * A session of the tour.
     *
     * @param script what was done
     * @param seed seed of the session
     * @param judgement what the oracle said
     */
    record Segment(Script script, long seed, Judgement judgement) {}

    private final Target target;
    private final TourModel model;
    private final long seed;
    private final Map<List<TourPlace>, TourNode> nodes = new LinkedHashMap<>();
    private final List<Segment> segments = new ArrayList<>();
    private int given;

    Tour(Target target, TourModel model, long seed) {
        this.target = target;
        this.model = model;
        this.seed = seed;
    }

    List<Segment> segments() {
        return segments;
    }

    Map<List<TourPlace>, TourNode> nodes() {
        return nodes;
    }

    long coverable() {
        return nodes.values().stream().mapToLong(node -> node.moves.size()).sum();
    }

    long covered() {
        return nodes.values().stream().mapToLong(TourNode::covered).sum();
    }

    long steps() {
        return segments.stream()
                .mapToLong(segment -> segment.script().steps().size())
                .sum();
    }

    /** Tours until all is covered, nothing more can be reached, or the condition says stop. */
    void run(BooleanSupplier stop) throws TargetException {
        TourNode goal = null;
        do {
            segment(goal, stop);
            goal = goal();
        } while (goal != null && !stop.getAsBoolean());
    }

    /** A state that has something left, the one with the shortest way first; null when there is none that can be reached. */
    private @Nullable TourNode goal() {
        TourNode best = null;
        for (TourNode node : nodes.values()) {
            if (!node.complete()
                    && node.misses < MOST_MISSES
                    && (best == null
                            || node.witness.path().size() < best.witness.path().size())) {
                best = node;
            }
        }
        return best;
    }

    @SuppressWarnings("try") // what happens while the session closes belongs to the segment
    private void segment(@Nullable TourNode goal, BooleanSupplier stop) throws TargetException {
        long sessionSeed =
                goal == null ? seed : goal.misses == 0 && goal.hasUntried() ? goal.witness.seed() : seed + 1 + given;
        int number = ++given;
        try (TourWalk walk = new TourWalk(target, model, sessionSeed)) {
            if (goal != null && !lead(walk, goal)) {
                goal.misses++;
            }
            explore(walk, stop);
            walk.end();
            walk.close();
            segments.add(
                    new Segment(walk.script(number), sessionSeed, walk.run().judgement()));
        }
    }

    /** Follows the way to a state; false when the target went another way. */
    private boolean lead(TourWalk walk, TourNode goal) throws TargetException {
        for (Move move : goal.witness.path()) {
            TourNode here = node(walk);
            if (here == goal || !here.moves.contains(move) || !take(walk, here, move)) {
                break;
            }
        }
        return node(walk) == goal;
    }

    private void explore(TourWalk walk, BooleanSupplier stop) throws TargetException {
        // The way to the goal may be as long as a segment; something has to be done there all the same.
        int most = Math.max(LONGEST_SEGMENT, walk.length() + 1);
        while (!stop.getAsBoolean() && walk.length() < most) {
            TourNode here = node(walk);
            int index = here.next();
            Move move = index >= 0 ? here.moves.get(index) : towards(here);
            if (move == null) {
                return;
            }
            if (!take(walk, here, move)) {
                here.failed(move);
                return;
            }
        }
    }

    private boolean take(TourWalk walk, TourNode here, Move move) throws TargetException {
        if (!walk.take(move)) {
            return false;
        }
        here.took(move, node(walk).place);
        return true;
    }

    private TourNode node(TourWalk walk) {
        return nodes.computeIfAbsent(walk.place(), place -> new TourNode(place, walk.moves(), walk.witness()));
    }

    /** The first move of the shortest way, as far as is known, to a state that has something left. */
    private @Nullable Move towards(TourNode from) {
        Map<List<TourPlace>, Move> first = new HashMap<>();
        Map<List<TourPlace>, Integer> distance = new HashMap<>();
        Deque<TourNode> open = new ArrayDeque<>(List.of(from));
        distance.put(from.place, 0);
        while (!open.isEmpty()) {
            TourNode node = open.remove();
            int away = distance.getOrDefault(node.place, 0);
            if (away > 0 && !node.complete()) {
                return first.get(node.place);
            }
            if (away == LONGEST_DETOUR) {
                continue;
            }
            node.outcomes()
                    .forEach((index, nexts) -> nexts.keySet().forEach(next -> {
                        TourNode to = nodes.get(next);
                        if (to != null && !distance.containsKey(next)) {
                            distance.put(next, away + 1);
                            first.put(next, node == from ? node.moves.get(index) : first.get(node.place));
                            open.add(to);
                        }
                    }));
        }
        return null;
    }
}
