package org.wsktck.wsk;

/**
 * WSK_INSPECT_ID: names a connection request. Requests are told apart by content, never by reference (page
 * ns-wsk-wsk_inspect_id).
 *
 * @param key first half of the name
 * @param serialNumber second half of the name
 */
public record WskInspectId(long key, int serialNumber) {}
