package org.wsktck.oracle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.wsktck.trace.Datagram;
import org.wsktck.trace.Observation;

/** Folds canonical events into the observer states of their subjects and keeps what the operators say: rules exercised, rules broken, labels. */
final class Folder {
    private final Oracle oracle;
    private final boolean useTable;
    private final boolean countsClients;
    private final List<Finding> findings = new ArrayList<>();
    private long[] exercised = new long[128];
    private TraceJudge.@Nullable Listener listener;

    /** @param countsClients false when another shard counts what is found about client objects */
    Folder(Oracle oracle, boolean useTable, boolean countsClients) {
        this.oracle = oracle;
        this.useTable = useTable;
        this.countsClients = countsClients;
    }

    void tell(TraceJudge.Listener told) {
        listener = told;
    }

    /** What was found so far. */
    List<Finding> findings() {
        return findings;
    }

    /** How often each rule was exercised so far. */
    Map<String, Long> counts() {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (int i = 0; i < exercised.length; i++) {
            if (exercised[i] > 0) {
                counts.put(oracle.ruleId(i), exercised[i]);
            }
        }
        return counts;
    }

    Transition fold(Subject subject, Event e, Observation o) {
        return fold(subject, e, o, List.of());
    }

    /** Folds an event that concerns these datagrams: they get the label that the operators give. */
    Transition fold(Subject subject, Event e, Observation o, List<Datagram> concerned) {
        State before = subject.state;
        if (listener != null) {
            listener.folds(subject.name, before.value().toString(), e.record().toString());
        }
        Transition t = useTable ? oracle.transition(before, e) : oracle.evaluate(before, e);
        if (countsClients || subject.socket) {
            count(t, subject, before, e, o);
        }
        int[] pairs = t.relabel();
        for (int i = 0; i < pairs.length; i += 2) {
            subject.labels.relabel(pairs[i], pairs[i + 1]);
        }
        if (t.mark() >= 0) {
            for (Datagram datagram : concerned) {
                Subject.Sent sent = subject.sent.get(datagram.dg());
                if (sent != null) {
                    sent.label = subject.labels.of(t.mark());
                }
            }
        }
        subject.state = t.next();
        return t;
    }

    private void count(Transition t, Subject subject, State before, Event e, Observation o) {
        for (int rule : t.exercised()) {
            if (rule >= exercised.length) {
                exercised = Arrays.copyOf(exercised, 2 * rule);
            }
            exercised[rule]++;
        }
        for (String rule : t.violated()) {
            findings.add(new Finding(
                    rule, subject.name, o, before.value().toString(), e.record().toString()));
        }
    }
}
