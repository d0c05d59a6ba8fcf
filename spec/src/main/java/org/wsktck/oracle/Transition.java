package org.wsktck.oracle;

import java.util.List;

/** What the specification says of one event in one state: a row of the memo table. The arrays are shared and never changed. */
final class Transition {
    private final State next;
    private final List<String> violated;
    private final int[] exercised;
    private final int mark;
    private final int rest;
    private final int[] relabel;

    /**
     * Makes a row.
     *
     * @param next the next state
     * @param violated rule ids
     * @param exercised rule numbers, see {@link Oracle#ruleId}
     * @param mark label for the datagrams or bytes that the event concerns, -1 for none
     * @param rest label for the bytes that a partial acceptance left, -1 for none
     * @param relabel pairs of label numbers: from, to, from, to, ...
     */
    Transition(State next, List<String> violated, int[] exercised, int mark, int rest, int[] relabel) {
        this.next = next;
        this.violated = violated;
        this.exercised = exercised;
        this.mark = mark;
        this.rest = rest;
        this.relabel = relabel;
    }

    State next() {
        return next;
    }

    List<String> violated() {
        return violated;
    }

    int[] exercised() {
        return exercised;
    }

    int mark() {
        return mark;
    }

    int rest() {
        return rest;
    }

    int[] relabel() {
        return relabel;
    }
}
