package org.wsktck.adapter.reference;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wsktck.adapter.reference.BenchSocket.Indicated;
import org.wsktck.adapter.reference.Upcalls.Via;
import org.wsktck.target.Flow;
import org.wsktck.target.Wsk;
import org.wsktck.trace.Chunk;
import org.wsktck.trace.Field;
import org.wsktck.wsk.NtStatus;
import org.wsktck.wsk.Out;
import org.wsktck.wsk.WskDataIndication;

/** The events of connection-oriented sockets. */
final class ConnectionEvents {
    private final Upcalls upcalls;

    ConnectionEvents(Upcalls upcalls) {
        this.upcalls = upcalls;
    }

    /** WskReceiveEvent. */
    NtStatus receiveEvent(
            Via via,
            @Nullable Object context,
            int flags,
            @Nullable WskDataIndication head,
            long bytesIndicated,
            Out<Long> bytesAccepted) {
        long cb = upcalls.nextCallback();
        BenchSocket socket =
                upcalls.whose(via.socket(), context, each -> carries(each, head) && !carries(via.socket(), head));
        Flow flow = socket.incoming;
        long expected = flow == null ? 0 : flow.taken();
        List<Chunk> chunks = head == null ? null : Lists.read(head, flow, expected);
        Indicated indicated = socket.indicated(cb, head, chunks == null ? expected : Flow.begin(chunks, expected));
        upcalls.record(upcalls.entry(cb, Wsk.RECEIVE, socket, via, context)
                .with(Field.FLAGS, Symbols.RECEIVE_EVENT_FLAGS.names(flags))
                .with(Field.DATA, chunks)
                .with(Field.LENGTH, Math.max(0, bytesIndicated)));
        Reception frame = new Reception(socket, indicated, bytesIndicated, bytesAccepted);
        NtStatus status = upcalls.reactor().run(upcalls.reaction(socket, Wsk.RECEIVE), frame, NtStatus.STATUS_SUCCESS);
        if (head != null && flow != null && chunks != null) {
            take(flow, chunks, status, frame.accepted);
        }
        if (status == NtStatus.STATUS_PENDING && head != null) {
            socket.retain(indicated);
        }
        upcalls.record(upcalls.exit(cb, Wsk.RECEIVE, socket)
                .with(Field.STATUS, status.name())
                .with(Field.BYTES_ACCEPTED, frame.accepted));
        return status;
    }

    /** Whether the first bytes of the list stand where this socket expects its next ones. */
    private static boolean carries(BenchSocket socket, @Nullable WskDataIndication head) {
        Flow flow = socket.incoming;
        if (flow == null || head == null) {
            return false;
        }
        return Lists.read(head, flow, flow.taken()).stream().allMatch(Chunk::intact);
    }

    /** Notes how far the client has got in its stream. */
    private static void take(Flow flow, List<Chunk> chunks, NtStatus status, @Nullable Long accepted) {
        if (status != NtStatus.STATUS_SUCCESS && status != NtStatus.STATUS_PENDING) {
            return;
        }
        long rest = status == NtStatus.STATUS_SUCCESS && accepted != null ? accepted : Long.MAX_VALUE;
        for (Chunk chunk : chunks) {
            long part = Math.min(rest, chunk.length());
            if (part > 0) {
                flow.take(chunk, part);
                rest -= part;
            }
        }
    }

    /** WskReceiveEvent in progress. */
    private static final class Reception extends Frame {
        private final long bytesIndicated;
        private final Out<Long> bytesAccepted;
        private @Nullable Long accepted;

        Reception(BenchSocket socket, Indicated list, long bytesIndicated, Out<Long> bytesAccepted) {
            super(socket, list);
            this.bytesIndicated = bytesIndicated;
            this.bytesAccepted = bytesAccepted;
        }

        @Override
        boolean accept(long bytes) {
            long number = bytes < 0 ? Math.max(1, bytesIndicated + bytes) : bytes;
            bytesAccepted.set(number);
            accepted = number;
            return true;
        }
    }

    /** WskDisconnectEvent. */
    NtStatus disconnectEvent(Via via, @Nullable Object context, int flags) {
        long cb = upcalls.nextCallback();
        return upcalls.plain(
                cb,
                Wsk.DISCONNECT,
                via.socket(),
                upcalls.entry(cb, Wsk.DISCONNECT, via.socket(), via, context)
                        .with(Field.FLAGS, Symbols.DISCONNECT_FLAGS.names(flags)));
    }

    /** WskSendBacklogEvent. */
    NtStatus sendBacklogEvent(Via via, @Nullable Object context, long idealBacklogSize) {
        long cb = upcalls.nextCallback();
        return upcalls.plain(
                cb,
                Wsk.SEND_BACKLOG,
                via.socket(),
                upcalls.entry(cb, Wsk.SEND_BACKLOG, via.socket(), via, context)
                        .with(Field.VALUE, Math.max(0, idealBacklogSize)));
    }
}
