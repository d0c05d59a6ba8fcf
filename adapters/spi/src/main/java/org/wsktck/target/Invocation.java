package org.wsktck.target;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A WSK function to be called by the client.
 *
 * @param fn the function, spelled as in the headers
 * @param client name of the client object
 * @param socket name of the socket, null for functions of the client object
 * @param irp name of the IRP to pass, null for a NULL Irp. A name may be used again once its IRP has completed.
 * @param irql the IRQL to call at: PASSIVE_LEVEL or DISPATCH_LEVEL; null leaves it as it is
 * @param args arguments by the names of the observation schema's members (mask, code, address, length, list, timeout, version, ...); {@code inspect} of
 *     WskInspectComplete is the number of the WSK_INSPECT_ID in the records, the name of a peer whose request it is, or 0 for the oldest one that is pended
 */
public record Invocation(
        String fn,
        String client,
        @Nullable String socket,
        @Nullable String irp,
        @Nullable String irql,
        Map<String, Object> args) {

    /** Copies the arguments. */
    public Invocation {
        args = Map.copyOf(args);
    }
}
