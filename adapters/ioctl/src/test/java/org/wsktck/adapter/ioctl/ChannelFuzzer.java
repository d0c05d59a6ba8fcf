package org.wsktck.adapter.ioctl;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.wsktck.target.TargetException;

/**
 * Jazzer target: whatever an agent sends, the bench gets the bodies of observations in their order and the answer to what it has asked, as a plain reading of the frames has them, and at the end, or where
 * the frames make no sense any more, the documented exception.
 */
public final class ChannelFuzzer {
    private static final Protocol PROTOCOL = Protocol.load();
    private static final Codec CODEC = new Codec(PROTOCOL);
    private static final int HEADER = PROTOCOL.struct("header").size();
    private static final long LARGEST = 1 << 20;
    private static final long PATIENCE = 5000;

    private ChannelFuzzer() {}

    /** Called by Jazzer; what it throws is a finding. */
    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        Expected expected = Expected.of(input);
        Gate gate = new Gate(input);
        long begun = System.nanoTime();
        try (AgentChannel channel = new AgentChannel(PROTOCOL, gate, gate.opener(), () -> "It was made up.")) {
            byte[] answer = null;
            boolean refused = false;
            try {
                answer = channel.ask("counters", new byte[0]);
            } catch (TargetException documented) {
                refused = documented.getMessage() != null
                        && documented.getMessage().contains("has refused");
            }
            require(
                    Arrays.equals(answer, expected.answer) && refused == expected.refused,
                    "another answer than " + Arrays.toString(expected.answer) + ", or refusal");
            List<byte[]> seen = new ArrayList<>();
            try {
                while (true) {
                    byte[] next = channel.observations(PATIENCE);
                    if (next.length > 0) {
                        seen.add(next);
                    }
                }
            } catch (TargetException documented) {
                require(!channel.isAlive(), "alive after its end");
            }
            require(Arrays.deepEquals(seen.toArray(), expected.observations.toArray()), "other observations");
        }
        require((System.nanoTime() - begun) / 1_000_000 < PATIENCE, "its end was noticed by patience only");
    }

    /** What a plain reading of the bytes has. An answer after the end of the observations counts, one after nonsense does not. */
    private static final class Expected {
        private final List<byte[]> observations = new ArrayList<>();
        private byte @Nullable [] answer;
        private boolean refused;

        private static Expected of(byte[] input) {
            Expected expected = new Expected();
            boolean answered = false;
            int at = 0;
            while (input.length - at >= HEADER) {
                Map<String, Object> head = CODEC.decode("header", input, at);
                long size = number(head, "size");
                if (size < HEADER
                        || size > LARGEST
                        || size > input.length - at
                        || number(head, "version") != PROTOCOL.version()) {
                    break;
                }
                byte[] body = Arrays.copyOfRange(input, at + HEADER, at + (int) size);
                if (number(head, "op") == PROTOCOL.number("op", "observations")) {
                    if (body.length > 0) {
                        expected.observations.add(body);
                    }
                } else if (number(head, "tag") == 1 && !answered) {
                    answered = true;
                    expected.refused = number(head, "refusal") != 0;
                    expected.answer = expected.refused ? null : body;
                }
                at += (int) size;
            }
            return expected;
        }
    }

    private static long number(Map<String, Object> values, String name) {
        return (Long) values.get(name);
    }

    /** Gives its bytes once something has been asked. */
    private static final class Gate extends FilterInputStream {
        private final CountDownLatch open = new CountDownLatch(1);

        private Gate(byte[] bytes) {
            super(new ByteArrayInputStream(bytes));
        }

        private OutputStream opener() {
            return new OutputStream() {
                @Override
                public void write(int one) {
                    // What is asked is of no concern.
                }

                @Override
                public void flush() {
                    open.countDown();
                }

                @Override
                public void close() {
                    open.countDown();
                }
            };
        }

        @Override
        public int read(byte[] to, int from, int length) throws IOException {
            try {
                open.await();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new IOException(interrupted);
            }
            return super.read(to, from, length);
        }
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }
}
