package org.wsktck.reference;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.wsktck.reference.network.StreamRequest;
import org.wsktck.wsk.IoStatus;
import org.wsktck.wsk.Irp;
import org.wsktck.wsk.NtStatus;
import org.wsktck.wsk.SockAddr;
import org.wsktck.wsk.SocketControl;
import org.wsktck.wsk.WskAbortEvent;
import org.wsktck.wsk.WskClientListenDispatch;
import org.wsktck.wsk.WskControlRequest;
import org.wsktck.wsk.WskControlSocketType;
import org.wsktck.wsk.WskInspectAction;
import org.wsktck.wsk.WskInspectEvent;
import org.wsktck.wsk.WskInspectId;

/**
 * Conditional accept: connection requests that are being inspected, WskInspectEvent, WskInspectComplete and
 * WskAbortEvent. Guarded by the lock of the socket.
 *
 * <p>Readings: every request is inspected, also one that was given up before its turn; the abort follows then (CND-07,
 * CND-17). No abort is told for a request that the client rejected (CND-12). A request that was accepted by inspection
 * and finds the queue full counts as given up on this side. No id is used twice on a socket. A decision that comes while
 * WskInspectEvent is just about to return is kept until it has: another thread of the client may be that quick. Deciding
 * an id that is not pended gives STATUS_INVALID_PARAMETER; if it was aborted, that is no fault (CND-19). An action that
 * does not exist rejects (GEN-12).
 */
final class Inspections {
    private enum Stage {
        UNDECIDED,
        PENDED,
        ACCEPTED
    }

    /** A request that is alive. */
    private static final class Inspection {
        final StreamRequest request;
        final WskInspectId id;
        Stage stage = Stage.UNDECIDED;
        boolean asked;
        boolean abandoned;

        /** What WskInspectComplete has said before the callback returned. */
        @Nullable
        WskInspectAction early;

        Inspection(StreamRequest request, WskInspectId id) {
            this.request = request;
            this.id = id;
        }

        /** Whether WskInspectEvent has pended it, or may be about to, and nobody has decided it. */
        boolean isDecidable() {
            return stage == Stage.PENDED || (stage == Stage.UNDECIDED && asked && early == null);
        }
    }

    private final KernelSocket socket;
    private final Listening listening;
    private final Settings settings;
    private final Object lock;
    private final @Nullable WskClientListenDispatch table;
    private final Map<StreamRequest, Inspection> byRequest = new IdentityHashMap<>();
    private final Map<WskInspectId, Inspection> byId = new LinkedHashMap<>();
    private final Deque<Inspection> unasked = new ArrayDeque<>();
    private final Deque<Inspection> unaborted = new ArrayDeque<>();
    private final Set<WskInspectId> aborted = new HashSet<>();
    private final EventGate inspectGate;
    private final EventGate abortGate;
    private final InspectEvent inspectEvent;
    private final AbortEvent abortEvent;
    private int serialNumber;
    private boolean on;
    private boolean lossReported;

    Inspections(KernelSocket socket, Listening listening, @Nullable WskClientListenDispatch table) {
        this.socket = socket;
        this.listening = listening;
        this.settings = socket.settings;
        this.lock = socket.lock;
        this.table = table;
        this.inspectGate = new EventGate(table != null && table.wskInspectEvent() != null, false);
        this.abortGate = new EventGate(table != null && table.wskAbortEvent() != null, false);
        this.inspectEvent = new InspectEvent();
        this.abortEvent = new AbortEvent();
    }

    /** Whether the mode is on. With the lock. */
    boolean isOn() {
        return on;
    }

    /** SO_CONDITIONAL_ACCEPT; null for other requests. */
    @Nullable
    NtStatus control(WskControlRequest request, @Nullable Irp irp) {
        if (request.controlCode() != SocketControl.SO_CONDITIONAL_ACCEPT
                || request.level() != SocketControl.SOL_SOCKET
                || request.requestType() == WskControlSocketType.WSK_IOCTL) {
            return null;
        }
        if (request.requestType() == WskControlSocketType.WSK_GET_OPTION) {
            boolean state;
            synchronized (lock) {
                state = on;
            }
            return Answers.write(request.output(), state ? 1 : 0, Answers.ULONG);
        }
        return set(request, irp);
    }

    private NtStatus set(WskControlRequest request, @Nullable Irp irp) {
        if (irp == null || !(request.inputBuffer() instanceof Integer value) || request.inputSize() < Answers.ULONG) {
            return fault(
                    NtStatus.STATUS_INVALID_PARAMETER,
                    "CND-01",
                    "a malformed SO_CONDITIONAL_ACCEPT",
                    "Set the option at SOL_SOCKET with a ULONG and an IRP.");
        }
        if (value != 0 && !(inspectGate.hasEntry() && abortGate.hasEntry())) {
            return fault(
                    NtStatus.STATUS_INVALID_PARAMETER,
                    "CND-06",
                    "conditional accept without WskInspectEvent and WskAbortEvent",
                    "Give both functions in the dispatch table when the socket is created.");
        }
        synchronized (lock) {
            if (!listening.isBegun()) {
                on = value != 0;
                if (on) {
                    inspectGate.enable();
                    abortGate.enable();
                }
                return NtStatus.STATUS_SUCCESS;
            }
        }
        return fault(
                NtStatus.STATUS_INVALID_DEVICE_STATE,
                "CND-01",
                "SO_CONDITIONAL_ACCEPT after the socket was bound",
                "Set the option before WskBind.");
    }

    private NtStatus fault(NtStatus status, String rule, String what, String advice) {
        settings.fault(rule, what, socket.where("WskControlSocket"), advice);
        return status;
    }

    /** A request has come. With the lock. */
    void arrived(StreamRequest request) {
        Inspection inspection =
                new Inspection(request, new WskInspectId(request.localAddress().port(), ++serialNumber));
        byRequest.put(request, inspection);
        byId.put(inspection.id, inspection);
        unasked.add(inspection);
    }

    /** Its connection is there; null for a request that was not inspected. With the lock. */
    @Nullable
    WskInspectId established(StreamRequest request) {
        Inspection inspection = byRequest.get(request);
        if (inspection == null) {
            return null;
        }
        forget(inspection);
        return inspection.id;
    }

    /**
     * The requester has given up. With the lock.
     *
     * @return whether the connection was being established
     */
    boolean abandoned(StreamRequest request) {
        Inspection inspection = byRequest.get(request);
        if (inspection == null) {
            return false;
        }
        inspection.abandoned = true;
        if (inspection.stage != Stage.UNDECIDED) {
            abort(inspection);
        }
        return inspection.stage == Stage.ACCEPTED;
    }

    private void forget(Inspection inspection) {
        byRequest.remove(inspection.request);
        byId.remove(inspection.id);
    }

    private void abort(Inspection inspection) {
        forget(inspection);
        aborted.add(inspection.id);
        unaborted.add(inspection);
    }

    /** Decides; true when the request has to be rejected. With the lock. */
    private boolean decide(Inspection inspection, WskInspectAction action) {
        if (action == WskInspectAction.WskInspectReject) {
            forget(inspection);
            return true;
        }
        inspection.stage = action == WskInspectAction.WskInspectPend ? Stage.PENDED : Stage.ACCEPTED;
        if (inspection.abandoned) {
            abort(inspection);
            return false;
        }
        if (action == WskInspectAction.WskInspectAccept && !listening.admit(inspection.request)) {
            abort(inspection);
            return true;
        }
        return false;
    }

    NtStatus complete(WskInspectId id, WskInspectAction action, Irp irp) {
        return socket.call("WskInspectComplete", irp, true, () -> {
            if (action != WskInspectAction.WskInspectAccept && action != WskInspectAction.WskInspectReject) {
                settings.fault(
                        "CND-20",
                        "decides by " + action,
                        socket.where("WskInspectComplete"),
                        "Decide by WskInspectAccept or WskInspectReject.");
                return socket.completions.inline(socket, irp, NtStatus.STATUS_INVALID_PARAMETER);
            }
            Inspection inspection;
            boolean pended;
            boolean known;
            boolean rejected = false;
            synchronized (lock) {
                inspection = byId.get(id);
                pended = inspection != null && inspection.isDecidable();
                known = aborted.remove(id);
                if (inspection != null && pended) {
                    if (inspection.stage == Stage.PENDED) {
                        rejected = decide(inspection, action);
                    } else {
                        inspection.early = action;
                    }
                }
            }
            if (inspection != null && rejected) {
                inspection.request.reject();
            }
            wake();
            if (pended) {
                return socket.completions.inlineOrPended(socket, irp, IoStatus.of(NtStatus.STATUS_SUCCESS));
            }
            if (!known) {
                settings.fault(
                        "CND-14",
                        "decides " + id + ", which is not pended",
                        socket.where("WskInspectComplete"),
                        "Decide each request that WskInspectEvent has pended once, after the callback has returned.");
            }
            return socket.completions.inline(socket, irp, NtStatus.STATUS_INVALID_PARAMETER);
        });
    }

    /** Looks at both events. */
    void wake() {
        inspectEvent.wake();
        abortEvent.wake();
    }

    int callbacksInProgress() {
        return inspectGate.inProgress() + abortGate.inProgress();
    }

    /** Forgets all requests; they are the caller's to reject. With the lock. */
    List<StreamRequest> drop() {
        List<StreamRequest> requests = new ArrayList<>();
        byId.values().forEach(inspection -> requests.add(inspection.request));
        byId.clear();
        byRequest.clear();
        unasked.clear();
        unaborted.clear();
        return requests;
    }

    /** A call of WskInspectEvent: without an inspection it tells the loss of function. */
    private record Question(@Nullable Inspection inspection) {}

    private final class InspectEvent extends EventSource<Question, WskInspectAction> {
        InspectEvent() {
            super(Inspections.this.socket, inspectGate, "WskInspectEvent");
        }

        @Override
        boolean hasNews() {
            if (!on) {
                return false;
            }
            if (socket.hasFailed()) {
                return listening.isBegun() && !lossReported && gate.inProgress() == 0;
            }
            return gate.inProgress() < settings.maxConcurrentCallbacks() && !unasked.isEmpty();
        }

        @Override
        Question take() {
            lossReported = socket.hasFailed();
            Inspection next = lossReported ? null : unasked.poll();
            if (next != null) {
                next.asked = true;
            }
            return new Question(next);
        }

        @Override
        @Nullable
        WskInspectAction call(Question news, int flags) {
            WskInspectEvent function = table == null ? null : table.wskInspectEvent();
            if (function == null) {
                throw new IllegalStateException("A gate without entry was open");
            }
            Inspection inspection = news.inspection();
            SockAddr local = inspection == null ? null : inspection.request.localAddress();
            SockAddr remote = inspection == null ? null : inspection.request.remoteAddress();
            return function.wskInspectEvent(socket.context, local, remote, inspection == null ? null : inspection.id);
        }

        @Override
        void settle(Question news, @Nullable WskInspectAction answer) {}

        @Override
        void afterwards(Question news, @Nullable WskInspectAction answer) {
            boolean legal = answer != null && answer != WskInspectAction.WskInspectMax;
            if (!legal) {
                fault("CND-10", "returned no action", "Return one of the three actions; taken as a rejection.");
            }
            Inspection inspection = news.inspection();
            if (inspection == null) {
                return;
            }
            boolean rejected = false;
            WskInspectAction action = answer == null || !legal ? WskInspectAction.WskInspectReject : answer;
            WskInspectAction early;
            synchronized (lock) {
                early = inspection.early;
                if (byId.get(inspection.id) == inspection) {
                    rejected = decide(inspection, action);
                    if (early != null && inspection.stage == Stage.PENDED && !inspection.abandoned) {
                        rejected = decide(inspection, early);
                    }
                }
            }
            if (early != null && action != WskInspectAction.WskInspectPend) {
                fault("CND-14", "returned " + action + " for a request that was decided", "Decide a request once.");
            }
            if (rejected) {
                inspection.request.reject();
            }
            abortEvent.wake();
        }
    }

    private final class AbortEvent extends EventSource<Inspection, NtStatus> {
        AbortEvent() {
            super(Inspections.this.socket, abortGate, "WskAbortEvent");
        }

        @Override
        boolean hasNews() {
            return on && !unaborted.isEmpty() && !socket.hasFailed();
        }

        @Override
        Inspection take() {
            return unaborted.remove();
        }

        @Override
        @Nullable
        NtStatus call(Inspection news, int flags) {
            WskAbortEvent function = table == null ? null : table.wskAbortEvent();
            if (function == null) {
                throw new IllegalStateException("A gate without entry was open");
            }
            return function.wskAbortEvent(socket.context, news.id);
        }

        @Override
        void settle(Inspection news, @Nullable NtStatus answer) {}

        @Override
        void afterwards(Inspection news, @Nullable NtStatus answer) {
            if (answer != NtStatus.STATUS_SUCCESS) {
                fault("CND-18", "returned " + answer, "Return STATUS_SUCCESS, always.");
            }
        }
    }
}
