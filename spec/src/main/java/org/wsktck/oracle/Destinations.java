package org.wsktck.oracle;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.wsktck.trace.Field;
import org.wsktck.trace.Observation;

/**
 * Where a WskSendTo can send to: the address that it names; without one, any that the socket was ever given as a fixed address, since the provider may
 * be anywhere between one request and the next.
 */
final class Destinations {
    private static final Set<String> FIXING = Set.of("SIO_WSK_SET_SENDTO_ADDRESS", "SIO_WSK_SET_REMOTE_ADDRESS");

    private final Map<String, Set<String>> fixed = new HashMap<>();

    /** Takes note of a call; the names that a datagram which it sends can reach, none for a call that sends nothing. */
    Set<String> of(Observation call) {
        String socket = call.text(Field.SOCKET);
        String fn = call.needText(Field.FN);
        String address = call.text(Field.ADDRESS);
        if (socket == null) {
            return Set.of();
        }
        if (fn.equals("WskSendTo") && call.number(Field.DG, 0) != 0) {
            return address == null ? fixed.getOrDefault(socket, Set.of()) : Set.of(address);
        }
        String code = call.text(Field.CODE);
        if (address != null && code != null && FIXING.contains(code)) {
            fixed.computeIfAbsent(socket, k -> new LinkedHashSet<>()).add(address);
        }
        return Set.of();
    }
}
