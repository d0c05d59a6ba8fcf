package org.wsktck.wsk;

import org.jspecify.annotations.Nullable;

/**
 * WSK_DATA_INDICATION: one stretch of received stream data in a list. The memory is the provider's: it ends with the
 * callback, or with WskRelease when the callback returned STATUS_PENDING (page ns-wsk-_wsk_data_indication).
 */
public interface WskDataIndication {
    /** The stretch that follows in the stream, or {@code null} at the end of the list. */
    @Nullable
    WskDataIndication next();

    /** The bytes. */
    WskBuf buffer();
}
