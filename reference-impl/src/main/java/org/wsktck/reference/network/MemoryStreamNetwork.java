package org.wsktck.reference.network;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.wsktck.reference.scheduler.Scheduler;
import org.wsktck.wsk.SockAddr;

/**
 * Connections in memory. The handshake is finished only after the listener has accepted; an end may fall silent. A peer
 * that pauses takes nothing, not even the end of the stream, so that a graceful disconnect hangs on it.
 */
public final class MemoryStreamNetwork implements StreamNetwork {
    /** Bytes that can be under way in one direction unless set otherwise: few, so that back-pressure is common. */
    public static final int DEFAULT_CAPACITY = 1_024;

    private static final int FIRST_FREE_PORT = 49152;

    private final Scheduler scheduler;
    private final int capacity;
    private final Map<SockAddr, MemoryBinding> bindings = new LinkedHashMap<>();
    private final Map<String, NetworkPeer> peers = new LinkedHashMap<>();
    private final Set<MemoryEnd> ends = new LinkedHashSet<>();
    private int nextPort = FIRST_FREE_PORT;

    /** Deliveries run as tasks of this scheduler. */
    public MemoryStreamNetwork(Scheduler scheduler) {
        this(scheduler, DEFAULT_CAPACITY);
    }

    /** With the number of bytes that can be under way in one direction. */
    public MemoryStreamNetwork(Scheduler scheduler, int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("The capacity is " + capacity + ". Give at least 1.");
        }
        this.scheduler = scheduler;
        this.capacity = capacity;
    }

    @Override
    public synchronized StreamBinding bind(SockAddr wanted) throws AddressInUseException {
        String host = wanted.host().equals("0.0.0.0") ? "127.0.0.1" : wanted.host();
        SockAddr address = new SockAddr(host, wanted.port());
        while (wanted.port() == 0 && (address.port() == 0 || bindings.containsKey(address))) {
            address = new SockAddr(host, nextPort++);
        }
        if (bindings.containsKey(address)) {
            throw new AddressInUseException(address);
        }
        MemoryBinding binding = new MemoryBinding(address);
        bindings.put(address, binding);
        return binding;
    }

    @Override
    public synchronized StreamPeer peer(String name, StreamPeer.Listener listener) {
        NetworkPeer peer = peers.get(name);
        if (peer == null) {
            peer = new NetworkPeer(name, bindFree(), listener);
            peers.put(name, peer);
        }
        return peer;
    }

    private StreamBinding bindFree() {
        try {
            return bind(SockAddr.loopback(0));
        } catch (AddressInUseException impossible) {
            throw new IllegalStateException("A free port was in use", impossible);
        }
    }

    @Override
    public boolean holdsHandshake() {
        return true;
    }

    @Override
    public synchronized void close() {
        List.copyOf(bindings.values()).forEach(StreamBinding::close);
        peers.clear();
        List.copyOf(ends).forEach(MemoryEnd::close);
    }

    private synchronized @Nullable StreamArrivals listenerAt(SockAddr address) {
        MemoryBinding binding = bindings.get(address);
        return binding == null ? null : binding.arrivals;
    }

    private synchronized void free(MemoryBinding binding) {
        bindings.remove(binding.address, binding);
        binding.arrivals = null;
    }

    private synchronized void listen(MemoryBinding binding, StreamArrivals arrivals) {
        binding.arrivals = arrivals;
    }

    /** Two ends that belong together; the first is the requester's. */
    private synchronized MemoryEnd connect(SockAddr requester, SockAddr listener) {
        MemoryEnd first = new MemoryEnd(requester, listener);
        MemoryEnd second = new MemoryEnd(listener, requester);
        first.other = second;
        second.other = first;
        ends.add(first);
        ends.add(second);
        return first;
    }

    private synchronized void forget(MemoryEnd end) {
        ends.remove(end);
    }

    private final class MemoryBinding implements StreamBinding {
        private final SockAddr address;

        /** Guarded by the network. */
        private @Nullable StreamArrivals arrivals;

        MemoryBinding(SockAddr address) {
            this.address = address;
        }

        @Override
        public SockAddr localAddress() {
            return address;
        }

        @Override
        public void listen(StreamArrivals taker) {
            MemoryStreamNetwork.this.listen(this, taker);
        }

        @Override
        public StreamAttempt connect(SockAddr to, StreamConnector connector) {
            MemoryRequest request = new MemoryRequest(address, to, connector);
            scheduler.spawn("net", request::arrive);
            return request;
        }

        @Override
        public void close() {
            free(this);
        }
    }

    private enum Stage {
        UNDER_WAY,
        UNDECIDED,
        ESTABLISHED,
        OVER
    }

    /** A request as both sides see it. */
    private final class MemoryRequest implements StreamRequest, StreamAttempt {
        private final SockAddr from;
        private final SockAddr to;
        private final StreamConnector connector;
        private @Nullable StreamArrivals arrivals;
        private @Nullable MemoryEnd requesterEnd;
        private Stage stage = Stage.UNDER_WAY;
        private boolean given;
        private boolean abandoned;

        MemoryRequest(SockAddr from, SockAddr to, StreamConnector connector) {
            this.from = from;
            this.to = to;
            this.connector = connector;
        }

        @Override
        public SockAddr localAddress() {
            return to;
        }

        @Override
        public SockAddr remoteAddress() {
            return from;
        }

        /** Even a request that is abandoned by now arrives first: it was sent. */
        private void arrive() {
            StreamArrivals listener = listenerAt(to);
            if (listener == null) {
                reject();
                return;
            }
            synchronized (this) {
                arrivals = listener;
                stage = Stage.UNDECIDED;
            }
            listener.request(this);
            synchronized (this) {
                given = true;
            }
            tellAbandoned();
        }

        @Override
        public void accept() {
            scheduler.spawn("net", this::establish);
        }

        private void establish() {
            StreamArrivals listener;
            MemoryEnd end;
            synchronized (this) {
                listener = arrivals;
                if (abandoned || stage != Stage.UNDECIDED || listener == null) {
                    return;
                }
                stage = Stage.ESTABLISHED;
                end = MemoryStreamNetwork.this.connect(from, to);
                requesterEnd = end;
            }
            scheduler.spawn("net", this::tellConnected);
            listener.established(this, end.other());
        }

        private void tellConnected() {
            MemoryEnd end;
            synchronized (this) {
                end = abandoned ? null : requesterEnd;
            }
            if (end != null) {
                connector.connected(end);
            }
        }

        @Override
        public void reject() {
            synchronized (this) {
                if (stage == Stage.ESTABLISHED || stage == Stage.OVER) {
                    return;
                }
                stage = Stage.OVER;
            }
            scheduler.spawn("net", this::tellRefused);
        }

        private void tellRefused() {
            synchronized (this) {
                if (abandoned) {
                    return;
                }
            }
            connector.refused();
        }

        @Override
        public void abandon() {
            MemoryEnd end;
            synchronized (this) {
                if (abandoned) {
                    return;
                }
                abandoned = true;
                end = requesterEnd;
            }
            if (end == null) {
                scheduler.spawn("net", this::tellAbandoned);
            } else {
                end.reset();
            }
        }

        private void tellAbandoned() {
            StreamArrivals listener;
            synchronized (this) {
                listener = arrivals;
                if (!given || !abandoned || stage != Stage.UNDECIDED || listener == null) {
                    return;
                }
                stage = Stage.OVER;
            }
            listener.abandoned(this);
        }
    }

    private final class MemoryEnd implements StreamEnd {
        private final SockAddr local;
        private final SockAddr remote;
        private final Inbound inbound =
                new Inbound(scheduler, capacity, () -> other().tellWritable(), () -> other().tellFinished());
        private @Nullable MemoryEnd other;
        private volatile @Nullable StreamReceiver receiver;

        MemoryEnd(SockAddr local, SockAddr remote) {
            this.local = local;
            this.remote = remote;
        }

        MemoryEnd other() {
            MemoryEnd end = other;
            if (end == null) {
                throw new IllegalStateException("An end without another");
            }
            return end;
        }

        @Override
        public SockAddr localAddress() {
            return local;
        }

        @Override
        public SockAddr remoteAddress() {
            return remote;
        }

        @Override
        public void start(StreamReceiver taker) {
            receiver = taker;
            inbound.start(taker);
        }

        @Override
        public int send(byte[] bytes, int offset, int length) {
            return other().inbound.offer(bytes, offset, length);
        }

        @Override
        public void finish() {
            other().inbound.end();
        }

        @Override
        public void roomAgain() {
            inbound.roomAgain();
        }

        @Override
        public void reset() {
            inbound.close();
            other().inbound.reset();
            forget(this);
            forget(other());
        }

        @Override
        public void close() {
            inbound.close();
            forget(this);
        }

        @Override
        public boolean canVanish() {
            return true;
        }

        @Override
        public void vanish() {
            receiver = null;
            inbound.stop();
        }

        private void tellWritable() {
            StreamReceiver taker = receiver;
            if (taker != null) {
                taker.writable();
            }
        }

        private void tellFinished() {
            StreamReceiver taker = receiver;
            if (taker != null) {
                taker.finished();
            }
        }
    }
}
