package org.wsktck.oracle;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.wsktck.trace.Datagram;

/** One client object or socket under observation: its observer state and the names of its live objects. */
final class Subject {
    /** A datagram that a peer has begun to send to this socket. */
    static final class Sent {
        final String peer;
        final long length;
        final String cast;
        Labels.Node label;

        Sent(String peer, long length, String cast, Labels.Node label) {
            this.peer = peer;
            this.length = length;
            this.cast = cast;
            this.label = label;
        }
    }

    /** A call with the objects that may die when it returns. */
    record Call(String fn, long irp, long list) {}

    final String name;
    final String client;
    final boolean socket;
    final Slots calls = new Slots();
    final Slots irps = new Slots();
    final Slots callbacks = new Slots();
    final Map<Long, Call> openCalls = new HashMap<>();
    final Map<Long, List<Datagram>> lists = new HashMap<>();
    final Map<Long, Sent> sent = new HashMap<>();
    /** Bytes that the buffer of a WskReceiveFrom holds, by IRP. */
    final Map<Long, Long> buffers = new HashMap<>();

    final Map<String, Integer> peers = new HashMap<>();
    final Labels labels = new Labels();
    final StreamFacts stream = new StreamFacts();
    final Connections connections = new Connections(labels);
    final List<Subject> accepted = new ArrayList<>();

    /** Of an accepted socket: the connection that it was accepted for; null when that is not known. */
    Connections.@Nullable Connection connection;

    /** Completion routines in progress: of IRPs of the socket, of those of the client object and of all its sockets. */
    int routines;

    @Nullable
    String context;

    /** Contexts with which extension interfaces were registered on the socket, "" for NULL. */
    final Set<String> registered = new HashSet<>();

    State state;

    Subject(String name, String client, boolean socket, State state) {
        this.name = name;
        this.client = client;
        this.socket = socket;
        this.state = state;
    }

    int peer(@Nullable String peer) {
        return peer == null ? 0 : peers.computeIfAbsent(peer, k -> peers.size() + 1);
    }

    /** Forgets the list of a callback that is over, unless the client has retained it. */
    void forgetList(long callback) {
        int slot = callbacks.of(callback);
        if (slot != 0 && !state.callbackIsLive(slot)) {
            callbacks.free(callback);
            lists.remove(callback);
            stream.forgetList(callback);
        }
    }
}
