package org.wsktck.adapter.ioctl;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.wsktck.target.Flow;
import org.wsktck.target.Payload;
import org.wsktck.target.Step;
import org.wsktck.target.TargetException;
import org.wsktck.trace.Chunk;
import org.wsktck.trace.Field;
import org.wsktck.trace.Kind;
import org.wsktck.trace.Observation;

/** The other ends of connections, and senders of datagrams: real sockets of this host, whose actions and sights are placed among the driver's records. Used by the session's thread. */
final class Peers implements AutoCloseable {
    private final World world;
    private final Order order;
    private final Map<String, BenchPeer> known = new HashMap<>();
    private final Map<String, TcpPeer> ends = new HashMap<>();
    private final Map<String, DatagramSocket> senders = new HashMap<>();
    private final Runnable stirred;
    private long acts;
    private long datagrams;
    private volatile boolean over;

    /** @param stirred told whenever a peer does something */
    Peers(World world, Order order, Runnable stirred) {
        this.world = world;
        this.order = order;
        this.stirred = stirred;
    }

    // ---------------------------------------------------------------- names

    private BenchPeer peer(String name) throws TargetException {
        BenchPeer peer = known.get(name);
        if (peer == null) {
            peer = new BenchPeer(name);
            TcpPeer end = new TcpPeer(name, new Seen(peer));
            known.put(name, peer);
            ends.put(name, end);
            world.name(end.address, name, false);
        }
        return peer;
    }

    private TcpPeer end(BenchPeer peer) {
        TcpPeer end = ends.get(peer.name);
        if (end == null) {
            throw new IllegalStateException("every peer has its end");
        }
        return end;
    }

    /** Where connections to that peer go. */
    InetSocketAddress address(String name) throws TargetException {
        return end(peer(name)).address;
    }

    /** Where that peer sends datagrams from. */
    InetSocketAddress datagramAddress(String name) throws TargetException {
        return (InetSocketAddress) sender(name).getLocalSocketAddress();
    }

    private DatagramSocket sender(String name) throws TargetException {
        DatagramSocket socket = senders.get(name);
        if (socket == null) {
            try {
                socket = new DatagramSocket(0, Inet.loopback());
            } catch (IOException none) {
                throw new TargetException(
                        "There is no free port for the peer " + name + ": " + none.getMessage(), none);
            }
            senders.put(name, socket);
            world.name((InetSocketAddress) socket.getLocalSocketAddress(), name, true);
        }
        return socket;
    }

    /** Whether that socket is the one to which the peer has connected. */
    boolean isTarget(String socket, String peer) {
        BenchPeer one = known.get(peer);
        return one != null && socket.equals(one.listener);
    }

    /** The client has a socket for that peer's connection; the first one counts. */
    void belongs(String name, BenchSocket socket) {
        BenchPeer peer = known.get(name);
        if (peer != null) {
            if (peer.socket == null) {
                peer.socket = socket;
            }
            socket.incoming = peer.outgoing;
        }
    }

    // ---------------------------------------------------------------- connections

    /** Says in the trace that something was not done. */
    void note(String text) throws TargetException {
        order.place(Step.MAIN, () -> Observation.of(Kind.MARK).with(Field.TEXT, text));
    }

    void act(Step.Peer step) throws TargetException {
        BenchPeer peer = peer(step.peer());
        TcpPeer end = end(peer);
        switch (step.op()) {
            case "connect" -> connect(step, peer, end);
            case "listen" -> {
                if (begin(step, peer, null)) {
                    act(step, peer, Observation.of(Kind.PEER), end::listen);
                }
            }
            case "write" -> {
                if (can(step, peer.canWrite())) {
                    Flow.Piece piece = peer.outgoing.next(step.length());
                    act(
                            step,
                            peer,
                            Observation.of(Kind.PEER)
                                    .with(Field.OFFSET, piece.offset())
                                    .with(Field.LENGTH, piece.bytes().length),
                            () -> end.write(piece.bytes()));
                }
            }
            case "fin" -> {
                if (can(step, peer.canWrite())) {
                    peer.finished = true;
                    act(step, peer, Observation.of(Kind.PEER), end::fin);
                }
            }
            case "rst" -> {
                if (can(step, peer.isAlive())) {
                    peer.over = true;
                    act(step, peer, Observation.of(Kind.PEER), end::rst);
                    order.place(Step.MAIN, () -> connectEnds(peer));
                }
            }
            case "pause" -> {
                if (can(step, peer.isAlive())) {
                    act(step, peer, Observation.of(Kind.PEER), end::pause);
                }
            }
            case "resume" -> {
                if (can(step, peer.isAlive())) {
                    act(step, peer, Observation.of(Kind.PEER), end::resume);
                }
            }
            default ->
                throw new BadScriptException("A peer cannot '" + step.op()
                        + "'. It can connect, listen, write, fin, rst, pause and resume.");
        }
    }

    private boolean can(Step.Peer step, boolean possible) throws TargetException {
        if (!possible) {
            note("Peer " + step.peer() + ", " + step.op()
                    + ": it has no connection, or none any more; nothing is done");
        }
        return possible;
    }

    /** A peer has one connection in its life, so that its name is the connection's name too. */
    private boolean begin(Step.Peer step, BenchPeer peer, @Nullable String listener) throws TargetException {
        if (peer.used) {
            note("Peer " + step.peer() + ", " + step.op() + ": it has had its connection; nothing is done");
            return false;
        }
        peer.used = true;
        peer.listener = listener;
        return true;
    }

    private void connect(Step.Peer step, BenchPeer peer, TcpPeer end) throws TargetException {
        BenchSocket listener = world.socket(step.socket());
        InetSocketAddress address = listener == null ? null : listener.address;
        if (listener == null || address == null) {
            note("Peer " + step.peer() + ", connect: the socket " + step.socket() + " is not bound; nothing is done");
        } else if (begin(step, peer, listener.name)) {
            long act = ++acts;
            peer.connecting = act;
            stirred.run();
            order.place(Step.MAIN, () -> about(Observation.of(Kind.PEER), act, step, peer, listener));
            end.connect(address);
        }
    }

    /** The record of the end of its connect, which is about the listening socket, as its beginning was; null when none goes on. */
    private @Nullable Observation connectEnds(BenchPeer peer) {
        long act = peer.connecting;
        peer.connecting = 0;
        return act == 0
                ? null
                : peer.about(Observation.of(Kind.PEER_END), world.socket(peer.listener))
                        .with(Field.ACT, act)
                        .with(Field.OP, "connect");
    }

    private interface Deed {
        void run() throws TargetException;
    }

    private void act(Step.Peer step, BenchPeer peer, Observation begin, Deed deed) throws TargetException {
        long act = ++acts;
        stirred.run();
        // Whom the two records are about is decided at the place of the first.
        BenchSocket[] subject = new BenchSocket[1];
        order.place(Step.MAIN, () -> {
            BenchSocket now = peer.subject(world);
            if (now != null) {
                subject[0] = now;
            }
            return about(begin, act, step, peer, now);
        });
        deed.run();
        order.place(Step.MAIN, () -> about(Observation.of(Kind.PEER_END), act, step, peer, subject[0]));
    }

    private static Observation about(
            Observation observation, long act, Step.Peer step, BenchPeer peer, @Nullable BenchSocket subject) {
        return peer.about(observation, subject).with(Field.ACT, act).with(Field.OP, step.op());
    }

    /** What a peer sees, from its threads. The records are made when their places have come. */
    private final class Seen implements TcpPeer.Sight {
        private final BenchPeer peer;

        Seen(BenchPeer peer) {
            this.peer = peer;
        }

        private void place(Order.Record record) {
            try {
                if (!over) {
                    order.place("peer-" + peer.name, record);
                }
            } catch (TargetException ended) {
                // The session's thread sees the same, and says so.
            }
        }

        private Observation sees(String op, @Nullable List<Chunk> data) {
            return peer.about(Observation.of(Kind.SEES), peer.subject(world))
                    .with(Field.OP, op)
                    .with(Field.DATA, data);
        }

        @Override
        public void connected() {
            place(() -> connectEnds(peer));
            place(() -> provesEstablished() ? sees("connected", null) : null);
        }

        /** The host finishes the handshake by itself, which says nothing of what the provider makes of an inspected request. */
        private boolean provesEstablished() {
            BenchSocket listener = world.socket(peer.listener);
            return listener == null || !listener.conditional;
        }

        @Override
        public void refused() {
            place(() -> {
                peer.over = true;
                return connectEnds(peer);
            });
            place(() -> sees("refused", null));
        }

        @Override
        public void data(byte[] bytes) {
            place(() -> {
                Flow flow = peer.socket == null ? null : peer.socket.outgoing;
                Chunk chunk = flow == null ? new Chunk(-1, bytes.length, false) : flow.locate(bytes, flow.taken());
                if (flow != null) {
                    flow.take(chunk, bytes.length);
                }
                return sees("data", List.of(chunk));
            });
        }

        @Override
        public void eof() {
            place(() -> sees("eof", null));
        }

        @Override
        public void reset() {
            place(() -> {
                peer.over = true;
                return sees("reset", null);
            });
        }
    }

    // ---------------------------------------------------------------- datagrams

    /** A peer sends datagrams, each a record pair of its own. */
    void send(Step.Send send) throws TargetException {
        if (send.length() < Payload.HEADER) {
            throw new BadScriptException("A datagram of " + send.length()
                    + " bytes to a socket carries no number. Send at least " + Payload.HEADER + " bytes.");
        }
        BenchSocket socket = world.socket(send.socket());
        InetSocketAddress address = socket == null ? null : socket.address;
        if (socket == null || address == null) {
            note("Send to " + send.socket() + ": the socket is not bound; nothing is sent");
            return;
        }
        if (send.cast() != Step.Cast.UNICAST) {
            note("Send to " + send.socket() + ": this network has no "
                    + send.cast().json() + "; nothing is sent");
            return;
        }
        DatagramSocket sender = sender(send.peer());
        for (int i = 0; i < send.count(); i++) {
            long dg = ++datagrams;
            long act = ++acts;
            byte[] bytes = Payload.encode(dg, send.length());
            world.sent(dg, socket);
            stirred.run();
            order.place(
                    Step.MAIN,
                    () -> sent(Observation.of(Kind.PEER), act, send, socket)
                            .with(Field.DG, dg)
                            .with(Field.LENGTH, send.length())
                            .with(Field.CAST, send.cast().json()));
            try {
                sender.send(new DatagramPacket(bytes, bytes.length, address));
            } catch (IOException unable) {
                throw new TargetException(
                        "The peer " + send.peer() + " cannot send to " + address + ": " + unable.getMessage(), unable);
            }
            order.place(Step.MAIN, () -> sent(Observation.of(Kind.PEER_END), act, send, socket));
        }
    }

    private static Observation sent(Observation observation, long act, Step.Send send, BenchSocket socket) {
        return observation
                .with(Field.ACT, act)
                .with(Field.OP, "send")
                .with(Field.PEER, send.peer())
                .with(Field.CLIENT, socket.client)
                .with(Field.SOCKET, socket.name);
    }

    @Override
    public void close() {
        over = true;
        ends.values().forEach(TcpPeer::close);
        senders.values().forEach(DatagramSocket::close);
    }
}
