package org.wsktck.wsk;

import org.jspecify.annotations.Nullable;

/** WSK_CLIENT_CONNECTION_DISPATCH: the events of a connection-oriented socket; {@code null} for an event never enabled. */
public record WskClientConnectionDispatch(
        @Nullable WskReceiveEvent wskReceiveEvent,
        @Nullable WskDisconnectEvent wskDisconnectEvent,
        @Nullable WskSendBacklogEvent wskSendBacklogEvent)
        implements WskClientSocketDispatch {}
