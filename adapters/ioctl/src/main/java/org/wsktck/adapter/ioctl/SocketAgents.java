package org.wsktck.adapter.ioctl;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.wsktck.target.TargetException;

/** An agent that listens on a socket, such as one on another machine. Each session has a connection of its own, which begins with the shared secret. */
final class SocketAgents implements Agents {
    private static final int CONNECT_MILLIS = (int) TimeUnit.SECONDS.toMillis(10);
    /** Longer than the agent waits for the end of the session before. */
    private static final int WELCOME_MILLIS = (int) TimeUnit.SECONDS.toMillis(70);

    private static final int LONGEST_LINE = 16;

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
        Turns.await(free);
        boolean well = false;
        try {
            AgentChannel link = connect(
                    protocol,
                    host,
                    port,
                    secret,
                    "The connection to the agent at " + host + ":" + port + " is closed.");
            well = true;
            return link;
        } finally {
            if (!well) {
                free.release();
            }
        }
    }

    /**
     * A session's connection.
     *
     * @param obituary what to say when it ends
     * @throws TargetException when there is no agent, or it gives no session
     */
    static AgentChannel connect(Protocol protocol, String host, int port, String secret, String obituary)
            throws TargetException {
        Socket socket = new Socket();
        boolean well = false;
        try {
            socket.setTcpNoDelay(true);
            socket.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
            socket.getOutputStream().write(("WSKTCK " + secret + "\n").getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
            socket.setSoTimeout(WELCOME_MILLIS);
            check(host + ":" + port, line(socket.getInputStream()));
            socket.setSoTimeout(0);
            well = true;
            return new AgentChannel(protocol, socket.getInputStream(), socket.getOutputStream(), () -> obituary);
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

    /** The line that the agent says; empty when it closes without one. */
    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next >= 0 && next != '\n' && line.length() < LONGEST_LINE; next = in.read()) {
            line.append((char) next);
        }
        return line.toString();
    }

    private static void check(String place, String line) throws TargetException {
        switch (line) {
            case "OK" -> {}
            case "BUSY" -> throw new TargetException("The agent at " + place + " is busy with another controller.");
            case "FAILED" ->
                throw new TargetException("The driver at " + place
                        + " gives no session: one that could not be ended is in the way. Restart it, or the machine.");
            default ->
                throw new TargetException("The agent at " + place + " does not let us in (it said '" + line
                        + "'). The secret is taken from the environment variable " + IoctlTargets.SECRET
                        + "; it must be the agent's.");
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
