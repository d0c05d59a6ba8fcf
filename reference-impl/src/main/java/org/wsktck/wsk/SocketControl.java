package org.wsktck.wsk;

/** Options, IOCTLs and levels of WskControlSocket. */
public final class SocketControl {
    /** The level of the options here. */
    public static final int SOL_SOCKET = 0xFFFF;

    /** Option: the security descriptor of the socket. */
    public static final int SO_WSK_SECURITY = 0x4001;

    /** Option: enables or disables event callbacks; input {@link WskEventCallbackControl}. */
    public static final int SO_WSK_EVENT_CALLBACK = 0x4002;

    /** Option: conditional accept of listening sockets. */
    public static final int SO_CONDITIONAL_ACCEPT = 0x3002;

    /** IOCTL: fixes the remote address; input {@link SockAddr}, or none to lift it. */
    public static final int SIO_WSK_SET_REMOTE_ADDRESS = 0x8F000001;

    /** IOCTL: registers an extension interface. */
    public static final int SIO_WSK_REGISTER_EXTENSION = 0xCF000002;

    public static final int SIO_WSK_QUERY_IDEAL_SEND_BACKLOG = 0x4F000003;

    public static final int SIO_WSK_QUERY_RECEIVE_BACKLOG = 0x4F000004;

    /** IOCTL: meant for sockets accepted conditionally. */
    public static final int SIO_WSK_QUERY_INSPECT_ID = 0x4F000005;

    /** IOCTL: default destination; input {@link SockAddr}, or none to lift it. */
    public static final int SIO_WSK_SET_SENDTO_ADDRESS = 0x8F000006;

    public static final int SIO_WSK_SET_TCP_SILENT_MODE = 0x2F000007;

    public static final int SIO_ADDRESS_LIST_QUERY = 0x48000016;

    public static final int SIO_ADDRESS_LIST_CHANGE = 0x28000017;

    public static final int SIO_ADDRESS_LIST_SORT = 0xC8000019;

    private SocketControl() {}
}
