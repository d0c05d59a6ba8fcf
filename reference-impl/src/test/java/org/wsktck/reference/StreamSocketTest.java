package org.wsktck.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wsktck.wsk.Irp;
import org.wsktck.wsk.NtStatus;
import org.wsktck.wsk.SockAddr;
import org.wsktck.wsk.WskClientListenDispatch;
import org.wsktck.wsk.WskClientStreamDispatch;
import org.wsktck.wsk.WskFlag;
import org.wsktck.wsk.WskProviderConnectionDispatch;
import org.wsktck.wsk.WskProviderStreamDispatch;
import org.wsktck.wsk.WskSocket;

/** Stream sockets: roles, and both tables. */
class StreamSocketTest {
    private static final int ACCEPT = StreamBench.ACCEPT;
    private static final int RECEIVE = StreamBench.RECEIVE;
    private static final int DISCONNECT = StreamBench.DISCONNECT;

    private final List<WskSocket> accepted = new ArrayList<>();

    private StreamBench.Sock stream(StreamBench bench) {
        WskClientListenDispatch listen = new WskClientListenDispatch(
                (context, flags, local, remote, socket, acceptContext, acceptTable) -> {
                    bench.log("accept " + context);
                    acceptContext.set("accepted");
                    acceptTable.set(bench.logging());
                    accepted.add(socket);
                    return NtStatus.STATUS_SUCCESS;
                },
                null,
                null);
        return bench.socket(
                WskFlag.WSK_FLAG_STREAM_SOCKET, "stream", new WskClientStreamDispatch(listen, bench.logging()));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void inTheListeningRoleItRaisesListeningEventsOnly(long seed) {
        try (StreamBench bench = StreamBench.seeded(seed)) {
            StreamBench.Sock socket = stream(bench);
            assertThat(socket.socket.dispatch()).isInstanceOf(WskProviderStreamDispatch.class);
            assertThat(socket.bind().status()).isEqualTo(NtStatus.STATUS_SUCCESS);
            SockAddr address = socket.address();
            bench.peer("early").peer.connect(address);
            bench.quiesce();
            assertThat(bench.peer("early").signs).containsExactly("refused");
            assertThat(socket.control(ACCEPT, null)).isEqualTo(NtStatus.STATUS_INVALID_DEVICE_STATE);
            assertThat(socket.listen().status()).isEqualTo(NtStatus.STATUS_SUCCESS);
            assertThat(socket.control(ACCEPT | RECEIVE, null)).isEqualTo(NtStatus.STATUS_SUCCESS);
            bench.peer("p").write("hello");
            bench.peer("p").peer.connect(address);
            bench.quiesce();
            assertThat(accepted).hasSize(1);
            assertThat(accepted.get(0).dispatch())
                    .isInstanceOf(WskProviderConnectionDispatch.class)
                    .isNotInstanceOf(WskProviderStreamDispatch.class);
            assertThat(bench.received("accepted")).isEqualTo("hello");
            assertThat(bench.received("stream")).isEmpty();
            Irp accept = bench.irp("accept");
            assertThat(socket.accept("irp", bench.logging(), accept)).isEqualTo(NtStatus.STATUS_PENDING);
            bench.peer("p2").peer.connect(address);
            bench.quiesce();
            assertThat(accept.ioStatus().status()).isEqualTo(NtStatus.STATUS_SUCCESS);
            Irp connect = bench.irp("connect");
            assertThat(socket.connection().wskConnect(socket.socket, address, 0, connect))
                    .isEqualTo(NtStatus.STATUS_INVALID_DEVICE_STATE);
            Irp send = bench.irp("send");
            assertThat(socket.send("x", send)).isEqualTo(NtStatus.STATUS_INVALID_DEVICE_STATE);
            socket.close();
            bench.new Sock(accepted.get(0)).close();
            bench.new Sock(accept.ioStatus().socket()).close();
            bench.deregister();
            assertThat(bench.faults).extracting(ClientFault::rule).containsExactly("STR-04", "STR-02", "GEN-16");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void inTheConnectingRoleItRaisesConnectionEventsOnly(long seed) {
        try (StreamBench bench = StreamBench.seeded(seed)) {
            StreamBench.Sock socket = stream(bench);
            socket.bind();
            assertThat(socket.connect(SockAddr.loopback(9)).status()).isEqualTo(NtStatus.STATUS_CONNECTION_REFUSED);
            bench.peer("p").peer.listen();
            assertThat(socket.connect(bench.peer("p").peer.address()).status()).isEqualTo(NtStatus.STATUS_SUCCESS);
            assertThat(socket.control(ACCEPT, null)).isEqualTo(NtStatus.STATUS_INVALID_PARAMETER);
            assertThat(socket.control(RECEIVE | DISCONNECT, null)).isEqualTo(NtStatus.STATUS_SUCCESS);
            bench.peer("p").write("hello");
            bench.peer("p").peer.fin();
            bench.quiesce();
            assertThat(bench.received("stream")).isEqualTo("hello");
            assertThat(bench.logged("disconnect stream graceful")).isEqualTo(1);
            Irp listen = bench.irp("listen");
            assertThat(socket.stream().wskListen(socket.socket, listen))
                    .isEqualTo(NtStatus.STATUS_INVALID_DEVICE_STATE);
            Irp accept = bench.irp("accept");
            assertThat(socket.accept(null, null, accept)).isEqualTo(NtStatus.STATUS_INVALID_DEVICE_STATE);
            socket.close();
            bench.deregister();
            assertThat(bench.faults).extracting(ClientFault::rule).containsExactly("GEN-05", "STR-02", "GEN-16");
        }
    }

    @Test
    void staticEventsOfBothRolesWaitForTheRole() {
        try (StreamBench bench = StreamBench.seeded(5)) {
            bench.setStatic(ACCEPT | RECEIVE | DISCONNECT);
            StreamBench.Sock socket = stream(bench);
            socket.bind();
            assertThat(socket.listen().status()).isEqualTo(NtStatus.STATUS_SUCCESS);
            bench.peer("p").write("hello");
            bench.peer("p").peer.connect(socket.address());
            bench.quiesce();
            assertThat(accepted).hasSize(1);
            assertThat(bench.received("accepted")).isEqualTo("hello");
            assertThat(socket.setConditional(1, bench.irp("conditional"))).isEqualTo(NtStatus.STATUS_NOT_SUPPORTED);
            assertThat(bench.faults).isEmpty();
        }
    }

    /** Found by a walk: the other role, which the socket does not have, was told as well. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void lossOfFunctionIsToldInTheRoleAlone(long seed) {
        try (StreamBench bench = StreamBench.seeded(seed)) {
            bench.setStatic(ACCEPT | RECEIVE | DISCONNECT);
            StreamBench.Sock socket = stream(bench);
            socket.bind();
            assertThat(socket.listen().status()).isEqualTo(NtStatus.STATUS_SUCCESS);
            bench.provider.failListener(socket.address());
            bench.quiesce();
            assertThat(bench.logged("accept stream")).isEqualTo(1);
            assertThat(bench.logged("receive stream")).isZero();
            socket.close();
            bench.deregister();
            assertThat(bench.faults).isEmpty();
        }
    }
}
