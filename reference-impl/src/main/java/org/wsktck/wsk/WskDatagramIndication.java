package org.wsktck.wsk;

import org.jspecify.annotations.Nullable;

/**
 * WSK_DATAGRAM_INDICATION: one datagram of a list. The memory is the provider's: it ends with the callback, or with
 * WskRelease when the callback returned STATUS_PENDING.
 */
public interface WskDatagramIndication {
    /** The next datagram, or {@code null} at the end of the list. */
    @Nullable
    WskDatagramIndication next();

    /** The payload; its length is the size of the datagram. */
    WskBuf buffer();

    /** Control data, {@code null} exactly when {@link #controlInfoLength()} is 0. */
    byte @Nullable [] controlInfo();

    /** Bytes of control data. */
    int controlInfoLength();

    /** The sender. */
    SockAddr remoteAddress();
}
