package org.wsktck.wsk;

import org.jspecify.annotations.Nullable;

/** PFN_WSK_RECEIVE_FROM_EVENT: datagrams have arrived (page nc-wsk-pfn_wsk_receive_from_event). */
@FunctionalInterface
public interface WskReceiveFromEvent {
    /**
     * Tells the client.
     *
     * @param socketContext what the client gave when it created the socket
     * @param flags MSG_BCAST, MSG_MCAST and WSK_FLAG_AT_DISPATCH_LEVEL; one value for the whole list
     * @param dataIndication the datagrams, or {@code null} when the socket lost its function and has to be closed
     * @return STATUS_SUCCESS (consumed), STATUS_PENDING (retained until WskRelease) or STATUS_DATA_NOT_ACCEPTED
     */
    NtStatus wskReceiveFromEvent(
            @Nullable Object socketContext, int flags, @Nullable WskDatagramIndication dataIndication);
}
