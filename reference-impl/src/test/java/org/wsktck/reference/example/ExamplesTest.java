package org.wsktck.reference.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The examples, against a TCP client that is not ours. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ExamplesTest {
    private static final long PATIENCE = 20_000;

    @Test
    void theEchoServerEchoes() throws Exception {
        try (EchoServer server = EchoServer.start(0);
                Stranger first = Stranger.dial(server.port());
                Stranger second = Stranger.dial(server.port())) {
            assertThat(server.awaitConnections(2, PATIENCE)).isTrue();
            first.say("hello");
            second.say("good day");
            assertThat(first.hear()).isEqualTo("hello");
            assertThat(second.hear()).isEqualTo("good day");
            String large = "0123456789".repeat(20_000);
            // Said and heard at once: whoever only talks fills the pipes in both directions and waits for ever.
            CompletableFuture<Void> said = CompletableFuture.runAsync(() -> say(first, large));
            assertThat(first.hear()).isEqualTo(large);
            said.get();
            first.leave();
            assertThat(server.awaitConnections(1, PATIENCE)).isTrue();
            second.say("still here");
            assertThat(second.hear()).isEqualTo("still here");
        }
    }

    @Test
    void theGateLetsInMakesWaitAndTurnsAway() throws Exception {
        try (Gate gate = Gate.open(1, 1, 0);
                Stranger inside = Stranger.dial(gate.port())) {
            assertThat(inside.hear()).isEqualTo("welcome, guest 1");
            inside.say("a guest speaks");
            assertThat(inside.hear()).isEqualTo("a guest speaks");
            try (Stranger waits = Stranger.dial(gate.port())) {
                assertThat(gate.await(1, 0, PATIENCE)).isTrue();
                try (Stranger away = Stranger.dial(gate.port())) {
                    assertThat(gate.await(1, 1, PATIENCE)).isTrue();
                    assertThat(away.hear()).as("reset").isNull();
                }
                assertThat(waits.hears()).isFalse();
                inside.leave();
                assertThat(waits.hear()).isEqualTo("welcome, guest 2");
                assertThat(gate.await(0, 1, PATIENCE)).isTrue();
            }
        }
    }

    private static void say(Stranger stranger, String line) {
        try {
            stranger.say(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
