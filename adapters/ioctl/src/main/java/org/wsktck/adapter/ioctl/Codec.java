package org.wsktck.adapter.ioctl;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;

/** Structs of the protocol to bytes and back. Values are Long, byte arrays (of {@code u8[n]}) and maps (of nested structs); an absent member is 0. */
final class Codec {
    private final Protocol protocol;

    Codec(Protocol protocol) {
        this.protocol = protocol;
    }

    /**
     * The bytes of a struct.
     *
     * @throws IllegalArgumentException when a value does not fit its member, or no member has that name
     */
    byte[] encode(String struct, Map<String, ?> values) {
        Layout layout = protocol.struct(struct);
        ByteBuffer buffer = ByteBuffer.allocate(layout.size()).order(ByteOrder.LITTLE_ENDIAN);
        write(layout, values, buffer, 0);
        return buffer.array();
    }

    private static void write(Layout layout, Map<?, ?> values, ByteBuffer buffer, int base) {
        values.forEach((name, value) -> write(layout.member(String.valueOf(name)), value, buffer, base));
    }

    private static void write(Layout.Member member, Object value, ByteBuffer buffer, int base) {
        int at = base + member.offset();
        Layout nested = member.nested();
        if (nested != null && value instanceof Map<?, ?> values) {
            write(nested, values, buffer, at);
        } else if (member.count() > 1 && value instanceof byte[] bytes && bytes.length <= member.count()) {
            buffer.put(at, bytes);
        } else if (member.count() == 1 && nested == null && value instanceof Number number) {
            put(member, number.longValue(), buffer, at);
        } else {
            throw new IllegalArgumentException("This is no value for " + member.name() + ": " + value);
        }
    }

    private static void put(Layout.Member member, long value, ByteBuffer buffer, int at) {
        int bits = member.bytes() * Byte.SIZE;
        if (bits < Long.SIZE && value >>> bits != 0) {
            throw new IllegalArgumentException(value + " does not fit the member " + member.name());
        }
        switch (member.bytes()) {
            case Byte.BYTES -> buffer.put(at, (byte) value);
            case Short.BYTES -> buffer.putShort(at, (short) value);
            case Integer.BYTES -> buffer.putInt(at, (int) value);
            default -> buffer.putLong(at, value);
        }
    }

    /**
     * The members of a struct that begins at {@code base}, padding left out. Numbers of 8 bytes come as signed, smaller ones as unsigned.
     *
     * @throws IllegalArgumentException when the bytes end before the struct does
     */
    Map<String, Object> decode(String struct, byte[] bytes, int base) {
        Layout layout = protocol.struct(struct);
        if (base < 0 || base > bytes.length - layout.size()) {
            throw new IllegalArgumentException("A " + struct + " of " + layout.size() + " bytes is wanted at " + base
                    + ", but there are " + bytes.length + " bytes in all.");
        }
        return read(layout, ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN), base);
    }

    private static Map<String, Object> read(Layout layout, ByteBuffer buffer, int base) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Layout.Member member : layout.members()) {
            if (!member.isPadding()) {
                values.put(member.name(), read(member, buffer, base + member.offset()));
            }
        }
        return values;
    }

    private static Object read(Layout.Member member, ByteBuffer buffer, int at) {
        Layout nested = member.nested();
        if (nested != null) {
            return read(nested, buffer, at);
        }
        if (member.count() > 1) {
            byte[] bytes = new byte[member.count()];
            buffer.get(at, bytes);
            return bytes;
        }
        return switch (member.bytes()) {
            case Byte.BYTES -> Byte.toUnsignedLong(buffer.get(at));
            case Short.BYTES -> (long) Short.toUnsignedInt(buffer.getShort(at));
            case Integer.BYTES -> Integer.toUnsignedLong(buffer.getInt(at));
            default -> buffer.getLong(at);
        };
    }
}
