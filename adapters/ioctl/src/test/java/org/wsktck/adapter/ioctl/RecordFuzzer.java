package org.wsktck.adapter.ioctl;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.wsktck.target.Flow;
import org.wsktck.target.Payload;
import org.wsktck.trace.Chunk;
import org.wsktck.trace.Datagram;
import org.wsktck.trace.Field;
import org.wsktck.trace.Observation;

/**
 * Jazzer target: whatever a driver sends as records is taken apart and put together to the same bytes, becomes observations that have what their kind demands, and moves what the session knows; or it is
 * refused with the documented exception.
 *
 * <p>With an odd first byte the rest are the bytes of a fetch. Otherwise they are a story, {@value #STEP} bytes a record: its kind, the numbers in it, small ones so that they meet each other, and what its
 * elements hold.
 */
public final class RecordFuzzer {
    private static final Protocol PROTOCOL = Protocol.load();
    private static final Codec CODEC = new Codec(PROTOCOL);
    private static final int HEAD = PROTOCOL.struct("observation").size();
    private static final int ELEMENT = PROTOCOL.struct("element").size();
    private static final int STEP = 24;
    private static final int MOST = 64;
    private static final int FEW = 7;
    private static final int SENT = 512;

    private RecordFuzzer() {}

    /** Called by Jazzer; what it throws is a finding. */
    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        if (input.length == 0) {
            return;
        }
        byte[] rest = Arrays.copyOfRange(input, 1, input.length);
        byte[] fetched =
                (input[0] & 1) != 0 ? rest : story(ByteBuffer.wrap(rest).order(ByteOrder.LITTLE_ENDIAN));
        List<DriverRecord> records;
        try {
            records = DriverRecord.all(PROTOCOL, fetched);
        } catch (IllegalArgumentException refused) {
            require((input[0] & 1) != 0, "a story of whole records was refused: " + refused);
            return;
        }
        sizes(records, fetched);
        for (DriverRecord each : records) {
            elements(each);
        }
        observe(records);
    }

    /** Nothing is left over and nothing is invented. */
    private static void sizes(List<DriverRecord> records, byte[] fetched) {
        long all = 0;
        for (DriverRecord each : records) {
            long needed = HEAD;
            for (DriverRecord.Element element : each.elements()) {
                require(element.length() >= element.bytes().length, "more captured than seen: " + element);
                needed += ELEMENT + element.bytes().length;
            }
            require(needed <= each.number("size"), "elements beyond their record: " + each);
            require(each.elements().size() == each.number("elements"), "another number of elements: " + each);
            all += each.number("size");
        }
        require(all == fetched.length, "bytes left over");
    }

    private static void elements(DriverRecord r) {
        List<Datagram> datagrams = Elements.datagrams(r.elements(), new World());
        Flow flow = new Flow("p1");
        flow.sent(0, SENT);
        List<Chunk> chunks = Elements.chunks(r.elements(), flow, flow.taken());
        require(
                datagrams.size() == r.elements().size()
                        && chunks.size() == r.elements().size(),
                "one each");
        for (int i = 0; i < chunks.size(); i++) {
            DriverRecord.Element element = r.elements().get(i);
            Chunk chunk = chunks.get(i);
            require(
                    datagrams.get(i).length() == element.length() && chunk.length() == element.length(),
                    "another length: " + element);
            boolean whole = element.bytes().length == element.length();
            require(whole || !chunk.intact() && !datagrams.get(i).intact(), "half seen and intact: " + element);
            require(chunk.intact() == (chunk.offset() >= 0), "a place of bytes that stand nowhere: " + chunk);
            require(
                    !chunk.intact()
                            || Arrays.equals(Payload.stream("p1", chunk.offset(), chunk.length()), element.bytes()),
                    "other bytes stand there: " + chunk);
        }
        Elements.take(flow, chunks, SENT);
        require(flow.taken() >= 0 && chunks.stream().allMatch(each -> each.offset() < SENT), "beyond what was sent");
    }

    /** As a session does, from the first record to the first that makes no sense. */
    private static void observe(List<DriverRecord> records) throws Exception {
        World world = new World();
        Names names = new Names(PROTOCOL, (listener, socket) -> {});
        try (Peers peers = new Peers(world, new Order(body -> {}), () -> {})) {
            Translator translator = new Translator(PROTOCOL, names, world, peers);
            Progress progress = new Progress(PROTOCOL, names.threads());
            names.client("c1");
            for (String each : new String[] {"s1", "s2", "s3"}) {
                names.context(each);
                names.socket(each);
            }
            for (DriverRecord each : records) {
                if (each.kind().equals("mark") || Translator.isUnfit(each)) {
                    return;
                }
                Observation observation;
                try {
                    observation = translator.observe(each);
                    progress.thread(each);
                    progress.follow(each, observation);
                } catch (IllegalArgumentException refused) {
                    return;
                }
                for (Field field : observation.kind().required()) {
                    require(observation.has(field), observation + " lacks " + field);
                }
                progress.business();
            }
        }
    }

    // ---- stories ----

    private static byte[] story(ByteBuffer from) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int i = 0; i < MOST && from.remaining() >= STEP; i++) {
            byte[] step = new byte[STEP];
            from.get(step);
            all.writeBytes(record(step));
        }
        return all.toByteArray();
    }

    private static byte[] record(byte[] step) {
        ByteArrayOutputStream elements = new ByteArrayOutputStream();
        int count = step[1] & 0x3;
        for (int i = 0; i < count; i++) {
            elements.writeBytes(element(step, i));
        }
        Map<String, Object> values = new HashMap<>();
        values.put("size", (long) HEAD + elements.size());
        values.put("elements", (long) count);
        values.put("kind", (long) (step[0] & 0xF));
        values.put("fn", (long) (step[2] & 0x3F));
        values.put("event", (long) (step[3] & 0xF));
        String[] small = {
            "client",
            "socket",
            "via",
            "acceptSocket",
            "worker",
            "category",
            "table",
            "call",
            "irp",
            "cb",
            "inspect",
            "list"
        };
        for (int i = 0; i < small.length; i++) {
            int nibble = step[4 + i / 2] >>> (i % 2 * 4) & 0xF;
            values.put(small[i], nibble == 0xF && i < FEW ? PROTOCOL.value("none") : nibble);
        }
        values.put("context", (long) (step[10] & 0xF));
        values.put("status", (long) step[11] & 0xFFFFFFFFL);
        values.put("information", (long) step[12]);
        values.put("code", (long) (step[13] & 0xFF));
        values.put("flags", (long) (step[14] & 0xF));
        long present = ByteBuffer.wrap(step, 16, Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .getLong();
        values.put("present", (step[15] & 1) == 0 ? -1L : present);
        if ((step[15] & 2) != 0) {
            values.put(
                    "remote", Map.of("family", 2L, "port", (long) step[15] & 0xFF, "bytes", new byte[] {127, 0, 0, 1}));
        }
        ByteArrayOutputStream record = new ByteArrayOutputStream();
        record.writeBytes(CODEC.encode("observation", values));
        record.writeBytes(elements.toByteArray());
        return record.toByteArray();
    }

    private static byte[] element(byte[] step, int i) {
        int length = (step[1] >>> 2 & 0x3F) + i;
        byte[] bytes =
                (step[1] & 0x80) != 0 ? Payload.encode(1 + i, length) : Payload.stream("p1", step[12] & 0xFF, length);
        int padded = (length + Long.BYTES - 1) / Long.BYTES * Long.BYTES;
        ByteArrayOutputStream element = new ByteArrayOutputStream();
        element.writeBytes(CODEC.encode(
                "element",
                Map.of(
                        "size",
                        (long) ELEMENT + padded,
                        "length",
                        (long) length,
                        "captured",
                        (long) length,
                        "controlLength",
                        PROTOCOL.value("noControl"))));
        element.writeBytes(Arrays.copyOf(bytes, padded));
        return element.toByteArray();
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }
}
