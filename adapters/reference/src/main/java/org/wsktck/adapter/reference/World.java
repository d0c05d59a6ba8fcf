package org.wsktck.adapter.reference;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.wsktck.reference.Kernel;
import org.wsktck.reference.network.StreamPeer;
import org.wsktck.reference.scheduler.Scheduler;
import org.wsktck.wsk.CachedSecurityDescriptor;
import org.wsktck.wsk.SockAddr;
import org.wsktck.wsk.WskProvider;
import org.wsktck.wsk.WskSocket;

/** What one session knows by name or number: clients, sockets, peers, IRPs, addresses, cached security descriptors. Safe for several threads. */
final class World {
    /** How many datagrams back the destination is known. */
    private static final int DATAGRAMS = 100_000;

    final Scheduler scheduler;
    final PortMap network;
    final StreamPortMap streams;
    final WskProvider provider;
    final Kernel kernel;
    final Recorder recorder;
    final Reactions reactions = new Reactions();
    final Holds holds;
    final Inspections inspections = new Inspections();
    private final Map<String, BenchClient> clients = new LinkedHashMap<>();
    private final Map<String, BenchSocket> sockets = new LinkedHashMap<>();
    private final Map<String, BenchIrp> irps = new LinkedHashMap<>();
    private final Map<String, BenchPeer> peers = new LinkedHashMap<>();
    private final Map<SockAddr, String> namesByAddress = new LinkedHashMap<>();
    private final Map<SockAddr, String> namesByStreamAddress = new LinkedHashMap<>();
    private final Map<Long, BenchSocket> destinations = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, BenchSocket> eldest) {
            return size() > DATAGRAMS;
        }
    };
    private final List<CachedSecurityDescriptor> descriptors = new ArrayList<>();
    private final Map<Long, String> keptDescriptors = new LinkedHashMap<>();
    private int ports;

    World(
            Scheduler scheduler,
            PortMap network,
            StreamPortMap streams,
            WskProvider provider,
            Kernel kernel,
            Recorder recorder) {
        this.scheduler = scheduler;
        this.network = network;
        this.streams = streams;
        this.provider = provider;
        this.kernel = kernel;
        this.recorder = recorder;
        this.holds = new Holds(scheduler);
    }

    synchronized @Nullable BenchClient client(String name) {
        return clients.get(name);
    }

    synchronized List<BenchClient> clients() {
        return List.copyOf(clients.values());
    }

    synchronized void add(BenchClient client) {
        clients.put(client.name, client);
    }

    /** The socket of that name. */
    synchronized @Nullable BenchSocket socket(String name) {
        return sockets.get(name);
    }

    /** All sockets that were ever asked for, oldest first. */
    synchronized List<BenchSocket> sockets() {
        return List.copyOf(sockets.values());
    }

    synchronized void add(BenchSocket socket) {
        sockets.put(socket.name, socket);
    }

    /** The socket that WskAcceptEvent of the listening socket hands over, under the next name of its own. */
    synchronized BenchSocket accepted(BenchSocket listener, WskSocket handle) {
        String name = listener.nextAccepted();
        while (sockets.containsKey(name)) {
            name = listener.nextAccepted();
        }
        BenchSocket socket = new BenchSocket(name, listener.client);
        socket.handle = handle;
        add(socket);
        return socket;
    }

    /** Whether a socket that the client has open is that very one. */
    synchronized boolean isOpen(WskSocket handle) {
        return sockets.values().stream().anyMatch(socket -> socket.handle == handle && socket.isOpen());
    }

    /** The peer of that name, as the other end of a connection. */
    synchronized BenchPeer peer(String name) {
        BenchPeer peer = peers.get(name);
        if (peer == null) {
            peer = new BenchPeer(name, recorder, streams.holdsHandshake());
            peers.put(name, peer);
            namesByStreamAddress.putIfAbsent(streams.peer(name, peer).address(), name);
        }
        return peer;
    }

    /** The peer of that name when there is one. */
    synchronized @Nullable BenchPeer knownPeer(String name) {
        return peers.get(name);
    }

    /** What the peer does is done through this. */
    StreamPeer remote(BenchPeer peer) {
        return streams.peer(peer.name, peer);
    }

    /** The client has a socket for the connection whose other end that name means. */
    void connect(BenchSocket socket, String other) {
        BenchPeer peer;
        BenchSocket counterpart;
        synchronized (this) {
            peer = peers.get(other);
            counterpart = sockets.get(other);
        }
        if (peer != null) {
            peer.belongsTo(socket);
        } else if (counterpart != null) {
            socket.incoming = counterpart.outgoing;
            counterpart.incoming = socket.outgoing;
        }
    }

    synchronized @Nullable BenchIrp irp(String name) {
        return irps.get(name);
    }

    synchronized void add(String name, BenchIrp irp) {
        irps.put(name, irp);
    }

    /** An address that no socket of this session has had. */
    synchronized SockAddr freshAddress() {
        return SockAddr.loopback(PortMap.FIRST + ports++ % PortMap.LAST);
    }

    /** The socket is bound there from now on. */
    synchronized SockAddr bound(BenchSocket socket, SockAddr address) {
        if ("datagram".equals(socket.category())) {
            SockAddr actual = network.actual(address);
            namesByAddress.put(actual, socket.name);
            return actual;
        }
        SockAddr actual = streams.actual(address);
        namesByStreamAddress.put(actual, socket.name);
        return actual;
    }

    /** The address for connections of a socket or, when there is no such socket, of a peer. */
    SockAddr streamAddressOf(String name) {
        BenchSocket socket = socket(name);
        SockAddr bound = socket == null ? null : socket.address;
        return bound == null ? remote(peer(name)).address() : bound;
    }

    /** Whose address for connections it is; {@code ?} when nobody's, null when there is none. */
    synchronized @Nullable String streamNameOf(@Nullable SockAddr address) {
        return address == null ? null : namesByStreamAddress.getOrDefault(address, "?");
    }

    /** The address of a socket or, when there is no such socket, of a peer. */
    SockAddr addressOf(String name) {
        BenchSocket socket = socket(name);
        SockAddr bound = socket == null ? null : socket.address;
        if (bound != null) {
            return bound;
        }
        SockAddr address = network.peer(name).address();
        synchronized (this) {
            namesByAddress.putIfAbsent(address, name);
        }
        return address;
    }

    /** Whose address it is; {@code ?} when nobody's. */
    synchronized String nameOf(@Nullable SockAddr address) {
        String name = address == null ? null : namesByAddress.get(address);
        return name == null ? "?" : name;
    }

    /** A datagram is on its way to that socket. */
    synchronized void sent(long dg, BenchSocket destination) {
        destinations.put(dg, destination);
    }

    synchronized @Nullable BenchSocket destinationOf(long dg) {
        return destinations.get(dg);
    }

    /** Keeps a cached security descriptor and returns its token. */
    synchronized long keep(CachedSecurityDescriptor descriptor, BenchClient owner) {
        descriptors.add(descriptor);
        keptDescriptors.put((long) descriptors.size(), owner.name);
        return descriptors.size();
    }

    /** The descriptor goes back to the provider. */
    synchronized void giveBack(long token) {
        keptDescriptors.remove(token);
    }

    /** Tokens of the descriptors not given back, with the clients that have them. */
    synchronized Map<Long, String> keptDescriptors() {
        return new LinkedHashMap<>(keptDescriptors);
    }

    /** The descriptor of that token, or null. */
    synchronized @Nullable CachedSecurityDescriptor descriptor(long token) {
        return token < 1 || token > descriptors.size() ? null : descriptors.get((int) token - 1);
    }
}
