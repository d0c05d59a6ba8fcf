package org.wsktck.oracle;

import java.util.ArrayList;
import java.util.List;
import org.wsktck.trace.Chunk;
import org.wsktck.trace.Datagram;
import org.wsktck.trace.Field;
import org.wsktck.trace.Observation;

/** What records of several kinds have in common, as facts for a canonical event. */
final class Facts {
    private static final int MOST = 3;

    private static final List<String> CASTS = List.of("unicast", "broadcast", "multicast");

    private static final List<List<String>> CAST_SETS = castSets();

    private Facts() {}

    /** How many datagrams or stretches of stream there are, as far as that matters. */
    static int count(List<Datagram> datagrams, List<Chunk> data) {
        return Math.min(datagrams.size() + data.size(), MOST);
    }

    /** A size as an integer of TLA+, which has 32 bits. */
    static int clamped(long value) {
        return (int) Math.min(value, Integer.MAX_VALUE);
    }

    /** 0, 1, or 2 for more. */
    static int few(long value) {
        return (int) Math.min(value, 2);
    }

    /** The stretches that hold bytes. */
    static List<Chunk> data(Observation o) {
        List<Chunk> data = o.data();
        return data == null
                ? List.of()
                : data.stream().filter(chunk -> chunk.length() > 0).toList();
    }

    /** What completions and callbacks have in common. */
    static void commonFacts(
            Oracle oracle, EventBuilder event, Subject subject, Observation o, List<Chunk> data, long before) {
        event.labels("before", before | subject.stream.before(data))
                .labels("after", subject.stream.after(data))
                .labels("skipped", subject.stream.skipped(data, oracle.given()))
                .flag("dense", StreamFacts.dense(data))
                .flag("fresh", o.flag(Field.FRESH, true))
                .text("address", addressFact(subject, o))
                .text("asEvent", subject.stream.asEvent(o))
                .text("asQuery", subject.stream.asQuery(o));
    }

    /** Whose the local address is that is told. */
    private static String addressFact(Subject subject, Observation o) {
        String address = o.text(Field.ADDRESS);
        return address == null ? "none" : address.equals(subject.name) ? "own" : "other";
    }

    /** Labels of those datagrams. */
    static long labels(Subject subject, List<Datagram> list) {
        long mask = 0;
        for (Datagram datagram : list) {
            Subject.Sent sent = subject.sent.get(datagram.dg());
            if (sent != null) {
                mask |= 1L << Labels.label(sent.label);
            }
        }
        return mask;
    }

    static void markData(Subject subject, List<Chunk> data, Transition t) {
        if (t.mark() >= 0) {
            Labels.Node label = subject.labels.of(t.mark());
            StreamFacts.mark(subject.stream.incoming, data, Long.MAX_VALUE, label, label);
        }
    }

    /** The bytes that a call or an action of the peer sends, by position and length. */
    static void markStretch(Subject subject, StreamBytes bytes, Observation o, Transition t) {
        if (t.mark() >= 0 && o.has(Field.OFFSET)) {
            long from = o.number(Field.OFFSET, 0);
            long length = Math.min(o.number(Field.LENGTH, 0), Long.MAX_VALUE - from);
            bytes.mark(from, from + length, subject.labels.of(t.mark()));
        }
    }

    static int castBit(String cast) {
        return 1 << CASTS.indexOf(cast);
    }

    private static List<List<String>> castSets() {
        List<List<String>> sets = new ArrayList<>();
        for (int mask = 0; mask < 1 << CASTS.size(); mask++) {
            List<String> set = new ArrayList<>();
            for (int i = 0; i < CASTS.size(); i++) {
                if (((mask >> i) & 1) != 0) {
                    set.add(CASTS.get(i));
                }
            }
            sets.add(List.copyOf(set));
        }
        return List.copyOf(sets);
    }

    static List<String> castNames(int mask) {
        return CAST_SETS.get(mask);
    }
}
