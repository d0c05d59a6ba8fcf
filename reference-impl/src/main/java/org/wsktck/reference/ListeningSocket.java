package org.wsktck.reference;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wsktck.reference.network.StreamBinding;
import org.wsktck.reference.network.StreamNetwork;
import org.wsktck.wsk.IoStatus;
import org.wsktck.wsk.Irp;
import org.wsktck.wsk.NtStatus;
import org.wsktck.wsk.Out;
import org.wsktck.wsk.SockAddr;
import org.wsktck.wsk.WskClientListenDispatch;
import org.wsktck.wsk.WskControlRequest;
import org.wsktck.wsk.WskProviderBasicDispatch;

/** A listening socket: listens from WskBind on. What happens to connections is the {@link Listening}'s business. */
final class ListeningSocket extends KernelSocket implements ListeningHost {
    private final Bound bound;
    private final Listening listening;
    private final EventControl events;

    ListeningSocket(
            Settings settings,
            Registration registration,
            String label,
            StreamNetwork network,
            @Nullable Object context,
            @Nullable WskClientListenDispatch table,
            int staticMask) {
        super(settings, registration, label, context);
        this.bound = new Bound(this, network);
        this.listening = new Listening(this, table, staticMask);
        this.events = new EventControl(settings, EventControl.Timing.BOUND, listening.gates());
    }

    @Override
    public WskProviderBasicDispatch dispatch() {
        return SocketDispatch.LISTENING;
    }

    @Override
    public Listening listening() {
        return listening;
    }

    NtStatus bind(SockAddr wanted, Irp irp) {
        return bound.bind(wanted, irp, listening::begin);
    }

    NtStatus localAddress(Out<SockAddr> target, Irp irp) {
        return call("WskGetLocalAddress", irp, true, () -> {
            StreamBinding binding = bound.require("WskGetLocalAddress");
            if (binding == null) {
                return completions.inline(this, irp, NtStatus.STATUS_INVALID_DEVICE_STATE);
            }
            target.set(binding.localAddress());
            return completions.inlineOrPended(this, irp, IoStatus.of(NtStatus.STATUS_SUCCESS));
        });
    }

    @Override
    int callbacksInProgress() {
        return listening.callbacksInProgress();
    }

    @Override
    int retainedLists() {
        return 0;
    }

    @Override
    List<Irp> takePendedIrps() {
        return listening.takePendedIrps();
    }

    @Override
    List<Irp> loseFunction() {
        return listening.takePendedIrps();
    }

    @Override
    void detach() {
        bound.close();
        listening.leave();
    }

    @Override
    EventControl events() {
        return events;
    }

    @Override
    boolean isLive() {
        return listening.isBegun();
    }

    @Override
    @Nullable
    NtStatus controlOfCategory(WskControlRequest request, @Nullable Irp irp) {
        return listening.inspections().control(request, irp);
    }

    @Override
    void eventsChanged() {
        listening.wake();
    }
}
