package org.wsktck.reference.network;

import org.wsktck.wsk.SockAddr;

/** A connection request at a listening address. */
public interface StreamRequest {
    /** Where it arrived. */
    SockAddr localAddress();

    /** Who wants to connect. */
    SockAddr remoteAddress();

    /** Goes on establishing it; the outcome comes through {@link StreamArrivals}. */
    void accept();

    /** Drops it. */
    void reject();
}
