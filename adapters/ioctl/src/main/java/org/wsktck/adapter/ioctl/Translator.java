package org.wsktck.adapter.ioctl;

import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.wsktck.target.Flow;
import org.wsktck.target.Wsk;
import org.wsktck.trace.Chunk;
import org.wsktck.trace.Field;
import org.wsktck.trace.Kind;
import org.wsktck.trace.Observation;

/** Records of the driver as observations of the schema: indices become names, values words, bytes places in what was sent. It follows the records and keeps {@link World} up to date. */
final class Translator {
    private static final String SUCCESS = "STATUS_SUCCESS";
    private static final String PENDING = "STATUS_PENDING";
    private static final Map<String, String> MEMBERS = Map.of("size", "sizeBack", "peer", "remote");
    private static final int SIGN = 31;

    private final Protocol protocol;
    private final Words words;
    private final Names names;
    private final World world;
    private final Peers peers;
    /** Addresses that binds which are in progress asked for, by the numbers of their calls. */
    private final Map<Long, InetSocketAddress> binding = new HashMap<>();
    /** Bytes that calls in progress send, by the numbers of the calls: offset and length. */
    private final Map<Long, long[]> sending = new HashMap<>();
    /** Numbers of requests and names of sockets that callbacks in progress are about. */
    private final Map<Long, Long> inspected = new HashMap<>();

    private final Map<Long, String> handed = new HashMap<>();

    /** The sockets of callbacks that came through another one's table, by their numbers. They stay: a list that was kept may be read later. */
    private final Map<Long, BenchSocket> strayed = new HashMap<>();

    /** What callbacks in progress were shown, by their numbers. */
    private final Map<Long, Reception> receptions = new HashMap<>();

    private record Reception(@Nullable Flow flow, List<Chunk> chunks) {}

    Translator(Protocol protocol, Names names, World world, Peers peers) {
        this.protocol = protocol;
        this.words = new Words(protocol);
        this.names = names;
        this.world = world;
        this.peers = peers;
    }

    /**
     * The observation of a record that is none of the bench's own. It has no number, time or thread yet.
     *
     * @throws IllegalArgumentException when the record makes no sense
     */
    Observation observe(DriverRecord r) {
        if (r.kind().equals("skip")) {
            return Observation.of(Kind.MARK).with(Field.TEXT, skipped(r));
        }
        Kind kind = need(Kind.named(r.kind()), "there is no kind " + r.kind());
        Observation o = Observation.of(kind);
        BenchSocket via = world.socket(names.socketName(r.number("socket")));
        BenchSocket socket = via == null ? null : subject(kind, r, via);
        String fn = protocol.nameOf("function", r.number("fn"));
        String place = kind == Kind.ENTER ? protocol.nameOf("event", r.number("event")) : fn;
        for (int i = 0; i < protocol.observed().size(); i++) {
            if ((r.present() >>> i & 1) != 0) {
                String name = protocol.observed().get(i);
                Field field = Objects.requireNonNull(Field.named(name), name);
                // What the driver tells beyond the schema, such as the function at the end of a completion routine.
                if (!kind.required().contains(field) && !kind.optional().contains(field)) {
                    continue;
                }
                o.with(field, value(r, name, place, socket != null && socket.isDatagram()));
            }
        }
        if (socket != null && via != null && socket != via) {
            o.with(Field.SOCKET, socket.name).with(Field.CLIENT, socket.client);
        }
        for (Field field : kind.required()) {
            if (!o.has(field)) {
                throw new IllegalArgumentException("a " + kind.json() + " without " + field.json());
            }
        }
        follow(r, o, kind, fn, socket);
        return o;
    }

    /** Whom a record is about that the driver has filed under a table: the records of one callback are all about the socket that its entry was found to be of. */
    private BenchSocket subject(Kind kind, DriverRecord r, BenchSocket via) {
        return switch (kind) {
            case ENTER -> {
                BenchSocket socket = whose(r, via);
                if (socket != via) {
                    strayed.put(r.number("cb"), socket);
                }
                yield socket;
            }
            case EXIT, READ -> strayed.getOrDefault(r.number("cb"), via);
            default -> via;
        };
    }

    private String skipped(DriverRecord r) {
        String what = r.number("fn") == 0 ? "An action" : protocol.nameOf("function", r.number("fn"));
        String socket = names.socketName(r.number("socket"));
        String client = names.clientName(r.number("client"));
        return what + (socket != null ? " on " + socket : client != null ? " for " + client : "") + ": "
                + reason(protocol.nameOf("reason", r.number("reason"))) + "; nothing is done";
    }

    private static String reason(String name) {
        return switch (name) {
            case "noClient" -> "the client is not registered";
            case "noProvider" -> "the client has not captured the provider NPI";
            case "noSocket" -> "the socket does not exist, or not yet";
            case "noFunction" -> "the socket has no such function";
            case "irpBusy" -> "the IRP of this name has not completed";
            case "nameTaken" -> "another one has had this name, and observations go by names";
            case "noList" -> "there is no such list";
            case "noInspection" -> "there is no such request";
            case "noDescriptor" -> "there is no such security descriptor";
            case "noMemory" -> "the driver has no memory or room left";
            case "notSupported" -> "the driver does not do this";
            case "noCallback" -> "there is nothing to wait for";
            case "wrongIrql" -> "the IRQL does not allow it";
            case "dangerous" -> "it could bring the machine down, and the session has not asked for that";
            case "incomplete" -> "not every provider has this function, and the session has not asked for it";
            default -> name;
        };
    }

    private @Nullable Object value(DriverRecord r, String name, String place, boolean datagram) {
        long number = r.number(MEMBERS.getOrDefault(name, name));
        return switch (name) {
            case "client" -> names.clientName(number);
            case "socket", "acceptSocket" -> names.socketName(number);
            case "via" -> place.equals("WskClientEvent") ? names.clientName(number) : names.socketName(number);
            case "fn" -> place;
            case "event" -> protocol.nameOf("event", number);
            case "irql" -> protocol.nameOf("irql", number);
            case "category" -> protocol.nameOf("category", number);
            case "table" -> protocol.nameOf("table", number);
            case "npi" -> protocol.nameOf("npi", number);
            case "status" -> words.name("status", number);
            case "context" -> names.contextName(number);
            case "entries" -> words.events(number);
            case "flags" -> words.names("flags." + place, number);
            case "mask" -> words.names("mask", number);
            case "version" -> Words.version(number);
            case "timeout" -> timeout(number);
            case "request" -> words.name("request", number);
            case "code" -> words.name("code." + place, number);
            case "level" -> words.name("level", number);
            case "action" -> words.name("inspectAction", number);
            case "irpArmed", "sizeReturned", "fresh", "copied", "pointer" -> number != 0;
            case "address", "peer" -> address(r, MEMBERS.getOrDefault(name, name), datagram);
            case "datagrams" -> Elements.datagrams(r.elements(), world);
            // Where the bytes stand is known once it is known whose they are.
            case "data" -> List.of();
            case "information" -> number;
            case "length" -> Math.max(0, number);
            default -> number;
        };
    }

    private String timeout(long number) {
        String name = words.name("timeout", number);
        return name.startsWith("0x") ? Long.toString(number) : name;
    }

    private @Nullable String address(DriverRecord r, String member, boolean datagram) {
        InetSocketAddress address = Inet.of(r.values().get(member));
        return address == null ? null : world.nameOf(address, datagram);
    }

    /** The socket that most of three witnesses name: the table, the context, and whom the bytes or the other end belong to. The table decides when they all differ. */
    private BenchSocket whose(DriverRecord r, BenchSocket via) {
        boolean given = (r.present() >>> protocol.observed().indexOf("context") & 1) != 0;
        BenchSocket byContext = given ? world.socket(names.contextName(r.number("context"))) : null;
        return byContext != null && byContext != via && third(r, via, byContext) ? byContext : via;
    }

    private boolean third(DriverRecord r, BenchSocket via, BenchSocket candidate) {
        return switch (protocol.nameOf("event", r.number("event"))) {
            case Wsk.RECEIVE_FROM ->
                Elements.datagrams(r.elements(), world).stream()
                        .map(each -> world.destinationOf(each.dg()))
                        .filter(Objects::nonNull)
                        .findFirst()
                        .map(each -> each == candidate)
                        .orElse(false);
            case Wsk.RECEIVE -> carries(candidate, r) && !carries(via, r);
            case Wsk.ACCEPT, Wsk.INSPECT -> {
                String peer = address(r, "remote", false);
                yield peer != null && peers.isTarget(candidate.name, peer);
            }
            default -> false;
        };
    }

    private static boolean carries(BenchSocket socket, DriverRecord r) {
        Flow flow = socket.incoming;
        return flow != null
                && !r.elements().isEmpty()
                && Elements.chunks(r.elements(), flow, flow.taken()).stream().allMatch(Chunk::intact);
    }

    // ---------------------------------------------------------------- what follows from a record

    private void follow(DriverRecord r, Observation o, Kind kind, String fn, @Nullable BenchSocket socket) {
        switch (kind) {
            case CALL -> called(r, o, fn, socket);
            case RETURN -> returned(r, o, fn, socket);
            case IRP -> completed(r, o, fn, socket);
            case ENTER -> entered(r, o, socket);
            case EXIT -> left(r, o, socket);
            case READ -> {
                if (socket != null && o.has(Field.DATA)) {
                    long expected = socket.expected.getOrDefault(r.number("cb"), 0L);
                    o.with(Field.DATA, Elements.chunks(r.elements(), socket.incoming, expected));
                }
            }
            default -> {}
        }
    }

    private void called(DriverRecord r, Observation o, String fn, @Nullable BenchSocket known) {
        String name = o.text(Field.SOCKET);
        String clientName = o.text(Field.CLIENT);
        BenchClient client = clientName == null ? null : world.client(clientName);
        BenchSocket socket = known;
        switch (fn) {
            case "WskDeregister" -> need(client, "a call of a client's function names the client").deregistering = true;
            case "WskReleaseProviderNPI" -> need(client, "a call of a client's function names the client").captures--;
            case "WskSocket", "WskSocketConnect" -> {
                socket = world.born(
                        need(name, "a call that makes a socket names it"),
                        need(clientName, "a call that makes a socket names the client"));
                socket.category = fn.equals("WskSocket") ? category(r.number("flags")) : "connection";
            }
            case "WskBind" -> {
                InetSocketAddress address = Inet.of(r.values().get("address"));
                if (address != null) {
                    binding.put(r.number("call"), address);
                    if ("?".equals(o.text(Field.ADDRESS))) {
                        // The bench's own choice, which is nobody's address yet: the script gave none.
                        o.with(Field.ADDRESS, null);
                    }
                }
            }
            case "WskCloseSocket" -> {
                if (socket != null) {
                    socket.closing = true;
                }
            }
            case "WskRelease" -> {
                if (socket != null) {
                    socket.retained.remove(r.number("list"));
                }
            }
            case "WskInspectComplete" -> {
                if (socket != null) {
                    socket.pended.remove(r.number("inspect"));
                }
            }
            case "WskControlClient" -> {
                if ("WSK_RELEASE_SD".equals(o.text(Field.CODE))) {
                    world.giveBack(r.number("sd"));
                }
            }
            case "WskControlSocket" -> {
                if (socket != null
                        && "SO_CONDITIONAL_ACCEPT".equals(o.text(Field.CODE))
                        && "WskSetOption".equals(o.text(Field.REQUEST))) {
                    socket.conditional = true;
                }
            }
            default -> {}
        }
        String remote = o.text(Field.ADDRESS);
        if (socket != null && remote != null && fn.startsWith("WskConnect") || fn.equals("WskSocketConnect")) {
            connect(socket, remote);
        }
        if (socket != null && o.has(Field.OFFSET)) {
            socket.outgoing.sent(r.number("offset"), r.number("length"));
            sending.put(r.number("call"), new long[] {r.number("offset"), r.number("length")});
        }
        if (o.has(Field.DG) && remote != null) {
            BenchSocket destination = world.socket(remote);
            if (destination != null) {
                world.sent(r.number("dg"), destination);
            }
        }
    }

    private String category(long flags) {
        return switch ((int) flags) {
            case 0 -> "basic";
            case 1 -> "listening";
            case 2 -> "connection";
            case 4 -> "datagram";
            case 8 -> "stream";
            default -> "basic";
        };
    }

    private static <T> T need(@Nullable T thing, String otherwise) {
        if (thing == null) {
            throw new IllegalArgumentException(otherwise);
        }
        return thing;
    }

    /** The client has a socket for the connection whose other end that name means. */
    private void connect(@Nullable BenchSocket socket, @Nullable String other) {
        if (socket == null || other == null) {
            return;
        }
        BenchSocket counterpart = world.socket(other);
        if (counterpart != null) {
            socket.incoming = counterpart.outgoing;
            counterpart.incoming = socket.outgoing;
        } else {
            peers.belongs(other, socket);
        }
    }

    private static boolean isSuccess(Observation o) {
        return SUCCESS.equals(o.text(Field.STATUS));
    }

    private static boolean failed(DriverRecord r) {
        return (r.number("status") >>> SIGN & 1) != 0;
    }

    private void returned(DriverRecord r, Observation o, String fn, @Nullable BenchSocket socket) {
        String clientName = o.text(Field.CLIENT);
        long[] sent = sending.remove(r.number("call"));
        if (sent != null && failed(r) && socket != null) {
            socket.outgoing.takeBack(sent[0], sent[1]);
        }
        if (clientName != null) {
            BenchClient client = world.client(clientName);
            switch (fn) {
                case "WskRegister" -> {
                    if (isSuccess(o)) {
                        client.registered = true;
                        client.deregistering = false;
                    }
                }
                case "WskDeregister" -> client.registered = false;
                case "WskCaptureProviderNPI" -> client.captures += isSuccess(o) ? 1 : 0;
                default -> {}
            }
            if (o.has(Field.SD)) {
                world.keep(r.number("sd"), clientName);
            }
        }
    }

    private void completed(DriverRecord r, Observation o, String fn, @Nullable BenchSocket socket) {
        if (!isSuccess(o)) {
            o.with(Field.DATA, null)
                    .with(Field.DATAGRAMS, null)
                    .with(Field.ADDRESS, null)
                    .with(Field.PEER, null);
            o.with(Field.FLAGS, null);
            return;
        }
        if (socket == null) {
            return;
        }
        switch (fn) {
            case "WskSocket", "WskSocketConnect" -> {
                socket.open = r.number("information") != 0;
                // Tables of functions look alike: the driver has only what was asked for, which is no evidence.
                o.with(Field.CATEGORY, null);
            }
            case "WskBind" -> {
                InetSocketAddress address = binding.remove(r.number("call"));
                if (address != null) {
                    socket.address = address;
                    world.name(address, socket.name, socket.isDatagram());
                }
            }
            case "WskGetRemoteAddress" ->
                o.with(Field.PEER, o.get(Field.ADDRESS)).with(Field.ADDRESS, null);
            case "WskReceive" -> received(r, o, socket);
            case "WskAccept" -> accepted(r, o, socket);
            default -> {}
        }
    }

    private static void received(DriverRecord r, Observation o, BenchSocket socket) {
        Flow flow = socket.incoming;
        if (r.number("information") == 0) {
            o.with(Field.DATA, List.of());
            return;
        }
        List<Chunk> chunks = Elements.chunks(r.elements(), flow, flow == null ? 0 : flow.taken());
        if (flow != null) {
            Elements.take(flow, chunks, Long.MAX_VALUE);
        }
        o.with(Field.DATA, chunks);
    }

    private void accepted(DriverRecord r, Observation o, BenchSocket listener) {
        String name = o.text(Field.ACCEPT_SOCKET);
        if (name == null) {
            return;
        }
        handOver(r, world.born(name, listener.client), o);
    }

    private void handOver(DriverRecord r, BenchSocket accepted, Observation o) {
        accepted.open = true;
        accepted.address = Inet.of(r.values().get("address"));
        accepted.category = protocol.nameOf("category", r.number("category"));
        connect(accepted, o.text(Field.PEER));
    }

    private void entered(DriverRecord r, Observation o, @Nullable BenchSocket socket) {
        if (socket == null) {
            return;
        }
        socket.inside++;
        if (o.has(Field.ACCEPT_SOCKET) || r.number("acceptSocket") != protocol.value("none")) {
            String name = names.handedOver(socket.name, r.number("acceptSocket"));
            o.with(Field.ACCEPT_SOCKET, name);
            handOver(r, world.born(name, socket.client), o);
        }
        if (o.has(Field.DATA)) {
            Flow flow = socket.incoming;
            long expected = flow == null ? 0 : flow.taken();
            List<Chunk> chunks = Elements.chunks(r.elements(), flow, expected);
            socket.expected.put(r.number("cb"), Flow.begin(chunks, expected));
            receptions.put(r.number("cb"), new Reception(flow, chunks));
            o.with(Field.DATA, chunks);
        }
        if (o.has(Field.INSPECT) && Wsk.ABORT.equals(o.text(Field.EVENT))) {
            socket.pended.remove(r.number("inspect"));
        }
        if (o.has(Field.INSPECT) && Wsk.INSPECT.equals(o.text(Field.EVENT))) {
            inspected.put(r.number("cb"), r.number("inspect"));
        }
        String accepted = o.text(Field.ACCEPT_SOCKET);
        if (accepted != null) {
            handed.put(r.number("cb"), accepted);
        }
    }

    private void left(DriverRecord r, Observation o, @Nullable BenchSocket socket) {
        long cb = r.number("cb");
        Reception reception = receptions.remove(cb);
        Long request = inspected.remove(cb);
        String accepted = handed.remove(cb);
        if (socket == null) {
            return;
        }
        socket.inside--;
        String status = o.text(Field.STATUS);
        boolean pending = PENDING.equals(status);
        Flow flow = reception == null ? null : reception.flow();
        if (reception != null && flow != null && (pending || SUCCESS.equals(status))) {
            Elements.take(
                    flow,
                    reception.chunks(),
                    pending ? Long.MAX_VALUE : o.number(Field.BYTES_ACCEPTED, Long.MAX_VALUE));
        }
        BenchSocket via = world.socket(names.socketName(r.number("socket")));
        if (pending && via != null) {
            // It goes back through the socket whose table it came through: there the driver keeps it.
            via.retained.add(cb);
        }
        if (request != null && "WskInspectPend".equals(o.text(Field.ACTION))) {
            socket.pended.add(request);
        }
        BenchSocket born = world.socket(accepted);
        if (born != null && !SUCCESS.equals(status)) {
            born.open = false;
        }
    }

    /** Datagrams of which fewer bytes were captured than seen, and stretches too: what they are cannot be told. */
    static boolean isUnfit(DriverRecord r) {
        return r.elements().stream().anyMatch(each -> each.bytes().length < each.length());
    }
}
