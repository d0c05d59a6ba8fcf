package org.wsktck.wsk;

/**
 * A transport address (SOCKADDR): an IPv4 host in dotted form, or a name that only the memory network knows, and a port
 * from 0 to 65535, 0 meaning any.
 */
public record SockAddr(String host, int port) {
    /** The address of this machine; port 0 lets the network choose. */
    public static SockAddr loopback(int port) {
        return new SockAddr("127.0.0.1", port);
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
