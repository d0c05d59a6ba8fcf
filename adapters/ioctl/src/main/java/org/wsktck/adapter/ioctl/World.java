package org.wsktck.adapter.ioctl;

import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one session knows by name: clients, sockets, addresses, where datagrams go. Used by the session's thread only, in the order of the records. */
final class World {
    private final Map<String, BenchClient> clients = new LinkedHashMap<>();
    private final Map<String, BenchSocket> sockets = new LinkedHashMap<>();
    private final Map<InetSocketAddress, String> datagramNames = new HashMap<>();
    private final Map<InetSocketAddress, String> streamNames = new HashMap<>();
    private final Map<Long, BenchSocket> destinations = new HashMap<>();
    private final Map<Long, String> descriptors = new LinkedHashMap<>();

    BenchClient client(String name) {
        return clients.computeIfAbsent(name, BenchClient::new);
    }

    List<BenchClient> clients() {
        return List.copyOf(clients.values());
    }

    @Nullable
    BenchSocket socket(@Nullable String name) {
        return name == null ? null : sockets.get(name);
    }

    /** The socket of that name, from now on. */
    BenchSocket born(String name, String client) {
        return sockets.computeIfAbsent(name, unknown -> new BenchSocket(unknown, client));
    }

    List<BenchSocket> sockets() {
        return List.copyOf(sockets.values());
    }

    /** That address means that name, for connections or for datagrams. */
    void name(InetSocketAddress address, String name, boolean datagrams) {
        (datagrams ? datagramNames : streamNames).put(address, name);
    }

    /** Whose address it is; {@code ?} when nobody's. */
    String nameOf(InetSocketAddress address, boolean datagrams) {
        return (datagrams ? datagramNames : streamNames).getOrDefault(address, "?");
    }

    /** A datagram is on its way to that socket. */
    void sent(long dg, BenchSocket destination) {
        destinations.put(dg, destination);
    }

    @Nullable
    BenchSocket destinationOf(long dg) {
        return destinations.get(dg);
    }

    /** The client keeps a cached security descriptor. */
    void keep(long token, String client) {
        descriptors.put(token, client);
    }

    /** It goes back to the provider. */
    void giveBack(long token) {
        descriptors.remove(token);
    }

    /** Tokens of the descriptors not given back, with the clients that have them. */
    Map<Long, String> descriptors() {
        return new LinkedHashMap<>(descriptors);
    }
}
