package org.wsktck.reference.network;

/** Who takes what an endpoint receives. */
public interface Receiver {
    /** Called in a task, one datagram at a time, in the order of arrival. */
    void receive(Datagram datagram);
}
