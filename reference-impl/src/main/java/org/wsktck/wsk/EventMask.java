package org.wsktck.wsk;

/** Bits of WSK_EVENT_CALLBACK_CONTROL.EventMask. */
public final class EventMask {
    /** WskSendBacklogEvent of connection-oriented sockets. */
    public static final int WSK_EVENT_SEND_BACKLOG = 0x00000010;

    /** WskReceiveEvent of connection-oriented sockets. */
    public static final int WSK_EVENT_RECEIVE = 0x00000040;

    /** WskDisconnectEvent of connection-oriented sockets. */
    public static final int WSK_EVENT_DISCONNECT = 0x00000080;

    /** WskReceiveFromEvent of datagram sockets. */
    public static final int WSK_EVENT_RECEIVE_FROM = 0x00000100;

    /** WskAcceptEvent of listening sockets. */
    public static final int WSK_EVENT_ACCEPT = 0x00000200;

    /** Turns the request into disabling the one event named beside it. */
    public static final int WSK_EVENT_DISABLE = 0x80000000;

    private EventMask() {}
}
