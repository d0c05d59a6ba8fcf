package org.wsktck.wsk;

import org.jspecify.annotations.Nullable;

/**
 * The parameters of WskControlSocket besides socket and IRP.
 *
 * @param requestType set option, get option or IOCTL
 * @param controlCode an option or IOCTL of {@link SocketControl}
 * @param level the option's level, 0 for IOCTLs
 * @param inputSize bytes of input
 * @param inputBuffer the input structure, or {@code null}
 * @param output where answers go, or {@code null}
 */
public record WskControlRequest(
        WskControlSocketType requestType,
        int controlCode,
        int level,
        int inputSize,
        @Nullable Object inputBuffer,
        @Nullable ControlOutput output) {

    /** SO_WSK_EVENT_CALLBACK with standard events, formed as the option's page asks. */
    public static WskControlRequest eventCallback(int eventMask) {
        return new WskControlRequest(
                WskControlSocketType.WSK_SET_OPTION,
                SocketControl.SO_WSK_EVENT_CALLBACK,
                SocketControl.SOL_SOCKET,
                WskEventCallbackControl.SIZE,
                WskEventCallbackControl.standard(eventMask),
                null);
    }

    /** An IOCTL that takes an address, or none. */
    public static WskControlRequest addressIoctl(int controlCode, @Nullable SockAddr address) {
        return new WskControlRequest(
                WskControlSocketType.WSK_IOCTL, controlCode, 0, address == null ? 0 : 16, address, null);
    }
}
