package org.wsktck.adapter.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.wsktck.target.Script;
import org.wsktck.target.Step;
import org.wsktck.target.Target;
import org.wsktck.target.TargetException;
import org.wsktck.trace.Field;
import org.wsktck.trace.Observation;
import org.wsktck.trace.TraceReader;
import org.wsktck.trace.TraceWriter;

/** Runs scripts and gives back what was observed, after a look at whether every record is formed as its kind demands. */
public final class Traces {
    private Traces() {}

    /** The observations of one session that executes the script and is closed. */
    public static List<Observation> run(Target target, long seed, Script script) throws TargetException {
        List<Observation> trace = new ArrayList<>();
        try (Target.Session session = target.open(seed, trace::add)) {
            for (Step step : script.steps()) {
                session.execute(step);
            }
        }
        checkForm(trace);
        readBack(trace);
        return trace;
    }

    /** A trace is one that may be written and judged: the vocabulary and the pairs of records are as the schema wants them. */
    private static void readBack(List<Observation> trace) {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        try (TraceWriter writer = new TraceWriter(written, null, null, null)) {
            trace.forEach(writer::accept);
            writer.end(0);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        List<Observation> read = new ArrayList<>();
        try (TraceReader reader = new TraceReader(new ByteArrayInputStream(written.toByteArray()))) {
            reader.forEachRemaining(read::add);
        } catch (IOException malformed) {
            throw new AssertionError("The trace is refused: " + malformed.getMessage() + " in " + trace, malformed);
        }
        assertThat(read).isEqualTo(trace);
    }

    private static void checkForm(List<Observation> trace) {
        for (int i = 0; i < trace.size(); i++) {
            Observation o = trace.get(i);
            assertThat(o.seq()).as("number of %s", o).isEqualTo(i + 1);
            assertThat(o.thread()).as("thread of %s", o).isNotEmpty();
            for (Field field : Field.values()) {
                if (o.kind().required().contains(field)) {
                    assertThat(o.has(field)).as("%s of %s", field, o).isTrue();
                } else if (!o.kind().optional().contains(field)) {
                    assertThat(o.has(field)).as("%s of %s", field, o).isFalse();
                }
            }
        }
    }
}
