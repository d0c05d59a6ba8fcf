package org.wsktck.oracle;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.wsktck.trace.Field;
import org.wsktck.trace.Kind;
import org.wsktck.trace.Observation;

/** The sockets and client objects that a trace tells of: who belongs to whom, who is born how, and, when several judges share a trace, whose they are. */
final class Family {
    private final Oracle oracle;
    private final Folder folder;
    private final EventBuilder event;
    private final int shard;
    private final int shards;
    private final Map<String, Subject> sockets = new LinkedHashMap<>();
    private final Map<String, Subject> clients = new LinkedHashMap<>();
    private final Kinship kinship = new Kinship();
    private final Map<Long, Observation> accepts = new HashMap<>();
    private final Map<String, Observation> plans = new HashMap<>();
    private final Map<Long, String> handing = new HashMap<>();
    private String ready = "yes";

    Family(Oracle oracle, Folder folder, EventBuilder event, int shard, int shards) {
        this.oracle = oracle;
        this.folder = folder;
        this.event = event;
        this.shard = shard;
        this.shards = shards;
    }

    Collection<Subject> sockets() {
        return sockets.values();
    }

    Collection<Subject> clients() {
        return clients.values();
    }

    /** The socket or client object of that name, or null when it was never seen. */
    @Nullable
    Subject find(String name) {
        Subject socket = sockets.get(name);
        return socket != null ? socket : clients.get(name);
    }

    /** The socket of that name, or null when it was never seen. */
    @Nullable
    Subject known(String name) {
        return sockets.get(name);
    }

    /** Whether a provider is there for clients that come from now on: {@code yes}, {@code no} or {@code maybe}. */
    void ready(String now) {
        ready = now;
    }

    /** Whether another judge has the socket of the observation. */
    boolean isForeign(Observation o) {
        String socket = o.text(Field.SOCKET);
        return shards > 1
                && socket != null
                && Math.floorMod(kinship.root(socket).hashCode(), shards) != shard;
    }

    /** Learns which sockets belong together. */
    void meet(Observation o) {
        String socket = o.text(Field.SOCKET);
        if (socket == null) {
            return;
        }
        kinship.root(socket);
        String accepted = o.text(Field.ACCEPT_SOCKET);
        if (accepted != null) {
            kinship.adopt(accepted, socket);
        }
    }

    Subject client(Observation o) {
        String name = Objects.requireNonNullElse(o.text(Field.CLIENT), "");
        return clients.computeIfAbsent(name, k -> new Subject(k, k, false, oracle.initialClient(ready)));
    }

    Subject subject(Observation o) {
        String name = o.text(Field.SOCKET);
        return name == null ? client(o) : socket(name, o);
    }

    Subject socket(String name, Observation o) {
        Subject known = sockets.get(name);
        if (known != null) {
            return known;
        }
        Observation plan = plans.get(name);
        if (plan != null && kinship.isUnborn(name)) {
            // Its WskAccept has not been seen to complete.
            return accepted(name, socket(plan.needText(Field.SOCKET), plan), "irp", o);
        }
        Subject owner = client(o);
        return add(new Subject(name, owner.name, true, oracle.initialSocket(owner.state, others(owner))));
    }

    private Subject add(Subject created) {
        sockets.put(created.name, created);
        return created;
    }

    private List<State> others(Subject owner) {
        List<State> others = new ArrayList<>();
        for (Subject other : clients.values()) {
            if (other != owner) {
                others.add(other.state);
            }
        }
        return others;
    }

    private Subject accepted(String name, Subject listener, String via, Observation o) {
        Subject owner = client(o);
        Subject created = add(new Subject(
                name, owner.name, true, oracle.initialAccepted(listener.state, owner.state, others(owner), via)));
        listener.accepted.add(created);
        return created;
    }

    /** A WskAccept names the socket that it will hand over. */
    void plan(Observation call, Subject listener) {
        accepts.put(call.number(Field.CALL, 0), call);
        if (call.has(Field.ACCEPT_SOCKET) && listener.socket) {
            plans.put(call.needText(Field.ACCEPT_SOCKET), call);
        }
    }

    /** The socket that the observation hands over, when it is a new one: born now, and told how. */
    @Nullable
    Subject birth(Subject listener, String via, Connections.@Nullable Connection connection, Observation o) {
        if (!bornForClient(o)) {
            return null;
        }
        String name = o.needText(Field.ACCEPT_SOCKET);
        Subject known = sockets.get(name);
        Subject newborn = known != null ? known : accepted(name, listener, via, o);
        newborn.connection = connection;
        Observation call = accepts.getOrDefault(o.number(Field.CALL, 0), Observation.of(Kind.CALL));
        if (via.equals("irp")) {
            newborn.context = call.text(Field.CONTEXT);
        }
        Transition t = folder.fold(
                newborn,
                event.begin("accepted")
                        .text("via", via)
                        .texts("entries", call.texts(Field.ENTRIES))
                        .flag("given", call.has(Field.CONTEXT) || call.has(Field.ENTRIES))
                        .texts("early", connection == null ? List.of() : connection.early())
                        .end(),
                o);
        if (connection != null) {
            connection.before.forEach(early -> Facts.markStretch(newborn, newborn.stream.incoming, early, t));
        }
        return newborn;
    }

    /** A WskAcceptEvent hands over the socket that its observation names; {@link #handed} ends it. */
    void hands(Observation enter) {
        handing.put(enter.number(Field.CB, 0), enter.needText(Field.ACCEPT_SOCKET));
    }

    /** A socket that an observation hands over is born, if it is new: the client object has one more. */
    boolean bornForClient(Observation o) {
        String accepted = o.text(Field.ACCEPT_SOCKET);
        if (accepted == null || !o.has(Field.SOCKET) || !kinship.bear(accepted)) {
            return false;
        }
        folder.fold(client(o), event.begin("born").end(), o);
        return true;
    }

    /** A WskAcceptEvent that handed over a new socket has returned. */
    void handed(Subject listener, long callback, Observation o) {
        String name = handing.remove(callback);
        Subject newborn = name == null ? null : sockets.get(name);
        if (newborn == null) {
            return;
        }
        newborn.context = o.text(Field.CONTEXT);
        folder.fold(
                newborn,
                event.begin("handed")
                        .text("status", o.text(Field.STATUS))
                        .texts("entries", o.texts(Field.ENTRIES))
                        .flag("given", o.has(Field.CONTEXT) || o.has(Field.ENTRIES))
                        .texts("inherits", oracle.inherited(listener.state, true))
                        .texts("perhaps", oracle.inherited(listener.state, false))
                        .end(),
                o);
        handedForClient(o);
    }

    /** The same for a socket of another shard: only the client object learns of it. */
    void handedElsewhere(Observation exit) {
        if (handing.remove(exit.number(Field.CB, 0)) != null) {
            handedForClient(exit);
        }
    }

    /** The callback that handed a socket over has returned. */
    private void handedForClient(Observation o) {
        folder.fold(
                client(o),
                event.begin("handed").text("status", o.text(Field.STATUS)).end(),
                o);
    }
}
