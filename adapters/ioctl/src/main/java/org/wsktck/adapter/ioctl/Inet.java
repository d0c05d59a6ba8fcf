package org.wsktck.adapter.ioctl;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.wsktck.target.TargetException;

/** Transport addresses: the struct of the protocol, and free ones of this host. */
final class Inet {
    private static final int AF_INET = 2;
    private static final int AF_INET6 = 23;
    private static final int IPV4 = 4;

    private Inet() {}

    static InetAddress loopback() {
        try {
            return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        } catch (UnknownHostException never) {
            throw new IllegalStateException(never);
        }
    }

    /** Members of the struct. */
    static Map<String, Object> struct(InetSocketAddress address) {
        byte[] bytes = address.getAddress().getAddress();
        return Map.of(
                "family",
                bytes.length == IPV4 ? (long) AF_INET : AF_INET6,
                "port",
                (long) address.getPort(),
                "bytes",
                bytes);
    }

    /** The address that the members say, null when there is none. */
    @Nullable
    static InetSocketAddress of(@Nullable Object members) {
        if (!(members instanceof Map<?, ?> map)
                || !(map.get("family") instanceof Long family)
                || !(map.get("port") instanceof Long port)
                || !(map.get("bytes") instanceof byte[] bytes)
                || family != AF_INET && family != AF_INET6) {
            return null;
        }
        try {
            byte[] host = family == AF_INET ? Arrays.copyOf(bytes, IPV4) : bytes;
            return new InetSocketAddress(InetAddress.getByAddress(host), (int) (long) port);
        } catch (UnknownHostException never) {
            throw new IllegalStateException(never);
        }
    }

    /** An address of the loopback that nobody has bound: the host's choice, which it does not make again soon. */
    static InetSocketAddress free(boolean datagrams) throws TargetException {
        try {
            if (datagrams) {
                try (DatagramSocket socket = new DatagramSocket(0, loopback())) {
                    return new InetSocketAddress(loopback(), socket.getLocalPort());
                }
            }
            try (ServerSocket socket = new ServerSocket(0, 1, loopback())) {
                return new InetSocketAddress(loopback(), socket.getLocalPort());
            }
        } catch (IOException none) {
            throw new TargetException("There is no free port on " + loopback() + ": " + none.getMessage(), none);
        }
    }
}
