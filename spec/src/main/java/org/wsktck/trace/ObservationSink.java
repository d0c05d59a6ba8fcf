package org.wsktck.trace;

/** Takes observations in the order of their numbers. */
@FunctionalInterface
public interface ObservationSink {
    /** Takes the next observation. */
    void accept(Observation observation);
}
