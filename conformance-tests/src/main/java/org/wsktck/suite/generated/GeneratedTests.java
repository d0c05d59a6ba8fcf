package org.wsktck.suite.generated;

import java.util.Locale;

/** How many tests are generated, for the README: what the build runs on the reference implementation. */
public final class GeneratedTests {
    /** Random walks of the build over datagram sockets. */
    public static final int WALKS = 1_000;
    /** Random walks of the build over each other kind of sockets. */
    public static final int OTHER_WALKS = 240;
    /** Steps of the tour that can be taken on the reference implementation; the test of the tour holds this number to what it counts. */
    public static final int TOUR_STEPS = 26_621;

    private GeneratedTests() {}

    /** The numbers in words. */
    public static String text() {
        return String.format(
                Locale.ROOT,
                "%,d random walks of %d decisions; a tour of %,d transitions; %d rounds of stress",
                WALKS + OTHER_WALKS * (WalkKind.values().length - 1),
                WalkLayer.STEPS,
                TOUR_STEPS,
                StressLayer.ROUNDS);
    }
}
