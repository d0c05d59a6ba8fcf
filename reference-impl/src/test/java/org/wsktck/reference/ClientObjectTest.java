package org.wsktck.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.wsktck.reference.scheduler.DeadlockException;
import org.wsktck.wsk.CachedSecurityDescriptor;
import org.wsktck.wsk.ClientControl;
import org.wsktck.wsk.ControlOutput;
import org.wsktck.wsk.EventMask;
import org.wsktck.wsk.IoStatus;
import org.wsktck.wsk.Irp;
import org.wsktck.wsk.Irql;
import org.wsktck.wsk.Npi;
import org.wsktck.wsk.NtStatus;
import org.wsktck.wsk.Out;
import org.wsktck.wsk.WskClientDispatch;
import org.wsktck.wsk.WskClientNpi;
import org.wsktck.wsk.WskEventCallbackControl;
import org.wsktck.wsk.WskFlag;
import org.wsktck.wsk.WskProviderCharacteristics;
import org.wsktck.wsk.WskProviderDatagramDispatch;
import org.wsktck.wsk.WskProviderNpi;
import org.wsktck.wsk.WskRegistration;

class ClientObjectTest {
    private static NtStatus control(Bench bench, int code, Object input, ControlOutput output, Irp irp) {
        return bench.npi.dispatch().wskControlClient(bench.npi.client(), code, input, output, irp);
    }

    @Test
    void captureAnswersByReadinessVersionAndDeregistration() {
        try (Bench bench = Bench.seeded(1)) {
            Out<WskProviderNpi> out = new Out<>();
            bench.provider.setReady(false);
            assertThat(bench.provider.wskCaptureProviderNpi(bench.registration, ClientControl.WSK_NO_WAIT, out))
                    .isEqualTo(NtStatus.STATUS_DEVICE_NOT_READY);
            assertThat(bench.provider.wskCaptureProviderNpi(bench.registration, 500, out))
                    .as("after 500 ms of logical time")
                    .isEqualTo(NtStatus.STATUS_DEVICE_NOT_READY);
            assertThat(bench.scheduler.nanoTime()).isEqualTo(500_000_000);
            assertThat(bench.provider.wskQueryProviderCharacteristics(bench.registration, new Out<>()))
                    .isEqualTo(NtStatus.STATUS_DEVICE_NOT_READY);

            List<NtStatus> statuses = new ArrayList<>();
            WskRegistration waiting = bench.register(Npi.WSK_VERSION_1_0);
            bench.scheduler.spawn(
                    "capture",
                    () -> statuses.add(bench.provider.wskCaptureProviderNpi(
                            waiting, ClientControl.WSK_INFINITE_WAIT, new Out<>())));
            assertThat(bench.quiesce().blocked()).hasSize(1);
            bench.provider.wskDeregister(waiting);
            assertThat(bench.quiesce().isClean()).isTrue();
            assertThat(statuses).containsExactly(NtStatus.STATUS_DEVICE_NOT_READY);

            assertThat(bench.provider.wskCaptureProviderNpi(waiting, ClientControl.WSK_INFINITE_WAIT, new Out<>()))
                    .as("after WskDeregister has returned")
                    .isEqualTo(NtStatus.STATUS_DEVICE_NOT_READY);

            WskRegistration strange = bench.register(Npi.makeWskVersion(2, 0));
            bench.scheduler.spawn(
                    "capture",
                    () -> statuses.add(bench.provider.wskCaptureProviderNpi(
                            strange, ClientControl.WSK_INFINITE_WAIT, new Out<>())));
            bench.quiesce();
            bench.provider.setReady(true);
            bench.quiesce();
            assertThat(statuses).containsExactly(NtStatus.STATUS_DEVICE_NOT_READY, NtStatus.STATUS_NOINTERFACE);
            Out<WskProviderCharacteristics> versions = new Out<>();
            assertThat(bench.provider.wskQueryProviderCharacteristics(bench.registration, versions))
                    .isEqualTo(NtStatus.STATUS_SUCCESS);
            assertThat(versions.require().highestVersion()).isEqualTo(Npi.WSK_VERSION_1_0);
            assertThat(bench.faults).isEmpty();
        }
    }

    @Test
    void deregisterWaitsForTheReleaseOfTheNpiAndForSockets() {
        try (Bench bench = Bench.seeded(2)) {
            Bench.Sock socket = bench.bound(null);
            Irp change = bench.irp("change");
            assertThat(control(bench, ClientControl.WSK_TRANSPORT_LIST_CHANGE, null, null, change))
                    .isEqualTo(NtStatus.STATUS_PENDING);
            bench.scheduler.spawn("deregister", () -> {
                bench.provider.wskDeregister(bench.registration);
                bench.log("deregistered");
            });
            assertThat(bench.quiesce().blocked().toString()).contains("captured NPIs 1", "open sockets 1");
            assertThat(change.ioStatus()).isEqualTo(IoStatus.of(NtStatus.STATUS_CANCELLED));
            bench.provider.wskReleaseProviderNpi(bench.registration);
            bench.quiesce();
            assertThat(bench.logged("deregistered")).isZero();
            socket.close(bench.irp("close"));
            assertThat(bench.quiesce().isClean()).isTrue();
            assertThat(bench.log.get(bench.log.size() - 1)).contains("deregistered");
            assertThat(bench.faults).isEmpty();
        }
    }

    @Test
    void aDriverThatBlocksForEverIsTold() {
        try (Bench bench = Bench.seeded(2)) {
            assertThatThrownBy(() -> bench.provider.wskDeregister(bench.registration))
                    .isInstanceOf(DeadlockException.class)
                    .hasMessageContaining("captured NPIs 1");
        }
    }

    @Test
    void misuseOfTheRegistrationIsReported() {
        try (Bench bench = Bench.seeded(2)) {
            bench.provider.wskReleaseProviderNpi(bench.registration);
            bench.provider.wskReleaseProviderNpi(bench.registration);
            Irp irp = bench.irp("socket");
            assertThat(bench.npi.dispatch().wskSocket(bench.npi.client(), 0, null, null, null, irp))
                    .isEqualTo(NtStatus.STATUS_DEVICE_NOT_READY);
            assertThat(irp.ioStatus()).isEqualTo(IoStatus.of(NtStatus.STATUS_DEVICE_NOT_READY));
            bench.provider.wskRegister(
                    new WskClientNpi(null, new WskClientDispatch(Npi.WSK_VERSION_1_0, 1, null)), new Out<>());
            bench.scheduler.atIrql(
                    Irql.DISPATCH_LEVEL,
                    () -> bench.provider.wskCaptureProviderNpi(bench.registration, 1, new Out<>()));
            bench.scheduler.atIrql(
                    Irql.DEVICE_LEVEL, () -> control(bench, ClientControl.WSK_TDI_BEHAVIOR, null, null, null));
            assertThat(bench.faults)
                    .extracting(ClientFault::rule)
                    .containsExactly("CLI-06", "CLI-06", "CLI-01", "CTX-09", "CTX-09");
        }
    }

    @Test
    void transportsAreListedAndTheirChangeCompletesTheRequest() {
        try (Bench bench = Bench.seeded(3)) {
            ControlOutput probe = new ControlOutput(0);
            assertThat(control(bench, ClientControl.WSK_TRANSPORT_LIST_QUERY, null, probe, null))
                    .isEqualTo(NtStatus.STATUS_BUFFER_OVERFLOW);
            ControlOutput answer = new ControlOutput((int) probe.outputSizeReturned());
            assertThat(control(bench, ClientControl.WSK_TRANSPORT_LIST_QUERY, null, answer, null))
                    .isEqualTo(NtStatus.STATUS_SUCCESS);
            assertThat(answer.outputBuffer()).isEqualTo(List.of("UDP/IPv4"));

            Irp change = bench.irp("change");
            Irp cancelled = bench.irp("cancelled");
            control(bench, ClientControl.WSK_TRANSPORT_LIST_CHANGE, null, null, change);
            control(bench, ClientControl.WSK_TRANSPORT_LIST_CHANGE, null, null, cancelled);
            assertThat(cancelled.ioCancelIrp()).isTrue();
            bench.quiesce();
            assertThat(change.ioStatus()).isNull();
            bench.provider.changeTransports();
            bench.quiesce();
            assertThat(change.ioStatus()).isEqualTo(IoStatus.of(NtStatus.STATUS_SUCCESS));
            assertThat(bench.logged("cancelled completes STATUS_CANCELLED")).isEqualTo(1);
        }
    }

    @Test
    void securityDescriptorsHaveALife() {
        try (Bench bench = Bench.seeded(3)) {
            ControlOutput output = new ControlOutput(8);
            assertThat(control(bench, ClientControl.WSK_CACHE_SD, "sd", output, null))
                    .isEqualTo(NtStatus.STATUS_SUCCESS);
            CachedSecurityDescriptor token = (CachedSecurityDescriptor) output.outputBuffer();
            Irp irp = bench.irp("socket");
            NtStatus status = bench.npi.dispatch().wskSocket(bench.npi.client(), 0, null, null, token, irp);
            assertThat(bench.wait(status, irp).status()).isEqualTo(NtStatus.STATUS_SUCCESS);
            assertThat(control(bench, ClientControl.WSK_RELEASE_SD, token, null, null))
                    .isEqualTo(NtStatus.STATUS_SUCCESS);
            assertThat(control(bench, ClientControl.WSK_RELEASE_SD, token, null, null))
                    .isEqualTo(NtStatus.STATUS_INVALID_PARAMETER);
            assertThat(bench.faults).extracting(ClientFault::rule).containsExactly("CLS-12");
        }
    }

    @Test
    void staticMaskIsCheckedAndBelongsToItsClient() {
        try (Bench bench = Bench.seeded(4)) {
            int code = ClientControl.WSK_SET_STATIC_EVENT_CALLBACKS;
            WskEventCallbackControl good = WskEventCallbackControl.standard(EventMask.WSK_EVENT_RECEIVE_FROM);
            Irp irp = bench.irp("static");
            assertThat(control(bench, code, good, null, irp)).isEqualTo(NtStatus.STATUS_INVALID_PARAMETER);
            assertThat(irp.ioStatus()).isEqualTo(IoStatus.of(NtStatus.STATUS_INVALID_PARAMETER));
            assertThat(control(bench, code, WskEventCallbackControl.standard(1), null, null))
                    .isEqualTo(NtStatus.STATUS_INVALID_PARAMETER);
            assertThat(control(bench, code, new WskEventCallbackControl(new UUID(1, 2), 0x100), null, null))
                    .isEqualTo(NtStatus.STATUS_INVALID_PARAMETER);
            assertThat(control(bench, code, good, null, null)).isEqualTo(NtStatus.STATUS_SUCCESS);
            bench.socket(WskFlag.WSK_FLAG_DATAGRAM_SOCKET, null);
            assertThat(bench.faults)
                    .extracting(ClientFault::rule)
                    .containsExactly("STA-02", "STA-02", "STA-02", "GEN-05");

            WskProviderNpi other = bench.capture(bench.register(Npi.WSK_VERSION_1_0));
            assertThat(other.dispatch().wskControlClient(other.client(), code, good, null, null))
                    .as("has no socket yet")
                    .isEqualTo(NtStatus.STATUS_SUCCESS);
        }
    }

    @Test
    void categoriesAreChosenByFlags() {
        try (Bench bench = Bench.seeded(4)) {
            Bench.Sock basic = bench.socket(WskFlag.WSK_FLAG_BASIC_SOCKET, null);
            assertThat(basic.socket.dispatch()).isNotInstanceOf(WskProviderDatagramDispatch.class);
            assertThat(basic.enable()).isEqualTo(NtStatus.STATUS_INVALID_PARAMETER);
            Irp close = bench.irp("close");
            assertThat(bench.wait(basic.close(close), close).status()).isEqualTo(NtStatus.STATUS_SUCCESS);
            for (int flags : new int[] {1, 2, 8}) {
                Irp irp = bench.irp("socket");
                assertThat(bench.npi.dispatch().wskSocket(bench.npi.client(), flags, null, null, null, irp))
                        .isEqualTo(NtStatus.STATUS_NOT_SUPPORTED);
                assertThat(irp.ioStatus()).isEqualTo(IoStatus.of(NtStatus.STATUS_NOT_SUPPORTED));
            }
            Irp irp = bench.irp("socket");
            assertThat(bench.npi.dispatch().wskSocket(bench.npi.client(), 5, null, null, null, irp))
                    .isEqualTo(NtStatus.STATUS_INVALID_PARAMETER);
        }
    }

    @Test
    void carelessIrpsAreReportedAndServed() {
        try (Bench bench = Bench.seeded(4)) {
            Bench.Sock socket = bench.bound(null);
            Irp bare = bench.provider.kernel().ioAllocateIrp(0);
            assertThat(socket.disable(bare)).isEqualTo(NtStatus.STATUS_SUCCESS);
            assertThat(socket.disable(bare)).as("not reused").isEqualTo(NtStatus.STATUS_SUCCESS);
            Irp careless = bench.provider.kernel().ioAllocateIrp(1);
            careless.ioSetCompletionRoutine(Irp.CompletionSetting.always((irp, outcome) -> NtStatus.STATUS_SUCCESS));
            assertThat(socket.disable(careless)).isEqualTo(NtStatus.STATUS_SUCCESS);
            assertThat(bench.faults).extracting(ClientFault::rule).hasSize(4).containsOnly("GEN-14");
        }
    }

    @Test
    void aSecondCompletionReachesTheClient() {
        try (Bench bench = Bench.seeded(4)) {
            Irp irp = bench.irp("twice");
            irp.ioCompleteRequest(IoStatus.of(NtStatus.STATUS_SUCCESS));
            irp.ioCompleteRequest(IoStatus.of(NtStatus.STATUS_CANCELLED));
            assertThat(bench.logged("twice completes")).isEqualTo(2);
        }
    }
}
