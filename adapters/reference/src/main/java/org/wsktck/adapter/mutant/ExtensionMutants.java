package org.wsktck.adapter.mutant;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.wsktck.reference.ExampleExtension;
import org.wsktck.wsk.IoStatus;
import org.wsktck.wsk.Irp;
import org.wsktck.wsk.NtStatus;
import org.wsktck.wsk.SockAddr;
import org.wsktck.wsk.SocketControl;
import org.wsktck.wsk.WskControlRequest;
import org.wsktck.wsk.WskEventCallbackControl;
import org.wsktck.wsk.WskExtensionControlIn;
import org.wsktck.wsk.WskProviderBasicDispatch;
import org.wsktck.wsk.WskSocket;

/** Mistakes about basic sockets and extension interfaces (BAS, EXT). */
final class ExtensionMutants {
    private ExtensionMutants() {}

    static List<Mutant> all() {
        return List.of(
                Mutant.ofSocket(
                        "BAS-01", "The static mask raises its events on basic sockets too.", BasicHearsMask::new),
                Mutant.ofSocket("BAS-02", "A basic socket has the functions of a datagram socket.", BasicBinds::new),
                Mutant.ofSocket(
                        "EXT-02",
                        "An unknown extension is answered with STATUS_INVALID_PARAMETER.",
                        RefusesOtherwise::new),
                new Mutant(
                        "EXT-03",
                        "The context of the client's latest registration serves all its sockets.",
                        (inner, context) -> new ForwardingProvider(inner, context, sharing())),
                Mutant.ofSocket(
                        "EXT-05",
                        "NpiId is not looked at: a bit of the event mask is a standard event.",
                        IgnoresNpi::new));
    }

    private static Function<ForwardingClient.Origin, ForwardingClient> sharing() {
        Map<ForwardingClient, Latest> latest = new ConcurrentHashMap<>();
        return origin -> new ForwardingClient(
                origin,
                setup -> new SharesContext(setup, latest.computeIfAbsent(setup.client(), client -> new Latest())));
    }

    private static boolean isRegistration(WskControlRequest request) {
        return request.controlCode() == SocketControl.SIO_WSK_REGISTER_EXTENSION;
    }

    private static WskControlRequest with(WskControlRequest request, Object input) {
        return new WskControlRequest(
                request.requestType(),
                request.controlCode(),
                request.level(),
                request.inputSize(),
                input,
                request.output());
    }

    private static final class BasicHearsMask extends ForwardingSocket {
        BasicHearsMask(Setup setup) {
            super(setup);
        }

        @Override
        IoStatus opened(IoStatus outcome) {
            if (isBasic() && entry() != null && client().staticMask() != 0) {
                context().spawn("static-event", () -> inside(() -> indicate(0, null)));
            }
            return super.opened(outcome);
        }
    }

    private static final class BasicBinds extends ForwardingSocket {
        BasicBinds(Setup setup) {
            super(setup);
        }

        @Override
        public WskProviderBasicDispatch dispatch() {
            return isBasic() ? FunctionTables.datagram(this) : super.dispatch();
        }

        @Override
        public NtStatus wskBind(WskSocket socket, SockAddr localAddress, int flags, Irp irp) {
            if (!isBasic()) {
                return super.wskBind(socket, localAddress, flags, irp);
            }
            irp.ioCompleteRequest(IoStatus.of(NtStatus.STATUS_SUCCESS));
            return NtStatus.STATUS_SUCCESS;
        }
    }

    private static final class RefusesOtherwise extends ForwardingSocket {
        RefusesOtherwise(Setup setup) {
            super(setup);
        }

        @Override
        public NtStatus wskControlSocket(WskSocket socket, WskControlRequest request, @Nullable Irp irp) {
            NtStatus status = super.wskControlSocket(socket, request, irp);
            return isRegistration(request) && status == NtStatus.STATUS_NOT_SUPPORTED
                    ? NtStatus.STATUS_INVALID_PARAMETER
                    : status;
        }
    }

    /** The context that was registered last. */
    private static final class Latest {
        private volatile @Nullable Object context;
    }

    private static final class SharesContext extends ForwardingSocket {
        private final Latest latest;

        SharesContext(Setup setup, Latest latest) {
            super(setup);
            this.latest = latest;
        }

        @Override
        public NtStatus wskControlSocket(WskSocket socket, WskControlRequest request, @Nullable Irp irp) {
            if (!(request.inputBuffer() instanceof WskExtensionControlIn input)
                    || !(input.clientDispatch() instanceof ExampleExtension.ClientDispatch table)) {
                return super.wskControlSocket(socket, request, irp);
            }
            ExampleExtension.ExampleEvent event = table.exampleEvent();
            ExampleExtension.ClientDispatch shared = new ExampleExtension.ClientDispatch(
                    event == null ? null : (context, count) -> event.exampleEvent(latest.context, count));
            WskControlRequest below =
                    with(request, new WskExtensionControlIn(input.npiId(), input.clientContext(), shared));
            NtStatus status = super.wskControlSocket(socket, below, irp);
            if (status == NtStatus.STATUS_SUCCESS) {
                latest.context = input.clientContext();
            }
            return status;
        }
    }

    private static final class IgnoresNpi extends ForwardingSocket {
        IgnoresNpi(Setup setup) {
            super(setup);
        }

        @Override
        public NtStatus wskControlSocket(WskSocket socket, WskControlRequest request, @Nullable Irp irp) {
            if (!isBasic()
                    && request.inputBuffer() instanceof WskEventCallbackControl control
                    && control.npiId().equals(ExampleExtension.NPI_EXAMPLE_INTERFACE_ID)) {
                return super.wskControlSocket(
                        socket, with(request, WskEventCallbackControl.standard(control.eventMask())), irp);
            }
            return super.wskControlSocket(socket, request, irp);
        }
    }
}
