package org.wsktck.suite;

import java.time.Duration;

/** Every time limit of the suite. They are there for targets that hang, not for slow ones: generous, and never part of a verdict. */
public final class Timeouts {
    /** A script, from opening the session to its last observation. A target should notice by itself that it hangs; this is the net below it. */
    public static final Duration SCRIPT = Duration.ofMinutes(4);

    /** The quick models, from the beginning of a certification; what is not ready then the report names as unchecked. */
    public static final Duration MODELS = Duration.ofSeconds(100);

    private Timeouts() {}
}
