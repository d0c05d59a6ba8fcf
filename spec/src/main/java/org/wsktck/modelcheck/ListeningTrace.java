package org.wsktck.modelcheck;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.wsktck.trace.Chunk;
import org.wsktck.trace.Field;
import org.wsktck.trace.Kind;
import org.wsktck.trace.Observation;

/**
 * Tells a behaviour of a listening socket, and of what it accepts, as a trace; as {@link BehaviourTrace} does for other sockets. Connections become peers, requests get
 * inspect IDs, and facts about arguments become arguments.
 */
final class ListeningTrace {
    private static final String CLIENT = "c1";
    private static final String LISTENER = "s1";
    private static final String STRANGER = "s9";
    private static final long NO_SUCH_ID = 99;
    private static final int PIECE = 10;

    /** A call or an IRP under way. */
    private record Use(long irp, long call, String fn, String socket) {}

    private final Tape tape = new Tape();
    private final Map<String, Use> calls = new HashMap<>();
    private final Map<String, Use> irps = new HashMap<>();
    private final Map<String, Use> completed = new HashMap<>();
    private final Map<String, Long> callbacks = new HashMap<>();
    private final Map<Integer, Long> inspects = new HashMap<>();
    private final Map<Integer, String> homes = new HashMap<>();
    private final Map<Long, String> plans = new HashMap<>();
    private long nextIrp = 1;
    private long nextCallback = 1;
    private long nextAct = 1;
    private long nextInspect = 1;
    private long nextSocket = 1;
    private long written;
    private String newest = LISTENER;

    private ListeningTrace() {}

    /** The observations of that behaviour. */
    static List<Observation> of(Behaviour behaviour) {
        ListeningTrace trace = new ListeningTrace();
        trace.prologue(behaviour.seed());
        behaviour.steps().forEach(trace::step);
        return trace.tape.records();
    }

    private void prologue(String seed) {
        tape.open(CLIENT);
        switch (seed) {
            case "listeningStatic" -> tape.mask(CLIENT, List.of("WSK_EVENT_ACCEPT"));
            case "listeningMixed" -> tape.mask(CLIENT, List.of("WSK_EVENT_ACCEPT", "WSK_EVENT_RECEIVE_FROM"));
            default -> {}
        }
    }

    // ---------------------------------------------------------------- steps

    private void step(Behaviour.Step step) {
        String socket = step.text("on").equals("accepted") ? newest : LISTENER;
        switch (step.text("kind")) {
            case "call" -> call(step, socket);
            case "return" -> returned(step, socket);
            case "irp" -> irp(step, socket);
            case "enter" -> enter(step, socket);
            case "exit" -> exit(step, socket);
            case "peer" -> peer(step);
            case "sees" -> sees(step);
            case "quiesce" -> tape.add(Kind.QUIESCE, "bench");
            default -> throw new ModelCheckException("no record for an observation of kind " + step.text("kind"));
        }
    }

    private void call(Behaviour.Step step, String socket) {
        long call = tape.nextCall();
        String fn = step.text("fn");
        int inside = step.number("inside");
        String thread = inside == 0 ? "t" + call : thread(socket, inside);
        Observation o = about(Kind.CALL, thread, socket)
                .with(Field.CALL, call)
                .with(Field.FN, fn)
                .with(Field.IRQL, step.text("irql"));
        if (fn.equals("IoCancelIrp")) {
            o.with(Field.IRP, Tape.known(irps, socket + step.number("i")).irp());
            about(Kind.RETURN, thread, socket)
                    .with(Field.CALL, call)
                    .with(Field.FN, fn)
                    .with(Field.STATUS, "STATUS_SUCCESS");
            return;
        }
        Use use = new Use(step.number("i") == 0 ? 0 : nextIrp++, call, fn, socket);
        calls.put(socket + step.number("c"), use);
        if (use.irp() != 0) {
            irps.put(socket + step.number("i"), use);
            o.with(Field.IRP, use.irp()).with(Field.IRP_STACK, 1).with(Field.IRP_ARMED, true);
        }
        for (Field field : List.of(Field.REQUEST, Field.CODE, Field.LEVEL, Field.NPI, Field.ACTION)) {
            if (!step.text(field.json()).isEmpty()) {
                o.with(field, step.text(field.json()));
            }
        }
        for (Field field : List.of(Field.MASK, Field.FLAGS, Field.ENTRIES)) {
            if (!step.texts(field.json()).isEmpty()) {
                o.with(field, step.texts(field.json()));
            }
        }
        if (step.number("size") != 0) {
            o.with(Field.INPUT_SIZE, step.number("size"));
        }
        if (step.flag("output")) {
            o.with(Field.OUTPUT_SIZE, 16).with(Field.SIZE_RETURNED, step.number("i") == 0);
        }
        if (step.text("code").equals("SO_CONDITIONAL_ACCEPT")) {
            o.with(Field.VALUE, step.number("value"));
        }
        if (step.flag("given")) {
            o.with(Field.CONTEXT, socket);
        }
        if (fn.equals("WskInspectComplete")) {
            o.with(Field.INSPECT, inspects.getOrDefault(connection(step), NO_SUCH_ID))
                    .with(Field.COPIED, step.flag("copied"));
        }
        if (fn.equals("WskAccept")) {
            String name = LISTENER + "." + nextSocket++;
            plans.put(call, name);
            o.with(Field.ACCEPT_SOCKET, name).with(Field.CONTEXT, step.flag("given") ? name : null);
        }
    }

    private void returned(Behaviour.Step step, String socket) {
        Use use = Tape.known(calls, socket + step.number("c"));
        Observation o = about(Kind.RETURN, "t" + use.call(), socket)
                .with(Field.CALL, use.call())
                .with(Field.FN, use.fn())
                .with(Field.STATUS, step.text("status"));
        switch (step.text("inspect")) {
            case "same" ->
                o.with(Field.INSPECT, inspects.values().stream().findFirst().orElse(NO_SUCH_ID));
            case "other" -> o.with(Field.INSPECT, NO_SUCH_ID);
            default -> {
                // No ID came back.
            }
        }
    }

    private void irp(Behaviour.Step step, String socket) {
        Use use = step.number("i") == 0
                ? Tape.known(completed, socket + step.text("fn"))
                : Tape.known(irps, socket + step.number("i"));
        completed.put(socket + use.fn(), use);
        String thread = "i" + use.irp() + "." + tape.records().size();
        Observation o = about(Kind.IRP, thread, socket)
                .with(Field.IRP, use.irp())
                .with(Field.CALL, use.call())
                .with(Field.FN, use.fn())
                .with(Field.STATUS, step.text("status"))
                .with(Field.INFORMATION, 0);
        String category = step.text("category");
        if (!category.equals("none")) {
            o.with(Field.CATEGORY, category);
        }
        if (step.number("value") != 0 || use.fn().equals("WskControlSocket")) {
            o.with(Field.VALUE, step.number("value"));
        }
        if (use.fn().equals("WskAccept") && !step.datagrams().isEmpty()) {
            newest = Tape.known(plans, use.call());
            homes.put(connection(step), newest);
            o.with(Field.ACCEPT_SOCKET, category.equals("none") ? null : newest)
                    .with(Field.FRESH, step.flag("fresh"))
                    .with(Field.PEER, peerOf(step))
                    .with(Field.ADDRESS, address(step));
        }
        about(Kind.IRP_EXIT, thread, socket).with(Field.IRP, use.irp()).with(Field.CALL, use.call());
    }

    private void enter(Behaviour.Step step, String socket) {
        long callback = nextCallback++;
        callbacks.put(socket + step.number("id"), callback);
        String event = step.text("event");
        Observation o = about(Kind.ENTER, "p" + callback, socket)
                .with(Field.CB, callback)
                .with(Field.EVENT, event)
                .with(Field.IRQL, step.text("irql"))
                .with(Field.VIA, step.text("via").equals("own") ? socket : STRANGER);
        if (!event.equals("WskAbortEvent")) {
            o.with(Field.FLAGS, step.texts("flags"));
        }
        if (!step.text("table").equals("none")) {
            o.with(Field.TABLE, step.text("table"));
        }
        switch (step.text("context")) {
            case "own" -> o.with(Field.CONTEXT, socket);
            case "other" -> o.with(Field.CONTEXT, STRANGER);
            default -> {
                // NULL: the member is absent.
            }
        }
        switch (step.text("list")) {
            case "socket" -> {
                String name = LISTENER + "." + nextSocket++;
                newest = name;
                homes.put(connection(step), name);
                o.with(Field.ACCEPT_SOCKET, name)
                        .with(Field.FRESH, step.flag("fresh"))
                        .with(Field.PEER, peerOf(step))
                        .with(Field.ADDRESS, address(step));
            }
            case "request" -> o.with(Field.INSPECT, inspect(step, event));
            case "list" ->
                // The bytes that the peer has written are one piece.
                o.with(Field.DATA, List.of(new Chunk(0, PIECE, true))).with(Field.LENGTH, PIECE);
            default -> {
                // The pointer is NULL, or the event has none.
            }
        }
        if (event.equals("WskInspectEvent") && step.text("list").equals("request")) {
            o.with(Field.PEER, peerOf(step)).with(Field.ADDRESS, address(step));
        }
    }

    private long inspect(Behaviour.Step step, String event) {
        int connection = connection(step);
        if (event.equals("WskAbortEvent")) {
            return step.flag("known") ? inspects.getOrDefault(connection, NO_SUCH_ID) : NO_SUCH_ID;
        }
        int twin = step.number("twin");
        long inspect = twin == 0 ? nextInspect++ : Tape.known(inspects, twin);
        inspects.put(connection, inspect);
        return inspect;
    }

    private void exit(Behaviour.Step step, String socket) {
        Observation o = about(Kind.EXIT, thread(socket, step.number("id")), socket)
                .with(Field.CB, callbacks.get(socket + step.number("id")))
                .with(Field.EVENT, step.text("event"));
        if (step.text("event").equals("WskInspectEvent")) {
            o.with(Field.ACTION, step.text("action"));
        } else {
            o.with(Field.STATUS, step.text("status"));
        }
        if (step.flag("given")) {
            o.with(Field.CONTEXT, newest).with(Field.ENTRIES, step.texts("entries"));
        }
    }

    private void peer(Behaviour.Step step) {
        long act = nextAct++;
        String op = step.text("op");
        String thread = "n" + act;
        String home = homes.getOrDefault(connection(step), LISTENER);
        Observation begin = about(Kind.PEER, thread, home).with(Field.ACT, act).with(Field.OP, op);
        Observation end =
                about(Kind.PEER_END, thread, home).with(Field.ACT, act).with(Field.OP, op);
        if (!op.equals("fail")) {
            begin.with(Field.PEER, peerOf(step));
            end.with(Field.PEER, peerOf(step));
        }
        if (op.equals("write")) {
            begin.with(Field.OFFSET, written).with(Field.LENGTH, PIECE);
            written += PIECE;
        }
    }

    private void sees(Behaviour.Step step) {
        about(Kind.SEES, "eyes", homes.getOrDefault(connection(step), LISTENER))
                .with(Field.OP, step.text("op"))
                .with(Field.PEER, peerOf(step));
    }

    // ---------------------------------------------------------------- names

    /** The connection that the step is about, 0 for none. */
    private static int connection(Behaviour.Step step) {
        return step.datagrams().isEmpty() ? 0 : step.datagrams().get(0);
    }

    private static String peerOf(Behaviour.Step step) {
        return step.datagrams().isEmpty() ? "?" : "p" + connection(step);
    }

    private static String address(Behaviour.Step step) {
        return step.text("address").equals("own") ? LISTENER : STRANGER;
    }

    private String thread(String socket, int callbackSlot) {
        return "p" + callbacks.get(socket + callbackSlot);
    }

    private Observation about(Kind kind, String thread, String socket) {
        return tape.add(kind, thread).with(Field.CLIENT, CLIENT).with(Field.SOCKET, socket);
    }
}
