package org.wsktck.reference.network;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.wsktck.reference.scheduler.Scheduler;
import org.wsktck.wsk.SockAddr;

/** A network in memory: loses nothing, keeps the order per receiver, knows all casts. */
public final class MemoryNetwork implements Network {
    private static final int FIRST_FREE_PORT = 49152;

    private final Scheduler scheduler;
    private final Map<SockAddr, MemoryEndpoint> endpoints = new LinkedHashMap<>();
    private final Map<String, MemoryPeer> peers = new LinkedHashMap<>();
    private int nextPort = FIRST_FREE_PORT;

    /** Deliveries run as tasks of this scheduler. */
    public MemoryNetwork(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    @Override
    public synchronized Endpoint attach(SockAddr wanted, Receiver receiver) throws AddressInUseException {
        String host = wanted.host().equals("0.0.0.0") ? "127.0.0.1" : wanted.host();
        SockAddr address = new SockAddr(host, wanted.port());
        while (wanted.port() == 0 && (address.port() == 0 || endpoints.containsKey(address))) {
            address = new SockAddr(host, nextPort++);
        }
        if (endpoints.containsKey(address)) {
            throw new AddressInUseException(address);
        }
        MemoryEndpoint endpoint = new MemoryEndpoint(address, new DeliveryQueue(scheduler, receiver));
        endpoints.put(address, endpoint);
        return endpoint;
    }

    @Override
    public synchronized Peer peer(String name) {
        MemoryPeer peer = peers.get(name);
        if (peer == null) {
            peer = new MemoryPeer(name);
            peers.put(name, peer);
        }
        return peer;
    }

    @Override
    public boolean supports(Cast cast) {
        return true;
    }

    @Override
    public synchronized void close() {
        List.copyOf(endpoints.values()).forEach(Endpoint::close);
        peers.clear();
    }

    private void route(Datagram datagram) {
        for (MemoryEndpoint endpoint : receivers(datagram)) {
            endpoint.queue.add(datagram);
        }
    }

    private synchronized List<MemoryEndpoint> receivers(Datagram datagram) {
        if (datagram.cast() == Cast.UNICAST) {
            MemoryEndpoint endpoint = endpoints.get(datagram.to());
            return endpoint == null ? List.of() : List.of(endpoint);
        }
        return endpoints.values().stream()
                .filter(endpoint -> endpoint.address.port() == datagram.to().port())
                .toList();
    }

    private synchronized void detach(MemoryEndpoint endpoint) {
        endpoints.remove(endpoint.address, endpoint);
    }

    private final class MemoryEndpoint implements Endpoint {
        private final SockAddr address;
        private final DeliveryQueue queue;

        MemoryEndpoint(SockAddr address, DeliveryQueue queue) {
            this.address = address;
            this.queue = queue;
        }

        @Override
        public SockAddr localAddress() {
            return address;
        }

        @Override
        public boolean send(SockAddr to, byte[] payload) {
            route(new Datagram(address, to, Cast.of(to), payload));
            return true;
        }

        @Override
        public void close() {
            detach(this);
            queue.close();
        }
    }

    private final class MemoryPeer implements Peer {
        private final String name;
        private final List<Datagram> received = new CopyOnWriteArrayList<>();
        private final Endpoint endpoint;

        MemoryPeer(String name) {
            this.name = name;
            this.endpoint = attachFree(received::add);
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public SockAddr address() {
            return endpoint.localAddress();
        }

        @Override
        public void sendTo(SockAddr to, byte[] payload, Cast cast) {
            route(new Datagram(address(), to, cast, payload.clone()));
        }

        @Override
        public List<Datagram> received() {
            return List.copyOf(received);
        }

        @Override
        public void close() {
            endpoint.close();
            forget(name, this);
        }
    }

    private synchronized void forget(String name, @Nullable Peer peer) {
        peers.remove(name, peer);
    }

    private Endpoint attachFree(Receiver receiver) {
        try {
            return attach(SockAddr.loopback(0), receiver);
        } catch (AddressInUseException impossible) {
            throw new IllegalStateException("A free port was in use", impossible);
        }
    }
}
