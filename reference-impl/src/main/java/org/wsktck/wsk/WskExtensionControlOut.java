package org.wsktck.wsk;

import org.jspecify.annotations.Nullable;

/**
 * WSK_EXTENSION_CONTROL_OUT: output of SIO_WSK_REGISTER_EXTENSION.
 *
 * @param providerContext what the client hands to the extension's functions
 * @param providerDispatch the extension's functions; the type is the extension's affair
 */
public record WskExtensionControlOut(
        @Nullable Object providerContext, @Nullable Object providerDispatch) {}
