package org.wsktck.suite.scenario;

import static org.wsktck.suite.scenario.Phrases.S1;
import static org.wsktck.target.ScriptBuilder.returns;
import static org.wsktck.target.ScriptBuilder.storesNothing;

import java.util.List;
import org.wsktck.target.Action;
import org.wsktck.target.Capability;
import org.wsktck.target.Script;
import org.wsktck.target.ScriptBuilder;
import org.wsktck.target.Wsk;

/** Group CND: conditional accept, WskInspectEvent, WskInspectComplete and WskAbortEvent. */
final class ConditionalScenarios {
    /** The socket that WskAcceptEvent of s1 hands over. */
    private static final String FIRST = "s1.1";

    private static final String ACCEPTING = "WskInspectAccept";
    private static final String REJECTING = "WskInspectReject";
    private static final String PENDING = "WskInspectPend";

    private static Action pend() {
        return returns(PENDING);
    }

    private static Action reject() {
        return returns(REJECTING);
    }

    /** As it should be. */
    @Scenario(
            rule = "CND-01",
            title = "The mode is switched on before WskBind",
            check = "See the request's place in the trace.")
    Script switchedOnBeforeBind(ScriptBuilder story) {
        return story.client().inspecting(S1).shutDown(S1).build();
    }

    /** The socket listens already. */
    @FaultyClient(rule = "CND-01", title = "The mode is switched on after WskBind")
    Script switchedOnAfterBind(ScriptBuilder story) {
        return story.client()
                .listening(S1, Wsk.EVENT_ACCEPT)
                .call(Wsk.conditionalAccept(S1, "c"))
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** Asked before and after. */
    @Scenario(
            rule = "CND-02",
            title = "The mode is off at first, and can be read",
            check = "What does the get request write into the output buffer?")
    Script modeIsReadable(ScriptBuilder story) {
        return story.client()
                .call(Wsk.listenSocket(Wsk.CLIENT, S1, "i-s1-open"))
                .quiesce()
                .call(Wsk.queryConditionalAccept(S1, "q1"))
                .quiesce()
                .call(Wsk.conditionalAccept(S1, "c"))
                .quiesce()
                .call(Wsk.queryConditionalAccept(S1, "q2"))
                .quiesce()
                .call(Wsk.bind(S1, "i-s1-bind"))
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** Latitude: the set request may fail. */
    @Scenario(rule = "CND-03", title = "Switching the mode on may fail", check = "Nothing can fail here.")
    Script settingMayFail(ScriptBuilder story) {
        return story.client()
                .inspecting(S1, Wsk.EVENT_ACCEPT)
                .otherwise(S1, Wsk.ACCEPT, storesNothing())
                .connects("p1", S1)
                .quiesce()
                .shutDown(FIRST, S1)
                .build();
    }

    /** A table with all entries, and the mode off. */
    @Scenario(
            rule = "CND-04",
            title = "Without the mode nothing is inspected",
            check = "Does the presence of the entries alone lead to WskInspectEvent?")
    Script nothingInspectedWithoutMode(ScriptBuilder story) {
        return story.client()
                .listening(S1, Wsk.EVENT_ACCEPT)
                .otherwise(S1, Wsk.ACCEPT, storesNothing())
                .connects("p1", S1)
                .quiesce()
                .shutDown(FIRST, S1)
                .build();
    }

    /** Nothing else is enabled. */
    @Scenario(
            rule = "CND-05",
            title = "WskInspectEvent and WskAbortEvent need no enabling but the mode",
            check = "Do the two events depend on SO_WSK_EVENT_CALLBACK?")
    Script modeEnablesEvents(ScriptBuilder story) {
        return story.client()
                .inspecting(S1)
                .react(S1, Wsk.INSPECT, pend())
                .connects("p1", S1)
                .quiesce()
                .resets("p1")
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** As it should be. */
    @Scenario(
            rule = "CND-06",
            title = "A client that switches the mode on has both entries",
            check = "See the entries in the call of WskSocket.")
    Script entriesArePresent(ScriptBuilder story) {
        return story.client().inspecting(S1).shutDown(S1).build();
    }

    /** The entry of WskAbortEvent is NULL. */
    @FaultyClient(rule = "CND-06", title = "The mode is switched on without an entry for WskAbortEvent")
    Script entryIsMissing(ScriptBuilder story) {
        return story.client()
                .call(Wsk.but(
                        Wsk.listenSocket(Wsk.CLIENT, S1, "i-s1-open"), "entries", List.of(Wsk.ACCEPT, Wsk.INSPECT)))
                .quiesce()
                .call(Wsk.conditionalAccept(S1, "c"))
                .quiesce()
                .call(Wsk.bind(S1, "i-s1-bind"))
                .quiesce()
                .call(Wsk.enable(S1, Wsk.EVENT_ACCEPT))
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** One at a time, from two peers. */
    @Scenario(
            rule = "CND-07",
            title = "Each request is inspected",
            check = "Is WskInspectEvent called for every request, before anything else is said of it?")
    Script everyRequestIsInspected(ScriptBuilder story) {
        return story.client()
                .inspecting(S1, Wsk.EVENT_ACCEPT)
                .otherwise(S1, Wsk.ACCEPT, storesNothing())
                .connects("p1", S1)
                .quiesce()
                .connects("p2", S1)
                .quiesce()
                .shutDown(FIRST, "s1.2", S1)
                .build();
    }

    /** Accepted at once, accepted later, rejected, undecided. */
    @Scenario(
            rule = "CND-08",
            title = "Only connections that were accepted by inspection are delivered",
            check = "Is the decision asked for before the connection is delivered?")
    Script onlyAcceptedAreDelivered(ScriptBuilder story) {
        return story.client()
                .inspecting(S1, Wsk.EVENT_ACCEPT)
                .otherwise(S1, Wsk.ACCEPT, storesNothing())
                .connects("p1", S1)
                .quiesce()
                .react(S1, Wsk.INSPECT, reject())
                .connects("p2", S1)
                .quiesce()
                .react(S1, Wsk.INSPECT, pend())
                .connects("p3", S1)
                .quiesce()
                .call(Wsk.inspectComplete(S1, ACCEPTING, "x"))
                .quiesce()
                .shutDown(FIRST, "s1.2", "s1.3", S1)
                .build();
    }

    /** Two requests that wait at the same time. */
    @Scenario(
            rule = "CND-09",
            title = "Requests that live at the same time have different IDs",
            check = "Compare the contents of the IDs in the trace.")
    Script idsDiffer(ScriptBuilder story) {
        return story.client()
                .inspecting(S1, Wsk.EVENT_ACCEPT)
                .otherwise(S1, Wsk.ACCEPT, storesNothing())
                .otherwise(S1, Wsk.INSPECT, pend())
                .connects("p1", S1)
                .quiesce()
                .connects("p2", S1)
                .quiesce()
                .call(Wsk.inspectComplete(S1, "p1", ACCEPTING, "x1"))
                .call(Wsk.inspectComplete(S1, "p2", ACCEPTING, "x2"))
                .quiesce()
                .shutDown(FIRST, "s1.2", S1)
                .build();
    }

    /** One request for each of them. */
    @Scenario(
            rule = "CND-10",
            title = "WskInspectEvent returns the three actions",
            check = "See the actions at the exits of the callbacks in the trace.")
    Script legalActions(ScriptBuilder story) {
        return story.client()
                .inspecting(S1, Wsk.EVENT_ACCEPT)
                .otherwise(S1, Wsk.ACCEPT, storesNothing())
                .react(S1, Wsk.INSPECT, returns(REJECTING))
                .connects("p1", S1)
                .quiesce()
                .react(S1, Wsk.INSPECT, pend())
                .connects("p2", S1)
                .quiesce()
                .call(Wsk.inspectComplete(S1, REJECTING, "x"))
                .quiesce()
                .connects("p3", S1)
                .quiesce()
                .shutDown(FIRST, S1)
                .build();
    }

    /** The header ends the enumeration with a name that is no action. GEN-12 is the same rule in general. */
    @FaultyClient(rule = "CND-10", title = "WskInspectEvent returns WskInspectMax", implied = "GEN-12")
    Script illegalAction(ScriptBuilder story) {
        return story.client()
                .inspecting(S1, Wsk.EVENT_ACCEPT)
                .react(S1, Wsk.INSPECT, returns("WskInspectMax"))
                .connects("p1", S1)
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** Accepted in the callback. */
    @Scenario(
            rule = "CND-11",
            title = "A request that WskInspectEvent accepts is delivered once",
            check = "What becomes of a request after WskInspectAccept?")
    Script acceptedIsDelivered(ScriptBuilder story) {
        return story.client()
                .inspecting(S1, Wsk.EVENT_ACCEPT)
                .otherwise(S1, Wsk.ACCEPT, storesNothing())
                .connects("p1", S1)
                .quiesce()
                .shutDown(FIRST, S1)
                .build();
    }

    /** Rejected in the callback. */
    @Scenario(
            rule = "CND-12",
            title = "A request that WskInspectEvent rejects is dropped silently",
            check = "Is anything reported after WskInspectReject?")
    Script rejectedIsDropped(ScriptBuilder story) {
        return story.client()
                .inspecting(S1, Wsk.EVENT_ACCEPT)
                .otherwise(S1, Wsk.ACCEPT, storesNothing())
                .react(S1, Wsk.INSPECT, reject())
                .connects("p1", S1)
                .quiesce()
                .shutDown(FIRST, S1)
                .build();
    }

    /** A decision that waits for a while. */
    @Scenario(
            rule = "CND-13",
            title = "A request that is pended waits for the client",
            check = "Does anything happen to the request before WskInspectComplete?")
    Script pendedWaits(ScriptBuilder story) {
        return story.client()
                .inspecting(S1, Wsk.EVENT_ACCEPT)
                .otherwise(S1, Wsk.ACCEPT, storesNothing())
                .react(S1, Wsk.INSPECT, pend())
                .connects("p1", S1)
                .quiesce()
                .call(Wsk.inspectComplete(S1, ACCEPTING, "x"))
                .quiesce()
                .shutDown(FIRST, S1)
                .build();
    }

    /** As it should be. */
    @Scenario(
            rule = "CND-14",
            title = "The client completes what it pended, once",
            check = "See the calls of WskInspectComplete in the trace.")
    Script pendedIsCompleted(ScriptBuilder story) {
        return story.client()
                .inspecting(S1, Wsk.EVENT_ACCEPT)
                .otherwise(S1, Wsk.ACCEPT, storesNothing())
                .react(S1, Wsk.INSPECT, pend())
                .connects("p1", S1)
                .quiesce()
                .call(Wsk.inspectComplete(S1, REJECTING, "x"))
                .quiesce()
                .shutDown(FIRST, S1)
                .build();
    }

    /** The second call comes when everything about the first is done. */
    @FaultyClient(rule = "CND-14", title = "A request is completed twice")
    Script completedTwice(ScriptBuilder story) {
        return story.client()
                .inspecting(S1, Wsk.EVENT_ACCEPT)
                .otherwise(S1, Wsk.ACCEPT, storesNothing())
                .react(S1, Wsk.INSPECT, pend())
                .connects("p1", S1)
                .quiesce()
                .call(Wsk.inspectComplete(S1, REJECTING, "x1"))
                .quiesce()
                .call(Wsk.inspectComplete(S1, "p1", REJECTING, "x2"))
                .quiesce()
                .shutDown(FIRST, S1)
                .build();
    }

    /** As it should be. */
    @Scenario(
            rule = "CND-15",
            title = "The client names the request by its own copy of the ID",
            check = "See the calls of WskInspectComplete in the trace.")
    Script idIsCopied(ScriptBuilder story) {
        return story.client()
                .inspecting(S1, Wsk.EVENT_ACCEPT)
                .otherwise(S1, Wsk.ACCEPT, storesNothing())
                .react(S1, Wsk.INSPECT, pend())
                .connects("p1", S1)
                .quiesce()
                .call(Wsk.inspectComplete(S1, REJECTING, "x"))
                .quiesce()
                .shutDown(FIRST, S1)
                .build();
    }

    /** The pointer that the callback got. */
    @FaultyClient(rule = "CND-15", title = "The provider's own ID structure is passed to WskInspectComplete")
    Script idIsNotCopied(ScriptBuilder story) {
        return story.client()
                .inspecting(S1, Wsk.EVENT_ACCEPT)
                .otherwise(S1, Wsk.ACCEPT, storesNothing())
                .react(S1, Wsk.INSPECT, pend())
                .connects("p1", S1)
                .quiesce()
                .call(Wsk.but(Wsk.inspectComplete(S1, REJECTING, "x"), "copied", false))
                .quiesce()
                .shutDown(FIRST, S1)
                .build();
    }

    /** An abort for a cause, after requests that give none. */
    @Scenario(
            rule = "CND-16",
            title = "WskAbortEvent is called only for requests that were accepted or pended",
            check = "See in the trace what WskInspectEvent returned for the ID, and whether it was delivered.")
    Script abortHasPreconditions(ScriptBuilder story) {
        return story.client()
                .inspecting(S1, Wsk.EVENT_ACCEPT)
                .otherwise(S1, Wsk.ACCEPT, storesNothing())
                .connects("p1", S1)
                .quiesce()
                .react(S1, Wsk.INSPECT, pend())
                .connects("p2", S1)
                .quiesce()
                .resets("p2")
                .quiesce()
                .shutDown(FIRST, S1)
                .build();
    }

    /** The peer gives up while the client thinks. */
    @Scenario(
            rule = "CND-17",
            title = "WskAbortEvent tells that a pended request was given up",
            check = "Is the client told of a request that it pended and that is gone?")
    Script givenUpIsAborted(ScriptBuilder story) {
        return story.client()
                .inspecting(S1, Wsk.EVENT_ACCEPT)
                .otherwise(S1, Wsk.ACCEPT, storesNothing())
                .react(S1, Wsk.INSPECT, pend())
                .connects("p1", S1)
                .quiesce()
                .resets("p1")
                .quiesce()
                .shutDown(FIRST, S1)
                .build();
    }

    /** As it should be. */
    @Scenario(
            rule = "CND-18",
            title = "WskAbortEvent returns STATUS_SUCCESS",
            check = "See the status at the exit of the callback in the trace.")
    Script abortReturnsSuccess(ScriptBuilder story) {
        return story.client()
                .inspecting(S1)
                .react(S1, Wsk.INSPECT, pend())
                .connects("p1", S1)
                .quiesce()
                .resets("p1")
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** GEN-12 is the same rule in general. */
    @FaultyClient(rule = "CND-18", title = "WskAbortEvent returns a failure", implied = "GEN-12")
    Script abortReturnsFailure(ScriptBuilder story) {
        return story.client()
                .inspecting(S1)
                .react(S1, Wsk.INSPECT, pend())
                .react(S1, Wsk.ABORT, returns("STATUS_REQUEST_NOT_ACCEPTED"))
                .connects("p1", S1)
                .quiesce()
                .resets("p1")
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** The client accepts although it was told of the abort. */
    @Scenario(
            rule = "CND-19",
            title = "Accepting an aborted request establishes nothing",
            check = "Does WskInspectComplete look whether the request still lives?")
    Script abortedIsNotEstablished(ScriptBuilder story) {
        return story.client()
                .inspecting(S1, Wsk.EVENT_ACCEPT)
                .otherwise(S1, Wsk.ACCEPT, storesNothing())
                .react(S1, Wsk.INSPECT, pend())
                .connects("p1", S1)
                .quiesce()
                .resets("p1")
                .quiesce()
                .call(Wsk.inspectComplete(S1, "p1", ACCEPTING, "x"))
                .quiesce()
                .shutDown(FIRST, S1)
                .build();
    }

    /** As it should be. */
    @Scenario(
            rule = "CND-20",
            title = "WskInspectComplete is given a final decision",
            check = "See the arguments of the call in the trace.")
    Script decisionIsFinal(ScriptBuilder story) {
        return story.client()
                .inspecting(S1, Wsk.EVENT_ACCEPT)
                .otherwise(S1, Wsk.ACCEPT, storesNothing())
                .react(S1, Wsk.INSPECT, pend())
                .connects("p1", S1)
                .quiesce()
                .call(Wsk.inspectComplete(S1, REJECTING, "x"))
                .quiesce()
                .shutDown(FIRST, S1)
                .build();
    }

    /** No decision at all. */
    @FaultyClient(rule = "CND-20", title = "WskInspectComplete is called with WskInspectPend")
    Script decisionIsNotFinal(ScriptBuilder story) {
        return story.client()
                .inspecting(S1, Wsk.EVENT_ACCEPT)
                .otherwise(S1, Wsk.ACCEPT, storesNothing())
                .react(S1, Wsk.INSPECT, pend())
                .connects("p1", S1)
                .quiesce()
                .call(Wsk.inspectComplete(S1, PENDING, "x"))
                .quiesce()
                .shutDown(FIRST, S1)
                .build();
    }

    /** Accepted by the call. */
    @Scenario(
            rule = "CND-21",
            title = "A pended request that is accepted later is delivered once",
            check = "Does WskInspectComplete resume the request?")
    Script completedIsDelivered(ScriptBuilder story) {
        return story.client()
                .inspecting(S1, Wsk.EVENT_ACCEPT)
                .otherwise(S1, Wsk.ACCEPT, storesNothing())
                .react(S1, Wsk.INSPECT, pend())
                .connects("p1", S1)
                .quiesce()
                .call(Wsk.inspectComplete(S1, ACCEPTING, "x"))
                .quiesce()
                .shutDown(FIRST, S1)
                .build();
    }

    /** Rejected by the call. */
    @Scenario(
            rule = "CND-22",
            title = "A pended request that is rejected later is dropped",
            check = "Is the Action of WskInspectComplete looked at?")
    Script completedIsDropped(ScriptBuilder story) {
        return story.client()
                .inspecting(S1, Wsk.EVENT_ACCEPT)
                .otherwise(S1, Wsk.ACCEPT, storesNothing())
                .react(S1, Wsk.INSPECT, pend())
                .connects("p1", S1)
                .quiesce()
                .call(Wsk.inspectComplete(S1, REJECTING, "x"))
                .quiesce()
                .shutDown(FIRST, S1)
                .build();
    }

    /** Latitude: the peer gives up while the client completes the inspection. */
    @Scenario(rule = "CND-23", title = "WskAbortEvent may cross a WskInspectComplete", check = "Nothing can fail here.")
    Script abortCrosses(ScriptBuilder story) {
        return story.client()
                .inspecting(S1, Wsk.EVENT_ACCEPT)
                .otherwise(S1, Wsk.ACCEPT, storesNothing())
                .react(S1, Wsk.INSPECT, pend())
                .connects("p1", S1)
                .quiesce()
                .callOn("other", Wsk.inspectComplete(S1, "p1", REJECTING, "x"))
                .resets("p1")
                .quiesce()
                .shutDown(FIRST, S1)
                .build();
    }

    /** Not run where the network makes the handshake by itself. */
    @Scenario(
            rule = "CND-24",
            title = "The peer sees no connection before the request is accepted",
            check = "When does the transport finish the handshake?")
    Script handshakeWaits(ScriptBuilder story) {
        return story.needs(Capability.HANDSHAKE)
                .client()
                .inspecting(S1)
                .react(S1, Wsk.INSPECT, pend())
                .connects("p1", S1)
                .quiesce()
                .call(Wsk.inspectComplete(S1, ACCEPTING, "x"))
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** A queued WskAccept first, then the event. */
    @Scenario(
            rule = "CND-25",
            title = "Connections that were accepted by inspection are taken in the ordinary way",
            check = "Do WskAccept and WskAcceptEvent get them as on a socket without the mode?")
    Script takenTheOrdinaryWay(ScriptBuilder story) {
        return story.client()
                .inspecting(S1)
                .call(Wsk.plain(Wsk.accept(S1, "t1", "a1")))
                .quiesce()
                .connects("p1", S1)
                .quiesce()
                .otherwise(S1, Wsk.ACCEPT, storesNothing())
                .call(Wsk.enable(S1, Wsk.EVENT_ACCEPT))
                .quiesce()
                .connects("p2", S1)
                .quiesce()
                .shutDown("t1", FIRST, S1)
                .build();
    }

    /** Two requests, so that IDs can be mixed up. */
    @Scenario(
            rule = "CND-26",
            title = "An accepted socket knows the ID of its request",
            check = "Compare the ID that was returned with that of WskInspectEvent.")
    Script idCanBeQueried(ScriptBuilder story) {
        return story.client()
                .inspecting(S1, Wsk.EVENT_ACCEPT)
                .otherwise(S1, Wsk.ACCEPT, storesNothing())
                .connects("p1", S1)
                .quiesce()
                .connects("p2", S1)
                .quiesce()
                .call(Wsk.queryInspectId(FIRST))
                .call(Wsk.queryInspectId("s1.2"))
                .shutDown(FIRST, "s1.2", S1)
                .build();
    }

    /** A listening socket, one that was accepted without inspection, and a datagram socket. */
    @Scenario(
            rule = "CND-27",
            title = "Sockets without an inspection have no ID",
            check = "Does SIO_WSK_QUERY_INSPECT_ID look at where the socket comes from?")
    Script otherSocketsHaveNoId(ScriptBuilder story) {
        return story.client()
                .listening(S1, Wsk.EVENT_ACCEPT)
                .otherwise(S1, Wsk.ACCEPT, storesNothing())
                .plain("s2")
                .connects("p1", S1)
                .quiesce()
                .call(Wsk.queryInspectId(FIRST))
                .call(Wsk.queryInspectId(S1))
                .call(Wsk.queryInspectId("s2"))
                .shutDown(FIRST, "s2", S1)
                .build();
    }

    /** Latitude: the listening socket is closed while a request waits. */
    @Scenario(
            rule = "CND-28",
            title = "Requests that wait at the close of the socket may be aborted or dropped",
            check = "Nothing can fail here.")
    Script closedWhilePended(ScriptBuilder story) {
        return story.client()
                .inspecting(S1, Wsk.EVENT_ACCEPT)
                .otherwise(S1, Wsk.ACCEPT, storesNothing())
                .react(S1, Wsk.INSPECT, pend())
                .connects("p1", S1)
                .quiesce()
                .shutDown(S1)
                .build();
    }
}
