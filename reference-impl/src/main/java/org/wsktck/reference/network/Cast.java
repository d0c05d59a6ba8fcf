package org.wsktck.reference.network;

import org.wsktck.wsk.SockAddr;

/** How a datagram is addressed. */
public enum Cast {
    UNICAST,
    BROADCAST,
    MULTICAST;

    /** What an IPv4 destination means: 255.255.255.255 is broadcast, 224.0.0.0/4 multicast, the rest unicast. */
    public static Cast of(SockAddr destination) {
        String host = destination.host();
        if (host.equals("255.255.255.255")) {
            return BROADCAST;
        }
        int dot = host.indexOf('.');
        if (dot > 0 && host.substring(0, dot).matches("22[4-9]|23[0-9]")) {
            return MULTICAST;
        }
        return UNICAST;
    }
}
