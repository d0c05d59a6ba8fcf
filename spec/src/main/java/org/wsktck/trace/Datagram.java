package org.wsktck.trace;

/**
 * One datagram as the client saw it: an element of a WSK_DATAGRAM_INDICATION list, or what a WskReceiveFrom delivered.
 *
 * @param dg number coded in the payload, 0 when the payload carries no valid code
 * @param length bytes seen
 * @param intact whether every byte seen is the one that the code demands at its position
 * @param from name of the sender as its address says, {@code ?} when the address is nobody's
 * @param control whether ControlInfo was non-NULL
 * @param controlLength ControlInfoLength in bytes
 */
public record Datagram(long dg, int length, boolean intact, String from, boolean control, int controlLength) {
    /** Bytes of a payload that its code takes; fewer do not tell which datagram they are from. */
    public static final int CODE = 16;
}
