package org.wsktck.suite;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.wsktck.report.model.Layer;
import org.wsktck.suite.scenario.Story;
import org.wsktck.target.Script;

/**
 * A script that is to be run once.
 *
 * @param layer layer of the suite
 * @param rule the rule that has to be exercised, null when the script is not for a particular one
 * @param script what to do
 * @param seed decides what is left to chance
 * @param deliberate client rules that the script breaks on purpose
 */
public record Trial(Layer layer, @Nullable String rule, Script script, long seed, Set<String> deliberate) {
    /** Copies the set. */
    public Trial {
        deliberate = Set.copyOf(deliberate);
    }

    /** A scenario. */
    public static Trial of(Story story, long seed) {
        return new Trial(Layer.SCENARIO, story.rule(), story.script(), seed, story.deliberate());
    }

    /** A generated script that breaks no client rule. */
    public static Trial of(Layer layer, Script script, long seed) {
        return new Trial(layer, null, script, seed, Set.of());
    }
}
