package org.wsktck.suite.scenario;

import static org.wsktck.suite.scenario.Phrases.S1;
import static org.wsktck.target.ScriptBuilder.calls;
import static org.wsktck.target.ScriptBuilder.hold;
import static org.wsktck.target.ScriptBuilder.returns;
import static org.wsktck.target.ScriptBuilder.stores;
import static org.wsktck.target.ScriptBuilder.storesNothing;

import org.wsktck.target.Capability;
import org.wsktck.target.Script;
import org.wsktck.target.ScriptBuilder;
import org.wsktck.target.Wsk;

/** Group LSN, with CLS-11 and STA-08: WskAcceptEvent, WskAccept, and what accepted sockets inherit. */
final class ListeningScenarios {
    /** The first socket that WskAcceptEvent of s1 hands over. */
    private static final String FIRST = "s1.1";
    /** The second. */
    private static final String SECOND = "s1.2";
    /** The third. */
    private static final String THIRD = "s1.3";
    /** A socket that WskAccept delivers. */
    private static final String TAKEN = "t1";

    /** Nobody takes the connection, so that nothing can come before the peer sees it established. */
    @Scenario(
            rule = "LSN-01",
            title = "A peer sees its connection to a bound listening socket established",
            check = "Does a successful WskBind of a listening socket make it listen?")
    Script boundSocketTakesIn(ScriptBuilder story) {
        return listeningPlainly(story).connects("p1", S1).quiesce().shutDown(S1).build();
    }

    /** Only where the order of records is exact: elsewhere the delivery may be recorded before what the peer sees, which then tells nothing. */
    @Scenario(
            rule = "LSN-01",
            title = "Peers that connect to a bound listening socket are taken in",
            check = "Does a successful WskBind of a listening socket make it listen?")
    Script boundSocketListens(ScriptBuilder story) {
        return story.needs(Capability.DETERMINISTIC)
                .client()
                .listening(S1, Wsk.EVENT_ACCEPT)
                .otherwise(S1, Wsk.ACCEPT, storesNothing())
                .connects("p1", S1)
                .quiesce()
                .shutDown(FIRST, S1)
                .build();
    }

    /** One at a time, and two at once. */
    @Scenario(
            rule = "LSN-02",
            title = "Each connection leads to one WskAcceptEvent",
            check = "Is the callback called for every connection, or once for several?")
    Script everyConnectionIsReported(ScriptBuilder story) {
        return story.client()
                .listening(S1, Wsk.EVENT_ACCEPT)
                .otherwise(S1, Wsk.ACCEPT, storesNothing())
                .connects("p1", S1)
                .quiesce()
                .connects("p2", S1)
                .connects("p3", S1)
                .quiesce()
                .shutDown(FIRST, SECOND, THIRD, S1)
                .build();
    }

    /** Two peers, so that addresses can be mixed up. */
    @Scenario(
            rule = "LSN-03",
            title = "WskAcceptEvent has the right addresses, flags and a new socket",
            check = "Compare the arguments in the trace with the peers. Only one bit is defined for Flags.")
    Script argumentsOfAcceptEvent(ScriptBuilder story) {
        return story.client()
                .listening(S1, Wsk.EVENT_ACCEPT)
                .otherwise(S1, Wsk.ACCEPT, storesNothing())
                .connects("p1", S1)
                .connects("p2", S1)
                .quiesce()
                .shutDown(FIRST, SECOND, S1)
                .build();
    }

    /** Bytes go both ways on the accepted socket. */
    @Scenario(
            rule = "LSN-04",
            title = "A socket that WskAcceptEvent took works",
            check = "Does the provider keep the connection open, and use what the client stored for it?")
    Script takenSocketWorks(ScriptBuilder story) {
        return story.client()
                .listening(S1, Wsk.EVENT_ACCEPT)
                .connects("p1", S1)
                .quiesce()
                .call(Wsk.enable(FIRST, Wsk.EVENT_RECEIVE))
                .quiesce()
                .writes("p1", 40)
                .quiesce()
                .call(Wsk.send(FIRST, 40, "w"))
                .quiesce()
                .shutDown(FIRST, S1)
                .build();
    }

    /** The peer still writes, which must not come to anybody. */
    @Scenario(
            rule = "LSN-05",
            title = "The provider closes the socket that WskAcceptEvent turned away",
            check = "Does STATUS_REQUEST_NOT_ACCEPTED end the connection?")
    Script turnedAwayIsClosed(ScriptBuilder story) {
        return story.client()
                .listening(S1, Wsk.EVENT_ACCEPT)
                .otherwise(S1, Wsk.ACCEPT, storesNothing())
                .react(S1, Wsk.ACCEPT, returns("STATUS_REQUEST_NOT_ACCEPTED"))
                .connects("p1", S1)
                .quiesce()
                .writes("p1", 40)
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** Both values, one after the other. */
    @Scenario(
            rule = "LSN-06",
            title = "WskAcceptEvent returns the two values that it may",
            check = "See the statuses at the exits of the callbacks in the trace.")
    Script legalReturnValues(ScriptBuilder story) {
        return story.client()
                .listening(S1, Wsk.EVENT_ACCEPT)
                .otherwise(S1, Wsk.ACCEPT, storesNothing())
                .connects("p1", S1)
                .quiesce()
                .react(S1, Wsk.ACCEPT, returns("STATUS_REQUEST_NOT_ACCEPTED"))
                .connects("p2", S1)
                .quiesce()
                .shutDown(FIRST, S1)
                .build();
    }

    /** A value that other callbacks may return; GEN-12 is the same rule in general. */
    @FaultyClient(rule = "LSN-06", title = "WskAcceptEvent returns STATUS_PENDING", implied = "GEN-12")
    Script illegalReturnValue(ScriptBuilder story) {
        return story.client()
                .listening(S1, Wsk.EVENT_ACCEPT)
                .otherwise(S1, Wsk.ACCEPT, storesNothing())
                .react(
                        S1,
                        Wsk.ACCEPT,
                        stores(Wsk.RECEIVE),
                        calls(Wsk.enable(FIRST, Wsk.EVENT_RECEIVE)),
                        returns("STATUS_PENDING"))
                .connects("p1", S1)
                .quiesce()
                .shutDown(FIRST, S1)
                .build();
    }

    /** As it should be. */
    @Scenario(
            rule = "LSN-07",
            title = "A client leaves a socket alone that it has turned away",
            check = "No call in the trace names the socket.")
    Script turnedAwayIsLeftAlone(ScriptBuilder story) {
        return story.client()
                .listening(S1, Wsk.EVENT_ACCEPT)
                .otherwise(S1, Wsk.ACCEPT, storesNothing())
                .react(S1, Wsk.ACCEPT, returns("STATUS_REQUEST_NOT_ACCEPTED"))
                .connects("p1", S1)
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** It closes the socket, which is the provider's. */
    @FaultyClient(rule = "LSN-07", title = "A client closes a socket that it has turned away")
    Script turnedAwayIsClosedAgain(ScriptBuilder story) {
        return story.client()
                .listening(S1, Wsk.EVENT_ACCEPT)
                .otherwise(S1, Wsk.ACCEPT, storesNothing())
                .react(S1, Wsk.ACCEPT, returns("STATUS_REQUEST_NOT_ACCEPTED"))
                .connects("p1", S1)
                .quiesce()
                .shutDown(FIRST, S1)
                .build();
    }

    /** The entry of the event that is enabled is NULL. */
    @FaultyClient(rule = "LSN-13", title = "A client enables an event of the new socket and stores no entry for it")
    Script enabledWithoutEntry(ScriptBuilder story) {
        return story.client()
                .listening(S1, Wsk.EVENT_ACCEPT)
                .react(
                        S1,
                        Wsk.ACCEPT,
                        stores(Wsk.RECEIVE),
                        calls(Wsk.enable(FIRST, Wsk.EVENT_RECEIVE)),
                        stores(Wsk.DISCONNECT))
                .connects("p1", S1)
                .quiesce()
                .shutDown(FIRST, S1)
                .build();
    }

    /** One connection at a time, while a call waits for each. */
    @Scenario(
            rule = "LSN-08",
            title = "A WskAccept that waits is served before WskAcceptEvent is called",
            check = "Does an arriving connection look for queued IRPs first?")
    Script queuedAcceptComesFirst(ScriptBuilder story) {
        return story.client()
                .listening(S1, Wsk.EVENT_ACCEPT)
                .otherwise(S1, Wsk.ACCEPT, storesNothing())
                .call(Wsk.plain(Wsk.accept(S1, TAKEN, "a1")))
                .call(Wsk.plain(Wsk.accept(S1, "t2", "a2")))
                .call(Wsk.plain(Wsk.accept(S1, "t3", "a3")))
                .quiesce()
                .connects("p1", S1)
                .quiesce()
                .connects("p2", S1)
                .quiesce()
                .connects("p3", S1)
                .quiesce()
                .shutDown(FIRST, SECOND, THIRD, TAKEN, "t2", "t3", S1)
                .build();
    }

    /** Even with connection events enabled on the listening socket. */
    @Scenario(
            rule = "LSN-09",
            title = "A socket that WskAccept delivered makes no callbacks",
            check = "Is the inheritance of events restricted to WskAcceptEvent?")
    Script acceptedByCallIsSilent(ScriptBuilder story) {
        return story.client()
                .listening(S1, Wsk.EVENT_RECEIVE, Wsk.EVENT_DISCONNECT)
                .call(Wsk.accept(S1, TAKEN, "a1"))
                .quiesce()
                .connects("p1", S1)
                .quiesce()
                .writes("p1", 40)
                .quiesce()
                .finishes("p1")
                .quiesce()
                .call(Wsk.enable(TAKEN, Wsk.EVENT_RECEIVE))
                .call(Wsk.enable(S1, Wsk.EVENT_ACCEPT))
                .quiesce()
                .shutDown(TAKEN, S1)
                .build();
    }

    /** The peer writes after the hand-over. */
    @Scenario(
            rule = "LSN-10",
            title = "Connection events enabled on a listening socket are inherited",
            check = "Are the connection flags remembered, and applied when WskAcceptEvent returns?")
    Script eventsAreInherited(ScriptBuilder story) {
        return story.client()
                .listening(S1, Wsk.EVENT_ACCEPT, Wsk.EVENT_RECEIVE)
                .connects("p1", S1)
                .quiesce()
                .writes("p1", 40)
                .quiesce()
                .shutDown(FIRST, S1)
                .build();
    }

    /** Latitude: connections arrive while WskAccept is being called. */
    @Scenario(
            rule = "LSN-11",
            title = "A connection may go to WskAcceptEvent although WskAccept was called",
            check = "Nothing can fail here.")
    Script acceptRaces(ScriptBuilder story) {
        return story.client()
                .listening(S1, Wsk.EVENT_ACCEPT)
                .otherwise(S1, Wsk.ACCEPT, storesNothing())
                .callOn("other", Wsk.plain(Wsk.accept(S1, TAKEN, "a1")))
                .connects("p1", S1)
                .quiesce()
                .connects("p2", S1)
                .quiesce()
                .shutDown(FIRST, SECOND, TAKEN, S1)
                .build();
    }

    /** WskAcceptEvent is disabled and enabled again, before the peer comes. */
    @Scenario(
            rule = "LSN-12",
            title = "Events are still inherited after WskAcceptEvent was disabled and enabled again",
            check = "Does disabling WskAcceptEvent forget the connection flags?")
    Script inheritanceLasts(ScriptBuilder story) {
        return story.client()
                .listening(S1, Wsk.EVENT_ACCEPT, Wsk.EVENT_RECEIVE)
                .call(Wsk.disable(S1, Wsk.EVENT_ACCEPT, "d"))
                .quiesce()
                .call(Wsk.enable(S1, Wsk.EVENT_ACCEPT))
                .quiesce()
                .connects("p1", S1)
                .quiesce()
                .writes("p1", 40)
                .quiesce()
                .shutDown(FIRST, S1)
                .build();
    }

    /** Context and table first, then the events. */
    @Scenario(
            rule = "LSN-13",
            title = "A client stores context and table before it enables events of the new socket",
            check = "See in the trace what was stored at the exit of WskAcceptEvent.")
    Script storedBeforeEnabled(ScriptBuilder story) {
        return story.client()
                .listening(S1, Wsk.EVENT_ACCEPT)
                .react(S1, Wsk.ACCEPT, stores(Wsk.RECEIVE), calls(Wsk.enable(FIRST, Wsk.EVENT_RECEIVE)))
                .connects("p1", S1)
                .quiesce()
                .writes("p1", 40)
                .quiesce()
                .shutDown(FIRST, S1)
                .build();
    }

    /** The peer writes while WskAcceptEvent is held. */
    @Scenario(
            rule = "LSN-14",
            title = "Inherited events wait until WskAcceptEvent has returned",
            check = "When does the provider begin to make callbacks of a socket that it hands over?")
    Script inheritedEventsWait(ScriptBuilder story) {
        return story.client()
                .listening(S1, Wsk.EVENT_ACCEPT, Wsk.EVENT_RECEIVE)
                .react(S1, Wsk.ACCEPT, hold())
                .connects("p1", S1)
                .quiesce()
                .writes("p1", 40)
                .quiesce()
                .resume(S1, 1)
                .quiesce()
                .shutDown(FIRST, S1)
                .build();
    }

    /** The peer writes after the event was switched off. */
    @Scenario(
            rule = "LSN-15",
            title = "An inherited event can be switched off on the accepted socket",
            check = "Does a disable request on the accepted socket count against what it has inherited?")
    Script inheritedEventIsDisabled(ScriptBuilder story) {
        return story.client()
                .listening(S1, Wsk.EVENT_ACCEPT, Wsk.EVENT_RECEIVE)
                .connects("p1", S1)
                .quiesce()
                .call(Wsk.disable(FIRST, Wsk.EVENT_RECEIVE, "d"))
                .quiesce()
                .writes("p1", 40)
                .quiesce()
                .shutDown(FIRST, S1)
                .build();
    }

    /** First a call that finds a connection, then one that waits for it. */
    @Scenario(
            rule = "LSN-16",
            title = "WskAccept takes a connection that is there, or waits for one",
            check =
                    "Compare what the call returned with whether a connection was waiting. Information is the new socket.")
    Script acceptTakesOrWaits(ScriptBuilder story) {
        return listeningPlainly(story)
                .connects("p1", S1)
                .quiesce()
                .call(Wsk.plain(Wsk.accept(S1, TAKEN, "a1")))
                .quiesce()
                .call(Wsk.plain(Wsk.accept(S1, "t2", "a2")))
                .quiesce()
                .connects("p2", S1)
                .quiesce()
                .shutDown(TAKEN, "t2", S1)
                .build();
    }

    /** Both ways of taking connections. */
    @Scenario(
            rule = "LSN-17",
            title = "No connection is delivered twice",
            check = "Is a connection taken off the queue when it is delivered?")
    Script deliveredOnce(ScriptBuilder story) {
        return story.client()
                .listening(S1, Wsk.EVENT_ACCEPT)
                .otherwise(S1, Wsk.ACCEPT, storesNothing())
                .connects("p1", S1)
                .quiesce()
                .call(Wsk.plain(Wsk.accept(S1, TAKEN, "a1")))
                .quiesce()
                .connects("p2", S1)
                .quiesce()
                .shutDown(FIRST, SECOND, THIRD, TAKEN, S1)
                .build();
    }

    /** Latitude: nobody takes the connection. */
    @Scenario(
            rule = "LSN-18",
            title = "A connection that nobody takes may wait or be dropped",
            check = "Nothing can fail here.")
    Script nobodyTakes(ScriptBuilder story) {
        return listeningPlainly(story).connects("p1", S1).quiesce().shutDown(S1).build();
    }

    /** The client waits with the close, on purpose, so that there is time for a second call. Not run where a socket cannot be made to fail. */
    @Scenario(
            rule = "LSN-19",
            title = "A dead listening socket is reported once",
            check = "Is WskAcceptEvent called with a NULL AcceptSocket more than once?",
            deliberate = "GEN-11")
    Script deadSocketIsReportedOnce(ScriptBuilder story) {
        return story.client()
                .listening(S1, Wsk.EVENT_ACCEPT)
                .otherwise(S1, Wsk.ACCEPT, storesNothing())
                .fail(S1)
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** Latitude: the static mask has a connection event, and connections are accepted both ways. */
    @Scenario(
            rule = "STA-08",
            title = "Accepted sockets may or may not get the events of the static mask",
            check = "Nothing can fail here.")
    Script staticFlagsOfAccepted(ScriptBuilder story) {
        return story.client()
                .call(Wsk.staticEvents(Wsk.CLIENT, Wsk.EVENT_RECEIVE))
                .listening(S1, Wsk.EVENT_ACCEPT)
                .connects("p1", S1)
                .quiesce()
                .writes("p1", 40)
                .quiesce()
                .shutDown(FIRST, S1)
                .build();
    }

    /** The peer writes, and is written to, after the close of the listening socket. */
    @Scenario(
            rule = "CLS-11",
            title = "Accepted sockets outlive their listening socket",
            check = "What does closing a listening socket do to the sockets that were accepted from it?")
    Script acceptedOutlives(ScriptBuilder story) {
        return story.client()
                .listening(S1, Wsk.EVENT_ACCEPT, Wsk.EVENT_RECEIVE)
                .connects("p1", S1)
                .quiesce()
                .call(Wsk.close(S1, "i-s1-close"))
                .quiesce()
                .writes("p1", 40)
                .quiesce()
                .call(Wsk.send(FIRST, 40, "w"))
                .quiesce()
                .shutDown(FIRST)
                .build();
    }

    /** The same without a single event: delivered by WskAccept, read by WskReceive. */
    @Scenario(
            rule = "CLS-11",
            title = "A socket that WskAccept delivered outlives its listening socket",
            check = "Does closing a listening socket close what it remembers of the last accepted one?")
    Script deliveredOutlives(ScriptBuilder story) {
        return listeningPlainly(story)
                .call(Wsk.plain(Wsk.accept(S1, TAKEN, "a1")))
                .quiesce()
                .connects("p1", S1)
                .quiesce()
                .call(Wsk.close(S1, "i-s1-close"))
                .quiesce()
                .writes("p1", 40)
                .quiesce()
                .call(Wsk.receive(TAKEN, 40, "r1"))
                .quiesce()
                .call(Wsk.send(TAKEN, 40, "w"))
                .quiesce()
                .shutDown(TAKEN)
                .build();
    }

    /** Nobody connects. */
    @Scenario(
            rule = "CLS-02",
            title = "The close completes a WskAccept that still waits",
            check = "Is a queued WskAccept completed when its listening socket is closed?")
    Script waitingAcceptIsCompleted(ScriptBuilder story) {
        return listeningPlainly(story)
                .call(Wsk.plain(Wsk.accept(S1, TAKEN, "a1")))
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** A bound listening socket that was given neither context nor table. */
    private static ScriptBuilder listeningPlainly(ScriptBuilder story) {
        return story.client()
                .call(Wsk.plain(Wsk.listenSocket(Wsk.CLIENT, S1, "i-s1-open")))
                .quiesce()
                .call(Wsk.bind(S1, "i-s1-bind"))
                .quiesce();
    }
}
