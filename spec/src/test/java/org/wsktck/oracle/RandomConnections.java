package org.wsktck.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.wsktck.trace.Field;
import org.wsktck.trace.Kind;
import org.wsktck.trace.Observation;

/**
 * Makes up traces of listening sockets, with and without conditional accept: peers that connect and give up, inspections, deliveries by both ways, accepted sockets
 * that are used and closed; some of the sockets are stream sockets, and some have an extension interface; and in between what nobody should do. As
 * {@link RandomTrace} does for datagram sockets.
 */
final class RandomConnections {
    private static final List<String> STATUSES = List.of(
            "STATUS_SUCCESS",
            "STATUS_PENDING",
            "STATUS_CANCELLED",
            "STATUS_UNSUCCESSFUL",
            "STATUS_INVALID_DEVICE_REQUEST",
            "STATUS_FILE_FORCED_CLOSED",
            "0xC0DEC0DE");
    private static final List<String> ENTRIES = List.of("WskReceiveEvent", "WskDisconnectEvent", "WskSendBacklogEvent");

    private record Call(long call, String fn, String socket, long irp, String thread, Observation o) {}

    private record Callback(long cb, String socket, String event, String thread) {}

    private final SplittableRandom random;
    private final List<Observation> trace = new ArrayList<>();
    private final List<Call> open = new ArrayList<>();
    private final List<Call> pending = new ArrayList<>();
    private final List<Callback> running = new ArrayList<>();
    private final List<String> listeners = new ArrayList<>();
    private final List<String> streams = new ArrayList<>();
    private final List<String> accepted = new ArrayList<>();
    private final List<String> peers = new ArrayList<>();
    private final List<String> homes = new ArrayList<>();
    private final List<Long> inspected = new ArrayList<>();
    private long calls;
    private long irps;
    private long cbs;
    private long acts;
    private long names;
    private long seq;

    private RandomConnections(long seed) {
        random = new SplittableRandom(seed);
    }

    /** A trace of about that many observations. */
    static List<Observation> of(long seed, int length) {
        RandomConnections made = new RandomConnections(seed);
        made.begin();
        while (made.trace.size() < length) {
            made.step();
        }
        return made.trace;
    }

    private void begin() {
        whole(call("WskRegister", "", false).with(Field.VERSION, "1.0").with(Field.RESERVED, 0));
        whole(call("WskCaptureProviderNPI", "", false).with(Field.TIMEOUT, "WSK_NO_WAIT"));
        if (chance(4)) {
            whole(call("WskControlClient", "", false)
                    .with(Field.CODE, "WSK_SET_STATIC_EVENT_CALLBACKS")
                    .with(Field.NPI, "NPI_WSK_INTERFACE_ID")
                    .with(Field.MASK, List.of("WSK_EVENT_ACCEPT", one("WSK_EVENT_RECEIVE", "WSK_EVENT_RECEIVE_FROM"))));
        }
        listener();
    }

    private void listener() {
        String socket = "l" + (listeners.size() + 1);
        listeners.add(socket);
        boolean stream = chance(3);
        List<String> entries = new ArrayList<>(List.of("WskAcceptEvent", "WskInspectEvent", "WskAbortEvent"));
        if (stream) {
            streams.add(socket);
            entries.addAll(ENTRIES);
        }
        whole(call("WskSocket", socket, true)
                .with(Field.FLAGS, List.of(stream ? "WSK_FLAG_STREAM_SOCKET" : "WSK_FLAG_LISTEN_SOCKET"))
                .with(Field.CONTEXT, socket)
                .with(Field.ENTRIES, entries));
        if (stream ? chance(12) : !chance(2)) {
            whole(mode(socket, chance(12) ? 0 : 1));
        }
        whole(call("WskBind", socket, true));
        if (stream) {
            whole(call(chance(4) ? "WskConnect" : "WskListen", socket, true).with(Field.ADDRESS, "p1"));
        }
        if (chance(4)) {
            whole(registration(socket));
            whole(extension(socket));
        }
        if (!chance(3)) {
            whole(mask(socket, false, "WSK_EVENT_ACCEPT", one("WSK_EVENT_RECEIVE", "WSK_EVENT_DISCONNECT")));
        }
    }

    private Observation mode(String socket, int value) {
        return call("WskControlSocket", socket, true)
                .with(Field.REQUEST, chance(6) ? "WskGetOption" : "WskSetOption")
                .with(Field.CODE, "SO_CONDITIONAL_ACCEPT")
                .with(Field.LEVEL, "SOL_SOCKET")
                .with(Field.VALUE, value);
    }

    private Observation registration(String socket) {
        return call("WskControlSocket", socket, false)
                .with(Field.REQUEST, "WskIoctl")
                .with(Field.CODE, "SIO_WSK_REGISTER_EXTENSION")
                .with(Field.NPI, one("NPI_EXAMPLE_INTERFACE_ID", "NPI_EXAMPLE_INTERFACE_ID", "NPI_UNKNOWN_ID"))
                .with(Field.CONTEXT, socket)
                .with(Field.ENTRIES, List.of("ExtensionEvent"))
                .with(Field.INPUT_SIZE, 24)
                .with(Field.OUTPUT_SIZE, 16);
    }

    /** Switches the event of the extension. */
    private Observation extension(String socket) {
        Observation request = chance(3)
                ? mask(socket, chance(3), "WSK_EVENT_RECEIVE", "WSK_EVENT_DISABLE")
                : mask(socket, false, "WSK_EVENT_RECEIVE");
        return request.with(Field.NPI, "NPI_EXAMPLE_INTERFACE_ID");
    }

    private void step() {
        switch (random.nextInt(20)) {
            case 0, 1, 2 -> request();
            case 3, 4 -> returned();
            case 5, 6 -> completed();
            case 7, 8, 9 -> peer();
            case 10, 11 -> sees();
            case 12, 13, 14 -> enter();
            case 15, 16, 17 -> exit();
            case 18 -> see(Observation.of(Kind.QUIESCE));
            default -> rare();
        }
    }

    private void rare() {
        switch (random.nextInt(7)) {
            case 6 -> act("extension", any(listeners), null);
            case 0 -> {
                if (listeners.size() < 3) {
                    listener();
                }
            }
            case 1 -> environment("fail", any(chance(2) ? accepted : listeners));
            case 2 -> {
                if (!pending.isEmpty()) {
                    Call victim = pending.get(random.nextInt(pending.size()));
                    see(about(Kind.CALL, victim.socket())
                            .with(Field.CALL, ++calls)
                            .with(Field.FN, "IoCancelIrp")
                            .with(Field.IRP, victim.irp())
                            .with(Field.IRQL, "PASSIVE_LEVEL"));
                }
            }
            case 3 -> {
                if (chance(6)) {
                    whole(call("WskDeregister", "", false));
                }
            }
            default -> whole(mode(any(listeners), 1));
        }
    }

    private void request() {
        String socket = any(listeners);
        Observation call = switch (random.nextInt(15)) {
            case 11 -> extension(any(chance(4) ? accepted : listeners));
            case 12 -> chance(3) ? registration(any(listeners)) : extension(socket);
            case 13 ->
                call(one("WskListen", "WskListen", "WskConnect", "WskSend", "WskReceive"), any(streams), true)
                        .with(Field.LENGTH, 10)
                        .with(Field.ADDRESS, "p1");
            case 0, 1, 2 -> {
                String name = chance(12) ? any(accepted) : socket + "." + ++names;
                yield call("WskAccept", socket, true)
                        .with(Field.ACCEPT_SOCKET, name)
                        .with(Field.CONTEXT, name)
                        .with(Field.ENTRIES, ENTRIES);
            }
            case 3, 4 ->
                call("WskInspectComplete", socket, !chance(12))
                        .with(Field.INSPECT, inspect())
                        .with(Field.ACTION, one("WskInspectAccept", "WskInspectAccept", "WskInspectReject"))
                        .with(Field.COPIED, !chance(8));
            case 5 -> mask(socket, false, "WSK_EVENT_ACCEPT");
            case 6 -> mask(socket, chance(3), "WSK_EVENT_ACCEPT", "WSK_EVENT_DISABLE");
            case 7 ->
                mask(socket, false, "WSK_EVENT_RECEIVE", chance(2) ? "WSK_EVENT_DISABLE" : "WSK_EVENT_DISCONNECT");
            case 8 ->
                call("WskControlSocket", any(chance(4) ? listeners : accepted), false)
                        .with(Field.REQUEST, "WskIoctl")
                        .with(Field.CODE, "SIO_WSK_QUERY_INSPECT_ID")
                        .with(Field.OUTPUT_SIZE, 16)
                        .with(Field.SIZE_RETURNED, true);
            case 9 -> mask(any(accepted), false, "WSK_EVENT_RECEIVE", "WSK_EVENT_DISABLE");
            case 10 -> mask(any(accepted), false, "WSK_EVENT_RECEIVE");
            default ->
                call(chance(2) ? "WskCloseSocket" : "WskGetLocalAddress", any(chance(3) ? listeners : accepted), true);
        };
        String thread = "t" + random.nextInt(3);
        if (!running.isEmpty() && chance(4)) {
            thread = running.get(random.nextInt(running.size())).thread();
        }
        see(call, thread);
        open.add(made(call, thread));
    }

    private static Call made(Observation call, String thread) {
        return new Call(
                call.number(Field.CALL, 0),
                call.needText(Field.FN),
                call.has(Field.SOCKET) ? call.needText(Field.SOCKET) : "",
                call.number(Field.IRP, 0),
                thread,
                call);
    }

    private long inspect() {
        return inspected.isEmpty() || chance(12) ? 1_000 : inspected.get(random.nextInt(inspected.size()));
    }

    private Observation mask(String socket, boolean irp, String... mask) {
        return call("WskControlSocket", socket, irp)
                .with(Field.REQUEST, "WskSetOption")
                .with(Field.CODE, "SO_WSK_EVENT_CALLBACK")
                .with(Field.LEVEL, "SOL_SOCKET")
                .with(Field.NPI, "NPI_WSK_INTERFACE_ID")
                .with(Field.MASK, List.of(mask))
                .with(Field.INPUT_SIZE, 16);
    }

    private Observation call(String fn, String socket, boolean irp) {
        Observation call = about(Kind.CALL, socket)
                .with(Field.CALL, ++calls)
                .with(Field.FN, fn)
                .with(Field.IRQL, "PASSIVE_LEVEL");
        return irp ? call.with(Field.IRP, ++irps).with(Field.IRP_ARMED, true) : call;
    }

    /** A call that returns at once, mostly with success. */
    private void whole(Observation call) {
        see(call);
        Call made = made(call, "main");
        String status = chance(20) ? STATUSES.get(random.nextInt(STATUSES.size())) : "STATUS_SUCCESS";
        if (made.irp() != 0) {
            complete(made, status);
        }
        returned(made, status);
    }

    private void returned() {
        if (!open.isEmpty()) {
            Call call = open.remove(random.nextInt(open.size()));
            String likely = call.irp() != 0 && !chance(3) ? "STATUS_PENDING" : "STATUS_SUCCESS";
            returned(call, chance(8) ? STATUSES.get(random.nextInt(STATUSES.size())) : likely);
            if (call.irp() != 0) {
                pending.add(call);
            }
        }
    }

    private void returned(Call call, String status) {
        Observation o = about(Kind.RETURN, call.socket())
                .with(Field.CALL, call.call())
                .with(Field.FN, call.fn())
                .with(Field.STATUS, status);
        if ("SIO_WSK_QUERY_INSPECT_ID".equals(call.o().text(Field.CODE)) && !chance(4)) {
            o.with(Field.INSPECT, inspect());
        }
        see(o, call.thread());
    }

    private void completed() {
        List<Call> from = !open.isEmpty() && chance(4) ? open : pending;
        if (!from.isEmpty()) {
            Call call = from.get(random.nextInt(from.size()));
            if (call.irp() != 0) {
                complete(call, chance(6) ? STATUSES.get(random.nextInt(STATUSES.size())) : "STATUS_SUCCESS");
            }
            if (from == pending && !chance(15)) {
                from.remove(call);
            }
        }
    }

    private void complete(Call call, String status) {
        Observation irp = about(Kind.IRP, call.socket())
                .with(Field.IRP, call.irp())
                .with(Field.CALL, call.call())
                .with(Field.FN, call.fn())
                .with(Field.STATUS, status)
                .with(Field.INFORMATION, 0);
        if (call.fn().equals("WskSocket")) {
            irp.with(Field.CATEGORY, streams.contains(call.socket()) ? "stream" : "listening");
        }
        if ("WskGetOption".equals(call.o().text(Field.REQUEST))) {
            irp.with(Field.VALUE, random.nextInt(2));
        }
        if (call.fn().equals("WskAccept") && status.equals("STATUS_SUCCESS") && !chance(20)) {
            String name = call.o().needText(Field.ACCEPT_SOCKET);
            String peer = somebody();
            irp.with(Field.ACCEPT_SOCKET, name)
                    .with(Field.FRESH, !chance(20))
                    .with(Field.PEER, peer)
                    .with(Field.ADDRESS, chance(20) ? "l9" : call.socket())
                    .with(Field.CATEGORY, "connection");
            take(name, peer);
        }
        see(irp, "dpc");
        see(about(Kind.IRP_EXIT, call.socket()).with(Field.IRP, call.irp()).with(Field.CALL, call.call()), "dpc");
    }

    private void take(String name, String peer) {
        accepted.add(name);
        int at = peers.indexOf(peer);
        if (at >= 0) {
            homes.set(at, name);
        }
    }

    private String somebody() {
        return peers.isEmpty() || chance(15)
                ? "?"
                : peers.get(peers.size() - 1 - random.nextInt(Math.min(4, peers.size())));
    }

    private void peer() {
        if (peers.isEmpty() || chance(2)) {
            String peer = "p" + (peers.size() + 1);
            peers.add(peer);
            homes.add(any(listeners));
            act("connect", peer);
        } else {
            act(one("write", "write", "fin", "rst", "pause", "resume"), somebody());
        }
    }

    private void act(String op, String socket, @Nullable String peer) {
        see(about(Kind.PEER, socket).with(Field.ACT, ++acts).with(Field.OP, op).with(Field.PEER, peer));
        see(about(Kind.PEER_END, socket).with(Field.ACT, acts).with(Field.OP, op));
    }

    private void act(String op, String peer) {
        int at = peers.indexOf(peer);
        String home = at < 0 ? any(listeners) : homes.get(at);
        Observation o = about(Kind.PEER, home)
                .with(Field.ACT, ++acts)
                .with(Field.OP, op)
                .with(Field.PEER, peer);
        see(op.equals("write") ? o.with(Field.OFFSET, 0).with(Field.LENGTH, 10) : o);
        see(about(Kind.PEER_END, home).with(Field.ACT, acts).with(Field.OP, op).with(Field.PEER, peer));
    }

    private void sees() {
        if (!peers.isEmpty()) {
            String peer = peers.get(peers.size() - 1 - random.nextInt(Math.min(4, peers.size())));
            see(about(Kind.SEES, homes.get(peers.indexOf(peer)))
                    .with(Field.OP, one("connected", "connected", "connected", "refused", "reset", "eof", "data"))
                    .with(Field.PEER, peer));
        }
    }

    private void environment(String op, String socket) {
        if (chance(3)) {
            act(op, socket, null);
        }
    }

    private void enter() {
        long cb = ++cbs;
        String thread = "cb" + cb;
        String event = one(
                "WskAcceptEvent",
                "WskAcceptEvent",
                "WskInspectEvent",
                "WskInspectEvent",
                "WskAbortEvent",
                "ExtensionEvent",
                "WskReceiveEvent");
        boolean data = event.equals("WskReceiveEvent");
        String socket = any(data && !accepted.isEmpty() ? accepted : data && chance(3) ? streams : listeners);
        Observation enter = about(Kind.ENTER, socket)
                .with(Field.CB, cb)
                .with(Field.EVENT, event)
                .with(Field.IRQL, "DISPATCH_LEVEL")
                .with(Field.VIA, chance(30) ? "s9" : socket)
                .with(Field.CONTEXT, chance(30) ? "s9" : socket);
        boolean something = !chance(20);
        switch (event) {
            case "WskAcceptEvent" -> {
                String peer = somebody();
                enter.with(Field.FLAGS, List.of()).with(Field.PEER, peer).with(Field.ADDRESS, socket);
                if (something) {
                    String name = chance(20) ? any(accepted) : socket + "." + ++names;
                    enter.with(Field.ACCEPT_SOCKET, name).with(Field.FRESH, !chance(20));
                    take(name, peer);
                }
            }
            case "WskInspectEvent" -> {
                enter.with(Field.FLAGS, List.of()).with(Field.PEER, somebody()).with(Field.ADDRESS, socket);
                if (something) {
                    long inspect = chance(12) ? inspect() : inspected.size() + 1;
                    inspected.add(inspect);
                    enter.with(Field.INSPECT, inspect);
                }
            }
            case "WskAbortEvent" -> enter.with(Field.INSPECT, something ? inspect() : null);
            case "ExtensionEvent" -> enter.with(Field.NPI, "NPI_EXAMPLE_INTERFACE_ID");
            default -> enter.with(Field.FLAGS, List.of()).with(Field.LENGTH, 10);
        }
        if (streams.contains(socket) && !event.equals("ExtensionEvent")) {
            enter.with(Field.TABLE, data != chance(20) ? "connect" : "listen");
        }
        see(enter, thread);
        running.add(new Callback(cb, socket, event, thread));
    }

    private void exit() {
        if (running.isEmpty()) {
            return;
        }
        Callback callback = running.remove(random.nextInt(running.size()));
        Observation exit = about(Kind.EXIT, callback.socket())
                .with(Field.CB, callback.cb())
                .with(Field.EVENT, callback.event());
        if (callback.event().equals("WskInspectEvent")) {
            exit.with(
                    Field.ACTION,
                    chance(20)
                            ? "0x9"
                            : one("WskInspectAccept", "WskInspectPend", "WskInspectPend", "WskInspectReject"));
        } else {
            exit.with(Field.STATUS, chance(20) ? "STATUS_UNSUCCESSFUL" : "STATUS_SUCCESS");
        }
        if (callback.event().equals("WskAcceptEvent")) {
            if (chance(4)) {
                exit.with(Field.STATUS, "STATUS_REQUEST_NOT_ACCEPTED");
            } else if (!chance(4)) {
                exit.with(Field.CONTEXT, "own").with(Field.ENTRIES, ENTRIES);
            }
        }
        see(exit, callback.thread());
    }

    private String any(List<String> from) {
        return from.isEmpty() ? listeners.get(0) : from.get(random.nextInt(from.size()));
    }

    private boolean chance(int oneIn) {
        return random.nextInt(oneIn) == 0;
    }

    private String one(String... of) {
        return of[random.nextInt(of.length)];
    }

    private static Observation about(Kind kind, String socket) {
        Observation o = Observation.of(kind).with(Field.CLIENT, "c1");
        return socket.isEmpty() ? o : o.with(Field.SOCKET, socket);
    }

    private void see(Observation o) {
        see(o, "main");
    }

    private void see(Observation o, String thread) {
        seq++;
        trace.add(o.at(seq, seq * 100, thread));
    }
}
