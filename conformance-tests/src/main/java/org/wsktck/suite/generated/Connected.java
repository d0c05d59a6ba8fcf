package org.wsktck.suite.generated;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.wsktck.trace.Field;
import org.wsktck.trace.Observation;

/** Who is connected with whom, as far as it was observed: the peer of each socket, the socket that each WskAcceptEvent hands over, the bytes that each callback was given. */
final class Connected {
    private final Map<String, String> peers = new HashMap<>();
    private final Map<String, String> listeners = new HashMap<>();
    private final Map<Long, String> handing = new HashMap<>();
    private final Map<Long, Long> indicated = new HashMap<>();

    void follow(Observation o) {
        String socket = o.text(Field.SOCKET);
        String accepted = o.text(Field.ACCEPT_SOCKET);
        long callback = o.number(Field.CB, 0);
        switch (o.kind()) {
            case CALL -> {
                String fn = o.needText(Field.FN);
                if (socket != null && (fn.equals("WskConnect") || fn.equals("WskSocketConnect"))) {
                    meet(socket, o.text(Field.ADDRESS));
                }
            }
            case IRP -> {
                if (accepted != null) {
                    meet(accepted, o.text(Field.PEER));
                }
            }
            case ENTER -> {
                if (accepted != null) {
                    meet(accepted, o.text(Field.PEER));
                    handing.put(callback, accepted);
                    if (socket != null) {
                        listeners.put(accepted, socket);
                    }
                }
                indicated.put(callback, o.number(Field.LENGTH, 0));
            }
            case EXIT -> {
                handing.remove(callback);
                indicated.remove(callback);
            }
            default -> {}
        }
    }

    private void meet(String socket, @Nullable String peer) {
        if (peer != null) {
            peers.put(socket, peer);
        }
    }

    /** The peer of that socket's connection, null when it has none. */
    @Nullable
    String peer(String socket) {
        return peers.get(socket);
    }

    /** Whether a socket of the client has the connection of that peer. */
    boolean isTaken(String peer) {
        return peers.containsValue(peer);
    }

    /** The callback that is handing that socket over, 0 when none is. */
    long handing(String socket) {
        return handing.entrySet().stream()
                .filter(entry -> entry.getValue().equals(socket))
                .mapToLong(Map.Entry::getKey)
                .findFirst()
                .orElse(0);
    }

    /** The listening socket whose WskAcceptEvent handed that socket over, null when none did. */
    @Nullable
    String listener(String socket) {
        return listeners.get(socket);
    }

    /** The socket that the callback of that number is handing over, null when there is none. */
    @Nullable
    String handedBy(long callback) {
        return handing.get(callback);
    }

    /** The bytes that a callback in progress was given. */
    long indicated(long callback) {
        return indicated.getOrDefault(callback, 0L);
    }
}
