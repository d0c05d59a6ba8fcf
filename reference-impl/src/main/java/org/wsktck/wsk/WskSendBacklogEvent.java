package org.wsktck.wsk;

import org.jspecify.annotations.Nullable;

/** PFN_WSK_SEND_BACKLOG_EVENT: the ideal send backlog has changed (page nc-wsk-pfn_wsk_send_backlog_event). */
@FunctionalInterface
public interface WskSendBacklogEvent {
    /**
     * Tells the client.
     *
     * @param socketContext what the client gave for the socket
     * @param idealBacklogSize bytes that the client should keep in outstanding sends
     * @return always STATUS_SUCCESS
     */
    NtStatus wskSendBacklogEvent(@Nullable Object socketContext, long idealBacklogSize);
}
