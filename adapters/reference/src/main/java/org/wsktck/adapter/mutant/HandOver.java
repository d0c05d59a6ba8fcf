package org.wsktck.adapter.mutant;

import org.jspecify.annotations.Nullable;
import org.wsktck.wsk.IoStatus;
import org.wsktck.wsk.NtStatus;
import org.wsktck.wsk.Out;
import org.wsktck.wsk.SockAddr;
import org.wsktck.wsk.WskClientConnectionDispatch;
import org.wsktck.wsk.WskSocket;

/** A call of WskAcceptEvent on its way up: the new socket is covered, and what the client stores for it is passed down. */
final class HandOver {
    private final ForwardingSocket listener;
    private final @Nullable ForwardingSocket accepted;
    private final Out<Object> contextBelow;
    private final Out<WskClientConnectionDispatch> tableBelow;
    private final Out<Object> context = new Out<>();
    private final Out<WskClientConnectionDispatch> table = new Out<>();

    private HandOver(
            ForwardingSocket listener,
            @Nullable ForwardingSocket accepted,
            Out<Object> contextBelow,
            Out<WskClientConnectionDispatch> tableBelow) {
        this.listener = listener;
        this.accepted = accepted;
        this.contextBelow = contextBelow;
        this.tableBelow = tableBelow;
    }

    static HandOver of(
            ForwardingSocket listener,
            @Nullable WskSocket made,
            Out<Object> contextBelow,
            Out<WskClientConnectionDispatch> tableBelow) {
        ForwardingSocket accepted = made == null ? null : listener.client().accepted(listener, null, null);
        if (accepted != null && made != null) {
            accepted.opened(IoStatus.of(NtStatus.STATUS_SUCCESS, made));
        }
        return new HandOver(listener, accepted, contextBelow, tableBelow);
    }

    NtStatus through(int flags, @Nullable SockAddr local, @Nullable SockAddr remote) {
        ForwardingSocket born = accepted;
        if (born == null) {
            return listener.acceptEvent(flags, local, remote, null, context, table);
        }
        born.beginHandOver(this);
        try {
            NtStatus status = listener.acceptEvent(flags, local, remote, born, context, table);
            pass(born);
            return status;
        } finally {
            born.endHandOver();
        }
    }

    /** Passes down what the client has stored so far. */
    void pass(ForwardingSocket born) {
        born.adopt(context.get(), table.get());
        contextBelow.set(context.get());
        tableBelow.set(CoveredTables.connection(born, table.get()));
    }
}
