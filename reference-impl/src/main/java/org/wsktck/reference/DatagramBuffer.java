package org.wsktck.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.wsktck.reference.network.Datagram;

/**
 * Datagrams that nobody has taken yet, in the order of arrival. Guarded by the lock of the socket.
 *
 * <p>When full it drops what arrives (DGM-13) and counts it. Refused datagrams always find room again, since they were
 * promised to stay (DGM-09).
 */
final class DatagramBuffer {
    /** A datagram with the number of its arrival. */
    record Arrived(long number, Datagram datagram) {}

    private final int limit;
    private final TreeMap<Long, Arrived> waiting = new TreeMap<>();
    private long arrivals;
    private long dropped;

    DatagramBuffer(int limit) {
        this.limit = limit;
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** Datagrams dropped so far. */
    long dropped() {
        return dropped;
    }

    void arrive(Datagram datagram) {
        if (waiting.size() >= limit) {
            dropped++;
            return;
        }
        Arrived arrived = new Arrived(arrivals++, datagram);
        waiting.put(arrived.number(), arrived);
    }

    @Nullable
    Datagram poll() {
        Map.Entry<Long, Arrived> first = waiting.pollFirstEntry();
        return first == null ? null : first.getValue().datagram();
    }

    /** How many of the oldest, up to {@code limit}, were cast alike and so fit into one list. */
    int alike(int atMost) {
        int count = 0;
        @Nullable Arrived first = null;
        for (Arrived next : waiting.values()) {
            if (first == null) {
                first = next;
            }
            if (count == atMost || next.datagram().cast() != first.datagram().cast()) {
                break;
            }
            count++;
        }
        return count;
    }

    List<Arrived> take(int count) {
        List<Arrived> taken = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            taken.add(waiting.pollFirstEntry().getValue());
        }
        return taken;
    }

    /** Back to where they were. */
    void putBack(List<Arrived> refused) {
        refused.forEach(arrived -> waiting.put(arrived.number(), arrived));
    }

    void keepOnly(Predicate<Datagram> wanted) {
        waiting.values().removeIf(arrived -> !wanted.test(arrived.datagram()));
    }
}
