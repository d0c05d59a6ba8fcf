package org.wsktck.wsk;

import org.jspecify.annotations.Nullable;

/** PFN_WSK_CLIENT_EVENT: an event not tied to a socket; none is defined so far (page nc-wsk-pfn_wsk_client_event). */
@FunctionalInterface
public interface WskClientEvent {
    /**
     * Tells the client.
     *
     * @param clientContext the ClientContext of the registered WSK_CLIENT_NPI
     * @param eventType which event
     * @param information read-only data for the duration of the call, or {@code null}
     * @param informationLength bytes of it, 0 when there is none
     * @return STATUS_SUCCESS when handled, STATUS_NOT_IMPLEMENTED when unknown
     */
    NtStatus wskClientEvent(
            @Nullable Object clientContext, int eventType, byte @Nullable [] information, long informationLength);
}
