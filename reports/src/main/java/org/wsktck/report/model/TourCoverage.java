package org.wsktck.report.model;

import org.jspecify.annotations.Nullable;

/**
 * How much of the tour model's graph was walked.
 *
 * @param transitions transitions of the graph that are known
 * @param coverable those that client and network can bring about on this target
 * @param covered coverable ones that were walked
 * @param latitudeOnly those that need the provider to use a latitude which this target did not use; not coverable. Null: not counted
 * @param steps steps of all tour scripts together
 */
public record TourCoverage(
        long transitions,
        long coverable,
        long covered,
        @Nullable Long latitudeOnly,
        long steps) {}
