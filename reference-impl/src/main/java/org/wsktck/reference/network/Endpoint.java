package org.wsktck.reference.network;

import org.wsktck.wsk.SockAddr;

/** A bound local address. */
public interface Endpoint {
    /** The address, with the port that was chosen. */
    SockAddr localAddress();

    /**
     * Sends one datagram; like UDP, it tells nothing about arrival.
     *
     * @return false when the network cannot take it at all
     */
    boolean send(SockAddr to, byte[] payload);

    /** Frees the address; what is under way to it is lost. */
    void close();
}
