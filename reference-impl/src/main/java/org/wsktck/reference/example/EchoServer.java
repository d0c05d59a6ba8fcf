package org.wsktck.reference.example;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.wsktck.wsk.EventMask;
import org.wsktck.wsk.NtStatus;
import org.wsktck.wsk.Out;
import org.wsktck.wsk.WskClientConnectionDispatch;
import org.wsktck.wsk.WskClientListenDispatch;
import org.wsktck.wsk.WskControlRequest;
import org.wsktck.wsk.WskSocket;

/**
 * A TCP server that sends back what it gets, written with event callbacks: it never asks for a connection or for data.
 * The receive and disconnect events are enabled on the listening socket once, and each accepted socket inherits them
 * (LSN-10).
 *
 * <p>From the command line: {@code EchoServer [PORT]}. Port 0 or none lets the host choose.
 */
public final class EchoServer implements AutoCloseable {
    private final ExampleClient client = new ExampleClient();
    private final Set<EchoConnection> connections = ConcurrentHashMap.newKeySet();
    private final WskSocket listener;
    private final int port;

    private EchoServer(int wanted) {
        listener = client.listeningSocket(new WskClientListenDispatch(
                (context, flags, local, remote, socket, acceptContext, acceptTable) ->
                        accepted(socket, acceptContext, acceptTable),
                null,
                null));
        port = client.bind(listener, wanted);
        listener.dispatch()
                .wskControlSocket(
                        listener,
                        WskControlRequest.eventCallback(EventMask.WSK_EVENT_ACCEPT
                                | EventMask.WSK_EVENT_RECEIVE
                                | EventMask.WSK_EVENT_DISCONNECT),
                        null);
    }

    /** Starts a server on that port of this machine; 0 lets the host choose. */
    public static EchoServer start(int port) {
        return new EchoServer(port);
    }

    /** WskAcceptEvent; without a socket the listener is dead. */
    private NtStatus accepted(@Nullable WskSocket socket, Out<Object> context, Out<WskClientConnectionDispatch> table) {
        if (socket == null) {
            return NtStatus.STATUS_REQUEST_NOT_ACCEPTED;
        }
        EchoConnection[] self = new EchoConnection[1];
        EchoConnection connection = new EchoConnection(client, socket, () -> {
            connections.remove(self[0]);
            client.scheduler.signal();
        });
        self[0] = connection;
        connections.add(connection);
        context.set(connection);
        table.set(EchoConnection.TABLE);
        return NtStatus.STATUS_SUCCESS;
    }

    /** The port that the server listens on. */
    public int port() {
        return port;
    }

    /** Waits until so many connections are open; false when the time is over before. */
    public boolean awaitConnections(int count, long millis) {
        return client.scheduler.await(count + " connections", () -> connections.size() == count, millis);
    }

    /** Stops listening and closes what is open. */
    @Override
    public void close() {
        client.close(listener);
        connections.forEach(EchoConnection::close);
        client.close();
    }

    /** Runs until it is killed. */
    public static void main(String[] arguments) throws InterruptedException {
        EchoServer server = start(arguments.length > 0 ? Integer.parseInt(arguments[0]) : 0);
        System.out.println("Echoing on 127.0.0.1:" + server.port() + ". Try: nc 127.0.0.1 " + server.port());
        Thread.currentThread().join();
    }
}
