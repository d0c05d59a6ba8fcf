package org.wsktck.reference;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The documented outcomes of a connection-oriented socket, each under many seeds. */
class ConnectionSocketTest {
    private static final int RECEIVE = StreamBench.RECEIVE;
    private static final int DISCONNECT = StreamBench.DISCONNECT;
    private static final int BACKLOG = StreamBench.BACKLOG;
    private static final String TEXT = "the quick brown fox jumps over the lazy dog";

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void reportsEveryByteOnceAndInOrderAndThenTheEnd(long seed) {
        try (StreamBench bench = StreamBench.seeded(seed)) {
            StreamBench.Sock socket = bench.enabled("p", RECEIVE | DISCONNECT, bench.logging());
            for (String word : TEXT.split("(?<= )")) {
                bench.peer("p").write(word);
            }
            bench.peer("p").peer.fin();
            assertThat(bench.quiesce().isClean()).isTrue();
            assertThat(bench.received()).isEqualTo(TEXT);
            assertThat(bench.logged("disconnect context graceful")).isEqualTo(1);
            assertThat(bench.log.get(bench.log.size() - 1)).contains("disconnect");
            socket.close();
            bench.quiesce();
            assertThat(bench.peer("p").signs).containsExactly("connected", "reset");
            bench.deregister();
            assertThat(bench.faults).isEmpty();
        }
    }
}
