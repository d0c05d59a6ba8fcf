package org.wsktck.adapter.reference;

import org.jspecify.annotations.Nullable;
import org.wsktck.adapter.reference.BenchIrp.Results;
import org.wsktck.adapter.reference.Upcalls.Via;
import org.wsktck.target.Invocation;
import org.wsktck.trace.Field;
import org.wsktck.trace.Observation;
import org.wsktck.wsk.CachedSecurityDescriptor;
import org.wsktck.wsk.ClientControl;
import org.wsktck.wsk.ControlOutput;
import org.wsktck.wsk.IoStatus;
import org.wsktck.wsk.Irp;
import org.wsktck.wsk.NtStatus;
import org.wsktck.wsk.Out;
import org.wsktck.wsk.SockAddr;
import org.wsktck.wsk.WskClientDispatch;
import org.wsktck.wsk.WskClientNpi;
import org.wsktck.wsk.WskEventCallbackControl;
import org.wsktck.wsk.WskProviderCharacteristics;
import org.wsktck.wsk.WskProviderNpi;
import org.wsktck.wsk.WskRegistration;

/** The functions of registration and of the client object. */
final class ClientFunctions {
    private static final String CLIENT_EVENT = "WskClientEvent";
    /** What a client that caches a security descriptor passes; its content means nothing here. */
    private static final Object SOME_DESCRIPTOR = new Object();

    private final World world;
    private final Client client;
    private final Caller caller;

    ClientFunctions(World world, Client client, Caller caller) {
        this.world = world;
        this.client = client;
        this.caller = caller;
    }

    void register(Invocation invocation) {
        BenchClient before = world.client(invocation.client());
        if (before != null && before.registration != null && !before.deregistering) {
            caller.skip(invocation, "another client has this name, and observations go by names");
            return;
        }
        Arguments arguments = new Arguments(invocation);
        BenchClient registrant = new BenchClient(invocation.client());
        boolean wantsEvents = arguments.texts("entries").contains(CLIENT_EVENT);
        WskClientDispatch dispatch = new WskClientDispatch(
                Symbols.version(arguments.text("version", "1.0")),
                arguments.number("reserved", 0),
                wantsEvents
                        ? (context, type, information, length) ->
                                client.clientEvent(registrant, context, type, information, length)
                        : null);
        Out<WskRegistration> registration = new Out<>();
        world.add(registrant);
        caller.prepare(invocation, registrant, null)
                .with(Field.CONTEXT, registrant.context.name())
                .enter(() -> {
                    NtStatus status =
                            world.provider.wskRegister(new WskClientNpi(registrant.context, dispatch), registration);
                    registrant.registration = registration.get();
                    return status;
                });
    }

    /** A function that needs a registration; without one it is not called. */
    private void withRegistration(Invocation invocation, RegistrationCall call) {
        BenchClient owner = world.client(invocation.client());
        WskRegistration registration = owner == null ? null : owner.registration;
        if (owner == null || registration == null) {
            caller.skip(invocation, "the client is not registered");
        } else {
            call.run(owner, registration);
        }
    }

    private interface RegistrationCall {
        void run(BenchClient owner, WskRegistration registration);
    }

    void deregister(Invocation invocation) {
        withRegistration(invocation, (owner, registration) -> {
            owner.deregistering = true;
            caller.prepare(invocation, owner, null).enter(() -> {
                world.provider.wskDeregister(registration);
                return NtStatus.STATUS_SUCCESS;
            });
        });
    }

    void capture(Invocation invocation) {
        int timeout = Symbols.TIMEOUTS.value(new Arguments(invocation).text("timeout", "WSK_NO_WAIT"));
        withRegistration(invocation, (owner, registration) -> {
            Out<WskProviderNpi> npi = new Out<>();
            caller.prepare(invocation, owner, null)
                    .with(Field.TIMEOUT, new Arguments(invocation).text("timeout", "WSK_NO_WAIT"))
                    .enter(() -> {
                        NtStatus status = world.provider.wskCaptureProviderNpi(registration, timeout, npi);
                        if (status == NtStatus.STATUS_SUCCESS) {
                            owner.npi = npi.get();
                            owner.captures.incrementAndGet();
                        }
                        return status;
                    });
        });
    }

    void releaseNpi(Invocation invocation) {
        withRegistration(invocation, (owner, registration) -> {
            owner.captures.decrementAndGet();
            caller.prepare(invocation, owner, null).enter(() -> {
                world.provider.wskReleaseProviderNpi(registration);
                return NtStatus.STATUS_SUCCESS;
            });
        });
    }

    void queryCharacteristics(Invocation invocation) {
        withRegistration(invocation, (owner, registration) -> {
            Out<WskProviderCharacteristics> characteristics = new Out<>();
            caller.prepare(invocation, owner, null)
                    .enter(() -> world.provider.wskQueryProviderCharacteristics(registration, characteristics));
        });
    }

    /** A function of the client object; without a capture it is not called. */
    private void withNpi(Invocation invocation, NpiCall call) {
        BenchClient owner = world.client(invocation.client());
        WskProviderNpi npi = owner == null ? null : owner.npi;
        if (owner == null || npi == null) {
            caller.skip(invocation, "the client has not captured the provider NPI");
        } else {
            call.run(owner, npi);
        }
    }

    private interface NpiCall {
        void run(BenchClient owner, WskProviderNpi npi);
    }

    void socket(Invocation invocation) {
        withNewSocket(invocation, (owner, npi, socket) -> {
            Arguments arguments = new Arguments(invocation);
            int flags = Symbols.SOCKET_FLAGS.bits(arguments.texts("flags"));
            create(
                    invocation,
                    socket,
                    (outcome, observation) -> opened(socket, outcome, observation),
                    irp -> npi.dispatch()
                            .wskSocket(
                                    npi.client(),
                                    flags,
                                    context(arguments),
                                    arguments.has("entries")
                                            ? client.tables().of(socket, flags, arguments.texts("entries"))
                                            : null,
                                    world.descriptor(arguments.number("sd", 0)),
                                    irp));
        });
    }

    void socketConnect(Invocation invocation) {
        withNewSocket(invocation, (owner, npi, socket) -> {
            Arguments arguments = new Arguments(invocation);
            String remote = arguments.text("address");
            if (remote == null) {
                throw new BadScriptException("WskSocketConnect needs an address: the name of a peer that listens.");
            }
            SockAddr local = world.freshAddress();
            SockAddr address = world.streamAddressOf(remote);
            world.connect(socket, remote);
            create(
                    invocation,
                    socket,
                    (outcome, observation) -> {
                        opened(socket, outcome, observation);
                        socket.address = world.bound(socket, local);
                        socket.remote = address;
                    },
                    irp -> npi.dispatch()
                            .wskSocketConnect(
                                    npi.client(),
                                    local,
                                    address,
                                    context(arguments),
                                    arguments.has("entries")
                                            ? client.tables()
                                                    .connection(new Via(socket, null), arguments.texts("entries"))
                                            : null,
                                    world.descriptor(arguments.number("sd", 0)),
                                    irp));
        });
    }

    private static @Nullable Context context(Arguments arguments) {
        String context = arguments.text("context");
        return context == null ? null : new Context(context);
    }

    /** A function that makes a socket under a name that none has had. */
    private void withNewSocket(Invocation invocation, CreatingCall call) {
        withNpi(invocation, (owner, npi) -> {
            String name = invocation.socket();
            if (name == null) {
                throw new BadScriptException(invocation.fn() + " needs a name for the socket.");
            }
            if (world.socket(name) != null) {
                caller.skip(invocation, "another socket has had this name, and observations go by names");
                return;
            }
            BenchSocket socket = new BenchSocket(name, owner);
            world.add(socket);
            call.run(owner, npi, socket);
        });
    }

    private interface CreatingCall {
        void run(BenchClient owner, WskProviderNpi npi, BenchSocket socket);
    }

    private void create(Invocation invocation, BenchSocket socket, Results results, Functions.IrpCall function) {
        Caller.Prepared call = caller.prepare(invocation, socket.client, socket);
        Irp irp = call.irp(invocation, results);
        if (irp == null) {
            throw new BadScriptException(invocation.fn() + " needs an IRP: the socket comes with its completion.");
        }
        call.enter(() -> function.call(irp), (status, observation) -> {
            if (status == NtStatus.STATUS_SUCCESS) {
                observation.with(Field.CATEGORY, socket.category());
            }
        });
    }

    private static void opened(BenchSocket socket, IoStatus outcome, Observation observation) {
        socket.handle = outcome.socket();
        observation.with(Field.CATEGORY, socket.category());
    }

    void control(Invocation invocation) {
        withNpi(invocation, (owner, npi) -> {
            Arguments arguments = new Arguments(invocation);
            int code = Symbols.CLIENT_CODES.value(arguments.text("code", ""));
            ControlOutput output = output(arguments, code == ClientControl.WSK_CACHE_SD);
            Caller.Prepared call = caller.prepare(invocation, owner, null);
            Irp irp = call.irp(invocation, Results.NONE);
            if (code == ClientControl.WSK_RELEASE_SD) {
                world.giveBack(arguments.number("sd", 0));
            }
            call.enter(
                    () -> npi.dispatch().wskControlClient(npi.client(), code, input(arguments, code), output, irp),
                    (status, observation) -> {
                        if (output == null || status == NtStatus.STATUS_PENDING) {
                            return;
                        }
                        if (arguments.has("outputSize") || arguments.has("sizeReturned")) {
                            observation.with(Field.SIZE, output.outputSizeReturned());
                        }
                        if (status == NtStatus.STATUS_SUCCESS
                                && output.outputBuffer() instanceof CachedSecurityDescriptor cached) {
                            observation.with(Field.SD, world.keep(cached, owner));
                        }
                    });
        });
    }

    private static @Nullable ControlOutput output(Arguments arguments, boolean always) {
        boolean given = always || arguments.has("outputSize") || arguments.flag("sizeReturned", false);
        return given ? new ControlOutput(arguments.number("outputSize", always ? Long.BYTES : 0)) : null;
    }

    private @Nullable Object input(Arguments arguments, int code) {
        return switch (code) {
            case ClientControl.WSK_SET_STATIC_EVENT_CALLBACKS ->
                new WskEventCallbackControl(
                        Symbols.npi(arguments.text("npi", "NPI_WSK_INTERFACE_ID")),
                        Symbols.EVENT_MASK.bits(arguments.texts("mask")));
            case ClientControl.WSK_CACHE_SD -> SOME_DESCRIPTOR;
            case ClientControl.WSK_RELEASE_SD -> world.descriptor(arguments.number("sd", 0));
            default -> null;
        };
    }
}
