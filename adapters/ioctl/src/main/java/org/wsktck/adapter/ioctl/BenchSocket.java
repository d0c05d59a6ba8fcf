package org.wsktck.adapter.ioctl;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.wsktck.target.Flow;

/** A socket as the records tell of it, from the call that is to make it or the callback that hands it over on. */
final class BenchSocket {
    final String name;
    final String client;

    /** What the client sends on its connection. */
    final Flow outgoing;

    /** Where the data of its callbacks was expected in the stream, by their numbers. */
    final Map<Long, Long> expected = new HashMap<>();

    /** Callbacks whose lists the client has kept. */
    final List<Long> retained = new ArrayList<>();

    /** Requests for which a decision is owed, by their numbers. */
    final List<Long> pended = new ArrayList<>();

    /** Callbacks of it that are in progress. */
    int inside;

    /** What the other end of its connection sends; null before it has one. */
    @Nullable
    Flow incoming;

    @Nullable
    String category;

    @Nullable
    InetSocketAddress address;

    boolean open;
    boolean closing;
    boolean conditional;

    BenchSocket(String name, String client) {
        this.name = name;
        this.client = client;
        this.outgoing = new Flow(name);
    }

    boolean isDatagram() {
        return "datagram".equals(category);
    }

    boolean isOpen() {
        return open && !closing;
    }
}
