package org.wsktck.suite.scenario;

import static org.wsktck.target.ScriptBuilder.returns;

import java.util.List;
import org.wsktck.target.Action;
import org.wsktck.target.Invocation;
import org.wsktck.target.Step;
import org.wsktck.target.Wsk;

/** Turns of phrase that stories share. */
final class Phrases {
    /** Name of the socket of most stories. */
    static final String S1 = "s1";
    /** Name of the other socket. */
    static final String S2 = "s2";
    /** Name of the other client object. */
    static final String C2 = "c2";

    private Phrases() {}

    /** Refuse the datagrams. */
    static Action refuse() {
        return returns("STATUS_DATA_NOT_ACCEPTED");
    }

    /** Keep the list. */
    static Action retain() {
        return returns("STATUS_PENDING");
    }

    /** Peer p1 sends one datagram of 32 bytes, addressed in that way. */
    static Step cast(String socket, Step.Cast cast) {
        return new Step.Send("p1", socket, 1, 32, cast);
    }

    /** The creation of a socket, with a context and a table that has WskReceiveFromEvent. */
    static Invocation withTable(Invocation creation, String socket) {
        return Wsk.but(Wsk.but(creation, "context", socket), "entries", List.of(Wsk.RECEIVE_FROM));
    }
}
