package org.wsktck.oracle;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.wsktck.trace.Datagram;
import org.wsktck.trace.Field;
import org.wsktck.trace.Kind;
import org.wsktck.trace.Observation;

/**
 * The operators are total: any sequence of observations that a trace file may hold is judged to its end. The traces here are well-formed (every member is
 * of its vocabulary, what ends has begun) and make no sense otherwise.
 */
class SenselessTracesTest {
    private static final int TRACES = Integer.getInteger("wsktck.senseless.traces", 60);
    private static final int LENGTH = 120;
    private static final long FIRST_SEED = Long.getLong("wsktck.senseless.seed", 20_240_601L);

    @Test
    void everyWellFormedTraceIsJudgedToItsEnd() {
        System.out.println("senseless traces: " + TRACES + " of " + LENGTH + " from seed " + FIRST_SEED);
        for (long seed = FIRST_SEED; seed < FIRST_SEED + TRACES; seed++) {
            List<Observation> trace = new Babbler(seed).trace(LENGTH);
            TraceJudge judge = Oracle.standard().judge();
            assertThatCode(() -> {
                        trace.forEach(judge::accept);
                        judge.finish();
                    })
                    .as("seed %d", seed)
                    .doesNotThrowAnyException();
        }
    }

    /** Says anything that the schema admits. */
    private static final class Babbler {
        private static final List<String> FUNCTIONS = List.of(
                "WskRegister",
                "WskDeregister",
                "WskCaptureProviderNPI",
                "WskReleaseProviderNPI",
                "WskQueryProviderCharacteristics",
                "WskSocket",
                "WskSocket",
                "WskSocketConnect",
                "WskControlClient",
                "WskGetAddressInfo",
                "WskControlSocket",
                "WskControlSocket",
                "WskControlSocket",
                "WskControlSocket",
                "WskCloseSocket",
                "WskBind",
                "WskListen",
                "WskListen",
                "WskConnect",
                "WskDisconnect",
                "WskAccept",
                "WskAccept",
                "WskInspectComplete",
                "WskInspectComplete",
                "WskGetLocalAddress",
                "WskSendTo",
                "WskReceiveFrom",
                "WskReceiveFrom",
                "WskSend",
                "WskReceive",
                "WskRelease",
                "WskRelease");
        private static final List<String> EVENTS = List.of(
                "WskReceiveFromEvent",
                "WskReceiveFromEvent",
                "WskReceiveFromEvent",
                "WskReceiveFromEvent",
                "WskClientEvent",
                "WskAcceptEvent",
                "WskInspectEvent",
                "WskAbortEvent",
                "WskReceiveEvent",
                "WskDisconnectEvent",
                "WskSendBacklogEvent",
                "ExtensionEvent",
                "ExtensionEvent");
        private static final List<String> STATUSES = List.of(
                "STATUS_SUCCESS",
                "STATUS_SUCCESS",
                "STATUS_SUCCESS",
                "STATUS_PENDING",
                "STATUS_PENDING",
                "STATUS_EVENT_PENDING",
                "STATUS_DATA_NOT_ACCEPTED",
                "STATUS_DATA_NOT_ACCEPTED",
                "STATUS_FILE_FORCED_CLOSED",
                "STATUS_CANCELLED",
                "STATUS_INVALID_PARAMETER",
                "STATUS_NOT_IMPLEMENTED",
                "STATUS_DEVICE_NOT_READY",
                "STATUS_NOINTERFACE",
                "STATUS_INSUFFICIENT_RESOURCES",
                "0xC0DEC0DE");
        private static final List<String> CODES = List.of(
                "SO_WSK_EVENT_CALLBACK",
                "SO_WSK_EVENT_CALLBACK",
                "SO_WSK_EVENT_CALLBACK",
                "SIO_WSK_SET_REMOTE_ADDRESS",
                "SIO_WSK_SET_SENDTO_ADDRESS",
                "SIO_ADDRESS_LIST_QUERY",
                "SO_CONDITIONAL_ACCEPT",
                "SO_CONDITIONAL_ACCEPT",
                "SIO_WSK_QUERY_INSPECT_ID",
                "SIO_WSK_REGISTER_EXTENSION",
                "SIO_WSK_REGISTER_EXTENSION",
                "WSK_SET_STATIC_EVENT_CALLBACKS",
                "WSK_TRANSPORT_LIST_CHANGE",
                "WSK_CACHE_SD",
                "WSK_RELEASE_SD",
                "77");
        private static final List<String> MASKS = List.of(
                "WSK_EVENT_RECEIVE_FROM",
                "WSK_EVENT_RECEIVE_FROM",
                "WSK_EVENT_RECEIVE_FROM",
                "WSK_EVENT_DISABLE",
                "WSK_EVENT_ACCEPT",
                "WSK_EVENT_RECEIVE",
                "WSK_EVENT_DISCONNECT",
                "WSK_EVENT_SEND_BACKLOG",
                "0x4000");
        private static final List<String> FLAGS = List.of(
                "WSK_FLAG_DATAGRAM_SOCKET",
                "WSK_FLAG_DATAGRAM_SOCKET",
                "WSK_FLAG_DATAGRAM_SOCKET",
                "WSK_FLAG_BASIC_SOCKET",
                "WSK_FLAG_LISTEN_SOCKET",
                "WSK_FLAG_CONNECTION_SOCKET",
                "WSK_FLAG_STREAM_SOCKET",
                "0x80");
        private static final List<String> ENTER_FLAGS =
                List.of("MSG_BCAST", "MSG_MCAST", "WSK_FLAG_AT_DISPATCH_LEVEL", "WSK_FLAG_RELEASE_ASAP", "0x8000");
        private static final List<String> IRQLS =
                List.of("PASSIVE_LEVEL", "PASSIVE_LEVEL", "APC_LEVEL", "DISPATCH_LEVEL", "DEVICE_LEVEL");
        private static final List<String> CATEGORIES =
                List.of("basic", "listening", "datagram", "connection", "stream");
        private static final List<String> OPS = List.of(
                "send",
                "send",
                "send",
                "send",
                "fail",
                "transports",
                "unready",
                "ready",
                "connect",
                "connect",
                "connect",
                "write",
                "fin",
                "rst",
                "pause",
                "resume",
                "backlog",
                "listen",
                "extension",
                "extension");
        private static final List<String> SIGHTS = List.of("connected", "connected", "refused", "data", "eof", "reset");
        private static final List<String> ACTIONS =
                List.of("WskInspectReject", "WskInspectAccept", "WskInspectPend", "WskInspectPend", "0x7");
        private static final List<String> ACCEPTED = List.of("s1.1", "s1.2", "s1.2", "s2.1", "s1");
        private static final List<String> CASTS = List.of("unicast", "unicast", "broadcast", "multicast");

        private final Random random;
        private final List<Observation> trace = new ArrayList<>();
        private final Map<Long, Observation> openCalls = new LinkedHashMap<>();
        private final Map<Long, Observation> openCallbacks = new LinkedHashMap<>();
        private final Map<Long, Observation> openActs = new LinkedHashMap<>();
        private final Map<Long, Observation> irps = new LinkedHashMap<>();
        private final Map<Long, Integer> inside = new HashMap<>();
        private long numbers;
        private long callbacks;
        private long datagrams;

        Babbler(long seed) {
            random = new Random(seed);
        }

        List<Observation> trace(int length) {
            if (sometimes(75)) {
                prologue(one(CATEGORIES));
            }
            while (trace.size() < length) {
                say();
            }
            return trace;
        }

        /** A socket that works, so that nonsense meets more than the first states. */
        private void prologue(String category) {
            boolean listens = category.equals("listening");
            sensible("WskRegister", null, o -> o.with(Field.VERSION, "1.0"));
            sensible("WskCaptureProviderNPI", null, o -> o.with(Field.TIMEOUT, "WSK_NO_WAIT"));
            if (sometimes(40)) {
                sensible(
                        "WskControlClient",
                        null,
                        o -> o.with(Field.CODE, "WSK_SET_STATIC_EVENT_CALLBACKS")
                                .with(Field.NPI, "NPI_WSK_INTERFACE_ID")
                                .with(Field.MASK, List.of("WSK_EVENT_RECEIVE_FROM", "WSK_EVENT_ACCEPT")));
            }
            sensible(
                    "WskSocket",
                    "s1",
                    o -> o.with(Field.FLAGS, List.of(flagOf(category)))
                            .with(Field.CONTEXT, "s1")
                            .with(
                                    Field.ENTRIES,
                                    List.of(
                                            "WskReceiveFromEvent",
                                            "WskAcceptEvent",
                                            "WskInspectEvent",
                                            "WskAbortEvent",
                                            "WskReceiveEvent",
                                            "WskDisconnectEvent")));
            if (listens && sometimes(70)) {
                conditional();
            }
            if (sometimes(40)) {
                registration();
            }
            if (category.equals("basic")) {
                return;
            }
            sensible("WskBind", "s1", o -> o);
            if (category.equals("stream")) {
                withIrp(sometimes(50) ? "WskListen" : "WskConnect", sometimes(80) ? "STATUS_SUCCESS" : one(STATUSES));
            }
            sensible(
                    "WskControlSocket",
                    "s1",
                    o -> o.with(Field.REQUEST, "WskSetOption")
                            .with(Field.CODE, "SO_WSK_EVENT_CALLBACK")
                            .with(Field.LEVEL, "SOL_SOCKET")
                            .with(Field.NPI, "NPI_WSK_INTERFACE_ID")
                            .with(Field.INPUT_SIZE, 16)
                            .with(Field.MASK, List.of(eventOf(category))));
        }

        private static String flagOf(String category) {
            return switch (category) {
                case "basic" -> "WSK_FLAG_BASIC_SOCKET";
                case "listening" -> "WSK_FLAG_LISTEN_SOCKET";
                case "connection" -> "WSK_FLAG_CONNECTION_SOCKET";
                case "stream" -> "WSK_FLAG_STREAM_SOCKET";
                default -> "WSK_FLAG_DATAGRAM_SOCKET";
            };
        }

        private static String eventOf(String category) {
            return switch (category) {
                case "listening", "stream" -> "WSK_EVENT_ACCEPT";
                case "connection" -> "WSK_EVENT_RECEIVE";
                default -> "WSK_EVENT_RECEIVE_FROM";
            };
        }

        private void registration() {
            sensible(
                    "WskControlSocket",
                    "s1",
                    o -> o.with(Field.REQUEST, "WskIoctl")
                            .with(Field.CODE, "SIO_WSK_REGISTER_EXTENSION")
                            .with(Field.NPI, "NPI_EXAMPLE_INTERFACE_ID")
                            .with(Field.CONTEXT, "s1")
                            .with(Field.ENTRIES, List.of("ExtensionEvent"))
                            .with(Field.INPUT_SIZE, 24)
                            .with(Field.OUTPUT_SIZE, 16));
        }

        /** A call on s1 with an IRP that completes first. */
        private void withIrp(String fn, String status) {
            long number = ++numbers;
            Observation call = Observation.of(Kind.CALL)
                    .with(Field.CLIENT, "c1")
                    .with(Field.SOCKET, "s1")
                    .with(Field.CALL, number)
                    .with(Field.FN, fn)
                    .with(Field.IRP, ++numbers)
                    .with(Field.IRQL, "PASSIVE_LEVEL");
            add(call);
            add(like(Kind.IRP, call)
                    .with(Field.IRP, call.number(Field.IRP, 0))
                    .with(Field.CALL, number)
                    .with(Field.FN, fn)
                    .with(Field.STATUS, status)
                    .with(Field.INFORMATION, 0));
            add(like(Kind.RETURN, call)
                    .with(Field.CALL, number)
                    .with(Field.FN, fn)
                    .with(Field.STATUS, "STATUS_PENDING"));
        }

        private void conditional() {
            long number = ++numbers;
            Observation call = Observation.of(Kind.CALL)
                    .with(Field.CLIENT, "c1")
                    .with(Field.SOCKET, "s1")
                    .with(Field.CALL, number)
                    .with(Field.FN, "WskControlSocket")
                    .with(Field.IRP, ++numbers)
                    .with(Field.IRQL, "PASSIVE_LEVEL")
                    .with(Field.REQUEST, "WskSetOption")
                    .with(Field.CODE, "SO_CONDITIONAL_ACCEPT")
                    .with(Field.LEVEL, "SOL_SOCKET")
                    .with(Field.VALUE, 1);
            add(call);
            add(like(Kind.IRP, call)
                    .with(Field.IRP, call.number(Field.IRP, 0))
                    .with(Field.CALL, number)
                    .with(Field.FN, "WskControlSocket")
                    .with(Field.STATUS, "STATUS_SUCCESS")
                    .with(Field.INFORMATION, 0));
            add(like(Kind.RETURN, call)
                    .with(Field.CALL, number)
                    .with(Field.FN, "WskControlSocket")
                    .with(Field.STATUS, "STATUS_SUCCESS"));
        }

        private void sensible(String fn, @Nullable String socket, UnaryOperator<Observation> more) {
            long number = ++numbers;
            Observation call = Observation.of(Kind.CALL)
                    .with(Field.CLIENT, "c1")
                    .with(Field.SOCKET, socket)
                    .with(Field.CALL, number)
                    .with(Field.FN, fn)
                    .with(Field.IRQL, "PASSIVE_LEVEL");
            add(more.apply(call));
            add(Observation.of(Kind.RETURN)
                    .with(Field.CLIENT, "c1")
                    .with(Field.SOCKET, socket)
                    .with(Field.CALL, number)
                    .with(Field.FN, fn)
                    .with(Field.STATUS, "STATUS_SUCCESS"));
        }

        private void say() {
            switch (random.nextInt(22)) {
                case 20, 21 -> sees();
                case 0, 1, 2, 3, 4 -> call();
                case 5, 6, 7 -> end(openCalls, Kind.RETURN, Field.CALL, Field.FN, true);
                case 8, 9, 10 -> irp();
                case 11, 12 -> enter();
                case 13, 14 -> end(openCallbacks, Kind.EXIT, Field.CB, Field.EVENT, true);
                case 15, 16 -> peer();
                case 17 -> end(openActs, Kind.PEER_END, Field.ACT, Field.OP, false);
                case 18 -> read();
                default -> waitOrRest();
            }
        }

        private void call() {
            Observation o = about(Kind.CALL, sometimes(80));
            long number = ++numbers;
            o.with(Field.CALL, number).with(Field.IRQL, one(IRQLS));
            if (sometimes(8) && !irps.isEmpty()) {
                add(o.with(Field.FN, "IoCancelIrp").with(Field.IRP, pick(irps).number(Field.IRP, 0)));
                openCalls.put(number, o);
                return;
            }
            o.with(Field.FN, one(FUNCTIONS));
            maybe(o, Field.IRP, 60, ++numbers);
            maybe(o, Field.IRP_STACK, 20, random.nextInt(3));
            maybe(o, Field.IRP_ARMED, 20, random.nextBoolean());
            maybe(o, Field.CONTEXT, 60, one(List.of("s1", "s2", "?")));
            maybe(o, Field.ENTRIES, 70, some(EVENTS));
            maybe(o, Field.FLAGS, 70, some(FLAGS));
            maybe(o, Field.VERSION, 50, one(List.of("1.0", "255.0", "0.9")));
            maybe(o, Field.RESERVED, 50, random.nextInt(2) * 5_000_000_000L);
            maybe(o, Field.TIMEOUT, 50, one(List.of("WSK_NO_WAIT", "WSK_INFINITE_WAIT", "20")));
            maybe(o, Field.REQUEST, 90, one(List.of("WskSetOption", "WskSetOption", "WskGetOption", "WskIoctl")));
            maybe(o, Field.CODE, 90, one(CODES));
            maybe(o, Field.LEVEL, 80, one(List.of("SOL_SOCKET", "SOL_SOCKET", "1")));
            maybe(
                    o,
                    Field.NPI,
                    80,
                    one(List.of(
                            "NPI_WSK_INTERFACE_ID",
                            "NPI_WSK_INTERFACE_ID",
                            "NPI_EXAMPLE_INTERFACE_ID",
                            "NPI_UNKNOWN_ID",
                            "OTHER_ID")));
            maybe(o, Field.MASK, 80, some(MASKS));
            maybe(o, Field.INPUT_SIZE, 80, one(List.of(16L, 16L, 24L, 8L, 0L, 4_294_967_312L)));
            maybe(o, Field.OUTPUT_SIZE, 30, 16);
            maybe(o, Field.SIZE_RETURNED, 10, random.nextBoolean());
            maybe(o, Field.ADDRESS, 50, one(List.of("p1", "p2", "s2")));
            maybe(o, Field.LIST, 60, callbacks == 0 ? 0 : random.nextLong(callbacks + 1));
            maybe(o, Field.SD, 10, 1);
            maybe(o, Field.ACCEPT_SOCKET, 60, one(ACCEPTED));
            maybe(o, Field.INSPECT, 70, 1 + random.nextInt(4));
            maybe(o, Field.ACTION, 80, one(ACTIONS));
            maybe(o, Field.COPIED, 80, random.nextBoolean());
            maybe(o, Field.VALUE, 60, random.nextInt(4));
            maybe(o, Field.LENGTH, 60, random.nextInt(3));
            openCalls.put(number, o);
            if (o.has(Field.IRP)) {
                irps.put(o.number(Field.IRP, 0), o);
            }
            add(o);
        }

        /** Ends what is open; now and then on another socket than it began. */
        private void end(Map<Long, Observation> open, Kind kind, Field number, Field what, boolean status) {
            if (open.isEmpty()) {
                return;
            }
            Observation begun = pick(open);
            open.remove(begun.number(number, 0));
            Observation o =
                    like(kind, begun).with(number, begun.number(number, 0)).with(what, begun.text(what));
            if (status) {
                o.with(Field.STATUS, one(STATUSES));
            }
            if (kind == Kind.RETURN) {
                maybe(o, Field.CATEGORY, 10, one(CATEGORIES));
                maybe(o, Field.INSPECT, 30, 1 + random.nextInt(4));
            }
            if (kind == Kind.EXIT) {
                maybe(o, Field.ACTION, 80, one(ACTIONS));
                maybe(o, Field.CONTEXT, 50, one(List.of("s1", "s1.1", "?")));
                maybe(o, Field.ENTRIES, 60, some(EVENTS));
            }
            add(o);
        }

        private void irp() {
            if (irps.isEmpty()) {
                return;
            }
            Observation call = pick(irps);
            long irp = call.number(Field.IRP, 0);
            int open = inside.getOrDefault(irp, 0);
            if (open > 0 && sometimes(50)) {
                inside.put(irp, open - 1);
                add(like(Kind.IRP_EXIT, call).with(Field.IRP, irp).with(Field.CALL, call.number(Field.CALL, 0)));
                return;
            }
            inside.put(irp, open + 1);
            Observation o = like(Kind.IRP, call)
                    .with(Field.IRP, irp)
                    .with(Field.CALL, call.number(Field.CALL, 0))
                    .with(Field.FN, call.text(Field.FN))
                    .with(Field.STATUS, one(STATUSES))
                    .with(Field.INFORMATION, random.nextInt());
            maybe(o, Field.CATEGORY, 40, one(CATEGORIES));
            maybe(o, Field.DATAGRAMS, 40, list());
            maybe(o, Field.VALUE, 40, random.nextInt(3));
            handOver(o);
            add(o);
        }

        /** What WskAccept and WskAcceptEvent say of a connection. */
        private void handOver(Observation o) {
            maybe(o, Field.ACCEPT_SOCKET, 60, one(ACCEPTED));
            maybe(o, Field.FRESH, 60, random.nextInt(5) > 0);
            maybe(o, Field.PEER, 80, one(List.of("p1", "p2", "p3", "?")));
            maybe(o, Field.ADDRESS, 70, one(List.of("s1", "s1", "s2")));
        }

        private void sees() {
            add(about(Kind.SEES, sometimes(90))
                    .with(Field.OP, one(SIGHTS))
                    .with(Field.PEER, sometimes(90) ? one(List.of("p1", "p2", "p3")) : null));
        }

        private void enter() {
            long number = ++callbacks;
            Observation o = about(Kind.ENTER, sometimes(92))
                    .with(Field.CB, number)
                    .with(Field.EVENT, one(EVENTS))
                    .with(Field.IRQL, one(IRQLS));
            maybe(o, Field.CONTEXT, 80, one(List.of("s1", "s2", "?")));
            maybe(o, Field.VIA, 80, one(List.of("s1", "s2", "c1")));
            maybe(o, Field.FLAGS, 60, some(ENTER_FLAGS));
            maybe(o, Field.DATAGRAMS, 85, list());
            maybe(o, Field.EVENT_TYPE, 10, 3);
            maybe(o, Field.POINTER, 10, random.nextBoolean());
            maybe(o, Field.LENGTH, 10, random.nextInt(9));
            maybe(o, Field.INSPECT, 80, 1 + random.nextInt(4));
            maybe(o, Field.TABLE, 20, one(List.of("listen", "connect")));
            handOver(o);
            openCallbacks.put(number, o);
            add(o);
        }

        private void peer() {
            long number = ++numbers;
            String op = one(OPS);
            Observation o =
                    about(Kind.PEER, sometimes(85)).with(Field.ACT, number).with(Field.OP, op);
            maybe(o, Field.PEER, 90, one(List.of("p1", "p2", "p3")));
            maybe(o, Field.DG, 95, ++datagrams);
            maybe(o, Field.LENGTH, 95, 32);
            maybe(o, Field.CAST, 80, one(CASTS));
            openActs.put(number, o);
            add(o);
        }

        private void read() {
            if (callbacks > 0) {
                add(about(Kind.READ, sometimes(95))
                        .with(Field.CB, 1 + random.nextLong(callbacks))
                        .with(Field.DATAGRAMS, list()));
            }
        }

        private void waitOrRest() {
            if (sometimes(70) || irps.isEmpty()) {
                add(Observation.of(Kind.QUIESCE));
            } else {
                Observation call = pick(irps);
                add(like(Kind.WAIT, call).with(Field.IRP, call.number(Field.IRP, 0)));
            }
        }

        private List<Datagram> list() {
            List<Datagram> list = new ArrayList<>();
            for (int i = random.nextInt(6); i > 0; i--) {
                long dg = random.nextLong(datagrams + 2);
                list.add(new Datagram(
                        dg,
                        sometimes(90) ? 32 : 7,
                        sometimes(90),
                        sometimes(80) ? "p1" : "p2",
                        sometimes(10),
                        random.nextInt(2)));
            }
            return list;
        }

        private Observation about(Kind kind, boolean socket) {
            return Observation.of(kind)
                    .with(Field.CLIENT, sometimes(90) ? "c1" : "c2")
                    .with(Field.SOCKET, socket ? one(List.of("s1", "s1", "s1", "s1", "s2", "s1.1", "s1.2")) : null);
        }

        private Observation like(Kind kind, Observation begun) {
            if (sometimes(3)) {
                return about(kind, sometimes(50));
            }
            return Observation.of(kind)
                    .with(Field.CLIENT, begun.text(Field.CLIENT))
                    .with(Field.SOCKET, begun.text(Field.SOCKET));
        }

        private void add(Observation o) {
            long seq = trace.size() + 1L;
            trace.add(o.at(seq, seq, one(List.of("t1", "t2"))));
        }

        private boolean sometimes(int percent) {
            return random.nextInt(100) < percent;
        }

        private void maybe(Observation o, Field field, int percent, @Nullable Object value) {
            o.with(field, sometimes(percent) ? value : null);
        }

        private <T> T one(List<T> from) {
            return from.get(random.nextInt(from.size()));
        }

        private <T> List<T> some(List<T> from) {
            List<T> chosen = new ArrayList<>();
            for (int i = random.nextInt(4); i > 0; i--) {
                chosen.add(one(from));
            }
            return chosen;
        }

        private Observation pick(Map<Long, Observation> from) {
            return one(new ArrayList<>(from.values()));
        }
    }
}
