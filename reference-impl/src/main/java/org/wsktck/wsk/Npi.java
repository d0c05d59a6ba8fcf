package org.wsktck.wsk;

import java.util.UUID;

/** Identity and version of the Winsock Kernel network programming interface. */
public final class Npi {
    /** The NPIID of the standard WSK events. */
    public static final UUID NPI_WSK_INTERFACE_ID = UUID.fromString("2227e803-8d8b-11d4-abad-009027719e09");

    /** MAKE_WSK_VERSION(1, 0): the only version that exists. */
    public static final int WSK_VERSION_1_0 = 0x0100;

    private Npi() {}

    /** The macro MAKE_WSK_VERSION: major number in the high byte, minor number in the low byte. */
    public static int makeWskVersion(int major, int minor) {
        return (major << 8) | (minor & 0xFF);
    }
}
