package org.wsktck.adapter.reference;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.wsktck.reference.network.AddressInUseException;
import org.wsktck.reference.network.StreamBinding;
import org.wsktck.reference.network.StreamNetwork;
import org.wsktck.reference.network.StreamPeer;
import org.wsktck.wsk.SockAddr;

/** What {@link PortMap} is for datagrams, for connections. */
final class StreamPortMap implements StreamNetwork {
    private final StreamNetwork inner;
    private final Map<Integer, SockAddr> actual = new ConcurrentHashMap<>();

    StreamPortMap(StreamNetwork inner) {
        this.inner = inner;
    }

    /** Where the address is really bound. */
    SockAddr actual(SockAddr address) {
        return actual.getOrDefault(address.port(), address);
    }

    @Override
    public StreamBinding bind(SockAddr wanted) throws AddressInUseException {
        if (wanted.port() < PortMap.FIRST || wanted.port() > PortMap.LAST) {
            return inner.bind(wanted);
        }
        StreamBinding binding = inner.bind(new SockAddr(wanted.host(), 0));
        actual.put(wanted.port(), binding.localAddress());
        return binding;
    }

    @Override
    public StreamPeer peer(String name, StreamPeer.Listener listener) {
        return inner.peer(name, listener);
    }

    @Override
    public boolean holdsHandshake() {
        return inner.holdsHandshake();
    }

    @Override
    public void close() {
        inner.close();
    }
}
