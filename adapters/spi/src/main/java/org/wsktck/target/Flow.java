package org.wsktck.target;

import java.util.BitSet;
import java.util.List;
import org.wsktck.trace.Chunk;

/** One direction of a connection: what its sender has sent, and how far the other end has taken it. Safe for several threads. */
public final class Flow {
    private final String sender;
    private long sent;
    private long taken;
    /** The bytes that the other end has taken, each by its position. */
    private final BitSet seen = new BitSet();

    /** The direction that a peer or a socket of that name sends. */
    public Flow(String sender) {
        this.sender = sender;
    }

    /**
     * Bytes to be sent next.
     *
     * @param offset position of the first one
     * @param bytes what they are
     */
    public record Piece(long offset, byte[] bytes) {}

    /** Takes the next bytes for sending. From now on they may be seen. */
    public synchronized Piece next(int length) {
        Piece piece = new Piece(sent, Payload.stream(sender, sent, length));
        sent += length;
        return piece;
    }

    /** The bytes were not sent after all: they will be the next ones again, unless others were taken meanwhile. */
    public synchronized void takeBack(Piece piece) {
        takeBack(piece.offset(), piece.bytes().length);
    }

    /** As {@link #takeBack(Piece)}, for bytes that somebody else has made. */
    public synchronized void takeBack(long offset, long length) {
        if (offset + length == sent) {
            sent = offset;
        }
    }

    /** Somebody else has made bytes of this direction and is sending them. */
    public synchronized void sent(long offset, long length) {
        sent = Math.max(sent, offset + length);
    }

    /** The position that the next bytes at the other end should have. */
    public synchronized long taken() {
        return taken;
    }

    /**
     * Where bytes that came out at the other end stand; those at the expected position are no surprise. A few bytes may stand in several places: where bytes were discarded the
     * next ones are far from the expected position, and one that was taken before may be nearer.
     */
    public synchronized Chunk locate(byte[] bytes, long expected) {
        long offset = Payload.find(bytes, sender, sent, expected, each -> !seen.get(Math.toIntExact(each)));
        return new Chunk(offset, bytes.length, offset >= 0);
    }

    /** Where a list begins, to be expected there when it is read again: the expected position when that of its first bytes is not known. */
    public static long begin(List<Chunk> list, long expected) {
        return list.isEmpty() || list.get(0).offset() < 0
                ? expected
                : list.get(0).offset();
    }

    /** The other end has taken the first bytes of the chunk. */
    public synchronized void take(Chunk chunk, long length) {
        if (chunk.offset() < 0) {
            taken += length;
            return;
        }
        long end = chunk.offset() + length;
        seen.set(Math.toIntExact(chunk.offset()), Math.toIntExact(end));
        taken = Math.max(taken, end);
    }
}
