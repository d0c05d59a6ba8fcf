package org.wsktck.wsk;

/** WSK_CONTROL_SOCKET_TYPE, in the order of the header (constants are called WskSetOption and so on there). */
public enum WskControlSocketType {
    WSK_SET_OPTION,
    WSK_GET_OPTION,
    WSK_IOCTL
}
