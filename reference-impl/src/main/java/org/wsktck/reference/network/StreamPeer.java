package org.wsktck.reference.network;

import org.wsktck.wsk.SockAddr;

/** The remote end: connects to sockets under test or is connected to, once in its life. */
public interface StreamPeer {
    /** Hears what the peer sees, in tasks, one call at a time. */
    interface Listener {
        /** Its connection is established. */
        void connected();

        /** Its attempt to connect has failed. */
        void refused();

        /** Bytes from the other side. */
        void data(byte[] bytes);

        /** The other side has finished its direction. */
        void eof();

        /** The other side has reset the connection. */
        void reset();
    }

    /** The name it was asked for by. */
    String name();

    /** Its own address. */
    SockAddr address();

    /** Begins to connect. */
    void connect(SockAddr to);

    /** Waits to be connected to; takes one connection and refuses others. */
    void listen();

    /** Sends bytes, after those written before, as soon as the connection is there and has room. */
    void write(byte[] bytes);

    /** Finishes its direction, behind the bytes written. */
    void fin();

    /** Gives up: an attempt to connect, or abortively the connection, and with it bytes that are under way. */
    void rst();

    /** Takes nothing any more: neither bytes nor the end of the other direction. */
    void pause();

    /** Takes again. */
    void resume();

    /** Ends the peer; a connection that is still alive is reset. */
    void close();
}
