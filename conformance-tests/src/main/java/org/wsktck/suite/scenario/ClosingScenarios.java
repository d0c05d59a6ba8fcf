package org.wsktck.suite.scenario;

import static org.wsktck.suite.scenario.Phrases.S1;
import static org.wsktck.suite.scenario.Phrases.S2;
import static org.wsktck.suite.scenario.Phrases.retain;
import static org.wsktck.target.ScriptBuilder.calls;
import static org.wsktck.target.ScriptBuilder.hold;
import static org.wsktck.target.Wsk.CLIENT;

import org.wsktck.target.Script;
import org.wsktck.target.ScriptBuilder;
import org.wsktck.target.Wsk;

/** Group CLS: closing sockets. */
final class ClosingScenarios {
    /** All calls have returned; a request that still pends is no obstacle. */
    @Scenario(
            rule = "CLS-01",
            title = "A socket is closed when no call on it is in progress",
            check = "See that every call on the socket has its return before WskCloseSocket in the trace.")
    Script closedWhenNoCallRuns(ScriptBuilder story) {
        return story.client()
                .plain(S1)
                .call(Wsk.receiveFrom(S1, 64, "r"))
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** Another thread sends while this one closes. It is a race: with some seeds the call ends before the close, or begins after it (then CLS-06 is broken). */
    @FaultyClient(
            rule = "CLS-01",
            title = "A client closes a socket while another thread is in a call on it",
            seeds = 50)
    Script closedDuringCall(ScriptBuilder story) {
        return story.client()
                .plain(S1)
                .callOn("t2", Wsk.sendTo(S1, "p1", 32, "w"))
                .call(Wsk.close(S1, "i-s1-close"))
                .quiesce()
                .shutDown()
                .build();
    }

    /** Three requests wait when the socket is closed. */
    @Scenario(
            rule = "CLS-02",
            title = "The close completes the receive requests that still wait",
            check = "Does WskCloseSocket go through the queue of pending IRPs?")
    Script pendingRequestsAreCompleted(ScriptBuilder story) {
        return story.client()
                .plain(S1)
                .call(Wsk.receiveFrom(S1, 64, "r1"))
                .call(Wsk.receiveFrom(S1, 64, "r2"))
                .call(Wsk.receiveFrom(S1, 64, "r3"))
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** A disable request that waits for a callback is a pending request too. */
    @Scenario(
            rule = "CLS-02",
            title = "The close completes a pended disable request as well",
            check = "Is the IRP of a waiting disable among those that WskCloseSocket takes care of?")
    Script pendedDisableIsCompleted(ScriptBuilder story) {
        return story.enabled(S1)
                .react(S1, hold())
                .send(S1, 3)
                .quiesce()
                .call(Wsk.disable(S1, "d"))
                .call(Wsk.close(S1, "i-s1-close"))
                .quiesce()
                .resume(S1, 1)
                .quiesce()
                .shutDown()
                .build();
    }

    /** The callback is held over the close and a quiet moment. */
    @Scenario(
            rule = "CLS-03",
            title = "The close waits for a callback in progress",
            check = "What completes the close? It must be the return of the last callback in progress.")
    Script closeWaitsForCallback(ScriptBuilder story) {
        return story.enabled(S1)
                .react(S1, hold())
                .send(S1, 3)
                .quiesce()
                .call(Wsk.close(S1, "i-s1-close"))
                .quiesce()
                .resume(S1, 1)
                .quiesce()
                .shutDown()
                .build();
    }

    /** Traffic for the address goes on after the close. */
    @Scenario(
            rule = "CLS-04",
            title = "After the close has completed no callback comes",
            check = "Is the socket taken out of the receive path before the close is completed?")
    Script silenceAfterClose(ScriptBuilder story) {
        return story.enabled(S1)
                .send(S1, 3)
                .quiesce()
                .call(Wsk.close(S1, "i-s1-close"))
                .quiesce()
                .send(S1, 3)
                .quiesce()
                .shutDown()
                .build();
    }

    /** Latitude: datagrams arrive while the close waits for a callback. */
    @Scenario(
            rule = "CLS-05",
            title = "Datagrams arrive while the close is in progress; callbacks may start or not",
            check = "Nothing can fail here.")
    Script trafficWhileClosing(ScriptBuilder story) {
        return story.enabled(S1)
                .react(S1, hold())
                .send(S1, 3)
                .quiesce()
                .call(Wsk.close(S1, "i-s1-close"))
                .send(S1, 3)
                .quiesce()
                .resume(S1, 1)
                .quiesce()
                .shutDown()
                .build();
    }

    /** After the close, nothing more. */
    @Scenario(
            rule = "CLS-06",
            title = "A client makes no call on a socket after it has closed it",
            check = "See that WskCloseSocket is the last call on the socket in the trace.")
    Script nothingAfterClose(ScriptBuilder story) {
        return story.enabled(S1).send(S1, 3).quiesce().shutDown(S1).build();
    }

    /** The close has not completed yet, so the socket object still exists; the call is a fault all the same. */
    @FaultyClient(rule = "CLS-06", title = "A client calls a function of a socket after it has closed it")
    Script callAfterClose(ScriptBuilder story) {
        return story.enabled(S1)
                .react(S1, hold())
                .send(S1, 1)
                .quiesce()
                .call(Wsk.close(S1, "i-s1-close"))
                .call(Wsk.localAddress(S1, "a"))
                .quiesce()
                .resume(S1, 1)
                .quiesce()
                .shutDown()
                .build();
    }

    /** The list goes back, then the socket. */
    @Scenario(
            rule = "CLS-08",
            title = "A retained list is released before the socket is closed",
            check = "See the order of WskRelease and WskCloseSocket in the trace.")
    Script releasedBeforeClose(ScriptBuilder story) {
        return story.enabled(S1)
                .react(S1, retain())
                .send(S1, 3)
                .quiesce()
                .call(Wsk.release(S1, 0))
                .shutDown(S1)
                .build();
    }

    /** The list is still out when the socket is closed. */
    @FaultyClient(rule = "CLS-08", title = "A client closes a socket while it keeps a list of it")
    Script closedWithRetainedList(ScriptBuilder story) {
        return story.enabled(S1)
                .react(S1, retain())
                .send(S1, 1)
                .quiesce()
                .call(Wsk.close(S1, "i-s1-close"))
                .quiesce()
                .build();
    }

    /** The close from inside cannot complete before its own callback has returned. */
    @Scenario(
            rule = "CLS-09",
            title = "A callback closes its own socket; the close completes after it has returned",
            check = "Is the calling callback counted as in progress, and does its return complete the close?")
    Script closeFromInside(ScriptBuilder story) {
        return story.enabled(S1)
                .react(S1, calls(Wsk.close(S1, "i-s1-close")))
                .send(S1, 3)
                .quiesce()
                .shutDown()
                .build();
    }

    /** An idle socket, an unbound one and one that waits for a callback. */
    @Scenario(
            rule = "CLS-10",
            title = "Every close is completed in the end",
            check = "Which of the sockets is not closed? Idle, unbound, or one whose callback was in progress?")
    Script everyCloseCompletes(ScriptBuilder story) {
        return story.enabled(S1)
                .call(Wsk.plainDatagramSocket(CLIENT, S2, "i-s2-open"))
                .quiesce()
                .call(Wsk.close(S2, "i-s2-close"))
                .react(S1, hold())
                .send(S1, 3)
                .quiesce()
                .call(Wsk.close(S1, "i-s1-close"))
                .resume(S1, 1)
                .quiesce()
                .shutDown()
                .build();
    }

    /** All calls have returned, and no callback is in progress; what is left is a completion routine of the client that takes its time. */
    @Scenario(
            rule = "CLS-10",
            title = "A close that comes while an IRP is being completed is completed as well",
            check = "Does the end of the last completion look for a close that waits for it?")
    Script closeBehindCompletion(ScriptBuilder story) {
        return story.client()
                .plain(S1)
                .onCompletion("r", hold())
                .call(Wsk.receiveFrom(S1, 64, "r"))
                .quiesce()
                .send(S1, 3)
                .quiesce()
                .call(Wsk.close(S1, "i-s1-close"))
                .resume(S1, 1)
                .quiesce()
                .shutDown()
                .build();
    }

    /** Closing the socket does not release a descriptor; the client does. */
    @Scenario(
            rule = "CLS-12",
            title = "A client releases the security descriptor that it has cached",
            check = "See WSK_CACHE_SD and WSK_RELEASE_SD in the trace: one release for each descriptor.")
    Script descriptorIsReleased(ScriptBuilder story) {
        return story.client()
                .call(Wsk.cacheSd(CLIENT))
                .quiesce()
                .plain(S1)
                .call(Wsk.close(S1, "i-s1-close"))
                .quiesce()
                .call(Wsk.releaseSd(CLIENT, 1))
                .shutDown()
                .build();
    }

    /** The client goes and leaves the descriptor behind. */
    @FaultyClient(rule = "CLS-12", title = "A client never releases the security descriptor that it has cached")
    Script descriptorIsForgotten(ScriptBuilder story) {
        return story.client().call(Wsk.cacheSd(CLIENT)).quiesce().shutDown().build();
    }
}
