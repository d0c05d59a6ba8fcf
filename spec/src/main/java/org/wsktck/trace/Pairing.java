package org.wsktck.trace;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Holds the numbers of a trace together: what begins has not begun before, what ends has begun, and both say the same of what they are about.
 *
 * <p>Only what the recorder answers for is malformed. That an IRP completes twice is the provider's doing, and a matter for the rules.
 */
final class Pairing {
    private static final String CANCEL = "IoCancelIrp";

    private final NumberMap<Interval> calls = new NumberMap<>();
    private final NumberMap<Interval> callbacks = new NumberMap<>();
    private final NumberMap<Interval> acts = new NumberMap<>();
    private final NumberMap<IrpUse> irps = new NumberMap<>();

    /** Takes the next record. */
    void accept(Observation o, long line) throws MalformedTraceException {
        switch (o.kind()) {
            case CALL -> call(o, line);
            case RETURN -> end(calls, o, Field.CALL, Field.FN, "a call", line);
            case ENTER -> begin(callbacks, o, Field.CB, Field.EVENT, line);
            case EXIT -> exit(o, line);
            case PEER -> begin(acts, o, Field.ACT, Field.OP, line);
            case PEER_END -> end(acts, o, Field.ACT, Field.OP, "an action", line);
            case IRP -> completion(o, line).inside++;
            case IRP_EXIT -> completionExit(o, line);
            case READ -> read(o, line);
            case WAIT -> known(irps, o, Field.IRP, "an IRP that a call carried", line).waiting++;
            case WAIT_END -> waitEnd(o, line);
            case HEADER, SEES, QUIESCE, MARK, END -> {
                // Nothing is numbered.
            }
        }
    }

    private void call(Observation o, long line) throws MalformedTraceException {
        begin(calls, o, Field.CALL, Field.FN, line);
        if (!o.has(Field.IRP)) {
            return;
        }
        long irp = o.number(Field.IRP, 0);
        String fn = o.needText(Field.FN);
        if (fn.equals(CANCEL)) {
            known(irps, o, Field.IRP, "an IRP that a call carried", line);
        } else if (irps.putIfAbsent(irp, new IrpUse(o.number(Field.CALL, 0), fn)) != null) {
            throw error(line, Field.IRP, "a number that no call carried before", irp);
        }
    }

    /** WskInspectEvent returns an action, every other callback a status. */
    private void exit(Observation o, long line) throws MalformedTraceException {
        end(callbacks, o, Field.CB, Field.EVENT, "a callback", line);
        Field result = o.needText(Field.EVENT).equals("WskInspectEvent") ? Field.ACTION : Field.STATUS;
        if (!o.has(result)) {
            throw new MalformedTraceException(
                    line, result.json(), "a value: it is what this callback returns", "no such member");
        }
    }

    private void read(Observation o, long line) throws MalformedTraceException {
        known(callbacks, o, Field.CB, "a callback that was entered", line);
        if (o.has(Field.DATAGRAMS) == o.has(Field.DATA)) {
            throw new MalformedTraceException(
                    line,
                    Field.DATAGRAMS.json(),
                    "either datagrams or data, as the callback was given",
                    o.has(Field.DATA) ? "both" : "neither");
        }
    }

    private static void begin(NumberMap<Interval> map, Observation o, Field number, Field what, long line)
            throws MalformedTraceException {
        long id = o.number(number, 0);
        if (map.putIfAbsent(id, new Interval(o.needText(what))) != null) {
            throw error(line, number, "a number that was not used before", id);
        }
    }

    private static void end(NumberMap<Interval> map, Observation o, Field number, Field what, String noun, long line)
            throws MalformedTraceException {
        Interval interval = known(map, o, number, noun + " that has begun", line);
        if (interval.over) {
            throw error(line, number, noun + " that is not over yet", o.number(number, 0));
        }
        same(o, what, interval.what, line);
        interval.over = true;
    }

    private IrpUse completion(Observation o, long line) throws MalformedTraceException {
        IrpUse irp = known(irps, o, Field.IRP, "an IRP that a call carried", line);
        sameCall(o, irp, line);
        same(o, Field.FN, irp.fn, line);
        return irp;
    }

    private void completionExit(Observation o, long line) throws MalformedTraceException {
        IrpUse irp = known(irps, o, Field.IRP, "an IRP that a call carried", line);
        sameCall(o, irp, line);
        if (irp.inside == 0) {
            throw error(line, Field.IRP, "an IRP whose completion routine was entered", o.number(Field.IRP, 0));
        }
        irp.inside--;
    }

    private void waitEnd(Observation o, long line) throws MalformedTraceException {
        IrpUse irp = known(irps, o, Field.IRP, "an IRP that a call carried", line);
        if (irp.waiting == 0) {
            throw error(line, Field.IRP, "an IRP that is being waited for", o.number(Field.IRP, 0));
        }
        irp.waiting--;
    }

    private static <T> T known(NumberMap<T> map, Observation o, Field number, String expected, long line)
            throws MalformedTraceException {
        long id = o.number(number, 0);
        T value = map.get(id);
        if (value == null) {
            throw error(line, number, "the number of " + expected, id);
        }
        return value;
    }

    private static void sameCall(Observation o, IrpUse irp, long line) throws MalformedTraceException {
        long call = o.number(Field.CALL, 0);
        if (call != irp.call) {
            throw error(line, Field.CALL, irp.call + ", the call that carried the IRP", call);
        }
    }

    private static void same(Observation o, Field field, String begun, long line) throws MalformedTraceException {
        @Nullable String now = o.text(field);
        if (!begun.equals(now)) {
            throw new MalformedTraceException(line, field.json(), begun + ", as where it began", Objects.toString(now));
        }
    }

    private static MalformedTraceException error(long line, Field field, String expected, long found) {
        return new MalformedTraceException(line, field.json(), expected, Long.toString(found));
    }

    /** What has begun, and whether it is over. */
    private static final class Interval {
        private final String what;
        private boolean over;

        private Interval(String what) {
            this.what = what;
        }
    }

    /** The use of an IRP by one call, and how many completion routines and waits on it are going on. */
    private static final class IrpUse {
        private final long call;
        private final String fn;
        private int inside;
        private int waiting;

        private IrpUse(long call, String fn) {
            this.call = call;
            this.fn = fn;
        }
    }
}
