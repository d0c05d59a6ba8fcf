package org.wsktck.wsk;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * WSK_EXTENSION_CONTROL_IN: input of SIO_WSK_REGISTER_EXTENSION.
 *
 * @param npiId the extension interface
 * @param clientContext handed to the extension's callbacks
 * @param clientDispatch the extension's table of the client's callbacks; its type is the extension's affair
 */
public record WskExtensionControlIn(
        UUID npiId,
        @Nullable Object clientContext,
        @Nullable Object clientDispatch) {}
