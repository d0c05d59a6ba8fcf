package org.wsktck.modelcheck;

import java.time.Duration;
import java.util.List;

/**
 * What TLC found on one model, beside what the manifest expects.
 *
 * @param model the model
 * @param distinctStates distinct states found
 * @param depth depth of the state graph
 * @param time wall-clock time of the process
 * @param properties each property by name, and whether it holds
 * @param surprises where this differs from what the manifest expects, in words; empty when all is as expected
 * @param output all that TLC wrote
 */
public record ModelCheckResult(
        Model model,
        long distinctStates,
        int depth,
        Duration time,
        List<Property> properties,
        List<String> surprises,
        String output) {

    /** Copies the lists. */
    public ModelCheckResult {
        properties = List.copyOf(properties);
        surprises = List.copyOf(surprises);
    }

    /**
     * A property of a model.
     *
     * @param name name of its operator
     * @param holds whether it holds
     */
    public record Property(String name, boolean holds) {}

    /** Whether TLC found just what the manifest expects. */
    public boolean asExpected() {
        return surprises.isEmpty();
    }
}
