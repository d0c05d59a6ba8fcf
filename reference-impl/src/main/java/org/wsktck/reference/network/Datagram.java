package org.wsktck.reference.network;

import org.wsktck.wsk.SockAddr;

/**
 * A datagram on the wire. Nobody changes the payload.
 *
 * @param from sender
 * @param to destination as the sender named it
 * @param cast how it was addressed
 * @param payload its bytes
 */
@SuppressWarnings("ArrayRecordComponent") // compared by identity only
public record Datagram(SockAddr from, SockAddr to, Cast cast, byte[] payload) {}
