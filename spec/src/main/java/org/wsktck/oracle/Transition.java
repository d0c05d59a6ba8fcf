package org.wsktck.oracle;

import java.util.List;

/**
 * What the specification says of one event in one state: a row of the memo table.
 *
 * @param next the next state
 * @param violated rule ids
 * @param exercised rule numbers (indices into {@link Oracle#ruleIds})
 * @param mark label for the datagrams that the event concerns, -1 for none
 * @param relabel pairs of label numbers: from, to, from, to, ...
 */
record Transition(State next, List<String> violated, int[] exercised, int mark, int[] relabel) {}
