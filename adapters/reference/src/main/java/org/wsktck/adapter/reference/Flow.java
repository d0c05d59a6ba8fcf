package org.wsktck.adapter.reference;

import org.wsktck.target.Payload;
import org.wsktck.trace.Chunk;

/** One direction of a connection: what its sender has sent, and how far the other end has taken it. */
final class Flow {
    private final String sender;
    private long sent;
    private long taken;

    /** The direction that a peer or a socket of that name sends. */
    Flow(String sender) {
        this.sender = sender;
    }

    /** Bytes to be sent next. */
    record Piece(long offset, byte[] bytes) {}

    /** Takes the next bytes for sending. From now on they may be seen. */
    synchronized Piece next(int length) {
        Piece piece = new Piece(sent, Payload.stream(sender, sent, length));
        sent += length;
        return piece;
    }

    /** The bytes were not sent after all: they will be the next ones again, unless others were taken meanwhile. */
    synchronized void takeBack(Piece piece) {
        if (piece.offset() + piece.bytes().length == sent) {
            sent = piece.offset();
        }
    }

    /** The position that the next bytes at the other end should have. */
    synchronized long taken() {
        return taken;
    }

    /** Where bytes that came out at the other end stand; those at the expected position are no surprise. */
    synchronized Chunk locate(byte[] bytes, long expected) {
        long offset = Payload.find(bytes, sender, sent, expected);
        return new Chunk(offset, bytes.length, offset >= 0);
    }

    /** The other end has taken the first bytes of the chunk. */
    synchronized void take(Chunk chunk, long length) {
        taken = chunk.offset() < 0 ? taken + length : Math.max(taken, chunk.offset() + length);
    }
}
