package org.wsktck.reference;

/** Hears of client faults, on the thread that caused them, perhaps under a lock of the provider: must neither
 * call WSK functions nor block nor use the scheduler. */
@FunctionalInterface
public interface ClientFaultListener {
    /** Called once for each fault. */
    void fault(ClientFault fault);

    /** Hears nothing. */
    static ClientFaultListener ignore() {
        return fault -> {};
    }
}
