package org.wsktck.wsk;

import org.jspecify.annotations.Nullable;

/**
 * IO_STATUS_BLOCK of an IRP. Information is a pointer-sized union in C; here it is two fields.
 *
 * @param status final status of the request
 * @param information bytes moved, where the function counts them, else 0
 * @param socket the new socket, for WskSocket and its kin, else {@code null}
 */
public record IoStatus(
        NtStatus status, long information, @Nullable WskSocket socket) {
    /** A status with nothing to add. */
    public static IoStatus of(NtStatus status) {
        return new IoStatus(status, 0, null);
    }

    /** A status with a number of bytes. */
    public static IoStatus of(NtStatus status, long information) {
        return new IoStatus(status, information, null);
    }

    /** A new socket. */
    public static IoStatus of(NtStatus status, WskSocket socket) {
        return new IoStatus(status, 0, socket);
    }
}
