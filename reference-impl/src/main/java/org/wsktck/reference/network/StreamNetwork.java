package org.wsktck.reference.network;

import org.wsktck.wsk.SockAddr;

/**
 * A network of connections that carry bytes in order, with flow control. Stands beside {@link Network}: its ports are
 * its own.
 *
 * <p>What it tells, it tells in tasks of its scheduler and without a lock of its own. What it is told it may be told
 * under any lock.
 */
public interface StreamNetwork extends AutoCloseable {
    /**
     * Binds a local address.
     *
     * @param wanted port 0 lets the network choose; host 0.0.0.0 stands for this machine
     * @throws AddressInUseException when it cannot be had
     */
    StreamBinding bind(SockAddr wanted) throws AddressInUseException;

    /**
     * The peer of that name.
     *
     * @param listener who hears what it sees; counts for the first call, which creates the peer
     */
    StreamPeer peer(String name, StreamPeer.Listener listener);

    /**
     * Whether a connection is established for its requester only after {@link StreamRequest#accept}. If not, the
     * requester sees it established at once, and a rejection as a reset (CND-24 asks for the former, and no more than
     * asks).
     */
    boolean holdsHandshake();

    /** Ends every binding, connection and peer. */
    @Override
    void close();
}
