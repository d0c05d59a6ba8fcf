package org.wsktck.reference;

import org.jspecify.annotations.Nullable;
import org.wsktck.reference.network.Network;
import org.wsktck.reference.network.StreamNetwork;
import org.wsktck.reference.scheduler.Scheduler;

/**
 * What a provider is built from.
 *
 * @param network of datagrams; null when there is none
 * @param streams network of connections; null when there is none
 * @param maxConcurrentCallbacks calls of one event of one socket at the same time
 * @param maxDatagramsPerList length of an indication list
 * @param bufferLimit datagrams kept per socket while nobody takes them
 * @param maxStretchesPerList length of an indication list of stream data
 * @param streamBufferLimit bytes kept per connection while nobody takes them
 * @param listenBacklog connections kept per listening socket while nobody takes them
 * @param idealSendBacklog of every connection at first, in bytes
 * @param disconnectBeforeData whether a graceful disconnect is reported before data that nobody is taking
 * @param lagAtCallbackEdges whether other tasks may run between the provider's and the client's view of a callback
 */
record Settings(
        Scheduler scheduler,
        @Nullable Network network,
        @Nullable StreamNetwork streams,
        int maxConcurrentCallbacks,
        int maxDatagramsPerList,
        int bufferLimit,
        int maxStretchesPerList,
        int streamBufferLimit,
        int listenBacklog,
        long idealSendBacklog,
        boolean disconnectBeforeData,
        boolean lagAtCallbackEdges,
        ClientFaultListener faults) {

    /** Reports a fault, adding the thread to where it happened. */
    void fault(String rule, String what, String where, String advice) {
        faults.fault(new ClientFault(rule, what, where + ", thread " + scheduler.currentName(), advice));
    }
}
