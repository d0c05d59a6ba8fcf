package org.wsktck.adapter.reference;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.wsktck.adapter.reference.BenchSocket.Indicated;
import org.wsktck.target.Wsk;
import org.wsktck.trace.Datagram;
import org.wsktck.trace.Field;
import org.wsktck.wsk.NtStatus;
import org.wsktck.wsk.WskDatagramIndication;

/** WskReceiveFromEvent. */
final class DatagramEvents {
    private final Upcalls upcalls;
    private final Lists lists;

    DatagramEvents(Upcalls upcalls, Lists lists) {
        this.upcalls = upcalls;
        this.lists = lists;
    }

    /** Called through the table of the socket {@code via}. */
    NtStatus receiveFromEvent(
            BenchSocket via, @Nullable Object context, int flags, @Nullable WskDatagramIndication head) {
        long cb = upcalls.nextCallback();
        List<Datagram> datagrams = head == null ? null : lists.read(head);
        BenchSocket socket = upcalls.whose(via, context, each -> each == destination(datagrams));
        Indicated indicated = socket.indicated(cb, head);
        upcalls.record(upcalls.entry(cb, Wsk.RECEIVE_FROM, socket, new Upcalls.Via(via, null), context)
                .with(Field.FLAGS, Symbols.RECEIVE_FLAGS.names(flags))
                .with(Field.DATAGRAMS, datagrams));
        Frame frame = new Frame(socket, indicated);
        NtStatus status =
                upcalls.reactor().run(upcalls.reaction(socket, Wsk.RECEIVE_FROM), frame, NtStatus.STATUS_SUCCESS);
        if (status == NtStatus.STATUS_PENDING && head != null) {
            socket.retain(indicated);
        }
        upcalls.record(upcalls.exit(cb, Wsk.RECEIVE_FROM, socket).with(Field.STATUS, status.name()));
        return status;
    }

    /** Where the first datagram that is known was sent to. */
    private @Nullable BenchSocket destination(@Nullable List<Datagram> datagrams) {
        return datagrams == null
                ? null
                : datagrams.stream()
                        .map(datagram -> upcalls.world().destinationOf(datagram.dg()))
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null);
    }
}
