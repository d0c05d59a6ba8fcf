package org.wsktck.modelcheck;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What TLC said, read from its standard output.
 *
 * @param finished whether the search came to its end, with or without a violated property
 * @param violated names of the properties that it found violated; {@code *} stands for a temporal property that TLC does not name
 * @param generated states generated; of a simulation, states checked
 * @param distinct distinct states
 * @param depth depth of the state graph
 * @param error first error that is no violated property, or empty
 */
record TlcReport(
        boolean finished, Set<String> violated, long generated, long distinct, int depth, Optional<String> error) {
    /** Stands for a temporal property: TLC says that one was violated, not which. */
    static final String SOME_TEMPORAL = "*";

    private static final Pattern STATES =
            Pattern.compile("^([0-9,]+) states generated, ([0-9,]+) distinct states found, ([0-9,]+) states left");
    private static final Pattern SIMULATED = Pattern.compile("^Progress: ([0-9,]+) states checked");
    private static final String END = "Finished in ";
    private static final Pattern DEPTH =
            Pattern.compile("^The depth of the complete state graph search is ([0-9,]+)\\.");
    private static final Pattern VIOLATED = Pattern.compile("^Error: (?:Invariant|Action property) (\\w+) is violated");
    private static final Pattern INITIALLY =
            Pattern.compile("^Error: (?:Invariant|Property) (\\w+) is (?:violated by|false for) the initial state");
    private static final String TEMPORAL = "Error: Temporal properties were violated";

    /** Reads TLC's output. */
    static TlcReport parse(String output) {
        Set<String> violated = new LinkedHashSet<>();
        long generated = 0;
        long distinct = 0;
        int depth = 0;
        boolean counted = false;
        boolean simulation = false;
        Optional<String> error = Optional.empty();
        for (String line : output.lines().toList()) {
            Matcher states = STATES.matcher(line);
            Matcher simulated = SIMULATED.matcher(line);
            Matcher deep = DEPTH.matcher(line);
            Matcher broken = VIOLATED.matcher(line);
            Matcher initially = INITIALLY.matcher(line);
            if (states.find()) {
                generated = number(states.group(1));
                distinct = number(states.group(2));
                counted = true;
            } else if (simulated.find()) {
                generated = number(simulated.group(1));
                simulation = true;
            } else if (line.startsWith(END)) {
                counted |= simulation;
            } else if (deep.find()) {
                depth = (int) number(deep.group(1));
            } else if (broken.find()) {
                violated.add(broken.group(1));
            } else if (initially.find()) {
                violated.add(initially.group(1));
            } else if (line.startsWith(TEMPORAL)) {
                violated.add(SOME_TEMPORAL);
            } else if (line.startsWith("Error:")
                    && error.isEmpty()
                    && !line.startsWith("Error: The behavior up to this point is")
                    && !line.startsWith("Error: The following behavior constitutes a counter-example")) {
                error = Optional.of(line.substring("Error:".length()).trim());
            }
        }
        return new TlcReport(counted, violated, generated, distinct, depth, error);
    }

    private static long number(String digits) {
        return Long.parseLong(digits.replace(",", ""));
    }
}
