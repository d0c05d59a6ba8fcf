package org.wsktck.suite.generated;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.wsktck.target.Target;
import org.wsktck.target.TargetException;
import org.wsktck.trace.TraceWriter;

/** Records one long trace of a stress session, for benchmarks. */
public final class LongTrace {
    private LongTrace() {}

    /**
     * Records a session until at least that many observations are in the file.
     *
     * @return the number of observations
     */
    public static long record(Target target, long seed, long observations, Path file)
            throws TargetException, IOException {
        AtomicLong count = new AtomicLong();
        try (TraceWriter writer = TraceWriter.create(file, target.describe().name(), "stress", seed);
                StressSink sink = new StressSink(o -> {
                    writer.accept(o);
                    count.incrementAndGet();
                })) {
            StressKind.DATAGRAM.run(target, seed, Integer.MAX_VALUE, sink, () -> count.get() >= observations);
            writer.end(0);
        }
        return count.get();
    }
}
