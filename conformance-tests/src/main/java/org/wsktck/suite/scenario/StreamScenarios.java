package org.wsktck.suite.scenario;

import static org.wsktck.suite.scenario.Phrases.P1;
import static org.wsktck.suite.scenario.Phrases.S1;
import static org.wsktck.target.ScriptBuilder.storesNothing;

import org.wsktck.target.Script;
import org.wsktck.target.ScriptBuilder;
import org.wsktck.target.Wsk;

/** Group STR: stream sockets, which become listening or connection-oriented by what the client does first. */
final class StreamScenarios {
    /** The first socket that WskAcceptEvent of s1 hands over. */
    private static final String FIRST = "s1.1";
    /** A socket that WskAccept delivers. */
    private static final String TAKEN = "t1";

    /** Client with a stream socket that is connected to p1, with the events of those flags enabled. */
    private static ScriptBuilder connected(ScriptBuilder story, String... flags) {
        return story.client().stream(S1)
                .listens(P1)
                .call(Wsk.connect(S1, P1, "i-s1-connect"))
                .quiesce()
                .call(Wsk.eventCallback(S1, null, flags))
                .quiesce();
    }

    /** Client with a bound stream socket that has neither context nor dispatch table. */
    private static ScriptBuilder plain(ScriptBuilder story) {
        return story.client()
                .call(Wsk.plain(Wsk.streamSocket(Wsk.CLIENT, S1, "i-s1-open")))
                .quiesce()
                .call(Wsk.bind(S1, "i-s1-bind"))
                .quiesce();
    }

    /** Both tables have all their entries, so that a callback through the wrong one finds somebody there. */
    @Scenario(
            rule = "STR-01",
            title = "A stream socket that listens calls through the Listen table",
            check = "Which of the two tables does the provider take the callback from once WskListen was called?")
    Script listeningTable(ScriptBuilder story) {
        return story.client()
                .streamListening(S1, Wsk.EVENT_ACCEPT)
                .connects(P1, S1)
                .quiesce()
                .call(Wsk.enable(FIRST, Wsk.EVENT_RECEIVE))
                .quiesce()
                .writes(P1, 40)
                .quiesce()
                .shutDown(FIRST, S1)
                .build();
    }

    /** Data, then the end of the stream. */
    @Scenario(
            rule = "STR-01",
            title = "A stream socket that is connected calls through the Connect table",
            check = "Which of the two tables does the provider take the callback from once WskConnect was called?")
    Script connectionTable(ScriptBuilder story) {
        return connected(story, Wsk.EVENT_RECEIVE, Wsk.EVENT_DISCONNECT)
                .writes(P1, 40)
                .quiesce()
                .finishes(P1)
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** Nobody listens at the name that the first attempt is made to. */
    @Scenario(
            rule = "STR-02",
            title = "After a connect that failed the stream socket may still listen",
            check = "Does a failed WskConnect leave the socket in a role?")
    Script failedConnectCommitsToNothing(ScriptBuilder story) {
        return plain(story)
                .call(Wsk.connect(S1, "p9", "i-s1-connect"))
                .quiesce()
                .call(Wsk.listen(S1, "i-s1-listen"))
                .quiesce()
                .call(Wsk.plain(Wsk.accept(S1, TAKEN, "a")))
                .quiesce()
                .connects(P1, S1)
                .quiesce()
                .shutDown(TAKEN, S1)
                .build();
    }

    /** The functions of one role. */
    @Scenario(
            rule = "STR-02",
            title = "A connected stream socket sends, receives and disconnects",
            check = "Do the functions of connection-oriented sockets work on a stream socket that has connected?")
    Script connectedWorks(ScriptBuilder story) {
        return plain(story)
                .listens(P1)
                .call(Wsk.connect(S1, P1, "i-s1-connect"))
                .quiesce()
                .call(Wsk.send(S1, 40, "w"))
                .quiesce()
                .call(Wsk.receive(S1, 64, "r"))
                .quiesce()
                .writes(P1, 40)
                .quiesce()
                .call(Wsk.disconnect(S1, "d"))
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** The provider has to refuse, with any status. */
    @FaultyClient(rule = "STR-02", title = "A stream socket that listens is connected")
    Script connectsListener(ScriptBuilder story) {
        return story.client()
                .streamListening(S1, Wsk.EVENT_ACCEPT)
                .listens(P1)
                .call(Wsk.connect(S1, P1, "c"))
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** The other way round. */
    @FaultyClient(rule = "STR-02", title = "A stream socket that is connected is made to listen")
    Script listensConnected(ScriptBuilder story) {
        return connected(story, Wsk.EVENT_RECEIVE)
                .call(Wsk.listen(S1, "l"))
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** The static mask would let the events come. The first peer comes while nobody listens. */
    @Scenario(
            rule = "STR-03",
            title = "Without a role a stream socket raises nothing, then what its role raises",
            check = "Does the socket take in connections before WskListen? Is the static mask applied to both roles?")
    Script nothingBeforeTheRole(ScriptBuilder story) {
        return story
                .client()
                .call(Wsk.staticEvents(Wsk.CLIENT, Wsk.EVENT_ACCEPT, Wsk.EVENT_RECEIVE, Wsk.EVENT_DISCONNECT))
                .stream(S1)
                .otherwise(S1, Wsk.ACCEPT, storesNothing())
                .connects("p2", S1)
                .quiesce()
                .call(Wsk.listen(S1, "i-s1-listen"))
                .quiesce()
                .connects(P1, S1)
                .quiesce()
                .shutDown(FIRST, S1)
                .build();
    }

    /** The static mask holds WSK_EVENT_ACCEPT too. */
    @Scenario(
            rule = "STR-03",
            title = "A connected stream socket raises connection events only",
            check = "Does the provider take events of the other role for enabled?")
    Script connectionEventsOnly(ScriptBuilder story) {
        return story
                .client()
                .call(Wsk.staticEvents(Wsk.CLIENT, Wsk.EVENT_ACCEPT, Wsk.EVENT_RECEIVE, Wsk.EVENT_DISCONNECT))
                .stream(S1)
                .listens(P1)
                .call(Wsk.connect(S1, P1, "i-s1-connect"))
                .quiesce()
                .writes(P1, 40)
                .quiesce()
                .finishes(P1)
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** What is enabled for the accepted sockets is among it. */
    @Scenario(
            rule = "STR-04",
            title = "Events are enabled once WskListen has succeeded",
            check = "Does SO_WSK_EVENT_CALLBACK on a listening stream socket take the flags of a listening socket?")
    Script enabledAfterListen(ScriptBuilder story) {
        return story.client()
                .streamListening(S1, Wsk.EVENT_ACCEPT, Wsk.EVENT_RECEIVE)
                .connects(P1, S1)
                .quiesce()
                .writes(P1, 40)
                .quiesce()
                .shutDown(FIRST, S1)
                .build();
    }

    /** All three. */
    @Scenario(
            rule = "STR-04",
            title = "Events are enabled once WskConnect has succeeded",
            check =
                    "Does SO_WSK_EVENT_CALLBACK on a connected stream socket take the flags of a connection-oriented one?")
    Script enabledAfterConnect(ScriptBuilder story) {
        return connected(story, Wsk.EVENT_RECEIVE, Wsk.EVENT_DISCONNECT, Wsk.EVENT_SEND_BACKLOG)
                .writes(P1, 40)
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** It is bound, which is enough for a listening socket. */
    @FaultyClient(rule = "STR-04", title = "WskAcceptEvent is enabled before WskListen")
    Script enabledWithoutRole(ScriptBuilder story) {
        return story.client().stream(S1)
                .call(Wsk.enable(S1, Wsk.EVENT_ACCEPT))
                .quiesce()
                .call(Wsk.listen(S1, "i-s1-listen"))
                .quiesce()
                .call(Wsk.enable(S1, Wsk.EVENT_ACCEPT))
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** The entry is there, in the other table. */
    @FaultyClient(rule = "STR-04", title = "WskAcceptEvent is enabled on a connected stream socket")
    Script enabledForTheOtherRole(ScriptBuilder story) {
        return connected(story, Wsk.EVENT_RECEIVE)
                .call(Wsk.enable(S1, Wsk.EVENT_ACCEPT))
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** By the request and by the callback. */
    @Scenario(
            rule = "STR-05",
            title = "What a stream socket accepts are connection-oriented sockets",
            check = "Which dispatch table does the socket have that WskAccept delivers?")
    Script acceptedAreConnections(ScriptBuilder story) {
        return story.client()
                .streamListening(S1)
                .call(Wsk.accept(S1, TAKEN, "a"))
                .quiesce()
                .connects(P1, S1)
                .quiesce()
                .call(Wsk.enable(TAKEN, Wsk.EVENT_RECEIVE))
                .quiesce()
                .writes(P1, 40)
                .quiesce()
                .call(Wsk.enable(S1, Wsk.EVENT_ACCEPT))
                .quiesce()
                .connects("p2", S1)
                .quiesce()
                .call(Wsk.enable(FIRST, Wsk.EVENT_RECEIVE))
                .quiesce()
                .writes("p2", 40)
                .quiesce()
                .shutDown(TAKEN, FIRST, S1)
                .build();
    }

    /** Nothing is inspected. */
    @Scenario(
            rule = "STR-06",
            title = "A stream socket listens without conditional accept",
            check = "Nothing can fail here but the listening itself.")
    Script listensUnconditionally(ScriptBuilder story) {
        return story.client()
                .streamListening(S1, Wsk.EVENT_ACCEPT)
                .otherwise(S1, Wsk.ACCEPT, storesNothing())
                .connects(P1, S1)
                .quiesce()
                .shutDown(FIRST, S1)
                .build();
    }

    /** CND-01 says that the option is for listening sockets. */
    @FaultyClient(rule = "STR-06", title = "Conditional accept is switched on for a stream socket", implied = "CND-01")
    Script setsTheMode(ScriptBuilder story) {
        return story.client()
                .call(Wsk.streamSocket(Wsk.CLIENT, S1, "i-s1-open"))
                .quiesce()
                .call(Wsk.conditionalAccept(S1, "c"))
                .quiesce()
                .call(Wsk.bind(S1, "i-s1-bind"))
                .quiesce()
                .call(Wsk.listen(S1, "i-s1-listen"))
                .quiesce()
                .call(Wsk.enable(S1, Wsk.EVENT_ACCEPT))
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** No peer is there when the request completes. */
    @Scenario(
            rule = "STR-07",
            title = "WskListen completes when the socket listens, without a connection",
            check = "Does the IRP wait for a connection, as that of WskAccept does?")
    Script listenDoesNotWait(ScriptBuilder story) {
        return plain(story)
                .call(Wsk.listen(S1, "i-s1-listen"))
                .quiesce()
                .connects(P1, S1)
                .quiesce()
                .shutDown(S1)
                .build();
    }
}
