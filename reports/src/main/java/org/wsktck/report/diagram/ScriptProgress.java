package org.wsktck.report.diagram;

import java.util.List;
import java.util.Objects;
import org.wsktck.target.Script;
import org.wsktck.target.Step;
import org.wsktck.trace.Field;
import org.wsktck.trace.Kind;
import org.wsktck.trace.Observation;

/** Finds the step of a script during which something was observed. Observations do not name steps, so each step is matched with the first one that it leaves. */
public final class ScriptProgress {
    private ScriptProgress() {}

    /**
     * Index of the last step that had begun when the observation of that number was made.
     *
     * @return the index from 0, or -1 when no step had left an observation by then
     */
    public static int stepAt(Script script, List<Observation> observations, long seq) {
        int begun = -1;
        int cursor = 0;
        for (int index = 0; index < script.steps().size(); index++) {
            Step step = script.steps().get(index);
            int found = next(step, observations, cursor);
            if (found < 0) {
                continue;
            }
            long first = observations.get(found).seq();
            if (first > seq) {
                break;
            }
            begun = index;
            cursor = found + 1;
            for (int more = step instanceof Step.Send send ? send.count() - 1 : 0; more > 0; more--) {
                int again = next(step, observations, cursor);
                cursor = again < 0 ? cursor : again + 1;
            }
        }
        return begun;
    }

    private static int next(Step step, List<Observation> observations, int from) {
        for (int i = from; i < observations.size(); i++) {
            if (leaves(step, observations.get(i))) {
                return i;
            }
        }
        return -1;
    }

    private static boolean leaves(Step step, Observation o) {
        if (step instanceof Step.Call call) {
            return o.kind() == Kind.CALL
                    && call.invocation().fn().equals(o.text(Field.FN))
                    && (call.invocation().socket() == null
                            || Objects.equals(call.invocation().socket(), o.text(Field.SOCKET)));
        } else if (step instanceof Step.Send send) {
            return o.kind() == Kind.PEER && send.socket().equals(o.text(Field.SOCKET));
        } else if (step instanceof Step.Environment environment) {
            return o.kind() == Kind.PEER && environment.op().equals(o.text(Field.OP));
        } else if (step instanceof Step.Quiesce) {
            return o.kind() == Kind.QUIESCE;
        } else if (step instanceof Step.Mark mark) {
            return o.kind() == Kind.MARK && mark.text().equals(o.text(Field.TEXT));
        } else if (step instanceof Step.Cancel) {
            return o.kind() == Kind.CALL && "IoCancelIrp".equals(o.text(Field.FN));
        }
        return false;
    }
}
