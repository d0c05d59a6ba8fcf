package org.wsktck.wsk;

import java.util.UUID;

/**
 * WSK_EVENT_CALLBACK_CONTROL.
 *
 * @param npiId {@link Npi#NPI_WSK_INTERFACE_ID} for the standard events
 * @param eventMask bits of {@link EventMask}
 */
public record WskEventCallbackControl(UUID npiId, int eventMask) {
    /** Size in bytes on a 64-bit system. */
    public static final int SIZE = 16;

    /** A mask of standard events. */
    public static WskEventCallbackControl standard(int eventMask) {
        return new WskEventCallbackControl(Npi.NPI_WSK_INTERFACE_ID, eventMask);
    }
}
