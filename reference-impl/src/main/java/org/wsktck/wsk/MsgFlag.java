package org.wsktck.wsk;

/** How a datagram arrived: flags of WskReceiveFromEvent and ControlFlags of WskReceiveFrom. */
public final class MsgFlag {
    /** WskReceiveFrom only: the buffer was smaller than the datagram; the rest is gone. */
    public static final int MSG_TRUNC = 0x0100;

    /** WskReceiveFrom only: control data was cut. */
    public static final int MSG_CTRUNC = 0x0200;

    /** Received as broadcast. */
    public static final int MSG_BCAST = 0x0400;

    /** Sent to a multicast address. */
    public static final int MSG_MCAST = 0x0800;

    private MsgFlag() {}
}
