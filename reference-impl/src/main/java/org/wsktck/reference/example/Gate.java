package org.wsktck.reference.example;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.wsktck.wsk.EventMask;
import org.wsktck.wsk.NtStatus;
import org.wsktck.wsk.Out;
import org.wsktck.wsk.SocketControl;
import org.wsktck.wsk.WskClientConnectionDispatch;
import org.wsktck.wsk.WskClientListenDispatch;
import org.wsktck.wsk.WskControlRequest;
import org.wsktck.wsk.WskControlSocketType;
import org.wsktck.wsk.WskInspectAction;
import org.wsktck.wsk.WskInspectEvent;
import org.wsktck.wsk.WskInspectId;
import org.wsktck.wsk.WskProviderListenDispatch;
import org.wsktck.wsk.WskSocket;

/**
 * A TCP server with a doorkeeper, by conditional accept: so many guests may be inside, so many more may wait at the door,
 * and others are turned away. Each request comes to WskInspectEvent first; one that has to wait is pended, and decided
 * with WskInspectComplete when a guest leaves. Who is let in hears a welcome, and then an echo.
 *
 * <p>From the command line: {@code Gate PLACES WAITING [PORT]}. On real TCP a guest who waits is connected already: the host's
 * TCP does not ask anybody before it finishes a handshake. To be turned away means to be reset.
 */
public final class Gate implements AutoCloseable {
    private static final int ULONG_SIZE = 4;

    private final ExampleClient client = new ExampleClient();
    private final int places;
    private final int waitingLimit;
    private final Set<EchoConnection> guests = new HashSet<>();
    private final Deque<WskInspectId> waiting = new ArrayDeque<>();
    private final WskSocket listener;
    private final WskProviderListenDispatch functions;
    private final int port;

    /** Guests inside, and those who are on their way in since they were let in. */
    private int inside;

    private int turnedAway;
    private int welcomed;
    private boolean closing;

    private Gate(int places, int waitingLimit, int wanted) {
        this.places = places;
        this.waitingLimit = waitingLimit;
        WskInspectEvent inspect = (context, local, remote, id) -> inspected(id);
        listener = client.listeningSocket(new WskClientListenDispatch(
                (context, flags, local, remote, socket, acceptContext, acceptTable) ->
                        accepted(socket, acceptContext, acceptTable),
                inspect,
                (context, id) -> gaveUp(id)));
        functions = (WskProviderListenDispatch) listener.dispatch();
        WskControlRequest conditional = new WskControlRequest(
                WskControlSocketType.WSK_SET_OPTION,
                SocketControl.SO_CONDITIONAL_ACCEPT,
                SocketControl.SOL_SOCKET,
                ULONG_SIZE,
                1,
                null);
        client.await("SO_CONDITIONAL_ACCEPT", irp -> functions.wskControlSocket(listener, conditional, irp));
        port = client.bind(listener, wanted);
        functions.wskControlSocket(
                listener,
                WskControlRequest.eventCallback(
                        EventMask.WSK_EVENT_ACCEPT | EventMask.WSK_EVENT_RECEIVE | EventMask.WSK_EVENT_DISCONNECT),
                null);
    }

    /**
     * Opens a gate.
     *
     * @param places guests inside at the same time
     * @param waiting guests who may wait besides
     * @param port of this machine; 0 lets the host choose
     */
    public static Gate open(int places, int waiting, int port) {
        return new Gate(places, waiting, port);
    }

    /** WskInspectEvent. The id is kept by value: it will be compared by content. */
    private synchronized WskInspectAction inspected(@Nullable WskInspectId id) {
        if (id != null && inside < places) {
            inside++;
            return WskInspectAction.WskInspectAccept;
        }
        if (id != null && waiting.size() < waitingLimit) {
            waiting.add(id);
            client.scheduler.signal();
            return WskInspectAction.WskInspectPend;
        }
        turnedAway++;
        client.scheduler.signal();
        return WskInspectAction.WskInspectReject;
    }

    /** WskAbortEvent: who waited has gone, or who was let in has not come. */
    private synchronized NtStatus gaveUp(WskInspectId id) {
        if (!waiting.remove(id)) {
            inside--;
            client.workItem(this::letNextIn);
        }
        client.scheduler.signal();
        return NtStatus.STATUS_SUCCESS;
    }

    private synchronized void letNextIn() {
        while (!closing && inside < places && !waiting.isEmpty()) {
            inside++;
            functions.wskInspectComplete(
                    listener, waiting.remove(), WskInspectAction.WskInspectAccept, client.irp(outcome -> {}));
        }
    }

    /** WskAcceptEvent; without a socket the listener is dead. */
    private synchronized NtStatus accepted(
            @Nullable WskSocket socket, Out<Object> context, Out<WskClientConnectionDispatch> table) {
        if (socket == null || closing) {
            return NtStatus.STATUS_REQUEST_NOT_ACCEPTED;
        }
        EchoConnection[] self = new EchoConnection[1];
        EchoConnection guest = new EchoConnection(client, socket, () -> left(self[0]));
        self[0] = guest;
        guests.add(guest);
        context.set(guest);
        table.set(EchoConnection.TABLE);
        welcomed++;
        guest.say("welcome, guest " + welcomed + "\n");
        return NtStatus.STATUS_SUCCESS;
    }

    private synchronized void left(EchoConnection guest) {
        guests.remove(guest);
        inside--;
        client.workItem(this::letNextIn);
        client.scheduler.signal();
    }

    /** The port that the gate listens on. */
    public int port() {
        return port;
    }

    /** Waits until so many wait and so many have been turned away; false when the time is over before. */
    public boolean await(int wait, int away, long millis) {
        return client.scheduler.await(wait + " waiting, " + away + " turned away", () -> stands(wait, away), millis);
    }

    private synchronized boolean stands(int wait, int away) {
        return waiting.size() == wait && turnedAway == away;
    }

    /** Shuts the gate: who waits is dropped, who is inside is put out. */
    @Override
    public void close() {
        Set<EchoConnection> last;
        synchronized (this) {
            closing = true;
            last = Set.copyOf(guests);
        }
        client.close(listener);
        last.forEach(EchoConnection::close);
        client.close();
    }

    /** Runs until it is killed. */
    public static void main(String[] arguments) throws InterruptedException {
        if (arguments.length < 2) {
            System.err.println("Usage: Gate PLACES WAITING [PORT], for instance: Gate 1 1 7007");
            System.exit(2);
        }
        Gate gate = open(
                Integer.parseInt(arguments[0]),
                Integer.parseInt(arguments[1]),
                arguments.length > 2 ? Integer.parseInt(arguments[2]) : 0);
        System.out.println("The gate is at 127.0.0.1:" + gate.port() + ". Try: nc 127.0.0.1 " + gate.port());
        Thread.currentThread().join();
    }
}
