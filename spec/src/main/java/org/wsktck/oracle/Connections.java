package org.wsktck.oracle;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.wsktck.trace.Field;
import org.wsktck.trace.Observation;

/**
 * The connections that came to a listening socket: each has a label, and names by which observations mean it: the peer, the inspect ID, the callback or IRP that
 * concerns it. It decides nothing: labels are given by the specification and never read.
 */
final class Connections {
    /** One connection. */
    static final class Connection {
        final String peer;
        final List<Observation> before = new ArrayList<>();
        long inspect;
        Labels.@Nullable Node label;

        private Connection(String peer) {
            this.peer = peer;
        }

        /** What the peer has done before the client got the socket, as the specification calls it. */
        List<String> early() {
            Set<String> done = new LinkedHashSet<>();
            for (Observation o : before) {
                switch (o.needText(Field.OP)) {
                    case "write" -> done.add("data");
                    case "fin" -> done.add("fin");
                    case "rst" -> done.add("rst");
                    default -> {}
                }
            }
            return done.stream().sorted().toList();
        }
    }

    private final Labels labels;
    private final Map<String, Connection> byPeer = new LinkedHashMap<>();
    private final Map<Long, Connection> byInspect = new HashMap<>();
    private final Map<Long, Connection> byCallback = new HashMap<>();
    private final Map<Long, Connection> byIrp = new HashMap<>();

    Connections(Labels labels) {
        this.labels = labels;
    }

    /** The connection of that peer, or null. */
    @Nullable
    Connection ofPeer(@Nullable String peer) {
        return peer == null ? null : byPeer.get(peer);
    }

    /** All peers that have begun one, in order. */
    List<String> peers() {
        return List.copyOf(byPeer.keySet());
    }

    /** The connection that a peer begins. */
    Connection begin(String peer) {
        return byPeer.computeIfAbsent(peer, Connection::new);
    }

    /** The connection that carries the inspect ID of that number now, or null. */
    @Nullable
    Connection ofInspect(long inspect) {
        return byInspect.get(inspect);
    }

    /** A request is inspected under that ID. */
    void inspected(long inspect, @Nullable Connection connection) {
        if (inspect != 0 && connection != null) {
            connection.inspect = inspect;
            byInspect.put(inspect, connection);
        }
    }

    /** A callback that concerns a connection is in progress. */
    void entered(long callback, @Nullable Connection connection) {
        if (connection != null) {
            byCallback.put(callback, connection);
        }
    }

    /** The connection that the callback which exits is about, or null. */
    @Nullable
    Connection exited(long callback) {
        return byCallback.remove(callback);
    }

    /** An IRP that concerns a connection is out. */
    void sent(long irp, @Nullable Connection connection) {
        if (irp != 0 && connection != null) {
            byIrp.put(irp, connection);
        }
    }

    /** The connection that the IRP is about, or null. */
    @Nullable
    Connection ofIrp(long irp) {
        return byIrp.get(irp);
    }

    /** The connection gets that label; -1 leaves it as it is. */
    void mark(@Nullable Connection connection, int label) {
        if (connection != null && label >= 0) {
            connection.label = labels.move(connection.label, label);
        }
    }

    /** The label of that connection as a bit mask, 0 when there is none. */
    static long mask(@Nullable Connection connection) {
        return connection == null || connection.label == null ? 0 : 1L << Labels.label(connection.label);
    }

    /** How many connections carry one of these labels. */
    int count(long labels) {
        return (int) byPeer.values().stream()
                .filter(connection -> (mask(connection) & labels) != 0)
                .count();
    }

    /** The peers of connections that carry one of these labels, in the order in which they began to connect. */
    List<String> labelled(long labels) {
        return byPeer.values().stream()
                .filter(connection -> (mask(connection) & labels) != 0)
                .map(connection -> connection.peer)
                .toList();
    }
}
