package org.wsktck.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A damaged trace is refused, or is another trace that is whole; it is never taken for the one that was written, and nothing else is thrown. */
class DamagedTraceTest {
    private static final int ROUNDS = 60_000;

    private final byte[] whole = Traces.bytes(Traces.example());
    private final List<Observation> original = everything(whole);

    @Test
    void everyTruncationIsRefused() {
        for (int length = 0; length < whole.length; length++) {
            assertThat(everything(Arrays.copyOf(whole, length)))
                    .as("the first %d bytes", length)
                    .isNull();
        }
    }

    @Test
    void everyByteReplacedByEveryInterestingOneIsRefusedOrSeen() {
        byte[] interesting = "\0\t\n\r \"\\,:{}[]-.09aetfu\u007f".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        interesting = Arrays.copyOf(interesting, interesting.length + 3);
        interesting[interesting.length - 3] = (byte) 0x80;
        interesting[interesting.length - 2] = (byte) 0xC3;
        interesting[interesting.length - 1] = (byte) 0xFF;
        for (int at = 0; at < whole.length; at++) {
            for (byte b : interesting) {
                replaced(at, b);
            }
        }
    }

    @Test
    void anyByteReplacedDroppedOrAddedIsRefusedOrSeen() {
        long seed = System.nanoTime();
        System.out.println("DamagedTraceTest seed " + seed);
        Random random = new Random(seed);
        for (int i = 0; i < ROUNDS; i++) {
            int at = random.nextInt(whole.length);
            byte b = (byte) random.nextInt();
            switch (random.nextInt(3)) {
                case 0 -> replaced(at, b);
                case 1 -> {
                    byte[] shorter = new byte[whole.length - 1];
                    System.arraycopy(whole, 0, shorter, 0, at);
                    System.arraycopy(whole, at + 1, shorter, at, shorter.length - at);
                    refusedOrSeen(shorter, false);
                }
                default -> {
                    byte[] longer = new byte[whole.length + 1];
                    System.arraycopy(whole, 0, longer, 0, at);
                    longer[at] = b;
                    System.arraycopy(whole, at, longer, at + 1, whole.length - at);
                    // White space between tokens, a minus sign before a zero, or a backslash before the slash of the
                    // schema's name (JSON knows \/)
                    // may be added without harm.
                    boolean escapesSlash = b == '\\' && whole[at] == '/';
                    refusedOrSeen(longer, b == ' ' || b == '\t' || b == '\r' || b == '-' || escapesSlash);
                }
            }
        }
    }

    /** The lexer is ours, so it is held to one that is not: what it accepts must be JSON, with the same numbers and texts. */
    @Test
    void whatIsAcceptedIsJson() throws IOException {
        ObjectMapper strict = JsonMapper.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();
        long seed = System.nanoTime();
        System.out.println("DamagedTraceTest seed " + seed);
        Random random = new Random(seed);
        int accepted = 0;
        for (int i = 0; i < ROUNDS; i++) {
            byte[] damaged = whole.clone();
            for (int n = random.nextInt(3); n >= 0; n--) {
                damaged[random.nextInt(damaged.length)] = whole[random.nextInt(damaged.length)];
            }
            List<Observation> read = everything(damaged);
            if (read != null) {
                accepted++;
                sameAsJackson(strict, damaged, read);
            }
        }
        assertThat(accepted).as("some damage leaves a whole trace").isPositive();
    }

    private static void sameAsJackson(ObjectMapper strict, byte[] trace, List<Observation> read) throws IOException {
        int line = 0;
        int begin = 0;
        for (int p = 0; p < trace.length; p++) {
            if (trace[p] == '\n') {
                Observation o = read.get(line++);
                try {
                    JsonNode node = strict.readTree(trace, begin, p - begin);
                    assertThat(node.get("seq").longValue()).isEqualTo(o.seq());
                    assertThat(node.get("thread").textValue()).isEqualTo(o.thread());
                    for (Field field : Field.values()) {
                        assertThat(node.has(field.json())).isEqualTo(o.has(field));
                        if (o.has(field) && field.type() == Field.Type.TEXT) {
                            assertThat(node.get(field.json()).textValue()).isEqualTo(o.text(field));
                        } else if (o.has(field) && field.type() == Field.Type.INT) {
                            assertThat(node.get(field.json()).longValue()).isEqualTo(o.number(field, 0));
                        }
                    }
                } catch (JacksonException e) {
                    fail("line %d was accepted but is no JSON: %s", line, e.getMessage());
                }
                begin = p + 1;
            }
        }
        assertThat(read).hasSize(line);
    }

    private void replaced(int at, byte b) {
        if (whole[at] == b) {
            return;
        }
        byte[] damaged = whole.clone();
        damaged[at] = b;
        refusedOrSeen(damaged, false);
    }

    private void refusedOrSeen(byte[] damaged, boolean harmless) {
        List<Observation> read = everything(damaged);
        if (read != null && !harmless) {
            assertThat(read).as("the damage is seen").isNotEqualTo(original);
        }
    }

    /** All records with header and end, or null when the trace is refused. */
    private static @Nullable List<Observation> everything(byte[] bytes) {
        List<Observation> all = new ArrayList<>();
        try (TraceReader reader = new TraceReader(new ByteArrayInputStream(bytes))) {
            all.add(reader.header());
            reader.forEachRemaining(all::add);
            all.add(reader.end());
            return all;
        } catch (MalformedTraceException e) {
            return null;
        } catch (IOException e) {
            return fail("reading from memory cannot fail", e);
        }
    }
}
