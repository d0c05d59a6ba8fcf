package org.wsktck.adapter.mutant;

import org.jspecify.annotations.Nullable;
import org.wsktck.wsk.WskClientConnectionDispatch;
import org.wsktck.wsk.WskClientDatagramDispatch;
import org.wsktck.wsk.WskClientListenDispatch;
import org.wsktck.wsk.WskClientSocketDispatch;
import org.wsktck.wsk.WskClientStreamDispatch;

/** The tables that the socket within gets for the client's: the same entries, each of which goes through the socket that stands before it. */
final class CoveredTables {
    private CoveredTables() {}

    static @Nullable WskClientSocketDispatch of(ForwardingSocket socket, @Nullable WskClientSocketDispatch table) {
        if (table instanceof WskClientDatagramDispatch datagram) {
            return datagram(socket, datagram);
        }
        if (table instanceof WskClientConnectionDispatch connection) {
            return connection(socket, connection);
        }
        if (table instanceof WskClientListenDispatch listen) {
            return listen(socket, listen);
        }
        if (table instanceof WskClientStreamDispatch stream) {
            return new WskClientStreamDispatch(listen(socket, stream.listen()), connection(socket, stream.connect()));
        }
        return table;
    }

    private static WskClientDatagramDispatch datagram(ForwardingSocket socket, WskClientDatagramDispatch table) {
        return new WskClientDatagramDispatch(
                table.wskReceiveFromEvent() == null
                        ? null
                        : (context, flags, list) -> socket.inside(() -> socket.receiveFromEvent(flags, list)));
    }

    static @Nullable WskClientConnectionDispatch connection(
            ForwardingSocket socket, @Nullable WskClientConnectionDispatch table) {
        if (table == null) {
            return null;
        }
        return new WskClientConnectionDispatch(
                table.wskReceiveEvent() == null
                        ? null
                        : (context, flags, list, bytes, accepted) ->
                                socket.inside(() -> socket.receiveEvent(flags, list, bytes, accepted)),
                table.wskDisconnectEvent() == null
                        ? null
                        : (context, flags) -> socket.inside(() -> socket.disconnectEvent(flags)),
                table.wskSendBacklogEvent() == null
                        ? null
                        : (context, size) -> socket.inside(() -> socket.sendBacklogEvent(size)));
    }

    private static @Nullable WskClientListenDispatch listen(
            ForwardingSocket socket, @Nullable WskClientListenDispatch table) {
        if (table == null) {
            return null;
        }
        return new WskClientListenDispatch(
                table.wskAcceptEvent() == null
                        ? null
                        : (context, flags, local, remote, accepted, newContext, newTable) ->
                                socket.inside(() -> HandOver.of(socket, accepted, newContext, newTable)
                                        .through(flags, local, remote)),
                table.wskInspectEvent() == null
                        ? null
                        : (context, local, remote, id) -> socket.inside(() -> socket.inspectEvent(local, remote, id)),
                table.wskAbortEvent() == null ? null : (context, id) -> socket.inside(() -> socket.abortEvent(id)));
    }
}
