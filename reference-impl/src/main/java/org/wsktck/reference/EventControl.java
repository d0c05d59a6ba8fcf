package org.wsktck.reference;

import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.wsktck.wsk.EventMask;
import org.wsktck.wsk.Irp;
import org.wsktck.wsk.Npi;
import org.wsktck.wsk.NtStatus;
import org.wsktck.wsk.SocketControl;
import org.wsktck.wsk.WskControlRequest;
import org.wsktck.wsk.WskControlSocketType;
import org.wsktck.wsk.WskEventCallbackControl;

/**
 * SO_WSK_EVENT_CALLBACK for the events of one socket, of any category. Guarded by the lock of the socket.
 *
 * <p>Readings: STATUS_INVALID_DEVICE_REQUEST for an event that is enabled statically, and for disabling a connection
 * event on a listening socket;
 * STATUS_EVENT_PENDING for a disable that drains without an IRP; STATUS_INVALID_PARAMETER for masks that do not
 * fit and for NULL entries, STATUS_INVALID_DEVICE_STATE before the socket is live, STATUS_SUCCESS for enabling what is
 * enabled and disabling what is disabled. The control structure is read during the call. An IRP that
 * comes with an enabling request is reported and completed.
 */
final class EventControl {
    /** When events may be switched, as faults tell it. */
    enum Timing {
        BOUND("ENA-02", "bound", "WskBind"),
        CONNECTED("ENA-03", "connected", "WskConnect"),
        COMMITTED("STR-04", "committed to a role", "WskListen or WskConnect");

        private final String rule;
        private final String state;
        private final String function;

        Timing(String rule, String state, String function) {
            this.rule = rule;
            this.state = state;
            this.function = function;
        }
    }

    private final Settings settings;
    private final UUID npi;
    private final Timing timing;
    private final Map<Integer, EventGate> gates;

    /**
     * @param gates by event flag: the events of the category
     */
    EventControl(Settings settings, Timing timing, Map<Integer, EventGate> gates) {
        this(settings, Npi.NPI_WSK_INTERFACE_ID, timing, gates);
    }

    /** Of the events of that interface. */
    EventControl(Settings settings, UUID npi, Timing timing, Map<Integer, EventGate> gates) {
        this.settings = settings;
        this.npi = npi;
        this.timing = timing;
        this.gates = gates;
    }

    static boolean isEventRequest(WskControlRequest request) {
        return request.requestType() == WskControlSocketType.WSK_SET_OPTION
                && request.controlCode() == SocketControl.SO_WSK_EVENT_CALLBACK;
    }

    /** With STATUS_PENDING the IRP was kept; with any other status the caller completes it. */
    NtStatus control(WskControlRequest request, @Nullable Irp irp, boolean live, String where) {
        WskEventCallbackControl control = wellFormed(request);
        if (control == null) {
            return fault(
                    NtStatus.STATUS_INVALID_PARAMETER,
                    "ENA-01",
                    "a malformed SO_WSK_EVENT_CALLBACK",
                    where,
                    "Set the option at SOL_SOCKET with a WSK_EVENT_CALLBACK_CONTROL of the standard or a registered NPI, no output.");
        }
        boolean disable = (control.eventMask() & EventMask.WSK_EVENT_DISABLE) != 0;
        int events = control.eventMask() & ~EventMask.WSK_EVENT_DISABLE;
        NtStatus objection = objection(events, disable, live, where);
        if (objection != NtStatus.STATUS_SUCCESS) {
            return objection;
        }
        return disable ? disable(events, irp) : enable(events, irp, where);
    }

    private @Nullable WskEventCallbackControl wellFormed(WskControlRequest request) {
        return request.level() == SocketControl.SOL_SOCKET
                        && request.inputSize() == WskEventCallbackControl.SIZE
                        && request.output() == null
                        && request.inputBuffer() instanceof WskEventCallbackControl control
                        && control.npiId().equals(npi)
                ? control
                : null;
    }

    private NtStatus objection(int events, boolean disable, boolean live, String where) {
        if (disable && Integer.bitCount(events) != 1) {
            return fault(
                    NtStatus.STATUS_INVALID_PARAMETER,
                    "ENA-06",
                    "disables " + Integer.bitCount(events) + " events at once",
                    where,
                    "Name one event per disabling request.");
        }
        if (events == 0 || !known(events)) {
            return fault(
                    NtStatus.STATUS_INVALID_PARAMETER,
                    "GEN-05",
                    "event mask 0x" + Integer.toHexString(events) + " does not fit the category",
                    where,
                    "Name events of the socket's own category.");
        }
        if (!live) {
            return fault(
                    NtStatus.STATUS_INVALID_DEVICE_STATE,
                    timing.rule,
                    "event callbacks switched before the socket is " + timing.state,
                    where,
                    "Wait until " + timing.function + " has completed.");
        }
        if (any(events, EventGate::isStatic)) {
            return fault(
                    NtStatus.STATUS_INVALID_DEVICE_REQUEST,
                    "STA-06",
                    "an event of the static mask is switched on one socket",
                    where,
                    "Leave statically enabled events alone.");
        }
        if (disable && any(events, EventGate::isLasting)) {
            return NtStatus.STATUS_INVALID_DEVICE_REQUEST;
        }
        if (!disable && any(events, gate -> !gate.hasEntry())) {
            return fault(
                    NtStatus.STATUS_INVALID_PARAMETER,
                    "GEN-05",
                    "enables an event whose dispatch entry is NULL",
                    where,
                    "Give the function in the dispatch table when the socket is created.");
        }
        return NtStatus.STATUS_SUCCESS;
    }

    private NtStatus enable(int events, @Nullable Irp irp, String where) {
        gates.forEach((flag, gate) -> {
            if ((events & flag) != 0) {
                gate.enable();
            }
        });
        return irp == null
                ? NtStatus.STATUS_SUCCESS
                : fault(
                        NtStatus.STATUS_SUCCESS,
                        "ENA-04",
                        "an enabling request with an IRP",
                        where,
                        "Pass NULL: the status returned is the outcome.");
    }

    private NtStatus disable(int event, @Nullable Irp irp) {
        EventGate gate = gates.get(event);
        if (gate == null || gate.disable(irp)) {
            return NtStatus.STATUS_SUCCESS;
        }
        if (irp == null) {
            return NtStatus.STATUS_EVENT_PENDING;
        }
        irp.ioMarkIrpPending();
        return NtStatus.STATUS_PENDING;
    }

    private boolean known(int events) {
        int known = 0;
        for (int flag : gates.keySet()) {
            known |= flag;
        }
        return (events & ~known) == 0;
    }

    private boolean any(int events, Predicate<EventGate> test) {
        return gates.entrySet().stream().anyMatch(gate -> (events & gate.getKey()) != 0 && test.test(gate.getValue()));
    }

    private NtStatus fault(NtStatus status, String rule, String what, String where, String advice) {
        settings.fault(rule, what, where, advice);
        return status;
    }
}
