package org.wsktck.suite;

import java.util.Map;
import java.util.Set;
import org.wsktck.target.Step;
import org.wsktck.target.Target;
import org.wsktck.target.TargetDescription;
import org.wsktck.target.TargetException;
import org.wsktck.trace.Field;
import org.wsktck.trace.Kind;
import org.wsktck.trace.Observation;
import org.wsktck.trace.ObservationSink;

/** A target that records a mark for each step, and at a chosen step does what it is told. */
public final class FakeTarget implements Target {
    private final int failing;
    private final Failure failure;

    /** What happens at the chosen step. */
    @FunctionalInterface
    public interface Failure {
        /** Fails, or not. */
        void happen() throws TargetException;
    }

    /** A target that does that at its nth step of each session, counted from 1. */
    public FakeTarget(int failing, Failure failure) {
        this.failing = failing;
        this.failure = failure;
    }

    @Override
    public TargetDescription describe() {
        return new TargetDescription("fake", "nothing", Set.of(), Map.of());
    }

    @Override
    public Session open(long seed, ObservationSink sink) {
        return new Session() {
            private int steps;

            @Override
            public void execute(Step step) throws TargetException {
                steps++;
                if (steps == failing) {
                    failure.happen();
                }
                sink.accept(Observation.of(Kind.MARK).at(steps, steps, "main").with(Field.TEXT, "step " + steps));
            }

            @Override
            public void close() {}
        };
    }
}
