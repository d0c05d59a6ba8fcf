package org.wsktck.report.model;

import java.util.List;

/**
 * What became of the provider with one rule lifted.
 *
 * @param rule the rule that it breaks
 * @param killed whether the suite named that rule
 * @param broken every rule that the suite named
 */
public record MutantResult(String rule, boolean killed, List<String> broken) {
    /** Copies the list. */
    public MutantResult {
        broken = List.copyOf(broken);
    }
}
