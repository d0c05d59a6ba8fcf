package org.wsktck.reference.network;

import org.wsktck.wsk.SockAddr;

/** One end of a connection. */
public interface StreamEnd {
    /** Its own address. */
    SockAddr localAddress();

    /** The other end's address. */
    SockAddr remoteAddress();

    /** Begins to deliver. */
    void start(StreamReceiver receiver);

    /**
     * Sends as much as there is room for. After less than everything {@link StreamReceiver#writable} says when to go on.
     *
     * @return how many bytes were taken
     */
    int send(byte[] bytes, int offset, int length);

    /** Ends this direction in order, behind the bytes that were taken. */
    void finish();

    /** The receiver, which had no room, has room again. */
    void roomAgain();

    /** Ends both directions at once; what is under way is lost. The receiver hears nothing more. */
    void reset();

    /** Lets go of a connection that has ended in both directions. */
    void close();

    /** Whether it can {@link #vanish}. */
    boolean canVanish();

    /** Neither sends nor takes anything any more; the other end is not told. */
    void vanish();
}
