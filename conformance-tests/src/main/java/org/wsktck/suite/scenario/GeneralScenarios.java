package org.wsktck.suite.scenario;

import static org.wsktck.suite.scenario.Phrases.S1;
import static org.wsktck.suite.scenario.Phrases.S2;
import static org.wsktck.suite.scenario.Phrases.refuse;
import static org.wsktck.suite.scenario.Phrases.retain;
import static org.wsktck.target.ScriptBuilder.calls;
import static org.wsktck.target.ScriptBuilder.returns;
import static org.wsktck.target.Wsk.CLIENT;

import java.util.List;
import org.wsktck.target.Script;
import org.wsktck.target.ScriptBuilder;
import org.wsktck.target.Wsk;

/** Group GEN: what holds for every event callback. */
final class GeneralScenarios {
    /** The heart of the interface: nobody polls, and the datagrams come all the same. Three are sent because single ones may be lost (DGM-13). */
    @Scenario(
            rule = "GEN-01",
            title = "Datagrams that arrive while the event is enabled are reported without being asked for",
            check =
                    "Does the arrival of a datagram look for an enabled callback, or does it wait for the client to call?")
    Script enabledEventIsReported(ScriptBuilder story) {
        return story.enabled(S1)
                .send(S1, 3)
                .quiesce()
                .send(S1, 3)
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** Traffic before the enabling, during it and after the disabling: callbacks belong in the middle only. */
    @Scenario(
            rule = "GEN-02",
            title = "Callbacks come only between enabling and disabling",
            check = "Is the enabled bit of this very event tested at delivery, and cleared by the disable?")
    Script callbacksOnlyWhileEnabled(ScriptBuilder story) {
        return story.client()
                .bound(S1)
                .send(S1, 3)
                .quiesce()
                .call(Wsk.enable(S1))
                .quiesce()
                .send(S1, 3)
                .quiesce()
                .call(Wsk.disable(S1, null))
                .quiesce()
                .send(S1, 3)
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** The dispatch table alone enables nothing. The event is enabled at the very end, since a client gives a table only to use it (GEN-10). */
    @Scenario(
            rule = "GEN-03",
            title = "A new socket with a dispatch table gets datagrams, and no callback comes before the enabling",
            check = "What is the initial event mask of a socket? A table with entries must not enable them.")
    Script newSocketIsSilent(ScriptBuilder story) {
        return story.client()
                .bound(S1)
                .send(S1, 3)
                .quiesce()
                .send(S1, 3)
                .quiesce()
                .call(Wsk.enable(S1))
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** A datagram socket and a basic one side by side: the former raises WskReceiveFromEvent and nothing else, the latter nothing at all. */
    @Scenario(
            rule = "GEN-04",
            title = "A datagram socket raises only WskReceiveFromEvent, a basic socket nothing",
            check =
                    "Through which entry of the client's table does the provider call? The tables of the categories differ.",
            deliberate = "GEN-10")
    Script onlyEventsOfTheCategory(ScriptBuilder story) {
        return story.enabled(S1)
                .call(Wsk.but(Wsk.basicSocket(CLIENT, S2, "i-s2-open"), "entries", List.of(Wsk.RECEIVE_FROM)))
                .quiesce()
                .send(S1, 3)
                .quiesce()
                .shutDown(S1, S2)
                .build();
    }

    /** The client gives the basic socket a context and a table, against GEN-10, so that a stray callback has a way to come. */
    @Scenario(
            rule = "GEN-04",
            title = "A basic socket raises nothing even when it is given a dispatch table",
            check = "Does the provider store a table for a basic socket and use it?",
            deliberate = "GEN-10")
    Script basicSocketRaisesNothing(ScriptBuilder story) {
        return story.enabled(S1)
                .call(Phrases.withTable(Wsk.basicSocket(CLIENT, S2, "i-s2-open"), S2))
                .quiesce()
                .send(S1, 3)
                .quiesce()
                .shutDown(S1, S2)
                .build();
    }

    /** The well-behaved client: table with the entry, then the enabling. */
    @Scenario(
            rule = "GEN-05",
            title = "A client hands over a table with the entry and then enables the event",
            check = "The bench gives each socket a table of its own; see how the adapter records `entries`.")
    Script tableThenEnabling(ScriptBuilder story) {
        return story.enabled(S1).shutDown(S1).build();
    }

    /** The enabling asks for a callback that does not exist. */
    @FaultyClient(rule = "GEN-05", title = "A client enables an event without having given a dispatch table")
    Script enablingWithoutTable(ScriptBuilder story) {
        return story.client()
                .plain(S1)
                .call(Wsk.enable(S1))
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** A client that polls: nothing obliges it to have callbacks. */
    @Scenario(
            rule = "GEN-06",
            title = "A client lives without callbacks",
            check = "This is latitude of the client; nothing can be wrong here but the functions themselves.")
    Script lifeWithoutCallbacks(ScriptBuilder story) {
        return story.client()
                .plain(S1)
                .call(Wsk.receiveFrom(S1, 64, "r1"))
                .call(Wsk.sendTo(S1, "p1", 32, "w1"))
                .send(S1, 3)
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** Each IRP waits for its datagram; more datagrams than IRPs are sent, so that single losses do not matter. */
    @Scenario(
            rule = "GEN-07",
            title = "Queued WskReceiveFrom requests complete with datagrams although no callback is enabled",
            check = "Does an arriving datagram look at the queue of IRPs before, and independently of, the event mask?")
    Script functionsWithoutCallbacks(ScriptBuilder story) {
        return story.client()
                .plain(S1)
                .call(Wsk.receiveFrom(S1, 64, "r1"))
                .call(Wsk.receiveFrom(S1, 64, "r2"))
                .quiesce()
                .send(S1, 3)
                .quiesce()
                .send(S1, 3)
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** Two sockets with contexts of their own and traffic on both: no context may stray. */
    @Scenario(
            rule = "GEN-08",
            title = "Two sockets get datagrams, each with its own context",
            check = "Where is the SocketContext kept? It belongs to the socket, not to the client or to the last call.")
    Script contextOfTheSocket(ScriptBuilder story) {
        return story.enabled(S1)
                .bound(S2)
                .call(Wsk.enable(S2))
                .quiesce()
                .send(S1, 3)
                .quiesce()
                .send(S2, 3)
                .quiesce()
                .shutDown(S1, S2)
                .build();
    }

    /** The tables of the two sockets are different instances, so a call through the wrong one shows. */
    @Scenario(
            rule = "GEN-09",
            title = "Two sockets get datagrams, each through its own dispatch table",
            check = "Is the dispatch table stored with the socket for which it was given?")
    Script tableOfTheSocket(ScriptBuilder story) {
        return story.enabled(S1)
                .bound(S2)
                .call(Wsk.enable(S2))
                .quiesce()
                .send(S1, 3)
                .send(S2, 3)
                .quiesce()
                .shutDown(S1, S2)
                .build();
    }

    /** One socket with callbacks, one without: only the former gets a context and a table. */
    @Scenario(
            rule = "GEN-10",
            title = "Context and table are given to the socket that enables an event, and to no other",
            check = "See how the adapter records `context` and `entries` when they are NULL.")
    Script nothingGivenNothingUsed(ScriptBuilder story) {
        return story.enabled(S1).plain(S2).shutDown(S1, S2).build();
    }

    /** The table is given, and never used. */
    @FaultyClient(
            rule = "GEN-10",
            title = "A client gives context and table to a socket on which it never enables anything")
    Script tableNeverUsed(ScriptBuilder story) {
        return story.client().bound(S1).shutDown(S1).build();
    }

    /** The callback that learns of the loss closes the socket itself. Not run where a socket cannot be made to fail. */
    @Scenario(
            rule = "GEN-11",
            title = "A socket that was reported dead is closed at once",
            check =
                    "Does the provider report the loss of function by one call with a NULL list, and still accept the close?")
    Script deadSocketIsClosed(ScriptBuilder story) {
        return story.enabled(S1)
                .react(S1, calls(Wsk.close(S1, "i-s1-close")))
                .fail(S1)
                .quiesce()
                .shutDown()
                .build();
    }

    /** The client goes on as if nothing had happened. */
    @FaultyClient(rule = "GEN-11", title = "A client leaves a socket open that was reported dead")
    Script deadSocketIsKept(ScriptBuilder story) {
        return story.enabled(S1)
                .fail(S1)
                .quiesce()
                .mark("nobody closes it")
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** All three values that a datagram callback may return. */
    @Scenario(
            rule = "GEN-12",
            title = "A callback returns each of the values that are defined for it",
            check =
                    "See the reaction that the script sent ahead, and what the adapter recorded at the callback's exit.")
    Script definedReturnValues(ScriptBuilder story) {
        return story.enabled(S1)
                .react(S1, returns("STATUS_SUCCESS"))
                .react(S1, retain())
                .react(S1, refuse())
                .send(S1, 3)
                .quiesce()
                .send(S1, 3)
                .quiesce()
                .send(S1, 3)
                .quiesce()
                .call(Wsk.release(S1, 0))
                .shutDown(S1)
                .build();
    }

    /** The general rule has a particular one beside it for this event, so both are named. */
    @FaultyClient(rule = "GEN-12", title = "A callback returns a value that is not defined for it", implied = "DGM-05")
    Script undefinedReturnValue(ScriptBuilder story) {
        return story.enabled(S1)
                .react(S1, returns("STATUS_UNSUCCESSFUL"))
                .send(S1, 1)
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** Requests that end at once, later, by cancellation and by the close: one completion each, in agreement with what was returned. */
    @Scenario(
            rule = "GEN-13",
            title = "Every IRP completes exactly once and as the call's status announced",
            check = "Which path completes the IRP twice, or not, or with a status that contradicts the one returned?")
    Script everyIrpCompletesOnce(ScriptBuilder story) {
        return story.client()
                .plain(S1)
                .call(Wsk.localAddress(S1, "a"))
                .call(Wsk.sendTo(S1, "p1", 32, "w"))
                .call(Wsk.receiveFrom(S1, 64, "r1"))
                .call(Wsk.receiveFrom(S1, 64, "r2"))
                .call(Wsk.receiveFrom(S1, 64, "r3"))
                .quiesce()
                .cancel("r2")
                .quiesce()
                .send(S1, 1)
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** A request that has to fail, since the socket has no address yet: then the IRP fails too. */
    @Scenario(
            rule = "GEN-13",
            title = "A request that cannot succeed completes its IRP with a failure",
            check = "Does the error path complete the IRP before it returns the error, with a failure status?")
    Script failureIsCompletedToo(ScriptBuilder story) {
        return story.client()
                .call(Wsk.plainDatagramSocket(CLIENT, S1, "i-s1-open"))
                .quiesce()
                .call(Wsk.localAddress(S1, "a"))
                .quiesce()
                .call(Wsk.bind(S1, "i-s1-bind"))
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** The requests wait when the socket is lost. Not run where a socket cannot be made to fail. */
    @Scenario(
            rule = "GEN-13",
            title = "Requests that wait on a socket that dies are completed all the same",
            check = "Does the loss of the socket's function complete the pended IRPs, or does the close at least?")
    Script completedWhenSocketDies(ScriptBuilder story) {
        return story.client()
                .plain(S1)
                .call(Wsk.receiveFrom(S1, 64, "r1"))
                .call(Wsk.receiveFrom(S1, 64, "r2"))
                .quiesce()
                .fail(S1)
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** The bench prepares its IRPs as it should; the call records show it. */
    @Scenario(
            rule = "GEN-14",
            title = "IRPs come with a stack location and an armed completion routine",
            check = "See `irpStack` and `irpArmed` in the call records of the adapter.")
    Script preparedIrps(ScriptBuilder story) {
        return story.client()
                .plain(S1)
                .call(Wsk.localAddress(S1, "a"))
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** The completion routine is not armed for all outcomes. */
    @FaultyClient(rule = "GEN-14", title = "An IRP's completion routine is not armed")
    Script completionRoutineNotArmed(ScriptBuilder story) {
        return story.client()
                .plain(S1)
                .call(Wsk.but(Wsk.localAddress(S1, "a"), "irpArmed", false))
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** The I/O manager would go on with an IRP that it does not own. */
    @FaultyClient(rule = "GEN-14", title = "A completion routine returns STATUS_SUCCESS")
    Script completionRoutineLetsGo(ScriptBuilder story) {
        return story.client()
                .plain(S1)
                .onCompletion("a", returns("STATUS_SUCCESS"))
                .call(Wsk.localAddress(S1, "a"))
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** Both flags that are in scope: the datagram flag, and none. */
    @Scenario(
            rule = "GEN-15",
            title = "The creation flag decides on the category, and without a flag the socket is basic",
            check = "Which provider dispatch table does WskSocket put into the socket object for these flags?")
    Script categoryByFlag(ScriptBuilder story) {
        return story.client()
                .call(Wsk.plainDatagramSocket(CLIENT, S1, "i-s1-open"))
                .call(Wsk.basicSocket(CLIENT, S2, "i-s2-open"))
                .quiesce()
                .shutDown(S1, S2)
                .build();
    }

    /** First the bind, then everything else. */
    @Scenario(
            rule = "GEN-16",
            title = "A datagram socket is bound before it sends and receives",
            check = "See the order of WskBind's completion and the calls after it in the trace.")
    Script boundFirst(ScriptBuilder story) {
        return story.client()
                .plain(S1)
                .call(Wsk.receiveFrom(S1, 64, "r"))
                .call(Wsk.sendTo(S1, "p1", 32, "w"))
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** Receives on a socket without an address. */
    @FaultyClient(rule = "GEN-16", title = "A client receives on a socket that is not bound")
    Script receivingUnbound(ScriptBuilder story) {
        return story.client()
                .call(Wsk.plainDatagramSocket(CLIENT, S1, "i-s1-open"))
                .quiesce()
                .call(Wsk.receiveFrom(S1, 64, "r"))
                .quiesce()
                .call(Wsk.bind(S1, "i-s1-bind"))
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** Sends from a socket without an address. */
    @FaultyClient(rule = "GEN-16", title = "A client sends from a socket that is not bound")
    Script sendingUnbound(ScriptBuilder story) {
        return story.client()
                .call(Wsk.plainDatagramSocket(CLIENT, S1, "i-s1-open"))
                .quiesce()
                .call(Wsk.sendTo(S1, "p1", 32, "w"))
                .quiesce()
                .shutDown(S1)
                .build();
    }
}
