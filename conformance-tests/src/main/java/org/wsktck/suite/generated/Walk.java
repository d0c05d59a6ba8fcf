package org.wsktck.suite.generated;

import java.util.List;
import org.wsktck.oracle.Judgement;
import org.wsktck.target.Script;
import org.wsktck.target.Target;
import org.wsktck.target.TargetException;
import org.wsktck.trace.Observation;

/**
 * A walk that was done.
 *
 * @param script what was done, to be replayed with the same seed
 * @param seed seed of the session
 * @param judgement what the oracle said
 * @param observations the trace, empty when it was not to be kept
 */
record Walk(Script script, long seed, Judgement judgement, List<Observation> observations) {

    /** Walks as the choices say. */
    static Walk take(WalkKind kind, Target target, long seed, Choices choices, boolean keep) throws TargetException {
        LiveRun run = new LiveRun(target, seed, keep);
        try (run) {
            new Walker(run, kind, choices, target).walk();
        }
        Script script = new Script(
                "walk-" + kind.label() + "-" + seed,
                "A random walk over " + kind.what() + " with seed " + seed,
                List.of(),
                run.steps());
        return new Walk(script, seed, run.judgement(), List.copyOf(run.observations()));
    }

    /** Walks that many steps as the seed says. */
    static Walk take(WalkKind kind, Target target, long seed, int steps) throws TargetException {
        return take(kind, target, seed, Choices.random(seed, steps), false);
    }
}
