package org.wsktck.reference.network;

import org.wsktck.wsk.SockAddr;

/** A datagram network that sockets and peers attach to. Datagrams to one endpoint arrive in the order of sending. */
public interface Network extends AutoCloseable {
    /**
     * Binds a local address.
     *
     * @param wanted port 0 lets the network choose; host 0.0.0.0 stands for this machine
     * @throws AddressInUseException when it cannot be had
     */
    Endpoint attach(SockAddr wanted, Receiver receiver) throws AddressInUseException;

    /** The peer of that name; the first call creates it. */
    Peer peer(String name);

    /** Whether peers can send in this way. */
    boolean supports(Cast cast);

    /** Ends every endpoint and peer. */
    @Override
    void close();
}
