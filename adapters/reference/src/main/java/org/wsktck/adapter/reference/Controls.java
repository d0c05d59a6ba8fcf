package org.wsktck.adapter.reference;

import org.jspecify.annotations.Nullable;
import org.wsktck.target.Invocation;
import org.wsktck.trace.Field;
import org.wsktck.trace.Kind;
import org.wsktck.trace.Observation;
import org.wsktck.wsk.CachedSecurityDescriptor;
import org.wsktck.wsk.ControlOutput;
import org.wsktck.wsk.Irp;
import org.wsktck.wsk.NtStatus;
import org.wsktck.wsk.SockAddr;
import org.wsktck.wsk.SocketControl;
import org.wsktck.wsk.WskControlRequest;
import org.wsktck.wsk.WskControlSocketType;
import org.wsktck.wsk.WskEventCallbackControl;
import org.wsktck.wsk.WskExtensionControlIn;
import org.wsktck.wsk.WskInspectId;

/** WskControlSocket. */
final class Controls extends Functions {
    private static final int ADDRESS_SIZE = 16;

    private final Client client;

    Controls(World world, Client client, Caller caller) {
        super(world, caller);
        this.client = client;
    }

    void control(Invocation invocation) {
        withSocket(invocation, (socket, handle) -> {
            WskControlRequest request = request(socket, new Arguments(invocation));
            if (request.controlCode() == SocketControl.SO_CONDITIONAL_ACCEPT
                    && request.requestType() == WskControlSocketType.WSK_SET_OPTION) {
                socket.conditional = true;
            }
            ControlOutput output = request.output();
            Caller.Prepared call = caller.prepare(invocation, socket.client, socket);
            Irp irp = call.irp(invocation, (outcome, observation) -> describe(socket, output, observation));
            boolean sized = invocation.args().containsKey("sizeReturned");
            call.enter(() -> handle.dispatch().wskControlSocket(handle, request, irp), (status, observation) -> {
                if (output != null && sized && status != NtStatus.STATUS_PENDING) {
                    observation.with(Field.SIZE, output.outputSizeReturned());
                }
                if (irp == null && status == NtStatus.STATUS_SUCCESS) {
                    if (request.inputBuffer() instanceof WskExtensionControlIn extension) {
                        socket.extension = extension.clientContext() instanceof Context context ? context : null;
                    }
                    describe(socket, output, observation);
                }
            });
        });
    }

    /** Adds to a record what came back in the output buffer. */
    private void describe(BenchSocket socket, @Nullable ControlOutput output, Observation observation) {
        Object content = output == null ? null : output.outputBuffer();
        if (content instanceof Number number) {
            observation.with(Field.VALUE, number.longValue());
        } else if (content instanceof WskInspectId id && observation.kind() == Kind.RETURN) {
            observation.with(Field.INSPECT, world.inspections.number(id));
        } else if (content instanceof CachedSecurityDescriptor descriptor) {
            observation.with(Field.SD, world.keep(descriptor, socket.client));
        }
    }

    private WskControlRequest request(BenchSocket socket, Arguments arguments) {
        int code = Symbols.SOCKET_CODES.value(arguments.text("code", ""));
        Object input = input(socket, arguments, code);
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

    private @Nullable Object input(BenchSocket socket, Arguments arguments, int code) {
        if (code == SocketControl.SO_WSK_EVENT_CALLBACK) {
            return new WskEventCallbackControl(
                    Symbols.npi(arguments.text("npi", "")), Symbols.EVENT_MASK.bits(arguments.texts("mask")));
        }
        if (code == SocketControl.SIO_WSK_REGISTER_EXTENSION) {
            return client.tables().extension(socket, arguments);
        }
        if (arguments.has("value")) {
            return arguments.number("value", 0);
        }
        if (arguments.has("sd")) {
            return world.descriptor(arguments.number("sd", 0));
        }
        String address = arguments.text("address");
        return address == null ? null : world.addressOf(address);
    }
}
