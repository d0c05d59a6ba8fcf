package org.wsktck.wsk;

import org.jspecify.annotations.Nullable;

/** WSK_CLIENT_DATAGRAM_DISPATCH: the events of a datagram socket; {@code null} for an event never enabled. */
public record WskClientDatagramDispatch(@Nullable WskReceiveFromEvent wskReceiveFromEvent)
        implements WskClientSocketDispatch {}
