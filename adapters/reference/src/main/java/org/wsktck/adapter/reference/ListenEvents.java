package org.wsktck.adapter.reference;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wsktck.adapter.reference.BenchSocket.Indicated;
import org.wsktck.adapter.reference.Inspections.Inspection;
import org.wsktck.adapter.reference.Upcalls.Via;
import org.wsktck.target.Action;
import org.wsktck.target.Wsk;
import org.wsktck.trace.Field;
import org.wsktck.trace.Observation;
import org.wsktck.wsk.NtStatus;
import org.wsktck.wsk.Out;
import org.wsktck.wsk.SockAddr;
import org.wsktck.wsk.WskClientConnectionDispatch;
import org.wsktck.wsk.WskInspectAction;
import org.wsktck.wsk.WskInspectId;
import org.wsktck.wsk.WskSocket;

/** The events of listening sockets. */
final class ListenEvents {
    private static final Action.Store WITH_EVERYTHING = new Action.Store(Action.ACCEPTED, Wsk.CONNECTION_ENTRIES);

    private final Upcalls upcalls;
    private final Tables tables;

    ListenEvents(Upcalls upcalls, Tables tables) {
        this.upcalls = upcalls;
        this.tables = tables;
    }

    /** Whether that socket is the one to which the peer has connected. */
    private boolean isTargetOf(BenchSocket socket, @Nullable String peer) {
        BenchPeer known = peer == null ? null : upcalls.world().knownPeer(peer);
        return known != null && known.listener() == socket;
    }

    /** WskAcceptEvent. */
    NtStatus acceptEvent(
            Via via,
            @Nullable Object context,
            int flags,
            @Nullable SockAddr localAddress,
            @Nullable SockAddr remoteAddress,
            @Nullable WskSocket handle,
            Out<Object> acceptContext,
            Out<WskClientConnectionDispatch> acceptDispatch) {
        World world = upcalls.world();
        long cb = upcalls.nextCallback();
        String peer = world.streamNameOf(remoteAddress);
        BenchSocket listener = upcalls.whose(via.socket(), context, each -> isTargetOf(each, peer));
        Observation entry = upcalls.entry(cb, Wsk.ACCEPT, listener, via, context)
                .with(Field.FLAGS, Symbols.ACCEPT_FLAGS.names(flags))
                .with(Field.PEER, peer)
                .with(Field.ADDRESS, world.streamNameOf(localAddress));
        Indicated called = listener.called(cb);
        BenchSocket accepted = null;
        BenchPeer other = peer == null ? null : world.knownPeer(peer);
        if (handle != null) {
            entry.with(Field.FRESH, !world.isOpen(handle));
            accepted = world.accepted(listener, handle);
            accepted.address = localAddress;
            accepted.remote = remoteAddress;
            entry.with(Field.ACCEPT_SOCKET, accepted.name);
            accepted.incoming = other == null ? null : other.outgoing;
        }
        if (accepted == null || other == null) {
            if (accepted != null && peer != null) {
                world.connect(accepted, peer);
            }
            upcalls.record(entry);
        } else {
            synchronized (other) {
                // From this record on those of the peer are about the accepted socket.
                upcalls.record(entry);
                other.belongsTo(accepted);
            }
        }
        HandOver frame = new HandOver(listener, called, accepted, acceptContext, acceptDispatch);
        List<Action> actions = upcalls.reaction(listener, Wsk.ACCEPT);
        if (accepted != null && actions.stream().noneMatch(Action.Store.class::isInstance)) {
            frame.store(new Action.Store(accepted.name, WITH_EVERYTHING.entries()));
        }
        NtStatus status = upcalls.reactor().run(actions, frame, byDefault(accepted));
        if (accepted != null && status == NtStatus.STATUS_REQUEST_NOT_ACCEPTED) {
            accepted.refused = true;
        }
        upcalls.record(upcalls.exit(cb, Wsk.ACCEPT, listener)
                .with(Field.STATUS, status.name())
                .with(Field.CONTEXT, frame.context)
                .with(Field.ENTRIES, frame.entries));
        return status;
    }

    /** Without another word a socket is taken, unless the script is over and it would only have to be closed. */
    private NtStatus byDefault(@Nullable BenchSocket accepted) {
        return accepted == null || upcalls.world().reactions.isCleared()
                ? NtStatus.STATUS_REQUEST_NOT_ACCEPTED
                : NtStatus.STATUS_SUCCESS;
    }

    /** WskAcceptEvent in progress. */
    private final class HandOver extends Frame {
        private final @Nullable BenchSocket accepted;
        private final Out<Object> acceptContext;
        private final Out<WskClientConnectionDispatch> acceptDispatch;
        private @Nullable String context;
        private @Nullable List<String> entries;

        HandOver(
                BenchSocket listener,
                Indicated called,
                @Nullable BenchSocket accepted,
                Out<Object> acceptContext,
                Out<WskClientConnectionDispatch> acceptDispatch) {
            super(listener, called);
            this.accepted = accepted;
            this.acceptContext = acceptContext;
            this.acceptDispatch = acceptDispatch;
        }

        @Override
        boolean store(Action.Store store) {
            BenchSocket born = accepted;
            if (born == null) {
                return false;
            }
            context = store.context();
            entries = store.entries();
            acceptContext.set(context == null ? null : new Context(context));
            acceptDispatch.set(entries == null ? null : tables.connection(new Via(born, null), entries));
            return true;
        }

        @Override
        @Nullable
        String accepted() {
            return accepted == null ? null : accepted.name;
        }
    }

    /** WskInspectEvent. */
    WskInspectAction inspectEvent(
            Via via,
            @Nullable Object context,
            @Nullable SockAddr localAddress,
            @Nullable SockAddr remoteAddress,
            @Nullable WskInspectId inspectId) {
        World world = upcalls.world();
        long cb = upcalls.nextCallback();
        String peer = world.streamNameOf(remoteAddress);
        BenchSocket listener = upcalls.whose(via.socket(), context, each -> isTargetOf(each, peer));
        Inspection inspection =
                inspectId == null ? null : world.inspections.begin(listener, inspectId, peer == null ? "?" : peer);
        Frame frame = new Frame(listener, listener.called(cb));
        upcalls.record(upcalls.entry(cb, Wsk.INSPECT, listener, via, context)
                .with(Field.PEER, peer)
                .with(Field.ADDRESS, world.streamNameOf(localAddress))
                .with(Field.INSPECT, inspection == null ? null : inspection.number));
        String told = upcalls.reactor().told(upcalls.reaction(listener, Wsk.INSPECT), frame);
        WskInspectAction action = told == null ? byDefault(inspection) : Symbols.inspectAction(told);
        upcalls.record(upcalls.exit(cb, Wsk.INSPECT, listener).with(Field.ACTION, action.name()));
        if (inspection != null && action == WskInspectAction.WskInspectPend) {
            world.inspections.pend(inspection);
        }
        return action;
    }

    private WskInspectAction byDefault(@Nullable Inspection inspection) {
        return inspection == null || upcalls.world().reactions.isCleared()
                ? WskInspectAction.WskInspectReject
                : WskInspectAction.WskInspectAccept;
    }

    /** WskAbortEvent. */
    NtStatus abortEvent(Via via, @Nullable Object context, @Nullable WskInspectId inspectId) {
        long cb = upcalls.nextCallback();
        Inspections inspections = upcalls.world().inspections;
        Long number = inspectId == null ? null : inspections.number(inspectId);
        if (number != null) {
            inspections.settle(via.socket(), number);
        }
        return upcalls.plain(
                cb,
                Wsk.ABORT,
                via.socket(),
                upcalls.entry(cb, Wsk.ABORT, via.socket(), via, context).with(Field.INSPECT, number));
    }
}
