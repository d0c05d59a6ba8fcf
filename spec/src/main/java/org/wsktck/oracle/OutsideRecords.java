package org.wsktck.oracle;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.wsktck.trace.Chunk;
import org.wsktck.trace.Field;
import org.wsktck.trace.Observation;

/** Records of what peers and the environment do and see, and of quiescent points. */
final class OutsideRecords {
    private final Destinations destinations = new Destinations();
    private final Oracle oracle;
    private final Family family;
    private final Folder folder;
    private final EventBuilder event;

    OutsideRecords(Oracle oracle, Family family, Folder folder, EventBuilder event) {
        this.oracle = oracle;
        this.family = family;
        this.folder = folder;
        this.event = event;
    }

    void peer(Observation o) {
        String op = o.needText(Field.OP);
        if (!o.has(Field.SOCKET)) {
            if (op.equals("ready") || op.equals("unready")) {
                family.ready("maybe");
            }
            for (Subject client : family.clients()) {
                folder.fold(client, peerEvent("peer", op, 0, "", 0, false), o);
            }
            return;
        }
        Subject subject = family.subject(o);
        String peer = Objects.requireNonNullElse(o.text(Field.PEER), "");
        String cast = Objects.requireNonNullElse(o.text(Field.CAST), "unicast");
        if (op.equals("send")) {
            send(subject, o, op, peer, cast);
            return;
        }
        Connections.Connection connection = connection(subject, op, peer, o);
        // The peer of a connection is its own; those of a listening socket are told apart by their connections.
        int slot = connection != null || peer.isEmpty() ? 0 : subject.peer(peer);
        Event acted = peerEvent("peer", op, slot, cast, Connections.mask(connection), o.number(Field.LENGTH, 0) > 0);
        Transition transition = folder.fold(subject, acted, o);
        subject.connections.mark(connection, transition.mark());
        if (op.equals("write")) {
            Facts.markStretch(subject, subject.stream.incoming, o, transition);
        }
    }

    /** A socket of the trace sends to another, or to itself: for the receiver that is something which may arrive. */
    void reach(Observation o) {
        for (String name : destinations.of(o)) {
            Subject receiver = family.known(name);
            if (receiver != null) {
                send(receiver, o, "reach", o.needText(Field.SOCKET), "unicast");
            }
        }
    }

    private void send(Subject receiver, Observation o, String op, String sender, String cast) {
        Event sent = peerEvent("peer", op, receiver.peer(sender.isEmpty() ? null : sender), cast, 0, true);
        Transition transition = folder.fold(receiver, sent, o);
        if (transition.mark() >= 0) {
            receiver.sent.put(
                    o.number(Field.DG, 0),
                    new Subject.Sent(sender, o.number(Field.LENGTH, 0), cast, receiver.labels.of(transition.mark())));
        }
    }

    private Event peerEvent(String kind, String op, int peer, String cast, long labels, boolean some) {
        return event.begin(kind)
                .text("op", op)
                .number("peer", peer)
                .text("cast", cast)
                .labels("labels", labels)
                .flag("some", some)
                .end();
    }

    /** The connection to a listening socket that a peer acts on, or null. */
    private static Connections.@Nullable Connection connection(Subject subject, String op, String peer, Observation o) {
        if (op.equals("connect")) {
            return subject.connections.begin(peer);
        }
        Connections.Connection connection = subject.connections.ofPeer(peer);
        if (connection != null) {
            connection.before.add(o);
        }
        return connection;
    }

    void sees(Observation o) {
        String name = o.text(Field.SOCKET);
        if (name == null) {
            return;
        }
        Subject subject = family.socket(name, o);
        Connections.Connection connection = subject.connections.ofPeer(o.text(Field.PEER));
        List<Chunk> data = Facts.data(o);
        Transition transition = folder.fold(
                subject,
                event.begin("sees")
                        .text("op", o.text(Field.OP))
                        .labels(
                                "labels",
                                Connections.mask(connection) | StreamFacts.labels(subject.stream.outgoing, data))
                        .flag("ordered", subject.stream.ordered(data))
                        .flag("whole", StreamFacts.whole(data))
                        .end(),
                o);
        subject.connections.mark(connection, transition.mark());
        if (transition.mark() >= 0) {
            Labels.Node label = subject.labels.of(transition.mark());
            StreamFacts.mark(subject.stream.outgoing, data, Long.MAX_VALUE, label, label);
        }
    }

    void peerEnd(Observation o) {
        if (o.has(Field.SOCKET)) {
            return;
        }
        String op = o.needText(Field.OP);
        if (op.equals("ready")) {
            family.ready("yes");
        } else if (op.equals("unready")) {
            family.ready("no");
        }
        for (Subject client : family.clients()) {
            folder.fold(client, peerEvent("peerEnd", op, 0, "", 0, false), o);
        }
    }

    void quiesce(Observation o) {
        for (Subject socket : family.sockets()) {
            folder.fold(socket, quiesceEvent(socket, socket.labels.carried() | socket.stream.incoming.all()), o);
        }
        for (Subject client : family.clients()) {
            folder.fold(client, quiesceEvent(client, 0), o);
        }
    }

    private Event quiesceEvent(Subject subject, long labels) {
        return event.begin("quiesce")
                .flag("routine", subject.routines > 0)
                .labels("labels", labels)
                .labels("skipped", subject.stream.skipped(List.of(), oracle.given()))
                .labels("out", subject.stream.outgoing.all())
                .end();
    }
}
