package org.wsktck.adapter.reference;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wsktck.target.Flow;
import org.wsktck.wsk.SockAddr;
import org.wsktck.wsk.WskDataIndication;
import org.wsktck.wsk.WskDatagramIndication;
import org.wsktck.wsk.WskProviderBasicDispatch;
import org.wsktck.wsk.WskProviderConnectionDispatch;
import org.wsktck.wsk.WskProviderDatagramDispatch;
import org.wsktck.wsk.WskProviderListenDispatch;
import org.wsktck.wsk.WskProviderStreamDispatch;
import org.wsktck.wsk.WskSocket;

/** A socket as the client knows it, from the call that is to make it or the callback that hands it over on, with the lists that its callbacks were given. */
final class BenchSocket {
    /** How many lists back a script may name one that was not retained: more than any script, less than a stress test makes. */
    private static final int MEMORY = 1000;

    final String name;
    final BenchClient client;

    /** What the client sends on its connection. */
    final Flow outgoing;

    /** What the other end of its connection sends; null before it has one. */
    volatile @Nullable Flow incoming;

    volatile @Nullable WskSocket handle;
    volatile @Nullable SockAddr address;

    /** The other end of its connection; null before it has one. */
    volatile @Nullable SockAddr remote;

    /** Whether it listens. */
    volatile boolean listens;

    /** Whether the client has asked for conditional accept on it. */
    volatile boolean conditional;

    /** The context with which it has registered an extension interface. */
    volatile @Nullable Context extension;

    volatile @Nullable BenchIrp closeIrp;

    /** The client has refused the socket, so that it is the provider's again. */
    volatile boolean refused;

    private final List<Indicated> indicated = new ArrayList<>();
    private int accepted;

    BenchSocket(String name, BenchClient client) {
        this.name = name;
        this.client = client;
        this.outgoing = new Flow(name);
    }

    /** The list that a callback of this socket was given, if it was given one. */
    static final class Indicated {
        final long cb;
        volatile @Nullable WskDatagramIndication datagrams;
        volatile @Nullable WskDataIndication data;

        /** Where the first byte of the data is expected in its stream. */
        final long expected;

        private boolean retained;

        private Indicated(
                long cb, @Nullable WskDatagramIndication datagrams, @Nullable WskDataIndication data, long expected) {
            this.cb = cb;
            this.datagrams = datagrams;
            this.data = data;
            this.expected = expected;
        }

        boolean isNull() {
            return datagrams == null && data == null;
        }
    }

    /** What kind of dispatch table the socket has, by its type. */
    @Nullable
    String category() {
        WskSocket present = handle;
        if (present == null) {
            return null;
        }
        WskProviderBasicDispatch functions = present.dispatch();
        if (functions instanceof WskProviderStreamDispatch) {
            return "stream";
        }
        if (functions instanceof WskProviderConnectionDispatch) {
            return "connection";
        }
        if (functions instanceof WskProviderListenDispatch) {
            return "listening";
        }
        return functions instanceof WskProviderDatagramDispatch ? "datagram" : "basic";
    }

    /** Whether the client has the socket: it was opened or handed over, and has not been closed or refused. */
    boolean isOpen() {
        BenchIrp close = closeIrp;
        return handle != null && !refused && (close == null || !close.isFinished());
    }

    /** The name of the next socket that WskAcceptEvent hands over. */
    synchronized String nextAccepted() {
        return name + "." + ++accepted;
    }

    /** A callback without a list. */
    synchronized Indicated called(long cb) {
        return add(new Indicated(cb, null, null, 0));
    }

    synchronized Indicated indicated(long cb, @Nullable WskDatagramIndication head) {
        return add(new Indicated(cb, head, null, 0));
    }

    synchronized Indicated indicated(long cb, @Nullable WskDataIndication head, long expected) {
        return add(new Indicated(cb, null, head, expected));
    }

    private Indicated add(Indicated entry) {
        indicated.add(entry);
        forget(indicated.size() - MEMORY);
        return entry;
    }

    /** Lets the garbage collector have a list that nobody will ask for. */
    private void forget(int old) {
        if (old >= 0 && !indicated.get(old).retained) {
            indicated.get(old).datagrams = null;
            indicated.get(old).data = null;
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
        return entry == null || entry.isNull() ? null : entry;
    }

    /** The list goes back to the provider. */
    synchronized void giveBack(Indicated entry) {
        entry.retained = false;
    }
}
