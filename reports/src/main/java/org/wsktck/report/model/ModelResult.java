package org.wsktck.report.model;

import java.util.List;

/**
 * What the model checker found on one model.
 *
 * @param model name of the model, such as MC_Datagram
 * @param distinctStates number of distinct states
 * @param depth length of the longest shortest path
 * @param millis time in milliseconds
 * @param properties the properties checked
 */
public record ModelResult(String model, long distinctStates, long depth, long millis, List<Property> properties) {
    /** Copies the list. */
    public ModelResult {
        properties = List.copyOf(properties);
    }

    /**
     * A property of a model.
     *
     * @param name name of its operator
     * @param holds whether it holds
     */
    public record Property(String name, boolean holds) {}

    /** Whether every property holds. */
    public boolean holds() {
        return properties.stream().allMatch(Property::holds);
    }
}
