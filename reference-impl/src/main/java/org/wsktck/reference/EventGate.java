package org.wsktck.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.wsktck.wsk.Irp;

/**
 * Whether one event of one socket may call back, and how many calls are in progress. Shared by all categories; guarded by
 * the lock of the socket.
 *
 * <p>Readings: no call starts after a disable request, although the pages promise that only for its effective point
 * . Enabling while a disable still drains counts as the later request: it takes effect once the calls in progress
 * at the disable request have returned. On an accepted socket nothing but an enabling request of its own opens a gate
 * before the socket is handed over (LSN-14), and such a request outweighs what it would inherit (LSN-15).
 */
final class EventGate {
    private final BooleanSupplier hasEntry;
    private final boolean isStatic;
    private final boolean isLasting;
    private final List<Irp> drainIrps = new ArrayList<>();
    private boolean enabled;
    private boolean draining;
    private boolean enableAfterDrain;
    private boolean awaitsHandOver;
    private boolean switched;
    private int inProgress;

    /** A gate is closed at first, unless the static mask opens it for good. Without an entry there is nothing to call. */
    EventGate(boolean hasEntry, boolean isStatic) {
        this(() -> hasEntry, isStatic, false);
    }

    /** With an entry that may be known later only. */
    EventGate(BooleanSupplier hasEntry, boolean isStatic) {
        this(hasEntry, isStatic, false);
    }

    private EventGate(BooleanSupplier hasEntry, boolean isStatic, boolean isLasting) {
        this.hasEntry = hasEntry;
        this.isStatic = isStatic;
        this.isLasting = isLasting;
    }

    /** The gate of an event that a listening socket passes on: never called there, and never closed again (LSN-12). */
    static EventGate lasting(boolean isStatic) {
        return new EventGate(() -> true, isStatic, true);
    }

    boolean hasEntry() {
        return hasEntry.getAsBoolean();
    }

    boolean isLasting() {
        return isLasting;
    }

    /** Whether an enabling request has opened it. */
    boolean isEnabled() {
        return enabled;
    }

    boolean isStatic() {
        return isStatic;
    }

    /** Whether a call may start now. */
    boolean isOpen() {
        return hasEntry() && ((isStatic && !awaitsHandOver) || (enabled && !draining));
    }

    /** The socket is not the client's yet. */
    void awaitHandOver() {
        awaitsHandOver = true;
    }

    /** The socket is the client's; an inherited event is enabled unless the client has switched it before. */
    void handOver(boolean inherited) {
        awaitsHandOver = false;
        if (inherited && !switched) {
            enabled = true;
        }
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
        switched = true;
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
        switched = true;
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
