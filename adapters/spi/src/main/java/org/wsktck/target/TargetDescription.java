package org.wsktck.target;

import java.util.Map;
import java.util.Set;

/**
 * What a target says of itself; it goes into the certificate unchanged.
 *
 * @param name how the target is selected on the command line
 * @param implementation the WSK implementation under test, with its version
 * @param capabilities what the target can do beyond the core: see the constants of {@link Capability}
 * @param properties anything else worth recording, such as scheduler, network, operating system
 */
public record TargetDescription(
        String name, String implementation, Set<String> capabilities, Map<String, String> properties) {
    /** Copies the collections. */
    public TargetDescription {
        capabilities = Set.copyOf(capabilities);
        properties = Map.copyOf(properties);
    }
}
