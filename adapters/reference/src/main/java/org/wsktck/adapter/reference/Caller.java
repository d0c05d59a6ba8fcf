package org.wsktck.adapter.reference;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.wsktck.adapter.reference.BenchIrp.Results;
import org.wsktck.target.Invocation;
import org.wsktck.trace.Field;
import org.wsktck.trace.Kind;
import org.wsktck.trace.Observation;
import org.wsktck.wsk.Irp;
import org.wsktck.wsk.Irql;
import org.wsktck.wsk.NtStatus;

/** Calls WSK functions as invocations say, and records calls and returns. What the functions need beyond that is in {@link ClientFunctions} and the {@link Functions} of sockets. */
final class Caller {
    private static final Map<String, String> NEVER_RECORDED = Map.of(
            "list", "is recorded as the callback's number", "inspect", "is recorded as the number of the contents");

    private final World world;
    private final Client client;
    private final ClientFunctions clientFunctions;
    private final SocketFunctions socketFunctions;
    private final Controls controls;
    private final DatagramFunctions datagramFunctions;
    private final ListenFunctions listenFunctions;
    private final StreamFunctions streamFunctions;

    Caller(World world, Client client) {
        this.world = world;
        this.client = client;
        this.clientFunctions = new ClientFunctions(world, client, this);
        this.socketFunctions = new SocketFunctions(world, this);
        this.controls = new Controls(world, client, this);
        this.datagramFunctions = new DatagramFunctions(world, this);
        this.listenFunctions = new ListenFunctions(world, client, this);
        this.streamFunctions = new StreamFunctions(world, this);
    }

    /** Makes the call, at the IRQL that the invocation names. */
    void call(Invocation invocation) {
        String irql = invocation.irql();
        if (irql == null) {
            dispatch(invocation);
        } else {
            world.scheduler.atIrql(irql(irql), () -> {
                dispatch(invocation);
                return irql;
            });
        }
    }

    private static Irql irql(String name) {
        try {
            return Irql.valueOf(name);
        } catch (IllegalArgumentException unknown) {
            throw new BadScriptException(
                    "The IRQL '" + name + "' is unknown. There are " + List.of(Irql.values()) + ".");
        }
    }

    private void dispatch(Invocation invocation) {
        switch (invocation.fn()) {
            case "WskRegister" -> clientFunctions.register(invocation);
            case "WskDeregister" -> clientFunctions.deregister(invocation);
            case "WskCaptureProviderNPI" -> clientFunctions.capture(invocation);
            case "WskReleaseProviderNPI" -> clientFunctions.releaseNpi(invocation);
            case "WskQueryProviderCharacteristics" -> clientFunctions.queryCharacteristics(invocation);
            case "WskControlClient" -> clientFunctions.control(invocation);
            case "WskSocket" -> clientFunctions.socket(invocation);
            case "WskSocketConnect" -> clientFunctions.socketConnect(invocation);
            case "WskControlSocket" -> controls.control(invocation);
            case "WskCloseSocket" -> socketFunctions.close(invocation);
            case "WskBind" -> socketFunctions.bind(invocation);
            case "WskSendTo" -> datagramFunctions.sendTo(invocation);
            case "WskReceiveFrom" -> datagramFunctions.receiveFrom(invocation);
            case "WskListen" -> listenFunctions.listen(invocation);
            case "WskAccept" -> listenFunctions.accept(invocation);
            case "WskInspectComplete" -> listenFunctions.inspectComplete(invocation);
            case "WskConnect" -> streamFunctions.connect(invocation);
            case "WskSend" -> streamFunctions.send(invocation);
            case "WskReceive" -> streamFunctions.receive(invocation);
            case "WskDisconnect" -> streamFunctions.disconnect(invocation);
            case "WskGetRemoteAddress" -> socketFunctions.remoteAddress(invocation);
            case "WskRelease" -> socketFunctions.release(invocation);
            case "WskGetLocalAddress" -> socketFunctions.localAddress(invocation);
            default ->
                throw new BadScriptException(
                        "The function '" + invocation.fn() + "' cannot be called on the reference target.");
        }
    }

    /** A call in the making: its number and its record. */
    final class Prepared {
        private final long number = world.recorder.nextCall();
        private final String fn;
        private final @Nullable BenchClient owner;
        private final @Nullable BenchSocket socket;
        private final Observation call;

        private Prepared(String fn, @Nullable BenchClient owner, @Nullable BenchSocket socket) {
            this.fn = fn;
            this.owner = owner;
            this.socket = socket;
            this.call = about(Kind.CALL);
        }

        private Observation about(Kind kind) {
            return Observation.of(kind)
                    .with(Field.CALL, number)
                    .with(Field.FN, fn)
                    .with(Field.CLIENT, owner == null ? null : owner.name)
                    .with(Field.SOCKET, socket == null ? null : socket.name);
        }

        /** Adds a member to the record of the call. */
        Prepared with(Field field, @Nullable Object value) {
            call.with(field, value);
            return this;
        }

        /** The IRP that the invocation names, ready to be passed; null when it names none. */
        @Nullable
        Irp irp(Invocation invocation, Results results) {
            String name = invocation.irp();
            if (name == null) {
                return null;
            }
            Arguments arguments = new Arguments(invocation);
            int stack = arguments.number("irpStack", 1);
            boolean armed = arguments.flag("irpArmed", true);
            Irp irp = world.kernel.ioAllocateIrp(stack);
            BenchIrp known = new BenchIrp(
                    world.recorder.nextIrp(),
                    number,
                    fn,
                    owner,
                    socket,
                    irp,
                    world.reactions.takeCompletion(name),
                    results);
            irp.ioSetCompletionRoutine(
                    new Irp.CompletionSetting((self, outcome) -> client.completed(known, outcome), true, armed, armed));
            if ("WskCloseSocket".equals(fn) && socket != null) {
                socket.closeIrp = known;
            }
            world.add(name, known);
            with(Field.IRP, known.number).with(Field.IRP_STACK, stack).with(Field.IRP_ARMED, armed);
            return irp;
        }

        /** Enters the function and records both edges. */
        void enter(Supplier<NtStatus> function) {
            enter(function, (status, observation) -> {});
        }

        /** Enters the function and records both edges; {@code describe} adds to the record of the return. */
        void enter(Supplier<NtStatus> function, Description describe) {
            world.recorder.record(
                    call.with(Field.IRQL, world.scheduler.currentIrql().name()));
            NtStatus status = function.get();
            Observation returned = about(Kind.RETURN).with(Field.STATUS, status.name());
            describe.describe(status, returned);
            world.recorder.record(returned);
        }
    }

    /** Adds to the record of a return. */
    interface Description {
        void describe(NtStatus status, Observation observation);
    }

    /** Begins a call: its record carries the arguments of the invocation as they are. */
    Prepared prepare(Invocation invocation, @Nullable BenchClient owner, @Nullable BenchSocket socket) {
        Prepared prepared = new Prepared(invocation.fn(), owner, socket);
        invocation.args().forEach((name, value) -> {
            if (!NEVER_RECORDED.containsKey(name)) {
                prepared.with(field(invocation, name), Arguments.recorded(value));
            }
        });
        return prepared;
    }

    private static Field field(Invocation invocation, String name) {
        Field field = Field.named(name);
        if (field == null || !Kind.CALL.optional().contains(field)) {
            throw new BadScriptException(invocation.fn() + " has the argument '" + name
                    + "', which no call has. Arguments are named as the members of a call in the observation schema.");
        }
        return field;
    }

    /** IoCancelIrp, recorded like any call. */
    void cancel(String name) {
        BenchIrp irp = world.irp(name);
        if (irp == null || irp.irp.ioStatus() != null) {
            world.recorder.mark("Cancel: no pending IRP has the name " + name + "; nothing is cancelled");
            return;
        }
        new Prepared("IoCancelIrp", irp.client, irp.socket)
                .with(Field.IRP, irp.number)
                .enter(() -> {
                    irp.irp.ioCancelIrp();
                    return NtStatus.STATUS_SUCCESS;
                });
    }

    /** Says in the trace that a call was not made. */
    void skip(Invocation invocation, String reason) {
        world.recorder.mark(invocation.fn()
                + (invocation.socket() == null ? " for " + invocation.client() : " on " + invocation.socket()) + ": "
                + reason + "; it is not called");
    }
}
