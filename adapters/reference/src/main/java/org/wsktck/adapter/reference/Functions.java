package org.wsktck.adapter.reference;

import org.wsktck.adapter.reference.BenchIrp.Results;
import org.wsktck.target.Invocation;
import org.wsktck.wsk.Irp;
import org.wsktck.wsk.NtStatus;
import org.wsktck.wsk.WskSocket;

/** What the functions of all sockets have in common. */
abstract class Functions {
    /** Bytes of a payload or a buffer for which the script names no length. */
    static final int DEFAULT_LENGTH = 32;

    final World world;
    final Caller caller;

    Functions(World world, Caller caller) {
        this.world = world;
        this.caller = caller;
    }

    /** A function that needs a socket; without one it is not called. */
    final void withSocket(Invocation invocation, SocketCall call) {
        String name = invocation.socket();
        BenchSocket socket = name == null ? null : world.socket(name);
        WskSocket handle = socket == null ? null : socket.handle;
        if (socket == null || handle == null) {
            caller.skip(invocation, "the socket does not exist, or not yet");
        } else {
            call.run(socket, handle);
        }
    }

    /** Calls a function of a socket. */
    interface SocketCall {
        void run(BenchSocket socket, WskSocket handle);
    }

    /** A function of a category; on a socket of another category there is no such function to call. */
    final <T> void withFunctions(Invocation invocation, Class<T> table, TableCall<T> call) {
        withSocket(invocation, (socket, handle) -> {
            if (table.isInstance(handle.dispatch())) {
                call.run(socket, handle, table.cast(handle.dispatch()));
            } else {
                caller.skip(invocation, "the socket has no such function");
            }
        });
    }

    /** Calls a function of a dispatch table. */
    interface TableCall<T> {
        void run(BenchSocket socket, WskSocket handle, T functions);
    }

    /** The IRP that the invocation names; a script has to name one. */
    static Irp need(Caller.Prepared call, Invocation invocation, Results results) {
        Irp irp = call.irp(invocation, results);
        if (irp == null) {
            throw new BadScriptException(invocation.fn() + " needs an IRP.");
        }
        return irp;
    }

    /** The call of a function that takes nothing but an IRP. */
    final void simple(Invocation invocation, BenchSocket socket, Results results, IrpCall function) {
        Caller.Prepared call = caller.prepare(invocation, socket.client, socket);
        Irp irp = need(call, invocation, results);
        call.enter(() -> function.call(irp));
    }

    /** Passes an IRP to a function. */
    interface IrpCall {
        NtStatus call(Irp irp);
    }
}
