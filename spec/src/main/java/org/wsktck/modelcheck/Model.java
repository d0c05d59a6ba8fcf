package org.wsktck.modelcheck;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A model as the manifest lists it: a module with a configuration, and what is expected of it.
 *
 * @param name name of the model, which is its configuration's without the ending
 * @param module name of the TLA+ module
 * @param purpose what it shows, in a sentence
 * @param profile {@code quick}, {@code ci}, {@code large}, {@code deep}, {@code broken} or {@code bite}
 * @param properties names of the invariants and temporal properties that are checked
 * @param violates the property that must fail, null when all must hold
 * @param distinctStates distinct states of the full search, null when it is not recorded (an expected failure stops early)
 * @param depth depth of the state graph, null when not recorded
 * @param mode {@code exhaustive}, also when absent: every state is visited; {@code simulation}: random behaviours are, which shows no more than they do
 * @param behaviours how many behaviours a simulation follows
 * @param length steps of a simulated behaviour at most
 */
public record Model(
        String name,
        String module,
        String purpose,
        String profile,
        List<String> properties,
        @Nullable String violates,
        @Nullable Long distinctStates,
        @Nullable Integer depth,
        @Nullable String mode,
        @Nullable Integer behaviours,
        @Nullable Integer length) {

    private static final String SIMULATION = "simulation";

    /** Copies the list. */
    public Model {
        properties = properties == null ? List.of() : List.copyOf(properties);
        if (SIMULATION.equals(mode) == (behaviours == null || length == null)) {
            throw new IllegalArgumentException(name + ": a simulation, and nothing else, needs behaviours and length");
        }
    }

    /** Whether random behaviours are followed instead of every state visited. */
    public boolean isSimulated() {
        return SIMULATION.equals(mode);
    }

    /** Whether a property of this model must fail. */
    public boolean mustFail() {
        return violates != null;
    }
}
