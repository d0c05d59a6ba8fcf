package org.wsktck.adapter.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.wsktck.target.Script;
import org.wsktck.target.Step;
import org.wsktck.target.Target;
import org.wsktck.target.TargetException;
import org.wsktck.trace.Field;
import org.wsktck.trace.Observation;

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
        return trace;
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
