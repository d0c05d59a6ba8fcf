package org.wsktck.adapter.reference;

import java.util.function.Supplier;
import org.wsktck.adapter.reference.BenchIrp.Results;
import org.wsktck.adapter.reference.BenchSocket.Indicated;
import org.wsktck.target.Invocation;
import org.wsktck.trace.Field;
import org.wsktck.wsk.Irp;
import org.wsktck.wsk.NtStatus;
import org.wsktck.wsk.Out;
import org.wsktck.wsk.SockAddr;
import org.wsktck.wsk.WskDataIndication;
import org.wsktck.wsk.WskDatagramIndication;
import org.wsktck.wsk.WskProviderBasicDispatch;
import org.wsktck.wsk.WskProviderConnectionDispatch;
import org.wsktck.wsk.WskProviderDatagramDispatch;
import org.wsktck.wsk.WskProviderListenDispatch;
import org.wsktck.wsk.WskSocket;

/** The functions that sockets of several categories have, each in the table of its category. */
final class SocketFunctions extends Functions {
    SocketFunctions(World world, Caller caller) {
        super(world, caller);
    }

    void close(Invocation invocation) {
        withSocket(
                invocation,
                (socket, handle) -> simple(
                        invocation,
                        socket,
                        Results.NONE,
                        irp -> handle.dispatch().wskCloseSocket(handle, irp)));
    }

    void bind(Invocation invocation) {
        withAddressable(invocation, (socket, handle, functions) -> {
            String wanted = new Arguments(invocation).text("address");
            SockAddr address = wanted == null ? world.freshAddress() : addressFor(functions, wanted);
            simple(
                    invocation,
                    socket,
                    (outcome, observation) -> {
                        socket.address = world.bound(socket, address);
                        socket.listens = functions instanceof WskProviderListenDispatch;
                    },
                    irp -> bind(functions, handle, address, irp));
        });
    }

    private SockAddr addressFor(WskProviderBasicDispatch functions, String name) {
        return functions instanceof WskProviderDatagramDispatch ? world.addressOf(name) : world.streamAddressOf(name);
    }

    private static NtStatus bind(WskProviderBasicDispatch functions, WskSocket handle, SockAddr address, Irp irp) {
        if (functions instanceof WskProviderDatagramDispatch table) {
            return table.wskBind(handle, address, 0, irp);
        }
        return functions instanceof WskProviderListenDispatch table
                ? table.wskBind(handle, address, 0, irp)
                : ((WskProviderConnectionDispatch) functions).wskBind(handle, address, 0, irp);
    }

    void localAddress(Invocation invocation) {
        withAddressable(invocation, (socket, handle, functions) -> {
            Out<SockAddr> address = new Out<>();
            boolean datagram = functions instanceof WskProviderDatagramDispatch;
            simple(
                    invocation,
                    socket,
                    (outcome, observation) -> observation.with(
                            Field.ADDRESS, datagram ? world.nameOf(address.get()) : world.streamNameOf(address.get())),
                    irp -> localAddress(functions, handle, address, irp));
        });
    }

    private static NtStatus localAddress(
            WskProviderBasicDispatch functions, WskSocket handle, Out<SockAddr> address, Irp irp) {
        if (functions instanceof WskProviderDatagramDispatch table) {
            return table.wskGetLocalAddress(handle, address, irp);
        }
        return functions instanceof WskProviderListenDispatch table
                ? table.wskGetLocalAddress(handle, address, irp)
                : ((WskProviderConnectionDispatch) functions).wskGetLocalAddress(handle, address, irp);
    }

    /** Basic sockets have no address. */
    private void withAddressable(Invocation invocation, TableCall<WskProviderBasicDispatch> call) {
        withFunctions(invocation, WskProviderBasicDispatch.class, (socket, handle, functions) -> {
            if (functions instanceof WskProviderDatagramDispatch
                    || functions instanceof WskProviderListenDispatch
                    || functions instanceof WskProviderConnectionDispatch) {
                call.run(socket, handle, functions);
            } else {
                caller.skip(invocation, "the socket has no such function");
            }
        });
    }

    void remoteAddress(Invocation invocation) {
        withFunctions(invocation, WskProviderConnectionDispatch.class, (socket, handle, functions) -> {
            Out<SockAddr> address = new Out<>();
            simple(
                    invocation,
                    socket,
                    (outcome, observation) -> observation.with(Field.PEER, world.streamNameOf(address.get())),
                    irp -> functions.wskGetRemoteAddress(handle, address, irp));
        });
    }

    void release(Invocation invocation) {
        withSocket(invocation, (socket, handle) -> {
            int number = new Arguments(invocation).number("list", 0);
            Indicated indicated = socket.list(number);
            WskDatagramIndication datagrams = indicated == null ? null : indicated.datagrams;
            WskDataIndication data = indicated == null ? null : indicated.data;
            if (indicated == null) {
                caller.skip(invocation, "the socket has no list " + number);
            } else if (datagrams != null && handle.dispatch() instanceof WskProviderDatagramDispatch functions) {
                release(invocation, socket, indicated, () -> functions.wskRelease(handle, datagrams));
            } else if (data != null && handle.dispatch() instanceof WskProviderConnectionDispatch functions) {
                release(invocation, socket, indicated, () -> functions.wskRelease(handle, data));
            } else {
                caller.skip(invocation, "the socket has no such function");
            }
        });
    }

    private void release(Invocation invocation, BenchSocket socket, Indicated indicated, Supplier<NtStatus> function) {
        socket.giveBack(indicated);
        caller.prepare(invocation, socket.client, socket)
                .with(Field.LIST, indicated.cb)
                .enter(function);
    }
}
