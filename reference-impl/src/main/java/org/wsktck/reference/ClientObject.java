package org.wsktck.reference;

import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.wsktck.reference.network.Network;
import org.wsktck.reference.network.StreamEnd;
import org.wsktck.reference.network.StreamNetwork;
import org.wsktck.wsk.CachedSecurityDescriptor;
import org.wsktck.wsk.ClientControl;
import org.wsktck.wsk.ControlOutput;
import org.wsktck.wsk.EventMask;
import org.wsktck.wsk.IoStatus;
import org.wsktck.wsk.Irp;
import org.wsktck.wsk.Irql;
import org.wsktck.wsk.Npi;
import org.wsktck.wsk.NtStatus;
import org.wsktck.wsk.SockAddr;
import org.wsktck.wsk.WskClient;
import org.wsktck.wsk.WskClientConnectionDispatch;
import org.wsktck.wsk.WskClientDatagramDispatch;
import org.wsktck.wsk.WskClientListenDispatch;
import org.wsktck.wsk.WskClientSocketDispatch;
import org.wsktck.wsk.WskClientStreamDispatch;
import org.wsktck.wsk.WskEventCallbackControl;
import org.wsktck.wsk.WskFlag;
import org.wsktck.wsk.WskInspectId;

/**
 * The client object of one registration: creates sockets and answers client control requests.
 *
 * <p>Readings: a static mask that comes after the first socket gives STATUS_INVALID_DEVICE_STATE, a bad mask or an IRP
 * with it STATUS_INVALID_PARAMETER. A static event whose dispatch entry is NULL is never called. A socket whose
 * category has no network gives STATUS_NOT_SUPPORTED.
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
                lock, entry -> completions.complete(registration, entry.irp(), IoStatus.of(NtStatus.STATUS_CANCELLED)));
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
            NtStatus objection = descriptor != null && !descriptors.knows(descriptor)
                    ? NtStatus.STATUS_INVALID_PARAMETER
                    : objection(flags, dispatch);
            if (objection != null) {
                return completions.inline(registration, irp, objection);
            }
            KernelSocket socket = create(flags, context, dispatch);
            return socket == null
                    ? completions.inline(registration, irp, NtStatus.STATUS_NOT_SUPPORTED)
                    : open(socket, irp);
        });
    }

    /** Why there is no such socket; null when there may be one. */
    private @Nullable NtStatus objection(int flags, @Nullable WskClientSocketDispatch dispatch) {
        Class<?> table = switch (flags) {
            case WskFlag.WSK_FLAG_BASIC_SOCKET -> WskClientSocketDispatch.class;
            case WskFlag.WSK_FLAG_LISTEN_SOCKET -> WskClientListenDispatch.class;
            case WskFlag.WSK_FLAG_CONNECTION_SOCKET -> WskClientConnectionDispatch.class;
            case WskFlag.WSK_FLAG_DATAGRAM_SOCKET -> WskClientDatagramDispatch.class;
            case WskFlag.WSK_FLAG_STREAM_SOCKET -> WskClientStreamDispatch.class;
            default -> null;
        };
        if (table == null) {
            return NtStatus.STATUS_INVALID_PARAMETER;
        }
        if (dispatch != null && !table.isInstance(dispatch)) {
            settings.fault(
                    "GEN-05",
                    "a dispatch table of another category",
                    "WskSocket",
                    "Give the table that belongs to the category, here a " + table.getSimpleName() + ".");
            return NtStatus.STATUS_INVALID_PARAMETER;
        }
        return null;
    }

    /** A socket of that category; null when it has no network. */
    private @Nullable KernelSocket create(
            int flags, @Nullable Object context, @Nullable WskClientSocketDispatch dispatch) {
        int mask = mask();
        StaticEvents.of(dispatch).reportMissing(settings, flags, mask);
        if (flags == WskFlag.WSK_FLAG_BASIC_SOCKET) {
            return new BasicSocket(settings, registration, label(), context);
        }
        if (flags == WskFlag.WSK_FLAG_DATAGRAM_SOCKET) {
            Network network = settings.network();
            boolean isStatic = (mask & EventMask.WSK_EVENT_RECEIVE_FROM) != 0;
            return network == null
                    ? null
                    : new DatagramSocket(
                            settings,
                            registration,
                            label(),
                            network,
                            context,
                            (WskClientDatagramDispatch) dispatch,
                            isStatic);
        }
        StreamNetwork streams = settings.streams();
        if (streams == null) {
            return null;
        }
        return switch (flags) {
            case WskFlag.WSK_FLAG_LISTEN_SOCKET ->
                new ListeningSocket(
                        settings, registration, label(), streams, context, (WskClientListenDispatch) dispatch, mask);
            case WskFlag.WSK_FLAG_CONNECTION_SOCKET ->
                connectionSocket(streams, context, (WskClientConnectionDispatch) dispatch, mask);
            default ->
                new StreamSocket(
                        settings, registration, label(), streams, context, (WskClientStreamDispatch) dispatch, mask);
        };
    }

    private ConnectionSocket connectionSocket(
            StreamNetwork streams, @Nullable Object context, @Nullable WskClientConnectionDispatch table, int mask) {
        return new ConnectionSocket(
                settings, registration, label(), streams, new ConnectionClient(context, table), mask);
    }

    NtStatus socketConnect(
            SockAddr local,
            SockAddr remote,
            @Nullable Object context,
            @Nullable WskClientConnectionDispatch table,
            @Nullable CachedSecurityDescriptor descriptor,
            @Nullable Irp irp) {
        return call("WskSocketConnect", irp, () -> {
            if (irp == null) {
                settings.fault("GEN-14", "no IRP", "WskSocketConnect", "Pass an IRP: the socket comes through it.");
                return NtStatus.STATUS_INVALID_PARAMETER;
            }
            StreamNetwork streams = settings.streams();
            if (streams == null || (descriptor != null && !descriptors.knows(descriptor))) {
                return completions.inline(
                        registration,
                        irp,
                        streams == null ? NtStatus.STATUS_NOT_SUPPORTED : NtStatus.STATUS_INVALID_PARAMETER);
            }
            int mask = mask();
            StaticEvents.of(table).reportMissing(settings, WskFlag.WSK_FLAG_CONNECTION_SOCKET, mask);
            ConnectionSocket socket = connectionSocket(streams, context, table, mask);
            registration.socketOpened(socket);
            NtStatus status = socket.bindAndConnect(local, remote, irp, (each, outcome) -> tell(socket, each, outcome));
            if (status != NtStatus.STATUS_PENDING) {
                tell(socket, irp, status);
            }
            return status;
        });
    }

    /** The outcome of WskSocketConnect: without success there is no socket. */
    private void tell(ConnectionSocket socket, Irp irp, NtStatus outcome) {
        if (outcome != NtStatus.STATUS_SUCCESS) {
            socket.closeByProvider();
        }
        completions.complete(
                registration,
                irp,
                outcome == NtStatus.STATUS_SUCCESS ? IoStatus.of(outcome, socket) : IoStatus.of(outcome));
    }

    /** The socket of a connection that came in; it is not handed over yet. */
    ConnectionSocket accepted(StreamEnd end, ConnectionClient client, @Nullable WskInspectId inspectId) {
        ConnectionSocket socket = new ConnectionSocket(settings, registration, label(), end, client, mask(), inspectId);
        registration.socketOpened(socket);
        return socket;
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
