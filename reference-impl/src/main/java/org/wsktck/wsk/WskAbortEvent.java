package org.wsktck.wsk;

import org.jspecify.annotations.Nullable;

/** PFN_WSK_ABORT_EVENT: an inspected request was dropped before its connection was established (page nc-wsk-pfn_wsk_abort_event). */
@FunctionalInterface
public interface WskAbortEvent {
    /**
     * Tells the client.
     *
     * @param socketContext what the client gave for the listening socket
     * @param inspectId names the request by content
     * @return always STATUS_SUCCESS
     */
    NtStatus wskAbortEvent(@Nullable Object socketContext, WskInspectId inspectId);
}
