package org.wsktck.adapter.reference;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.wsktck.reference.network.AddressInUseException;
import org.wsktck.reference.network.Cast;
import org.wsktck.reference.network.Endpoint;
import org.wsktck.reference.network.Network;
import org.wsktck.reference.network.Peer;
import org.wsktck.reference.network.Receiver;
import org.wsktck.wsk.SockAddr;

/**
 * A network that stands before a real one and gives out ports by number of order, so that the bench knows where a socket is bound without asking the provider: an address with such a
 * port is bound to a free one, and the two are remembered together.
 */
final class PortMap implements Network {
    /** Ports from here to {@link #LAST} stand for free ones. */
    static final int FIRST = 1;

    static final int LAST = 32767;

    private final Network inner;
    private final Map<Integer, SockAddr> actual = new ConcurrentHashMap<>();

    PortMap(Network inner) {
        this.inner = inner;
    }

    /** Where the address is really bound. */
    SockAddr actual(SockAddr address) {
        return actual.getOrDefault(address.port(), address);
    }

    @Override
    public Endpoint attach(SockAddr wanted, Receiver receiver) throws AddressInUseException {
        if (wanted.port() < FIRST || wanted.port() > LAST) {
            return inner.attach(wanted, receiver);
        }
        Endpoint endpoint = inner.attach(new SockAddr(wanted.host(), 0), receiver);
        actual.put(wanted.port(), endpoint.localAddress());
        return endpoint;
    }

    @Override
    public Peer peer(String name) {
        return inner.peer(name);
    }

    @Override
    public boolean supports(Cast cast) {
        return inner.supports(cast);
    }

    @Override
    public void close() {
        inner.close();
    }
}
