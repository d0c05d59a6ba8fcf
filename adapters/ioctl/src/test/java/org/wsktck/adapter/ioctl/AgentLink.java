package org.wsktck.adapter.ioctl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The standard streams of an agent: requests with their answers, and the observations that come in between. */
final class AgentLink {
    private static final long SECONDS = 60;
    private static final long NONE = 0xFFFF;
    private static final int HEADER = 16;

    private final Protocol protocol = Protocol.load();
    private final Codec codec = new Codec(protocol);
    private final Process agent;
    private final Map<Long, CompletableFuture<byte[]>> asked = new HashMap<>();
    private final List<Map<String, Object>> observations = new ArrayList<>();
    private long tag;
    private boolean over;

    AgentLink(Process agent) {
        this.agent = agent;
        Thread reader = new Thread(this::read, "agent");
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        try (DataInputStream in = new DataInputStream(agent.getInputStream())) {
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
        agent.getOutputStream().write(frame.toByteArray());
        agent.getOutputStream().flush();
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
        int before = count(ofKind("return"));
        ask("call", Map.of("invocation", values));
        return await(ofKind("return"), before + 1);
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

    /** The exit code once its input has ended, or null when it hangs. */
    @Nullable
    Integer end() throws IOException, InterruptedException {
        agent.getOutputStream().close();
        return agent.waitFor(SECONDS, TimeUnit.SECONDS) ? agent.exitValue() : null;
    }
}
