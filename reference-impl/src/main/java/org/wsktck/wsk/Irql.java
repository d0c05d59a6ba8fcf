package org.wsktck.wsk;

/** Interrupt request levels, lowest first. WSK callbacks run at {@link #DISPATCH_LEVEL} at most. */
public enum Irql {
    PASSIVE_LEVEL,
    APC_LEVEL,
    DISPATCH_LEVEL,
    /** Stands for every level above {@link #DISPATCH_LEVEL}, where no WSK code may run. */
    DEVICE_LEVEL;

    /** Whether code that is limited to {@code limit} may run at this level. */
    public boolean notAbove(Irql limit) {
        return compareTo(limit) <= 0;
    }
}
