package org.wsktck.adapter.reference;

import org.jspecify.annotations.Nullable;
import org.wsktck.adapter.reference.BenchIrp.Results;
import org.wsktck.adapter.reference.Inspections.Inspection;
import org.wsktck.adapter.reference.Upcalls.Via;
import org.wsktck.target.Invocation;
import org.wsktck.trace.Field;
import org.wsktck.trace.Observation;
import org.wsktck.wsk.IoStatus;
import org.wsktck.wsk.Irp;
import org.wsktck.wsk.NtStatus;
import org.wsktck.wsk.Out;
import org.wsktck.wsk.SockAddr;
import org.wsktck.wsk.WskClientConnectionDispatch;
import org.wsktck.wsk.WskInspectAction;
import org.wsktck.wsk.WskInspectId;
import org.wsktck.wsk.WskProviderListenDispatch;
import org.wsktck.wsk.WskProviderStreamDispatch;
import org.wsktck.wsk.WskSocket;

/** The functions of sockets that listen. */
final class ListenFunctions extends Functions {
    private final Client client;

    ListenFunctions(World world, Client client, Caller caller) {
        super(world, caller);
        this.client = client;
    }

    void listen(Invocation invocation) {
        withFunctions(
                invocation,
                WskProviderStreamDispatch.class,
                (socket, handle, functions) -> simple(
                        invocation,
                        socket,
                        (outcome, observation) -> socket.listens = true,
                        irp -> functions.wskListen(handle, irp)));
    }

    void accept(Invocation invocation) {
        withSocket(invocation, (listener, handle) -> {
            if (handle.dispatch() instanceof WskProviderListenDispatch table) {
                accept(
                        invocation,
                        listener,
                        (context, dispatch, local, remote, irp) ->
                                table.wskAccept(handle, 0, context, dispatch, local, remote, irp));
            } else if (handle.dispatch() instanceof WskProviderStreamDispatch table) {
                accept(
                        invocation,
                        listener,
                        (context, dispatch, local, remote, irp) ->
                                table.wskAccept(handle, 0, context, dispatch, local, remote, irp));
            } else {
                caller.skip(invocation, "the socket has no such function");
            }
        });
    }

    /** WskAccept of one of the two tables that have it. */
    private interface AcceptCall {
        NtStatus call(
                @Nullable Object context,
                @Nullable WskClientConnectionDispatch dispatch,
                Out<SockAddr> local,
                Out<SockAddr> remote,
                Irp irp);
    }

    private void accept(Invocation invocation, BenchSocket listener, AcceptCall function) {
        Arguments arguments = new Arguments(invocation);
        String name = arguments.text("acceptSocket");
        if (name == null) {
            throw new BadScriptException("WskAccept needs a name for the socket, as argument acceptSocket.");
        }
        if (world.socket(name) != null) {
            caller.skip(invocation, "another socket has had the name " + name + ", and observations go by names");
            return;
        }
        BenchSocket accepted = new BenchSocket(name, listener.client);
        world.add(accepted);
        String context = arguments.text("context");
        WskClientConnectionDispatch dispatch = arguments.has("entries")
                ? client.tables().connection(new Via(accepted, null), arguments.texts("entries"))
                : null;
        Out<SockAddr> local = new Out<>();
        Out<SockAddr> remote = new Out<>();
        simple(
                invocation,
                listener,
                (outcome, observation) -> accepted(accepted, local, remote, outcome, observation),
                irp -> function.call(context == null ? null : new Context(context), dispatch, local, remote, irp));
    }

    private void accepted(
            BenchSocket accepted,
            Out<SockAddr> local,
            Out<SockAddr> remote,
            IoStatus outcome,
            Observation observation) {
        WskSocket handle = outcome.socket();
        String peer = world.streamNameOf(remote.get());
        observation.with(Field.PEER, peer).with(Field.ADDRESS, world.streamNameOf(local.get()));
        if (handle == null) {
            return;
        }
        observation.with(Field.FRESH, !world.isOpen(handle));
        accepted.handle = handle;
        accepted.address = local.get();
        accepted.remote = remote.get();
        if (peer != null) {
            world.connect(accepted, peer);
        }
        observation.with(Field.ACCEPT_SOCKET, accepted.name).with(Field.CATEGORY, accepted.category());
    }

    void inspectComplete(Invocation invocation) {
        withFunctions(invocation, WskProviderListenDispatch.class, (socket, handle, functions) -> {
            Arguments arguments = new Arguments(invocation);
            Inspection inspection = inspection(socket, arguments);
            if (inspection == null) {
                caller.skip(invocation, "there is no such request");
                return;
            }
            boolean copied = arguments.flag("copied", true);
            WskInspectId id = copied ? inspection.copy() : inspection.given;
            WskInspectAction action = Symbols.inspectAction(arguments.text("action", ""));
            Caller.Prepared call = caller.prepare(invocation, socket.client, socket)
                    .with(Field.INSPECT, inspection.number)
                    .with(Field.COPIED, copied);
            Irp irp = need(call, invocation, Results.NONE);
            world.inspections.settle(inspection.listener, inspection.number);
            call.enter(() -> functions.wskInspectComplete(handle, id, action, irp));
        });
    }

    /** The request that a script means: by number, by its peer, or with 0 the oldest one for which the socket owes a decision. */
    private @Nullable Inspection inspection(BenchSocket socket, Arguments arguments) {
        if (arguments.isNumber("inspect")) {
            int number = arguments.number("inspect", 0);
            return number == 0 ? world.inspections.oldestPended(socket) : world.inspections.numbered(number);
        }
        String peer = arguments.text("inspect");
        return peer == null ? world.inspections.oldestPended(socket) : world.inspections.of(peer);
    }
}
