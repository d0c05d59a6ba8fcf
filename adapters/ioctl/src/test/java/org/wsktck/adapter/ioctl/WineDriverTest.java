package org.wsktck.adapter.ioctl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.wsktck.target.Payload;

/** The driver, built here and loaded by Wine: what its WSK provider does with a connection that a peer makes, seen through the agent. Skipped without mingw-w64 or Wine. */
class WineDriverTest {
    private static final long SUCCESS = 0;
    private static final long PENDING = 0x103;
    private static final long NOT_IMPLEMENTED = 0xC0000002L;
    private static final String GREETING = "hello from a peer";
    private static final int SENT = 32;
    private static final String NAME = "s2";
    /** FNV-1a of the name. */
    private static final long KEY = 0x08D8FC07B578CC30L;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path work;

    private static Map<String, Object> address(int port) {
        return Map.of("family", 2L, "port", (long) port, "bytes", new byte[] {127, 0, 0, 1});
    }

    private static Map<String, Object> on(long socket, long irp, Map<String, Object> more) {
        Map<String, Object> arguments = new HashMap<>(more);
        arguments.put("socket", socket);
        arguments.put("irp", irp);
        return arguments;
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    @Test
    void aPeersConnectionIsAcceptedAndServed() throws Exception {
        try (TestWine wine = new TestWine(work, null)) {
            Process agent = wine.agent(Map.of());
            story(new AgentLink(agent));
            assertThat(TestWine.end(agent))
                    .as("exit code of the agent, driver stopped and removed")
                    .isEqualTo(0);
        }
    }

    private static void story(AgentLink link) throws Exception {
        link.ask("hello", Map.of("seed", 1L));
        assertThat(link.call("WskRegister", Map.of("version", 0x100L))).containsEntry("status", SUCCESS);
        assertThat(link.call("WskCaptureProviderNPI", Map.of("timeout", 0xFFFFFFFFL)))
                .containsEntry("status", SUCCESS);
        link.call("WskSocket", on(0, 0, Map.of("flags", 1L, "context", 1L, "entries", 0x1FFL)));
        assertThat(link.await(link.completion("WskSocket"), 1))
                .containsEntry("status", SUCCESS)
                .containsEntry("category", 1L);
        int port = freePort();
        link.call("WskBind", on(0, 1, Map.of("address", address(port))));
        assertThat(link.await(link.completion("WskBind"), 1)).containsEntry("status", SUCCESS);
        // As returned and as completed are two facts: the one says pending, the other success.
        assertThat(link.call(
                        "WskAccept",
                        on(0, 2, Map.of("acceptSocket", 1L, "context", 2L, "entries", 0x1FFL, "key", KEY))))
                .containsEntry("status", PENDING);
        link.ask("mark", Map.of("token", 7L));
        try (Socket peer = new Socket(InetAddress.getLoopbackAddress(), port)) {
            Map<String, Object> accepted = link.await(link.completion("WskAccept"), 1);
            assertThat(accepted)
                    .containsEntry("status", SUCCESS)
                    .containsEntry("acceptSocket", 1L)
                    .containsEntry("fresh", 1L);
            assertThat(((Map<?, ?>) accepted.get("remote")).get("port")).isEqualTo((long) peer.getLocalPort());
            assertThat((Long) accepted.get("seq"))
                    .isGreaterThan((Long) link.await(link.ofKind("mark"), 1).get("seq"));
            peer.getOutputStream().write(GREETING.getBytes(StandardCharsets.US_ASCII));
            link.call("WskReceive", on(1, 3, Map.of("length", 64L, "flags", 0L)));
            Map<String, Object> received = link.await(link.completion("WskReceive"), 1);
            assertThat(received).containsEntry("information", (long) GREETING.length());
            assertThat((byte[]) received.get("bytes")).isEqualTo(GREETING.getBytes(StandardCharsets.US_ASCII));
            link.call("WskSend", on(1, 4, Map.of("length", (long) SENT, "flags", 0L)));
            assertThat(peer.getInputStream().readNBytes(SENT)).isEqualTo(Payload.stream(NAME, 0, SENT));
            // What Wine 8.0 does not have, it says.
            assertThat(link.call("WskDisconnect", on(1, 5, Map.of("flags", 0L))))
                    .containsEntry("status", NOT_IMPLEMENTED);
            link.call("WskReceive", on(1, 6, Map.of("length", 64L, "flags", 0L)));
            link.call("WskCloseSocket", on(1, 7, Map.of()));
            assertThat(link.await(link.completion("WskCloseSocket"), 1)).containsEntry("status", SUCCESS);
        }
        // One listening socket and one IRP, that of WskDisconnect, are left to the end of the session.
        assertThat(link.counters())
                .containsEntry("sockets", 1L)
                .containsEntry("dropped", 0L)
                .containsEntry("inside", 0L)
                .containsEntry("calls", 0L);
        List<Long> numbers =
                link.observations().stream().map(each -> (Long) each.get("seq")).toList();
        assertThat(numbers).isSorted().doesNotHaveDuplicates();
    }
}
