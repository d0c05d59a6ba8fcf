package org.wsktck.suite.generated;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.wsktck.target.Action;
import org.wsktck.target.Invocation;
import org.wsktck.target.ScriptBuilder;
import org.wsktck.target.Step;
import org.wsktck.target.Target;
import org.wsktck.target.TargetException;
import org.wsktck.target.Wsk;

/**
 * Connections, made by either side: a listening socket, with conditional accept or without, what it accepts, and sockets that the client connects; two client threads each,
 * peers that come, write, stop reading, end their side or break off, callbacks that accept, accept in part, refuse, retain and switch events.
 */
final class StreamStress extends StressSession {
    private static final int CONNECTED = 2;
    private static final int MOST_SOCKETS = 6;
    private static final int BURST = 50;
    private static final int BYTES = 40;

    private final boolean conditional;
    private final boolean statically;
    private final List<String> connected = new ArrayList<>();
    private final Set<String> given = new HashSet<>();
    /** Sockets that may discard what comes. Nothing is written to them any more: where a few bytes stand behind a gap of unknown length cannot be told. */
    private final Set<String> draining = new HashSet<>();

    private String listener = "";

    StreamStress(Target.Session session, StressSink sink, long seed) {
        super(session, sink, seed);
        this.conditional = random.nextBoolean();
        this.statically = random.nextInt(4) == 0;
    }

    @Override
    void run(int rounds, BooleanSupplier stop) throws TargetException {
        main(Wsk.register(Wsk.CLIENT));
        main(Wsk.capture(Wsk.CLIENT, "WSK_NO_WAIT"));
        if (statically) {
            main(Wsk.staticEvents(Wsk.CLIENT, Wsk.EVENT_ACCEPT, Wsk.EVENT_RECEIVE));
        }
        listen();
        for (int i = 0; i < rounds && !stop.getAsBoolean(); i++) {
            connect();
            burst();
            decide();
            retain();
            while (sockets().size() > MOST_SOCKETS) {
                close(any(sockets()));
            }
            if (random.nextInt(5) == 0) {
                closeListener();
                listen();
            }
        }
        closeListener();
        for (List<String> left = sockets(); !left.isEmpty(); left = sockets()) {
            close(left.get(0));
        }
        leave();
    }

    /** The sockets that carry a connection, as of now. */
    private List<String> sockets() {
        List<String> sockets = new ArrayList<>(connected);
        sockets.addAll(sink.accepted());
        sockets.removeIf(sink::closed);
        sockets.removeAll(given);
        return sockets;
    }

    // ---------------------------------------------------------------- sockets come and go

    private void listen() throws TargetException {
        listener = fresh("s");
        main(Wsk.listenSocket(Wsk.CLIENT, listener, irp()));
        quiesce();
        if (conditional) {
            main(Wsk.conditionalAccept(listener, irp()));
            quiesce();
        }
        main(Wsk.bind(listener, irp()));
        quiesce();
        if (!statically) {
            main(Wsk.enable(listener, Wsk.EVENT_ACCEPT));
            if (random.nextBoolean()) {
                main(Wsk.enable(listener, Wsk.EVENT_RECEIVE, Wsk.EVENT_DISCONNECT));
            }
        }
    }

    private void connect() throws TargetException {
        connected.removeIf(sink::closed);
        for (int missing = CONNECTED - connected.size(); missing > 0; missing--) {
            String socket = fresh("s");
            String peer = fresh("p");
            execute(new Step.Peer("listen", peer, null, 0));
            main(Wsk.socketConnect(Wsk.CLIENT, socket, peer, irp()));
            quiesce();
            if (sink.made(socket)) {
                connected.add(socket);
            }
        }
    }

    /** Decides what is pended; nothing that is pended now is decided elsewhere. */
    private void decide() throws TargetException {
        for (int left = sink.pended(listener); left > 0; left--) {
            main(Wsk.inspectComplete(
                    listener, random.nextInt(3) == 0 ? "WskInspectReject" : "WskInspectAccept", irp()));
        }
        quiesce();
    }

    /** Closes a socket, from outside or from inside its callback, while its peer goes on. */
    private void close(String socket) throws TargetException {
        given.add(socket);
        otherwise(socket, Wsk.RECEIVE, List.of());
        quiesce();
        if (random.nextInt(3) == 0) {
            otherwise(socket, Wsk.RECEIVE, List.of(new Action.Call(Wsk.close(socket, irp()))));
            write(socket);
            quiesce();
            otherwise(socket, Wsk.RECEIVE, List.of());
        } else {
            write(socket);
        }
        if (!sink.closed(socket)) {
            main(Wsk.close(socket, irp()));
        }
        write(socket);
        quiesce();
    }

    /** Closes the listening socket while a peer comes. */
    private void closeListener() throws TargetException {
        otherwise(listener, Wsk.INSPECT, List.of());
        quiesce();
        decide();
        arrive();
        main(Wsk.close(listener, irp()));
        quiesce();
    }

    // ---------------------------------------------------------------- much at once

    private void arrive() throws TargetException {
        String peer = fresh("p");
        execute(new Step.Peer("connect", peer, listener, 0));
        if (random.nextInt(3) != 0) {
            execute(new Step.Peer("write", peer, null, bytes()));
        }
        if (random.nextInt(6) == 0) {
            execute(new Step.Peer(random.nextBoolean() ? "rst" : "fin", peer, null, 0));
        }
    }

    private int bytes() {
        return 1 + random.nextInt(BYTES);
    }

    private void write(String socket) throws TargetException {
        if (!draining.contains(socket)) {
            peer("write", socket, bytes());
        }
    }

    private void peer(String op, String socket, int length) throws TargetException {
        String peer = sink.peer(socket);
        if (peer != null) {
            execute(new Step.Peer(op, peer, null, length));
        }
    }

    private void burst() throws TargetException {
        List<String> pending = new ArrayList<>();
        for (int i = 0; i < BURST; i++) {
            List<String> sockets = sockets();
            switch (sockets.isEmpty() ? random.nextInt(2) : random.nextInt(12)) {
                case 0 -> arriveOrListen(i);
                case 1 -> listenerRequest(pending);
                case 2, 3, 4 -> write(any(sockets));
                case 5 -> peerActs(any(sockets));
                case 6 -> react(any(sockets));
                case 7 -> {
                    if (!pending.isEmpty()) {
                        execute(new Step.Cancel(pending.remove(random.nextInt(pending.size()))));
                    }
                }
                default -> request(any(sockets), pending);
            }
        }
        for (String socket : sockets()) {
            peer("resume", socket, 0);
        }
        quiesce();
    }

    /** New connections come in the first part of a burst, so that something is done with them. */
    private void arriveOrListen(int i) throws TargetException {
        if (i < BURST / 2) {
            arrive();
        } else {
            otherwise(listener, Wsk.ACCEPT, acceptance());
            otherwise(listener, Wsk.INSPECT, inspection());
        }
    }

    private void peerActs(String socket) throws TargetException {
        switch (random.nextInt(24)) {
            case 0 -> peer("rst", socket, 0);
            case 1, 2 -> peer("fin", socket, 0);
            case 3, 4, 5 -> peer("pause", socket, 0);
            case 6, 7, 8 -> peer("resume", socket, 0);
            case 9, 10 -> execute(new Step.Environment("backlog", socket, 1000L * (1 + random.nextInt(3))));
            default -> write(socket);
        }
    }

    private void listenerRequest(List<String> pending) throws TargetException {
        switch (random.nextInt(statically ? 2 : 5)) {
            case 0 -> {
                String irp = irp();
                pending.add(irp);
                aside(listener, Wsk.accept(listener, fresh("a"), irp));
            }
            case 2 -> aside(listener, Wsk.disable(listener, Wsk.EVENT_ACCEPT, random.nextBoolean() ? irp() : null));
            case 3, 4 -> aside(listener, Wsk.enable(listener, Wsk.EVENT_ACCEPT));
            default -> aside(listener, Wsk.localAddress(listener, irp()));
        }
    }

    private void request(String socket, List<String> pending) throws TargetException {
        String irp = irp();
        Invocation request = statically && random.nextBoolean() ? receive(socket, irp) : request(socket, irp);
        if (request.fn().equals("WskReceive")) {
            pending.add(irp);
        }
        aside(socket, request);
    }

    private Invocation request(String socket, String irp) {
        return switch (random.nextInt(24)) {
            case 0, 1, 2, 3 -> enable(socket);
            case 4, 5 -> disable(socket, null);
            case 6 -> disable(socket, irp);
            case 7, 8, 9, 10, 11, 12 -> receive(socket, irp);
            case 13 -> Wsk.queryIdealSendBacklog(socket, irp);
            case 14 -> Wsk.queryReceiveBacklog(socket, irp);
            case 15 -> Wsk.remoteAddress(socket, irp);
            case 16 -> random.nextInt(3) == 0 ? Wsk.disconnect(socket, bytes(), irp) : Wsk.send(socket, bytes(), irp);
            case 17 -> random.nextInt(6) == 0 ? Wsk.abort(socket, irp) : Wsk.localAddress(socket, irp);
            default -> Wsk.send(socket, bytes(), irp);
        };
    }

    private Invocation receive(String socket, String irp) {
        return switch (random.nextInt(8)) {
            case 0, 1 -> Wsk.receive(socket, 0, irp);
            case 2 -> Wsk.receive(socket, bytes(), irp, "WSK_FLAG_WAITALL");
            case 3 -> random.nextInt(4) == 0 ? drain(socket, irp) : Wsk.receive(socket, 0, irp);
            default -> Wsk.receive(socket, bytes(), irp);
        };
    }

    private Invocation drain(String socket, String irp) {
        draining.add(socket);
        return Wsk.receive(socket, 0, irp, "WSK_FLAG_DRAIN");
    }

    /** Events that are in no static mask. */
    private Invocation enable(String socket) {
        return switch (random.nextInt(statically ? 2 : 4)) {
            case 0 -> Wsk.enable(socket, Wsk.EVENT_DISCONNECT);
            case 1 -> Wsk.enable(socket, Wsk.EVENT_SEND_BACKLOG);
            case 2 -> Wsk.enable(socket, Wsk.EVENT_RECEIVE, Wsk.EVENT_DISCONNECT, Wsk.EVENT_SEND_BACKLOG);
            default -> Wsk.enable(socket, Wsk.EVENT_RECEIVE);
        };
    }

    private Invocation disable(String socket, @org.jspecify.annotations.Nullable String irp) {
        return Wsk.disable(
                socket,
                switch (random.nextInt(statically ? 2 : 4)) {
                    case 0 -> Wsk.EVENT_DISCONNECT;
                    case 1 -> Wsk.EVENT_SEND_BACKLOG;
                    default -> Wsk.EVENT_RECEIVE;
                },
                irp);
    }

    // ---------------------------------------------------------------- callbacks

    private void react(String socket) throws TargetException {
        otherwise(socket, Wsk.RECEIVE, reception(socket));
    }

    private List<Action> reception(String socket) {
        return switch (random.nextInt(statically ? 6 : 9)) {
            case 0 -> List.of(new Action.Read());
            case 1, 2 -> List.of(new Action.Accept(-1 - random.nextInt(BYTES)));
            case 3 -> List.of(ScriptBuilder.returns("STATUS_DATA_NOT_ACCEPTED"));
            case 6 -> List.of(new Action.Call(Wsk.disable(socket, Wsk.EVENT_RECEIVE, null)));
            case 7 ->
                List.of(
                        new Action.Call(Wsk.enable(socket, Wsk.EVENT_RECEIVE)),
                        ScriptBuilder.returns("STATUS_DATA_NOT_ACCEPTED"));
            case 8 ->
                List.of(
                        new Action.Call(Wsk.disable(socket, Wsk.EVENT_RECEIVE, null)),
                        new Action.Call(Wsk.enable(socket, Wsk.EVENT_RECEIVE)));
            default -> List.of();
        };
    }

    private List<Action> acceptance() {
        return switch (random.nextInt(statically ? 4 : 6)) {
            case 0 -> List.of(ScriptBuilder.returns("STATUS_REQUEST_NOT_ACCEPTED"));
            case 1 ->
                List.of(new Action.Store(Action.ACCEPTED, List.of(Wsk.RECEIVE, Wsk.DISCONNECT, Wsk.SEND_BACKLOG)));
            case 4, 5 -> List.of(new Action.Call(Wsk.enable(Action.ACCEPTED, Wsk.EVENT_RECEIVE, Wsk.EVENT_DISCONNECT)));
            default -> List.of();
        };
    }

    private List<Action> inspection() {
        return switch (random.nextInt(6)) {
            case 0 -> List.of(ScriptBuilder.returns("WskInspectReject"));
            case 1, 2, 3 -> List.of(ScriptBuilder.returns("WskInspectPend"));
            default -> List.of();
        };
    }

    /** Lists are retained for a while, and released while more comes in. */
    private void retain() throws TargetException {
        List<String> sockets = sockets();
        for (String socket : sockets) {
            otherwise(socket, Wsk.RECEIVE, List.of(ScriptBuilder.returns("STATUS_PENDING")));
            if (!statically) {
                main(Wsk.enable(socket, Wsk.EVENT_RECEIVE));
            }
            write(socket);
        }
        quiesce();
        for (String socket : sockets) {
            otherwise(socket, Wsk.RECEIVE, List.of());
        }
        quiesce();
        for (String socket : sockets) {
            for (int left = sink.retained(socket); left > 0; left--) {
                execute(new Step.Call(socket + "-a", Wsk.release(socket, 0)));
                write(socket);
            }
        }
        quiesce();
    }
}
