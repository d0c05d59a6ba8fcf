package org.wsktck.wsk;

import org.jspecify.annotations.Nullable;

/**
 * WSK_CLIENT_STREAM_DISPATCH: both tables of a stream socket; its role decides which one is used (page
 * ns-wsk-_wsk_client_stream_dispatch).
 */
public record WskClientStreamDispatch(
        @Nullable WskClientListenDispatch listen, @Nullable WskClientConnectionDispatch connect)
        implements WskClientSocketDispatch {}
