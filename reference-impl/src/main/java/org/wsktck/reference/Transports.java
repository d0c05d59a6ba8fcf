package org.wsktck.reference;

import java.util.List;

/** The list of transports of the machine. It changes when the environment says so: a tunnel comes, or goes. */
final class Transports {
    private static final List<String> PLAIN = List.of("UDP/IPv4");
    private static final List<String> WITH_TUNNEL = List.of("UDP/IPv4", "UDP/tunnel");

    private boolean tunnel;

    synchronized List<String> list() {
        return tunnel ? WITH_TUNNEL : PLAIN;
    }

    synchronized void change() {
        tunnel = !tunnel;
    }
}
