package org.wsktck.adapter.mutant;

import org.jspecify.annotations.Nullable;
import org.wsktck.wsk.Irp;
import org.wsktck.wsk.NtStatus;
import org.wsktck.wsk.Out;
import org.wsktck.wsk.SockAddr;
import org.wsktck.wsk.WskClientConnectionDispatch;
import org.wsktck.wsk.WskSocket;

/** Base of the mistakes that leave a WskAccept waiting for good, until the socket is closed. */
abstract class StarvesAccepts extends ForwardingSocket {
    private final ParkedIrps parked = new ParkedIrps();

    StarvesAccepts(Setup setup) {
        super(setup);
    }

    /** Whether a WskAccept that is called now never gets a connection. */
    abstract boolean starves();

    @Override
    public final NtStatus wskAccept(
            WskSocket socket,
            int flags,
            @Nullable Object acceptContext,
            @Nullable WskClientConnectionDispatch acceptDispatch,
            @Nullable Out<SockAddr> localAddress,
            @Nullable Out<SockAddr> remoteAddress,
            Irp irp) {
        return starves()
                ? parked.park(irp, () -> {})
                : super.wskAccept(socket, flags, acceptContext, acceptDispatch, localAddress, remoteAddress, irp);
    }

    @Override
    public final NtStatus wskCloseSocket(WskSocket socket, Irp irp) {
        parked.cancelAll();
        return super.wskCloseSocket(socket, irp);
    }
}
