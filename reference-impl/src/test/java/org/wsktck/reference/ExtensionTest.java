package org.wsktck.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wsktck.wsk.ControlOutput;
import org.wsktck.wsk.EventMask;
import org.wsktck.wsk.Irp;
import org.wsktck.wsk.NtStatus;
import org.wsktck.wsk.Out;
import org.wsktck.wsk.WskExtensionControlOut;
import org.wsktck.wsk.WskFlag;

/** Extension interfaces: unknown ones are refused, ours adds an event of its own to any category. */
class ExtensionTest {
    private static final int EVENT = ExampleExtension.EXAMPLE_EVENT;
    private static final UUID OURS = ExampleExtension.NPI_EXAMPLE_INTERFACE_ID;

    private static NtStatus register(
            StreamBench bench, StreamBench.Sock socket, UUID npi, Object context, ControlOutput output) {
        ExampleExtension.ClientDispatch table = new ExampleExtension.ClientDispatch((clientContext, count) -> {
            bench.log("called " + clientContext + " " + count);
            return NtStatus.STATUS_SUCCESS;
        });
        return socket.socket
                .dispatch()
                .wskControlSocket(socket.socket, ExampleExtension.register(npi, context, table, output), null);
    }

    private static NtStatus control(StreamBench.Sock socket, int mask, Irp irp) {
        return socket.socket.dispatch().wskControlSocket(socket.socket, ExampleExtension.eventCallback(mask), irp);
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                WskFlag.WSK_FLAG_BASIC_SOCKET,
                WskFlag.WSK_FLAG_LISTEN_SOCKET,
                WskFlag.WSK_FLAG_CONNECTION_SOCKET,
                WskFlag.WSK_FLAG_STREAM_SOCKET
            })
    void anySocketMayHaveIt(int category) {
        for (long seed = 0; seed < 5; seed++) {
            try (StreamBench bench = StreamBench.seeded(seed)) {
                StreamBench.Sock socket = bench.socket(category, null, null);
                StreamBench.Sock other = bench.socket(category, null, null);
                assertThat(register(bench, socket, UUID.randomUUID(), "x", new ControlOutput(16)))
                        .isEqualTo(NtStatus.STATUS_NOT_SUPPORTED);
                ControlOutput output = new ControlOutput(16);
                assertThat(register(bench, socket, OURS, "x", output)).isEqualTo(NtStatus.STATUS_SUCCESS);
                assertThat(register(bench, socket, OURS, "x", new ControlOutput(16)))
                        .isEqualTo(NtStatus.STATUS_INVALID_DEVICE_STATE);
                bench.provider.callExampleExtension("x");
                bench.quiesce();
                assertThat(bench.logged("called")).as("disabled by default").isZero();
                assertThat(control(other, EVENT, null))
                        .as("not registered there")
                        .isNotEqualTo(NtStatus.STATUS_SUCCESS);
                bench.faults.clear();
                assertThat(control(socket, EVENT, null)).isEqualTo(NtStatus.STATUS_SUCCESS);
                bench.provider.callExampleExtension("x");
                bench.quiesce();
                assertThat(bench.last("called")).endsWith("called x 2");
                WskExtensionControlOut functions = (WskExtensionControlOut) output.outputBuffer();
                Out<Long> count = new Out<>();
                ExampleExtension.ProviderDispatch dispatch =
                        (ExampleExtension.ProviderDispatch) functions.providerDispatch();
                assertThat(dispatch.queryCount(functions.providerContext(), count))
                        .isEqualTo(NtStatus.STATUS_SUCCESS);
                assertThat(count.get()).isEqualTo(2);
                assertThat(dispatch.queryCount("foreign", count)).isEqualTo(NtStatus.STATUS_INVALID_PARAMETER);
                assertThat(control(socket, EVENT | EventMask.WSK_EVENT_DISABLE, bench.irp("disable")))
                        .isEqualTo(NtStatus.STATUS_SUCCESS);
                int before = bench.logged("called");
                bench.provider.callExampleExtension("x");
                bench.quiesce();
                assertThat(bench.logged("called")).isEqualTo(before);
                socket.close();
                other.close();
                assertThatThrownBy(() -> bench.provider.callExampleExtension("x"))
                        .hasMessageContaining("SIO_WSK_REGISTER_EXTENSION");
                bench.deregister();
                assertThat(bench.faults).isEmpty();
            }
        }
    }

    @Test
    void theSameBitUnderTheTwoIdentifiersIsIndependent() {
        try (StreamBench bench = StreamBench.seeded(3)) {
            StreamBench.Sock socket = bench.connected("p", bench.logging());
            register(bench, socket, OURS, "x", new ControlOutput(16));
            assertThat(control(socket, EVENT, null)).isEqualTo(NtStatus.STATUS_SUCCESS);
            bench.peer("p").write("a");
            bench.provider.callExampleExtension("x");
            bench.quiesce();
            assertThat(bench.received()).isEmpty();
            assertThat(bench.logged("called")).isEqualTo(1);
            assertThat(socket.control(StreamBench.RECEIVE, null)).isEqualTo(NtStatus.STATUS_SUCCESS);
            assertThat(control(socket, EVENT | EventMask.WSK_EVENT_DISABLE, null))
                    .isEqualTo(NtStatus.STATUS_SUCCESS);
            bench.provider.callExampleExtension("x");
            bench.quiesce();
            assertThat(bench.received()).isEqualTo("a");
            assertThat(bench.logged("called")).isEqualTo(1);
        }
    }

    @Test
    void aCallInProgressHoldsTheCloseUp() {
        try (StreamBench bench = StreamBench.seeded(4)) {
            StreamBench.Sock socket = bench.socket(WskFlag.WSK_FLAG_BASIC_SOCKET, null, null);
            boolean[] go = new boolean[1];
            ExampleExtension.ClientDispatch table = new ExampleExtension.ClientDispatch((context, count) -> {
                bench.scheduler.await("the test", () -> go[0]);
                return NtStatus.STATUS_UNSUCCESSFUL;
            });
            socket.socket
                    .dispatch()
                    .wskControlSocket(
                            socket.socket, ExampleExtension.register(OURS, null, table, new ControlOutput(16)), null);
            control(socket, EVENT, null);
            bench.provider.callExampleExtension(null);
            bench.quiesce();
            Irp close = bench.irp("close");
            assertThat(socket.close(close)).isEqualTo(NtStatus.STATUS_PENDING);
            bench.quiesce();
            assertThat(close.ioStatus()).isNull();
            go[0] = true;
            bench.quiesce();
            assertThat(close.ioStatus().status()).isEqualTo(NtStatus.STATUS_SUCCESS);
            assertThat(bench.faults).extracting(ClientFault::rule).containsExactly("GEN-12");
        }
    }

    @Test
    void malformedRegistrationsAreReported() {
        try (StreamBench bench = StreamBench.seeded(4)) {
            StreamBench.Sock socket = bench.socket(WskFlag.WSK_FLAG_BASIC_SOCKET, null, null);
            assertThat(register(bench, socket, OURS, null, null)).isEqualTo(NtStatus.STATUS_INVALID_PARAMETER);
            assertThat(register(bench, socket, OURS, null, new ControlOutput(4)))
                    .isEqualTo(NtStatus.STATUS_INVALID_PARAMETER);
            assertThat(socket.socket
                            .dispatch()
                            .wskControlSocket(
                                    socket.socket,
                                    ExampleExtension.register(OURS, null, "no table", new ControlOutput(16)),
                                    null))
                    .isEqualTo(NtStatus.STATUS_INVALID_PARAMETER);
            assertThat(bench.faults).extracting(ClientFault::rule).containsExactly("EXT-01", "EXT-01");
        }
    }
}
