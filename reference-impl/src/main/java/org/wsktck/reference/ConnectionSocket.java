package org.wsktck.reference;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wsktck.reference.network.StreamBinding;
import org.wsktck.reference.network.StreamEnd;
import org.wsktck.reference.network.StreamNetwork;
import org.wsktck.wsk.Irp;
import org.wsktck.wsk.NtStatus;
import org.wsktck.wsk.SockAddr;
import org.wsktck.wsk.WskControlRequest;
import org.wsktck.wsk.WskInspectId;
import org.wsktck.wsk.WskProviderBasicDispatch;

/** A connection-oriented socket: made by WskSocket or WskSocketConnect, or accepted. All it does is its {@link Connection}'s business. */
final class ConnectionSocket extends KernelSocket implements ConnectionHost {
    private final @Nullable Bound bound;
    private final Connection connection;
    private final EventControl events;

    /** One to be bound and connected. */
    ConnectionSocket(
            Settings settings,
            Registration registration,
            String label,
            StreamNetwork network,
            ConnectionClient client,
            int staticMask) {
        super(settings, registration, label, null);
        Bound address = new Bound(this, network);
        this.bound = address;
        this.connection = new Connection(this, address, client, staticMask);
        this.events = new EventControl(settings, EventControl.Timing.CONNECTED, connection.gates());
    }

    /** An accepted one. */
    ConnectionSocket(
            Settings settings,
            Registration registration,
            String label,
            StreamEnd end,
            ConnectionClient client,
            int staticMask,
            @Nullable WskInspectId inspectId) {
        super(settings, registration, label, null);
        this.bound = null;
        this.connection = new Connection(this, end, client, staticMask, inspectId);
        this.events = new EventControl(settings, EventControl.Timing.CONNECTED, connection.gates());
    }

    @Override
    public WskProviderBasicDispatch dispatch() {
        return SocketDispatch.CONNECTION;
    }

    @Override
    public Connection connection() {
        return connection;
    }

    @Override
    public NtStatus bind(SockAddr wanted, Irp irp) {
        if (bound == null) {
            return call(
                    "WskBind", irp, true, () -> completions.inline(this, irp, NtStatus.STATUS_INVALID_DEVICE_STATE));
        }
        return bound.bind(wanted, irp, Bound.Next.nothing());
    }

    @Override
    public NtStatus connect(SockAddr remote, Irp irp) {
        return connection.connect(remote, irp);
    }

    /** WskSocketConnect: binds and connects at once; the outcome comes with the IRP unless it is returned. */
    NtStatus bindAndConnect(SockAddr local, SockAddr remote, Irp irp, Connection.Outcome outcome) {
        NtStatus status =
                bound == null ? NtStatus.STATUS_INVALID_DEVICE_STATE : bound.bind(local, Bound.Next.nothing());
        StreamBinding binding = bound == null ? null : bound.binding();
        return status != NtStatus.STATUS_SUCCESS || binding == null
                ? status
                : connection.connect(binding, remote, irp, outcome);
    }

    @Override
    int callbacksInProgress() {
        return connection.callbacksInProgress();
    }

    @Override
    int retainedLists() {
        return connection.retainedLists();
    }

    @Override
    List<Irp> takePendedIrps() {
        return connection.takePendedIrps();
    }

    @Override
    List<Irp> loseFunction() {
        return new ArrayList<>(connection.fail());
    }

    @Override
    void detach() {
        connection.leave();
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
        return connection.isConnected();
    }

    @Override
    @Nullable
    NtStatus controlOfCategory(WskControlRequest request, @Nullable Irp irp) {
        return connection.control(request, irp);
    }

    @Override
    void eventsChanged() {
        connection.wake();
    }
}
