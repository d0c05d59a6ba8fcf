package org.wsktck.oracle;

import org.wsktck.trace.Observation;

/**
 * A rule that an observation broke.
 *
 * @param rule the catalogue's id, such as {@code DGM-08}
 * @param subject the socket or client object in whose observer state it was broken
 * @param observation the observation that broke it
 * @param state the observer state before it, as TLA+ text
 * @param event the canonical form of the observation, as TLA+ text
 */
public record Finding(String rule, String subject, Observation observation, String state, String event) {}
