package org.wsktck.reference;

import org.jspecify.annotations.Nullable;
import org.wsktck.reference.network.AddressInUseException;
import org.wsktck.reference.network.StreamBinding;
import org.wsktck.reference.network.StreamNetwork;
import org.wsktck.wsk.IoStatus;
import org.wsktck.wsk.Irp;
import org.wsktck.wsk.NtStatus;
import org.wsktck.wsk.SockAddr;

/**
 * The local address of a socket that listens or carries a stream. Guarded by the lock of the socket.
 *
 * <p>Reading: a second WskBind gives STATUS_INVALID_DEVICE_STATE.
 */
final class Bound {
    /** What follows a successful bind, before its IRP completes. */
    interface Next {
        void bound(StreamBinding binding) throws AddressInUseException;

        /** Nothing. */
        static Next nothing() {
            return binding -> {};
        }
    }

    private final KernelSocket socket;
    private final StreamNetwork network;
    private @Nullable StreamBinding binding;
    private boolean busy;

    Bound(KernelSocket socket, StreamNetwork network) {
        this.socket = socket;
        this.network = network;
    }

    StreamNetwork network() {
        return network;
    }

    @Nullable
    StreamBinding binding() {
        return binding;
    }

    NtStatus bind(SockAddr wanted, Irp irp, Next next) {
        return socket.call("WskBind", irp, true, () -> {
            NtStatus status = bind(wanted, next);
            return status == NtStatus.STATUS_SUCCESS
                    ? socket.completions.inlineOrPended(socket, irp, IoStatus.of(status))
                    : socket.completions.inline(socket, irp, status);
        });
    }

    /** Binds, without a call of the client's. */
    NtStatus bind(SockAddr wanted, Next next) {
        synchronized (socket.lock) {
            if (busy || binding != null) {
                return NtStatus.STATUS_INVALID_DEVICE_STATE;
            }
            busy = true;
        }
        @Nullable StreamBinding attached = null;
        NtStatus status = NtStatus.STATUS_SUCCESS;
        try {
            attached = network.bind(wanted);
            next.bound(attached);
        } catch (AddressInUseException inUse) {
            status = NtStatus.STATUS_ADDRESS_ALREADY_EXISTS;
            if (attached != null) {
                attached.close();
            }
        }
        synchronized (socket.lock) {
            busy = false;
            binding = status == NtStatus.STATUS_SUCCESS ? attached : null;
        }
        return status;
    }

    /** The binding of a socket that has to be bound for this; null, and a fault, when it is not. */
    @Nullable
    StreamBinding require(String function) {
        @Nullable StreamBinding bound;
        synchronized (socket.lock) {
            bound = binding;
        }
        if (bound == null) {
            socket.settings.fault(
                    "GEN-16", "used before it is bound", socket.where(function), "Wait until WskBind has completed.");
        }
        return bound;
    }

    /** Frees the address. */
    void close() {
        @Nullable StreamBinding bound;
        synchronized (socket.lock) {
            bound = binding;
        }
        if (bound != null) {
            bound.close();
        }
    }
}
