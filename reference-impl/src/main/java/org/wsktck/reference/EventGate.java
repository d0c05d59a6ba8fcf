package org.wsktck.reference;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wsktck.wsk.Irp;

/**
 * Whether one event of one socket may call back, and how many calls are in progress. Shared by all categories; guarded by
 * the lock of the socket.
 *
 * <p>Readings: no call starts after a disable request, although the pages promise that only for its effective point
 * . Enabling while a disable still drains counts as the later request: it takes effect once the calls in progress
 * at the disable request have returned.
 */
final class EventGate {
    private final boolean hasEntry;
    private final boolean isStatic;
    private final List<Irp> drainIrps = new ArrayList<>();
    private boolean enabled;
    private boolean draining;
    private boolean enableAfterDrain;
    private int inProgress;

    /** A gate is closed at first, unless the static mask opens it for good. Without an entry there is nothing to call. */
    EventGate(boolean hasEntry, boolean isStatic) {
        this.hasEntry = hasEntry;
        this.isStatic = isStatic;
    }

    boolean hasEntry() {
        return hasEntry;
    }

    boolean isStatic() {
        return isStatic;
    }

    /** Whether a call may start now. */
    boolean isOpen() {
        return hasEntry && (isStatic || (enabled && !draining));
    }

    int inProgress() {
        return inProgress;
    }

    void enter() {
        inProgress++;
    }

    /** A call has returned. The IRPs of disable requests that this makes effective are the caller's to complete. */
    List<Irp> exit() {
        inProgress--;
        if (inProgress > 0 || !draining) {
            return List.of();
        }
        draining = false;
        enabled = enableAfterDrain;
        enableAfterDrain = false;
        List<Irp> effective = List.copyOf(drainIrps);
        drainIrps.clear();
        return effective;
    }

    void enable() {
        if (draining) {
            enableAfterDrain = true;
        } else {
            enabled = true;
        }
    }

    /**
     * Disables.
     *
     * @return whether it is effective; if not, the IRP was kept, to come back from {@link #exit}
     */
    boolean disable(@Nullable Irp irp) {
        if (inProgress == 0) {
            enabled = false;
            return true;
        }
        draining = true;
        enableAfterDrain = false;
        if (irp != null) {
            drainIrps.add(irp);
        }
        return false;
    }

    /** The callback refused what it was given: dynamic enabling ends, static enabling does not. */
    void refuse() {
        enabled = false;
        enableAfterDrain = false;
    }
}
