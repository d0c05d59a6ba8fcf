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
    private static final int MOST_FAILURES = 12;

    private final BitSet taken = new BitSet();
    /** For each move by index: how often the target was not in a position to. */
    private final int[] failures;
    /** For each move by index: the places that followed, with how often. */
    private final Map<Integer, Map<List<TourPlace>, Integer>> outcomes = new TreeMap<>();
    /** Attempts to come here again for the sake of what is left, that failed. */
    int misses;

    TourNode(List<TourPlace> place, List<Move> moves, Witness witness) {
        this.place = place;
        this.moves = moves;
        this.witness = witness;
        this.failures = new int[moves.size()];
    }

    void took(Move move, List<TourPlace> next) {
        int index = moves.indexOf(move);
        if (index >= 0) {
            taken.set(index);
            outcomes.computeIfAbsent(index, k -> new LinkedHashMap<>()).merge(next, 1, Integer::sum);
        }
    }

    /** The target was not in a position to make that move. */
    void failed(Move move) {
        int index = moves.indexOf(move);
        if (index >= 0) {
            failures[index]++;
        }
    }

    int covered() {
        return taken.cardinality();
    }

    /** Whether nothing is left to try. */
    boolean complete() {
        return next() < 0;
    }

    /** Whether something is left that was not tried in vain yet. */
    boolean hasUntried() {
        int next = next();
        return next >= 0 && failures[next] == 0;
    }

    /**
     * Index of the next move that was not taken; closing comes last, since nothing comes after it, and what failed after that, unless it failed too often. -1 when nothing is
     * left.
     */
    int next() {
        int closing = -1;
        int failed = -1;
        for (int i = taken.nextClearBit(0); i < moves.size(); i = taken.nextClearBit(i + 1)) {
            if (failures[i] > 0) {
                failed = failed < 0 && failures[i] < MOST_FAILURES ? i : failed;
            } else if (!moves.get(i).ends()) {
                return i;
            } else {
                closing = closing < 0 ? i : closing;
            }
        }
        return closing < 0 ? failed : closing;
    }

    Map<Integer, Map<List<TourPlace>, Integer>> outcomes() {
        return outcomes;
    }
}
