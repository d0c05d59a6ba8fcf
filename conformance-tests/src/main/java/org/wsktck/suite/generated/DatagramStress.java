package org.wsktck.suite.generated;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.wsktck.target.Action;
import org.wsktck.target.Invocation;
import org.wsktck.target.ScriptBuilder;
import org.wsktck.target.Step;
import org.wsktck.target.Target;
import org.wsktck.target.TargetException;
import org.wsktck.target.Wsk;

/** Datagram sockets: several, two client threads each, peers that send, callbacks that accept, refuse, retain and switch the event. */
final class DatagramStress extends StressSession {
    private static final int SOCKETS = 3;
    private static final int BURST = 40;
    private static final int BUFFER = 64;

    private final List<String> sockets = new ArrayList<>();
    private final boolean statically;

    DatagramStress(Target.Session session, StressSink sink, long seed) {
        super(session, sink, seed);
        this.statically = random.nextInt(4) == 0;
    }

    @Override
    void run(int rounds, BooleanSupplier stop) throws TargetException {
        main(Wsk.register(Wsk.CLIENT));
        main(Wsk.capture(Wsk.CLIENT, "WSK_NO_WAIT"));
        if (statically) {
            main(Wsk.staticEvents(Wsk.CLIENT, Wsk.EVENT_RECEIVE_FROM));
        }
        for (int i = 0; i < SOCKETS; i++) {
            open();
        }
        for (int i = 0; i < rounds && !stop.getAsBoolean(); i++) {
            burst();
            retain();
            if (random.nextInt(3) == 0) {
                close(sockets.remove(random.nextInt(sockets.size())));
                open();
            }
        }
        for (String socket : sockets) {
            close(socket);
        }
        leave();
    }

    private void open() throws TargetException {
        String socket = fresh("s");
        execute(new Step.Otherwise(socket, Wsk.RECEIVE_FROM, List.of()));
        main(Wsk.datagramSocket(Wsk.CLIENT, socket, irp()));
        quiesce();
        main(Wsk.bind(socket, irp()));
        quiesce();
        if (!statically) {
            main(Wsk.enable(socket));
        }
        sockets.add(socket);
    }

    private void send(String socket) throws TargetException {
        execute(new Step.Send("p" + (1 + random.nextInt(2)), socket, 1 + random.nextInt(4), 32, Step.Cast.UNICAST));
    }

    /** Sends, requests on two threads a socket, and callbacks that do this and that, all at once. */
    private void burst() throws TargetException {
        List<String> receives = new ArrayList<>();
        for (int i = 0; i < BURST; i++) {
            String socket = any(sockets);
            switch (random.nextInt(8)) {
                case 0, 1, 2 -> send(socket);
                case 3 -> execute(new Step.Otherwise(socket, Wsk.RECEIVE_FROM, reaction(socket)));
                case 4 -> {
                    if (!receives.isEmpty()) {
                        execute(new Step.Cancel(receives.remove(random.nextInt(receives.size()))));
                    }
                }
                default -> {
                    String irp = irp();
                    Invocation request = request(socket, irp);
                    if (request.fn().equals("WskReceiveFrom")) {
                        receives.add(irp);
                    }
                    aside(socket, request);
                }
            }
        }
        quiesce();
    }

    private Invocation request(String socket, String irp) {
        int choice = statically ? 4 + random.nextInt(4) : random.nextInt(8);
        return switch (choice) {
            case 0, 1 -> Wsk.enable(socket);
            case 2 -> Wsk.disable(socket, null);
            case 3 -> Wsk.disable(socket, irp);
            case 4, 5 -> Wsk.receiveFrom(socket, BUFFER, irp);
            case 6 -> Wsk.localAddress(socket, irp);
            default -> Wsk.sendTo(socket, "p1", BUFFER, irp);
        };
    }

    private List<Action> reaction(String socket) {
        return switch (random.nextInt(statically ? 3 : 6)) {
            case 0 -> List.of(new Action.Read());
            case 1 -> List.of(ScriptBuilder.returns("STATUS_DATA_NOT_ACCEPTED"));
            case 3 -> List.of(new Action.Call(Wsk.disable(socket, null)));
            case 4 -> List.of(new Action.Call(Wsk.enable(socket)), ScriptBuilder.returns("STATUS_DATA_NOT_ACCEPTED"));
            case 5 -> List.of(new Action.Call(Wsk.disable(socket, null)), new Action.Call(Wsk.enable(socket)));
            default -> List.of();
        };
    }

    /** Lists are retained for a while, and released while more comes in. */
    private void retain() throws TargetException {
        for (String socket : sockets) {
            execute(new Step.Otherwise(socket, Wsk.RECEIVE_FROM, List.of(ScriptBuilder.returns("STATUS_PENDING"))));
            if (!statically) {
                main(Wsk.enable(socket));
            }
            send(socket);
        }
        quiesce();
        for (String socket : sockets) {
            execute(new Step.Otherwise(socket, Wsk.RECEIVE_FROM, List.of()));
            for (int left = sink.retained(socket); left > 0; left--) {
                execute(new Step.Call(socket + "-a", Wsk.release(socket, 0)));
                send(socket);
            }
        }
        quiesce();
    }

    /** Closes a socket, from outside or from inside its callback, while peers go on sending. */
    private void close(String socket) throws TargetException {
        execute(new Step.Otherwise(socket, Wsk.RECEIVE_FROM, List.of()));
        quiesce();
        boolean inside = random.nextInt(3) == 0;
        if (inside) {
            if (!statically) {
                main(Wsk.enable(socket));
                quiesce();
            }
            execute(new Step.React(socket, Wsk.RECEIVE_FROM, List.of(new Action.Call(Wsk.close(socket, irp())))));
            send(socket);
            quiesce();
        } else {
            send(socket);
        }
        if (!sink.closed(socket)) {
            main(Wsk.close(socket, irp()));
        }
        send(socket);
        quiesce();
    }
}
