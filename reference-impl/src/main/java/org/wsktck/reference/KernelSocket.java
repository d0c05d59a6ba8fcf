package org.wsktck.reference;

import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.wsktck.wsk.IoStatus;
import org.wsktck.wsk.Irp;
import org.wsktck.wsk.Irql;
import org.wsktck.wsk.NtStatus;
import org.wsktck.wsk.SockAddr;
import org.wsktck.wsk.SocketControl;
import org.wsktck.wsk.WskControlRequest;
import org.wsktck.wsk.WskControlSocketType;
import org.wsktck.wsk.WskSocket;

/**
 * What sockets of all categories share: calls and IRPs in progress, loss of function, and closing. One lock guards all
 * state of a socket; client code never runs under it.
 *
 * <p>Readings: no event callback starts once WskCloseSocket was called, as {@link #isClosing} tells the
 * categories. The close completes when all calls, IRPs and callbacks are done and retained lists are back (CLS-08,
 * CLS-10): a client that keeps a list waits for ever, and was told so. A pended disable request completes when the
 * callbacks have returned, with success, and always before the close (CLS-02, ENA-09). WskRelease is accepted, and
 * reported, until then.
 */
abstract class KernelSocket implements WskSocket, Completions.Ledger {
    final Settings settings;
    final Completions completions;
    final Object lock = new Object();
    final @Nullable Object context;
    final Registration registration;
    private final String label;
    private final Completions.Ledger closeLedger = new CloseLedger();
    private final ExtensionPart extension;
    private int calls;
    private int irps;
    private boolean closing;
    private boolean closed;
    private boolean closedByProvider;
    private boolean failed;
    private @Nullable Irp closeIrp;

    KernelSocket(Settings settings, Registration registration, String label, @Nullable Object context) {
        this.settings = settings;
        this.completions = new Completions(settings);
        this.registration = registration;
        this.label = label;
        this.context = context;
        this.extension = new ExtensionPart(this);
    }

    /** Event callbacks in progress. Called with the lock. */
    abstract int callbacksInProgress();

    /** Indication lists that the client retains. Called with the lock. */
    abstract int retainedLists();

    /** Takes all pended IRPs out of their queues, to be completed as cancelled. Called with the lock. */
    abstract List<Irp> takePendedIrps();

    /** Takes them out when the socket loses its function; nothing that waits will be reported. Called with the lock. */
    abstract List<Irp> loseFunction();

    /** Leaves the network. Called without the lock. */
    abstract void detach();

    /** The gates of this category's events. */
    abstract EventControl events();

    /** Whether the events may be switched already; guarded by the lock. */
    abstract boolean isLive();

    /** Requests that only this category knows; null for one that it does not know either. */
    abstract @Nullable NtStatus controlOfCategory(WskControlRequest request, @Nullable Irp irp);

    final ExtensionPart extension() {
        return extension;
    }

    /** Whether it listens at that address. */
    final boolean listensAt(SockAddr address) {
        synchronized (lock) {
            return this instanceof ListeningHost host && host.listening().listensAt(address);
        }
    }

    /** Whether its connection joins these addresses. */
    final boolean joins(SockAddr local, SockAddr remote) {
        synchronized (lock) {
            return this instanceof ConnectionHost host && host.connection().joins(local, remote);
        }
    }

    final boolean isClosing() {
        return closing;
    }

    final boolean hasFailed() {
        return failed;
    }

    /** The environment: the socket loses its function. */
    final void fail() {
        List<Irp> pended;
        synchronized (lock) {
            if (closing || failed) {
                return;
            }
            failed = true;
            pended = loseFunction();
        }
        detach();
        pended.forEach(irp -> completions.complete(this, irp, IoStatus.of(NtStatus.STATUS_FILE_FORCED_CLOSED)));
        eventsChanged();
    }

    final String where(String function) {
        return function + " on " + label;
    }

    @Override
    public final String toString() {
        return label;
    }

    /** A function that carries an IRP. */
    final NtStatus call(String function, @Nullable Irp irp, boolean irpNeeded, Supplier<NtStatus> body) {
        String where = where(function);
        return Calls.run(settings, this, where, Irql.DISPATCH_LEVEL, () -> {
            if (irp == null && irpNeeded) {
                settings.fault("GEN-14", "no IRP", where, "Pass an IRP: the outcome is reported through it.");
                return NtStatus.STATUS_INVALID_PARAMETER;
            }
            if (!beginCall(false)) {
                return refuseAfterClose(where, irp);
            }
            try {
                completions.accept(this, irp, where);
                if (lost()) {
                    return completions.inline(this, irp, NtStatus.STATUS_FILE_FORCED_CLOSED);
                }
                return body.get();
            } finally {
                endCall();
            }
        });
    }

    /** A function without an IRP that a client may still need while the close is pending: WskRelease. */
    final NtStatus releaseCall(String function, Supplier<NtStatus> body) {
        String where = where(function);
        return Calls.run(settings, this, where, Irql.DISPATCH_LEVEL, () -> {
            if (!beginCall(true)) {
                return refuseAfterClose(where, null);
            }
            try {
                boolean late;
                synchronized (lock) {
                    late = closing;
                }
                if (late) {
                    reportCallAfterClose(where);
                }
                return body.get();
            } finally {
                endCall();
            }
        });
    }

    private boolean lost() {
        synchronized (lock) {
            return failed;
        }
    }

    private boolean beginCall(boolean whileClosing) {
        synchronized (lock) {
            if (whileClosing ? closed : closing) {
                return false;
            }
            calls++;
            return true;
        }
    }

    private NtStatus refuseAfterClose(String where, @Nullable Irp irp) {
        reportCallAfterClose(where);
        if (irp != null) {
            completions.complete(Completions.NOBODY, irp, IoStatus.of(NtStatus.STATUS_INVALID_DEVICE_STATE));
        }
        return NtStatus.STATUS_INVALID_DEVICE_STATE;
    }

    private void reportCallAfterClose(String where) {
        boolean rejected;
        synchronized (lock) {
            rejected = closedByProvider;
        }
        if (rejected) {
            settings.fault(
                    "LSN-07",
                    "called after WskAcceptEvent has rejected the socket",
                    where,
                    "Drop the socket pointer: the provider closes the socket.");
        } else {
            settings.fault("CLS-06", "called after WskCloseSocket", where, "Drop the socket pointer when closing it.");
        }
    }

    private void endCall() {
        synchronized (lock) {
            calls--;
        }
        finishCloseIfIdle();
    }

    @Override
    public final void irpAccepted() {
        synchronized (lock) {
            irps++;
        }
    }

    @Override
    public final void irpCompleted() {
        synchronized (lock) {
            irps--;
        }
        finishCloseIfIdle();
    }

    final NtStatus control(WskControlRequest request, @Nullable Irp irp) {
        String where = where("WskControlSocket");
        if (needsPassiveLevel(request.controlCode()) && settings.scheduler().currentIrql() != Irql.PASSIVE_LEVEL) {
            settings.fault("CTX-09", "an address list request above PASSIVE_LEVEL", where, "Use a work item.");
        }
        return call("WskControlSocket", irp, false, () -> {
            if (EventControl.isEventRequest(request)) {
                return switchEvents(request, irp, where);
            }
            if (ExtensionPart.isRegistration(request)) {
                return completions.inline(this, irp, extension.register(request, irp, where));
            }
            NtStatus status = controlOfCategory(request, irp);
            return completions.inline(this, irp, status == null ? unknownToCategory(request) : status);
        });
    }

    private static NtStatus unknownToCategory(WskControlRequest request) {
        return request.requestType() == WskControlSocketType.WSK_IOCTL
                        && request.controlCode() == SocketControl.SIO_WSK_QUERY_INSPECT_ID
                ? NtStatus.STATUS_INVALID_DEVICE_REQUEST
                : NtStatus.STATUS_NOT_SUPPORTED;
    }

    private static boolean needsPassiveLevel(int code) {
        return code == SocketControl.SIO_ADDRESS_LIST_QUERY
                || code == SocketControl.SIO_ADDRESS_LIST_CHANGE
                || code == SocketControl.SIO_ADDRESS_LIST_SORT;
    }

    private NtStatus switchEvents(WskControlRequest request, @Nullable Irp irp, String where) {
        NtStatus status;
        synchronized (lock) {
            EventControl ofExtension = extension.eventsFor(request);
            status = ofExtension == null
                    ? events().control(request, irp, isLive(), where)
                    : ofExtension.control(request, irp, true, where);
        }
        if (status == NtStatus.STATUS_PENDING || status == NtStatus.STATUS_EVENT_PENDING) {
            return status;
        }
        eventsChanged();
        extension.wake();
        return completions.inline(this, irp, status);
    }

    /** An event may have been enabled. Called without the lock. */
    abstract void eventsChanged();

    final NtStatus close(@Nullable Irp irp) {
        String where = where("WskCloseSocket");
        return Calls.run(settings, this, where, Irql.DISPATCH_LEVEL, () -> {
            if (irp == null) {
                settings.fault("GEN-14", "no IRP", where, "Pass an IRP: the outcome is reported through it.");
                return NtStatus.STATUS_INVALID_PARAMETER;
            }
            @Nullable List<Irp> pended = null;
            int otherCalls;
            int retained;
            synchronized (lock) {
                if (closing) {
                    otherCalls = 0;
                    retained = 0;
                } else {
                    closing = true;
                    otherCalls = calls - (Frames.callsOf(this) - 1);
                    retained = retainedLists();
                    pended = takePendedIrps();
                    calls++;
                }
            }
            if (pended == null) {
                return refuseAfterClose(where, irp);
            }
            try {
                completions.accept(closeLedger, irp, where);
                reportUntidyClose(where, otherCalls, retained);
                detach();
                pended.forEach(each -> completions.complete(this, each, IoStatus.of(NtStatus.STATUS_CANCELLED)));
                return finishInlineOrPend(irp);
            } finally {
                endCall();
            }
        });
    }

    private void reportUntidyClose(String where, int otherCalls, int retained) {
        if (otherCalls > 0) {
            settings.fault(
                    "CLS-01",
                    otherCalls + " call(s) of this socket's functions are executing in other threads",
                    where,
                    "Let them return before closing.");
        }
        if (retained > 0) {
            settings.fault(
                    "CLS-08",
                    retained + " indication list(s) are still retained",
                    where,
                    "Return them with WskRelease before closing: the close cannot complete without them.");
        }
    }

    private NtStatus finishInlineOrPend(Irp irp) {
        boolean now = settings.scheduler().choose(2) == 0;
        synchronized (lock) {
            if (!now || !isIdle(1)) {
                irp.ioMarkIrpPending();
                closeIrp = irp;
                return NtStatus.STATUS_PENDING;
            }
            closed = true;
        }
        return completions.inline(closeLedger, irp, NtStatus.STATUS_SUCCESS);
    }

    private boolean isIdle(int ownCalls) {
        return calls == ownCalls
                && irps == 0
                && callbacksInProgress() == 0
                && extension.callbacksInProgress() == 0
                && retainedLists() == 0;
    }

    /** Closes a socket that the client does not want (LSN-05), unless it has closed it itself. */
    final void closeByProvider() {
        List<Irp> pended;
        synchronized (lock) {
            if (closing) {
                return;
            }
            closing = true;
            closedByProvider = true;
            pended = takePendedIrps();
        }
        detach();
        pended.forEach(each -> completions.complete(this, each, IoStatus.of(NtStatus.STATUS_CANCELLED)));
        finishCloseIfIdle();
    }

    /** Completes a pended close as soon as nothing stands against it. Called without the lock, after every change. */
    final void finishCloseIfIdle() {
        Irp irp;
        synchronized (lock) {
            if (closed || !(closedByProvider || closeIrp != null) || !isIdle(0)) {
                return;
            }
            irp = closeIrp;
            closeIrp = null;
            closed = true;
        }
        if (irp == null) {
            registration.socketClosed(this);
            settings.scheduler().signal();
        } else {
            completions.later(closeLedger, irp, IoStatus.of(NtStatus.STATUS_SUCCESS));
        }
    }

    /** The socket is gone for its registration when the IRP of the close is complete. */
    private final class CloseLedger implements Completions.Ledger {
        @Override
        public void irpAccepted() {}

        @Override
        public void irpCompleted() {
            registration.socketClosed(KernelSocket.this);
        }
    }
}
