package org.wsktck.adapter.ioctl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A controller of an agent, over its standard streams or a socket: requests with their answers, and the observations that come in between. */
final class AgentLink implements Closeable {
    private static final long SECONDS = 60;
    private static final long NONE = 0xFFFF;
    private static final int HEADER = 16;

    private final Protocol protocol = Protocol.load();
    private final Codec codec = new Codec(protocol);
    private final InputStream from;
    private final OutputStream to;
    private final Closeable both;
    private final Map<Long, CompletableFuture<byte[]>> asked = new HashMap<>();
    private final List<Map<String, Object>> observations = new ArrayList<>();
    private long tag;
    private boolean over;

    /** Over the standard streams, whose end ends the agent. */
    AgentLink(Process agent) {
        this(agent.getInputStream(), agent.getOutputStream(), agent.getOutputStream());
    }

    private AgentLink(InputStream from, OutputStream to, Closeable both) {
        this.from = from;
        this.to = to;
        this.both = both;
        Thread reader = new Thread(this::read, "agent");
        reader.setDaemon(true);
        reader.start();
    }

    /** A new session with an agent that listens; it must not be busy. */
    static AgentLink connect(int port, String secret) throws IOException {
        Socket socket = greet(port, secret);
        assertThat(line(socket)).isEqualTo("OK");
        return new AgentLink(socket.getInputStream(), socket.getOutputStream(), () -> {
            // Abruptly: what is under way is lost, as with a controller that dies.
            if (!socket.isClosed()) {
                socket.setSoLinger(true, 0);
                socket.close();
            }
        });
    }

    /** A connection that has said the secret. */
    static Socket greet(int port, String secret) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout((int) TimeUnit.SECONDS.toMillis(SECONDS));
        socket.getOutputStream().write(("WSKTCK " + secret + "\n").getBytes(StandardCharsets.UTF_8));
        return socket;
    }

    /** The line that the agent answers, or an empty one when it closes. */
    static String line(Socket socket) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = socket.getInputStream().read();
                next >= 0;
                next = socket.getInputStream().read()) {
            if (next == '\n') {
                return line.toString();
            }
            line.append((char) next);
        }
        return line.toString();
    }

    private void read() {
        try (DataInputStream in = new DataInputStream(from)) {
            while (true) {
                byte[] head = in.readNBytes(HEADER);
                if (head.length < HEADER) {
                    throw new EOFException("the agent has ended");
                }
                Map<String, Object> header = codec.decode("header", head, 0);
                take(header, in.readNBytes((int) (long) (Long) header.get("size") - HEADER));
            }
        } catch (IOException ended) {
            synchronized (this) {
                over = true;
                asked.values().forEach(each -> each.completeExceptionally(ended));
                notifyAll();
            }
        }
    }

    private synchronized void take(Map<String, Object> header, byte[] body) {
        if ((Long) header.get("op") == protocol.number("op", "observations")) {
            int at = 0;
            while (at < body.length) {
                Map<String, Object> each = new HashMap<>(codec.decode("observation", body, at));
                int element = at + protocol.struct("observation").size();
                if ((Long) each.get("elements") > 0) {
                    Map<String, Object> first = codec.decode("element", body, element);
                    int from = element + protocol.struct("element").size();
                    each.put(
                            "bytes",
                            java.util.Arrays.copyOfRange(body, from, from + (int) (long) (Long) first.get("captured")));
                }
                observations.add(each);
                at += (int) (long) (Long) each.get("size");
            }
        } else {
            assertThat(header.get("refusal")).isEqualTo(0L);
            CompletableFuture<byte[]> answer = asked.remove((Long) header.get("tag"));
            if (answer != null) {
                answer.complete(body);
            }
        }
        notifyAll();
    }

    byte[] ask(String op, byte[] body) throws Exception {
        CompletableFuture<byte[]> answer = new CompletableFuture<>();
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        synchronized (this) {
            if (over) {
                throw new EOFException("the agent has ended");
            }
            asked.put(++tag, answer);
            frame.writeBytes(codec.encode(
                    "header",
                    Map.of(
                            "size",
                            (long) HEADER + body.length,
                            "version",
                            (long) protocol.version(),
                            "op",
                            protocol.number("op", op),
                            "tag",
                            tag)));
        }
        frame.writeBytes(body);
        to.write(frame.toByteArray());
        to.flush();
        return answer.get(SECONDS, TimeUnit.SECONDS);
    }

    byte[] ask(String op, Map<String, Object> body) throws Exception {
        return ask(op, codec.encode(op, body));
    }

    Map<String, Object> counters() throws Exception {
        return codec.decode("counted", ask("counters", new byte[0]), 0);
    }

    /** Calls on the first thread and gives the record of the return. */
    Map<String, Object> call(String fn, Map<String, Object> arguments) throws Exception {
        int before = count(ofKind("return"));
        begin(0, fn, arguments);
        return await(ofKind("return"), before + 1);
    }

    /** Calls on a thread without looking what comes of it. */
    void begin(long thread, String fn, Map<String, Object> arguments) throws Exception {
        Map<String, Object> values =
                new HashMap<>(Map.of("irql", NONE, "socket", NONE, "irp", NONE, "acceptSocket", NONE));
        values.put("fn", protocol.number("function", fn));
        long present = 0;
        for (Map.Entry<String, Object> each : arguments.entrySet()) {
            values.put(each.getKey(), each.getValue());
            int bit = protocol.arguments().indexOf(each.getKey());
            present |= bit < 0 ? 0 : 1L << bit;
        }
        values.put("present", present);
        ask("call", Map.of("thread", thread, "invocation", values));
    }

    Predicate<Map<String, Object>> skipped(String reason) {
        return ofKind("skip").and(each -> (Long) each.get("reason") == protocol.number("reason", reason));
    }

    Predicate<Map<String, Object>> ofKind(String kind) {
        return each -> (Long) each.get("kind") == protocol.number("kind", kind);
    }

    Predicate<Map<String, Object>> completion(String fn) {
        return ofKind("irp").and(each -> (Long) each.get("fn") == protocol.number("function", fn));
    }

    private synchronized int count(Predicate<Map<String, Object>> which) {
        return (int) observations.stream().filter(which).count();
    }

    /** The nth observation of that description. */
    synchronized Map<String, Object> await(Predicate<Map<String, Object>> which, int nth) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        while (count(which) < nth) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            assertThat(over || left <= 0)
                    .as("no such observation among %s", observations)
                    .isFalse();
            wait(left);
        }
        return observations.stream().filter(which).skip(nth - 1L).findFirst().orElseThrow();
    }

    synchronized List<Map<String, Object>> observations() {
        return List.copyOf(observations);
    }

    /** Bytes as they are, whatever they mean. */
    void raw(byte... bytes) throws IOException {
        to.write(bytes);
        to.flush();
    }

    /** Ends the session: over a socket abruptly, over the standard streams by the end of the agent's input. */
    @Override
    public void close() throws IOException {
        both.close();
    }
}
