package org.wsktck.suite.scenario;

import static org.wsktck.target.ScriptBuilder.returns;

import java.util.List;
import org.wsktck.target.Action;
import org.wsktck.target.Invocation;
import org.wsktck.target.ScriptBuilder;
import org.wsktck.target.Step;
import org.wsktck.target.Wsk;

/** Turns of phrase that stories share. */
final class Phrases {
    /** Name of the socket of most stories. */
    static final String S1 = "s1";
    /** Name of the other socket. */
    static final String S2 = "s2";
    /** Name of the peer of most stories about connections. */
    static final String P1 = "p1";
    /** Name of the other client object. */
    static final String C2 = "c2";

    private Phrases() {}

    /** Refuse the datagrams, or the data. */
    static Action refuse() {
        return returns("STATUS_DATA_NOT_ACCEPTED");
    }

    /** Keep the list. */
    static Action retain() {
        return returns("STATUS_PENDING");
    }

    /** Client with a connected socket that has neither context nor dispatch table, for clients that only call functions. */
    static ScriptBuilder connectedWithoutEvents(ScriptBuilder story) {
        return story.client()
                .call(Wsk.plain(Wsk.connectionSocket(Wsk.CLIENT, S1, "i-s1-open")))
                .quiesce()
                .call(Wsk.bind(S1, "i-s1-bind"))
                .quiesce()
                .listens(P1)
                .call(Wsk.connect(S1, P1, "i-s1-connect"))
                .quiesce();
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
