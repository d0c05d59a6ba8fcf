package org.wsktck.suite;

import java.util.List;
import org.wsktck.adapter.reference.Targets;
import org.wsktck.oracle.Finding;
import org.wsktck.oracle.Judgement;
import org.wsktck.oracle.Oracle;
import org.wsktck.oracle.TraceJudge;
import org.wsktck.target.Target;
import org.wsktck.target.TargetException;
import org.wsktck.trace.Observation;

/** What the kit is made of: its version, its oracle, its targets. */
public final class Kit {
    private Kit() {}

    /** The kit's version: that of its jar, or {@code development} when it runs from classes. */
    public static String version() {
        String version = Kit.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    /** SHA-256 of the TLA+ modules, in lower hexadecimal. */
    public static String specificationHash() {
        return Specification.standard().hash();
    }

    /**
     * The target of that name.
     *
     * @throws IllegalArgumentException when there is no such target; the message says which there are
     * @throws TargetException when it could not be reached
     */
    public static Target target(String name) throws TargetException {
        return Targets.named(name);
    }

    /** The oracle's judges. */
    public static Judges judges() {
        return () -> new OracleJudge(Oracle.standard().judge());
    }

    private record OracleJudge(TraceJudge judge) implements Judges.Judge {
        @Override
        public List<Finding> accept(Observation observation) {
            return judge.accept(observation);
        }

        @Override
        public Judgement finish() {
            return judge.finish();
        }
    }
}
