package org.wsktck.report.diagram;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.wsktck.oracle.Finding;
import org.wsktck.trace.Field;
import org.wsktck.trace.Kind;
import org.wsktck.trace.Observation;

/**
 * The part of a trace that explains a finding: its beginning, and a window around the broken step in which only what concerns the subject is kept.
 *
 * @param kept observations shown, in order
 * @param head how many of {@code kept} are the beginning of the trace; what is left out in the middle stands after them
 * @param between observations left out after the beginning and inside the window
 * @param after observations left out after the last one kept
 */
public record Excerpt(List<Observation> kept, int head, int between, int after) {
    private static final int HEAD = 6;

    /** Copies the list. */
    public Excerpt {
        kept = List.copyOf(kept);
    }

    /**
     * Cuts a trace around the first of the findings; without findings, it keeps the beginning.
     *
     * @param observations the trace
     * @param findings what was broken in it
     * @param limit most observations to keep, at least 20
     */
    public static Excerpt around(List<Observation> observations, List<Finding> findings, int limit) {
        List<Observation> all = observations.stream()
                .filter(o -> o.kind() != Kind.HEADER && o.kind() != Kind.END)
                .toList();
        if (all.size() <= limit) {
            return new Excerpt(all, 0, 0, 0);
        }
        if (findings.isEmpty()) {
            return new Excerpt(all.subList(0, limit), 0, 0, all.size() - limit);
        }
        List<Observation> relevant = concerning(all, findings);
        int to = Math.min(
                relevant.size(), index(relevant, findings.get(0).observation().seq()) + 1 + limit / 5);
        int from = Math.max(0, to - (limit - HEAD));
        int head = from > HEAD ? HEAD : 0;
        if (head == 0) {
            from = 0;
            to = Math.min(relevant.size(), limit);
        }
        List<Observation> kept = new ArrayList<>(relevant.subList(0, head));
        kept.addAll(relevant.subList(from, to));
        long last = kept.get(kept.size() - 1).seq();
        int after = (int) all.stream().filter(o -> o.seq() > last).count();
        return new Excerpt(kept, head, all.size() - kept.size() - after, after);
    }

    /** Numbers of the observations that broke a rule. */
    static Set<Long> sequences(List<Finding> findings) {
        Set<Long> sequences = new HashSet<>();
        findings.forEach(finding -> sequences.add(finding.observation().seq()));
        return sequences;
    }

    /** What speaks of the first finding's subject or of everybody; the whole trace when nothing in it bears the subject's name. */
    private static List<Observation> concerning(List<Observation> all, List<Finding> findings) {
        String subject = findings.get(0).subject();
        if (all.stream().noneMatch(o -> speaksOf(o, subject))) {
            return all;
        }
        Set<Long> broken = sequences(findings);
        return all.stream()
                .filter(o -> broken.contains(o.seq()) || !o.has(Field.SOCKET) || speaksOf(o, subject))
                .toList();
    }

    private static boolean speaksOf(Observation o, String subject) {
        return subject.equals(o.text(Field.SOCKET)) || subject.equals(o.text(Field.CLIENT));
    }

    private static int index(List<Observation> observations, long seq) {
        for (int i = 0; i < observations.size(); i++) {
            if (observations.get(i).seq() >= seq) {
                return i;
            }
        }
        return observations.size() - 1;
    }
}
