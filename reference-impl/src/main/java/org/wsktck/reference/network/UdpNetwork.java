package org.wsktck.reference.network;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.wsktck.reference.scheduler.IdleSource;
import org.wsktck.reference.scheduler.Scheduler;
import org.wsktck.wsk.SockAddr;

/**
 * Real UDP on 127.0.0.1, unicast only.
 *
 * <p>Under a deterministic scheduler nothing is read until all tasks are blocked; then everything that has arrived is
 * read, endpoint by endpoint in the order of attachment. Under threads a thread of its own reads at once.
 *
 * <p>The network knows how many datagrams its own endpoints have sent to one another and not yet read. It is idle when
 * that number is 0 and a pass over all endpoints finds nothing. A datagram that does not show up for {@value
 * #GRACE_MILLIS} ms was dropped by the host and is no longer waited for.
 */
public final class UdpNetwork implements Network, IdleSource {
    static final long GRACE_MILLIS = 200;
    private static final int LARGEST_DATAGRAM = 65_535;
    private static final int RECEIVE_BUFFER = 1 << 20;

    private final Scheduler scheduler;
    private final Selector selector;
    private final List<UdpEndpoint> endpoints = new CopyOnWriteArrayList<>();
    private final Map<String, UdpPeer> peers = new ConcurrentHashMap<>();
    private final Object passLock = new Object();
    private final ByteBuffer scratch = ByteBuffer.allocate(LARGEST_DATAGRAM);
    private final AtomicLong lastTraffic = new AtomicLong(System.nanoTime());

    /** Deliveries run as tasks of this scheduler, which also learns to ask whether the network is idle. */
    public UdpNetwork(Scheduler scheduler) {
        this.scheduler = scheduler;
        try {
            this.selector = Selector.open();
        } catch (IOException problem) {
            throw new UncheckedIOException("Cannot open a selector for UDP sockets", problem);
        }
        scheduler.addIdleSource(this);
        if (!scheduler.isDeterministic()) {
            Thread reader = new Thread(this::readForEver, "wsktck-udp");
            reader.setDaemon(true);
            reader.start();
        }
    }

    private void readForEver() {
        try {
            while (selector.isOpen()) {
                select(0);
                readAll();
            }
        } catch (ClosedSelectorException closed) {
            // The network was closed.
        }
    }

    /** Waits until something can be read; 0 means for as long as it takes. */
    private void select(long millis) {
        try {
            selector.select(millis);
            selector.selectedKeys().clear();
        } catch (IOException problem) {
            throw new UncheckedIOException("Cannot select UDP sockets", problem);
        }
    }

    /** Reads all that has arrived. The lock makes sure that nobody else has a datagram in hand meanwhile. */
    private boolean readAll() {
        synchronized (passLock) {
            boolean moved = false;
            for (UdpEndpoint endpoint : endpoints) {
                moved |= endpoint.read(scratch);
            }
            return moved;
        }
    }

    @Override
    public boolean poll() {
        while (!readAll()) {
            if (isSettled()) {
                return false;
            }
            select(GRACE_MILLIS);
        }
        return true;
    }

    @Override
    public boolean isIdle() {
        return !readAll() && isSettled();
    }

    /** Whether no datagram is on its way between endpoints of this network. */
    private boolean isSettled() {
        if (endpoints.stream().allMatch(endpoint -> endpoint.expected.get() == 0)) {
            return true;
        }
        if (System.nanoTime() - lastTraffic.get() < TimeUnit.MILLISECONDS.toNanos(GRACE_MILLIS)) {
            return false;
        }
        endpoints.forEach(endpoint -> endpoint.expected.set(0));
        return true;
    }

    @Override
    public Endpoint attach(SockAddr wanted, Receiver receiver) throws AddressInUseException {
        DatagramChannel channel;
        try {
            channel = DatagramChannel.open();
        } catch (IOException problem) {
            throw new UncheckedIOException("Cannot open a UDP socket", problem);
        }
        try {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER);
            channel.configureBlocking(false);
            String host = wanted.host().equals("0.0.0.0") ? "127.0.0.1" : wanted.host();
            channel.bind(new InetSocketAddress(InetAddress.getByName(host), wanted.port()));
            int port = ((InetSocketAddress) channel.getLocalAddress()).getPort();
            UdpEndpoint endpoint =
                    new UdpEndpoint(channel, new SockAddr(host, port), new DeliveryQueue(scheduler, receiver));
            endpoints.add(endpoint);
            selector.wakeup();
            channel.register(selector, SelectionKey.OP_READ);
            return endpoint;
        } catch (IOException problem) {
            closeQuietly(channel);
            throw new AddressInUseException(wanted, problem);
        }
    }

    private static void closeQuietly(DatagramChannel channel) {
        try {
            channel.close();
        } catch (IOException ignored) {
            // There is nothing left to lose.
        }
    }

    @Override
    public Peer peer(String name) {
        return peers.computeIfAbsent(name, UdpPeer::new);
    }

    @Override
    public boolean supports(Cast cast) {
        return cast == Cast.UNICAST;
    }

    @Override
    public void close() {
        scheduler.removeIdleSource(this);
        try {
            selector.close();
        } catch (IOException problem) {
            throw new UncheckedIOException("Cannot close the selector for UDP sockets", problem);
        } finally {
            endpoints.forEach(Endpoint::close);
            peers.clear();
        }
    }

    private final class UdpEndpoint implements Endpoint {
        private final DatagramChannel channel;
        private final SockAddr address;
        private final DeliveryQueue queue;
        /** Sent to here by endpoints of this network, and not read yet. */
        private final AtomicInteger expected = new AtomicInteger();

        UdpEndpoint(DatagramChannel channel, SockAddr address, DeliveryQueue queue) {
            this.channel = channel;
            this.address = address;
            this.queue = queue;
        }

        @Override
        public SockAddr localAddress() {
            return address;
        }

        @Override
        public boolean send(SockAddr to, byte[] payload) {
            if (Cast.of(to) != Cast.UNICAST) {
                return false;
            }
            List<UdpEndpoint> targets =
                    endpoints.stream().filter(each -> each.address.equals(to)).toList();
            targets.forEach(target -> target.expected.incrementAndGet());
            lastTraffic.set(System.nanoTime());
            try {
                InetSocketAddress destination = new InetSocketAddress(InetAddress.getByName(to.host()), to.port());
                return channel.send(ByteBuffer.wrap(payload), destination) == payload.length;
            } catch (IOException | IllegalArgumentException problem) {
                targets.forEach(target -> target.expected.updateAndGet(count -> Math.max(0, count - 1)));
                return false;
            }
        }

        boolean read(ByteBuffer buffer) {
            boolean moved = false;
            try {
                buffer.clear();
                for (InetSocketAddress sender = receive(buffer); sender != null; sender = receive(buffer)) {
                    byte[] payload = new byte[buffer.flip().remaining()];
                    buffer.get(payload);
                    SockAddr from = new SockAddr(sender.getAddress().getHostAddress(), sender.getPort());
                    queue.add(new Datagram(from, address, Cast.UNICAST, payload));
                    lastTraffic.set(System.nanoTime());
                    expected.updateAndGet(count -> Math.max(0, count - 1));
                    moved = true;
                    buffer.clear();
                }
            } catch (ClosedChannelException closed) {
                return moved;
            } catch (IOException problem) {
                throw new UncheckedIOException("Cannot read UDP socket " + address, problem);
            }
            return moved;
        }

        private @Nullable InetSocketAddress receive(ByteBuffer buffer) throws IOException {
            return (InetSocketAddress) channel.receive(buffer);
        }

        @Override
        public void close() {
            endpoints.remove(this);
            closeQuietly(channel);
            queue.close();
        }
    }

    private final class UdpPeer implements Peer {
        private final String name;
        private final List<Datagram> received = new CopyOnWriteArrayList<>();
        private final Endpoint endpoint;

        UdpPeer(String name) {
            this.name = name;
            try {
                this.endpoint = attach(SockAddr.loopback(0), received::add);
            } catch (AddressInUseException problem) {
                throw new IllegalStateException("No free UDP port for peer " + name, problem);
            }
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
            if (!supports(cast)) {
                throw new UnsupportedOperationException(
                        "UDP on loopback cannot send by " + cast + ". Use the memory network for that.");
            }
            if (!endpoint.send(to, payload)) {
                throw new IllegalStateException("Peer " + name + " could not send " + payload.length + " bytes to " + to
                        + ". UDP takes at most 65507 bytes, to a valid IPv4 address.");
            }
        }

        @Override
        public List<Datagram> received() {
            return List.copyOf(received);
        }

        @Override
        public void close() {
            endpoint.close();
            peers.remove(name, this);
        }
    }
}
