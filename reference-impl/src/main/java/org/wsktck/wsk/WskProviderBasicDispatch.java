package org.wsktck.wsk;

import org.jspecify.annotations.Nullable;

/** WSK_PROVIDER_BASIC_DISPATCH: the functions of every socket. */
public interface WskProviderBasicDispatch {
    /**
     * WskControlSocket.
     *
     * @param irp {@code null} where the request can be answered inline
     */
    NtStatus wskControlSocket(WskSocket socket, WskControlRequest request, @Nullable Irp irp);

    /** WskCloseSocket: no function of this socket may be executing, and none may be called afterwards. */
    NtStatus wskCloseSocket(WskSocket socket, Irp irp);
}
