package org.wsktck.adapter.ioctl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Agents that listen, on Wine: who may have a session, and that none leaves anything behind, wherever it is cut. Skipped without mingw-w64 or Wine. */
class AgentSocketTest {
    private static final int ROUNDS = 40;
    private static final int ROUNDS_AT_LEAST = 24;
    /** No more rounds are begun after so many seconds. */
    private static final long SECONDS = 20;
    /** In every so many rounds the agent dies, and not only its controller. */
    private static final int AGENT_DIES = 6;

    private static final long SUCCESS = 0;
    private static final long PENDING = 0x103;
    private static final long ALL = 0x1FF;
    private static final long DANGEROUS = 1;
    private static final String SECRET = "a secret of the test";

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    static Path work;

    private static TestWine wine;

    private final List<Process> agents = new ArrayList<>();

    @BeforeAll
    static void startWine() throws Exception {
        wine = new TestWine(work, null);
    }

    @AfterEach
    void endAgents() throws IOException, InterruptedException {
        for (Process each : agents) {
            TestWine.end(each);
        }
    }

    private Process agent(Map<String, String> more, String... options) throws IOException {
        Process agent = wine.agent(more, options);
        agents.add(agent);
        return agent;
    }

    @AfterAll
    static void endWine() {
        if (wine != null) {
            wine.close();
        }
    }

    // ---- who may have a session ----

    @Test
    void oneControllerAtATimeThatKnowsTheSecret() throws Exception {
        Process agent = agent(Map.of("WSKTCK_SECRET", SECRET), "--listen", "0");
        int port = TestWine.port(agent);
        try (AgentLink first = AgentLink.connect(port, SECRET)) {
            first.ask("hello", Map.of("seed", 1L));
            for (String wrong : List.of("", "a", SECRET + "x", SECRET.replace('a', 'b'), "x".repeat(1000))) {
                try (Socket other = AgentLink.greet(port, wrong)) {
                    assertThat(AgentLink.line(other)).as(wrong).isEmpty();
                }
            }
            try (Socket second = AgentLink.greet(port, SECRET)) {
                assertThat(AgentLink.line(second)).isEqualTo("BUSY");
            }
            assertThat(first.counters()).containsEntry("allocations", 2L);
        }
        try (Socket next = AgentLink.greet(port, SECRET)) {
            assertThat(AgentLink.line(next)).isEqualTo("OK");
            assertThat(TestWine.end(agent)).as("with a controller").isZero();
            assertThat(AgentLink.line(next)).isEmpty();
        }
    }

    @Test
    void otherMachinesNeedASecret() throws Exception {
        Process without = agent(Map.of(), "--listen", "0.0.0.0:0");
        assertThat(without.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(without.exitValue()).isEqualTo(2);
        assertThat(wine.errors()).contains("needs a shared secret");
        // The file counts more than the environment.
        Path file = Files.writeString(work.resolve("secret"), SECRET + "\r\n");
        Process with = agent(
                Map.of("WSKTCK_SECRET", "another"),
                "--listen",
                "0.0.0.0:0",
                "--once",
                "--secret-file",
                "Z:" + file.toAbsolutePath());
        try (Socket only = AgentLink.greet(TestWine.port(with), SECRET)) {
            assertThat(AgentLink.line(only)).isEqualTo("OK");
        }
        assertThat(with.waitFor(1, TimeUnit.MINUTES)).as("after one session").isTrue();
        assertThat(with.exitValue()).isZero();
    }

    // ---- what a session may do ----

    private static Map<String, Object> on(long socket, Map<String, Object> more) {
        Map<String, Object> arguments = new HashMap<>(more);
        arguments.put("socket", socket);
        return arguments;
    }

    private static Map<String, Object> address(int port) {
        return Map.of("family", 2L, "port", (long) port, "bytes", new byte[] {127, 0, 0, 1});
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    private static void register(AgentLink link, long allow) throws Exception {
        link.ask("hello", Map.of("seed", 1L, "allow", allow));
        link.call("WskRegister", Map.of("version", 0x100L));
        link.call("WskCaptureProviderNPI", Map.of("timeout", 0xFFFFFFFFL));
    }

    private static void listen(AgentLink link, int port) throws Exception {
        link.call("WskSocket", on(0, Map.of("irp", 0L, "flags", 1L, "context", 1L, "entries", ALL)));
        link.await(link.completion("WskSocket"), 1);
        link.call("WskBind", on(0, Map.of("irp", 1L, "address", address(port))));
        link.await(link.completion("WskBind"), 1);
    }

    @Test
    void namesAreResolvedAndGivenBack() throws Exception {
        Process agent = agent(Map.of(), "--listen", "0");
        int port = TestWine.port(agent);
        try (AgentLink link = AgentLink.connect(port, "")) {
            register(link, 0);
            byte[] bytes = {127, 0, 0, 5};
            link.call("WskGetAddressInfo", Map.of("irp", 0L, "address", Map.of("family", 2L, "bytes", bytes)));
            Map<String, Object> resolved = link.await(link.completion("WskGetAddressInfo"), 1);
            assertThat(resolved).containsEntry("status", SUCCESS);
            assertThat((byte[]) ((Map<?, ?>) resolved.get("address")).get("bytes"))
                    .startsWith(bytes);
            link.call("WskGetAddressInfo", Map.of("irp", 1L));
            link.await(link.completion("WskGetAddressInfo"), 2);
            assertThat(link.counters()).containsEntry("names", 2L);
            link.call("WskFreeAddressInfo", Map.of("list", 1L));
            assertThat(link.counters()).containsEntry("names", 1L);
            link.begin(0, "WskFreeAddressInfo", Map.of("list", 1L));
            link.await(link.skipped("noList"), 1);
            link.begin(0, "WskQueryProviderCharacteristics", Map.of());
            link.await(link.skipped("incomplete"), 1);
        }
        assertNothingIsLeft(port, "one name");
        assertThat(TestWine.end(agent)).isZero();
    }

    @Test
    void whatIsDangerousIsDoneOnlyWhenAskedFor() throws Exception {
        Process agent = agent(Map.of(), "--listen", "0");
        int port = TestWine.port(agent);
        try (AgentLink link = AgentLink.connect(port, "")) {
            register(link, 0);
            listen(link, freePort());
            link.call("WskAccept", on(0, Map.of("irp", 2L, "acceptSocket", 1L)));
            link.begin(0, "WskAccept", on(0, Map.of("irp", 3L, "acceptSocket", 2L)));
            link.begin(0, "WskSocket", on(3, Map.of("flags", 1L)));
            link.begin(0, "WskSocket", on(3, Map.of("flags", 1L, "irp", 4L, "irpArmed", 0L)));
            link.begin(0, "WskSocket", on(3, Map.of("flags", 1L, "irp", 4L, "irpStack", 0L)));
            link.await(link.skipped("dangerous"), 3);
            link.await(link.skipped("notSupported"), 1);
        }
        assertNothingIsLeft(port, "refused");
        try (AgentLink link = AgentLink.connect(port, "")) {
            register(link, DANGEROUS);
            int listening = freePort();
            listen(link, listening);
            link.call("WskAccept", on(0, Map.of("irp", 2L, "acceptSocket", 1L)));
            // A WSK_BUF of 64 bytes over an MDL of 16.
            try (Socket peer = new Socket(InetAddress.getLoopbackAddress(), listening)) {
                link.await(link.completion("WskAccept"), 1);
                link.call("WskSend", on(1, Map.of("irp", 5L, "length", 64L, "inputSize", 16L)));
                link.await(link.completion("WskSend"), 1);
                assertThat(peer.isConnected()).isTrue();
            }
            link.call("WskAccept", on(0, Map.of("irp", 6L, "acceptSocket", 4L)));
            assertThat(link.call("WskAccept", on(0, Map.of("irp", 7L, "acceptSocket", 5L))))
                    .containsEntry("status", PENDING);
            assertThat(link.call("WskSocket", on(3, Map.of("flags", 1L)))).containsEntry("status", 0xC000000DL);
        }
        assertNothingIsLeft(port, "done");
        assertThat(TestWine.end(agent)).isZero();
    }

    // ---- that nothing is left ----

    /** A new session finds what the ones before it have left: its own two pieces of memory, and nothing else. */
    static void assertNothingIsLeft(int port, String what) throws Exception {
        try (AgentLink next = AgentLink.connect(port, "")) {
            next.ask("hello", Map.of("seed", 1L));
            Map<String, Object> counted = new TreeMap<>(next.counters());
            counted.values().removeIf(Long.valueOf(0)::equals);
            assertThat((Long) counted.remove("sessions")).as(what).isPositive();
            assertThat(counted).as(what).isEqualTo(Map.of("allocations", 2L));
        }
    }

    /** One call of a script, or what a peer does. */
    private interface Deed {
        void run(AgentLink link) throws Exception;
    }

    private static Deed begin(long thread, String fn, Map<String, Object> arguments) {
        return link -> link.begin(thread, fn, arguments);
    }

    /** A story of a listener, an accepted connection and one of its own, whose deeds do not wait for each other. */
    private static List<Deed> story(int port, List<Socket> peers) {
        Map<String, Object> accept = Map.of("acceptSocket", 1L, "context", 2L, "entries", ALL);
        return List.of(
                begin(0, "WskRegister", Map.of("version", 0x100L)),
                begin(0, "WskCaptureProviderNPI", Map.of("timeout", 0xFFFFFFFFL)),
                begin(0, "WskSocket", on(0, Map.of("irp", 0L, "flags", 1L, "context", 1L, "entries", ALL))),
                begin(0, "WskBind", on(0, Map.of("irp", 1L, "address", address(port)))),
                begin(0, "WskAccept", on(0, with(accept, "irp", 2L))),
                link -> connect(port, peers),
                begin(0, "WskReceive", on(1, Map.of("irp", 3L, "length", 4000L))),
                begin(0, "WskSend", on(1, Map.of("irp", 4L, "length", 30000L, "key", 5L))),
                begin(1, "WskGetAddressInfo", Map.of("irp", 5L)),
                begin(2, "WskReceive", on(1, Map.of("irp", 6L, "length", 4000L))),
                begin(3, "WskSocket", on(2, Map.of("irp", 7L, "flags", 2L))),
                begin(3, "WskBind", on(2, Map.of("irp", 8L, "address", address(0)))),
                begin(3, "WskConnect", on(2, Map.of("irp", 9L, "address", address(port)))),
                begin(0, "WskAccept", on(0, with(with(accept, "irp", 10L), "acceptSocket", 3L))),
                link -> link.ask("cancel", Map.of("irp", 3L)),
                begin(1, "WskCloseSocket", on(1, Map.of("irp", 11L))),
                begin(0, "WskDisconnect", on(2, Map.of("irp", 12L))),
                // The listener is left to the end of the session: with it Wine 8.0 closes the handle of the last
                // accepted
                // connection, and does not survive it when the receives of that end beside its own WskCloseSocket.
                begin(2, "WskCloseSocket", on(2, Map.of("irp", 13L))));
    }

    private static Map<String, Object> with(Map<String, Object> arguments, String name, long value) {
        Map<String, Object> more = new HashMap<>(arguments);
        more.put(name, value);
        return more;
    }

    private static void connect(int port, List<Socket> peers) {
        try {
            peers.add(new Socket(InetAddress.getLoopbackAddress(), port));
        } catch (IOException nobodyListensYet) {
            // The deeds do not wait for each other; another round comes later to this one.
        }
    }

    private static String play(AgentLink link, Random chance, List<Socket> peers) throws Exception {
        List<Deed> story = story(freePort(), peers);
        int most = chance.nextInt(story.size() + 1);
        for (Deed each : story.subList(0, most)) {
            each.run(link);
            if (chance.nextInt(3) == 0) {
                // A round trip or a few: what the calls begin comes a little further.
                for (int i = chance.nextInt(6); i >= 0; i--) {
                    link.counters();
                }
            }
        }
        int more = chance.nextInt(6);
        for (int i = 0; i < more; i++) {
            story.get(2 + chance.nextInt(story.size() - 2)).run(link);
        }
        if (chance.nextInt(4) == 0) {
            // The beginning of a frame whose rest never comes.
            link.raw((byte) 32, (byte) 0, (byte) 0, (byte) 0, (byte) 2);
        }
        return most + " deeds and " + more + " more";
    }

    /** Sessions that are cut anywhere, by the death of the controller or of the agent, all of them unlike by a seed. */
    @Test
    void nothingIsLeftWhereverASessionIsCut() throws Exception {
        long seed = Long.getLong("wsktck.seed", System.nanoTime());
        System.out.println("AgentSocketTest cuts sessions with -Dwsktck.seed=" + seed);
        Random chance = new Random(seed);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        Process agent = agent(Map.of(), "--listen", "0");
        int port = TestWine.port(agent);
        int round = 0;
        for (; round < ROUNDS && (round < ROUNDS_AT_LEAST || System.nanoTime() < end); round++) {
            List<Socket> peers = new ArrayList<>();
            boolean agentDies = round % AGENT_DIES == AGENT_DIES - 1;
            String what =
                    "-Dwsktck.seed=" + seed + ", round " + round + (agentDies ? ", the agent dies after " : ", after ");
            AgentLink link = AgentLink.connect(port, "");
            link.ask("hello", Map.of("seed", seed));
            what += play(link, chance, peers);
            if (agentDies) {
                agent.destroyForcibly().waitFor();
                agent = agent(Map.of(), "--listen", "0");
                port = TestWine.port(agent);
            }
            link.close();
            for (Socket each : peers) {
                each.close();
            }
            assertNothingIsLeft(port, what);
        }
        assertThat(TestWine.end(agent))
                .as("-Dwsktck.seed=%s: exit code of the agent, driver stopped and removed", seed)
                .isEqualTo(0);
        System.out.println("AgentSocketTest has cut " + round + " sessions");
    }
}
