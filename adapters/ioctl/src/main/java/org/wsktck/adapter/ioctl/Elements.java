package org.wsktck.adapter.ioctl;

import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wsktck.target.Flow;
import org.wsktck.target.Payload;
import org.wsktck.trace.Chunk;
import org.wsktck.trace.Datagram;

/** What the bytes of elements say: which datagrams they are, or where they stand in a stream. */
final class Elements {
    private Elements() {}

    static List<Datagram> datagrams(List<DriverRecord.Element> elements, World world) {
        List<Datagram> datagrams = new ArrayList<>();
        for (DriverRecord.Element each : elements) {
            Payload.Seen seen = Payload.decode(each.bytes(), each.bytes().length);
            InetSocketAddress from = Inet.of(each.from());
            Long control = each.controlLength();
            datagrams.add(new Datagram(
                    seen.dg(),
                    each.length(),
                    seen.intact() && each.bytes().length == each.length(),
                    from == null ? "?" : world.nameOf(from, true),
                    control != null,
                    control == null ? 0 : Math.toIntExact(control)));
        }
        return List.copyOf(datagrams);
    }

    /** Few bytes stand in many places, so the place of a list is looked for with all its bytes at once; only where they do not stand together each element is looked for by itself. */
    static List<Chunk> chunks(List<DriverRecord.Element> elements, @Nullable Flow flow, long expected) {
        List<Chunk> chunks = new ArrayList<>();
        long together = flow == null || elements.size() < 2
                ? -1
                : flow.locate(all(elements), expected).offset();
        long next = together < 0 ? expected : together;
        for (DriverRecord.Element each : elements) {
            Chunk chunk = flow == null || each.bytes().length != each.length()
                    ? new Chunk(-1, each.length(), false)
                    : flow.locate(each.bytes(), next);
            chunks.add(chunk);
            next = (chunk.offset() < 0 ? next : chunk.offset()) + chunk.length();
        }
        return List.copyOf(chunks);
    }

    private static byte[] all(List<DriverRecord.Element> elements) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        elements.forEach(each -> all.writeBytes(each.bytes()));
        return all.toByteArray();
    }

    /** The client has taken that many bytes of the chunks. */
    static void take(Flow flow, List<Chunk> chunks, long bytes) {
        long rest = bytes;
        for (Chunk chunk : chunks) {
            long part = Math.min(rest, chunk.length());
            if (part > 0) {
                flow.take(chunk, part);
                rest -= part;
            }
        }
    }
}
