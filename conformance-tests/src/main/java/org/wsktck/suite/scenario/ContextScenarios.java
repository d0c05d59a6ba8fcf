package org.wsktck.suite.scenario;

import static org.wsktck.suite.scenario.Phrases.S1;
import static org.wsktck.suite.scenario.Phrases.S2;
import static org.wsktck.suite.scenario.Phrases.retain;
import static org.wsktck.target.ScriptBuilder.calls;
import static org.wsktck.target.ScriptBuilder.hold;
import static org.wsktck.target.ScriptBuilder.reads;
import static org.wsktck.target.ScriptBuilder.waits;
import static org.wsktck.target.Wsk.CLIENT;

import org.wsktck.target.Script;
import org.wsktck.target.ScriptBuilder;
import org.wsktck.target.Wsk;

/** Group CTX: threads, IRQL, what may be done inside callbacks and completion routines, and how long pointers live. */
final class ContextScenarios {
    /** The IRQL is recorded at every entry. */
    @Scenario(
            rule = "CTX-01",
            title = "Callbacks run at DISPATCH_LEVEL at most",
            check = "From which context is the callback called?")
    Script irqlOfCallbacks(ScriptBuilder story) {
        return story.enabled(S1)
                .send(S1, 3)
                .quiesce()
                .send(S1, 3)
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** Many callbacks, so that those at DISPATCH_LEVEL are among them. */
    @Scenario(
            rule = "CTX-02",
            title = "A callback that is flagged WSK_FLAG_AT_DISPATCH_LEVEL runs at DISPATCH_LEVEL",
            check = "Is the flag computed from the IRQL at the time of the call?")
    Script dispatchFlag(ScriptBuilder story) {
        ScriptBuilder busy = story.enabled(S1);
        for (int i = 0; i < 12; i++) {
            busy = busy.send(S1, 1).quiesce();
        }
        return busy.shutDown(S1).build();
    }

    /** Latitude: with the flag clear the IRQL is anybody's guess. */
    @Scenario(
            rule = "CTX-03",
            title = "A callback without the flag runs at any IRQL up to DISPATCH_LEVEL",
            check = "Nothing can fail here.")
    Script irqlWithoutFlag(ScriptBuilder story) {
        ScriptBuilder busy = story.enabled(S1);
        for (int i = 0; i < 6; i++) {
            busy = busy.send(S1, 1).quiesce();
        }
        return busy.shutDown(S1).build();
    }

    /** The callback starts a request and returns without waiting for it. */
    @Scenario(
            rule = "CTX-04",
            title = "A callback starts a request and does not wait for it",
            check = "See that no wait lies between the callback's entry and exit.")
    Script callbackDoesNotWait(ScriptBuilder story) {
        return story.enabled(S1)
                .react(S1, calls(Wsk.localAddress(S1, "a")))
                .send(S1, 3)
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** Waiting inside a callback: it deadlocks when the request needs the callback's return. */
    @FaultyClient(rule = "CTX-04", title = "A callback waits for a request that it has started")
    Script callbackWaits(ScriptBuilder story) {
        return story.enabled(S1)
                .react(S1, calls(Wsk.sendTo(S1, "p1", 32, "w")), waits("w"))
                .send(S1, 1)
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** Requests of several kinds, all from inside. */
    @Scenario(
            rule = "CTX-05",
            title = "Requests that a callback starts are carried out",
            check = "Does the provider hold a lock while it calls back, that the requests need too?")
    Script requestsFromInside(ScriptBuilder story) {
        return story.enabled(S1)
                .react(
                        S1,
                        calls(Wsk.localAddress(S1, "a")),
                        calls(Wsk.sendTo(S1, "p1", 32, "w")),
                        calls(Wsk.receiveFrom(S1, 64, "r")),
                        calls(Wsk.setSendToAddress(S1, "p1", "x")))
                .send(S1, 3)
                .quiesce()
                .send(S1, 3)
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** A list is kept, and given back from inside the next callback, which also enables the event anew. */
    @Scenario(
            rule = "CTX-05",
            title = "A callback releases an earlier list and makes an enabling request",
            check = "Does WskRelease or the enabling wait for something that the running callback holds?")
    Script releaseAndEnableFromInside(ScriptBuilder story) {
        return story.enabled(S1)
                .react(S1, retain())
                .react(S1, calls(Wsk.release(S1, 1)), calls(Wsk.enable(S1)))
                .send(S1, 3)
                .quiesce()
                .send(S1, 3)
                .quiesce()
                .send(S1, 3)
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** The completion routine does nothing but return. */
    @Scenario(
            rule = "CTX-06",
            title = "A completion routine starts no request",
            check = "See that no call lies between an IRP's completion and its routine's exit on the same thread.")
    Script quietCompletionRoutine(ScriptBuilder story) {
        return story.client()
                .plain(S1)
                .call(Wsk.localAddress(S1, "a"))
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** The routine goes on with the next request by itself. */
    @FaultyClient(rule = "CTX-06", title = "A completion routine starts a request")
    Script busyCompletionRoutine(ScriptBuilder story) {
        return story.client()
                .plain(S1)
                .onCompletion("a", calls(Wsk.localAddress(S1, "b")))
                .call(Wsk.localAddress(S1, "a"))
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** Read inside, as long as the list lives. */
    @Scenario(
            rule = "CTX-07",
            title = "A list that is not retained is read inside its callback only",
            check = "See that each read of a list lies inside its callback.")
    Script readInside(ScriptBuilder story) {
        return story.enabled(S1)
                .react(S1, reads())
                .send(S1, 3)
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** Read when the list has already gone. */
    @FaultyClient(rule = "CTX-07", title = "A client reads a list after its callback has returned without retaining it")
    Script readTooLate(ScriptBuilder story) {
        return story.enabled(S1)
                .send(S1, 1)
                .quiesce()
                .read(S1, 1)
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** Latitude: callbacks of two sockets are open at the same time. */
    @Scenario(
            rule = "CTX-08",
            title = "Callbacks of two sockets overlap, on whatever threads",
            check = "Nothing can fail here.")
    Script overlappingSockets(ScriptBuilder story) {
        return story.enabled(S1)
                .bound(S2)
                .call(Wsk.enable(S2))
                .quiesce()
                .react(S1, hold())
                .react(S2, hold())
                .send(S1, 3)
                .send(S2, 3)
                .quiesce()
                .resume(S1, 1)
                .resume(S2, 1)
                .quiesce()
                .shutDown(S1, S2)
                .build();
    }

    /** Socket functions at DISPATCH_LEVEL, registration at PASSIVE_LEVEL. */
    @Scenario(
            rule = "CTX-09",
            title = "WSK functions are called at the IRQL that they allow",
            check = "See the IRQL of the calls in the trace.")
    Script permittedIrql(ScriptBuilder story) {
        return story.client()
                .plain(S1)
                .call(Wsk.at("DISPATCH_LEVEL", Wsk.receiveFrom(S1, 64, "r")))
                .call(Wsk.at("DISPATCH_LEVEL", Wsk.sendTo(S1, "p1", 32, "w")))
                .send(S1, 3)
                .quiesce()
                .call(Wsk.at("DISPATCH_LEVEL", Wsk.close(S1, "i-s1-close")))
                .quiesce()
                .shutDown()
                .build();
    }

    /** A function of the PASSIVE_LEVEL group at DISPATCH_LEVEL. */
    @FaultyClient(rule = "CTX-09", title = "A client registers at DISPATCH_LEVEL")
    Script registrationTooHigh(ScriptBuilder story) {
        return story.call(Wsk.at("DISPATCH_LEVEL", Wsk.register(CLIENT)))
                .call(Wsk.capture(CLIENT, "WSK_NO_WAIT"))
                .quiesce()
                .shutDown()
                .build();
    }

    /** Kept for a moment, given back soon. */
    @Scenario(
            rule = "CTX-10",
            title = "A retained list goes back in time",
            check = "See how long the list was out in the trace.")
    Script givenBackInTime(ScriptBuilder story) {
        return story.enabled(S1)
                .react(S1, retain())
                .send(S1, 3)
                .quiesce()
                .call(Wsk.release(S1, 0))
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** Quiet moment after quiet moment, and the list is still out. */
    @FaultyClient(rule = "CTX-10", title = "A client keeps a list for no reason while nothing happens")
    Script keptForLong(ScriptBuilder story) {
        return story.enabled(S1)
                .react(S1, retain())
                .send(S1, 1)
                .quiesce()
                .quiesce()
                .quiesce()
                .quiesce()
                .quiesce()
                .call(Wsk.release(S1, 0))
                .quiesce()
                .shutDown(S1)
                .build();
    }
}
