package org.wsktck.reference;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.wsktck.reference.network.AddressInUseException;
import org.wsktck.reference.network.StreamBinding;
import org.wsktck.reference.network.StreamNetwork;
import org.wsktck.wsk.IoStatus;
import org.wsktck.wsk.Irp;
import org.wsktck.wsk.NtStatus;
import org.wsktck.wsk.SockAddr;
import org.wsktck.wsk.WskClientConnectionDispatch;
import org.wsktck.wsk.WskClientListenDispatch;
import org.wsktck.wsk.WskClientStreamDispatch;
import org.wsktck.wsk.WskControlRequest;
import org.wsktck.wsk.WskProviderBasicDispatch;

/**
 * A stream socket: a {@link Listening} and a {@link Connection} over one address, of which it becomes one.
 *
 * <p>Readings: WskListen completes when listening has begun; a function of the other role, and one that comes
 * before the role, gives STATUS_INVALID_DEVICE_STATE; conditional accept is not supported.
 */
final class StreamSocket extends KernelSocket implements ConnectionHost, ListeningHost {
    private final Bound bound;
    private final Listening listening;
    private final Connection connection;
    private final EventControl uncommittedEvents;
    private final EventControl listeningEvents;
    private final EventControl connectionEvents;

    StreamSocket(
            Settings settings,
            Registration registration,
            String label,
            StreamNetwork network,
            @Nullable Object context,
            @Nullable WskClientStreamDispatch table,
            int staticMask) {
        super(settings, registration, label, context);
        WskClientListenDispatch listen = table == null ? null : table.listen();
        WskClientConnectionDispatch connect = table == null ? null : table.connect();
        this.bound = new Bound(this, network);
        this.listening = new Listening(this, listen, staticMask);
        this.connection = new Connection(this, bound, new ConnectionClient(context, connect), staticMask);
        Map<Integer, EventGate> all = new HashMap<>(listening.gates());
        all.putAll(connection.gates());
        this.uncommittedEvents = new EventControl(settings, EventControl.Timing.COMMITTED, Map.copyOf(all));
        this.listeningEvents = new EventControl(settings, EventControl.Timing.COMMITTED, listening.gates());
        this.connectionEvents = new EventControl(settings, EventControl.Timing.COMMITTED, connection.gates());
    }

    @Override
    public WskProviderBasicDispatch dispatch() {
        return SocketDispatch.STREAM;
    }

    @Override
    public Listening listening() {
        return listening;
    }

    @Override
    public Connection connection() {
        return connection;
    }

    @Override
    public NtStatus bind(SockAddr wanted, Irp irp) {
        return bound.bind(wanted, irp, Bound.Next.nothing());
    }

    NtStatus listen(Irp irp) {
        return call("WskListen", irp, true, () -> {
            StreamBinding binding = bound.require("WskListen");
            if (binding == null || isCommitted("WskListen")) {
                return completions.inline(this, irp, NtStatus.STATUS_INVALID_DEVICE_STATE);
            }
            try {
                listening.begin(binding);
            } catch (AddressInUseException lost) {
                return completions.inline(this, irp, NtStatus.STATUS_ADDRESS_ALREADY_EXISTS);
            }
            return completions.inlineOrPended(this, irp, IoStatus.of(NtStatus.STATUS_SUCCESS));
        });
    }

    @Override
    public NtStatus connect(SockAddr remote, Irp irp) {
        boolean listens;
        synchronized (lock) {
            listens = listening.isBegun();
        }
        if (!listens) {
            return connection.connect(remote, irp);
        }
        return call("WskConnect", irp, true, () -> {
            isCommitted("WskConnect");
            return completions.inline(this, irp, NtStatus.STATUS_INVALID_DEVICE_STATE);
        });
    }

    private boolean isCommitted(String function) {
        boolean committed;
        synchronized (lock) {
            committed = listening.isBegun() || connection.isBegun();
        }
        if (committed) {
            settings.fault(
                    "STR-02",
                    "takes a second role",
                    where(function),
                    "Use another socket: a successful WskListen or WskConnect is final.");
        }
        return committed;
    }

    @Override
    int callbacksInProgress() {
        return listening.callbacksInProgress() + connection.callbacksInProgress();
    }

    @Override
    int retainedLists() {
        return connection.retainedLists();
    }

    @Override
    List<Irp> takePendedIrps() {
        List<Irp> irps = new ArrayList<>(listening.takePendedIrps());
        irps.addAll(connection.takePendedIrps());
        return irps;
    }

    @Override
    List<Irp> loseFunction() {
        List<Irp> irps = new ArrayList<>(listening.takePendedIrps());
        irps.addAll(connection.fail());
        return irps;
    }

    @Override
    void detach() {
        bound.close();
        listening.leave();
        connection.leave();
    }

    @Override
    EventControl events() {
        if (listening.isBegun()) {
            return listeningEvents;
        }
        return connection.isConnected() ? connectionEvents : uncommittedEvents;
    }

    @Override
    boolean isLive() {
        return listening.isBegun() || connection.isConnected();
    }

    @Override
    @Nullable
    NtStatus controlOfCategory(WskControlRequest request, @Nullable Irp irp) {
        return connection.control(request, irp);
    }

    @Override
    void eventsChanged() {
        listening.wake();
        connection.wake();
    }
}
