package org.wsktck.reference;

/** Hears of client faults, on the thread that caused them. Must not call WSK functions. */
@FunctionalInterface
public interface ClientFaultListener {
    /** Called once for each fault. */
    void fault(ClientFault fault);

    /** Hears nothing. */
    static ClientFaultListener ignore() {
        return fault -> {};
    }
}
