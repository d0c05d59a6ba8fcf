package org.wsktck.trace;

/**
 * A stretch of stream bytes as the client saw it: an element of a WSK_DATA_INDICATION list, or what a WskReceive delivered.
 *
 * @param offset position of the first byte in what the peer sends, as the bytes themselves tell; -1 when they are none of the peer's
 * @param length bytes seen
 * @param intact whether every byte seen is the one that the code demands at its position
 */
public record Chunk(long offset, int length, boolean intact) {}
