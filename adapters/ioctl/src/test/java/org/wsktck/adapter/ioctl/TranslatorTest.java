package org.wsktck.adapter.ioctl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.wsktck.target.Payload;
import org.wsktck.target.Step;
import org.wsktck.trace.Chunk;
import org.wsktck.trace.Datagram;
import org.wsktck.trace.Field;
import org.wsktck.trace.Kind;
import org.wsktck.trace.Observation;

/** Records as the driver writes them, bytes included, become observations. */
class TranslatorTest {
    private static final Protocol PROTOCOL = Protocol.load();
    private static final Codec CODEC = new Codec(PROTOCOL);
    private static final InetSocketAddress LOCAL = new InetSocketAddress(Inet.loopback(), 7001);
    private static final int GREETING = 24;

    private final World world = new World();
    private final Order order = new Order(body -> {});
    private final Peers peers = new Peers(world, order, () -> {});
    private final Names names = new Names(PROTOCOL, (listener, socket) -> {});
    private final Translator translator = new Translator(PROTOCOL, names, world, peers);
    private final Map<String, Object> common = new HashMap<>();

    @BeforeEach
    void aClient() throws Exception {
        common.put("client", names.client("c1"));
    }

    /** A record of those members, through the bytes that it travels in. */
    private DriverRecord record(String kind, Map<String, Object> members, byte[]... elements) {
        ByteArrayOutputStream tail = new ByteArrayOutputStream();
        for (byte[] each : elements) {
            tail.writeBytes(each);
        }
        Map<String, Object> all = new HashMap<>(common);
        all.putAll(members);
        long present = 1L << PROTOCOL.observed().indexOf("client");
        for (String each : members.keySet()) {
            String name = each.equals("remote") ? "peer" : each.equals("sizeBack") ? "size" : each;
            int bit = PROTOCOL.observed().indexOf(name);
            present |= bit < 0 ? 0 : 1L << bit;
        }
        if (elements.length > 0) {
            present |= 1L << PROTOCOL.observed().indexOf(members.containsKey("datagram") ? "datagrams" : "data");
            all.remove("datagram");
        }
        all.put("kind", PROTOCOL.number("kind", kind));
        all.put("present", present);
        all.put("elements", (long) elements.length);
        all.put("size", (long) PROTOCOL.struct("observation").size() + tail.size());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(CODEC.encode("observation", all));
        bytes.writeBytes(tail.toByteArray());
        List<DriverRecord> records = DriverRecord.all(PROTOCOL, bytes.toByteArray());
        assertThat(records).hasSize(1);
        return records.get(0);
    }

    private static byte[] element(byte[] bytes, Map<String, Object> more) {
        int padded = (bytes.length + 7) / 8 * 8;
        Map<String, Object> head = new HashMap<>(more);
        head.put("size", (long) PROTOCOL.struct("element").size() + padded);
        head.put("length", (long) bytes.length);
        head.put("captured", (long) bytes.length);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(CODEC.encode("element", head));
        all.writeBytes(Arrays.copyOf(bytes, padded));
        return all.toByteArray();
    }

    private static long fn(String name) {
        return PROTOCOL.number("function", name);
    }

    private static long status(String name) {
        return new Words(PROTOCOL).value("status", name);
    }

    private void open(String name, long flags) throws Exception {
        long socket = names.socket(name);
        translator.observe(record(
                "call",
                Map.of("fn", fn("WskSocket"), "socket", socket, "call", 1L, "irp", 1L, "irql", 0L, "flags", flags)));
        translator.observe(record(
                "irp",
                Map.of(
                        "fn",
                        fn("WskSocket"),
                        "socket",
                        socket,
                        "call",
                        1L,
                        "irp",
                        1L,
                        "status",
                        0L,
                        "information",
                        1L)));
    }

    private void bind(String name, InetSocketAddress address) throws Exception {
        long socket = names.socket(name);
        Observation call = translator.observe(record(
                "call",
                Map.of(
                        "fn",
                        fn("WskBind"),
                        "socket",
                        socket,
                        "call",
                        2L,
                        "irp",
                        2L,
                        "irql",
                        0L,
                        "address",
                        Inet.struct(address))));
        assertThat(call.has(Field.ADDRESS)).as("the bench's own choice").isFalse();
        translator.observe(record(
                "irp",
                Map.of("fn", fn("WskBind"), "socket", socket, "call", 2L, "irp", 2L, "status", 0L, "information", 0L)));
    }

    @Test
    void valuesAreNamedByTheFunctionThatTheyStandIn() throws Exception {
        Observation o = translator.observe(record(
                "call",
                Map.of(
                        "fn",
                        fn("WskControlSocket"),
                        "socket",
                        names.socket("s1"),
                        "call",
                        5L,
                        "irql",
                        2L,
                        "request",
                        0L,
                        "code",
                        0x4002L,
                        "level",
                        0xFFFFL,
                        "npi",
                        1L,
                        "mask",
                        0x80000200L,
                        "inputSize",
                        16L)));
        assertThat(o)
                .returns("WskSetOption", each -> each.text(Field.REQUEST))
                .returns("SO_WSK_EVENT_CALLBACK", each -> each.text(Field.CODE))
                .returns("SOL_SOCKET", each -> each.text(Field.LEVEL))
                .returns("NPI_WSK_INTERFACE_ID", each -> each.text(Field.NPI))
                .returns(List.of("WSK_EVENT_ACCEPT", "WSK_EVENT_DISABLE"), each -> each.texts(Field.MASK))
                .returns("DISPATCH_LEVEL", each -> each.text(Field.IRQL))
                .returns(16L, each -> each.number(Field.INPUT_SIZE, 0));
    }

    /** The driver knows the category of a new socket only because the client asked for it. */
    @Test
    void whatTheDriverOnlyAssumesIsNotReported() throws Exception {
        open("s1", 1);
        Observation o = translator.observe(record(
                "irp",
                Map.of(
                        "fn",
                        fn("WskSocket"),
                        "socket",
                        names.socket("s1"),
                        "call",
                        1L,
                        "irp",
                        1L,
                        "status",
                        0L,
                        "information",
                        1L,
                        "category",
                        1L)));
        assertThat(o.has(Field.CATEGORY)).isFalse();
    }

    @Test
    void whatHasNoNameIsANumber() {
        Observation o =
                translator.observe(record("return", Map.of("fn", fn("WskBind"), "call", 5L, "status", 0xC0001234L)));
        assertThat(o.text(Field.STATUS)).isEqualTo("0xC0001234");
    }

    @Test
    void datagramsAreToldByTheirBytesAndTheirSenders() throws Exception {
        open("s1", 4);
        bind("s1", LOCAL);
        InetSocketAddress sender = peers.datagramAddress("p1");
        Observation o = translator.observe(record(
                "enter",
                Map.of(
                        "event",
                        PROTOCOL.number("event", "WskReceiveFromEvent"),
                        "socket",
                        names.socket("s1"),
                        "via",
                        names.socket("s1"),
                        "cb",
                        1L,
                        "irql",
                        2L,
                        "flags",
                        8L,
                        "context",
                        names.context("s1"),
                        "datagram",
                        0L),
                element(
                        Payload.encode(7, 40),
                        Map.of("from", Inet.struct(sender), "controlLength", PROTOCOL.value("noControl"))),
                element(new byte[20], Map.of("controlLength", 12L))));
        assertThat(o.datagrams())
                .containsExactly(new Datagram(7, 40, true, "p1", false, 0), new Datagram(0, 20, false, "?", true, 12));
        assertThat(o)
                .returns(List.of("WSK_FLAG_AT_DISPATCH_LEVEL"), each -> each.texts(Field.FLAGS))
                .returns("s1", each -> each.text(Field.VIA))
                .returns("s1", each -> each.text(Field.CONTEXT));
    }

    /** A connection that WskAccept has handed over: whose it is, and where received bytes stand in what the peer has written. */
    @Test
    void receivedBytesAreFoundInWhatThePeerWrote() throws Exception {
        open("s1", 1);
        bind("s1", LOCAL);
        peers.act(new Step.Peer("listen", "p1", null, 0));
        peers.act(new Step.Peer("write", "p1", null, 100));
        Observation accepted = translator.observe(record(
                "irp",
                Map.of(
                        "fn",
                        fn("WskAccept"),
                        "socket",
                        names.socket("s1"),
                        "call",
                        3L,
                        "irp",
                        3L,
                        "status",
                        0L,
                        "information",
                        1L,
                        "acceptSocket",
                        names.socket("a1"),
                        "fresh",
                        1L,
                        "address",
                        Inet.struct(LOCAL),
                        "remote",
                        Inet.struct(peers.address("p1")))));
        assertThat(accepted)
                .returns("a1", each -> each.text(Field.ACCEPT_SOCKET))
                .returns("p1", each -> each.text(Field.PEER))
                .returns("s1", each -> each.text(Field.ADDRESS))
                .returns(true, each -> each.flag(Field.FRESH, false));
        byte[] stream = Payload.stream("p1", 0, 100);
        assertThat(received(Arrays.copyOfRange(stream, 0, GREETING))).containsExactly(new Chunk(0, GREETING, true));
        assertThat(received(Arrays.copyOfRange(stream, GREETING, 100)))
                .containsExactly(new Chunk(GREETING, 100 - GREETING, true));
        assertThat(received(new byte[GREETING])).containsExactly(new Chunk(-1, GREETING, false));
    }

    private List<Chunk> received(byte[] bytes) throws Exception {
        return translator
                .observe(record(
                        "irp",
                        Map.of(
                                "fn",
                                fn("WskReceive"),
                                "socket",
                                names.socket("a1"),
                                "call",
                                4L,
                                "irp",
                                4L,
                                "status",
                                0L,
                                "information",
                                (long) bytes.length),
                        element(bytes, Map.of("controlLength", PROTOCOL.value("noControl")))))
                .data();
    }

    @Test
    void aCompletionThatFailedShowsNoResults() throws Exception {
        Observation o = translator.observe(record(
                "irp",
                Map.of(
                        "fn",
                        fn("WskReceive"),
                        "socket",
                        names.socket("s1"),
                        "call",
                        4L,
                        "irp",
                        4L,
                        "status",
                        status("STATUS_CANCELLED"),
                        "information",
                        0L),
                element(new byte[8], Map.of("controlLength", PROTOCOL.value("noControl")))));
        assertThat(o.has(Field.DATA)).isFalse();
    }

    @Test
    void whatWasSkippedIsAMarkThatSaysSo() throws Exception {
        Observation o = translator.observe(record(
                "skip",
                Map.of(
                        "fn",
                        fn("WskSendMessages"),
                        "socket",
                        names.socket("s1"),
                        "reason",
                        PROTOCOL.number("reason", "notSupported"))));
        assertThat(o.kind()).isEqualTo(Kind.MARK);
        assertThat(o.needText(Field.TEXT)).contains("WskSendMessages", "s1", "nothing is done");
    }

    @Test
    void membersThatAKindDoesNotHaveAreLeftOut() throws Exception {
        Observation o = translator.observe(record(
                "irpExit",
                Map.of(
                        "fn",
                        fn("WskBind"),
                        "socket",
                        names.socket("s1"),
                        "call",
                        4L,
                        "irp",
                        4L,
                        "status",
                        status("STATUS_MORE_PROCESSING_REQUIRED"))));
        assertThat(o.has(Field.FN)).isFalse();
        assertThat(o.text(Field.STATUS)).isEqualTo("STATUS_MORE_PROCESSING_REQUIRED");
    }

    @Test
    void bytesThatAreNoRecordAreRefused() {
        byte[] short1 = new byte[40];
        assertThatThrownBy(() -> DriverRecord.all(PROTOCOL, short1)).isInstanceOf(IllegalArgumentException.class);
        byte[] claims = CODEC.encode("observation", Map.of("size", 10_000L));
        assertThatThrownBy(() -> DriverRecord.all(PROTOCOL, claims)).isInstanceOf(IllegalArgumentException.class);
    }
}
