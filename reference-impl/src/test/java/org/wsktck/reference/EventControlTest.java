package org.wsktck.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.wsktck.reference.network.MemoryNetwork;
import org.wsktck.reference.scheduler.SeededScheduler;
import org.wsktck.wsk.EventMask;
import org.wsktck.wsk.Irp;
import org.wsktck.wsk.NtStatus;
import org.wsktck.wsk.WskControlRequest;

/** The gates and their switch with several events, as other categories have them. */
class EventControlTest {
    private static final int RECEIVE = EventMask.WSK_EVENT_RECEIVE;
    private static final int DISCONNECT = EventMask.WSK_EVENT_DISCONNECT;
    private static final int BACKLOG = EventMask.WSK_EVENT_SEND_BACKLOG;

    private final List<String> faults = new ArrayList<>();
    private final EventGate receive = new EventGate(true, false);
    private final EventGate disconnect = new EventGate(true, false);
    private final EventGate backlog = new EventGate(true, true);
    private final Settings settings = settings();
    private final EventControl control = new EventControl(
            settings,
            EventControl.Timing.CONNECTED,
            Map.of(RECEIVE, receive, DISCONNECT, disconnect, BACKLOG, backlog));

    private Settings settings() {
        SeededScheduler scheduler = new SeededScheduler(1);
        return ReferenceProvider.builder()
                .scheduler(scheduler)
                .network(new MemoryNetwork(scheduler))
                .clientFaults(fault -> faults.add(fault.rule()))
                .settings();
    }

    private NtStatus request(int mask, Irp irp) {
        return control.control(WskControlRequest.eventCallback(mask), irp, true, "test");
    }

    @Test
    void severalEventsAreEnabledAtOnceAndDisabledOneByOne() {
        assertThat(request(RECEIVE | DISCONNECT, null)).isEqualTo(NtStatus.STATUS_SUCCESS);
        assertThat(receive.isOpen() && disconnect.isOpen()).isTrue();
        assertThat(request(RECEIVE | DISCONNECT | EventMask.WSK_EVENT_DISABLE, null))
                .isEqualTo(NtStatus.STATUS_INVALID_PARAMETER);
        assertThat(receive.isOpen() && disconnect.isOpen()).isTrue();
        assertThat(request(RECEIVE | EventMask.WSK_EVENT_DISABLE, null)).isEqualTo(NtStatus.STATUS_SUCCESS);
        assertThat(receive.isOpen()).isFalse();
        assertThat(disconnect.isOpen()).isTrue();
        assertThat(faults).containsExactly("ENA-06");
    }

    @Test
    void enablingOneEventLeavesTheOthersAlone() {
        assertThat(request(RECEIVE, null)).isEqualTo(NtStatus.STATUS_SUCCESS);
        assertThat(receive.isOpen()).isTrue();
        assertThat(disconnect.isOpen()).isFalse();
        assertThat(request(RECEIVE | BACKLOG, null)).isEqualTo(NtStatus.STATUS_INVALID_DEVICE_REQUEST);
        assertThat(backlog.isOpen()).isTrue();
        assertThat(faults).containsExactly("STA-06");
    }

    @Test
    void drainingKeepsEveryIrpAndMarksItPending() {
        request(RECEIVE, null);
        receive.enter();
        receive.enter();
        Irp first = new KernelIrp(1, fault -> {});
        Irp second = new KernelIrp(1, fault -> {});
        assertThat(request(RECEIVE | EventMask.WSK_EVENT_DISABLE, first)).isEqualTo(NtStatus.STATUS_PENDING);
        assertThat(request(RECEIVE | EventMask.WSK_EVENT_DISABLE, second)).isEqualTo(NtStatus.STATUS_PENDING);
        assertThat(first.isPending() && second.isPending()).isTrue();
        assertThat(receive.isOpen()).isFalse();
        assertThat(receive.exit()).isEmpty();
        assertThat(receive.exit()).containsExactly(first, second);
        assertThat(receive.isOpen()).isFalse();
        receive.enter();
        assertThat(receive.exit()).as("told once").isEmpty();
    }
}
