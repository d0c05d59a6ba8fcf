package org.wsktck.oracle;

/**
 * Where a socket stands on the tour. Equal places have the same stimuli, in this JVM.
 *
 * @param state number of its observer state
 * @param labels labels of connections and bytes at hand that matter, as a bit mask of the oracle's label numbers
 * @param connections connections at hand that the client does not have yet, of a listening socket
 */
public record TourPlace(int state, long labels, int connections) {}
