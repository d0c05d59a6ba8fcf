package org.wsktck.reference.network;

import org.wsktck.wsk.SockAddr;

/** A bound local address, to listen at or to connect from. */
public interface StreamBinding {
    /** The address, with the port that was chosen. */
    SockAddr localAddress();

    /**
     * Begins to listen.
     *
     * @throws AddressInUseException when the address was lost meanwhile
     */
    void listen(StreamArrivals arrivals) throws AddressInUseException;

    /** Begins to connect; one attempt at a time. */
    StreamAttempt connect(SockAddr to, StreamConnector connector);

    /** Frees the address and stops listening. Connections stay; requests that are undecided are rejected. */
    void close();
}
