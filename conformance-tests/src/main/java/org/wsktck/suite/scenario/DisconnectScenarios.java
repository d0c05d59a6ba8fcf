package org.wsktck.suite.scenario;

import static org.wsktck.suite.scenario.Phrases.P1;
import static org.wsktck.suite.scenario.Phrases.S1;
import static org.wsktck.suite.scenario.Phrases.connectedWithoutEvents;
import static org.wsktck.suite.scenario.Phrases.refuse;
import static org.wsktck.target.ScriptBuilder.returns;

import org.wsktck.target.Script;
import org.wsktck.target.ScriptBuilder;
import org.wsktck.target.Wsk;

/** Group DSC, with CLS-07: how connections end, by either side. */
final class DisconnectScenarios {
    /** More bytes than hosts keep for two sockets with small buffers. */
    private static final int BACK_PRESSURE = 400_000;

    /** Orderly, with the data before it. */
    @Scenario(
            rule = "DSC-01",
            title = "The disconnect of the peer is reported, orderly or not",
            check = "Does the end of the stream of the peer, or a reset, look whether the callback is armed?")
    Script endIsReported(ScriptBuilder story) {
        return story.client()
                .connected(S1, P1, Wsk.EVENT_RECEIVE, Wsk.EVENT_DISCONNECT)
                .writes(P1, 64)
                .quiesce()
                .finishes(P1)
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** No data at all. */
    @Scenario(
            rule = "DSC-01",
            title = "A reset by the peer is reported",
            check = "Does a reset look whether the callback is armed?")
    Script resetIsReported(ScriptBuilder story) {
        return story.client()
                .connected(S1, P1, Wsk.EVENT_DISCONNECT)
                .resets(P1)
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** An orderly one. */
    @Scenario(
            rule = "DSC-02",
            title = "Flags tells an orderly end from an abortive one",
            check = "Is WSK_FLAG_ABORTIVE taken from what the peer did?")
    Script endHasItsFlag(ScriptBuilder story) {
        return story.client()
                .connected(S1, P1, Wsk.EVENT_DISCONNECT)
                .finishes(P1)
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** After data that has been taken. */
    @Scenario(rule = "DSC-02", title = "Flags tells a reset", check = "Is WSK_FLAG_ABORTIVE set for resets?")
    Script resetHasItsFlag(ScriptBuilder story) {
        return story.client()
                .connected(S1, P1, Wsk.EVENT_RECEIVE, Wsk.EVENT_DISCONNECT)
                .writes(P1, 64)
                .quiesce()
                .resets(P1)
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** The peer keeps its side open and is idle. */
    @Scenario(
            rule = "DSC-03",
            title = "The disconnect of the client itself raises no event",
            check = "What calls WskDisconnectEvent, apart from the arrival of the disconnect of the peer?")
    Script ownDisconnectIsNotReported(ScriptBuilder story) {
        return story.client()
                .connected(S1, P1, Wsk.EVENT_DISCONNECT)
                .call(Wsk.disconnect(S1, "d"))
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** The peer ends its side and resets later. */
    @Scenario(
            rule = "DSC-04",
            title = "One orderly end is reported once, and a reset after it at most once",
            check = "Is it kept in mind that the event was made?")
    Script endIsReportedOnce(ScriptBuilder story) {
        return story.client()
                .connected(S1, P1, Wsk.EVENT_DISCONNECT)
                .finishes(P1)
                .quiesce()
                .resets(P1)
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** The usual answer. */
    @Scenario(
            rule = "DSC-05",
            title = "WskDisconnectEvent returns STATUS_SUCCESS",
            check = "See the status at the exit of the callback in the trace.")
    Script disconnectEventSucceeds(ScriptBuilder story) {
        return story.client()
                .connected(S1, P1, Wsk.EVENT_DISCONNECT)
                .finishes(P1)
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** GEN-12 is the same rule in general. */
    @FaultyClient(rule = "DSC-05", title = "WskDisconnectEvent returns STATUS_PENDING", implied = "GEN-12")
    Script disconnectEventPends(ScriptBuilder story) {
        return story.client()
                .connected(S1, P1, Wsk.EVENT_DISCONNECT)
                .react(S1, Wsk.DISCONNECT, returns("STATUS_PENDING"))
                .finishes(P1)
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** Data and end in one go. */
    @Scenario(
            rule = "DSC-06",
            title = "An orderly end is reported after all data has been offered",
            check = "Can WskDisconnectEvent overtake data that is still to be indicated?")
    Script endComesLast(ScriptBuilder story) {
        return story.client()
                .connected(S1, P1, Wsk.EVENT_RECEIVE, Wsk.EVENT_DISCONNECT)
                .writes(P1, 64)
                .writes(P1, 64)
                .finishes(P1)
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** Latitude: the data was refused. */
    @Scenario(
            rule = "DSC-07",
            title = "An orderly end may be reported before or after refused data is taken",
            check = "Nothing can fail here.")
    Script endOverRefusedData(ScriptBuilder story) {
        return story.client()
                .connected(S1, P1, Wsk.EVENT_RECEIVE, Wsk.EVENT_DISCONNECT)
                .react(S1, Wsk.RECEIVE, refuse())
                .writes(P1, 64)
                .quiesce()
                .finishes(P1)
                .quiesce()
                .call(Wsk.receive(S1, 64, "r1"))
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** The peer has only stopped sending. */
    @Scenario(
            rule = "DSC-08",
            title = "After the orderly end of the peer the client can still send",
            check = "Does the end of one direction close the other?")
    Script sendsAfterEnd(ScriptBuilder story) {
        return story.client()
                .connected(S1, P1, Wsk.EVENT_DISCONNECT)
                .finishes(P1)
                .quiesce()
                .call(Wsk.send(S1, 64, "w"))
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** A send and new data after the event. */
    @Scenario(
            rule = "DSC-09",
            title = "After a reset by the peer WskSend fails and no data comes",
            check = "Do sends look whether the connection is reset?")
    Script nothingAfterReset(ScriptBuilder story) {
        return story.client()
                .connected(S1, P1, Wsk.EVENT_RECEIVE, Wsk.EVENT_DISCONNECT)
                .writes(P1, 64)
                .quiesce()
                .resets(P1)
                .quiesce()
                .call(Wsk.send(S1, 64, "w"))
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** The peer goes on writing. */
    @Scenario(
            rule = "DSC-10",
            title = "After its own orderly disconnect the client still gets data",
            check = "Does the end of one direction close the other?")
    Script receivesAfterDisconnect(ScriptBuilder story) {
        return story.client()
                .connected(S1, P1, Wsk.EVENT_RECEIVE)
                .call(Wsk.disconnect(S1, "d"))
                .quiesce()
                .writes(P1, 64)
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** The peer is there to see it. */
    @Scenario(
            rule = "DSC-11",
            title = "An abortive disconnect resets the connection",
            check = "Does WSK_FLAG_ABORTIVE lead to a reset, at once?")
    Script abortResets(ScriptBuilder story) {
        return story.client()
                .connected(S1, P1, Wsk.EVENT_RECEIVE)
                .writes(P1, 64)
                .quiesce()
                .call(Wsk.abort(S1, "d"))
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** The peer does not take what it is sent. */
    @Scenario(
            rule = "DSC-12",
            title = "An abortive disconnect completes an orderly one that is stuck",
            check = "Are pended disconnect requests completed when the connection is aborted?")
    Script abortEndsDisconnect(ScriptBuilder story) {
        return connectedWithoutEvents(story)
                .pauses(P1)
                .call(Wsk.send(S1, BACK_PRESSURE, "w"))
                .call(Wsk.disconnect(S1, "d1"))
                .quiesce()
                .call(Wsk.abort(S1, "d2"))
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** The peer does not take what it is sent. */
    @Scenario(
            rule = "DSC-12",
            title = "A close completes an orderly disconnect that is stuck",
            check = "Are pended disconnect requests completed when the socket is closed?")
    Script closeEndsDisconnect(ScriptBuilder story) {
        return connectedWithoutEvents(story)
                .pauses(P1)
                .call(Wsk.send(S1, BACK_PRESSURE, "w"))
                .call(Wsk.disconnect(S1, "d1"))
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** Less than it waits for. */
    @Scenario(
            rule = "DSC-13",
            title = "A WSK_FLAG_WAITALL receive ends with the stream of the peer",
            check = "Are waiting receives completed when no more can come?")
    Script waitAllEnds(ScriptBuilder story) {
        return connectedWithoutEvents(story)
                .call(Wsk.receive(S1, 100, "r1", "WSK_FLAG_WAITALL"))
                .quiesce()
                .writes(P1, 64)
                .quiesce()
                .finishes(P1)
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** Everything goes into it. */
    @Scenario(
            rule = "DSC-13",
            title = "A WSK_FLAG_DRAIN receive ends with the stream of the peer",
            check = "Are draining receives completed when no more can come?")
    Script drainEnds(ScriptBuilder story) {
        return connectedWithoutEvents(story)
                .call(Wsk.receive(S1, 0, "r1", "WSK_FLAG_DRAIN"))
                .quiesce()
                .writes(P1, 64)
                .quiesce()
                .finishes(P1)
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** Nothing comes, and nobody disconnects. */
    @Scenario(
            rule = "DSC-13",
            title = "A WSK_FLAG_WAITALL receive ends when its IRP is cancelled",
            check = "Is a waiting receive completed when it is cancelled?")
    Script cancelledWaitAllEnds(ScriptBuilder story) {
        return connectedWithoutEvents(story)
                .call(Wsk.receive(S1, 100, "r1", "WSK_FLAG_WAITALL"))
                .quiesce()
                .cancel("r1")
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** Both directions are open. */
    @Scenario(
            rule = "CLS-07",
            title = "Closing a connected socket resets the connection",
            check = "Does WskCloseSocket abort what is not disconnected?")
    Script closeAborts(ScriptBuilder story) {
        return connectedWithoutEvents(story)
                .call(Wsk.close(S1, "i-s1-close"))
                .quiesce()
                .shutDown()
                .build();
    }

    /** Both sides have ended in order. */
    @Scenario(
            rule = "CLS-07",
            title = "Closing a socket that is disconnected both ways resets nothing",
            check = "Does WskCloseSocket look at how far the disconnect has come?")
    Script closeAfterBothEnds(ScriptBuilder story) {
        return story.client()
                .connected(S1, P1, Wsk.EVENT_DISCONNECT)
                .finishes(P1)
                .quiesce()
                .call(Wsk.disconnect(S1, "d"))
                .quiesce()
                .shutDown(S1)
                .build();
    }
}
