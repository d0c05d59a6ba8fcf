package org.wsktck.suite.scenario;

import java.util.Set;
import org.wsktck.target.Script;

/**
 * A scenario as data.
 *
 * @param rule the rule it is for
 * @param script what happens; its name is unique and begins with the rule
 * @param check where to look when it fails; empty for a faulty client
 * @param deliberate client rules that are broken on purpose; for a faulty client the rule itself and what it implies
 * @param faulty whether it is a faulty client
 * @param on name of the target that it is meant for, when it is a faulty client
 * @param seeds how many seeds to try, when it is a faulty client
 * @param type class that tells it
 * @param method name of the method that tells it
 */
public record Story(
        String rule,
        Script script,
        String check,
        Set<String> deliberate,
        boolean faulty,
        String on,
        int seeds,
        Class<?> type,
        String method) {
    /** Copies the set. */
    public Story {
        deliberate = Set.copyOf(deliberate);
    }

    /** Group of the rule: the letters before the hyphen. */
    public String group() {
        return rule.substring(0, rule.indexOf('-'));
    }

    /** What a test report shows: the rule and what happens. */
    public String displayName() {
        return rule + " " + script.title();
    }
}
