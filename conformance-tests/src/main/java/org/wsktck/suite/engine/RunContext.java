package org.wsktck.suite.engine;

import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.ConfigurationParameters;
import org.junit.platform.engine.support.hierarchical.EngineExecutionContext;
import org.wsktck.suite.Run;
import org.wsktck.suite.Runs;
import org.wsktck.target.TargetException;

/** Gives the tests their run: one that is shared through the store, or one made when the first test needs it. */
final class RunContext implements EngineExecutionContext {
    private final @Nullable ConfigurationParameters parameters;
    private @Nullable Run run;
    private @Nullable Purse purse;

    private RunContext(@Nullable ConfigurationParameters parameters, @Nullable Run run) {
        this.parameters = parameters;
        this.run = run;
    }

    static RunContext shared(Run run) {
        return new RunContext(null, run);
    }

    static RunContext owned(ConfigurationParameters parameters) {
        return new RunContext(parameters, null);
    }

    /** The run. */
    synchronized Run run() throws TargetException {
        if (run == null) {
            ConfigurationParameters from = parameters;
            if (from == null) {
                throw new IllegalStateException("a context has either a run or parameters");
            }
            run = Runs.from(key -> from.get(key).orElse(null));
        }
        return run;
    }

    /** The time of the run's layers. */
    synchronized Purse purse() throws TargetException {
        Purse known = purse;
        if (known == null) {
            known = new Purse(run().budget());
            purse = known;
        }
        return known;
    }

    /** Closes the target, when this context has opened it. */
    synchronized void close() throws TargetException {
        if (parameters != null && run != null) {
            run.bench().target().close();
        }
    }
}
