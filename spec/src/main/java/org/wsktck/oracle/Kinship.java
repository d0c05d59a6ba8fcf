package org.wsktck.oracle;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which sockets belong together: those accepted from a listening socket belong to it, so that one shard judges them all. A socket belongs where it was met first; all
 * judges of a trace see the same observations and so agree.
 */
final class Kinship {
    private final Map<String, String> roots = new HashMap<>();
    private final Set<String> unborn = new HashSet<>();

    /** The socket that this one belongs to in the end: itself, unless it was accepted. */
    String root(String socket) {
        return roots.computeIfAbsent(socket, name -> name);
    }

    /** A socket is announced as accepted from another, or handed over. */
    void adopt(String child, String listener) {
        String root = root(listener);
        if (roots.putIfAbsent(child, root) == null) {
            unborn.add(child);
        }
    }

    /** Whether the socket was announced and not handed over yet. */
    boolean isUnborn(String socket) {
        return unborn.contains(socket);
    }

    /** The socket is handed over; says whether it is a new one, which nobody knew before it was announced. */
    boolean bear(String child) {
        return unborn.remove(child);
    }
}
