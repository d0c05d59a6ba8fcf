package org.wsktck.wsk;

import org.jspecify.annotations.Nullable;

/** PFN_WSK_INSPECT_EVENT: a connection request has arrived (page nc-wsk-pfn_wsk_inspect_event). */
@FunctionalInterface
public interface WskInspectEvent {
    /**
     * Asks the client.
     *
     * @param socketContext what the client gave for the listening socket
     * @param localAddress where the request arrived; {@code null} only without a request
     * @param remoteAddress the peer; {@code null} only without a request
     * @param inspectId names the request, during the call only: a client that pends it copies the content; {@code null}
     *     when the listening socket lost its function and has to be closed
     * @return what becomes of the request
     */
    WskInspectAction wskInspectEvent(
            @Nullable Object socketContext,
            @Nullable SockAddr localAddress,
            @Nullable SockAddr remoteAddress,
            @Nullable WskInspectId inspectId);
}
