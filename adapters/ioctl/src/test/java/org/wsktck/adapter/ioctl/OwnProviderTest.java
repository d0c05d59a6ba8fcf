package org.wsktck.adapter.ioctl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * The driver on Wine with {@code driver/test/provider} in the place of Wine's provider, which calls no event: callbacks, reactions, holds, retained lists and the end of
 * sessions that have them. Skipped without mingw-w64 or Wine.
 */
class OwnProviderTest {
    private static final long SUCCESS = 0;
    private static final long PENDING = 0x103;
    private static final long CANCELLED = 0xC0000120L;
    private static final long ALL = 0x1FF;
    private static final long COMPLETE = 2;
    private static final long IOCTL = 2;
    private static final long GET = 1;
    private static final long ONCE = 1;
    private static final long OTHERWISE = 2;
    private static final long ON_COMPLETION = 3;
    private static final long CLEAR = 4;
    private static final long DATA_NOT_ACCEPTED = 0xC000021BL;
    private static final long REQUEST_NOT_ACCEPTED = 0xC00000D0L;
    /** What the provider is told with; see its first comment. */
    private static final long CALL_EVENT = 0x7E000001L;

    private static final long COUNT = 0x7E000002L;
    private static final long CLIENT_EVENT = 0x7E000003L;
    /** Wine raises no level in truth, so that the records say PASSIVE_LEVEL all the same; the flag of the event goes with it. */
    private static final long AT_DISPATCH = 0x100;

    private static final long WAITS = 50;
    private static final long LATER = 7000;

    private static final long LISTENING = 0;
    private static final long CONNECTION = 1;
    private static final long DATAGRAM = 2;
    private static final long STREAM = 3;
    private static final long BASIC = 4;
    /** The first index of the driver's own. */
    private static final long ACCEPTED = 48;

    private static final Protocol PROTOCOL = Protocol.load();

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    static Path work;

    private static TestWine wine;

    private Process agent;
    private int port;
    private AgentLink link;

    @BeforeAll
    static void startWine() throws IOException, InterruptedException {
        wine = new TestWine(work, true);
    }

    @AfterAll
    static void endWine() throws IOException, InterruptedException {
        if (wine != null) {
            wine.close();
        }
    }

    /** A session with a client and a socket of each category, all events in their tables. */
    @BeforeEach
    void begin() throws Exception {
        agent = wine.agent(Map.of(), "--listen", "0");
        port = TestWine.port(agent);
        session();
    }

    private void session() throws Exception {
        link = AgentLink.connect(port, "");
        link.ask("hello", Map.of("seed", 1L, "allow", COMPLETE));
        link.call("WskRegister", Map.of("version", 0x100L, "entries", 1L, "context", 100L));
        link.call("WskCaptureProviderNPI", Map.of("timeout", 0xFFFFFFFFL));
        long[] flags = {1, 2, 4, 8, 0};
        for (int i = 0; i < flags.length; i++) {
            assertThat(link.call(
                            "WskSocket",
                            on(i, Map.of("irp", (long) i, "flags", flags[i], "context", i + 1L, "entries", ALL))))
                    .containsEntry("status", SUCCESS);
        }
    }

    @AfterEach
    void end() throws Exception {
        link.close();
        AgentSocketTest.assertNothingIsLeft(port, "after the test");
        assertThat(TestWine.end(agent))
                .as("exit code of the agent, driver stopped and removed")
                .isEqualTo(0);
    }

    private static Map<String, Object> on(long socket, Map<String, Object> more) {
        Map<String, Object> arguments = new HashMap<>(more);
        arguments.put("socket", socket);
        return arguments;
    }

    private static Map<String, Object> told(long socket, long code, long value) {
        return on(socket, Map.of("request", IOCTL, "code", code, "value", value, "inputSize", 8L, "outputSize", 8L));
    }

    private static long number(String event) {
        return PROTOCOL.number("event", event);
    }

    /** What the provider got back from the callback that it was told to make, as it told. */
    private long raise(long socket, String event, long how) throws Exception {
        return (Long) link.call("WskControlSocket", told(socket, CALL_EVENT, number(event) | how))
                .get("value");
    }

    private long handedOut() throws Exception {
        return (Long) link.call("WskControlSocket", told(BASIC, COUNT, 0)).get("value");
    }

    private Map<String, Object> entered(String event, int nth) throws InterruptedException {
        return link.await(link.event("enter", event), nth);
    }

    private static Map<String, Object> action(String type, Map<String, Object> more) {
        Map<String, Object> action = new HashMap<>(more);
        action.put("type", type);
        return action;
    }

    private Map<String, Object> calls(String fn, Map<String, Object> arguments) {
        return action("call", Map.of("invocation", link.invocation(fn, arguments)));
    }

    private static byte[] count(int from, int to) {
        byte[] bytes = new byte[to - from];
        for (int i = from; i < to; i++) {
            bytes[i - from] = (byte) i;
        }
        return bytes;
    }

    @Test
    void theRestOfTheFunctions() throws Exception {
        assertThat(link.call("WskQueryProviderCharacteristics", Map.of())).containsEntry("status", SUCCESS);
        assertThat(link.call("WskGetNameInfo", Map.of("irp", 20L))).containsEntry("status", SUCCESS);
        link.call("WskGetAddressInfo", Map.of("irp", 21L));
        link.call("WskGetAddressInfo", Map.of("irp", 22L));
        assertThat(link.call("WskFreeAddressInfo", Map.of())).containsEntry("status", SUCCESS);
        assertThat(link.call("WskControlClient", Map.of("code", 4L))).containsEntry("sd", 1L);
        assertThat(link.call("WskControlClient", Map.of("code", 4L))).containsEntry("sd", 2L);
        link.call("WskControlSocket", on(LISTENING, Map.of("request", GET, "code", 0x4001L, "irp", 23L)));
        assertThat(link.await(link.completion("WskControlSocket"), 1)).containsEntry("sd", 3L);
        assertThat(handedOut()).isEqualTo(4);
        assertThat(link.call("WskControlClient", Map.of("code", 5L, "sd", 2L))).containsEntry("status", SUCCESS);
        link.begin(0, "WskControlClient", Map.of("code", 5L, "sd", 2L));
        link.await(link.skipped("noDescriptor"), 1);
        assertThat(link.counters()).containsEntry("descriptors", 2L).containsEntry("names", 1L);

        link.call("WskSendMessages", on(DATAGRAM, Map.of("irp", 24L, "length", 20L, "value", 3L)));
        assertThat(link.await(link.completion("WskSendMessages"), 1)).containsEntry("information", 60L);
        // The three have numbers of their own: the next datagram has the fourth.
        link.call("WskSendTo", on(DATAGRAM, Map.of("irp", 25L, "length", 20L)));
        assertThat(link.observations().stream()
                        .filter(link.ofKind("call"))
                        .filter(each -> link.has(each, "dg"))
                        .map(each -> each.get("dg")))
                .containsExactly(0x100000001L, 0x100000004L);
        link.call("WskSendEx", on(CONNECTION, Map.of("irp", 26L, "length", 20L, "flags", 0L)));
        assertThat(link.await(link.completion("WskSendEx"), 1)).containsEntry("information", 20L);
        link.call("WskReceiveEx", on(STREAM, Map.of("irp", 27L, "length", 20L, "flags", 0L)));
        assertThat((byte[]) link.await(link.completion("WskReceiveEx"), 1).get("bytes"))
                .isEqualTo(count(0, 20));
        link.call("WskReceiveFrom", on(DATAGRAM, Map.of("irp", 28L, "length", 20L)));
        assertThat((byte[]) link.await(link.completion("WskReceiveFrom"), 1).get("bytes"))
                .isEqualTo(count(0, 20));

        // What is left the end of the session gives back, as the provider sees it.
        link.close();
        session();
        assertThat(handedOut()).isZero();
    }

    @Test
    void everyEventIsRecordedAndAnswered() throws Exception {
        for (long how : new long[] {0, AT_DISPATCH}) {
            assertThat(raise(LISTENING, "WskInspectEvent", how)).isEqualTo(1);
            assertThat(raise(LISTENING, "WskAbortEvent", how)).isEqualTo(SUCCESS);
            assertThat(raise(DATAGRAM, "WskReceiveFromEvent", how)).isEqualTo(SUCCESS);
            assertThat(raise(CONNECTION, "WskReceiveEvent", how)).isEqualTo(SUCCESS);
            assertThat(raise(CONNECTION, "WskDisconnectEvent", how)).isEqualTo(SUCCESS);
            assertThat(raise(STREAM, "WskSendBacklogEvent", how)).isEqualTo(SUCCESS);
            assertThat(raise(STREAM, "WskAcceptEvent", how)).isEqualTo(SUCCESS);
        }
        assertThat(entered("WskInspectEvent", 1)).containsEntry("inspect", 1L);
        assertThat(entered("WskInspectEvent", 2)).containsEntry("inspect", 2L);
        assertThat(entered("WskReceiveEvent", 2)).containsEntry("flags", 8L);
        assertThat(entered("WskAbortEvent", 2)).containsEntry("inspect", 2L);
        Map<String, Object> data = entered("WskReceiveEvent", 1);
        assertThat(data)
                .containsEntry("elements", 2L)
                .containsEntry("length", 32L)
                .containsEntry("via", CONNECTION);
        assertThat((byte[]) data.get("bytes")).isEqualTo(count(0, 16));
        assertThat(entered("WskReceiveFromEvent", 2))
                .containsEntry("elements", 2L)
                .containsEntry("context", 3L);
        assertThat(entered("WskSendBacklogEvent", 1))
                .containsEntry("value", 65536L)
                .containsEntry("table", 1L);
        Map<String, Object> accepted = entered("WskAcceptEvent", 1);
        assertThat(accepted)
                .containsEntry("acceptSocket", ACCEPTED)
                .containsEntry("fresh", 1L)
                .containsEntry("table", SUCCESS);
        assertThat(link.await(link.event("exit", "WskAcceptEvent"), 1)).containsEntry("context", ACCEPTED + 1);
        // Through the table that was stored for it, with the context that was stored.
        assertThat(raise(ACCEPTED, "WskDisconnectEvent", 0)).isEqualTo(SUCCESS);
        assertThat(entered("WskDisconnectEvent", 3))
                .containsEntry("socket", ACCEPTED)
                .containsEntry("context", ACCEPTED + 1);
        link.call("WskControlClient", Map.of("code", CLIENT_EVENT));
        assertThat(entered("WskClientEvent", 1)).containsEntry("eventType", 1L).containsEntry("context", 100L);
    }

    @Test
    void theExampleExtensionHasItsEvent() throws Exception {
        Map<String, Object> registration = Map.of(
                "request",
                IOCTL,
                "code",
                0xCF000002L,
                "npi",
                2L,
                "context",
                77L,
                "entries",
                0x100L,
                "inputSize",
                24L,
                "outputSize",
                16L);
        Map<String, Object> unknown = new HashMap<>(registration);
        unknown.put("npi", 3L);
        assertThat(link.call("WskControlSocket", on(BASIC, unknown))).containsEntry("status", 0xC00000BBL);
        assertThat(link.call("WskControlSocket", on(BASIC, registration))).containsEntry("status", SUCCESS);
        raise(BASIC, "ExtensionEvent", 0);
        raise(BASIC, "ExtensionEvent", AT_DISPATCH);
        Map<String, Object> entered = entered("ExtensionEvent", 2);
        assertThat(entered)
                .containsEntry("npi", 2L)
                .containsEntry("context", 77L)
                .containsEntry("via", BASIC);
        assertThat(link.has(entered, "table")).isFalse();
    }

    @Test
    void aReactionCallsHoldsReadsAndRetains() throws Exception {
        Map<String, Object> when = Map.of("mode", ONCE, "event", number("WskReceiveEvent"), "socket", CONNECTION);
        link.react(
                when,
                List.of(
                        calls("WskSend", on(CONNECTION, Map.of("irp", 20L, "length", 16L))),
                        action("hold", Map.of()),
                        action("read", Map.of()),
                        action("return", Map.of("status", PENDING))));
        link.react(when, List.of(action("accept", Map.of("bytes", -5L))));
        link.begin(0, "WskControlSocket", told(CONNECTION, CALL_EVENT, number("WskReceiveEvent")));
        link.await(link.completion("WskSend"), 1);
        // The thread is inside the callback; another one goes on.
        assertThat(link.counters()).containsEntry("inside", 1L).containsEntry("holds", 1L);
        link.begin(1, "WskGetLocalAddress", on(CONNECTION, Map.of("irp", 21L)));
        link.await(link.completion("WskGetLocalAddress"), 1);
        link.resume(CONNECTION, List.of(calls("WskGetRemoteAddress", on(CONNECTION, Map.of("irp", 22L)))));
        assertThat(link.await(link.event("exit", "WskReceiveEvent"), 1)).containsEntry("status", PENDING);
        link.await(link.completion("WskGetRemoteAddress"), 1);
        assertThat((byte[]) link.await(link.ofKind("read"), 1).get("bytes")).isEqualTo(count(0, 16));
        assertThat(link.counters()).containsEntry("lists", 1L).containsEntry("holds", 0L);
        link.ask("read", Map.of("socket", CONNECTION));
        link.await(link.ofKind("read"), 2);
        assertThat(handedOut()).isEqualTo(1);
        assertThat(link.call("WskRelease", on(CONNECTION, Map.of()))).containsEntry("status", SUCCESS);
        assertThat(handedOut()).isZero();
        raise(CONNECTION, "WskReceiveEvent", 0);
        assertThat(link.await(link.event("exit", "WskReceiveEvent"), 2)).containsEntry("bytesAccepted", 27L);
        assertThat(link.counters()).containsEntry("lists", 0L).containsEntry("reactions", 0L);
    }

    /** What was wanted of callbacks is forgotten, and nothing is accepted any more by itself; what is wanted afterwards counts. */
    @Test
    void reactionsAreTakenBack() throws Exception {
        Map<String, Object> when = Map.of("mode", ONCE, "event", number("WskReceiveEvent"), "socket", CONNECTION);
        link.react(when, List.of(action("return", Map.of("status", DATA_NOT_ACCEPTED))));
        link.react(
                Map.of("mode", OTHERWISE, "event", number("WskReceiveEvent"), "socket", CONNECTION),
                List.of(action("hold", Map.of())));
        link.react(
                Map.of("mode", ON_COMPLETION, "irp", 20L),
                List.of(calls("WskGetLocalAddress", on(CONNECTION, Map.of("irp", 21L)))));
        assertThat(link.counters()).containsEntry("reactions", 2L);
        link.react(Map.of("mode", CLEAR), List.of());
        assertThat(link.counters()).containsEntry("reactions", 0L);
        assertThat(raise(CONNECTION, "WskReceiveEvent", 0)).isEqualTo(SUCCESS);
        assertThat(raise(LISTENING, "WskInspectEvent", 0)).isZero();
        assertThat(raise(LISTENING, "WskAcceptEvent", 0)).isEqualTo(REQUEST_NOT_ACCEPTED);
        link.call("WskBind", on(CONNECTION, Map.of("irp", 20L)));
        assertThat(link.observations().stream().filter(link.completion("WskGetLocalAddress")))
                .isEmpty();
        link.react(when, List.of(action("return", Map.of("status", DATA_NOT_ACCEPTED))));
        assertThat(raise(CONNECTION, "WskReceiveEvent", 0)).isEqualTo(DATA_NOT_ACCEPTED);
    }

    @Test
    void anIrpIsCancelledAndItsCompletionReacts() throws Exception {
        link.react(
                Map.of("mode", ON_COMPLETION, "irp", 20L),
                List.of(calls("WskGetLocalAddress", on(CONNECTION, Map.of("irp", 21L)))));
        assertThat(link.call("WskReceive", on(CONNECTION, Map.of("irp", 20L, "length", WAITS))))
                .containsEntry("status", PENDING);
        assertThat(link.counters()).containsEntry("irps", 1L);
        link.ask("cancel", Map.of("irp", 20L));
        assertThat(link.await(link.completion("WskReceive"), 1)).containsEntry("status", CANCELLED);
        link.await(link.completion("WskGetLocalAddress"), 1);
    }

    @Test
    void connectionsAreMadeAndInspected() throws Exception {
        Map<String, Object> address = Map.of("family", 2L, "port", 5L, "bytes", new byte[] {127, 0, 0, 1});
        link.call("WskSocketConnect", on(5, Map.of("irp", 20L, "context", 6L, "entries", ALL, "address", address)));
        assertThat(link.await(link.completion("WskSocketConnect"), 1)).containsEntry("category", 3L);
        assertThat(raise(5, "WskDisconnectEvent", 0)).isEqualTo(SUCCESS);
        assertThat(entered("WskDisconnectEvent", 1)).containsEntry("context", 6L);
        link.call("WskConnectEx", on(CONNECTION, Map.of("irp", 21L, "length", 30L, "address", address)));
        assertThat(link.await(link.completion("WskConnectEx"), 1)).containsEntry("information", 30L);
        assertThat(link.call("WskListen", on(STREAM, Map.of("irp", 22L)))).containsEntry("status", SUCCESS);
        link.call("WskAccept", on(STREAM, Map.of("irp", 23L, "acceptSocket", 6L, "context", 7L, "entries", ALL)));
        assertThat(link.await(link.completion("WskAccept"), 1)).containsEntry("acceptSocket", 6L);

        Map<String, Object> inspect = Map.of("mode", ONCE, "event", number("WskInspectEvent"), "socket", LISTENING);
        for (int i = 0; i < 2; i++) {
            link.react(inspect, List.of(action("return", Map.of("status", 2L))));
            assertThat(raise(LISTENING, "WskInspectEvent", 0)).isEqualTo(2);
        }
        // By number the second, which the provider knows as its latest; then the oldest that is pended.
        link.call("WskInspectComplete", on(LISTENING, Map.of("irp", 24L, "inspect", 2L, "action", 1L, "copied", 1L)));
        assertThat(link.await(link.completion("WskInspectComplete"), 1)).containsEntry("status", SUCCESS);
        link.call("WskInspectComplete", on(LISTENING, Map.of("irp", 25L, "action", 0L, "copied", 1L)));
        assertThat(link.await(link.completion("WskInspectComplete"), 2)).containsEntry("status", 0xC0000225L);
        link.begin(0, "WskInspectComplete", on(LISTENING, Map.of("irp", 26L, "action", 0L)));
        link.await(link.skipped("noInspection"), 1);
        assertThat(link.call(
                        "WskControlSocket",
                        on(LISTENING, Map.of("request", IOCTL, "code", 0x4F000005L, "outputSize", 16L))))
                .containsEntry("inspect", 2L);
    }

    /** A client fault that is to be shown, not a hang: the callback waits for an IRP that comes only after it. */
    @Test
    void aReactionThatWaitsGoesOn() throws Exception {
        link.react(
                Map.of("mode", ONCE, "event", number("WskDisconnectEvent"), "socket", CONNECTION),
                List.of(
                        calls("WskReceive", on(CONNECTION, Map.of("irp", 20L, "length", WAITS))),
                        action("wait", Map.of("irp", 20L))));
        assertThat(raise(CONNECTION, "WskDisconnectEvent", 0)).isEqualTo(SUCCESS);
        Map<String, Object> wait = link.await(link.ofKind("wait"), 1);
        assertThat(link.await(link.ofKind("waitEnd"), 1)).containsEntry("irp", wait.get("irp"));
        assertThat(link.counters()).containsEntry("irps", 1L);
    }

    // ---- sessions that are cut ----

    /** The test's end finds whether anything is left. */
    @Test
    void aCutFindsAHoldAndARetainedList() throws Exception {
        Map<String, Object> when = Map.of("mode", ONCE, "event", number("WskReceiveEvent"), "socket", CONNECTION);
        link.react(when, List.of(action("return", Map.of("status", PENDING))));
        link.react(when, List.of(action("hold", Map.of()), action("return", Map.of("status", PENDING))));
        raise(CONNECTION, "WskReceiveEvent", 0);
        link.begin(0, "WskControlSocket", told(CONNECTION, CALL_EVENT, number("WskReceiveEvent")));
        link.begin(1, "WskReceive", on(CONNECTION, Map.of("irp", 20L, "length", WAITS)));
        link.await(link.event("enter", "WskReceiveEvent"), 2);
        link.close();
        session();
        assertThat(handedOut()).isZero();
    }

    /** WskDeregister waits for the client's sockets, which only the end of the session closes. */
    @Test
    void aCutFindsAClientThatWaits() throws Exception {
        link.begin(1, "WskDeregister", Map.of());
        link.await(
                link.ofKind("call").and(each -> (Long) each.get("fn") == PROTOCOL.number("function", "WskDeregister")),
                1);
    }

    /** An IRP that comes later than the end of the session waits for it: the end is stuck, no session begins, and when it has come one does. */
    @Test
    void aCutFindsAnIrpThatIsLate() throws Exception {
        long begun = System.nanoTime();
        assertThat(link.call("WskReceive", on(CONNECTION, Map.of("irp", 20L, "length", LATER))))
                .containsEntry("status", PENDING);
        link.close();
        session();
        assertThat((System.nanoTime() - begun) / 1_000_000).isGreaterThanOrEqualTo(LATER);
        assertThat(link.counters()).containsEntry("left", 0L);
    }
}
