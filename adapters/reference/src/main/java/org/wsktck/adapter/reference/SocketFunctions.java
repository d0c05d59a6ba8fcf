package org.wsktck.adapter.reference;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wsktck.adapter.reference.BenchIrp.Results;
import org.wsktck.adapter.reference.BenchSocket.Indicated;
import org.wsktck.reference.KernelMdl;
import org.wsktck.target.Invocation;
import org.wsktck.target.Payload;
import org.wsktck.trace.Field;
import org.wsktck.trace.Observation;
import org.wsktck.wsk.ControlOutput;
import org.wsktck.wsk.IoStatus;
import org.wsktck.wsk.Irp;
import org.wsktck.wsk.Out;
import org.wsktck.wsk.SockAddr;
import org.wsktck.wsk.SocketControl;
import org.wsktck.wsk.WskBuf;
import org.wsktck.wsk.WskControlRequest;
import org.wsktck.wsk.WskControlSocketType;
import org.wsktck.wsk.WskDatagramIndication;
import org.wsktck.wsk.WskEventCallbackControl;
import org.wsktck.wsk.WskProviderDatagramDispatch;
import org.wsktck.wsk.WskSocket;

/** The functions of sockets. */
final class SocketFunctions {
    private static final int DEFAULT_LENGTH = 32;
    private static final int ADDRESS_SIZE = 16;

    private final World world;
    private final Caller caller;

    SocketFunctions(World world, Caller caller) {
        this.world = world;
        this.caller = caller;
    }

    /** A function that needs a socket; without one it is not called. */
    private void withSocket(Invocation invocation, SocketCall call) {
        String name = invocation.socket();
        BenchSocket socket = name == null ? null : world.socket(name);
        WskSocket handle = socket == null ? null : socket.handle;
        if (socket == null || handle == null) {
            caller.skip(invocation, "the socket does not exist, or not yet");
        } else {
            call.run(socket, handle);
        }
    }

    private interface SocketCall {
        void run(BenchSocket socket, WskSocket handle);
    }

    /** A function of datagram sockets; on a socket of another category there is no such function to call. */
    private void withDatagramSocket(Invocation invocation, DatagramCall call) {
        withSocket(invocation, (socket, handle) -> {
            if (handle.dispatch() instanceof WskProviderDatagramDispatch functions) {
                call.run(socket, handle, functions);
            } else {
                caller.skip(invocation, "the socket has no such function");
            }
        });
    }

    private interface DatagramCall {
        void run(BenchSocket socket, WskSocket handle, WskProviderDatagramDispatch functions);
    }

    private static Irp need(@Nullable Irp irp, Invocation invocation) {
        if (irp == null) {
            throw new BadScriptException(invocation.fn() + " needs an IRP.");
        }
        return irp;
    }

    void control(Invocation invocation) {
        withSocket(invocation, (socket, handle) -> {
            Arguments arguments = new Arguments(invocation);
            WskControlRequest request = request(arguments);
            Caller.Prepared call = caller.prepare(invocation, socket.client, socket);
            Irp irp = call.irp(invocation, Results.NONE);
            ControlOutput output = request.output();
            call.enter(() -> handle.dispatch().wskControlSocket(handle, request, irp), (status, observation) -> {
                if (output != null) {
                    observation.with(Field.SIZE, output.outputSizeReturned());
                }
            });
        });
    }

    private WskControlRequest request(Arguments arguments) {
        int code = Symbols.SOCKET_CODES.value(arguments.text("code", ""));
        Object input = input(arguments, code);
        int size = input instanceof SockAddr ? ADDRESS_SIZE : 0;
        boolean answers = arguments.has("outputSize") || arguments.flag("sizeReturned", false);
        return new WskControlRequest(
                arguments.has("request")
                        ? Symbols.requestType(arguments.text("request", ""))
                        : WskControlSocketType.WSK_SET_OPTION,
                code,
                Symbols.LEVELS.value(arguments.text("level", "0")),
                arguments.number("inputSize", size),
                input,
                answers ? new ControlOutput(arguments.number("outputSize", 0)) : null);
    }

    private @Nullable Object input(Arguments arguments, int code) {
        if (code == SocketControl.SO_WSK_EVENT_CALLBACK) {
            return new WskEventCallbackControl(
                    Symbols.npi(arguments.text("npi", "")), Symbols.EVENT_MASK.bits(arguments.texts("mask")));
        }
        String address = arguments.text("address");
        return address == null ? null : world.addressOf(address);
    }

    void close(Invocation invocation) {
        withSocket(invocation, (socket, handle) -> {
            Caller.Prepared call = caller.prepare(invocation, socket.client, socket);
            Irp irp = need(call.irp(invocation, Results.NONE), invocation);
            call.enter(() -> handle.dispatch().wskCloseSocket(handle, irp));
        });
    }

    void bind(Invocation invocation) {
        withDatagramSocket(invocation, (socket, handle, functions) -> {
            String wanted = new Arguments(invocation).text("address");
            SockAddr address = wanted == null ? world.freshAddress() : world.addressOf(wanted);
            Caller.Prepared call = caller.prepare(invocation, socket.client, socket);
            Irp irp = need(
                    call.irp(invocation, (outcome, observation) -> socket.address = world.bound(socket, address)),
                    invocation);
            call.enter(() -> functions.wskBind(handle, address, 0, irp));
        });
    }

    void sendTo(Invocation invocation) {
        withDatagramSocket(invocation, (socket, handle, functions) -> {
            Arguments arguments = new Arguments(invocation);
            long dg = world.recorder.nextDatagram();
            int length = arguments.number("length", DEFAULT_LENGTH);
            String address = arguments.text("address");
            SockAddr destination = address == null ? null : world.addressOf(address);
            BenchSocket receiver = address == null ? null : world.socket(address);
            if (receiver != null) {
                Outside.requireCode(length);
                world.sent(dg, receiver);
            }
            WskBuf buffer = KernelMdl.bufferOver(Payload.encode(dg, length));
            Caller.Prepared call = caller.prepare(invocation, socket.client, socket)
                    .with(Field.DG, dg)
                    .with(Field.LENGTH, length);
            Irp irp = need(call.irp(invocation, Results.NONE), invocation);
            call.enter(() -> functions.wskSendTo(handle, buffer, 0, destination, null, irp));
        });
    }

    void receiveFrom(Invocation invocation) {
        withDatagramSocket(invocation, (socket, handle, functions) -> {
            byte[] bytes = new byte[new Arguments(invocation).number("length", DEFAULT_LENGTH)];
            Out<SockAddr> sender = new Out<>();
            Out<Integer> controlFlags = new Out<>();
            Caller.Prepared call =
                    caller.prepare(invocation, socket.client, socket).with(Field.LENGTH, bytes.length);
            Irp irp = need(
                    call.irp(
                            invocation,
                            (outcome, observation) -> received(bytes, sender, controlFlags, outcome, observation)),
                    invocation);
            call.enter(
                    () -> functions.wskReceiveFrom(handle, KernelMdl.bufferOver(bytes), 0, sender, controlFlags, irp));
        });
    }

    private void received(
            byte[] bytes, Out<SockAddr> sender, Out<Integer> controlFlags, IoStatus outcome, Observation observation) {
        Integer flags = controlFlags.get();
        observation
                .with(
                        Field.DATAGRAMS,
                        List.of(Client.seen(bytes, (int) outcome.information(), world.nameOf(sender.get()), false, 0)))
                .with(Field.FLAGS, Symbols.RECEIVE_FLAGS.names(flags == null ? 0 : flags));
    }

    void release(Invocation invocation) {
        withDatagramSocket(invocation, (socket, handle, functions) -> {
            int number = new Arguments(invocation).number("list", 0);
            Indicated indicated = socket.list(number);
            WskDatagramIndication head = indicated == null ? null : indicated.head;
            if (indicated == null || head == null) {
                caller.skip(invocation, "the socket has no list " + number);
                return;
            }
            socket.giveBack(indicated);
            caller.prepare(invocation, socket.client, socket)
                    .with(Field.LIST, indicated.cb)
                    .enter(() -> functions.wskRelease(handle, head));
        });
    }

    void localAddress(Invocation invocation) {
        withDatagramSocket(invocation, (socket, handle, functions) -> {
            Out<SockAddr> address = new Out<>();
            Caller.Prepared call = caller.prepare(invocation, socket.client, socket);
            Irp irp = need(call.irp(invocation, Results.NONE), invocation);
            call.enter(() -> functions.wskGetLocalAddress(handle, address, irp));
        });
    }
}
