package org.wsktck.adapter.reference;

import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.wsktck.target.Action;
import org.wsktck.trace.Field;
import org.wsktck.trace.Kind;
import org.wsktck.trace.Observation;
import org.wsktck.wsk.NtStatus;

/** What the event callbacks of sockets have in common: their records, and finding out whose they are. */
final class Upcalls {
    private final World world;
    private final Reactor reactor;

    Upcalls(World world, Reactor reactor) {
        this.world = world;
        this.reactor = reactor;
    }

    World world() {
        return world;
    }

    Reactor reactor() {
        return reactor;
    }

    long nextCallback() {
        return world.recorder.nextCallback();
    }

    /**
     * Through which table a callback came.
     *
     * @param socket whose table it is
     * @param table which one of a stream socket's two, null for other categories
     */
    record Via(BenchSocket socket, @Nullable String table) {}

    /** The record of an entry, to be completed. */
    Observation entry(long cb, String event, BenchSocket socket, Via via, @Nullable Object context) {
        return Observation.of(Kind.ENTER)
                .with(Field.CB, cb)
                .with(Field.EVENT, event)
                .with(Field.IRQL, world.scheduler.currentIrql().name())
                .with(Field.CLIENT, socket.client.name)
                .with(Field.SOCKET, socket.name)
                .with(Field.CONTEXT, contextName(context))
                .with(Field.VIA, via.socket().name)
                .with(Field.TABLE, via.table());
    }

    /** The record of an exit, to be completed. */
    Observation exit(long cb, String event, BenchSocket socket) {
        return Observation.of(Kind.EXIT)
                .with(Field.CB, cb)
                .with(Field.EVENT, event)
                .with(Field.CLIENT, socket.client.name)
                .with(Field.SOCKET, socket.name);
    }

    void record(Observation observation) {
        world.recorder.record(observation);
    }

    List<Action> reaction(BenchSocket socket, String event) {
        return world.reactions.next(socket.name, event);
    }

    /** A callback that has nothing but its return value to answer with. */
    NtStatus plain(long cb, String event, BenchSocket socket, Observation entry) {
        Frame frame = new Frame(socket, socket.called(cb));
        record(entry);
        NtStatus status = reactor.run(reaction(socket, event), frame, NtStatus.STATUS_SUCCESS);
        record(exit(cb, event, socket).with(Field.STATUS, status.name()));
        return status;
    }

    static @Nullable String contextName(@Nullable Object context) {
        if (context == null) {
            return null;
        }
        return context instanceof Context known ? known.name() : "?";
    }

    /** The socket that most of three witnesses name: the table, the context, and whatever the third one is. The table decides when they all differ. */
    BenchSocket whose(BenchSocket via, @Nullable Object context, Predicate<BenchSocket> third) {
        BenchSocket byContext = context instanceof Context known ? world.socket(known.name()) : null;
        boolean agree = byContext != null && !Objects.equals(byContext, via) && third.test(byContext);
        return agree && byContext != null ? byContext : via;
    }
}
