package org.wsktck.target;

import java.util.List;

/**
 * A test as data: it can be printed, shrunk, stored, replayed and sent to a target.
 *
 * @param name unique name, without spaces
 * @param title one sentence that says what happens
 * @param needs capabilities that a target must have ({@link TargetDescription#capabilities()})
 * @param steps in order
 */
public record Script(String name, String title, List<String> needs, List<Step> steps) {
    /** Copies the lists. */
    public Script {
        needs = List.copyOf(needs);
        steps = List.copyOf(steps);
    }
}
