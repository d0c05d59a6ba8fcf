package org.wsktck.adapter.reference;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.wsktck.wsk.WskInspectId;

/** The connection requests that WskInspectEvent has told of. Equal contents of their WSK_INSPECT_IDs have equal numbers, from 1. */
final class Inspections {
    private final Map<WskInspectId, Long> numbers = new HashMap<>();
    private final List<Inspection> inspections = new ArrayList<>();

    /** One call of WskInspectEvent. */
    static final class Inspection {
        final BenchSocket listener;
        final long number;
        final String peer;

        /** As the callback got it. */
        final WskInspectId given;

        private final WskInspectId copy;
        private boolean pended;
        private boolean settled;

        private Inspection(BenchSocket listener, long number, String peer, WskInspectId given) {
            this.listener = listener;
            this.number = number;
            this.peer = peer;
            this.given = given;
            this.copy = new WskInspectId(given.key(), given.serialNumber());
        }

        /** The client's own copy of it. */
        WskInspectId copy() {
            return copy;
        }
    }

    synchronized long number(WskInspectId id) {
        Long known = numbers.get(id);
        if (known == null) {
            known = numbers.size() + 1L;
            numbers.put(id, known);
        }
        return known;
    }

    synchronized Inspection begin(BenchSocket listener, WskInspectId id, String peer) {
        Inspection inspection = new Inspection(listener, number(id), peer, id);
        inspections.add(inspection);
        return inspection;
    }

    /** The client owes a decision, unless it has made one from inside the callback. */
    synchronized void pend(Inspection inspection) {
        inspection.pended = !inspection.settled;
    }

    /** No decision is owed any more for requests of that number. */
    synchronized void settle(BenchSocket listener, long number) {
        inspections.stream()
                .filter(each -> each.listener == listener && each.number == number)
                .forEach(each -> {
                    each.pended = false;
                    each.settled = true;
                });
    }

    /** The oldest request of the socket for which a decision is owed; null when there is none. */
    synchronized @Nullable Inspection oldestPended(BenchSocket listener) {
        return inspections.stream()
                .filter(each -> each.listener == listener && each.pended)
                .findFirst()
                .orElse(null);
    }

    /** The latest request of that number; null when there is none. */
    synchronized @Nullable Inspection numbered(long number) {
        return latest(inspections.stream().filter(each -> each.number == number).toList());
    }

    /** The latest request of that peer; null when there is none. */
    synchronized @Nullable Inspection of(String peer) {
        return latest(
                inspections.stream().filter(each -> each.peer.equals(peer)).toList());
    }

    private static @Nullable Inspection latest(List<Inspection> some) {
        return some.isEmpty() ? null : some.get(some.size() - 1);
    }
}
