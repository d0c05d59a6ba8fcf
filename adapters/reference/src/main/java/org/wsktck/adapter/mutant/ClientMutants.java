package org.wsktck.adapter.mutant;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wsktck.wsk.ClientControl;
import org.wsktck.wsk.ControlOutput;
import org.wsktck.wsk.Irp;
import org.wsktck.wsk.NtStatus;
import org.wsktck.wsk.Out;
import org.wsktck.wsk.WskClient;
import org.wsktck.wsk.WskProvider;
import org.wsktck.wsk.WskProviderNpi;
import org.wsktck.wsk.WskRegistration;

/** Mistakes in registration and in the client object (CLI). */
final class ClientMutants {
    private static final int SOME_EVENT = 1;

    private ClientMutants() {}

    static List<Mutant> all() {
        return List.of(
                Mutant.ofClient("CLI-03", "WskClientEvent is raised when the NPI is captured.", RaisesClientEvent::new),
                Mutant.ofClient(
                        "CLI-05",
                        "WskClientEvent is raised with a foreign context, no information and a length.",
                        RaisesWithWrongArguments::new),
                Mutant.ofProvider("CLI-07", "WskDeregister leaves the waiting to a worker thread.", ReturnsEarly::new),
                Mutant.ofProvider("CLI-08", "A callback comes after WskDeregister.", CallsAfterDeregister::new),
                Mutant.ofProvider(
                        "CLI-09", "Every failure of a capture is STATUS_UNSUCCESSFUL.", VagueCaptureFailure::new),
                Mutant.ofProvider(
                        "CLI-10",
                        "A change of the transport list does not complete the requests that wait for it.",
                        MissesTransportChanges::new));
    }

    private static final class RaisesClientEvent extends ForwardingClient {
        RaisesClientEvent(Origin origin) {
            super(origin);
        }

        @Override
        void captured(WskProviderNpi captured) {
            super.captured(captured);
            raise(clientContext(), SOME_EVENT, null, 0);
        }
    }

    private static final class RaisesWithWrongArguments extends ForwardingClient {
        RaisesWithWrongArguments(Origin origin) {
            super(origin);
        }

        @Override
        void captured(WskProviderNpi captured) {
            super.captured(captured);
            raise(this, SOME_EVENT, null, Integer.BYTES);
        }
    }

    private static final class ReturnsEarly extends ForwardingProvider {
        ReturnsEarly(WskProvider inner, MutantContext context) {
            super(inner, context);
        }

        @Override
        public void wskDeregister(WskRegistration registration) {
            context().spawn("deregister", () -> super.wskDeregister(registration));
        }
    }

    private static final class CallsAfterDeregister extends ForwardingProvider {
        CallsAfterDeregister(WskProvider inner, MutantContext context) {
            super(inner, context);
        }

        @Override
        public void wskDeregister(WskRegistration registration) {
            super.wskDeregister(registration);
            ForwardingClient client = clientOf(registration);
            context().whenQuiet(() -> callOnceMore(client));
        }

        private static void callOnceMore(ForwardingClient client) {
            client.sockets().stream()
                    .filter(socket -> socket.entry() != null)
                    .findFirst()
                    .ifPresentOrElse(
                            socket -> socket.indicate(0, null),
                            () -> client.raise(client.clientContext(), SOME_EVENT, null, 0));
        }
    }

    private static final class VagueCaptureFailure extends ForwardingProvider {
        VagueCaptureFailure(WskProvider inner, MutantContext context) {
            super(inner, context);
        }

        @Override
        public NtStatus wskCaptureProviderNpi(
                WskRegistration registration, int waitTimeout, Out<WskProviderNpi> providerNpi) {
            NtStatus status = super.wskCaptureProviderNpi(registration, waitTimeout, providerNpi);
            return status == NtStatus.STATUS_SUCCESS ? status : NtStatus.STATUS_UNSUCCESSFUL;
        }
    }

    private static final class MissesTransportChanges extends ForwardingProvider {
        MissesTransportChanges(WskProvider inner, MutantContext context) {
            super(inner, context, MissesChanges::new);
        }

        @Override
        public void wskDeregister(WskRegistration registration) {
            ((MissesChanges) clientOf(registration)).parked.cancelAll();
            super.wskDeregister(registration);
        }

        private static final class MissesChanges extends ForwardingClient {
            private final ParkedIrps parked = new ParkedIrps();

            MissesChanges(Origin origin) {
                super(origin);
            }

            @Override
            public NtStatus wskControlClient(
                    WskClient client,
                    int controlCode,
                    @Nullable Object inputBuffer,
                    @Nullable ControlOutput output,
                    @Nullable Irp irp) {
                if (controlCode == ClientControl.WSK_TRANSPORT_LIST_CHANGE && irp != null) {
                    return parked.park(
                            irp, () -> super.wskControlClient(client, controlCode, inputBuffer, output, irp));
                }
                return super.wskControlClient(client, controlCode, inputBuffer, output, irp);
            }
        }
    }
}
