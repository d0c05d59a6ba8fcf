package org.wsktck.suite;

import java.time.Duration;
import java.util.Collection;
import org.wsktck.catalogue.Category;
import org.wsktck.report.model.CaseResult;

/**
 * What a generated layer works with.
 *
 * @param run the run
 * @param budget time that the layer may use
 */
public record LayerContext(Run run, Duration budget) {
    /** Runs a trial and logs it. */
    public CaseResult play(Trial trial) {
        CaseResult result = run.bench().run(trial);
        run.log().add(result);
        return result;
    }

    /** Whether the run is about one of these categories. */
    public boolean isAbout(Collection<Category> categories) {
        return run.categories().isEmpty() || categories.stream().anyMatch(run.categories()::contains);
    }

    /** Whether the layer should stop: the target has failed. */
    public boolean aborted() {
        return run.log().aborted() != null;
    }
}
