package org.wsktck.reference.network;

import java.util.List;
import org.wsktck.wsk.SockAddr;

/** The remote end: sends to sockets under test and keeps what they send. */
public interface Peer {
    /** The name it was asked for by. */
    String name();

    /** Its own address. */
    SockAddr address();

    /**
     * Sends one datagram. With broadcast and multicast it goes to every endpoint that has the port of {@code to}.
     *
     * @throws UnsupportedOperationException when the network has no such cast, see {@link Network#supports}
     */
    void sendTo(SockAddr to, byte[] payload, Cast cast);

    /** What has arrived so far, oldest first. */
    List<Datagram> received();

    /** Ends the peer. */
    void close();
}
