package org.wsktck.adapter.ioctl;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An observation as the driver has sent it.
 *
 * @param values members of the struct
 * @param kind name of the kind
 * @param present bits of the members that are there
 * @param elements datagrams or stretches of stream
 */
record DriverRecord(Map<String, Object> values, String kind, long present, List<Element> elements) {
    /**
     * A datagram or a stretch of stream.
     *
     * @param length bytes seen
     * @param bytes those of them that were captured
     * @param controlLength length of the control information, or null when there was none
     * @param from members of the sender's address
     */
    record Element(
            int length,
            byte[] bytes,
            @Nullable Long controlLength,
            @Nullable Object from) {}

    long number(String member) {
        return values.get(member) instanceof Long number ? number : 0;
    }

    /**
     * Takes records apart.
     *
     * @throws IllegalArgumentException when the bytes are not what they claim to be
     */
    static List<DriverRecord> all(Protocol protocol, byte[] bytes) {
        Codec codec = new Codec(protocol);
        List<DriverRecord> records = new ArrayList<>();
        int at = 0;
        while (at < bytes.length) {
            Map<String, Object> values = codec.decode("observation", bytes, at);
            int size = size(
                    values, bytes.length - at, protocol.struct("observation").size());
            List<Element> elements = new ArrayList<>();
            int element = at + protocol.struct("observation").size();
            long count = values.get("elements") instanceof Long number ? number : 0;
            for (long i = 0; i < count; i++) {
                Map<String, Object> head = codec.decode("element", bytes, element);
                int whole = size(
                        head, at + size - element, protocol.struct("element").size());
                elements.add(element(
                        protocol,
                        head,
                        bytes,
                        element + protocol.struct("element").size(),
                        element + whole));
                element += whole;
            }
            long kind = values.get("kind") instanceof Long number ? number : 0;
            long present = values.get("present") instanceof Long number ? number : 0;
            records.add(new DriverRecord(values, protocol.nameOf("kind", kind), present, List.copyOf(elements)));
            at += size;
        }
        return records;
    }

    private static int size(Map<String, Object> values, int most, int least) {
        long size = values.get("size") instanceof Long number ? number : 0;
        if (size < least || size > most) {
            throw new IllegalArgumentException(
                    "something of " + size + " bytes, where " + least + " to " + most + " are possible");
        }
        return (int) size;
    }

    private static boolean tooLong(Protocol protocol, long control) {
        return control > Integer.MAX_VALUE && control != protocol.value("noControl");
    }

    private static Element element(Protocol protocol, Map<String, Object> head, byte[] bytes, int from, int end) {
        long captured = head.get("captured") instanceof Long number ? number : 0;
        long length = head.get("length") instanceof Long number ? number : 0;
        long control = head.get("controlLength") instanceof Long number ? number : 0;
        if (captured > end - from || captured > length || length > Integer.MAX_VALUE || tooLong(protocol, control)) {
            throw new IllegalArgumentException("an element with " + captured + " bytes of " + length + " and " + control
                    + " of control information");
        }
        return new Element(
                (int) length,
                Arrays.copyOfRange(bytes, from, from + (int) captured),
                control == protocol.value("noControl") ? null : control,
                head.get("from"));
    }
}
