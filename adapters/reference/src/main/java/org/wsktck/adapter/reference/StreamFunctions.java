package org.wsktck.adapter.reference;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wsktck.adapter.reference.BenchIrp.Results;
import org.wsktck.reference.KernelMdl;
import org.wsktck.target.Flow;
import org.wsktck.target.Invocation;
import org.wsktck.trace.Chunk;
import org.wsktck.trace.Field;
import org.wsktck.trace.Observation;
import org.wsktck.wsk.IoStatus;
import org.wsktck.wsk.Irp;
import org.wsktck.wsk.SockAddr;
import org.wsktck.wsk.WskBuf;
import org.wsktck.wsk.WskProviderConnectionDispatch;

/** The functions of sockets that carry a connection. */
final class StreamFunctions extends Functions {
    StreamFunctions(World world, Caller caller) {
        super(world, caller);
    }

    void connect(Invocation invocation) {
        withFunctions(invocation, WskProviderConnectionDispatch.class, (socket, handle, functions) -> {
            String name = new Arguments(invocation).text("address");
            if (name == null) {
                throw new BadScriptException("WskConnect needs an address: the name of a peer that listens.");
            }
            SockAddr address = world.streamAddressOf(name);
            world.connect(socket, name);
            simple(
                    invocation,
                    socket,
                    (outcome, observation) -> socket.remote = address,
                    irp -> functions.wskConnect(handle, address, 0, irp));
        });
    }

    void send(Invocation invocation) {
        withFunctions(invocation, WskProviderConnectionDispatch.class, (socket, handle, functions) -> {
            Arguments arguments = new Arguments(invocation);
            int flags = Symbols.WSK_SEND.bits(arguments.texts("flags"));
            Flow.Piece piece = socket.outgoing.next(arguments.number("length", DEFAULT_LENGTH));
            outgoing(
                    invocation,
                    socket,
                    piece,
                    irp -> functions.wskSend(handle, KernelMdl.bufferOver(piece.bytes()), flags, irp));
        });
    }

    void disconnect(Invocation invocation) {
        withFunctions(invocation, WskProviderConnectionDispatch.class, (socket, handle, functions) -> {
            Arguments arguments = new Arguments(invocation);
            int flags = Symbols.WSK_DISCONNECT.bits(arguments.texts("flags"));
            Flow.Piece piece =
                    arguments.has("length") ? socket.outgoing.next(arguments.number("length", DEFAULT_LENGTH)) : null;
            WskBuf buffer = piece == null ? null : KernelMdl.bufferOver(piece.bytes());
            outgoing(invocation, socket, piece, irp -> functions.wskDisconnect(handle, buffer, flags, irp));
        });
    }

    /** A call that may carry the next bytes of the socket's stream. When it fails at once they have not been sent. */
    private void outgoing(Invocation invocation, BenchSocket socket, Flow.@Nullable Piece piece, IrpCall function) {
        Caller.Prepared call = caller.prepare(invocation, socket.client, socket)
                .with(Field.FLAGS, new Arguments(invocation).texts("flags"));
        if (piece != null) {
            call.with(Field.OFFSET, piece.offset()).with(Field.LENGTH, piece.bytes().length);
        }
        Irp irp = need(call, invocation, Results.NONE);
        call.enter(() -> function.call(irp), (status, observation) -> {
            if (piece != null && !status.ntSuccess()) {
                socket.outgoing.takeBack(piece);
            }
        });
    }

    void receive(Invocation invocation) {
        withFunctions(invocation, WskProviderConnectionDispatch.class, (socket, handle, functions) -> {
            Arguments arguments = new Arguments(invocation);
            int flags = Symbols.WSK_RECEIVE.bits(arguments.texts("flags"));
            byte[] bytes = new byte[arguments.number("length", DEFAULT_LENGTH)];
            Caller.Prepared call = caller.prepare(invocation, socket.client, socket)
                    .with(Field.LENGTH, bytes.length)
                    .with(Field.FLAGS, arguments.texts("flags"));
            Irp irp = need(call, invocation, (outcome, observation) -> received(socket, bytes, outcome, observation));
            call.enter(() -> functions.wskReceive(handle, KernelMdl.bufferOver(bytes), flags, irp));
        });
    }

    private static void received(BenchSocket socket, byte[] bytes, IoStatus outcome, Observation observation) {
        int length = (int) Math.max(0, outcome.information());
        if (length == 0) {
            observation.with(Field.DATA, List.of());
            return;
        }
        Flow flow = socket.incoming;
        byte[] got = Arrays.copyOf(bytes, Math.min(length, bytes.length));
        Chunk chunk = Lists.seen(got, length, flow, flow == null ? 0 : flow.taken());
        if (flow != null) {
            flow.take(chunk, length);
        }
        observation.with(Field.DATA, List.of(chunk));
    }
}
