package org.wsktck.wsk;

import org.jspecify.annotations.Nullable;

/** PFN_WSK_RECEIVE_EVENT: data has arrived on a connected socket (page nc-wsk-pfn_wsk_receive_event). */
@FunctionalInterface
public interface WskReceiveEvent {
    /**
     * Tells the client.
     *
     * @param socketContext what the client gave for the socket
     * @param flags WSK_FLAG_RELEASE_ASAP, WSK_FLAG_ENTIRE_MESSAGE and WSK_FLAG_AT_DISPATCH_LEVEL
     * @param dataIndication the data, or {@code null} when the socket lost its function and has to be closed
     * @param bytesIndicated bytes in the whole list
     * @param bytesAccepted where a client that returns STATUS_SUCCESS may say that it took fewer bytes; preset by the
     *     provider to everything (reading A-11)
     * @return STATUS_SUCCESS (taken, as far as bytesAccepted says), STATUS_PENDING (taken whole, and retained until
     *     WskRelease) or STATUS_DATA_NOT_ACCEPTED (nothing taken)
     */
    NtStatus wskReceiveEvent(
            @Nullable Object socketContext,
            int flags,
            @Nullable WskDataIndication dataIndication,
            long bytesIndicated,
            Out<Long> bytesAccepted);
}
