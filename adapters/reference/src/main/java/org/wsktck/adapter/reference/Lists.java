package org.wsktck.adapter.reference;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wsktck.adapter.reference.BenchSocket.Indicated;
import org.wsktck.reference.Buffers;
import org.wsktck.target.Flow;
import org.wsktck.target.Payload;
import org.wsktck.trace.Chunk;
import org.wsktck.trace.Datagram;
import org.wsktck.trace.Field;
import org.wsktck.trace.Kind;
import org.wsktck.trace.Observation;
import org.wsktck.wsk.WskBuf;
import org.wsktck.wsk.WskDataIndication;
import org.wsktck.wsk.WskDatagramIndication;

/** Reads indication lists. Their memory may be at the end of its life, or not as it should be: whatever stands there is told. */
final class Lists {
    private final World world;

    Lists(World world) {
        this.world = world;
    }

    /** What a list of datagrams holds. */
    List<Datagram> read(WskDatagramIndication head) {
        List<Datagram> datagrams = new ArrayList<>();
        for (WskDatagramIndication each = head; each != null; each = each.next()) {
            WskBuf buffer = each.buffer();
            datagrams.add(seen(
                    bytes(buffer),
                    buffer.length(),
                    world.nameOf(each.remoteAddress()),
                    each.controlInfo() != null,
                    each.controlInfoLength()));
        }
        return List.copyOf(datagrams);
    }

    /** What the bytes of a datagram say, of which the first {@code length} are the datagram's. */
    static Datagram seen(byte[] bytes, int length, String from, boolean control, int controlLength) {
        Payload.Seen seen = Payload.decode(bytes, Math.min(length, bytes.length));
        return new Datagram(seen.dg(), length, seen.intact() && length <= bytes.length, from, control, controlLength);
    }

    /**
     * What a list of stream data holds, in the stream that the socket receives. Few bytes stand in many places, so the place of the list is looked for with all its bytes at once; only
     * where they do not stand together each element is looked for by itself.
     */
    static List<Chunk> read(WskDataIndication head, @Nullable Flow flow, long expected) {
        List<Chunk> chunks = new ArrayList<>();
        long together = flow == null || head.next() == null
                ? -1
                : flow.locate(all(head), expected).offset();
        long next = together < 0 ? expected : together;
        for (WskDataIndication each = head; each != null; each = each.next()) {
            WskBuf buffer = each.buffer();
            Chunk chunk = seen(bytes(buffer), buffer.length(), flow, next);
            chunks.add(chunk);
            next = (chunk.offset() < 0 ? next : chunk.offset()) + chunk.length();
        }
        return List.copyOf(chunks);
    }

    private static byte[] all(WskDataIndication head) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (WskDataIndication each = head; each != null; each = each.next()) {
            all.writeBytes(bytes(each.buffer()));
        }
        return all.toByteArray();
    }

    /** Where the bytes stand, of which there should be that many. */
    static Chunk seen(byte[] bytes, int length, @Nullable Flow flow, long expected) {
        return flow == null || bytes.length != length ? new Chunk(-1, length, false) : flow.locate(bytes, expected);
    }

    /** The bytes, none when the buffer claims more than there are. */
    private static byte[] bytes(WskBuf buffer) {
        return Buffers.isSound(buffer) ? Buffers.toArray(buffer) : new byte[0];
    }

    /** Reads a list of that socket from outside of the callback. */
    void readOutside(BenchSocket socket, int number) {
        Indicated indicated = socket.list(number);
        if (indicated == null) {
            world.recorder.mark("Read: socket " + socket.name + " has no list " + number + "; nothing is read");
        } else {
            recordRead(socket, indicated);
        }
    }

    /** Reads the list of a callback, and records it. */
    void recordRead(BenchSocket socket, Indicated indicated) {
        WskDatagramIndication datagrams = indicated.datagrams;
        WskDataIndication data = indicated.data;
        Observation read = Observation.of(Kind.READ)
                .with(Field.CB, indicated.cb)
                .with(Field.CLIENT, socket.client.name)
                .with(Field.SOCKET, socket.name);
        if (datagrams != null) {
            world.recorder.record(read.with(Field.DATAGRAMS, read(datagrams)));
        } else if (data != null) {
            world.recorder.record(read.with(Field.DATA, read(data, socket.incoming, indicated.expected)));
        } else {
            world.recorder.mark("Read: callback " + indicated.cb + " was given no list; nothing is read");
        }
    }
}
