package org.wsktck.suite;

import java.time.Duration;
import org.junit.platform.engine.support.store.Namespace;
import org.wsktck.catalogue.Catalogue;

/**
 * All that the tests of one run share. The command line puts it into the launcher session's store; without one, the engine makes it from configuration parameters.
 *
 * @param bench the bench with the target under test
 * @param catalogue the rules
 * @param seed seed of the run
 * @param budget time for all generated layers together
 * @param log takes the results
 */
public record Run(Bench bench, Catalogue catalogue, long seed, Duration budget, CaseLog log) {
    /** Where the run lies in the store. */
    public static final Namespace NAMESPACE = Namespace.create("org.wsktck");
    /** Key of the run in the store. */
    public static final String KEY = "run";
}
