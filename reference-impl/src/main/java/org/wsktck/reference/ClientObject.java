package org.wsktck.reference;

import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.wsktck.wsk.CachedSecurityDescriptor;
import org.wsktck.wsk.ClientControl;
import org.wsktck.wsk.ControlOutput;
import org.wsktck.wsk.EventMask;
import org.wsktck.wsk.IoStatus;
import org.wsktck.wsk.Irp;
import org.wsktck.wsk.Irql;
import org.wsktck.wsk.Npi;
import org.wsktck.wsk.NtStatus;
import org.wsktck.wsk.WskClient;
import org.wsktck.wsk.WskClientDatagramDispatch;
import org.wsktck.wsk.WskClientSocketDispatch;
import org.wsktck.wsk.WskEventCallbackControl;
import org.wsktck.wsk.WskFlag;

/**
 * The client object of one registration: creates sockets and answers client control requests.
 *
 * <p>Readings: a static mask that comes after the first socket gives STATUS_INVALID_DEVICE_STATE, a bad mask or an IRP
 * with it STATUS_INVALID_PARAMETER. A static event whose dispatch entry is NULL is never called. Listening,
 * connection-oriented and stream sockets are not there yet: STATUS_NOT_SUPPORTED.
 */
final class ClientObject implements WskClient {
    private static final int ALL_EVENTS = EventMask.WSK_EVENT_SEND_BACKLOG
            | EventMask.WSK_EVENT_RECEIVE
            | EventMask.WSK_EVENT_DISCONNECT
            | EventMask.WSK_EVENT_RECEIVE_FROM
            | EventMask.WSK_EVENT_ACCEPT;

    /** Size of a WSK_TRANSPORT on a 64-bit system. */
    private static final int TRANSPORT_SIZE = 28;

    private final Settings settings;
    private final Completions completions;
    private final Registration registration;
    private final Transports transports;
    private final SecurityDescriptors descriptors = new SecurityDescriptors();
    private final Object lock = new Object();
    private final IrpQueue<Boolean> listChanges;
    private int staticMask;
    private int socketsCreated;

    ClientObject(Settings settings, Registration registration, Transports transports) {
        this.settings = settings;
        this.completions = new Completions(settings);
        this.registration = registration;
        this.transports = transports;
        this.listChanges = new IrpQueue<>(
                lock, irp -> completions.complete(registration, irp, IoStatus.of(NtStatus.STATUS_CANCELLED)));
    }

    NtStatus socket(
            int flags,
            @Nullable Object context,
            @Nullable WskClientSocketDispatch dispatch,
            @Nullable CachedSecurityDescriptor descriptor,
            @Nullable Irp irp) {
        return call("WskSocket", irp, () -> {
            if (irp == null) {
                settings.fault("GEN-14", "no IRP", "WskSocket", "Pass an IRP: the socket comes through it.");
                return NtStatus.STATUS_INVALID_PARAMETER;
            }
            if (descriptor != null && !descriptors.knows(descriptor)) {
                return completions.inline(registration, irp, NtStatus.STATUS_INVALID_PARAMETER);
            }
            return switch (flags) {
                case WskFlag.WSK_FLAG_BASIC_SOCKET ->
                    open(new BasicSocket(settings, registration, label(), context), irp);
                case WskFlag.WSK_FLAG_DATAGRAM_SOCKET -> datagramSocket(context, dispatch, irp);
                case WskFlag.WSK_FLAG_LISTEN_SOCKET,
                        WskFlag.WSK_FLAG_CONNECTION_SOCKET,
                        WskFlag.WSK_FLAG_STREAM_SOCKET ->
                    completions.inline(registration, irp, NtStatus.STATUS_NOT_SUPPORTED);
                default -> completions.inline(registration, irp, NtStatus.STATUS_INVALID_PARAMETER);
            };
        });
    }

    private NtStatus datagramSocket(@Nullable Object context, @Nullable WskClientSocketDispatch dispatch, Irp irp) {
        if (dispatch != null && !(dispatch instanceof WskClientDatagramDispatch)) {
            settings.fault(
                    "GEN-05",
                    "a dispatch table of another category",
                    "WskSocket",
                    "Give a datagram socket a WSK_CLIENT_DATAGRAM_DISPATCH.");
            return completions.inline(registration, irp, NtStatus.STATUS_INVALID_PARAMETER);
        }
        WskClientDatagramDispatch table = (WskClientDatagramDispatch) dispatch;
        boolean isStatic = (mask() & EventMask.WSK_EVENT_RECEIVE_FROM) != 0;
        if (isStatic && (table == null || table.wskReceiveFromEvent() == null)) {
            settings.fault(
                    "GEN-05",
                    "WSK_EVENT_RECEIVE_FROM is enabled statically, but its dispatch entry is NULL",
                    "WskSocket",
                    "Give the function in the dispatch table of every socket of that category.");
        }
        return open(new DatagramSocket(settings, registration, label(), context, table, isStatic), irp);
    }

    private NtStatus open(KernelSocket socket, Irp irp) {
        registration.socketOpened(socket);
        return completions.inlineOrPended(registration, irp, IoStatus.of(NtStatus.STATUS_SUCCESS, socket));
    }

    private String label() {
        synchronized (lock) {
            return "socket " + ++socketsCreated;
        }
    }

    private int mask() {
        synchronized (lock) {
            return staticMask;
        }
    }

    NtStatus control(int code, @Nullable Object input, @Nullable ControlOutput output, @Nullable Irp irp) {
        return call("WskControlClient", irp, () -> switch (code) {
            case ClientControl.WSK_SET_STATIC_EVENT_CALLBACKS -> answer(irp, setStaticEvents(input, output, irp));
            case ClientControl.WSK_TRANSPORT_LIST_QUERY -> answer(irp, queryTransports(output));
            case ClientControl.WSK_TRANSPORT_LIST_CHANGE -> awaitTransportChange(irp);
            case ClientControl.WSK_CACHE_SD -> answer(irp, descriptors.cache(input, output));
            case ClientControl.WSK_RELEASE_SD -> answer(irp, releaseDescriptor(input));
            default -> answer(irp, NtStatus.STATUS_NOT_SUPPORTED);
        });
    }

    private NtStatus answer(@Nullable Irp irp, NtStatus status) {
        return completions.inline(registration, irp, status);
    }

    private NtStatus setStaticEvents(@Nullable Object input, @Nullable ControlOutput output, @Nullable Irp irp) {
        if (irp != null
                || output != null
                || !(input instanceof WskEventCallbackControl control)
                || !control.npiId().equals(Npi.NPI_WSK_INTERFACE_ID)
                || (control.eventMask() & ~ALL_EVENTS) != 0) {
            settings.fault(
                    "STA-02",
                    "a malformed WSK_SET_STATIC_EVENT_CALLBACKS",
                    "WskControlClient",
                    "Pass a WSK_EVENT_CALLBACK_CONTROL of the standard NPI, no output and no IRP.");
            return NtStatus.STATUS_INVALID_PARAMETER;
        }
        synchronized (lock) {
            if (socketsCreated == 0) {
                staticMask = control.eventMask();
                return NtStatus.STATUS_SUCCESS;
            }
        }
        settings.fault(
                "STA-01",
                "WSK_SET_STATIC_EVENT_CALLBACKS after a socket was created",
                "WskControlClient",
                "Set the static mask before the first socket.");
        return NtStatus.STATUS_INVALID_DEVICE_STATE;
    }

    private NtStatus queryTransports(@Nullable ControlOutput output) {
        if (output == null) {
            return NtStatus.STATUS_INVALID_PARAMETER;
        }
        List<String> list = transports.list();
        int needed = list.size() * TRANSPORT_SIZE;
        if (output.outputSize() < needed) {
            output.write(null, needed);
            return NtStatus.STATUS_BUFFER_OVERFLOW;
        }
        output.write(list, needed);
        return NtStatus.STATUS_SUCCESS;
    }

    private NtStatus awaitTransportChange(@Nullable Irp irp) {
        if (irp == null) {
            settings.fault(
                    "CLI-10", "WSK_TRANSPORT_LIST_CHANGE without IRP", "WskControlClient", "Pass an IRP to complete.");
            return NtStatus.STATUS_INVALID_PARAMETER;
        }
        boolean queued;
        synchronized (lock) {
            queued = listChanges.add(irp, true);
        }
        if (!queued) {
            completions.complete(registration, irp, IoStatus.of(NtStatus.STATUS_CANCELLED));
        } else if (registration.isDeregistering()) {
            completeListChanges(NtStatus.STATUS_CANCELLED);
        }
        return NtStatus.STATUS_PENDING;
    }

    /** Completes all requests that wait for a change of the transports. */
    void completeListChanges(NtStatus status) {
        List<Irp> waiting;
        synchronized (lock) {
            waiting = listChanges.drain();
        }
        waiting.forEach(irp -> completions.complete(registration, irp, IoStatus.of(status)));
    }

    private NtStatus releaseDescriptor(@Nullable Object input) {
        if (descriptors.release(input)) {
            return NtStatus.STATUS_SUCCESS;
        }
        settings.fault(
                "CLS-12",
                "WSK_RELEASE_SD of a descriptor that is not cached",
                "WskControlClient",
                "Release each descriptor of WSK_CACHE_SD once.");
        return NtStatus.STATUS_INVALID_PARAMETER;
    }

    /** At the end: tells of descriptors that were never released. */
    void reportLeaks() {
        int left = descriptors.count();
        if (left > 0) {
            settings.fault(
                    "CLS-12",
                    left + " cached security descriptor(s) were never released",
                    "WskDeregister",
                    "Release each one with WSK_RELEASE_SD; closing sockets does not.");
        }
    }

    private NtStatus call(String function, @Nullable Irp irp, Supplier<NtStatus> body) {
        return Calls.run(settings, registration, function, Irql.DISPATCH_LEVEL, () -> {
            boolean captured = registration.beginCall();
            try {
                completions.accept(registration, irp, function);
                if (captured) {
                    return body.get();
                }
                settings.fault(
                        "CLI-06",
                        "a call of the provider dispatch without a captured NPI",
                        function,
                        "Call it only between WskCaptureProviderNPI and the last WskReleaseProviderNPI.");
                return completions.inline(registration, irp, NtStatus.STATUS_DEVICE_NOT_READY);
            } finally {
                registration.endCall();
            }
        });
    }
}
