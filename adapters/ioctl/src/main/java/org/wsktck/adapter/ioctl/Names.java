package org.wsktck.adapter.ioctl;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.wsktck.target.TargetException;

/**
 * The names of a script and the indices that the driver knows. Used by the session's thread only.
 *
 * <p>IRPs and threads are many in a long script and the driver has few of them, so that the least recently named one gives its index away. When its IRP is still pending the driver says so
 * and does not make the call, which the trace shows.
 */
final class Names {
    private static final Pattern ACCEPTED = Pattern.compile("(.+)\\.([1-9][0-9]{0,3})");

    private final int sockets;
    private final int foreign;
    private final int clients;
    private final int contexts;
    private final long foreignContext;
    private final Reservations reservations;
    private final Map<String, Long> clientIndices = new LinkedHashMap<>();
    private final Map<String, Long> socketIndices = new HashMap<>();
    private final Map<Long, String> socketNames = new HashMap<>();
    private final Map<String, Long> contextTokens = new HashMap<>();
    private final Map<Long, String> contextNames = new HashMap<>();
    private final Map<String, Integer> accepted = new HashMap<>();
    private final Set<String> reserved = new HashSet<>();
    private final Recent irps;
    private final Threads threads;
    private long nextSocket;

    /** Tells the driver under which index a listening socket's next accepted one shall go. */
    interface Reservations {
        void reserve(long listener, long socket) throws TargetException;
    }

    Names(Protocol protocol, Reservations reservations) {
        this.sockets = protocol.limit("sockets");
        this.foreign = protocol.limit("foreignSockets");
        this.clients = protocol.limit("clients");
        this.contexts = protocol.limit("contexts");
        this.foreignContext = protocol.value("foreignContext");
        this.irps = new Recent(protocol.limit("irps"));
        this.threads = new Threads(protocol.limit("threads"));
        this.reservations = reservations;
    }

    /** There is no index left: the driver's tables are full. */
    static final class NoRoom extends Exception {
        private static final long serialVersionUID = 1;

        NoRoom(String message) {
            super(message);
        }
    }

    long client(String name) throws NoRoom {
        Long known = clientIndices.get(name);
        if (known != null) {
            return known;
        }
        if (clientIndices.size() >= clients) {
            throw new NoRoom("the driver has no room for another client object");
        }
        long index = clientIndices.size();
        clientIndices.put(name, index);
        return index;
    }

    boolean isClient(String name) {
        return clientIndices.containsKey(name);
    }

    @Nullable
    String clientName(long index) {
        return clientIndices.entrySet().stream()
                .filter(each -> each.getValue() == index)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(null);
    }

    boolean isSocket(String name) {
        return socketIndices.containsKey(name);
    }

    /** The index of a socket. The name of one that WskAcceptEvent has still to hand over reserves indices for it and those before it. */
    long socket(String name) throws NoRoom, TargetException {
        Long known = socketIndices.get(name);
        if (known != null) {
            return known;
        }
        Matcher parts = ACCEPTED.matcher(name);
        if (!parts.matches()) {
            return give(name);
        }
        String listener = parts.group(1);
        int wanted = Integer.parseInt(parts.group(2));
        long parent = socket(listener);
        long index = 0;
        for (int i = accepted.getOrDefault(listener, 0) + 1; i <= wanted; i++) {
            String each = listener + "." + i;
            if (!socketIndices.containsKey(each)) {
                index = give(each);
                reserved.add(each);
                reservations.reserve(parent, index);
            }
        }
        Long made = socketIndices.get(name);
        return made == null ? give(name) : made;
    }

    private long give(String name) throws NoRoom {
        if (nextSocket >= foreign) {
            throw new NoRoom("the driver has no room for another socket");
        }
        long index = nextSocket++;
        socketIndices.put(name, index);
        socketNames.put(index, name);
        return index;
    }

    /** WskAcceptEvent of that listening socket has handed over a socket with that index, and this is its name from now on. */
    String handedOver(String listener, long index) {
        String known = socketNames.get(index);
        if (known != null && reserved.remove(known)) {
            accepted.merge(listener, number(known), Math::max);
            return known;
        }
        int next = accepted.getOrDefault(listener, 0) + 1;
        while (socketIndices.containsKey(listener + "." + next)) {
            next++;
        }
        accepted.put(listener, next);
        String name = listener + "." + next;
        socketIndices.put(name, index);
        socketNames.put(index, name);
        return name;
    }

    private static int number(String name) {
        return Integer.parseInt(name.substring(name.lastIndexOf('.') + 1));
    }

    @Nullable
    String socketName(long index) {
        return socketNames.get(index);
    }

    /** The number that stands for a context: that of the socket when it bears a socket's name. */
    long context(String name) throws NoRoom {
        Long socket = socketIndices.get(name);
        if (socket != null) {
            return socket + 1;
        }
        Long known = contextTokens.get(name);
        if (known != null) {
            return known;
        }
        long token = sockets + 1L + contextTokens.size();
        if (token >= contexts) {
            throw new NoRoom("the driver has no room for another context");
        }
        contextTokens.put(name, token);
        contextNames.put(token, name);
        return token;
    }

    /** The name of a context, {@code ?} when nobody has given it. */
    String contextName(long token) {
        String name = token == foreignContext
                ? null
                : token <= sockets ? socketNames.get(token - 1) : contextNames.get(token);
        return name == null ? "?" : name;
    }

    Recent irps() {
        return irps;
    }

    Threads threads() {
        return threads;
    }

    /** Names to few indices: the least recently given one is given away. */
    static final class Recent {
        private final LinkedHashMap<String, Long> indices = new LinkedHashMap<>();
        private final int size;

        Recent(int size) {
            this.size = size;
        }

        /** The index of that name, if it has one. */
        @Nullable
        Long known(String name) {
            return indices.get(name);
        }

        /** The index of that name, from now on. */
        long give(String name) {
            Long known = indices.get(name);
            if (known == null) {
                if (indices.size() < size) {
                    known = (long) indices.size();
                } else {
                    Map.Entry<String, Long> oldest =
                            indices.entrySet().iterator().next();
                    known = oldest.getValue();
                    indices.remove(oldest.getKey());
                }
            } else {
                indices.remove(name);
            }
            indices.put(name, known);
            return known;
        }
    }

    /** The client's threads. The first one is the main thread, the last one cleans up; those between are given to names while they have something to do. */
    static final class Threads {
        private final String[] names;
        private final long[] asked;
        private final long[] done;
        private final int[] depth;
        private final Deque<Integer> idle = new ArrayDeque<>();

        Threads(int size) {
            names = new String[size];
            asked = new long[size];
            done = new long[size];
            depth = new int[size];
            java.util.Arrays.fill(names, "");
            names[0] = org.wsktck.target.Step.MAIN;
            names[size - 1] = "clean-up";
            for (int i = 1; i < size - 1; i++) {
                idle.add(i);
            }
        }

        int cleanUp() {
            return names.length - 1;
        }

        /**
         * The index, which a record of the driver has.
         *
         * @throws IllegalArgumentException when there is no such thread
         */
        int checked(long index) {
            if (index < 0 || index >= names.length) {
                throw new IllegalArgumentException("there is no thread " + index);
            }
            return (int) index;
        }

        /** The index of the thread of that name: its own while it is busy, else one that is not. */
        int of(String name) throws NoRoom {
            for (int i = 0; i < names.length; i++) {
                if (names[i].equals(name)) {
                    return i;
                }
            }
            for (int i : idle) {
                if (!isBusy(i)) {
                    idle.remove(i);
                    idle.add(i);
                    names[i] = name;
                    return i;
                }
            }
            throw new NoRoom("all threads of the driver are blocked");
        }

        /** A call is asked for. */
        void asked(int thread) {
            asked[thread]++;
        }

        boolean isBusy(int thread) {
            return done[thread] < asked[thread];
        }

        /** Whether any thread is. */
        boolean anyBusy() {
            for (int i = 0; i < names.length; i++) {
                if (isBusy(i)) {
                    return true;
                }
            }
            return false;
        }

        /** Whether a call was asked for that has not begun, though nothing on its thread is in its way. */
        boolean anyDue() {
            for (int i = 0; i < names.length; i++) {
                if (isBusy(i) && depth[i] == 0) {
                    return true;
                }
            }
            return false;
        }

        /** A call begins on that thread; those of callbacks inside it are nested. */
        void called(int thread) {
            depth[thread]++;
        }

        void returned(int thread) {
            if (--depth[thread] == 0) {
                done[thread]++;
            }
        }

        /** A call was not made. */
        void skipped(int thread) {
            if (depth[thread] == 0) {
                done[thread]++;
            }
        }

        @Nullable
        String name(long index) {
            return index < names.length ? names[(int) index] : null;
        }
    }
}
