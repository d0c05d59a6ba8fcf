package org.wsktck.wsk;

import org.jspecify.annotations.Nullable;

/** PFN_WSK_DISCONNECT_EVENT: the remote side has disconnected (page nc-wsk-pfn_wsk_disconnect_event). */
@FunctionalInterface
public interface WskDisconnectEvent {
    /**
     * Tells the client.
     *
     * @param socketContext what the client gave for the socket
     * @param flags WSK_FLAG_ABORTIVE and WSK_FLAG_AT_DISPATCH_LEVEL
     * @return always STATUS_SUCCESS
     */
    NtStatus wskDisconnectEvent(@Nullable Object socketContext, int flags);
}
