package org.wsktck.wsk;

import org.jspecify.annotations.Nullable;

/** WSK_CLIENT_LISTEN_DISPATCH: the events of a listening socket; {@code null} for an event never enabled. */
public record WskClientListenDispatch(
        @Nullable WskAcceptEvent wskAcceptEvent,
        @Nullable WskInspectEvent wskInspectEvent,
        @Nullable WskAbortEvent wskAbortEvent)
        implements WskClientSocketDispatch {}
