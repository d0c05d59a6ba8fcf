package org.wsktck.adapter.ioctl;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Jazzer target: bytes from a driver decode to values that encode to the same bytes, or are refused with the documented exception and only where they end too early; values of every kind are encoded so
 * that they decode to themselves, or are refused likewise.
 *
 * <p>The input is the number of a struct, the place at which it begins (two bytes, signed), and the bytes.
 */
public final class CodecFuzzer {
    private static final Protocol PROTOCOL = Protocol.load();
    private static final Codec CODEC = new Codec(PROTOCOL);
    private static final List<Layout> LAYOUTS = List.copyOf(PROTOCOL.structs().values());
    private static final int HEAD = 3;

    private CodecFuzzer() {}

    /** Called by Jazzer; what it throws is a finding. */
    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length < HEAD) {
            return;
        }
        Layout layout = LAYOUTS.get(Byte.toUnsignedInt(input[0]) % LAYOUTS.size());
        int base = ByteBuffer.wrap(input).getShort(1);
        byte[] bytes = Arrays.copyOfRange(input, HEAD, input.length);
        decode(layout, bytes, base);
        encode(layout, ByteBuffer.wrap(bytes));
    }

    private static void decode(Layout layout, byte[] bytes, int base) {
        boolean fits = base >= 0 && (long) base + layout.size() <= bytes.length;
        Map<String, Object> values;
        try {
            values = CODEC.decode(layout.name(), bytes, base);
        } catch (IllegalArgumentException refused) {
            require(!fits, "refused although all of it is there: " + layout.name());
            return;
        }
        require(fits, "decoded although it ends too early: " + layout.name());
        byte[] wanted = Arrays.copyOfRange(bytes, base, base + layout.size());
        clearPadding(layout, wanted, 0);
        require(Arrays.equals(CODEC.encode(layout.name(), values), wanted), "encoded otherwise: " + values);
    }

    private static void clearPadding(Layout layout, byte[] bytes, int base) {
        for (Layout.Member member : layout.members()) {
            int at = base + member.offset();
            Layout nested = member.nested();
            if (member.isPadding()) {
                Arrays.fill(bytes, at, base + member.end(), (byte) 0);
            } else if (nested != null) {
                clearPadding(nested, bytes, at);
            }
        }
    }

    private static void encode(Layout layout, ByteBuffer from) {
        Map<String, Object> values = values(layout, from);
        byte[] bytes;
        try {
            bytes = CODEC.encode(layout.name(), values);
        } catch (IllegalArgumentException refused) {
            return;
        }
        Map<String, Object> back = CODEC.decode(layout.name(), bytes, 0);
        require(Arrays.equals(CODEC.encode(layout.name(), back), bytes) || paddingIsNamed(values), "unlike: " + values);
        values.forEach((name, value) -> {
            if (value instanceof Long) {
                require(value.equals(back.get(name)) || name.startsWith("pad"), name + " was " + value + ": " + back);
            }
        });
    }

    private static boolean paddingIsNamed(Map<?, ?> values) {
        return values.entrySet().stream()
                .anyMatch(each -> String.valueOf(each.getKey()).startsWith("pad")
                        || (each.getValue() instanceof Map<?, ?> nested && paddingIsNamed(nested)));
    }

    /** Values for the members, right and wrong ones, as the bytes say. */
    private static Map<String, Object> values(Layout layout, ByteBuffer from) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Layout.Member member : layout.members()) {
            if (from.remaining() < Long.BYTES + 1) {
                break;
            }
            int kind = from.get() & 0xF;
            long number = from.getLong();
            Layout nested = member.nested();
            switch (kind) {
                case 0 -> values.put(member.name(), "text");
                case 1 -> values.put(member.name(), Map.of("none", number));
                case 2 -> values.put(member.name() + "?", number);
                case 3 -> values.put(member.name(), new byte[(int) (number & 0x1F)]);
                case 4, 5, 6 -> values.put(member.name(), number);
                case 7 -> {} // absent
                default -> {
                    if (nested != null) {
                        values.put(member.name(), values(nested, from));
                    } else if (member.count() > 1) {
                        values.put(member.name(), new byte[member.count()]);
                    } else {
                        values.put(member.name(), number >>> (Long.SIZE - member.bytes() * Byte.SIZE));
                    }
                }
            }
        }
        return values;
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }
}
