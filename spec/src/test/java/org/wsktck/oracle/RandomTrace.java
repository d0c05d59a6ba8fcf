package org.wsktck.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.wsktck.trace.Datagram;
import org.wsktck.trace.Field;
import org.wsktck.trace.Kind;
import org.wsktck.trace.Observation;

/**
 * Makes traces up: a client with sockets, calls that return and IRPs that complete, datagrams and callbacks, and in between what no provider or client should do:
 * wrong statuses, second completions, callbacks out of nowhere, lists that nobody gave. Most of it hangs together, so that much is judged.
 */
final class RandomTrace {
    private static final List<String> STATUSES = List.of(
            "STATUS_SUCCESS",
            "STATUS_PENDING",
            "STATUS_EVENT_PENDING",
            "STATUS_CANCELLED",
            "STATUS_UNSUCCESSFUL",
            "STATUS_FILE_FORCED_CLOSED",
            "0xC0DEC0DE");
    private static final List<String> RETURNS = List.of(
            "STATUS_SUCCESS", "STATUS_SUCCESS", "STATUS_PENDING", "STATUS_DATA_NOT_ACCEPTED", "STATUS_UNSUCCESSFUL");
    private static final List<String> FUNCTIONS = List.of(
            "enable",
            "enable",
            "disable",
            "disable",
            "WskReceiveFrom",
            "WskReceiveFrom",
            "WskSendTo",
            "WskGetLocalAddress",
            "WskRelease",
            "WskRelease",
            "remote",
            "sendTo",
            "WskBind",
            "WskCloseSocket",
            "extension",
            "odd");

    private record Call(long call, String fn, String socket, long irp, String thread) {}

    private record Callback(long cb, String socket, String thread, List<Datagram> list) {}

    private final SplittableRandom random;
    private final List<Observation> trace = new ArrayList<>();
    private final List<Call> open = new ArrayList<>();
    private final List<Call> pending = new ArrayList<>();
    private final List<Callback> running = new ArrayList<>();
    private final List<Callback> retained = new ArrayList<>();
    private final List<Observation> routines = new ArrayList<>();
    private final List<String> sockets = new ArrayList<>();
    private long calls;
    private long irps;
    private long cbs;
    private long dgs;
    private long seq;

    private RandomTrace(long seed) {
        random = new SplittableRandom(seed);
    }

    /** A trace of about that many observations. */
    static List<Observation> of(long seed, int length) {
        RandomTrace made = new RandomTrace(seed);
        made.begin();
        while (made.trace.size() < length) {
            made.step();
        }
        return made.trace;
    }

    private void begin() {
        whole(call("WskRegister", "", false)
                .with(Field.VERSION, one("1.0", "1.0", "255.0"))
                .with(Field.RESERVED, chance(20) ? 1 : 0));
        whole(call("WskCaptureProviderNPI", "", false).with(Field.TIMEOUT, "WSK_NO_WAIT"));
        if (chance(3)) {
            whole(call("WskControlClient", "", chance(20))
                    .with(Field.CODE, "WSK_SET_STATIC_EVENT_CALLBACKS")
                    .with(Field.NPI, "NPI_WSK_INTERFACE_ID")
                    .with(Field.MASK, List.of("WSK_EVENT_RECEIVE_FROM")));
        }
        socket();
    }

    private void socket() {
        String socket = "s" + (sockets.size() + 1);
        sockets.add(socket);
        boolean basic = chance(8);
        Observation call = call("WskSocket", socket, true)
                .with(Field.FLAGS, basic ? List.of() : List.of("WSK_FLAG_DATAGRAM_SOCKET"));
        if (!chance(10)) {
            call.with(Field.CONTEXT, socket).with(Field.ENTRIES, List.of("WskReceiveFromEvent"));
        }
        whole(call);
        if (!basic || chance(20)) {
            whole(call("WskBind", socket, true));
        }
        if (basic || chance(6)) {
            whole(registration(socket));
        }
    }

    private Observation registration(String socket) {
        return call("WskControlSocket", socket, chance(20))
                .with(Field.REQUEST, "WskIoctl")
                .with(Field.CODE, "SIO_WSK_REGISTER_EXTENSION")
                .with(Field.NPI, one("NPI_EXAMPLE_INTERFACE_ID", "NPI_EXAMPLE_INTERFACE_ID", "NPI_UNKNOWN_ID"))
                .with(Field.CONTEXT, socket)
                .with(Field.ENTRIES, List.of("ExtensionEvent"))
                .with(Field.INPUT_SIZE, 24)
                .with(Field.OUTPUT_SIZE, 16);
    }

    private void step() {
        switch (random.nextInt(16)) {
            case 0, 1, 2 -> request();
            case 3, 4, 5 -> returned();
            case 6, 7 -> completed();
            case 8, 9 -> send();
            case 10, 11 -> enter();
            case 12, 13 -> exit();
            case 14 -> see(Observation.of(Kind.QUIESCE));
            default -> rare();
        }
    }

    private void rare() {
        switch (random.nextInt(9)) {
            case 0 -> {
                if (sockets.size() < 3) {
                    socket();
                }
            }
            case 1 -> environment(chance(3) ? "fail" : "extension", anySocket());
            case 2 -> environment(one("transports", "ready", "unready"), "");
            case 3 -> whole(call("WskControlClient", "", true).with(Field.CODE, "WSK_TRANSPORT_LIST_CHANGE"));
            case 4 -> read();
            case 5 -> {
                if (!pending.isEmpty()) {
                    Call victim = pending.get(random.nextInt(pending.size()));
                    see(about(Kind.CALL, victim.socket())
                            .with(Field.CALL, ++calls)
                            .with(Field.FN, "IoCancelIrp")
                            .with(Field.IRP, victim.irp())
                            .with(Field.IRQL, "PASSIVE_LEVEL"));
                }
            }
            case 6 -> {
                if (chance(4)) {
                    whole(call(one("WskDeregister", "WskReleaseProviderNPI", "WskCaptureProviderNPI"), "", false));
                }
            }
            case 7 -> {
                if (!routines.isEmpty()) {
                    see(routines.remove(0), "dpc");
                }
            }
            default -> {
                if (!pending.isEmpty()) {
                    see(about(Kind.WAIT, pending.get(0).socket())
                            .with(Field.IRP, pending.get(0).irp()));
                }
            }
        }
    }

    private void request() {
        String socket = anySocket();
        Observation call = request(socket, FUNCTIONS.get(random.nextInt(FUNCTIONS.size())));
        if (chance(40)) {
            call.with(Field.IRQL, "DISPATCH_LEVEL");
        }
        String thread = "t" + random.nextInt(3);
        if (!running.isEmpty() && chance(4)) {
            thread = running.get(random.nextInt(running.size())).thread();
        }
        see(call, thread);
        open.add(new Call(
                call.number(Field.CALL, 0), call.needText(Field.FN), socket, call.number(Field.IRP, 0), thread));
    }

    private Observation request(String socket, String what) {
        return switch (what) {
            case "enable" -> mask(socket, chance(15), "WSK_EVENT_RECEIVE_FROM");
            case "disable" -> mask(socket, chance(2), "WSK_EVENT_RECEIVE_FROM", "WSK_EVENT_DISABLE");
            case "extension" ->
                (chance(2)
                                ? mask(socket, chance(3), "WSK_EVENT_RECEIVE", "WSK_EVENT_DISABLE")
                                : mask(socket, false, "WSK_EVENT_RECEIVE"))
                        .with(Field.NPI, "NPI_EXAMPLE_INTERFACE_ID");
            case "odd" ->
                mask(socket, chance(2), one("WSK_EVENT_ACCEPT", "WSK_EVENT_DISABLE", "0x8000"))
                        .with(Field.NPI, one("NPI_WSK_INTERFACE_ID", "other"));
            case "remote", "sendTo" -> {
                Observation call = call("WskControlSocket", socket, true)
                        .with(Field.REQUEST, "WskIoctl")
                        .with(
                                Field.CODE,
                                what.equals("remote") ? "SIO_WSK_SET_REMOTE_ADDRESS" : "SIO_WSK_SET_SENDTO_ADDRESS");
                yield chance(3) ? call : call.with(Field.ADDRESS, one("p1", "p2", "s1"));
            }
            case "WskRelease" -> call("WskRelease", socket, false).with(Field.LIST, list());
            case "WskCloseSocket" -> call(chance(3) ? "WskCloseSocket" : "WskGetLocalAddress", socket, true);
            case "WskSendTo" -> {
                Observation call =
                        call(what, socket, true).with(Field.DG, ++dgs).with(Field.LENGTH, 32);
                yield chance(5) ? call : call.with(Field.ADDRESS, one("p1", "s1", "s2", "s3"));
            }
            case "WskReceiveFrom" -> call(what, socket, true).with(Field.LENGTH, chance(6) ? chance(2) ? 8 : 31 : 64);
            default -> call(what, socket, true);
        };
    }

    private long list() {
        if (retained.isEmpty() || chance(10)) {
            return 1 + random.nextInt((int) cbs + 1);
        }
        return retained.remove(random.nextInt(retained.size())).cb();
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
        return irp ? call.with(Field.IRP, ++irps).with(Field.IRP_ARMED, !chance(50)) : call;
    }

    /** A call that returns at once, mostly with success. */
    private void whole(Observation call) {
        see(call);
        Call made = new Call(
                call.number(Field.CALL, 0),
                call.needText(Field.FN),
                call.has(Field.SOCKET) ? call.needText(Field.SOCKET) : "",
                call.number(Field.IRP, 0),
                "main");
        boolean keeps = chance(12) || "WSK_TRANSPORT_LIST_CHANGE".equals(call.text(Field.CODE));
        if (made.irp() != 0 && !keeps) {
            complete(made, "STATUS_SUCCESS");
        }
        returned(made, made.irp() != 0 && keeps ? "STATUS_PENDING" : "STATUS_SUCCESS");
        if (made.irp() != 0 && keeps) {
            pending.add(made);
        }
    }

    private void returned() {
        if (!open.isEmpty()) {
            Call call = open.remove(random.nextInt(open.size()));
            boolean disable = call.fn().equals("WskControlSocket");
            String likely = call.irp() != 0
                    ? chance(3) ? "STATUS_SUCCESS" : "STATUS_PENDING"
                    : disable && chance(3) ? "STATUS_EVENT_PENDING" : "STATUS_SUCCESS";
            returned(call, chance(12) ? STATUSES.get(random.nextInt(STATUSES.size())) : likely);
            if (call.irp() != 0) {
                pending.add(call);
            }
        }
    }

    private void returned(Call call, String status) {
        see(
                about(Kind.RETURN, call.socket())
                        .with(Field.CALL, call.call())
                        .with(Field.FN, call.fn())
                        .with(Field.STATUS, status),
                call.thread());
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
            irp.with(Field.CATEGORY, chance(30) ? "basic" : "datagram");
        }
        if (call.fn().equals("WskReceiveFrom") && status.equals("STATUS_SUCCESS")) {
            Datagram datagram = datagram();
            irp.with(Field.DATAGRAMS, List.of(datagram)).with(Field.INFORMATION, chance(20) ? 0 : datagram.length());
            if (!chance(4)) {
                irp.with(Field.FLAGS, chance(8) ? List.of("MSG_TRUNC") : List.of());
            }
        }
        see(irp, "dpc");
        Observation exit =
                about(Kind.IRP_EXIT, call.socket()).with(Field.IRP, call.irp()).with(Field.CALL, call.call());
        if (!chance(3)) {
            exit.with(Field.STATUS, chance(10) ? "STATUS_SUCCESS" : "STATUS_MORE_PROCESSING_REQUIRED");
        }
        if (chance(12)) {
            routines.add(exit);
        } else {
            see(exit, "dpc");
        }
    }

    private void send() {
        String socket = anySocket();
        for (int i = random.nextInt(3); i >= 0; i--) {
            long dg = ++dgs;
            see(about(Kind.PEER, socket)
                    .with(Field.ACT, dg)
                    .with(Field.OP, "send")
                    .with(Field.PEER, one("p1", "p1", "p2"))
                    .with(Field.DG, dg)
                    .with(Field.LENGTH, 32)
                    .with(Field.CAST, one("unicast", "unicast", "unicast", "broadcast", "multicast")));
            see(about(Kind.PEER_END, socket).with(Field.ACT, dg).with(Field.OP, "send"));
        }
    }

    private void environment(String op, String socket) {
        see(about(Kind.PEER, socket).with(Field.ACT, ++dgs).with(Field.OP, op));
        see(about(Kind.PEER_END, socket).with(Field.ACT, dgs).with(Field.OP, op));
    }

    private Datagram datagram() {
        long dg = chance(15) ? 1_000_000 : Math.max(1, dgs - random.nextInt(4));
        return new Datagram(
                dg, chance(30) ? 31 : 32, !chance(40), one("p1", "p1", "p2", "s1"), chance(40), chance(40) ? 8 : 0);
    }

    private void enter() {
        String socket = anySocket();
        long cb = ++cbs;
        String thread = "cb" + cb;
        List<Datagram> list = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            list.add(datagram());
        }
        boolean dispatch = chance(3);
        boolean extension = chance(6);
        Observation enter = about(Kind.ENTER, socket)
                .with(Field.CB, cb)
                .with(Field.EVENT, extension ? "ExtensionEvent" : chance(40) ? "WskAcceptEvent" : "WskReceiveFromEvent")
                .with(Field.IRQL, dispatch || chance(20) ? "DISPATCH_LEVEL" : "PASSIVE_LEVEL")
                .with(Field.VIA, chance(30) ? "s9" : socket)
                .with(
                        Field.FLAGS,
                        dispatch
                                ? List.of("WSK_FLAG_AT_DISPATCH_LEVEL")
                                : chance(20) ? List.of("MSG_BCAST") : List.of());
        if (!chance(30)) {
            enter.with(Field.CONTEXT, socket);
        }
        if (!chance(12) && !extension) {
            enter.with(Field.DATAGRAMS, list);
        }
        see(enter, thread);
        running.add(new Callback(cb, socket, thread, list));
    }

    private void exit() {
        if (!running.isEmpty()) {
            Callback callback = running.remove(random.nextInt(running.size()));
            String status = RETURNS.get(random.nextInt(chance(10) ? RETURNS.size() : RETURNS.size() - 1));
            see(
                    about(Kind.EXIT, callback.socket())
                            .with(Field.CB, callback.cb())
                            .with(Field.EVENT, "WskReceiveFromEvent")
                            .with(Field.STATUS, status),
                    callback.thread());
            if (status.equals("STATUS_PENDING")) {
                retained.add(callback);
            }
        }
    }

    private void read() {
        List<Callback> from = retained.isEmpty() ? running : retained;
        if (!from.isEmpty()) {
            Callback callback = from.get(random.nextInt(from.size()));
            see(about(Kind.READ, callback.socket())
                    .with(Field.CB, callback.cb())
                    .with(Field.DATAGRAMS, chance(5) ? List.of(datagram()) : callback.list()));
        }
    }

    private String anySocket() {
        return sockets.get(random.nextInt(sockets.size()));
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
