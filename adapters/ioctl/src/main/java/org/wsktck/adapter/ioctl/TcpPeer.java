package org.wsktck.adapter.ioctl;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.wsktck.target.TargetException;

/** The remote end of one connection: a socket of this host. Its threads see what comes; what it is told to send waits, in order, until there is a connection that takes it. */
final class TcpPeer implements AutoCloseable {
    /** Bytes that the host takes for an end that does not read: few, so that a paused peer is noticed. */
    private static final int BUFFER = 16 * 1024;

    /** Between two looks for a reset behind the end of a stream. */
    private static final long WATCH_MILLIS = 5;

    final InetSocketAddress address;
    private final String name;
    private final Sight sight;
    private final ExecutorService writer;
    private final CompletableFuture<Socket> connection = new CompletableFuture<>();
    /** Keeps the port until it is used. */
    private @Nullable Socket reserved;

    private @Nullable ServerSocket server;
    private boolean paused;
    private boolean closed;

    /** What a peer sees, told by its threads. */
    interface Sight {
        void connected();

        void refused();

        void data(byte[] bytes);

        void eof();

        void reset();
    }

    TcpPeer(String name, Sight sight) throws TargetException {
        this.name = name;
        this.sight = sight;
        this.writer = Executors.newSingleThreadExecutor(work -> daemon(work, "wsktck-write-" + name));
        try {
            Socket socket = new Socket();
            socket.setReceiveBufferSize(BUFFER);
            socket.bind(new InetSocketAddress(Inet.loopback(), 0));
            this.reserved = socket;
            this.address = (InetSocketAddress) socket.getLocalSocketAddress();
        } catch (IOException none) {
            throw new TargetException("There is no free port for the peer " + name + ": " + none.getMessage(), none);
        }
    }

    private static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    private synchronized @Nullable Socket takeReserved() {
        Socket socket = reserved;
        reserved = null;
        return socket;
    }

    /** Connects, on a thread of its own. */
    void connect(InetSocketAddress to) {
        Socket socket = takeReserved();
        if (socket != null) {
            daemon(() -> connect(socket, to), "wsktck-peer-" + name).start();
        }
    }

    private void connect(Socket socket, InetSocketAddress to) {
        try {
            synchronized (this) {
                if (closed) {
                    socket.close();
                    return;
                }
                // Found by close() while the connect goes on.
                reserved = socket;
            }
            socket.connect(to);
            begin(socket);
        } catch (IOException refused) {
            if (!isClosed()) {
                sight.refused();
            }
            return;
        }
        sight.connected();
        read(socket);
    }

    /** Listens for its one connection. When this returns, connects to it go on. */
    void listen() throws TargetException {
        Socket socket = takeReserved();
        try {
            if (socket != null) {
                socket.close();
            }
            ServerSocket listening = new ServerSocket();
            listening.setReuseAddress(true);
            listening.setReceiveBufferSize(BUFFER);
            listening.bind(address, 1);
            synchronized (this) {
                server = listening;
            }
            daemon(() -> accept(listening), "wsktck-peer-" + name).start();
        } catch (IOException taken) {
            throw new TargetException(
                    "The peer " + name + " cannot listen at " + address + ": " + taken.getMessage(), taken);
        }
    }

    private void accept(ServerSocket listening) {
        try (listening) {
            Socket socket = listening.accept();
            begin(socket);
            sight.connected();
            // One connection in its life: others are refused from now on.
            listening.close();
            read(socket);
        } catch (IOException ended) {
            // It was closed before anybody came.
        }
    }

    private void begin(Socket socket) throws IOException {
        synchronized (this) {
            reserved = null;
            if (closed) {
                reset(socket);
                throw new IOException("given up");
            }
        }
        socket.setTcpNoDelay(true);
        connection.complete(socket);
    }

    private void read(Socket socket) {
        byte[] buffer = new byte[BUFFER];
        try {
            InputStream in = socket.getInputStream();
            while (awaitGo()) {
                int got = in.read(buffer);
                if (got < 0) {
                    sight.eof();
                    watch(socket);
                    return;
                }
                sight.data(Arrays.copyOf(buffer, got));
            }
        } catch (IOException reset) {
            if (!isClosed()) {
                sight.reset();
            }
        }
    }

    /** Behind the end of what comes a reset may follow, as long as our own side is open. Nobody tells of it, so it is looked for. */
    private void watch(Socket socket) {
        while (waitsALittle() && !socket.isOutputShutdown()) {
            // Our own end may come between the two, and then it is no reset that the connection is gone.
            if (!HalfOpen.stands(socket) && !socket.isOutputShutdown()) {
                if (!isClosed()) {
                    sight.reset();
                }
                return;
            }
        }
    }

    private synchronized boolean waitsALittle() {
        try {
            if (!closed) {
                wait(WATCH_MILLIS);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
        return !closed;
    }

    private synchronized boolean awaitGo() {
        while (paused && !closed) {
            try {
                wait();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return !closed;
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    void write(byte[] bytes) {
        inOrder(socket -> socket.getOutputStream().write(bytes));
    }

    /** Ends what it sends, after what is still to be written. */
    void fin() {
        inOrder(Socket::shutdownOutput);
    }

    private interface Deed {
        void to(Socket socket) throws IOException;
    }

    private void inOrder(Deed deed) {
        if (!writer.isShutdown()) {
            writer.execute(() -> {
                try {
                    deed.to(connection.get());
                } catch (IOException | ExecutionException gone) {
                    // Whoever reads sees why.
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                }
            });
        }
    }

    synchronized void pause() {
        paused = true;
    }

    synchronized void resume() {
        paused = false;
        notifyAll();
    }

    /** Resets its connection, or gives up its connect or listen. */
    void rst() {
        Socket open;
        Socket waiting;
        ServerSocket listening;
        synchronized (this) {
            closed = true;
            notifyAll();
            open = connection.getNow(null);
            waiting = reserved;
            reserved = null;
            listening = server;
        }
        writer.shutdownNow();
        try {
            if (open != null) {
                reset(open);
            }
            if (waiting != null) {
                waiting.close();
            }
            if (listening != null) {
                listening.close();
            }
        } catch (IOException gone) {
            // There is nothing left to end.
        }
    }

    private static void reset(Socket socket) throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() {
        rst();
    }
}
