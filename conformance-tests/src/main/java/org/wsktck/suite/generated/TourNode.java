package org.wsktck.suite.generated;

import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.wsktck.oracle.TourPlace;

/** A place where the toured sockets stand still, with what was tried from it and what came of that. */
final class TourNode {
    /**
     * How a place was reached first: the session's seed and the moves from its beginning. On a deterministic target the same leads there again.
     */
    record Witness(long seed, List<Move> path) {}

    final List<TourPlace> place;
    final List<Move> moves;
    final Witness witness;
    private final BitSet taken = new BitSet();
    /** For each move by index: the places that followed, with how often. */
    private final Map<Integer, Map<List<TourPlace>, Integer>> outcomes = new TreeMap<>();
    /** Attempts to come here again for the sake of what is left, that failed. */
    int misses;

    TourNode(List<TourPlace> place, List<Move> moves, Witness witness) {
        this.place = place;
        this.moves = moves;
        this.witness = witness;
    }

    void took(Move move, List<TourPlace> next) {
        int index = moves.indexOf(move);
        if (index >= 0) {
            taken.set(index);
            outcomes.computeIfAbsent(index, k -> new LinkedHashMap<>()).merge(next, 1, Integer::sum);
        }
    }

    int covered() {
        return taken.cardinality();
    }

    boolean complete() {
        return taken.cardinality() == moves.size();
    }

    /** Index of the next move that was not taken; closing comes last, since nothing comes after it. -1 when all were taken. */
    int next() {
        int closing = -1;
        for (int i = taken.nextClearBit(0); i < moves.size(); i = taken.nextClearBit(i + 1)) {
            if (!moves.get(i).ends()) {
                return i;
            }
            closing = closing < 0 ? i : closing;
        }
        return closing;
    }

    Map<Integer, Map<List<TourPlace>, Integer>> outcomes() {
        return outcomes;
    }
}
