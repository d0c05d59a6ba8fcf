package org.wsktck.suite;

import java.time.Duration;
import java.util.Set;
import org.junit.platform.engine.support.store.Namespace;
import org.wsktck.catalogue.Catalogue;
import org.wsktck.catalogue.Category;

/**
 * All that the tests of one run share. The command line puts it into the launcher session's store; without one, the engine makes it from configuration parameters.
 *
 * @param bench the bench with the target under test
 * @param catalogue the rules
 * @param categories what the generated layers are about; empty for everything
 * @param seed seed of the run
 * @param budget time for all generated layers together
 * @param log takes the results
 */
public record Run(Bench bench, Catalogue catalogue, Set<Category> categories, long seed, Duration budget, CaseLog log) {
    /** Copies the set. */
    public Run {
        categories = Set.copyOf(categories);
    }

    /** Where the run lies in the store. */
    public static final Namespace NAMESPACE = Namespace.create("org.wsktck");
    /** Key of the run in the store. */
    public static final String KEY = "run";
}
