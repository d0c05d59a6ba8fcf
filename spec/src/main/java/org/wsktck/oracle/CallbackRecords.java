package org.wsktck.oracle;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.wsktck.oracle.Threads.Frame;
import org.wsktck.trace.Chunk;
import org.wsktck.trace.Datagram;
import org.wsktck.trace.Field;
import org.wsktck.trace.Observation;

/** Records of event callbacks. */
final class CallbackRecords {
    private final Oracle oracle;
    private final Family family;
    private final Folder folder;
    private final Threads threads;
    private final EventBuilder event;

    CallbackRecords(Oracle oracle, Family family, Folder folder, Threads threads, EventBuilder event) {
        this.oracle = oracle;
        this.family = family;
        this.folder = folder;
        this.threads = threads;
        this.event = event;
    }

    void enter(Observation o) {
        Subject subject = o.has(Field.SOCKET) ? family.subject(o) : family.client(o);
        long callback = o.number(Field.CB, 0);
        int slot = subject.callbacks.take(callback);
        threads.open(o.thread(), new Frame("callback", subject, callback));
        List<Datagram> datagrams = o.datagrams();
        List<Datagram> list = datagrams == null ? List.of() : datagrams;
        subject.lists.put(callback, list);
        List<Chunk> data = Facts.data(o);
        subject.stream.entered(callback, data);
        boolean known = subject.stream.known(data);
        boolean whole = StreamFacts.whole(data);
        boolean senders = true;
        boolean control = true;
        boolean duplicate = false;
        int casts = 0;
        Set<Long> seen = list.size() > 1 ? new HashSet<>() : Set.of();
        for (Datagram datagram : list) {
            Subject.Sent sent = subject.sent.get(datagram.dg());
            known &= sent != null;
            whole &= datagram.intact() && (sent == null || sent.length == datagram.length());
            senders &= sent == null || sent.peer.equals(datagram.from());
            control &= datagram.control() == (datagram.controlLength() > 0);
            duplicate |= list.size() > 1 && !seen.add(datagram.dg());
            casts |= sent == null ? 0 : Facts.castBit(sent.cast);
        }
        Connections.Connection connection = concerned(subject, o);
        Connections.Connection earlier = subject.connections.ofInspect(o.number(Field.INSPECT, 0));
        if (isRequest(o)) {
            known = connection != null;
        }
        event.begin("enter")
                .text("event", o.text(Field.EVENT))
                .number("id", slot)
                .text("context", contextFact(subject, o))
                .text("via", viaFact(subject, o))
                .text("irql", o.text(Field.IRQL))
                .texts("flags", o.texts(Field.FLAGS))
                .text("list", listFact(o))
                .labels(
                        "labels",
                        Facts.labels(subject, list)
                                | Connections.mask(connection)
                                | StreamFacts.labels(subject.stream.incoming, data))
                .flag("known", known)
                .flag("whole", whole)
                .flag("senders", senders)
                .flag("control", control)
                .texts("casts", Facts.castNames(casts))
                .number("count", Facts.count(list, data))
                .flag("dup", duplicate)
                .flag("pointer", o.flag(Field.POINTER, false))
                .number("length", (int) Math.min(1, o.number(Field.LENGTH, 0)))
                .flag("sum", !o.has(Field.DATA) || o.number(Field.LENGTH, 0) == StreamFacts.length(data))
                .text("table", Objects.requireNonNullElse(o.text(Field.TABLE), "none"));
        Facts.commonFacts(oracle, event, subject, o, data, earlier == connection ? 0 : Connections.mask(earlier));
        Transition transition = folder.fold(subject, event.end(), o, list);
        subject.connections.mark(connection, transition.mark());
        Facts.markData(subject, data, transition);
        subject.stream.keep(o);
        subject.connections.entered(callback, connection);
        if (o.needText(Field.EVENT).equals("WskInspectEvent")) {
            subject.connections.inspected(o.number(Field.INSPECT, 0), connection);
        }
        if (subject.socket && o.has(Field.ACCEPT_SOCKET) && family.birth(subject, "event", connection, o) != null) {
            family.hands(o);
        }
    }

    private static boolean isRequest(Observation o) {
        return List.of("WskAcceptEvent", "WskInspectEvent", "WskAbortEvent").contains(o.needText(Field.EVENT));
    }

    /** The connection that a callback of a listening socket is about, or null. */
    private static Connections.@Nullable Connection concerned(Subject subject, Observation o) {
        return switch (o.needText(Field.EVENT)) {
            case "WskAcceptEvent", "WskInspectEvent" -> subject.connections.ofPeer(o.text(Field.PEER));
            case "WskAbortEvent" -> subject.connections.ofInspect(o.number(Field.INSPECT, 0));
            default -> null;
        };
    }

    /** What the pointer that the event is about points to: {@code null} when it is NULL, {@code none} when the event has none. */
    private static String listFact(Observation o) {
        return switch (o.needText(Field.EVENT)) {
            case "WskReceiveFromEvent" -> o.has(Field.DATAGRAMS) ? "list" : "null";
            case "WskReceiveEvent" -> o.has(Field.DATA) ? "list" : "null";
            case "WskAcceptEvent" -> o.has(Field.ACCEPT_SOCKET) ? "socket" : "null";
            case "WskInspectEvent", "WskAbortEvent" -> o.has(Field.INSPECT) ? "request" : "null";
            default -> "none";
        };
    }

    private static String contextFact(Subject subject, Observation o) {
        String seen = o.text(Field.CONTEXT);
        if (o.needText(Field.EVENT).equals("ExtensionEvent")) {
            boolean given = subject.registered.contains(Objects.requireNonNullElse(seen, ""));
            return given ? "own" : seen == null ? "none" : seen.equals("?") ? "unknown" : "other";
        }
        if (Objects.equals(seen, subject.context) || subject.name.equals(seen)) {
            return "own";
        }
        return seen == null ? "none" : seen.equals("?") ? "unknown" : "other";
    }

    private static String viaFact(Subject subject, Observation o) {
        String via = o.text(Field.VIA);
        return via == null ? "unseen" : via.equals(subject.name) ? "own" : "other";
    }

    void exit(Observation o) {
        Subject subject = o.has(Field.SOCKET) ? family.subject(o) : family.client(o);
        long callback = o.number(Field.CB, 0);
        threads.close(o.thread(), "callback", callback);
        int slot = subject.callbacks.of(callback);
        if (slot == 0) {
            return;
        }
        List<Datagram> list = subject.lists.getOrDefault(callback, List.of());
        List<Chunk> data = subject.stream.list(callback);
        Connections.Connection connection = subject.connections.exited(callback);
        Transition transition = folder.fold(
                subject,
                event.begin("exit")
                        .text("event", o.text(Field.EVENT))
                        .number("id", slot)
                        .text("status", o.text(Field.STATUS))
                        .text("took", StreamFacts.took(o, data))
                        .text("action", o.text(Field.ACTION))
                        .labels("labels", Connections.mask(connection))
                        .texts("entries", o.texts(Field.ENTRIES))
                        .flag("given", o.has(Field.CONTEXT) || o.has(Field.ENTRIES))
                        .end(),
                o,
                list);
        subject.connections.mark(connection, transition.mark());
        if (transition.mark() >= 0 && transition.rest() >= 0) {
            StreamFacts.mark(
                    subject.stream.incoming,
                    data,
                    o.number(Field.BYTES_ACCEPTED, Long.MAX_VALUE),
                    subject.labels.of(transition.mark()),
                    subject.labels.of(transition.rest()));
        }
        subject.forgetList(callback);
        family.handed(subject, callback, o);
    }

    void read(Observation o) {
        Subject subject = family.subject(o);
        long callback = o.number(Field.CB, 0);
        int slot = subject.callbacks.of(callback);
        boolean same = slot != 0
                && (o.has(Field.DATA)
                        ? Facts.data(o).equals(subject.stream.list(callback))
                        : Objects.requireNonNullElse(o.datagrams(), List.<Datagram>of())
                                .equals(subject.lists.get(callback)));
        folder.fold(
                subject,
                event.begin("read").number("id", slot).flag("same", same).end(),
                o);
    }
}
