package org.wsktck.adapter.reference;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wsktck.wsk.SockAddr;
import org.wsktck.wsk.WskDatagramIndication;
import org.wsktck.wsk.WskProviderDatagramDispatch;
import org.wsktck.wsk.WskSocket;

/** A socket as the client knows it, from the call of WskSocket on, with the lists that its callbacks were given. */
final class BenchSocket {
    /** How many lists back a script may name one that was not retained: more than any script, less than a stress test makes. */
    private static final int MEMORY = 1000;

    final String name;
    final BenchClient client;
    volatile @Nullable WskSocket handle;
    volatile @Nullable SockAddr address;
    volatile @Nullable BenchIrp closeIrp;
    private final List<Indicated> indicated = new ArrayList<>();

    BenchSocket(String name, BenchClient client) {
        this.name = name;
        this.client = client;
    }

    /** A callback of this socket and the list that it was given. */
    static final class Indicated {
        final long cb;
        volatile @Nullable WskDatagramIndication head;
        private boolean retained;

        private Indicated(long cb, @Nullable WskDatagramIndication head) {
            this.cb = cb;
            this.head = head;
        }
    }

    /** What kind of dispatch table the socket has, by its type. */
    @Nullable
    String category() {
        WskSocket present = handle;
        if (present == null) {
            return null;
        }
        return present.dispatch() instanceof WskProviderDatagramDispatch ? "datagram" : "basic";
    }

    synchronized Indicated indicated(long cb, @Nullable WskDatagramIndication head) {
        Indicated entry = new Indicated(cb, head);
        indicated.add(entry);
        forget(indicated.size() - MEMORY);
        return entry;
    }

    /** Lets the garbage collector have a list that nobody will ask for. */
    private void forget(int old) {
        if (old >= 0 && !indicated.get(old).retained) {
            indicated.get(old).head = null;
        }
    }

    synchronized void retain(Indicated entry) {
        entry.retained = true;
    }

    /** The list that a script means: 0 is the oldest retained one, n that of the nth callback; null when there is none. */
    synchronized @Nullable Indicated list(int number) {
        if (number == 0) {
            return indicated.stream()
                    .filter(entry -> entry.retained)
                    .findFirst()
                    .orElse(null);
        }
        Indicated entry = number > 0 && number <= indicated.size() ? indicated.get(number - 1) : null;
        return entry == null || entry.head == null ? null : entry;
    }

    /** The list goes back to the provider. */
    synchronized void giveBack(Indicated entry) {
        entry.retained = false;
    }
}
