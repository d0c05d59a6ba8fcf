package org.wsktck.adapter.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.wsktck.target.ScriptBuilder;
import org.wsktck.target.TargetException;
import org.wsktck.trace.Chunk;
import org.wsktck.trace.Field;
import org.wsktck.trace.Kind;
import org.wsktck.trace.Observation;

/** What was observed of a script, to be asked for by kind and name. */
record Recorded(List<Observation> trace) {
    private static final long SEED = 11;

    /** Runs the story on the reference with those options. */
    static Recorded of(String options, ScriptBuilder story) throws TargetException {
        return new Recorded(Traces.run(new ReferenceTarget(ReferenceOptions.parse(options)), SEED, story.build()));
    }

    /** Runs the story on the reference as it is by default. */
    static Recorded of(ScriptBuilder story) throws TargetException {
        return of("seeded", story);
    }

    List<Observation> all(Kind kind, Predicate<Observation> which) {
        return trace.stream().filter(o -> o.kind() == kind).filter(which).toList();
    }

    private Observation only(Kind kind, Predicate<Observation> which, String what) {
        List<Observation> found = all(kind, which);
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " records " + kind + " of " + what + " in " + trace);
        }
        return found.get(0);
    }

    /** The one call of that function. */
    Observation call(String fn) {
        return only(Kind.CALL, o -> fn.equals(o.text(Field.FN)), fn);
    }

    /** The return of the one call of that function. */
    Observation returned(String fn) {
        return only(Kind.RETURN, o -> fn.equals(o.text(Field.FN)), fn);
    }

    /** The completion of the one IRP of that function. */
    Observation irp(String fn) {
        return only(Kind.IRP, o -> fn.equals(o.text(Field.FN)), fn);
    }

    /** The last call with that control code. */
    Observation controlCall(String code) {
        List<Observation> found = all(Kind.CALL, o -> code.equals(o.text(Field.CODE)));
        return found.get(found.size() - 1);
    }

    /** The record that belongs to that call. */
    Observation of(Kind kind, Observation call) {
        return only(kind, o -> o.number(Field.CALL, 0) == call.number(Field.CALL, -1), "call " + call);
    }

    List<Observation> enters(String event) {
        return all(Kind.ENTER, o -> event.equals(o.text(Field.EVENT)));
    }

    /** The one call of that event. */
    Observation enter(String event) {
        return only(Kind.ENTER, o -> event.equals(o.text(Field.EVENT)), event);
    }

    List<Observation> exits(String event) {
        return all(Kind.EXIT, o -> event.equals(o.text(Field.EVENT)));
    }

    /** The exit of the one call of that event. */
    Observation exit(String event) {
        return only(Kind.EXIT, o -> event.equals(o.text(Field.EVENT)), event);
    }

    /** What that peer sees, in order. */
    List<Observation> sees(String peer) {
        return all(Kind.SEES, o -> peer.equals(o.text(Field.PEER)));
    }

    /** What that peer sees besides data, in order, by name. */
    List<String> signs(String peer) {
        return sees(peer).stream()
                .map(o -> o.needText(Field.OP))
                .filter(op -> !op.equals("data"))
                .toList();
    }

    /** The one action of that name. */
    Observation act(Kind kind, String op) {
        return only(kind, o -> op.equals(o.text(Field.OP)), op);
    }

    List<String> marks() {
        return all(Kind.MARK, o -> true).stream()
                .map(o -> o.needText(Field.TEXT))
                .toList();
    }

    /** What the provider noticed of the client's behaviour. */
    List<String> faults() {
        return marks().stream().filter(mark -> mark.contains("noticed")).toList();
    }

    /** The stream bytes of those records; stretches that follow each other are one, since nobody knows ahead how a stream is divided. */
    static List<Chunk> stream(List<Observation> records) {
        List<Chunk> joined = new ArrayList<>();
        for (Observation o : records) {
            List<Chunk> chunks = o.data();
            for (Chunk chunk : chunks == null ? List.<Chunk>of() : chunks) {
                Chunk last = joined.isEmpty() ? null : joined.get(joined.size() - 1);
                if (last != null
                        && last.intact()
                        && chunk.intact()
                        && last.offset() + last.length() == chunk.offset()) {
                    joined.set(joined.size() - 1, new Chunk(last.offset(), last.length() + chunk.length(), true));
                } else {
                    joined.add(chunk);
                }
            }
        }
        return joined;
    }
}
