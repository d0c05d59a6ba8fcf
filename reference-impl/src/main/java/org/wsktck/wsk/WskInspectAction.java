package org.wsktck.wsk;

/** WSK_INSPECT_ACTION: what becomes of a connection request. The ordinal is the number in the header (reading A-01). */
public enum WskInspectAction {
    /** Drop the request. */
    WskInspectReject,
    /** Establish the connection. */
    WskInspectAccept,
    /** Decide later with WskInspectComplete; returned by WskInspectEvent only. */
    WskInspectPend,
    /** The header's end of the enumeration: no action, and a client's fault when it is used as one (CND-10, CND-20). */
    WskInspectMax
}
