package org.wsktck.adapter.ioctl;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An agent with a driver that has no provider: it takes frames, records marks, and answers each call with the same status, as the driver would record it. It can lose observations, refuse,
 * fall silent about a call, and die.
 */
final class FakeDriver {
    static final long STATUS = 0xC0000002L;
    private static final int PIPE = 1 << 16;

    final List<Map<String, Object>> calls = new ArrayList<>();
    final List<String> ops = new ArrayList<>();
    final List<Map<String, Object>> reactions = new ArrayList<>();
    final List<Map<String, Object>> hellos = new ArrayList<>();
    private final Protocol protocol = Protocol.load();
    private final Codec codec = new Codec(protocol);
    private final PipedInputStream requests = new PipedInputStream(PIPE);
    private final PipedOutputStream answers = new PipedOutputStream();
    private final AgentChannel channel;
    private long seq;
    private long call;
    private long recorded;
    private long dropped;
    private long diesAfter = Long.MAX_VALUE;
    private long refusal;
    private @Nullable String refused;
    private boolean returns = true;

    FakeDriver() throws IOException {
        PipedOutputStream to = new PipedOutputStream(requests);
        PipedInputStream from = new PipedInputStream(answers, PIPE);
        channel = new AgentChannel(protocol, from, to, () -> "It said nothing.");
        Thread thread = new Thread(this::serve, "fake-driver");
        thread.setDaemon(true);
        thread.start();
    }

    AgentChannel channel() {
        return channel;
    }

    /** Dies of the request after that many. */
    synchronized void diesAfter(long requests) {
        diesAfter = requests;
    }

    synchronized void drops(long observations) {
        dropped = observations;
    }

    synchronized void refuses(String op, String reason) {
        refused = op;
        refusal = protocol.number("refusal", reason);
    }

    /** Calls begin and do not return. */
    synchronized void neverReturns() {
        returns = false;
    }

    private void serve() {
        try (DataInputStream in = new DataInputStream(requests);
                answers) {
            long answered = 0;
            while (true) {
                byte[] head = new byte[protocol.struct("header").size()];
                in.readFully(head);
                Map<String, Object> header = codec.decode("header", head, 0);
                byte[] body = new byte[(int) number(header, "size") - head.length];
                in.readFully(body);
                if (answered++ == left()) {
                    return;
                }
                answer(header, body);
            }
        } catch (EOFException over) {
            // The controller has gone.
        } catch (IOException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private synchronized long left() {
        return diesAfter;
    }

    static long number(Map<String, Object> values, String name) {
        return values.get(name) instanceof Long number ? number : 0;
    }

    private synchronized void answer(Map<String, Object> header, byte[] body) throws IOException {
        String op = protocol.nameOf("op", number(header, "op"));
        ops.add(op);
        byte[] answer = new byte[0];
        if (op.equals(refused)) {
            frame(number(header, "op") | 0x80, number(header, "tag"), refusal, answer);
            return;
        }
        switch (op) {
            case "hello" -> {
                hellos.add(codec.decode("hello", body, 0));
                answer = codec.encode("welcome", Map.of("clock", 10_000_000L));
            }
            case "react" -> reactions.add(codec.decode("react", body, 0));
            case "counters" -> answer = codec.encode("counted", Map.of("recorded", recorded));
            case "mark" ->
                record(Map.of(
                        "kind",
                        kind("mark"),
                        "token",
                        number(codec.decode("mark", body, 0), "token"),
                        "worker",
                        none()));
            case "call" -> call(codec.decode("call", body, 0));
            default -> {}
        }
        frame(number(header, "op") | 0x80, number(header, "tag"), 0, answer);
    }

    private long kind(String name) {
        return protocol.number("kind", name);
    }

    private long none() {
        return protocol.value("none");
    }

    private long bits(String... members) {
        long bits = 0;
        for (String each : members) {
            bits |= 1L << protocol.observed().indexOf(each);
        }
        return bits;
    }

    @SuppressWarnings("unchecked")
    private void call(Map<String, Object> request) throws IOException {
        Map<String, Object> invocation = (Map<String, Object>) request.get("invocation");
        calls.add(invocation);
        long socket = number(invocation, "socket");
        Map<String, Object> common = new HashMap<>(Map.of(
                "fn",
                number(invocation, "fn"),
                "client",
                number(invocation, "client"),
                "socket",
                socket,
                "worker",
                number(request, "thread"),
                "call",
                ++call,
                "status",
                STATUS,
                "irql",
                0L));
        String[] about = socket == none() ? new String[] {"client"} : new String[] {"client", "socket"};
        common.put("kind", kind("call"));
        common.put("present", bits(about) | bits("call", "fn", "irql"));
        record(common);
        if (returns) {
            common.put("kind", kind("return"));
            common.put("present", bits(about) | bits("call", "fn", "status"));
            record(common);
        }
    }

    private void record(Map<String, Object> members) throws IOException {
        Map<String, Object> all = new HashMap<>(members);
        all.put("size", (long) protocol.struct("observation").size());
        all.put("seq", ++seq);
        all.put("t", seq * 10);
        all.put("dropped", dropped);
        recorded++;
        frame(protocol.number("op", "observations"), 0, 0, codec.encode("observation", all));
    }

    private void frame(long op, long tag, long refusedWith, byte[] body) throws IOException {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.writeBytes(codec.encode(
                "header",
                Map.of(
                        "size",
                        (long) protocol.struct("header").size() + body.length,
                        "version",
                        (long) protocol.version(),
                        "op",
                        op,
                        "tag",
                        tag,
                        "refusal",
                        refusedWith)));
        frame.writeBytes(body);
        answers.write(frame.toByteArray());
        answers.flush();
    }
}
