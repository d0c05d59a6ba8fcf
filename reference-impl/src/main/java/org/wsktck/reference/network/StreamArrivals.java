package org.wsktck.reference.network;

/** Who hears of connections to an address that is listened at. */
public interface StreamArrivals {
    /** Somebody wants to connect: to be answered with accept or reject, now or later. */
    void request(StreamRequest request);

    /** An accepted request has become a connection. Nothing is read from it until it is started. */
    void established(StreamRequest request, StreamEnd end);

    /** The requester gave up before its connection was established; {@link #established} is not called for it. */
    void abandoned(StreamRequest request);
}
