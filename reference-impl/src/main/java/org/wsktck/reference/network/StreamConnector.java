package org.wsktck.reference.network;

/** Who hears what became of an attempt to connect: one of the two, once. */
public interface StreamConnector {
    /** The connection is established. Nothing is read from it until it is started. */
    void connected(StreamEnd end);

    /** Nobody listens there, or the listener does not want it. */
    void refused();
}
