package org.wsktck.adapter.ioctl;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.wsktck.target.TargetException;

/** The two streams of an agent: requests with their answers, and the observations that come in between. Safe for several threads. */
final class AgentChannel implements AutoCloseable {
    /** An agent that is silent for so long is given up. It answers each request at once, and the end of a session within ten seconds. */
    static final Duration SILENCE = Duration.ofSeconds(30);

    private static final int LARGEST = 1 << 20;

    private final Protocol protocol;
    private final Codec codec;
    private final InputStream in;
    private final OutputStream out;
    private final Supplier<String> obituary;
    private final int header;
    private final Map<Long, CompletableFuture<byte[]>> asked = new HashMap<>();
    private final BlockingQueue<byte[]> observations = new LinkedBlockingQueue<>();
    private long tag;
    private @Nullable TargetException over;

    /** @param obituary what is known of an agent that has ended, to be told to people */
    AgentChannel(Protocol protocol, InputStream in, OutputStream out, Supplier<String> obituary) {
        this.protocol = protocol;
        this.codec = new Codec(protocol);
        this.in = in;
        this.out = out;
        this.obituary = obituary;
        this.header = protocol.struct("header").size();
        Thread reader = new Thread(this::read, "wsktck-agent");
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        try {
            DataInputStream data = new DataInputStream(in);
            while (true) {
                byte[] head = new byte[header];
                data.readFully(head);
                Map<String, Object> values = codec.decode("header", head, 0);
                long size = number(values, "size");
                if (size < header || size > LARGEST || number(values, "version") != protocol.version()) {
                    throw new IOException("it sent a frame of " + size + " bytes in version "
                            + number(values, "version") + " of the protocol");
                }
                byte[] body = new byte[(int) size - header];
                data.readFully(body);
                take(values, body);
            }
        } catch (EOFException ended) {
            end("The agent has ended. " + obituary.get(), ended);
        } catch (IOException | IllegalArgumentException broken) {
            end("What the agent sends cannot be read: " + broken.getMessage() + ". " + obituary.get(), broken);
        }
    }

    private static long number(Map<String, Object> values, String name) {
        return values.get(name) instanceof Long number ? number : 0;
    }

    private void take(Map<String, Object> head, byte[] body) {
        if (number(head, "op") == protocol.number("op", "observations")) {
            observations.add(body);
            return;
        }
        CompletableFuture<byte[]> answer;
        synchronized (this) {
            answer = asked.remove(number(head, "tag"));
        }
        if (answer != null) {
            long refusal = number(head, "refusal");
            if (refusal == 0) {
                answer.complete(body);
            } else {
                answer.completeExceptionally(new Refused(protocol.nameOf("refusal", refusal)));
            }
        }
    }

    private void end(String message, Throwable cause) {
        Map<Long, CompletableFuture<byte[]>> waiting;
        synchronized (this) {
            over = over == null ? new TargetException(message, cause) : over;
            waiting = new HashMap<>(asked);
            asked.clear();
            notifyAll();
        }
        waiting.values().forEach(each -> each.completeExceptionally(cause));
        // Wakes who waits for observations.
        observations.add(new byte[0]);
    }

    /** The driver, or the agent, has refused a frame: nothing of it was done. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1;

        private Refused(String reason) {
            super(reason);
        }
    }

    /**
     * Sends a request and waits for its answer.
     *
     * @return the body of the answer
     * @throws TargetException when the agent is gone, silent, or refuses
     */
    byte[] ask(String op, byte[] body) throws TargetException {
        CompletableFuture<byte[]> answer = new CompletableFuture<>();
        long mine;
        synchronized (this) {
            check();
            mine = ++tag;
            asked.put(mine, answer);
        }
        send(frame(op, mine, body));
        try {
            return answer.get(SILENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new TargetException("The wait for the agent was interrupted.", interrupted);
        } catch (TimeoutException silent) {
            throw new TargetException(
                    "The agent has not answered a request ('" + op + "') within " + SILENCE.toSeconds()
                            + " s: it, or the driver, hangs. What was observed before is in the trace.",
                    silent);
        } catch (ExecutionException failed) {
            // An answer stays one when the agent has ended since.
            if (failed.getCause() instanceof Refused refused) {
                throw new TargetException(
                        "The driver has refused a request ('" + op + "'), reason '" + refused.getMessage() + "'.",
                        failed);
            }
            synchronized (this) {
                check();
            }
            throw new IllegalStateException("a request fails by a refusal or by the end", failed);
        }
    }

    private byte[] frame(String op, long mine, byte[] body) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.writeBytes(codec.encode(
                "header",
                Map.of(
                        "size",
                        (long) header + body.length,
                        "version",
                        (long) protocol.version(),
                        "op",
                        protocol.number("op", op),
                        "tag",
                        mine)));
        frame.writeBytes(body);
        return frame.toByteArray();
    }

    private void send(byte[] frame) throws TargetException {
        try {
            synchronized (out) {
                out.write(frame);
                out.flush();
            }
        } catch (IOException broken) {
            throw new TargetException(
                    "The agent takes no requests any more: " + broken.getMessage() + ". " + obituary.get(), broken);
        }
    }

    private void check() throws TargetException {
        TargetException reason = over;
        if (reason != null) {
            throw new TargetException(String.valueOf(reason.getMessage()), reason);
        }
    }

    /**
     * The next records, in order, as one fetch gave them; none when there were none in time.
     *
     * @throws TargetException when the agent is gone and everything that it sent has been taken
     */
    byte[] observations(long millis) throws TargetException {
        try {
            byte[] next = millis <= 0 ? observations.poll() : observations.poll(millis, TimeUnit.MILLISECONDS);
            if (next != null && next.length > 0) {
                return next;
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new TargetException("The wait for observations was interrupted.", interrupted);
        }
        if (observations.isEmpty()) {
            synchronized (this) {
                check();
            }
        }
        return new byte[0];
    }

    /** Whether the agent can be asked. */
    synchronized boolean isAlive() {
        return over == null;
    }

    /** Closes both streams; the agent takes that as the end. */
    @Override
    public void close() {
        synchronized (this) {
            over = over == null ? new TargetException("The link to the agent has been closed.") : over;
        }
        try (in) {
            out.close();
        } catch (IOException ended) {
            // It is closed either way.
        }
    }
}
