package org.wsktck.suite.generated;

import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.wsktck.oracle.Stimulus;

/** A stable state of the toured socket, with what was tried from it and what came of that. */
final class TourNode {
    /**
     * How a state was reached first: the session's seed and the stimuli from its beginning. On a deterministic target the same leads there again.
     */
    record Witness(long seed, List<Stimulus> path) {}

    final int state;
    final List<Stimulus> stimuli;
    final Witness witness;
    private final BitSet taken = new BitSet();
    /** For each stimulus by index: the states that followed, with how often. */
    private final Map<Integer, Map<Integer, Integer>> outcomes = new TreeMap<>();
    /** Attempts to come here again for the sake of what is left, that failed. */
    int misses;

    TourNode(int state, List<Stimulus> stimuli, Witness witness) {
        this.state = state;
        this.stimuli = stimuli;
        this.witness = witness;
    }

    void took(Stimulus stimulus, int next) {
        int index = stimuli.indexOf(stimulus);
        if (index >= 0) {
            taken.set(index);
            outcomes.computeIfAbsent(index, k -> new TreeMap<>()).merge(next, 1, Integer::sum);
        }
    }

    int covered() {
        return taken.cardinality();
    }

    boolean complete() {
        return taken.cardinality() == stimuli.size();
    }

    /** Index of the next stimulus that was not taken; closing comes last, since nothing comes after it. -1 when all were taken. */
    int next() {
        int closing = -1;
        for (int i = taken.nextClearBit(0); i < stimuli.size(); i = taken.nextClearBit(i + 1)) {
            String fn = stimuli.get(i).text("fn");
            boolean ends =
                    fn.equals("WskCloseSocket") || stimuli.get(i).text("op").equals("fail");
            if (!ends) {
                return i;
            }
            closing = closing < 0 ? i : closing;
        }
        return closing;
    }

    Map<Integer, Map<Integer, Integer>> outcomes() {
        return outcomes;
    }
}
