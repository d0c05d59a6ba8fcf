package org.wsktck.reference.network;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.wsktck.reference.scheduler.Scheduler;
import org.wsktck.reference.scheduler.SeededScheduler;
import org.wsktck.reference.scheduler.ThreadScheduler;
import org.wsktck.wsk.SockAddr;

/** Both networks of connections, by seed and on threads: everything has arrived when the scheduler says that nothing moves. */
class StreamNetworkTest {
    private static final byte[] LONG = "0123456789".repeat(30_000).getBytes(UTF_8);

    static Stream<Arguments> combinations() {
        Function<Scheduler, StreamNetwork> memory = MemoryStreamNetwork::new;
        Function<Scheduler, StreamNetwork> tcp = TcpNetwork::new;
        return Stream.of(
                Arguments.of("seed, memory", new SeededScheduler(1), memory),
                Arguments.of("threads, memory", new ThreadScheduler(2), memory),
                Arguments.of("seed, TCP", new SeededScheduler(3), tcp),
                Arguments.of("threads, TCP", new ThreadScheduler(4), tcp));
    }

    /** What a peer has seen. */
    private static final class Seen implements StreamPeer.Listener {
        final List<String> signs = Collections.synchronizedList(new ArrayList<>());
        final StringBuffer data = new StringBuffer();

        @Override
        public void connected() {
            signs.add("connected");
        }

        @Override
        public void refused() {
            signs.add("refused");
        }

        @Override
        public void data(byte[] bytes) {
            data.append(new String(bytes, UTF_8));
        }

        @Override
        public void eof() {
            signs.add("eof");
        }

        @Override
        public void reset() {
            signs.add("reset");
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("combinations")
    void bytesAndEndsArriveBothWays(String name, Scheduler scheduler, Function<Scheduler, StreamNetwork> network) {
        try (scheduler;
                StreamNetwork streams = network.apply(scheduler)) {
            Seen seenByA = new Seen();
            Seen seenByB = new Seen();
            StreamPeer a = streams.peer("a", seenByA);
            StreamPeer b = streams.peer("b", seenByB);
            assertThat(streams.peer("a", seenByB)).isSameAs(a);
            b.listen();
            a.write("early".getBytes(UTF_8));
            a.connect(b.address());
            scheduler.quiesce();
            assertThat(seenByA.signs).containsExactly("connected");
            assertThat(seenByB.data.toString()).isEqualTo("early");
            a.write(LONG);
            b.write(LONG);
            scheduler.quiesce();
            assertThat(seenByB.data).hasSize(5 + LONG.length);
            assertThat(seenByA.data).hasSize(LONG.length);
            a.fin();
            scheduler.quiesce();
            assertThat(seenByB.signs).containsExactly("connected", "eof");
            b.write("late".getBytes(UTF_8));
            b.fin();
            scheduler.quiesce();
            assertThat(seenByA.data.toString()).endsWith("late");
            assertThat(seenByA.signs).containsExactly("connected", "eof");
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("combinations")
    void aPauseHoldsUpAndAResumeLetsGoOn(String name, Scheduler scheduler, Function<Scheduler, StreamNetwork> network) {
        try (scheduler;
                StreamNetwork streams = network.apply(scheduler)) {
            Seen seenByA = new Seen();
            Seen seenByB = new Seen();
            StreamPeer a = streams.peer("a", seenByA);
            StreamPeer b = streams.peer("b", seenByB);
            b.listen();
            a.connect(b.address());
            scheduler.quiesce();
            b.pause();
            a.write(LONG);
            a.fin();
            scheduler.quiesce();
            assertThat(seenByB.data).isEmpty();
            assertThat(seenByB.signs).containsExactly("connected");
            b.resume();
            scheduler.quiesce();
            assertThat(seenByB.data).hasSize(LONG.length);
            assertThat(seenByB.signs).containsExactly("connected", "eof");
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("combinations")
    void resetsAndRefusalsAreSeen(String name, Scheduler scheduler, Function<Scheduler, StreamNetwork> network) {
        try (scheduler;
                StreamNetwork streams = network.apply(scheduler)) {
            Seen seenByA = new Seen();
            Seen seenByB = new Seen();
            Seen seenByC = new Seen();
            StreamPeer a = streams.peer("a", seenByA);
            StreamPeer b = streams.peer("b", seenByB);
            StreamPeer c = streams.peer("c", seenByC);
            c.connect(b.address());
            scheduler.quiesce();
            assertThat(seenByC.signs).containsExactly("refused");
            b.listen();
            a.connect(b.address());
            scheduler.quiesce();
            a.rst();
            scheduler.quiesce();
            assertThat(seenByA.signs).containsExactly("connected");
            assertThat(seenByB.signs).containsExactly("connected", "reset");
            assertThatThrownBy(() -> a.connect(b.address())).hasMessageContaining("a peer of its own");
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("combinations")
    void addressesAreTakenOnce(String name, Scheduler scheduler, Function<Scheduler, StreamNetwork> network)
            throws AddressInUseException {
        try (scheduler;
                StreamNetwork streams = network.apply(scheduler)) {
            StreamBinding binding = streams.bind(new SockAddr("0.0.0.0", 0));
            assertThat(binding.localAddress().host()).isEqualTo("127.0.0.1");
            listen(binding);
            assertThatThrownBy(() -> {
                        StreamBinding second = streams.bind(binding.localAddress());
                        listen(second);
                    })
                    .isInstanceOf(AddressInUseException.class)
                    .hasMessageContaining("another port");
            SockAddr address = binding.localAddress();
            binding.close();
            StreamBinding again = streams.bind(address);
            assertThat(again.localAddress()).isEqualTo(address);
            again.close();
        }
    }

    private static void listen(StreamBinding binding) throws AddressInUseException {
        binding.listen(new StreamArrivals() {
            @Override
            public void request(StreamRequest request) {
                request.reject();
            }

            @Override
            public void established(StreamRequest request, StreamEnd end) {}

            @Override
            public void abandoned(StreamRequest request) {}
        });
    }

    /** Keeps requests undecided. */
    private static final class Undecided implements StreamArrivals {
        final List<StreamRequest> requests = Collections.synchronizedList(new ArrayList<>());
        final List<String> outcomes = Collections.synchronizedList(new ArrayList<>());

        @Override
        public void request(StreamRequest request) {
            requests.add(request);
        }

        @Override
        public void established(StreamRequest request, StreamEnd end) {
            outcomes.add("established");
        }

        @Override
        public void abandoned(StreamRequest request) {
            outcomes.add("abandoned");
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("combinations")
    void undecidedRequestsMayBeGivenUpAcceptedOrRejected(
            String name, Scheduler scheduler, Function<Scheduler, StreamNetwork> network) throws AddressInUseException {
        try (scheduler;
                StreamNetwork streams = network.apply(scheduler)) {
            Undecided arrivals = new Undecided();
            StreamBinding binding = streams.bind(SockAddr.loopback(0));
            binding.listen(arrivals);
            Seen seenByA = new Seen();
            Seen seenByB = new Seen();
            Seen seenByC = new Seen();
            StreamPeer a = streams.peer("a", seenByA);
            StreamPeer b = streams.peer("b", seenByB);
            StreamPeer c = streams.peer("c", seenByC);
            for (StreamPeer each : List.of(a, b, c)) {
                each.connect(binding.localAddress());
                scheduler.quiesce();
            }
            assertThat(arrivals.requests)
                    .extracting(StreamRequest::remoteAddress)
                    .containsExactly(a.address(), b.address(), c.address());
            assertThat(seenByA.signs.contains("connected")).isEqualTo(!streams.holdsHandshake());
            a.rst();
            scheduler.quiesce();
            assertThat(arrivals.outcomes).containsExactly("abandoned");
            arrivals.requests.get(0).accept();
            arrivals.requests.get(1).accept();
            arrivals.requests.get(2).reject();
            scheduler.quiesce();
            assertThat(arrivals.outcomes).containsExactly("abandoned", "established");
            assertThat(seenByB.signs).containsExactly("connected");
            assertThat(seenByC.signs)
                    .containsExactlyElementsOf(
                            streams.holdsHandshake() ? List.of("refused") : List.of("connected", "reset"));
        }
    }

    @Test
    void strangersAreServedToo() throws IOException, InterruptedException {
        try (Scheduler scheduler = new ThreadScheduler(5);
                StreamNetwork streams = new TcpNetwork(scheduler)) {
            Seen seen = new Seen();
            StreamPeer peer = streams.peer("p", seen);
            peer.listen();
            peer.write("hello".getBytes(UTF_8));
            try (Socket stranger = new Socket(
                    InetAddress.getByName("127.0.0.1"), peer.address().port())) {
                assertThat(new String(stranger.getInputStream().readNBytes(5), UTF_8))
                        .isEqualTo("hello");
                stranger.getOutputStream().write("bye".getBytes(UTF_8));
                stranger.shutdownOutput();
                scheduler.await("the end", () -> seen.signs.contains("eof"), 10_000);
                assertThat(seen.data.toString()).isEqualTo("bye");
            }
        }
    }
}
