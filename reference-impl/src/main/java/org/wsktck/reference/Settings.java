package org.wsktck.reference;

import org.wsktck.reference.network.Network;
import org.wsktck.reference.scheduler.Scheduler;

/**
 * What a provider is built from.
 *
 * @param maxConcurrentCallbacks calls of one event of one socket at the same time
 * @param maxDatagramsPerList length of an indication list
 * @param bufferLimit datagrams kept per socket while nobody takes them
 * @param lagAtCallbackEdges whether other tasks may run between the provider's and the client's view of a callback
 */
record Settings(
        Scheduler scheduler,
        Network network,
        int maxConcurrentCallbacks,
        int maxDatagramsPerList,
        int bufferLimit,
        boolean lagAtCallbackEdges,
        ClientFaultListener faults) {

    /** Reports a fault, adding the thread to where it happened. */
    void fault(String rule, String what, String where, String advice) {
        faults.fault(new ClientFault(rule, what, where + ", thread " + scheduler.currentName(), advice));
    }
}
