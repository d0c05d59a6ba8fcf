package org.wsktck.adapter.ioctl;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;
import org.wsktck.target.TargetException;

/** An agent that listens on a socket, such as one on another machine. Each session has a connection of its own, which begins with the shared secret. */
final class SocketAgents implements Agents {
    private static final int CONNECT_MILLIS = 10_000;
    private static final String WELCOME = "OK\n";

    private final Protocol protocol;
    private final String host;
    private final int port;
    private final String secret;
    private final Semaphore free = new Semaphore(1, true);

    SocketAgents(Protocol protocol, String host, int port, String secret) {
        this.protocol = protocol;
        this.host = host;
        this.port = port;
        this.secret = secret;
    }

    @Override
    public AgentChannel take() throws TargetException {
        try {
            free.acquire();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new TargetException("The wait for another session's end was interrupted.", interrupted);
        }
        boolean well = false;
        try {
            AgentChannel link = connect();
            well = true;
            return link;
        } finally {
            if (!well) {
                free.release();
            }
        }
    }

    private AgentChannel connect() throws TargetException {
        Socket socket = new Socket();
        boolean well = false;
        try {
            socket.setTcpNoDelay(true);
            socket.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
            socket.getOutputStream().write(("WSKTCK " + secret + "\n").getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
            socket.setSoTimeout(CONNECT_MILLIS);
            InputStream in = socket.getInputStream();
            String answer = new String(in.readNBytes(WELCOME.length()), StandardCharsets.US_ASCII);
            if (!answer.equals(WELCOME)) {
                throw new TargetException("The agent at " + host + ":" + port + " does not let us in. The secret is taken"
                        + " from the environment variable " + IoctlTargets.SECRET + "; it must be the agent's.");
            }
            socket.setSoTimeout(0);
            well = true;
            return new AgentChannel(
                    protocol,
                    in,
                    socket.getOutputStream(),
                    () -> "The connection to " + host + ":" + port + " is closed.");
        } catch (IOException failed) {
            throw new TargetException(
                    "There is no agent at " + host + ":" + port + ": " + failed.getMessage()
                            + ". Start agent.exe there, see adapters/ioctl/README.md.",
                    failed);
        } finally {
            if (!well) {
                closeQuietly(socket);
            }
        }
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException closed) {
            // It was not of use anyway.
        }
    }

    @Override
    public void give(AgentChannel link, boolean sound) {
        link.close();
        free.release();
    }

    @Override
    public void close() {
        // Every link is closed with its session.
    }
}
