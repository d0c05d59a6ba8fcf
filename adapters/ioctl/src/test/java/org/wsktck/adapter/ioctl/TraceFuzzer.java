package org.wsktck.adapter.ioctl;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wsktck.trace.Field;
import org.wsktck.trace.MalformedTraceException;
import org.wsktck.trace.Observation;
import org.wsktck.trace.TraceReader;
import org.wsktck.trace.TraceWriter;

/** Jazzer target: whatever the bytes are, they are a trace that survives being written and read again, or they are refused with the documented exception. */
public final class TraceFuzzer {
    private TraceFuzzer() {}

    /** Called by Jazzer; what it throws is a finding. */
    public static void fuzzerTestOneInput(byte[] bytes) throws IOException {
        Trace trace = read(bytes);
        if (trace != null) {
            Trace again = read(written(trace));
            if (again == null || !again.records().equals(trace.records()) || again.dropped() != trace.dropped()) {
                throw new AssertionError("Written and read again, this trace is another: " + trace);
            }
        }
    }

    private record Trace(Observation header, List<Observation> records, long dropped) {}

    /** Null when the trace is refused. */
    private static @Nullable Trace read(byte[] bytes) throws IOException {
        try (TraceReader reader = new TraceReader(new ByteArrayInputStream(bytes))) {
            List<Observation> records = new ArrayList<>();
            reader.forEachRemaining(records::add);
            return new Trace(reader.header(), records, reader.dropped());
        } catch (MalformedTraceException refused) {
            if (refused.line() < 1) {
                throw new AssertionError("There is no such line.", refused);
            }
            return null;
        }
    }

    private static byte[] written(Trace trace) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Observation header = trace.header();
        Long seed = header.has(Field.SEED) ? header.number(Field.SEED, 0) : null;
        try (TraceWriter writer = new TraceWriter(out, header.text(Field.TARGET), header.text(Field.SCRIPT), seed)) {
            trace.records().forEach(writer::accept);
            writer.end(trace.dropped());
        }
        return out.toByteArray();
    }
}
