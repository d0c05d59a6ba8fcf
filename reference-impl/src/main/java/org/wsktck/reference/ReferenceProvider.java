package org.wsktck.reference;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.wsktck.reference.network.Network;
import org.wsktck.reference.network.StreamNetwork;
import org.wsktck.reference.scheduler.Scheduler;
import org.wsktck.wsk.ClientControl;
import org.wsktck.wsk.Irql;
import org.wsktck.wsk.Npi;
import org.wsktck.wsk.NtStatus;
import org.wsktck.wsk.Out;
import org.wsktck.wsk.SockAddr;
import org.wsktck.wsk.WskClientNpi;
import org.wsktck.wsk.WskProvider;
import org.wsktck.wsk.WskProviderCharacteristics;
import org.wsktck.wsk.WskProviderNpi;
import org.wsktck.wsk.WskRegistration;

/**
 * The reference implementation: the WSK subsystem with its registration functions, and the hands of its environment.
 *
 * <p>Readings: the version of a client is checked when it captures the provider NPI, after readiness. WskClientEvent is
 * kept and never called, since no event is defined (CLI-03).
 */
public final class ReferenceProvider implements WskProvider {
    private final Settings settings;
    private final Scheduler scheduler;
    private final Kernel kernel;
    private final Transports transports = new Transports();
    private final ClientDispatch dispatch = new ClientDispatch();
    private final List<Registration> registrations = new CopyOnWriteArrayList<>();
    private volatile boolean ready = true;

    private ReferenceProvider(Settings settings) {
        this.settings = settings;
        this.scheduler = settings.scheduler();
        this.kernel = new Kernel(scheduler, settings.faults());
    }

    /** Begins to describe a provider. */
    public static Builder builder() {
        return new Builder();
    }

    /** What clients need of the rest of the kernel. */
    public Kernel kernel() {
        return kernel;
    }

    @Override
    public NtStatus wskRegister(WskClientNpi clientNpi, Out<WskRegistration> registration) {
        return Calls.run(settings, this, "WskRegister", Irql.PASSIVE_LEVEL, () -> {
            if (clientNpi.dispatch().reserved() != 0) {
                settings.fault("CLI-01", "Reserved is not 0", "WskRegister", "Set Reserved to 0.");
            }
            Registration created = new Registration(settings, clientNpi, transports);
            registrations.add(created);
            registration.set(created);
            return NtStatus.STATUS_SUCCESS;
        });
    }

    @Override
    public void wskDeregister(WskRegistration registration) {
        Calls.run(settings, this, "WskDeregister", Irql.PASSIVE_LEVEL, () -> {
            Registration registered = registration(registration);
            if (!registered.beginDeregistration()) {
                settings.fault("CLI-06", "a second WskDeregister", "WskDeregister", "Deregister once.");
                return NtStatus.STATUS_SUCCESS;
            }
            scheduler.signal();
            registered.client().completeListChanges(NtStatus.STATUS_CANCELLED);
            scheduler.await("WskDeregister to find nothing left of: " + registered, registered::isIdle);
            registered.client().reportLeaks();
            registrations.remove(registered);
            return NtStatus.STATUS_SUCCESS;
        });
    }

    @Override
    public NtStatus wskCaptureProviderNpi(
            WskRegistration registration, int waitTimeout, Out<WskProviderNpi> providerNpi) {
        boolean waits = waitTimeout != ClientControl.WSK_NO_WAIT;
        Irql limit = waits ? Irql.PASSIVE_LEVEL : Irql.DISPATCH_LEVEL;
        return Calls.run(settings, this, "WskCaptureProviderNPI", limit, () -> {
            Registration registered = registration(registration);
            awaitReadiness(registered, waitTimeout);
            if (!ready || registered.isDeregistering()) {
                return NtStatus.STATUS_DEVICE_NOT_READY;
            }
            if (registered.clientNpi().dispatch().version() != Npi.WSK_VERSION_1_0) {
                return NtStatus.STATUS_NOINTERFACE;
            }
            if (!registered.capture()) {
                return NtStatus.STATUS_DEVICE_NOT_READY;
            }
            providerNpi.set(new WskProviderNpi(registered.client(), dispatch));
            return NtStatus.STATUS_SUCCESS;
        });
    }

    private void awaitReadiness(Registration registered, int waitTimeout) {
        String what = "the provider to become ready";
        if (waitTimeout == ClientControl.WSK_INFINITE_WAIT) {
            scheduler.await(what, () -> ready || registered.isDeregistering());
        } else if (waitTimeout != ClientControl.WSK_NO_WAIT) {
            scheduler.await(what, () -> ready || registered.isDeregistering(), Integer.toUnsignedLong(waitTimeout));
        }
    }

    @Override
    public void wskReleaseProviderNpi(WskRegistration registration) {
        Calls.run(settings, this, "WskReleaseProviderNPI", Irql.DISPATCH_LEVEL, () -> {
            if (!registration(registration).release()) {
                settings.fault(
                        "CLI-06",
                        "a release without a capture",
                        "WskReleaseProviderNPI",
                        "Release once for each successful WskCaptureProviderNPI.");
            }
            return NtStatus.STATUS_SUCCESS;
        });
    }

    @Override
    public NtStatus wskQueryProviderCharacteristics(
            WskRegistration registration, Out<WskProviderCharacteristics> characteristics) {
        return Calls.run(settings, this, "WskQueryProviderCharacteristics", Irql.DISPATCH_LEVEL, () -> {
            if (!ready) {
                return NtStatus.STATUS_DEVICE_NOT_READY;
            }
            characteristics.set(new WskProviderCharacteristics(Npi.WSK_VERSION_1_0, Npi.WSK_VERSION_1_0));
            return NtStatus.STATUS_SUCCESS;
        });
    }

    /** A registration stays known after WskDeregister: a capture that comes late has an answer too. */
    private static Registration registration(WskRegistration block) {
        if (block instanceof Registration registration) {
            return registration;
        }
        throw new IllegalArgumentException(
                "Not a registration of this provider: " + block + ". Pass the one that WskRegister gave.");
    }

    /** Environment: whether the provider is up. At first it is. */
    public void setReady(boolean ready) {
        this.ready = ready;
        scheduler.signal();
    }

    /** Environment: a transport comes, or goes again. */
    public void changeTransports() {
        transports.change();
        scheduler.spawn(
                "wsk", () -> registrations.forEach(each -> each.client().completeListChanges(NtStatus.STATUS_SUCCESS)));
    }

    /**
     * Environment: the datagram socket bound to that address loses its function.
     *
     * @throws IllegalArgumentException when no open datagram socket is bound to it
     */
    public void failSocket(SockAddr localAddress) {
        DatagramSocket socket = bound(localAddress);
        scheduler.spawn("wsk", socket::fail);
    }

    /**
     * Environment: the listening socket, or stream socket that listens, at that address loses its function.
     *
     * @throws IllegalArgumentException when no open socket listens there
     */
    public void failListener(SockAddr localAddress) {
        KernelSocket socket = open(each -> each.listensAt(localAddress), "listens at " + localAddress);
        scheduler.spawn("wsk", socket::fail);
    }

    /**
     * Environment: the socket of that connection loses its function.
     *
     * @throws IllegalArgumentException when no open socket joins these addresses
     */
    public void failConnection(SockAddr localAddress, SockAddr remoteAddress) {
        KernelSocket socket = joining(localAddress, remoteAddress);
        scheduler.spawn("wsk", socket::fail);
    }

    /**
     * Environment: the transport's ideal send backlog of that connection changes; nothing happens when it has that size.
     *
     * @param bytes the new size
     * @throws IllegalArgumentException when no open socket joins these addresses
     */
    public void changeIdealSendBacklog(SockAddr localAddress, SockAddr remoteAddress, long bytes) {
        if (joining(localAddress, remoteAddress) instanceof ConnectionHost host) {
            host.connection().changeIdealBacklog(bytes);
        }
    }

    /**
     * Environment: calls the sockets on which the {@link ExampleExtension} is registered with that client context.
     *
     * @throws IllegalArgumentException when no open socket has registered it so
     */
    public void callExampleExtension(@Nullable Object clientContext) {
        boolean called = false;
        for (Registration registration : registrations) {
            for (KernelSocket socket : registration.sockets()) {
                called |= socket.extension().call(clientContext);
            }
        }
        if (!called) {
            throw new IllegalArgumentException("No open socket has registered the example extension with the context "
                    + clientContext + ". Register it with SIO_WSK_REGISTER_EXTENSION.");
        }
    }

    private KernelSocket joining(SockAddr local, SockAddr remote) {
        return open(each -> each.joins(local, remote), "is connected from " + local + " to " + remote);
    }

    private KernelSocket open(Predicate<KernelSocket> wanted, String what) {
        for (Registration registration : registrations) {
            for (KernelSocket socket : registration.sockets()) {
                if (wanted.test(socket)) {
                    return socket;
                }
            }
        }
        throw new IllegalArgumentException(
                "No open socket " + what + ". Ask WskGetLocalAddress and WskGetRemoteAddress for the addresses.");
    }

    /** How many datagrams the socket bound to that address has dropped because its buffer was full. */
    public long droppedDatagrams(SockAddr localAddress) {
        return bound(localAddress).dropped();
    }

    private DatagramSocket bound(SockAddr localAddress) {
        return (DatagramSocket) open(
                each -> each instanceof DatagramSocket datagrams && datagrams.isBoundTo(localAddress),
                "for datagrams is bound to " + localAddress);
    }

    /** Describes a provider; scheduler and network have to be given. */
    public static final class Builder {
        private @Nullable Scheduler scheduler;
        private @Nullable Network network;
        private @Nullable StreamNetwork streams;
        private int maxConcurrentCallbacks = 2;
        private int maxDatagramsPerList = 4;
        private int bufferLimit = 64;
        private int maxStretchesPerList = 4;
        private int streamBufferLimit = 1_024;
        private int listenBacklog = 8;
        private long idealSendBacklog = 65_536;
        private boolean disconnectBeforeData;
        private boolean lagAtCallbackEdges;
        private ClientFaultListener faults = ClientFaultListener.ignore();

        private Builder() {}

        /** Who runs its tasks. */
        public Builder scheduler(Scheduler value) {
            scheduler = value;
            return this;
        }

        /** What datagram sockets attach to; has to use the same scheduler. Without one there are no such sockets. */
        public Builder network(Network value) {
            network = value;
            return this;
        }

        /**
         * What listening, connection-oriented and stream sockets attach to; has to use the same scheduler. Without one
         * there are no such sockets.
         */
        public Builder streams(StreamNetwork value) {
            streams = value;
            return this;
        }

        /**
         * Calls in progress on one socket at the same time, of WskReceiveFromEvent, WskAcceptEvent and WskInspectEvent
         * each; 2 unless set.
         */
        public Builder maxConcurrentCallbacks(int value) {
            maxConcurrentCallbacks = positive(value, "maxConcurrentCallbacks");
            return this;
        }

        /** Datagrams in one indication list; 4 unless set. */
        public Builder maxDatagramsPerList(int value) {
            maxDatagramsPerList = positive(value, "maxDatagramsPerList");
            return this;
        }

        /** Datagrams that a socket keeps while nobody takes them; 64 unless set. */
        public Builder bufferLimit(int value) {
            bufferLimit = positive(value, "bufferLimit");
            return this;
        }

        /** Stretches of a stream in one indication list; 4 unless set. */
        public Builder maxStretchesPerList(int value) {
            maxStretchesPerList = positive(value, "maxStretchesPerList");
            return this;
        }

        /** Bytes that a connection keeps while nobody takes them, before it holds the peer up; 1,024 unless set. */
        public Builder streamBufferLimit(int value) {
            streamBufferLimit = positive(value, "streamBufferLimit");
            return this;
        }

        /** Connections that a listening socket keeps while nobody takes them; 8 unless set. */
        public Builder listenBacklog(int value) {
            listenBacklog = positive(value, "listenBacklog");
            return this;
        }

        /** The ideal send backlog of new connections in bytes; 65,536 unless set. */
        public Builder idealSendBacklog(int value) {
            idealSendBacklog = positive(value, "idealSendBacklog");
            return this;
        }

        /**
         * Whether a graceful disconnect is reported before data that nobody is about to take, off unless set: the other
         * side of the latitude of DSC-07.
         */
        public Builder disconnectBeforeData(boolean value) {
            disconnectBeforeData = value;
            return this;
        }

        /**
         * Whether the scheduler may run other tasks between the moment a callback is in progress for the provider and
         * the moment it enters the client, and likewise when it leaves: off unless set. Threads do that anyway. Seeded
         * runs then show what the rules tolerate: calls entered after a disabling or closing call has returned, or
         * after a WskReceiveFrom was queued (ENA-13, ENA-14, CLS-05, DGM-17), and lists that overtake one another.
         */
        public Builder lagAtCallbackEdges(boolean value) {
            lagAtCallbackEdges = value;
            return this;
        }

        /** Who hears of client faults; nobody unless set. */
        public Builder clientFaults(ClientFaultListener value) {
            faults = value;
            return this;
        }

        /** The provider. */
        public ReferenceProvider build() {
            return new ReferenceProvider(settings());
        }

        Settings settings() {
            if (scheduler == null || (network == null && streams == null)) {
                throw new IllegalStateException(
                        "A provider needs a scheduler and a network. Set the scheduler, and network, streams or both.");
            }
            return new Settings(
                    scheduler,
                    network,
                    streams,
                    maxConcurrentCallbacks,
                    maxDatagramsPerList,
                    bufferLimit,
                    maxStretchesPerList,
                    streamBufferLimit,
                    listenBacklog,
                    idealSendBacklog,
                    disconnectBeforeData,
                    lagAtCallbackEdges,
                    faults);
        }

        private static int positive(int value, String name) {
            if (value < 1) {
                throw new IllegalArgumentException(name + " is " + value + ". Give at least 1.");
            }
            return value;
        }
    }
}
