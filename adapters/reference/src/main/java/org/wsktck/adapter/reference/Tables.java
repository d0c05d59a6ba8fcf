package org.wsktck.adapter.reference;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wsktck.adapter.reference.Upcalls.Via;
import org.wsktck.target.Wsk;
import org.wsktck.wsk.WskClientConnectionDispatch;
import org.wsktck.wsk.WskClientDatagramDispatch;
import org.wsktck.wsk.WskClientListenDispatch;
import org.wsktck.wsk.WskClientSocketDispatch;
import org.wsktck.wsk.WskClientStreamDispatch;
import org.wsktck.wsk.WskExtensionControlIn;
import org.wsktck.wsk.WskFlag;

/** Makes the client's tables of callbacks: each socket has its own, so that the bench sees through which one a callback came. */
final class Tables {
    private final DatagramEvents datagrams;
    private final ConnectionEvents connections;
    private final ListenEvents listeners;
    private final ExtensionEvents extensions;

    Tables(Upcalls upcalls, Lists lists) {
        this.datagrams = new DatagramEvents(upcalls, lists);
        this.connections = new ConnectionEvents(upcalls);
        this.listeners = new ListenEvents(upcalls, this);
        this.extensions = new ExtensionEvents(upcalls);
    }

    /** What a socket gives to an extension interface. */
    WskExtensionControlIn extension(BenchSocket socket, Arguments arguments) {
        return extensions.registration(socket, arguments);
    }

    /** The table that belongs to the flags of WskSocket, with those of its entries that are named. */
    WskClientSocketDispatch of(BenchSocket socket, int flags, List<String> entries) {
        return switch (flags) {
            case WskFlag.WSK_FLAG_LISTEN_SOCKET -> listen(new Via(socket, null), entries);
            case WskFlag.WSK_FLAG_CONNECTION_SOCKET -> connection(new Via(socket, null), entries);
            case WskFlag.WSK_FLAG_STREAM_SOCKET ->
                new WskClientStreamDispatch(
                        listen(new Via(socket, "listen"), entries), connection(new Via(socket, "connect"), entries));
            default -> datagram(socket, entries);
        };
    }

    private WskClientDatagramDispatch datagram(BenchSocket socket, List<String> entries) {
        return new WskClientDatagramDispatch(
                entries.contains(Wsk.RECEIVE_FROM)
                        ? (context, flags, list) -> datagrams.receiveFromEvent(socket, context, flags, list)
                        : null);
    }

    /** The table of a socket that carries a connection. */
    WskClientConnectionDispatch connection(Via via, List<String> entries) {
        return new WskClientConnectionDispatch(
                given(
                        entries,
                        Wsk.RECEIVE,
                        (context, flags, list, bytes, accepted) ->
                                connections.receiveEvent(via, context, flags, list, bytes, accepted)),
                given(entries, Wsk.DISCONNECT, (context, flags) -> connections.disconnectEvent(via, context, flags)),
                given(entries, Wsk.SEND_BACKLOG, (context, size) -> connections.sendBacklogEvent(via, context, size)));
    }

    private WskClientListenDispatch listen(Via via, List<String> entries) {
        return new WskClientListenDispatch(
                given(
                        entries,
                        Wsk.ACCEPT,
                        (context, flags, local, remote, socket, newContext, newTable) -> listeners.acceptEvent(
                                via, context, flags, local, remote, socket, newContext, newTable)),
                given(
                        entries,
                        Wsk.INSPECT,
                        (context, local, remote, id) -> listeners.inspectEvent(via, context, local, remote, id)),
                given(entries, Wsk.ABORT, (context, id) -> listeners.abortEvent(via, context, id)));
    }

    private static <T> @Nullable T given(List<String> entries, String name, T entry) {
        return entries.contains(name) ? entry : null;
    }
}
