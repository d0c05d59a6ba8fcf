package org.wsktck.reference.network;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.wsktck.reference.scheduler.IdleSource;
import org.wsktck.reference.scheduler.Scheduler;
import org.wsktck.wsk.SockAddr;

/**
 * Real TCP over java.nio, on 127.0.0.1 unless bound elsewhere. Whoever speaks TCP can be the other end.
 *
 * <p>What the host's TCP decides: it finishes the handshake before anybody can inspect the request, so a rejection, or
 * giving up, is a reset of a connection that the requester saw established (a latitude of CND-24). It takes a few
 * kilobytes, and the end of the stream, for an end that does not read; {@link StreamReceiver#finished} means that the
 * host has them. The host shows a reset to who reads or writes: not behind a full buffer, and not after the end of the
 * stream; between two ends of its own the network tells it there too. An end cannot fall silent.
 *
 * <p>Under a deterministic scheduler nothing is read until all tasks are blocked; then everything that has arrived is
 * read, in the order in which channels came to be. Under threads a thread of its own reads at once. The network knows
 * what its own ends have sent to one another and not yet read; what does not show up for {@value #GRACE_MILLIS} ms is no
 * longer waited for. What others may send it cannot know: with them, quiescence is a guess.
 */
public final class TcpNetwork implements StreamNetwork, IdleSource {
    static final long GRACE_MILLIS = 200;
    private static final int BUFFER = 16 * 1024;
    private static final int LISTEN_QUEUE = 128;

    /** Something that is asked in each pass whether it can move. */
    private interface Pollable {
        /** Moves what it can, and returns whether that was anything. */
        boolean move();

        /** Whether something of ours is on its way to it, or it is about to move. */
        boolean expects();

        /** Gives up waiting. */
        void expectNothing();
    }

    private final Scheduler scheduler;
    private final Selector selector;
    private final List<Pollable> pollables = new CopyOnWriteArrayList<>();
    private final Map<String, NetworkPeer> peers = new ConcurrentHashMap<>();
    private final Map<Route, TcpEnd> ends = new ConcurrentHashMap<>();
    private final Map<SockAddr, TcpBinding> listeners = new ConcurrentHashMap<>();
    private final Object passLock = new Object();

    /** Notified whenever the thread of this network has selected. */
    private final Object selected = new Object();

    private final ByteBuffer scratch = ByteBuffer.allocate(BUFFER);
    private final AtomicLong lastTraffic = new AtomicLong(System.nanoTime());

    /** From whom to whom. */
    private record Route(SockAddr local, SockAddr remote) {
        Route back() {
            return new Route(remote, local);
        }
    }

    /** Deliveries run as tasks of this scheduler, which also learns to ask whether the network is idle. */
    public TcpNetwork(Scheduler scheduler) {
        this.scheduler = scheduler;
        try {
            this.selector = Selector.open();
        } catch (IOException problem) {
            throw new UncheckedIOException("Cannot open a selector for TCP sockets", problem);
        }
        scheduler.addIdleSource(this);
        if (!scheduler.isDeterministic()) {
            Thread mover = new Thread(this::moveForEver, "wsktck-tcp");
            mover.setDaemon(true);
            mover.start();
        }
    }

    private void moveForEver() {
        try {
            while (selector.isOpen()) {
                select(0);
                synchronized (selected) {
                    selected.notifyAll();
                }
                moveAll();
            }
        } catch (ClosedSelectorException closed) {
            // The network was closed.
        }
    }

    /** Waits until something can move; 0 means for as long as it takes, less than 0 not at all. */
    private void select(long millis) {
        try {
            if (millis < 0) {
                selector.selectNow();
            } else {
                selector.select(millis);
            }
            for (SelectionKey key : selector.selectedKeys()) {
                if (key.isValid() && key.isWritable() && key.attachment() instanceof TcpEnd end) {
                    end.hasRoom();
                }
            }
            selector.selectedKeys().clear();
        } catch (IOException problem) {
            throw new UncheckedIOException("Cannot select TCP sockets", problem);
        }
    }

    private boolean moveAll() {
        synchronized (passLock) {
            boolean moved = false;
            for (Pollable each : pollables) {
                moved |= each.move();
            }
            if (moved) {
                traffic();
            }
            return moved;
        }
    }

    private void traffic() {
        lastTraffic.set(System.nanoTime());
    }

    @Override
    public boolean poll() {
        select(-1);
        while (!moveAll()) {
            if (isSettled()) {
                return false;
            }
            select(GRACE_MILLIS / 10);
        }
        return true;
    }

    @Override
    public boolean isIdle() {
        return !moveAll() && isSettled();
    }

    private boolean isSettled() {
        if (pollables.stream().noneMatch(Pollable::expects)) {
            return true;
        }
        if (System.nanoTime() - lastTraffic.get() < TimeUnit.MILLISECONDS.toNanos(GRACE_MILLIS)) {
            return false;
        }
        pollables.forEach(Pollable::expectNothing);
        return true;
    }

    @Override
    public StreamBinding bind(SockAddr wanted) throws AddressInUseException {
        return new TcpBinding(wanted);
    }

    @Override
    public StreamPeer peer(String name, StreamPeer.Listener listener) {
        return peers.computeIfAbsent(name, unknown -> {
            try {
                return new NetworkPeer(unknown, bind(SockAddr.loopback(0)), listener);
            } catch (AddressInUseException problem) {
                throw new IllegalStateException("No free TCP port for peer " + unknown, problem);
            }
        });
    }

    @Override
    public boolean holdsHandshake() {
        return false;
    }

    @Override
    public void close() {
        scheduler.removeIdleSource(this);
        ends.values().forEach(TcpEnd::reset);
        listeners.values().forEach(TcpBinding::close);
        peers.values().forEach(NetworkPeer::close);
        peers.clear();
        try {
            selector.close();
        } catch (IOException problem) {
            throw new UncheckedIOException("Cannot close the selector for TCP sockets", problem);
        }
    }

    private static SockAddr address(java.net.SocketAddress address) {
        InetSocketAddress inet = (InetSocketAddress) address;
        return new SockAddr(inet.getAddress().getHostAddress(), inet.getPort());
    }

    private static InetSocketAddress inet(SockAddr address) throws IOException {
        return new InetSocketAddress(InetAddress.getByName(address.host()), address.port());
    }

    private void register(SelectableChannel channel, int operations, Pollable pollable) {
        try {
            channel.register(selector, operations, pollable);
            selector.wakeup();
        } catch (IOException | ClosedSelectorException closed) {
            // It is over already.
        }
    }

    /** What to wait for; a channel that was closed waits for nothing. */
    private void interest(SelectableChannel channel, int operations) {
        SelectionKey key = channel.keyFor(selector);
        if (key == null) {
            return;
        }
        try {
            if (key.interestOps() != operations) {
                key.interestOps(operations);
                selector.wakeup();
            }
        } catch (CancelledKeyException closed) {
            // It is over already.
        }
    }

    /** Closes for good: a channel that is known to a selector closes only when that is told. */
    private void closeNow(SelectableChannel channel) {
        try {
            channel.close();
        } catch (IOException ignored) {
            // There is nothing left to lose.
        }
        if (scheduler.isDeterministic() && selector.isOpen()) {
            select(-1);
        } else {
            selector.wakeup();
        }
    }

    /** Waits until a channel that was closed has left the host, so that its address is free. */
    private void awaitClosed(SelectableChannel channel) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(10 * GRACE_MILLIS);
        synchronized (selected) {
            while (channel.isRegistered() && selector.isOpen() && System.nanoTime() - deadline < 0) {
                selector.wakeup();
                try {
                    selected.wait(GRACE_MILLIS / 10);
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                    return;
                }
            }
        }
    }

    private final class TcpBinding implements StreamBinding, Pollable {
        private final SockAddr local;
        private @Nullable SocketChannel reserved;
        private @Nullable ServerSocketChannel server;
        private @Nullable StreamArrivals arrivals;

        /** Connections of our own that are about to come out of the host's queue. */
        private final Set<Route> expected = ConcurrentHashMap.newKeySet();

        TcpBinding(SockAddr wanted) throws AddressInUseException {
            this.reserved = reserve(wanted);
            try {
                this.local = address(reserved.getLocalAddress());
            } catch (IOException problem) {
                throw new AddressInUseException(wanted, problem);
            }
        }

        private SocketChannel reserve(SockAddr wanted) throws AddressInUseException {
            @Nullable SocketChannel channel = null;
            try {
                channel = SocketChannel.open();
                channel.configureBlocking(false);
                channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
                String host = wanted.host().equals("0.0.0.0") ? "127.0.0.1" : wanted.host();
                channel.bind(inet(new SockAddr(host, wanted.port())));
                return channel;
            } catch (IOException problem) {
                if (channel != null) {
                    closeNow(channel);
                }
                throw new AddressInUseException(wanted, problem);
            }
        }

        @Override
        public SockAddr localAddress() {
            return local;
        }

        @Override
        public void listen(StreamArrivals taker) throws AddressInUseException {
            release();
            try {
                ServerSocketChannel channel = ServerSocketChannel.open();
                channel.configureBlocking(false);
                channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
                channel.setOption(StandardSocketOptions.SO_RCVBUF, BUFFER);
                synchronized (this) {
                    server = channel;
                    arrivals = taker;
                }
                channel.bind(inet(local), LISTEN_QUEUE);
                listeners.put(local, this);
                pollables.add(this);
                register(channel, SelectionKey.OP_ACCEPT, this);
            } catch (IOException problem) {
                close();
                throw new AddressInUseException(local, problem);
            }
        }

        private void release() {
            SocketChannel channel;
            synchronized (this) {
                channel = reserved;
                reserved = null;
            }
            if (channel != null) {
                closeNow(channel);
            }
        }

        @Override
        public StreamAttempt connect(SockAddr to, StreamConnector connector) {
            SocketChannel channel;
            synchronized (this) {
                channel = reserved;
                reserved = null;
            }
            TcpAttempt attempt = new TcpAttempt(local, to, connector);
            scheduler.spawn("net", () -> attempt.begin(channel));
            return attempt;
        }

        /** A connection of ours has been established; unless it came out of the queue already, it will. */
        void expect(Route route) {
            if (!ends.containsKey(route)) {
                expected.add(route);
            }
        }

        @Override
        public boolean move() {
            boolean moved = false;
            for (SocketChannel channel = accept(); channel != null; channel = accept()) {
                moved = true;
                StreamArrivals taker = arrivals;
                TcpEnd end = end(channel);
                if (end != null && taker != null) {
                    expected.remove(end.route);
                    TcpRequest request = new TcpRequest(end, taker);
                    end.request = request;
                    watch(end);
                    scheduler.spawn("net", request::arrive);
                }
            }
            return moved;
        }

        private @Nullable SocketChannel accept() {
            ServerSocketChannel channel = server;
            try {
                return channel == null ? null : channel.accept();
            } catch (IOException closed) {
                return null;
            }
        }

        @Override
        public boolean expects() {
            return !expected.isEmpty();
        }

        @Override
        public void expectNothing() {
            expected.clear();
        }

        @Override
        public void close() {
            release();
            ServerSocketChannel channel;
            synchronized (this) {
                channel = server;
                server = null;
                arrivals = null;
            }
            if (channel != null) {
                listeners.remove(local, this);
                pollables.remove(this);
                closeNow(channel);
                awaitClosed(channel);
            }
        }
    }

    private @Nullable TcpEnd end(SocketChannel channel) {
        try {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.setOption(StandardSocketOptions.SO_SNDBUF, BUFFER);
            return new TcpEnd(channel, address(channel.getLocalAddress()), address(channel.getRemoteAddress()));
        } catch (IOException gone) {
            closeNow(channel);
            return null;
        }
    }

    private void watch(TcpEnd end) {
        ends.put(end.route, end);
        pollables.add(end);
        register(end.channel, SelectionKey.OP_READ, end);
    }

    /** A request whose handshake the host has finished. */
    private final class TcpRequest implements StreamRequest {
        private final TcpEnd end;
        private final StreamArrivals arrivals;
        private boolean given;
        private boolean over;
        private boolean broken;

        TcpRequest(TcpEnd end, StreamArrivals arrivals) {
            this.end = end;
            this.arrivals = arrivals;
        }

        @Override
        public SockAddr localAddress() {
            return end.localAddress();
        }

        @Override
        public SockAddr remoteAddress() {
            return end.remoteAddress();
        }

        private void arrive() {
            arrivals.request(this);
            synchronized (this) {
                given = true;
            }
            tellBroken();
        }

        @Override
        public void accept() {
            scheduler.spawn("net", this::establish);
        }

        private void establish() {
            synchronized (this) {
                if (over || broken) {
                    return;
                }
                over = true;
            }
            arrivals.established(this, end);
        }

        @Override
        public void reject() {
            synchronized (this) {
                if (over) {
                    return;
                }
                over = true;
            }
            end.reset();
        }

        /** The requester has reset the connection. */
        private void breakOff() {
            synchronized (this) {
                broken = true;
            }
            scheduler.spawn("net", this::tellBroken);
        }

        private void tellBroken() {
            synchronized (this) {
                if (!given || !broken || over) {
                    return;
                }
                over = true;
            }
            end.close();
            arrivals.abandoned(this);
        }
    }

    private final class TcpAttempt implements StreamAttempt, Pollable {
        private final SockAddr from;
        private final SockAddr to;
        private final StreamConnector connector;
        private @Nullable SocketChannel channel;
        private @Nullable TcpEnd established;
        private boolean abandoned;

        TcpAttempt(SockAddr from, SockAddr to, StreamConnector connector) {
            this.from = from;
            this.to = to;
            this.connector = connector;
        }

        /** Connects by the channel that has the address or, after a refusal has used it up, by a new one. */
        private void begin(@Nullable SocketChannel reserved) {
            try {
                SocketChannel connecting = reserved == null ? again() : reserved;
                synchronized (this) {
                    channel = connecting;
                    if (abandoned) {
                        closeNow(connecting);
                        return;
                    }
                }
                connecting.setOption(StandardSocketOptions.SO_RCVBUF, BUFFER);
                connecting.setOption(StandardSocketOptions.SO_SNDBUF, BUFFER);
                traffic();
                connecting.connect(inet(to));
                pollables.add(this);
                register(connecting, SelectionKey.OP_CONNECT, this);
            } catch (IOException refused) {
                refuse();
            }
        }

        private SocketChannel again() throws IOException {
            SocketChannel fresh = SocketChannel.open();
            fresh.configureBlocking(false);
            fresh.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            fresh.bind(inet(from));
            return fresh;
        }

        @Override
        public boolean move() {
            SocketChannel connecting;
            synchronized (this) {
                connecting = abandoned || established != null ? null : channel;
            }
            try {
                if (connecting == null || !connecting.finishConnect()) {
                    return false;
                }
            } catch (IOException refused) {
                pollables.remove(this);
                scheduler.spawn("net", this::refuse);
                return true;
            }
            pollables.remove(this);
            TcpEnd end = end(connecting);
            if (end == null) {
                scheduler.spawn("net", this::refuse);
                return true;
            }
            TcpBinding listener = listeners.get(to);
            if (listener != null) {
                listener.expect(end.route.back());
            }
            synchronized (this) {
                established = end;
            }
            watch(end);
            scheduler.spawn("net", this::tellConnected);
            return true;
        }

        private void tellConnected() {
            TcpEnd end;
            synchronized (this) {
                end = abandoned ? null : established;
            }
            if (end != null) {
                connector.connected(end);
            }
        }

        private void refuse() {
            SocketChannel connecting;
            boolean told;
            synchronized (this) {
                connecting = channel;
                told = abandoned;
            }
            if (connecting != null) {
                closeNow(connecting);
            }
            if (!told) {
                connector.refused();
            }
        }

        @Override
        public boolean expects() {
            return true;
        }

        @Override
        public void expectNothing() {
            // A connect that hangs is the host's business.
        }

        @Override
        public void abandon() {
            TcpEnd end;
            SocketChannel connecting;
            synchronized (this) {
                abandoned = true;
                end = established;
                connecting = channel;
            }
            pollables.remove(this);
            if (end != null) {
                end.reset();
            } else if (connecting != null) {
                closeNow(connecting);
            }
        }
    }

    private final class TcpEnd implements StreamEnd, Pollable {
        private final SocketChannel channel;
        private final Route route;
        private final Inbound inbound;
        private volatile @Nullable TcpRequest request;
        private volatile @Nullable StreamReceiver receiver;
        private boolean wantsRoom;
        private boolean roomSeen;
        private boolean readEnded;
        private boolean finished;
        private boolean over;

        /** What our other end has sent, and what of that has been read here. */
        private final AtomicLong sent = new AtomicLong();

        private final AtomicLong read = new AtomicLong();
        private volatile boolean lastWord;

        /** Our other end has sent a reset, which reading does not show in every state. */
        private volatile boolean resetByPartner;

        TcpEnd(SocketChannel channel, SockAddr local, SockAddr remote) {
            this.channel = channel;
            this.route = new Route(local, remote);
            this.inbound = new Inbound(scheduler, BUFFER, this::freed, () -> {});
        }

        private @Nullable TcpEnd partner() {
            return ends.get(route.back());
        }

        @Override
        public SockAddr localAddress() {
            return route.local();
        }

        @Override
        public SockAddr remoteAddress() {
            return route.remote();
        }

        @Override
        public void start(StreamReceiver taker) {
            receiver = taker;
            inbound.start(taker);
        }

        /** The host has room for what is to be sent. */
        private synchronized void hasRoom() {
            roomSeen = true;
        }

        /** There is room for more. */
        private void freed() {
            watch();
        }

        private synchronized void watch() {
            if (over) {
                return;
            }
            int operations = (readEnded || inbound.space() == 0 ? 0 : SelectionKey.OP_READ)
                    | (wantsRoom ? SelectionKey.OP_WRITE : 0);
            interest(channel, operations);
        }

        @Override
        public int send(byte[] bytes, int offset, int length) {
            synchronized (this) {
                if (over || finished || length == 0) {
                    return 0;
                }
                int count = 0;
                try {
                    count = channel.write(ByteBuffer.wrap(bytes, offset, length));
                } catch (IOException broken) {
                    // Reading will tell, or has told.
                    inbound.reset();
                }
                TcpEnd other = partner();
                if (other != null && count > 0) {
                    other.sent.addAndGet(count);
                    traffic();
                }
                wantsRoom = count < length;
                watch();
                return count;
            }
        }

        @Override
        public void finish() {
            synchronized (this) {
                if (over || finished) {
                    return;
                }
                finished = true;
                wantsRoom = false;
                expectLastWord();
                try {
                    channel.shutdownOutput();
                } catch (IOException broken) {
                    // Reading will tell.
                }
                watch();
            }
            scheduler.spawn("net", this::tellFinished);
        }

        private void tellFinished() {
            StreamReceiver taker = receiver;
            if (taker != null) {
                taker.finished();
            }
        }

        private void expectLastWord() {
            TcpEnd other = partner();
            if (other != null) {
                other.lastWord = true;
                traffic();
            }
        }

        @Override
        public void roomAgain() {
            inbound.roomAgain();
        }

        @Override
        public void reset() {
            synchronized (this) {
                if (over) {
                    return;
                }
                over = true;
                expectLastWord();
                TcpEnd other = partner();
                if (other != null) {
                    other.resetByPartner = true;
                }
                try {
                    channel.setOption(StandardSocketOptions.SO_LINGER, 0);
                } catch (IOException closed) {
                    // Then there is nobody to tell.
                }
            }
            leave();
        }

        @Override
        public void close() {
            synchronized (this) {
                if (over) {
                    return;
                }
                over = true;
            }
            leave();
        }

        private void leave() {
            inbound.close();
            pollables.remove(this);
            ends.remove(route, this);
            closeNow(channel);
        }

        @Override
        public boolean canVanish() {
            return false;
        }

        @Override
        public void vanish() {
            throw new UnsupportedOperationException("TCP of the host cannot fall silent. Ask canVanish first.");
        }

        @Override
        public boolean move() {
            boolean moved = false;
            boolean broken = false;
            boolean writable;
            synchronized (this) {
                try {
                    moved = readAll();
                } catch (IOException reset) {
                    broken = !over && !readEnded;
                }
                broken |= resetByPartner && !over && (readEnded || inbound.space() == 0);
                if (broken) {
                    readEnded = true;
                    resetByPartner = false;
                }
                writable = roomSeen && wantsRoom && !over && !broken;
                roomSeen = false;
                wantsRoom &= !writable;
                watch();
            }
            if (broken) {
                breakOff();
            } else if (writable) {
                scheduler.spawn("net", this::tellWritable);
            }
            return moved || broken || writable;
        }

        private boolean readAll() throws IOException {
            boolean moved = false;
            for (int space = inbound.space(); space > 0 && !readEnded && !over; space = inbound.space()) {
                scratch.clear().limit(Math.min(space, scratch.capacity()));
                int count = channel.read(scratch);
                if (count == 0) {
                    break;
                }
                moved = true;
                if (count < 0) {
                    readEnded = true;
                    lastWord = false;
                    inbound.end();
                } else {
                    read.addAndGet(count);
                    inbound.offer(scratch.array(), 0, count);
                }
            }
            return moved;
        }

        private void breakOff() {
            lastWord = false;
            TcpRequest undecided = request;
            inbound.reset();
            if (undecided != null) {
                undecided.breakOff();
            }
        }

        private void tellWritable() {
            StreamReceiver taker = receiver;
            if (taker != null) {
                taker.writable();
            }
        }

        @Override
        public synchronized boolean expects() {
            boolean hidden = resetByPartner && (readEnded || inbound.space() == 0);
            boolean incoming = !readEnded && inbound.space() > 0 && (sent.get() > read.get() || lastWord);
            TcpEnd other = partner();
            return hidden || incoming || (wantsRoom && other != null && other.hasReadAll());
        }

        private boolean hasReadAll() {
            return sent.get() == read.get();
        }

        @Override
        public void expectNothing() {
            sent.set(read.get());
            lastWord = false;
            resetByPartner = false;
        }
    }
}
