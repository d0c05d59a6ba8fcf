package org.wsktck.trace;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Traces for tests. */
final class Traces {
    private Traces() {}

    /** A datagram's way through a whole session: one record of every kind that a trace can have. */
    static List<Observation> example() {
        List<Observation> all = new ArrayList<>();
        Consumer<Observation> add = o -> all.add(o.at(all.size() + 1, 1000L * all.size(), "main"));
        add.accept(call(1, "WskRegister").with(Field.VERSION, "1.0").with(Field.RESERVED, 0));
        add.accept(returned(1, "WskRegister"));
        add.accept(call(2, "WskSocket")
                .with(Field.SOCKET, "s1")
                .with(Field.IRP, 1)
                .with(Field.IRP_STACK, 1)
                .with(Field.IRP_ARMED, true)
                .with(Field.CONTEXT, "s1")
                .with(Field.ENTRIES, List.of("WskReceiveFromEvent"))
                .with(Field.FLAGS, List.of("WSK_FLAG_DATAGRAM_SOCKET")));
        add.accept(Observation.of(Kind.IRP)
                .with(Field.IRP, 1)
                .with(Field.CALL, 2)
                .with(Field.FN, "WskSocket")
                .with(Field.STATUS, "STATUS_SUCCESS")
                .with(Field.INFORMATION, -1)
                .with(Field.CATEGORY, "datagram"));
        add.accept(Observation.of(Kind.IRP_EXIT).with(Field.IRP, 1).with(Field.CALL, 2));
        add.accept(returned(2, "WskSocket").with(Field.STATUS, "STATUS_PENDING"));
        add.accept(Observation.of(Kind.WAIT).with(Field.IRP, 1));
        add.accept(Observation.of(Kind.WAIT_END).with(Field.IRP, 1));
        add.accept(Observation.of(Kind.PEER)
                .with(Field.ACT, 1)
                .with(Field.OP, "send")
                .with(Field.PEER, "p1")
                .with(Field.SOCKET, "s1")
                .with(Field.DG, 1)
                .with(Field.LENGTH, 64)
                .with(Field.CAST, "unicast"));
        add.accept(Observation.of(Kind.ENTER)
                .with(Field.CB, 1)
                .with(Field.EVENT, "WskReceiveFromEvent")
                .with(Field.IRQL, "DISPATCH_LEVEL")
                .with(Field.SOCKET, "s1")
                .with(Field.CONTEXT, "s1")
                .with(Field.VIA, "s1")
                .with(Field.FLAGS, List.of("WSK_FLAG_AT_DISPATCH_LEVEL", "MSG_BCAST", "0x40"))
                .with(
                        Field.DATAGRAMS,
                        List.of(new Datagram(1, 64, true, "p1", false, 0), new Datagram(0, 3, false, "?", true, 24))));
        add.accept(Observation.of(Kind.READ)
                .with(Field.CB, 1)
                .with(Field.DATAGRAMS, List.of(new Datagram(1, 64, true, "p1", false, 0))));
        add.accept(Observation.of(Kind.EXIT)
                .with(Field.CB, 1)
                .with(Field.EVENT, "WskReceiveFromEvent")
                .with(Field.STATUS, "STATUS_PENDING"));
        add.accept(Observation.of(Kind.PEER_END).with(Field.ACT, 1).with(Field.OP, "send"));
        add.accept(Observation.of(Kind.ENTER)
                .with(Field.CB, 2)
                .with(Field.EVENT, "WskReceiveEvent")
                .with(Field.IRQL, "DISPATCH_LEVEL")
                .with(Field.TABLE, "connect")
                .with(Field.LENGTH, 12)
                .with(Field.DATA, List.of(new Chunk(0, 8, true), new Chunk(-1, 4, false))));
        add.accept(Observation.of(Kind.READ).with(Field.CB, 2).with(Field.DATA, List.of(new Chunk(0, 8, true))));
        add.accept(Observation.of(Kind.EXIT)
                .with(Field.CB, 2)
                .with(Field.EVENT, "WskReceiveEvent")
                .with(Field.STATUS, "STATUS_SUCCESS")
                .with(Field.BYTES_ACCEPTED, 8));
        add.accept(Observation.of(Kind.ENTER)
                .with(Field.CB, 3)
                .with(Field.EVENT, "WskInspectEvent")
                .with(Field.IRQL, "DISPATCH_LEVEL")
                .with(Field.PEER, "p1")
                .with(Field.INSPECT, 1));
        add.accept(Observation.of(Kind.EXIT)
                .with(Field.CB, 3)
                .with(Field.EVENT, "WskInspectEvent")
                .with(Field.ACTION, "WskInspectPend"));
        add.accept(Observation.of(Kind.SEES)
                .with(Field.OP, "data")
                .with(Field.PEER, "p1")
                .with(Field.DATA, List.of(new Chunk(0, 8, true))));
        add.accept(Observation.of(Kind.MARK).with(Field.TEXT, "a \"note\", über\u20ac \ud83d\ude00 \\ done"));
        add.accept(Observation.of(Kind.QUIESCE));
        return all;
    }

    /** A call of that function. */
    static Observation call(long number, String fn) {
        return Observation.of(Kind.CALL)
                .with(Field.CALL, number)
                .with(Field.FN, fn)
                .with(Field.IRQL, "PASSIVE_LEVEL")
                .with(Field.CLIENT, "c1");
    }

    private static Observation returned(long number, String fn) {
        return Observation.of(Kind.RETURN)
                .with(Field.CALL, number)
                .with(Field.FN, fn)
                .with(Field.STATUS, "STATUS_SUCCESS");
    }

    /** The trace as bytes. */
    static byte[] bytes(List<Observation> all) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (TraceWriter writer = new TraceWriter(out, "reference", "example", 42L)) {
            all.forEach(writer::accept);
            writer.end(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** Writes a trace of at least that many observations in which datagrams are sent and consumed, many at a time; returns how many it wrote. */
    static long datagrams(OutputStream out, long wanted) throws IOException {
        try (TraceWriter writer = new TraceWriter(out, "reference", "datagrams", 1L)) {
            long seq = 0;
            for (long n = 1; seq < wanted; n++) {
                String socket = "s" + n % 8;
                writer.accept(Observation.of(Kind.PEER)
                        .at(++seq, seq * 731, "peer")
                        .with(Field.CLIENT, "c1")
                        .with(Field.SOCKET, socket)
                        .with(Field.ACT, n)
                        .with(Field.OP, "send")
                        .with(Field.PEER, "p1")
                        .with(Field.DG, n)
                        .with(Field.LENGTH, 64)
                        .with(Field.CAST, "unicast"));
                writer.accept(Observation.of(Kind.PEER_END)
                        .at(++seq, seq * 731, "peer")
                        .with(Field.CLIENT, "c1")
                        .with(Field.SOCKET, socket)
                        .with(Field.ACT, n)
                        .with(Field.OP, "send")
                        .with(Field.PEER, "p1"));
                writer.accept(Observation.of(Kind.ENTER)
                        .at(++seq, seq * 731, "worker")
                        .with(Field.CLIENT, "c1")
                        .with(Field.SOCKET, socket)
                        .with(Field.CB, n)
                        .with(Field.EVENT, "WskReceiveFromEvent")
                        .with(Field.IRQL, "DISPATCH_LEVEL")
                        .with(Field.CONTEXT, socket)
                        .with(Field.VIA, socket)
                        .with(Field.FLAGS, List.of("WSK_FLAG_AT_DISPATCH_LEVEL"))
                        .with(Field.DATAGRAMS, List.of(new Datagram(n, 64, true, "p1", false, 0))));
                writer.accept(Observation.of(Kind.EXIT)
                        .at(++seq, seq * 731, "worker")
                        .with(Field.CLIENT, "c1")
                        .with(Field.SOCKET, socket)
                        .with(Field.CB, n)
                        .with(Field.EVENT, "WskReceiveFromEvent")
                        .with(Field.STATUS, "STATUS_SUCCESS"));
                writer.accept(call(n, "WskGetLocalAddress")
                        .at(++seq, seq * 731, "main")
                        .with(Field.SOCKET, socket)
                        .with(Field.IRP, n)
                        .with(Field.IRP_STACK, 1)
                        .with(Field.IRP_ARMED, true));
                writer.accept(Observation.of(Kind.IRP)
                        .at(++seq, seq * 731, "main")
                        .with(Field.CLIENT, "c1")
                        .with(Field.SOCKET, socket)
                        .with(Field.IRP, n)
                        .with(Field.CALL, n)
                        .with(Field.FN, "WskGetLocalAddress")
                        .with(Field.STATUS, "STATUS_SUCCESS")
                        .with(Field.INFORMATION, 0)
                        .with(Field.IRQL, "PASSIVE_LEVEL"));
                writer.accept(Observation.of(Kind.IRP_EXIT)
                        .at(++seq, seq * 731, "main")
                        .with(Field.CLIENT, "c1")
                        .with(Field.SOCKET, socket)
                        .with(Field.IRP, n)
                        .with(Field.CALL, n)
                        .with(Field.STATUS, "STATUS_MORE_PROCESSING_REQUIRED"));
                writer.accept(returned(n, "WskGetLocalAddress")
                        .at(++seq, seq * 731, "main")
                        .with(Field.CLIENT, "c1")
                        .with(Field.SOCKET, socket));
            }
            writer.end(0);
            return seq;
        }
    }
}
