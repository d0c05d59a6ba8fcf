package org.wsktck.adapter.mutant;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wsktck.wsk.EventMask;
import org.wsktck.wsk.IoStatus;
import org.wsktck.wsk.Irp;
import org.wsktck.wsk.NtStatus;
import org.wsktck.wsk.Out;
import org.wsktck.wsk.SockAddr;
import org.wsktck.wsk.WskClientConnectionDispatch;
import org.wsktck.wsk.WskFlag;
import org.wsktck.wsk.WskProviderBasicDispatch;
import org.wsktck.wsk.WskSocket;

/** Mistakes about stream sockets and their two roles (STR). */
final class StreamMutants {
    private static final long SOME_BACKLOG = 65_536;

    private StreamMutants() {}

    static List<Mutant> all() {
        return List.of(
                Mutant.ofSocket(
                        "STR-01",
                        "The send backlog of an accepted socket is told through the Connect table of the socket that listens.",
                        TellsThroughOtherTable::new),
                Mutant.ofSocket(
                        "STR-03",
                        "With WSK_EVENT_ACCEPT in the static mask a stream socket listens as soon as it is bound.",
                        ListensAtBind::new),
                Mutant.ofSocket(
                        "STR-05",
                        "What WskAccept delivers on a stream socket has the functions of a stream socket.",
                        AcceptsStreams::new),
                Mutant.ofSocket(
                        "STR-07",
                        "WskListen of a socket without callbacks pends until WskAccept has delivered a connection.",
                        ListenWaits::new));
    }

    private static boolean isStream(ForwardingSocket socket) {
        return socket.flags() == WskFlag.WSK_FLAG_STREAM_SOCKET;
    }

    private static final class TellsThroughOtherTable extends ForwardingSocket {
        TellsThroughOtherTable(Setup setup) {
            super(setup);
        }

        @Override
        NtStatus acceptEvent(
                int flags,
                @Nullable SockAddr localAddress,
                @Nullable SockAddr remoteAddress,
                @Nullable ForwardingSocket accepted,
                Out<Object> acceptContext,
                Out<WskClientConnectionDispatch> acceptDispatch) {
            WskClientConnectionDispatch other = connectionTable();
            if (isStream(this) && accepted != null && other != null && other.wskSendBacklogEvent() != null) {
                context().spawn("backlog", () -> inside(() -> tellSendBacklog(SOME_BACKLOG)));
            }
            return tellAccept(flags, localAddress, remoteAddress, accepted, acceptContext, acceptDispatch);
        }
    }

    private static final class ListensAtBind extends ForwardingSocket {
        private volatile boolean listens;

        ListensAtBind(Setup setup) {
            super(setup);
        }

        @Override
        public NtStatus wskBind(WskSocket socket, SockAddr localAddress, int flags, Irp irp) {
            if (!isStream(this) || !isStatic(EventMask.WSK_EVENT_ACCEPT)) {
                return super.wskBind(socket, localAddress, flags, irp);
            }
            return super.wskBind(
                    socket, localAddress, flags, RelayIrp.under(irp, outcome -> listenThenComplete(outcome, irp)));
        }

        private void listenThenComplete(IoStatus outcome, Irp irp) {
            if (outcome.status() != NtStatus.STATUS_SUCCESS) {
                irp.ioCompleteRequest(outcome);
                return;
            }
            super.wskListen(this, RelayIrp.own(listening -> {
                listens = listening.status() == NtStatus.STATUS_SUCCESS;
                irp.ioCompleteRequest(outcome);
            }));
        }

        @Override
        public NtStatus wskListen(WskSocket socket, Irp irp) {
            if (!listens) {
                return super.wskListen(socket, irp);
            }
            irp.ioCompleteRequest(IoStatus.of(NtStatus.STATUS_SUCCESS));
            return NtStatus.STATUS_SUCCESS;
        }
    }

    private static final class AcceptsStreams extends ForwardingSocket {
        AcceptsStreams(Setup setup) {
            super(setup);
        }

        @Override
        public WskProviderBasicDispatch dispatch() {
            ForwardingSocket listener = listener();
            return listener != null && isStream(listener) ? FunctionTables.stream(this) : super.dispatch();
        }
    }

    private static final class ListenWaits extends ForwardingSocket {
        private @Nullable Irp listening;

        ListenWaits(Setup setup) {
            super(setup);
        }

        @Override
        public NtStatus wskListen(WskSocket socket, Irp irp) {
            if (listenTable() != null) {
                return super.wskListen(socket, irp);
            }
            irp.ioMarkIrpPending();
            synchronized (this) {
                listening = irp;
            }
            super.wskListen(socket, RelayIrp.own(outcome -> {
                if (outcome.status() != NtStatus.STATUS_SUCCESS) {
                    release(outcome);
                }
            }));
            return NtStatus.STATUS_PENDING;
        }

        private void release(IoStatus outcome) {
            Irp irp;
            synchronized (this) {
                irp = listening;
                listening = null;
            }
            if (irp != null) {
                irp.ioCompleteRequest(outcome);
            }
        }

        @Override
        public NtStatus wskAccept(
                WskSocket socket,
                int flags,
                @Nullable Object acceptContext,
                @Nullable WskClientConnectionDispatch acceptDispatch,
                @Nullable Out<SockAddr> localAddress,
                @Nullable Out<SockAddr> remoteAddress,
                Irp irp) {
            Irp relayed = RelayIrp.under(irp, outcome -> {
                if (outcome.status() == NtStatus.STATUS_SUCCESS) {
                    release(IoStatus.of(NtStatus.STATUS_SUCCESS));
                }
                irp.ioCompleteRequest(outcome);
            });
            return super.wskAccept(socket, flags, acceptContext, acceptDispatch, localAddress, remoteAddress, relayed);
        }

        @Override
        public NtStatus wskCloseSocket(WskSocket socket, Irp irp) {
            release(IoStatus.of(NtStatus.STATUS_CANCELLED));
            return super.wskCloseSocket(socket, irp);
        }
    }
}
