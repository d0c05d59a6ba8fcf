package org.wsktck.reference.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wsktck.reference.scheduler.Scheduler;
import org.wsktck.reference.scheduler.SeededScheduler;
import org.wsktck.reference.scheduler.ThreadScheduler;
import org.wsktck.wsk.SockAddr;

/** Real UDP: everything sent has arrived when the scheduler says that nothing moves. */
class UdpNetworkTest {
    static Stream<Scheduler> schedulers() {
        return Stream.of(new SeededScheduler(9), new ThreadScheduler(9));
    }

    @ParameterizedTest
    @MethodSource("schedulers")
    void quiescenceMeansThatAllHasArrived(Scheduler scheduler) throws AddressInUseException {
        try (scheduler;
                UdpNetwork network = new UdpNetwork(scheduler)) {
            List<String> received = Collections.synchronizedList(new ArrayList<>());
            Endpoint endpoint =
                    network.attach(SockAddr.loopback(0), datagram -> received.add(new String(datagram.payload())));
            List<String> expected = new ArrayList<>();
            for (int round = 0; round < 200; round++) {
                for (int i = 0; i < 5; i++) {
                    String text = round + "." + i;
                    network.peer("p1").sendTo(endpoint.localAddress(), text.getBytes(), Cast.UNICAST);
                    expected.add(text);
                }
                assertThat(scheduler.quiesce().isClean()).isTrue();
                assertThat(received).as("round %d", round).isEqualTo(expected);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("schedulers")
    void peersReceiveAndAddressesAreExclusive(Scheduler scheduler) throws AddressInUseException {
        try (scheduler;
                UdpNetwork network = new UdpNetwork(scheduler)) {
            Endpoint endpoint = network.attach(new SockAddr("0.0.0.0", 0), datagram -> {});
            IntStream.range(0, 3).forEach(i -> endpoint.send(network.peer("p1").address(), new byte[] {(byte) i}));
            scheduler.quiesce();
            assertThat(network.peer("p1").received())
                    .extracting(Datagram::from)
                    .containsOnly(endpoint.localAddress())
                    .hasSize(3);
            assertThatThrownBy(() -> network.attach(endpoint.localAddress(), datagram -> {}))
                    .isInstanceOf(AddressInUseException.class);
            assertThatThrownBy(() -> network.peer("p1").sendTo(endpoint.localAddress(), new byte[1], Cast.BROADCAST))
                    .isInstanceOf(UnsupportedOperationException.class);
            assertThat(endpoint.send(new SockAddr("255.255.255.255", 9), new byte[1]))
                    .isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("schedulers")
    void aClosedEndpointIsNotWaitedFor(Scheduler scheduler) throws AddressInUseException {
        try (scheduler;
                UdpNetwork network = new UdpNetwork(scheduler)) {
            Endpoint endpoint = network.attach(SockAddr.loopback(0), datagram -> {});
            network.peer("p1").sendTo(endpoint.localAddress(), new byte[1], Cast.UNICAST);
            endpoint.close();
            assertThat(scheduler.quiesce().isClean()).isTrue();
        }
    }
}
