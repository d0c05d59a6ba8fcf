package org.wsktck.reference.network;

/**
 * Who owns an end. {@link #data}, {@link #end} and {@link #reset} come one at a time and in order; the other two may
 * come meanwhile.
 */
public interface StreamReceiver {
    /** How many bytes it would take now; asked before each delivery, and after {@link StreamEnd#roomAgain}. */
    int room();

    /** The next bytes, at least one and at most as many as there was room for; they are the receiver's. */
    void data(byte[] bytes);

    /** The other end has finished its direction. Comes only while there is room. */
    void end();

    /** The connection is broken by the other end; nothing follows. */
    void reset();

    /** There is room to send again. */
    void writable();

    /** The other end has taken everything including the end of this direction. */
    void finished();
}
