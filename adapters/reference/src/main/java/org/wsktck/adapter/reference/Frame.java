package org.wsktck.adapter.reference;

import org.jspecify.annotations.Nullable;
import org.wsktck.adapter.reference.BenchSocket.Indicated;
import org.wsktck.target.Action;

/** Where client code is running, a callback or a completion routine: what it may read and write, and what a resume is addressed to. */
class Frame {
    final String subject;
    final long number;
    final String what;
    final @Nullable BenchSocket socket;
    final @Nullable Indicated list;

    Frame(String subject, long number, String what, @Nullable BenchSocket socket, @Nullable Indicated list) {
        this.subject = subject;
        this.number = number;
        this.what = what;
        this.socket = socket;
        this.list = list;
    }

    /** A callback of a socket. */
    Frame(BenchSocket socket, Indicated list) {
        this(socket.name, list.cb, "callback " + list.cb, socket, list);
    }

    /** Writes *BytesAccepted; false when there is no such variable here. */
    boolean accept(long bytes) {
        return false;
    }

    /** Writes the out parameters of WskAcceptEvent; false when there are none here. */
    boolean store(Action.Store store) {
        return false;
    }

    /** Name of the socket that is being handed over here, null when none is. */
    @Nullable
    String accepted() {
        return null;
    }
}
