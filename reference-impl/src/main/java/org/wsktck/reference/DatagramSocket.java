package org.wsktck.reference;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.wsktck.reference.network.AddressInUseException;
import org.wsktck.reference.network.Datagram;
import org.wsktck.reference.network.Endpoint;
import org.wsktck.reference.network.Network;
import org.wsktck.wsk.EventMask;
import org.wsktck.wsk.IoStatus;
import org.wsktck.wsk.Irp;
import org.wsktck.wsk.MsgFlag;
import org.wsktck.wsk.NtStatus;
import org.wsktck.wsk.Out;
import org.wsktck.wsk.SockAddr;
import org.wsktck.wsk.SocketControl;
import org.wsktck.wsk.WskBuf;
import org.wsktck.wsk.WskClientDatagramDispatch;
import org.wsktck.wsk.WskControlRequest;
import org.wsktck.wsk.WskControlSocketType;
import org.wsktck.wsk.WskDatagramIndication;
import org.wsktck.wsk.WskProviderBasicDispatch;
import org.wsktck.wsk.WskReceiveFromEvent;

/**
 * A datagram socket: its functions. What happens to datagrams that arrive is the {@link DatagramIntake}'s business.
 *
 * <p>Readings: using it before WskBind gives STATUS_INVALID_DEVICE_STATE. A datagram that is longer than the
 * buffer of a WskReceiveFrom is cut and completes with success and MSG_TRUNC.
 */
final class DatagramSocket extends KernelSocket {
    /** The parameters of WskReceiveFrom. */
    record Receive(
            WskBuf buffer,
            @Nullable Out<SockAddr> remoteAddress,
            @Nullable Out<Integer> controlFlags) {}

    private final Network network;
    private final DatagramIntake intake;
    private final EventControl events;
    private @Nullable Endpoint endpoint;
    private boolean binding;
    private @Nullable SockAddr defaultDestination;

    DatagramSocket(
            Settings settings,
            Registration registration,
            String label,
            Network network,
            @Nullable Object context,
            @Nullable WskClientDatagramDispatch dispatch,
            boolean staticallyEnabled) {
        super(settings, registration, label, context);
        this.network = network;
        @Nullable WskReceiveFromEvent entry = dispatch == null ? null : dispatch.wskReceiveFromEvent();
        EventGate gate = new EventGate(entry != null, staticallyEnabled);
        this.events =
                new EventControl(settings, EventControl.Timing.BOUND, Map.of(EventMask.WSK_EVENT_RECEIVE_FROM, gate));
        this.intake = new DatagramIntake(this, gate, entry);
    }

    @Override
    public WskProviderBasicDispatch dispatch() {
        return SocketDispatch.DATAGRAM;
    }

    NtStatus bind(SockAddr wanted, Irp irp) {
        return call("WskBind", irp, true, () -> {
            synchronized (lock) {
                if (binding || endpoint != null) {
                    return completions.inline(this, irp, NtStatus.STATUS_INVALID_DEVICE_STATE);
                }
                binding = true;
            }
            @Nullable Endpoint attached = null;
            try {
                attached = network.attach(wanted, intake);
            } catch (AddressInUseException inUse) {
                // Told by the status below.
            }
            synchronized (lock) {
                binding = false;
                endpoint = attached;
            }
            if (attached == null) {
                return completions.inline(this, irp, NtStatus.STATUS_ADDRESS_ALREADY_EXISTS);
            }
            return completions.inlineOrPended(this, irp, IoStatus.of(NtStatus.STATUS_SUCCESS));
        });
    }

    NtStatus sendTo(WskBuf buffer, @Nullable SockAddr remoteAddress, Irp irp) {
        return call("WskSendTo", irp, true, () -> {
            Endpoint bound = bound("WskSendTo");
            if (bound == null) {
                return completions.inline(this, irp, NtStatus.STATUS_INVALID_DEVICE_STATE);
            }
            SockAddr destination = remoteAddress == null ? fallbackDestination() : remoteAddress;
            if (destination == null || !Buffers.isSound(buffer)) {
                return completions.inline(this, irp, NtStatus.STATUS_INVALID_PARAMETER);
            }
            byte[] payload = Buffers.toArray(buffer);
            if (!bound.send(destination, payload)) {
                return completions.inline(this, irp, NtStatus.STATUS_NETWORK_UNREACHABLE);
            }
            return completions.inlineOrPended(this, irp, IoStatus.of(NtStatus.STATUS_SUCCESS, payload.length));
        });
    }

    private @Nullable SockAddr fallbackDestination() {
        synchronized (lock) {
            return defaultDestination == null ? intake.remoteAddress() : defaultDestination;
        }
    }

    private @Nullable Endpoint bound(String function) {
        @Nullable Endpoint bound;
        synchronized (lock) {
            bound = endpoint;
        }
        if (bound == null) {
            settings.fault("GEN-16", "used before it is bound", where(function), "Wait until WskBind has completed.");
        }
        return bound;
    }

    NtStatus receiveFrom(Receive request, Irp irp) {
        return call("WskReceiveFrom", irp, true, () -> {
            if (bound("WskReceiveFrom") == null) {
                return completions.inline(this, irp, NtStatus.STATUS_INVALID_DEVICE_STATE);
            }
            if (!Buffers.isSound(request.buffer())) {
                return completions.inline(this, irp, NtStatus.STATUS_INVALID_PARAMETER);
            }
            return intake.receive(request, irp);
        });
    }

    /** Copies a datagram to where a WskReceiveFrom wants it. */
    static IoStatus give(Datagram datagram, Receive request) {
        int count = Buffers.fill(request.buffer(), datagram.payload());
        Out<SockAddr> sender = request.remoteAddress();
        if (sender != null) {
            sender.set(datagram.from());
        }
        Out<Integer> flags = request.controlFlags();
        if (flags != null) {
            flags.set(castFlag(datagram) | (count < datagram.payload().length ? MsgFlag.MSG_TRUNC : 0));
        }
        return IoStatus.of(NtStatus.STATUS_SUCCESS, count);
    }

    static int castFlag(Datagram datagram) {
        return switch (datagram.cast()) {
            case UNICAST -> 0;
            case BROADCAST -> MsgFlag.MSG_BCAST;
            case MULTICAST -> MsgFlag.MSG_MCAST;
        };
    }

    NtStatus release(WskDatagramIndication head) {
        return releaseCall("WskRelease", () -> {
            String problem;
            synchronized (lock) {
                problem = intake.release(head);
            }
            if (problem == null) {
                return NtStatus.STATUS_SUCCESS;
            }
            settings.fault(
                    "CON-16",
                    "WskRelease of " + problem,
                    where("WskRelease"),
                    "Release each retained list once, by the head that the callback got.");
            return NtStatus.STATUS_INVALID_PARAMETER;
        });
    }

    NtStatus localAddress(Out<SockAddr> target, Irp irp) {
        return call("WskGetLocalAddress", irp, true, () -> {
            Endpoint bound = bound("WskGetLocalAddress");
            if (bound == null) {
                return completions.inline(this, irp, NtStatus.STATUS_INVALID_DEVICE_STATE);
            }
            target.set(bound.localAddress());
            return completions.inlineOrPended(this, irp, IoStatus.of(NtStatus.STATUS_SUCCESS));
        });
    }

    boolean isBoundTo(SockAddr address) {
        synchronized (lock) {
            return endpoint != null && endpoint.localAddress().equals(address);
        }
    }

    @Override
    @Nullable
    NtStatus controlOfCategory(WskControlRequest request, @Nullable Irp irp) {
        if (request.requestType() != WskControlSocketType.WSK_IOCTL) {
            return null;
        }
        return switch (request.controlCode()) {
            case SocketControl.SIO_WSK_SET_REMOTE_ADDRESS, SocketControl.SIO_WSK_SET_SENDTO_ADDRESS ->
                setAddress(request);
            default -> null;
        };
    }

    private NtStatus setAddress(WskControlRequest request) {
        Object input = request.inputBuffer();
        if (input != null && !(input instanceof SockAddr)) {
            return NtStatus.STATUS_INVALID_PARAMETER;
        }
        SockAddr address = (SockAddr) input;
        synchronized (lock) {
            if (request.controlCode() == SocketControl.SIO_WSK_SET_REMOTE_ADDRESS) {
                intake.setRemoteAddress(address);
            } else {
                defaultDestination = address;
            }
        }
        return NtStatus.STATUS_SUCCESS;
    }

    /** Datagrams that found no room. */
    long dropped() {
        synchronized (lock) {
            return intake.dropped();
        }
    }

    @Override
    int callbacksInProgress() {
        return intake.callbacksInProgress();
    }

    @Override
    int retainedLists() {
        return intake.retainedLists();
    }

    @Override
    List<Irp> takePendedIrps() {
        return intake.takePendedIrps();
    }

    @Override
    List<Irp> loseFunction() {
        return intake.fail();
    }

    @Override
    void detach() {
        @Nullable Endpoint bound;
        synchronized (lock) {
            bound = endpoint;
        }
        if (bound != null) {
            bound.close();
        }
    }

    @Override
    EventControl events() {
        return events;
    }

    @Override
    boolean isLive() {
        return endpoint != null;
    }

    @Override
    void eventsChanged() {
        intake.wake();
    }
}
