package org.wsktck.wsk;

/** Flags of WskSocket and of the event callbacks. Values recur between parameter positions: decode by position. */
public final class WskFlag {
    /** WskSocket: control operations only. */
    public static final int WSK_FLAG_BASIC_SOCKET = 0x00000000;

    /** WskSocket: accepts incoming connections. */
    public static final int WSK_FLAG_LISTEN_SOCKET = 0x00000001;

    /** WskSocket: connects and carries a stream. */
    public static final int WSK_FLAG_CONNECTION_SOCKET = 0x00000002;

    /** WskSocket: sends and receives datagrams. */
    public static final int WSK_FLAG_DATAGRAM_SOCKET = 0x00000004;

    /** WskSocket: role is chosen later (Windows 10 version 1703 and later). */
    public static final int WSK_FLAG_STREAM_SOCKET = 0x00000008;

    /** Event callbacks: the callback runs at DISPATCH_LEVEL. Clear says nothing. */
    public static final int WSK_FLAG_AT_DISPATCH_LEVEL = 0x00000008;

    /** WskReceiveEvent: return the indication without delay. */
    public static final int WSK_FLAG_RELEASE_ASAP = 0x00000002;

    /** WskReceiveEvent: the indication ends a message. */
    public static final int WSK_FLAG_ENTIRE_MESSAGE = 0x00000004;

    /** WskDisconnect and WskDisconnectEvent: without an orderly end. */
    public static final int WSK_FLAG_ABORTIVE = 0x00000001;

    /** WskSend: do not delay. */
    public static final int WSK_FLAG_NODELAY = 0x00000002;

    /** WskReceive: complete only when the buffer is full. */
    public static final int WSK_FLAG_WAITALL = 0x00000002;

    /** WskReceive: throw away what arrives until the end of the stream. */
    public static final int WSK_FLAG_DRAIN = 0x00000004;

    private WskFlag() {}
}
