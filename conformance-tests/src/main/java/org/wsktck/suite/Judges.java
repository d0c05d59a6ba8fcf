package org.wsktck.suite;

import java.util.List;
import org.wsktck.oracle.Finding;
import org.wsktck.oracle.Judgement;
import org.wsktck.trace.Observation;

/** Where the judge of a trace comes from. In a run it is the oracle; the kit's own tests put others in its place. */
@FunctionalInterface
public interface Judges {
    /** A judge for one trace. */
    Judge open();

    /** Judges one trace, observation by observation. */
    interface Judge {
        /** Takes the next observation and says which rules it breaks. */
        List<Finding> accept(Observation observation);

        /** Ends the trace and sums it up. */
        Judgement finish();
    }
}
