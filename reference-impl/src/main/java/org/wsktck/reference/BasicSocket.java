package org.wsktck.reference;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.wsktck.wsk.Irp;
import org.wsktck.wsk.NtStatus;
import org.wsktck.wsk.WskControlRequest;
import org.wsktck.wsk.WskProviderBasicDispatch;

/** A basic socket: control operations and nothing else. It has no events. */
final class BasicSocket extends KernelSocket {
    private final EventControl events;

    BasicSocket(Settings settings, Registration registration, String label, @Nullable Object context) {
        super(settings, registration, label, context);
        this.events = new EventControl(settings, EventControl.Timing.BOUND, Map.of());
    }

    @Override
    public WskProviderBasicDispatch dispatch() {
        return SocketDispatch.BASIC;
    }

    @Override
    int callbacksInProgress() {
        return 0;
    }

    @Override
    int retainedLists() {
        return 0;
    }

    @Override
    List<Irp> takePendedIrps() {
        return List.of();
    }

    @Override
    List<Irp> loseFunction() {
        return List.of();
    }

    @Override
    void detach() {}

    @Override
    EventControl events() {
        return events;
    }

    @Override
    boolean isLive() {
        return true;
    }

    @Override
    @Nullable
    NtStatus controlOfCategory(WskControlRequest request, @Nullable Irp irp) {
        return null;
    }

    @Override
    void eventsChanged() {}
}
