package org.wsktck.wsk;

import org.jspecify.annotations.Nullable;

/**
 * WSK_CLIENT_DISPATCH.
 *
 * @param version the NPI version wanted, see {@link Npi#WSK_VERSION_1_0}
 * @param reserved 0
 * @param wskClientEvent the client event callback, or {@code null}
 */
public record WskClientDispatch(
        int version, int reserved, @Nullable WskClientEvent wskClientEvent) {}
