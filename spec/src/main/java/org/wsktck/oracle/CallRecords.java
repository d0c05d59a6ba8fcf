package org.wsktck.oracle;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.wsktck.oracle.Threads.Frame;
import org.wsktck.trace.Chunk;
import org.wsktck.trace.Datagram;
import org.wsktck.trace.Field;
import org.wsktck.trace.Observation;

/** Records of calls, their returns and the completions of IRPs. */
final class CallRecords {
    private static final Set<String> CREATORS = Set.of("WskSocket", "WskSocketConnect");

    private final Oracle oracle;
    private final Family family;
    private final Folder folder;
    private final Threads threads;
    private final EventBuilder event;
    private final OutsideRecords outside;

    CallRecords(
            Oracle oracle, Family family, Folder folder, Threads threads, EventBuilder event, OutsideRecords outside) {
        this.oracle = oracle;
        this.family = family;
        this.folder = folder;
        this.threads = threads;
        this.event = event;
        this.outside = outside;
    }

    void call(Observation o) {
        String fn = o.needText(Field.FN);
        Subject subject = family.subject(o);
        if (fn.equals("IoCancelIrp")) {
            int target = subject.irps.of(o.number(Field.IRP, 0));
            folder.fold(subject, callEvent(subject, o, fn, 0, target), o);
            return;
        }
        if (fn.equals("WskAccept")) {
            family.plan(o, subject);
        }
        call(subject, o, fn);
        if (fn.equals("WskCloseSocket")) {
            for (Subject accepted : subject.accepted) {
                folder.fold(accepted, event.begin("parted").end(), o);
            }
        }
        if (isCreator(fn) && subject.socket) {
            call(family.client(o), o, fn);
        }
        outside.reach(o);
    }

    private void call(Subject subject, Observation o, String fn) {
        long call = o.number(Field.CALL, 0);
        long irp = o.number(Field.IRP, 0);
        int callSlot = subject.calls.take(call);
        int irpSlot = irp == 0 ? 0 : subject.irps.take(irp);
        subject.openCalls.put(call, new Subject.Call(fn, irp, o.number(Field.LIST, 0)));
        if (fn.equals("WskReceiveFrom") && o.has(Field.LENGTH)) {
            subject.buffers.put(irp, o.number(Field.LENGTH, 0));
        }
        if (isCreator(fn) || fn.equals("WskRegister")) {
            subject.context = o.text(Field.CONTEXT);
        }
        if ("SIO_WSK_REGISTER_EXTENSION".equals(o.text(Field.CODE))) {
            subject.registered.add(Objects.requireNonNullElse(o.text(Field.CONTEXT), ""));
        }
        if (irp != 0) {
            subject.stream.asked(o);
        }
        Connections.Connection connection = subject.connections.ofInspect(o.number(Field.INSPECT, 0));
        subject.connections.sent(irp, connection);
        Transition transition = folder.fold(subject, callEvent(subject, o, fn, callSlot, irpSlot), o);
        subject.connections.mark(connection, transition.mark());
        Facts.markStretch(subject, subject.stream.outgoing, o, transition);
        if (!subject.state.callIsLive(callSlot)) {
            subject.calls.free(call);
        }
        if (irp != 0 && !subject.state.irpIsLive(irpSlot)) {
            subject.irps.free(irp);
        }
    }

    private Event callEvent(Subject subject, Observation o, String fn, int callSlot, int irpSlot) {
        Frame frame = threads.innermost(o.thread());
        return event.begin("call")
                .text("fn", fn)
                .number("c", callSlot)
                .number("i", irpSlot)
                .flag("irp", o.has(Field.IRP))
                .number("inside", frame.subject() == subject ? subject.callbacks.of(frame.raw()) : 0)
                .text("within", frame.within())
                .text("irql", o.text(Field.IRQL))
                .text("code", o.text(Field.CODE))
                .text("request", o.text(Field.REQUEST))
                .text("level", o.text(Field.LEVEL))
                .text("npi", o.text(Field.NPI))
                .number("size", Facts.clamped(o.number(Field.INPUT_SIZE, 0)))
                .flag("output", o.number(Field.OUTPUT_SIZE, 0) > 0 || o.flag(Field.SIZE_RETURNED, false))
                .flag("sized", o.flag(Field.SIZE_RETURNED, false))
                .texts("mask", o.texts(Field.MASK))
                .texts("flags", o.texts(Field.FLAGS))
                .texts("entries", o.texts(Field.ENTRIES))
                .flag("given", o.has(Field.CONTEXT) || o.has(Field.ENTRIES))
                .number("list", subject.callbacks.of(o.number(Field.LIST, 0)))
                .number("peer", addresses(o, fn) ? subject.peer(o.text(Field.ADDRESS)) : 0)
                .number("stack", (int) Math.min(1, o.number(Field.IRP_STACK, 1)))
                .flag("armed", o.flag(Field.IRP_ARMED, true))
                .text("version", o.text(Field.VERSION))
                .number("reserved", Facts.clamped(o.number(Field.RESERVED, 0)))
                .text("timeout", o.text(Field.TIMEOUT))
                .flag("some", o.number(Field.LENGTH, 0) > 0)
                .labels("labels", Connections.mask(subject.connections.ofInspect(o.number(Field.INSPECT, 0))))
                .text("action", o.text(Field.ACTION))
                .flag("copied", o.flag(Field.COPIED, false))
                .number("value", Facts.few(o.number(Field.VALUE, 0)))
                .end();
    }

    private static boolean addresses(Observation o, String fn) {
        return "WskIoctl".equals(o.text(Field.REQUEST)) || fn.equals("WskConnect") || fn.equals("WskSocketConnect");
    }

    void returned(Observation o) {
        String fn = o.needText(Field.FN);
        if (fn.equals("IoCancelIrp")) {
            return;
        }
        Subject subject = family.subject(o);
        returned(subject, o, fn);
        if (isCreator(fn) && subject.socket) {
            returned(family.client(o), o, fn);
        }
        if (fn.equals("WskDeregister")) {
            String client = family.client(o).name;
            for (Subject socket : family.sockets()) {
                if (socket.client.equals(client)) {
                    folder.fold(socket, event.begin("gone").end(), o);
                }
            }
        }
    }

    private void returned(Subject subject, Observation o, String fn) {
        long call = o.number(Field.CALL, 0);
        Subject.Call record = subject.openCalls.remove(call);
        int slot = subject.calls.of(call);
        if (record == null || slot == 0) {
            return;
        }
        folder.fold(
                subject,
                event.begin("return")
                        .text("fn", fn)
                        .number("c", slot)
                        .text("status", o.text(Field.STATUS))
                        .text("inspect", inspectFact(subject, o))
                        .end(),
                o);
        if (!subject.state.callIsLive(slot)) {
            subject.calls.free(call);
        }
        forgetIrp(subject, record.irp());
        subject.forgetList(record.list());
    }

    /** An inspect ID that came back, against the one of the connection that the socket was accepted for. */
    private static String inspectFact(Subject subject, Observation o) {
        long seen = o.number(Field.INSPECT, 0);
        Connections.Connection own = subject.connection;
        return seen == 0 ? "none" : own != null && own.inspect == seen ? "same" : "other";
    }

    private void forgetIrp(Subject subject, long irp) {
        int slot = subject.irps.of(irp);
        if (slot != 0 && !subject.state.irpIsLive(slot)) {
            subject.irps.free(irp);
            subject.buffers.remove(irp);
            subject.stream.forgetIrp(irp);
        }
    }

    void irp(Observation o) {
        String fn = o.needText(Field.FN);
        Subject subject = family.subject(o);
        routineBegins(o, family.client(o));
        subject.routines += subject.socket ? 1 : 0;
        irp(subject, o, fn);
        if (subject.socket && fn.equals("WskAccept")) {
            family.birth(subject, "irp", subject.connections.ofPeer(o.text(Field.PEER)), o);
        }
        if (subject.socket || fn.equals("WskCloseSocket")) {
            completedForClient(o, fn);
        }
    }

    /** What the completion of an IRP of a socket means for the client object that owns the socket. */
    void completedForClient(Observation o, String fn) {
        if (isCreator(fn)) {
            irp(family.client(o), o, fn);
        } else if (fn.equals("WskCloseSocket")) {
            folder.fold(family.client(o), event.begin("closed").end(), o);
        }
    }

    void routineBegins(Observation o, Subject client) {
        threads.open(o.thread(), new Frame("completion", null, o.number(Field.IRP, 0)));
        client.routines++;
    }

    void routineEnds(Observation o, Subject client) {
        threads.close(o.thread(), "completion", o.number(Field.IRP, 0));
        client.routines = Math.max(0, client.routines - 1);
    }

    void irpExit(Observation o) {
        Subject subject = family.subject(o);
        routineEnds(o, family.client(o));
        subject.routines = subject.socket ? Math.max(0, subject.routines - 1) : subject.routines;
        folder.fold(
                subject,
                event.begin("irpExit").text("status", o.text(Field.STATUS)).end(),
                o);
    }

    private void irp(Subject subject, Observation o, String fn) {
        long irp = o.number(Field.IRP, 0);
        List<Datagram> datagrams = o.datagrams();
        List<Datagram> received = datagrams == null ? List.of() : datagrams;
        Connections.Connection connection = fn.equals("WskAccept")
                ? subject.connections.ofPeer(o.text(Field.PEER))
                : subject.connections.ofIrp(irp);
        List<Chunk> data = Facts.data(o);
        event.begin("irp")
                .text("fn", fn)
                .number("i", subject.irps.of(irp))
                .text("status", o.text(Field.STATUS))
                .text("category", Objects.requireNonNullElse(o.text(Field.CATEGORY), "none"))
                .labels(
                        "labels",
                        Facts.labels(subject, received)
                                | Connections.mask(connection)
                                | StreamFacts.labels(subject.stream.incoming, data))
                .flag("sum", !o.has(Field.DATA) || o.number(Field.INFORMATION, 0) == StreamFacts.length(data))
                .number("value", Facts.few(o.number(Field.VALUE, 0)));
        Facts.commonFacts(oracle, event, subject, o, data, 0);
        receivedFacts(subject, o, received, data, !fn.equals("WskAccept") || connection != null);
        Transition transition = folder.fold(subject, event.end(), o, received);
        subject.connections.mark(connection, transition.mark());
        Facts.markData(subject, data, transition);
        subject.stream.keep(o);
        forgetIrp(subject, irp);
    }

    /** What a receive has delivered, held against what was sent and, for a WskReceiveFrom, against its buffer. */
    private void receivedFacts(
            Subject subject, Observation o, List<Datagram> received, List<Chunk> data, boolean expected) {
        long buffer = subject.buffers.getOrDefault(o.number(Field.IRP, 0), Long.MAX_VALUE);
        boolean legible = buffer >= Datagram.CODE;
        boolean known = expected && subject.stream.known(data);
        boolean whole = StreamFacts.whole(data);
        boolean senders = true;
        boolean cut = false;
        int casts = 0;
        for (Datagram datagram : received) {
            Subject.Sent sent = subject.sent.get(datagram.dg());
            known &= sent != null;
            whole &= datagram.length() == o.number(Field.INFORMATION, 0)
                    && (legible
                            ? datagram.intact()
                                    && datagram.length()
                                            == Math.min(buffer, sent == null ? datagram.length() : sent.length)
                            : datagram.length() <= buffer);
            senders &= sent == null || sent.peer.equals(datagram.from());
            cut |= sent != null && sent.length > buffer;
            casts |= sent == null ? 0 : Facts.castBit(sent.cast);
        }
        event.number("count", Facts.count(received, data))
                .flag("known", known)
                .flag("whole", whole)
                .flag("senders", senders)
                .texts("casts", Facts.castNames(casts))
                .flag("flagged", o.has(Field.FLAGS))
                .texts("flags", o.texts(Field.FLAGS))
                .flag("cut", cut)
                .flag("legible", legible);
    }

    /** Whether the function makes a socket: it concerns the client object too. */
    static boolean isCreator(String fn) {
        return CREATORS.contains(fn);
    }

    /** What a call that makes a socket means for the client object. */
    void calledForClient(Observation o) {
        call(family.client(o), o, o.needText(Field.FN));
    }

    /** What its return means for the client object. */
    void returnedForClient(Observation o) {
        returned(family.client(o), o, o.needText(Field.FN));
    }
}
