package org.wsktck.adapter.ioctl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.wsktck.target.Payload;

/** Holds the Java codec to the vectors, to which {@code driver/test/vectors_test.c} holds the C layouts. With {@code -Dwsktck.vectors=write} the files are written anew. */
class VectorsTest {
    private static final Protocol PROTOCOL = Protocol.load();
    private static final Codec CODEC = new Codec(PROTOCOL);
    private static final long NONE = 0xFFFF;
    private static final Map<String, Object> NO_INVOCATION = Map.of();

    /** A struct and its values, as parts of a vector. */
    private record Part(String struct, Map<String, Object> values) {}

    private static Part header(long op, long tag, long size) {
        return new Part("header", Map.of("size", size, "version", (long) PROTOCOL.version(), "op", op, "tag", tag));
    }

    private static Map<String, Object> invocation(long fn, Map<String, Object> more) {
        Map<String, Object> values =
                new LinkedHashMap<>(Map.of("fn", fn, "irql", NONE, "socket", NONE, "irp", NONE, "acceptSocket", NONE));
        values.putAll(more);
        return values;
    }

    private static long bits(String... arguments) {
        return Stream.of(arguments)
                .mapToLong(each -> 1L << PROTOCOL.arguments().indexOf(each))
                .sum();
    }

    private static long seen(String... members) {
        return Stream.of(members)
                .mapToLong(each -> 1L << PROTOCOL.observed().indexOf(each))
                .sum();
    }

    private static Map<String, List<Part>> vectors() {
        Map<String, List<Part>> all = new LinkedHashMap<>();
        all.put(
                "hello",
                List.of(header(1, 1, 32), new Part("hello", Map.of("seed", 0x0123456789ABCDEFL, "allow", 3L))));
        all.put(
                "call-connect",
                List.of(
                        header(2, 7, 160),
                        new Part(
                                "call",
                                Map.of(
                                        "thread",
                                        3L,
                                        "invocation",
                                        invocation(
                                                18,
                                                Map.of(
                                                        "socket",
                                                        5L,
                                                        "irp",
                                                        9L,
                                                        "present",
                                                        bits("address", "flags"),
                                                        "key",
                                                        0xCBF29CE484222325L,
                                                        "address",
                                                        Map.of("family", 2L, "port", 8080L, "bytes", new byte[] {
                                                            127, 0, 0, 1
                                                        })))))));
        all.put(
                "call-control",
                List.of(
                        header(2, 8, 160),
                        new Part(
                                "call",
                                Map.of(
                                        "invocation",
                                        invocation(
                                                12,
                                                Map.of(
                                                        "socket",
                                                        1L,
                                                        "present",
                                                        bits("request", "code", "level", "npi", "mask", "inputSize"),
                                                        "code",
                                                        0x4002L,
                                                        "level",
                                                        0xFFFFL,
                                                        "npi",
                                                        1L,
                                                        "mask",
                                                        0x80000040L,
                                                        "inputSize",
                                                        16L))))));
        all.put(
                "react",
                List.of(
                        header(3, 9, 536),
                        new Part(
                                "react",
                                Map.of(
                                        "mode", 1L, "event", 5L, "socket", 2L, "client", NONE, "irp", NONE, "count",
                                        3L)),
                        new Part("action", Map.of("type", 5L, "bytes", -5L, "invocation", NO_INVOCATION)),
                        new Part(
                                "action",
                                Map.of(
                                        "type",
                                        1L,
                                        "invocation",
                                        invocation(30, Map.of("socket", 2L, "present", bits("list"), "list", 1L)))),
                        new Part("action", Map.of("type", 7L, "status", 0xC000021BL))));
        all.put(
                "resume",
                List.of(header(4, 10, 24), new Part("resume", Map.of("socket", 4L, "client", NONE, "nth", 2L))));
        all.put("cancel", List.of(header(5, 11, 24), new Part("cancel", Map.of("irp", 127L))));
        all.put("read", List.of(header(6, 12, 24), new Part("read", Map.of("socket", 63L, "list", 3L))));
        all.put("mark", List.of(header(7, 13, 24), new Part("mark", Map.of("token", -1L))));
        all.put("reserve", List.of(header(8, 14, 24), new Part("reserve", Map.of("listener", 1L, "socket", 6L))));
        all.put("counters", List.of(header(9, 15, 16)));
        all.put(
                "welcome",
                List.of(
                        header(0x81, 1, 48),
                        new Part(
                                "welcome",
                                Map.of(
                                        "protocol",
                                        (long) PROTOCOL.version(),
                                        "frameLimit",
                                        4096L,
                                        "ring",
                                        262144L,
                                        "clients",
                                        8L,
                                        "sockets",
                                        64L,
                                        "irps",
                                        128L,
                                        "threads",
                                        8L,
                                        "pointerSize",
                                        8L,
                                        "clock",
                                        10_000_000L))));
        Map<String, Object> counted = new LinkedHashMap<>(
                Map.of("recorded", 10L, "fetched", 9L, "dropped", 1L, "clients", 1L, "sockets", 2L, "irps", 3L));
        counted.putAll(Map.of("inside", 4L, "holds", 5L, "calls", 6L, "lists", 7L, "reactions", 8L, "allocations", 9L));
        counted.putAll(Map.of("descriptors", 10L, "names", 11L, "sessions", 12L, "left", 13L));
        all.put("counted", List.of(header(0x89, 15, 96), new Part("counted", counted)));
        Map<String, Object> enter =
                new LinkedHashMap<>(Map.of("size", 344L, "kind", 5L, "elements", 1L, "seq", 42L, "t", 1_000_000_007L));
        byte[] loopback = new byte[16];
        loopback[15] = 1;
        enter.putAll(Map.of(
                "thread",
                0xFFFF800012345678L,
                "present",
                seen("socket", "cb", "event", "irql", "data", "length", "peer"),
                "processor",
                1L,
                "worker",
                NONE,
                "event",
                5L,
                "socket",
                2L,
                "cb",
                3L,
                "irql",
                2L,
                "information",
                -1L));
        enter.putAll(
                Map.of("length", 5L, "remote", Map.of("family", 23L, "port", 65535L, "scope", 1L, "bytes", loopback)));
        all.put(
                "observation",
                List.of(
                        new Part("observation", enter),
                        new Part("element", Map.of("size", 48L, "length", 5L, "captured", 5L))));
        return all;
    }

    private static byte[] tail(String name) {
        byte[] text = "hello".getBytes(StandardCharsets.US_ASCII);
        return name.equals("observation") ? java.util.Arrays.copyOf(text, 8) : new byte[0];
    }

    @TestFactory
    Stream<DynamicTest> bothWays() {
        return vectors().entrySet().stream()
                .map(each -> DynamicTest.dynamicTest(each.getKey(), () -> bothWays(each.getKey(), each.getValue())));
    }

    private static void bothWays(String name, List<Part> parts) throws IOException {
        ByteArrayOutputStream made = new ByteArrayOutputStream();
        for (Part part : parts) {
            made.writeBytes(CODEC.encode(part.struct(), part.values()));
        }
        made.writeBytes(tail(name));
        writeIfAsked(name, made.toByteArray());
        byte[] bytes = Files4Tests.vector(name);
        assertThat(HexFormat.of().formatHex(made.toByteArray()))
                .isEqualTo(HexFormat.of().formatHex(bytes));
        int at = 0;
        for (Part part : parts) {
            Map<String, Object> values = CODEC.decode(part.struct(), bytes, at);
            assertThat(CODEC.encode(part.struct(), values))
                    .as("%s, decoded and encoded again", part.struct())
                    .isEqualTo(java.util.Arrays.copyOfRange(
                            bytes, at, at + PROTOCOL.struct(part.struct()).size()));
            part.values().forEach((member, value) -> {
                if (value instanceof Long) {
                    assertThat(values).containsEntry(member, value);
                }
            });
            at += PROTOCOL.struct(part.struct()).size();
        }
    }

    private static void writeIfAsked(String name, byte[] bytes) throws IOException {
        if ("write".equals(System.getProperty("wsktck.vectors"))) {
            String hex = HexFormat.of().formatHex(bytes).replaceAll("(.{64})(?=.)", "$1\n");
            Files.writeString(Files4Tests.VECTORS.resolve(name + ".hex"), hex + "\n");
        }
    }

    @Test
    void payloadsAreThoseOfTheBench() throws IOException {
        Map<String, byte[]> payloads = Map.of(
                "payload-stream", Payload.stream("s1", 1000, 64),
                "payload-datagram", Payload.encode(0x100000007L, 64),
                "payload-short", Payload.encode(3, 15));
        for (Map.Entry<String, byte[]> each : payloads.entrySet()) {
            writeIfAsked(each.getKey(), each.getValue());
            assertThat(Files4Tests.vector(each.getKey())).isEqualTo(each.getValue());
        }
    }

    @Test
    void whatDoesNotFitIsRefused() {
        assertThatThrownBy(() -> CODEC.encode("cancel", Map.of("irp", 0x10000L)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> CODEC.encode("cancel", Map.of("irp", -1L)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> CODEC.encode("cancel", Map.of("iprs", 1L)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> CODEC.decode("header", new byte[20], 5)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> CODEC.decode("header", new byte[16], -1)).isInstanceOf(IllegalArgumentException.class);
    }
}
