package org.wsktck.reference.network;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.wsktck.wsk.SockAddr;

/** A peer on any network of streams. */
final class NetworkPeer implements StreamPeer, StreamReceiver, StreamConnector, StreamArrivals {
    private final String name;
    private final StreamBinding binding;
    private final Listener listener;
    private final Deque<byte[]> unsent = new ArrayDeque<>();
    private @Nullable StreamAttempt attempt;
    private @Nullable StreamEnd end;
    private boolean taken;
    private boolean finWanted;
    private boolean finished;
    private boolean ended;
    private boolean paused;
    private boolean over;

    NetworkPeer(String name, StreamBinding binding, Listener listener) {
        this.name = name;
        this.binding = binding;
        this.listener = listener;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public SockAddr address() {
        return binding.localAddress();
    }

    @Override
    public synchronized void connect(SockAddr to) {
        requireUnused();
        attempt = binding.connect(to, this);
    }

    @Override
    public synchronized void listen() {
        requireUnused();
        try {
            binding.listen(this);
        } catch (AddressInUseException lost) {
            throw new IllegalStateException("Peer " + name + " has lost its address", lost);
        }
    }

    private void requireUnused() {
        if (taken) {
            throw new IllegalStateException(
                    "Peer " + name + " has connected or listened before. Give each connection a peer of its own.");
        }
        taken = true;
    }

    @Override
    public synchronized void write(byte[] bytes) {
        if (!over && !finWanted && bytes.length > 0) {
            unsent.add(bytes.clone());
            pump();
        }
    }

    @Override
    public synchronized void fin() {
        finWanted = true;
        pump();
    }

    private void pump() {
        StreamEnd out = end;
        if (out == null || over) {
            return;
        }
        for (byte[] next = unsent.peek(); next != null; next = unsent.peek()) {
            int count = out.send(next, 0, next.length);
            unsent.remove();
            if (count < next.length) {
                unsent.addFirst(Arrays.copyOfRange(next, count, next.length));
                return;
            }
        }
        if (finWanted && !finished) {
            finished = true;
            out.finish();
            closeIfEnded();
        }
    }

    private void closeIfEnded() {
        StreamEnd out = end;
        if (out != null && finished && ended && !over) {
            over = true;
            out.close();
        }
    }

    @Override
    public synchronized void rst() {
        if (over) {
            return;
        }
        over = true;
        unsent.clear();
        if (end != null) {
            end.reset();
        } else if (attempt != null) {
            attempt.abandon();
        } else {
            binding.close();
        }
    }

    @Override
    public synchronized void pause() {
        paused = true;
    }

    @Override
    public synchronized void resume() {
        paused = false;
        if (end != null) {
            end.roomAgain();
        }
    }

    @Override
    public void close() {
        rst();
        binding.close();
    }

    @Override
    public void request(StreamRequest request) {
        boolean wanted;
        synchronized (this) {
            wanted = !over && end == null;
        }
        if (wanted) {
            request.accept();
        } else {
            request.reject();
        }
    }

    @Override
    public void established(StreamRequest request, StreamEnd connection) {
        connected(connection);
    }

    @Override
    public void abandoned(StreamRequest request) {
        // It waits for another one.
    }

    @Override
    public void connected(StreamEnd connection) {
        synchronized (this) {
            if (over || end != null) {
                connection.reset();
                return;
            }
            end = connection;
        }
        listener.connected();
        connection.start(this);
        synchronized (this) {
            pump();
        }
    }

    @Override
    public void refused() {
        synchronized (this) {
            over = true;
        }
        listener.refused();
    }

    @Override
    public synchronized int room() {
        return paused ? 0 : Integer.MAX_VALUE;
    }

    @Override
    public void data(byte[] bytes) {
        listener.data(bytes);
    }

    @Override
    public void end() {
        listener.eof();
        synchronized (this) {
            ended = true;
            closeIfEnded();
        }
    }

    @Override
    public void reset() {
        synchronized (this) {
            over = true;
            unsent.clear();
        }
        listener.reset();
    }

    @Override
    public synchronized void writable() {
        pump();
    }

    @Override
    public void finished() {
        // Nobody waits for it.
    }
}
