package org.wsktck.target;

import org.wsktck.trace.ObservationSink;

/** A WSK implementation that can be exercised. Sessions may be opened from several threads at once and do not see each other. */
public interface Target extends AutoCloseable {
    /** What the target says of itself. */
    TargetDescription describe();

    /**
     * Begins a run in a fresh world: no client is registered, no socket exists.
     *
     * @param seed decides everything that the target leaves to chance
     * @param sink takes the observations, in order, from any thread but never from two at once
     * @throws TargetException when the target could not be reached
     */
    Session open(long seed, ObservationSink sink) throws TargetException;

    @Override
    default void close() throws TargetException {}

    /** One run. Steps are executed by one thread. */
    interface Session extends AutoCloseable {
        /**
         * Executes a step. When it returns from {@link Step.Quiesce}, all observations up to that one have reached the sink.
         *
         * @throws TargetException when the target hangs, dies or answers nonsense; the session is then over, what was observed stays in the sink
         */
        void execute(Step step) throws TargetException;

        /**
         * Ends the run: waits for the bench's threads, releases what the script left behind, and delivers the last observations.
         *
         * @throws TargetException as {@link #execute}
         */
        @Override
        void close() throws TargetException;
    }
}
