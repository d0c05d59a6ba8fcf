package org.wsktck.adapter.ioctl;

import org.wsktck.target.ScriptBuilder;
import org.wsktck.target.Step;
import org.wsktck.target.Target;
import org.wsktck.target.TargetException;
import org.wsktck.trace.ObservationSink;

/** Scripts played on a target. */
final class Sessions {
    private Sessions() {}

    /** Plays the script in a session of its own. */
    static void play(Target target, ScriptBuilder script, ObservationSink sink) throws TargetException {
        try (Target.Session session = target.open(1, sink)) {
            for (Step step : script.build().steps()) {
                session.execute(step);
            }
        }
    }
}
