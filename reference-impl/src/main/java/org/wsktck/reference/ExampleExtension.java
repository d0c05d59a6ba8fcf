package org.wsktck.reference;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wsktck.wsk.ControlOutput;
import org.wsktck.wsk.EventMask;
import org.wsktck.wsk.NtStatus;
import org.wsktck.wsk.Out;
import org.wsktck.wsk.SocketControl;
import org.wsktck.wsk.WskControlRequest;
import org.wsktck.wsk.WskControlSocketType;
import org.wsktck.wsk.WskEventCallbackControl;
import org.wsktck.wsk.WskExtensionControlIn;

/**
 * An extension interface of our own, as an example: the environment may call a socket, of any category, and the client
 * hears of it. WSK defines none (EXT-02); this one shows how the documented frame works.
 */
public final class ExampleExtension {
    /** Names the interface, in SIO_WSK_REGISTER_EXTENSION and in SO_WSK_EVENT_CALLBACK. */
    public static final UUID NPI_EXAMPLE_INTERFACE_ID = UUID.fromString("6f0a5a2c-5d0e-4f6c-9a55-3d1f2b8f7c11");

    /** The bit of its event. The same as WSK_EVENT_RECEIVE's on purpose: the two are independent (EXT-05). */
    public static final int EXAMPLE_EVENT = EventMask.WSK_EVENT_RECEIVE;

    /** Bytes of a WSK_EXTENSION_CONTROL_IN on a 64-bit system. */
    private static final int CONTROL_IN_SIZE = 24;

    private ExampleExtension() {}

    /** The extension's event. */
    @FunctionalInterface
    public interface ExampleEvent {
        /**
         * Tells the client that the environment has called the socket, once or several times since the last call.
         *
         * @param clientContext what the client gave at registration
         * @param count how often the socket has been called so far
         * @return always STATUS_SUCCESS
         */
        NtStatus exampleEvent(@Nullable Object clientContext, long count);
    }

    /** The ClientDispatch of a registration. */
    public record ClientDispatch(@Nullable ExampleEvent exampleEvent) {}

    /** The ProviderDispatch of a registration. */
    public interface ProviderDispatch {
        /**
         * Tells how often the socket has been called so far.
         *
         * @param providerContext the ProviderContext of the registration
         * @return STATUS_SUCCESS with the number written, or STATUS_INVALID_PARAMETER for a foreign context
         */
        NtStatus queryCount(Object providerContext, Out<Long> count);
    }

    /** SIO_WSK_REGISTER_EXTENSION, formed as its page asks. */
    public static WskControlRequest register(
            UUID npi, @Nullable Object clientContext, @Nullable Object clientDispatch, ControlOutput output) {
        return new WskControlRequest(
                WskControlSocketType.WSK_IOCTL,
                SocketControl.SIO_WSK_REGISTER_EXTENSION,
                0,
                CONTROL_IN_SIZE,
                new WskExtensionControlIn(npi, clientContext, clientDispatch),
                output);
    }

    /** SO_WSK_EVENT_CALLBACK with the extension's events. */
    public static WskControlRequest eventCallback(int eventMask) {
        return new WskControlRequest(
                WskControlSocketType.WSK_SET_OPTION,
                SocketControl.SO_WSK_EVENT_CALLBACK,
                SocketControl.SOL_SOCKET,
                WskEventCallbackControl.SIZE,
                new WskEventCallbackControl(NPI_EXAMPLE_INTERFACE_ID, eventMask),
                null);
    }
}
