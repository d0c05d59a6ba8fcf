package org.wsktck.modelcheck;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.wsktck.trace.Chunk;
import org.wsktck.trace.Datagram;
import org.wsktck.trace.Field;
import org.wsktck.trace.Kind;
import org.wsktck.trace.Observation;

/**
 * Tells a behaviour of the model as a trace: slots become numbers that are never used twice, facts about content become content, and what the model
 * left out around a socket (its client object, the ends of intervals) is added.
 */
final class BehaviourTrace {
    private static final String CLIENT = "c1";
    private static final String BESIDE = "c2";
    private static final String SOCKET = "s1";
    private static final String STRANGER = "s2";
    private static final int LENGTH = 32;
    private static final String STATIC_FLAG = "WSK_EVENT_RECEIVE_FROM";
    private static final String FOREIGN_FLAG = "WSK_EVENT_ACCEPT";
    private static final List<String> STREAM_FLAGS = List.of("WSK_EVENT_DISCONNECT", "WSK_EVENT_RECEIVE");
    private static final String CONNECTION = "WSK_FLAG_CONNECTION_SOCKET";
    /** Bytes that stand for one of the model's. */
    private static final int UNIT = 8;

    /** A call or an IRP under way. */
    private record Use(long irp, long call, String fn) {}

    private final Tape tape = new Tape();
    private final Map<Integer, Use> calls = new HashMap<>();
    private final Map<Integer, Use> irps = new HashMap<>();
    private final Map<String, Use> completed = new HashMap<>();
    private final Map<Integer, Long> callbacks = new HashMap<>();
    private final Map<Integer, List<Datagram>> lists = new HashMap<>();
    private final Map<Integer, List<Chunk>> data = new HashMap<>();
    private final boolean socket;
    private final boolean stream;
    private long nextIrp = 1;
    private long nextCallback = 1;
    private long nextAct = 1;

    private BehaviourTrace(boolean socket, boolean stream) {
        this.socket = socket;
        this.stream = stream;
    }

    /** The observations of that behaviour. */
    static List<Observation> of(Behaviour behaviour) {
        if (behaviour.seed().startsWith("listening")) {
            return ListeningTrace.of(behaviour);
        }
        boolean stream = behaviour.steps().stream()
                .anyMatch(step -> step.texts("flags").contains(CONNECTION)
                        || step.text("fn").equals("WskSocketConnect"));
        BehaviourTrace trace = new BehaviourTrace(!behaviour.seed().equals("client"), stream);
        trace.prologue(behaviour.seed());
        behaviour.steps().forEach(trace::step);
        return trace.tape.records();
    }

    // ---------------------------------------------------------------- around the socket

    private void prologue(String seed) {
        if (!socket) {
            return;
        }
        if (seed.equals("beside")) {
            tape.open(BESIDE);
            tape.mask(BESIDE, List.of(STATIC_FLAG));
        }
        tape.open(CLIENT);
        List<String> own = stream ? STREAM_FLAGS : List.of(STATIC_FLAG);
        List<String> foreign = List.of(stream ? STATIC_FLAG : FOREIGN_FLAG);
        if (seed.equals("static")) {
            tape.mask(CLIENT, own);
        } else if (seed.equals("mixed")) {
            tape.mask(CLIENT, Stream.concat(foreign.stream(), own.stream()).toList());
        }
    }

    // ---------------------------------------------------------------- steps

    private void step(Behaviour.Step step) {
        switch (step.text("kind")) {
            case "call" -> call(step);
            case "return" -> returned(step);
            case "irp" -> irp(step);
            case "enter" -> enter(step);
            case "exit" -> exit(step);
            case "peer" -> peer(step);
            case "read" -> read(step);
            case "sees" -> sees(step);
            case "quiesce" -> tape.add(Kind.QUIESCE, "bench");
            case "gone" -> {
                tape.inline(CLIENT, "WskReleaseProviderNPI", Map.of());
                tape.inline(CLIENT, "WskDeregister", Map.of());
            }
            default -> throw new ModelCheckException("no record for an observation of kind " + step.text("kind"));
        }
    }

    private void call(Behaviour.Step step) {
        long call = tape.nextCall();
        String fn = step.text("fn");
        int inside = step.number("inside");
        String thread = inside == 0 ? "t" + call : thread(inside);
        Observation o = about(tape.add(Kind.CALL, thread))
                .with(Field.CALL, call)
                .with(Field.FN, fn)
                .with(Field.IRQL, step.text("irql"));
        if (fn.equals("IoCancelIrp")) {
            o.with(Field.IRP, Tape.known(irps, step.number("i")).irp());
            about(tape.add(Kind.RETURN, thread))
                    .with(Field.CALL, call)
                    .with(Field.FN, fn)
                    .with(Field.STATUS, "STATUS_SUCCESS");
            return;
        }
        Use use = new Use(step.number("i") == 0 ? 0 : nextIrp++, call, fn);
        calls.put(step.number("c"), use);
        if (use.irp() != 0) {
            irps.put(step.number("i"), use);
            o.with(Field.IRP, use.irp()).with(Field.IRP_STACK, 1).with(Field.IRP_ARMED, true);
        }
        for (Field field : List.of(Field.REQUEST, Field.CODE, Field.LEVEL, Field.NPI, Field.VERSION, Field.TIMEOUT)) {
            if (!step.text(field.json()).isEmpty()) {
                o.with(field, step.text(field.json()));
            }
        }
        for (Field field : List.of(Field.MASK, Field.FLAGS, Field.ENTRIES)) {
            if (!step.texts(field.json()).isEmpty()) {
                o.with(field, step.texts(field.json()));
            }
        }
        if (fn.equals("WskRegister")) {
            o.with(Field.RESERVED, step.number("reserved"));
        }
        if (step.number("size") != 0) {
            o.with(Field.INPUT_SIZE, step.number("size"));
        }
        if (step.flag("given")) {
            o.with(Field.CONTEXT, SOCKET);
        }
        if (step.number("list") != 0) {
            o.with(Field.LIST, callbacks.get(step.number("list")));
        }
        if (step.number("peer") != 0) {
            o.with(Field.ADDRESS, "p" + step.number("peer"));
        }
        if (fn.equals("WskReceiveFrom")) {
            o.with(Field.LENGTH, LENGTH);
        }
        if (step.flag("output")) {
            o.with(Field.OUTPUT_SIZE, UNIT);
        }
        if (fn.equals("WskReceive")) {
            o.with(Field.LENGTH, step.flag("some") ? LENGTH : 0);
        }
        if (fn.equals("WskSend")) {
            sent(o, step.others());
        }
    }

    private static void sent(Observation o, List<Integer> bytes) {
        o.with(Field.OFFSET, at(bytes)).with(Field.LENGTH, bytes.size() * UNIT);
    }

    private static long at(List<Integer> bytes) {
        return (bytes.stream().mapToInt(Integer::intValue).min().orElse(1) - 1L) * UNIT;
    }

    /** These bytes as one stretch. */
    private static List<Chunk> chunks(List<Integer> bytes, boolean intact) {
        return List.of(new Chunk(at(bytes), bytes.size() * UNIT, intact));
    }

    private void returned(Behaviour.Step step) {
        Use use = Tape.known(calls, step.number("c"));
        about(tape.add(Kind.RETURN, "t" + use.call()))
                .with(Field.CALL, use.call())
                .with(Field.FN, use.fn())
                .with(Field.STATUS, step.text("status"));
    }

    private void irp(Behaviour.Step step) {
        Use use = step.number("i") == 0 ? Tape.known(completed, step.text("fn")) : Tape.known(irps, step.number("i"));
        completed.put(use.fn(), use);
        String thread = "i" + use.irp() + "." + tape.records().size();
        Observation o = about(tape.add(Kind.IRP, thread))
                .with(Field.IRP, use.irp())
                .with(Field.CALL, use.call())
                .with(Field.FN, use.fn())
                .with(Field.STATUS, step.text("status"))
                .with(Field.INFORMATION, information(step));
        String category = step.text("category");
        if (!category.isEmpty() && !category.equals("none")) {
            o.with(Field.CATEGORY, category);
        }
        if (stream && !step.datagrams().isEmpty()) {
            o.with(Field.DATA, chunks(step.datagrams(), step.flag("whole")));
        }
        if (!step.others().isEmpty() || step.number("value") != 0) {
            o.with(Field.VALUE, step.others().isEmpty() ? step.number("value") : size(step));
        }
        if (!stream && !step.datagrams().isEmpty()) {
            o.with(Field.DATAGRAMS, content(step, false));
            if (step.flag("flagged")) {
                o.with(Field.FLAGS, step.texts("flags"));
            }
        }
        about(tape.add(Kind.IRP_EXIT, thread)).with(Field.IRP, use.irp()).with(Field.CALL, use.call());
    }

    private int information(Behaviour.Step step) {
        if (stream) {
            return step.datagrams().size() * UNIT;
        }
        return step.datagrams().isEmpty() ? 0 : LENGTH;
    }

    private static long size(Behaviour.Step step) {
        return step.others().get(0) * 1024L;
    }

    private void enter(Behaviour.Step step) {
        long callback = nextCallback++;
        callbacks.put(step.number("id"), callback);
        String event = step.text("event");
        boolean ofClient = event.equals("WskClientEvent");
        String own = ofClient ? CLIENT : SOCKET;
        Observation o = tape.add(Kind.ENTER, "p" + callback).with(Field.CLIENT, CLIENT);
        if (!ofClient) {
            o.with(Field.SOCKET, SOCKET);
        }
        o.with(Field.CB, callback)
                .with(Field.EVENT, event)
                .with(Field.IRQL, step.text("irql"))
                .with(Field.FLAGS, step.texts("flags"))
                .with(Field.VIA, step.text("via").equals("own") ? own : STRANGER);
        switch (step.text("context")) {
            case "own" -> o.with(Field.CONTEXT, own);
            case "other" -> o.with(Field.CONTEXT, STRANGER);
            default -> {
                // NULL: the member is absent.
            }
        }
        if (ofClient) {
            o.with(Field.EVENT_TYPE, 0)
                    .with(Field.POINTER, step.flag("pointer"))
                    .with(Field.LENGTH, step.number("length"));
        }
        if (stream && event.equals("WskReceiveEvent")) {
            indicated(o, step);
        } else if (event.equals("WskSendBacklogEvent")) {
            o.with(Field.VALUE, size(step));
        } else if (step.text("list").equals("list")) {
            List<Datagram> list = content(step, !step.flag("control"));
            lists.put(step.number("id"), list);
            o.with(Field.DATAGRAMS, list);
        }
    }

    private void indicated(Observation o, Behaviour.Step step) {
        if (!step.text("list").equals("list")) {
            o.with(Field.LENGTH, 0);
            return;
        }
        List<Chunk> list = chunks(step.datagrams(), step.flag("whole"));
        data.put(step.number("id"), list);
        o.with(Field.DATA, list).with(Field.LENGTH, step.datagrams().size() * UNIT + (step.flag("sum") ? 0 : 1));
    }

    private List<Datagram> content(Behaviour.Step step, boolean control) {
        List<Datagram> list = new ArrayList<>();
        for (int dg : step.datagrams()) {
            Datagram good = faithful(dg);
            Datagram d = new Datagram(
                    step.flag("known") ? dg : 0,
                    LENGTH,
                    step.flag("whole"),
                    step.flag("senders") ? good.from() : "?",
                    control,
                    0);
            list.add(d);
            if (step.flag("dup")) {
                list.add(d);
            }
        }
        return list;
    }

    private final Map<Integer, String> senders = new HashMap<>();

    private Datagram faithful(int dg) {
        return new Datagram(dg, LENGTH, true, senders.getOrDefault(dg, "?"), false, 0);
    }

    private void exit(Behaviour.Step step) {
        Observation o = tape.add(Kind.EXIT, thread(step.number("id"))).with(Field.CLIENT, CLIENT);
        if (!step.text("event").equals("WskClientEvent")) {
            o.with(Field.SOCKET, SOCKET);
        }
        o.with(Field.CB, callbacks.get(step.number("id")))
                .with(Field.EVENT, step.text("event"))
                .with(Field.STATUS, step.text("status"));
        List<Chunk> list = data.getOrDefault(step.number("id"), List.of());
        switch (step.text("took")) {
            case "all" -> o.with(Field.BYTES_ACCEPTED, bytes(list));
            case "some" -> o.with(Field.BYTES_ACCEPTED, bytes(list) - UNIT);
            default -> {
                // *BytesAccepted is left alone.
            }
        }
    }

    private static int bytes(List<Chunk> list) {
        return list.stream().mapToInt(Chunk::length).sum();
    }

    private void peer(Behaviour.Step step) {
        long act = nextAct++;
        String op = step.text("op");
        String thread = "n" + act;
        Observation begin = tape.add(Kind.PEER, thread).with(Field.ACT, act).with(Field.OP, op);
        Observation end = tape.add(Kind.PEER_END, thread).with(Field.ACT, act).with(Field.OP, op);
        if (!socket) {
            return;
        }
        about(begin);
        about(end);
        if (stream && step.number("peer") != 0) {
            String peer = "p" + step.number("peer");
            begin.with(Field.PEER, peer);
            end.with(Field.PEER, peer);
            if (op.equals("write")) {
                sent(begin, step.datagrams());
            }
        }
        if (op.equals("send")) {
            String peer = "p" + step.number("peer");
            int dg = step.datagrams().get(0);
            senders.put(dg, peer);
            begin.with(Field.PEER, peer)
                    .with(Field.DG, dg)
                    .with(Field.LENGTH, LENGTH)
                    .with(Field.CAST, step.text("cast"));
            end.with(Field.PEER, peer);
        }
    }

    private void sees(Behaviour.Step step) {
        Observation o =
                about(tape.add(Kind.SEES, "peer")).with(Field.PEER, "p1").with(Field.OP, step.text("op"));
        if (!step.others().isEmpty()) {
            o.with(Field.DATA, chunks(step.others(), step.flag("whole")));
        }
    }

    private void read(Behaviour.Step step) {
        if (stream) {
            List<Chunk> list = Tape.known(data, step.number("id"));
            about(tape.add(Kind.READ, "reader"))
                    .with(Field.CB, callbacks.get(step.number("id")))
                    .with(
                            Field.DATA,
                            list.stream()
                                    .map(c -> new Chunk(c.offset(), c.length(), step.flag("same")))
                                    .toList());
            return;
        }
        List<Datagram> list = Tape.known(lists, step.number("id"));
        List<Datagram> seen = step.flag("same")
                ? list
                : list.stream()
                        .map(d -> new Datagram(d.dg(), d.length(), false, d.from(), d.control(), d.controlLength()))
                        .toList();
        about(tape.add(Kind.READ, "reader"))
                .with(Field.CB, callbacks.get(step.number("id")))
                .with(Field.DATAGRAMS, seen);
    }

    // ---------------------------------------------------------------- records

    private String thread(int callbackSlot) {
        return "p" + callbacks.get(callbackSlot);
    }

    private Observation about(Observation o) {
        o.with(Field.CLIENT, CLIENT);
        return socket ? o.with(Field.SOCKET, SOCKET) : o;
    }
}
