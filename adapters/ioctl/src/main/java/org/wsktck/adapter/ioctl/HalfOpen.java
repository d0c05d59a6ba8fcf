package org.wsktck.adapter.ioctl;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Whether a connection whose incoming stream has ended is still there. A socket of Java does not tell: what it reads is an end whatever comes behind it, and only a write would fail. The tables of
 * the host's kernel do, where there are any (Linux); elsewhere a connection is taken to be there.
 */
final class HalfOpen {
    private static final List<Path> TABLES = List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"));
    /** Columns of a table's line, parted by spaces: addresses are numbers with a colon and the port behind it, in hexadecimal digits. */
    private static final int LOCAL = 1;

    private static final int REMOTE = 2;

    private HalfOpen() {}

    /** Whether the host's kernel has the connection, or cannot be asked. */
    static boolean stands(Socket socket) {
        String local = port(socket.getLocalPort());
        String remote = port(socket.getPort());
        try {
            for (Path table : TABLES) {
                if (!Files.isReadable(table)) {
                    return true;
                }
                for (String line : Files.readAllLines(table, StandardCharsets.US_ASCII)) {
                    String[] columns = line.strip().split(" +", REMOTE + 2);
                    if (columns.length > REMOTE && columns[LOCAL].endsWith(local) && columns[REMOTE].endsWith(remote)) {
                        return true;
                    }
                }
            }
            return false;
        } catch (IOException unable) {
            return true;
        }
    }

    private static String port(int port) {
        return String.format(Locale.ROOT, ":%04X", port);
    }
}
