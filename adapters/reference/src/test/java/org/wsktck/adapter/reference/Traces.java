package org.wsktck.adapter.reference;

import java.util.ArrayList;
import java.util.List;
import org.wsktck.target.Script;
import org.wsktck.target.Step;
import org.wsktck.target.Target;
import org.wsktck.target.TargetException;
import org.wsktck.trace.Observation;

/** Runs scripts and gives back what was observed. */
public final class Traces {
    private Traces() {}

    /** The observations of one session that executes the script and is closed. */
    public static List<Observation> run(Target target, long seed, Script script) throws TargetException {
        List<Observation> trace = new ArrayList<>();
        try (Target.Session session = target.open(seed, trace::add)) {
            for (Step step : script.steps()) {
                session.execute(step);
            }
        }
        return trace;
    }
}
