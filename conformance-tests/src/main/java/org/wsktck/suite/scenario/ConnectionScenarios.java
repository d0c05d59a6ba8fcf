package org.wsktck.suite.scenario;

import static org.wsktck.suite.scenario.Phrases.P1;
import static org.wsktck.suite.scenario.Phrases.S1;
import static org.wsktck.suite.scenario.Phrases.connectedWithoutEvents;
import static org.wsktck.suite.scenario.Phrases.refuse;
import static org.wsktck.suite.scenario.Phrases.retain;
import static org.wsktck.target.ScriptBuilder.accepts;
import static org.wsktck.target.ScriptBuilder.calls;
import static org.wsktck.target.ScriptBuilder.hold;
import static org.wsktck.target.ScriptBuilder.returns;

import org.wsktck.target.Capability;
import org.wsktck.target.Script;
import org.wsktck.target.ScriptBuilder;
import org.wsktck.target.Wsk;

/** Group CON, with ENA-03 and ENA-17: WskReceiveEvent, what it returns, and WskReceive beside it. */
final class ConnectionScenarios {
    /** Two arrivals, so that a callback that comes only once shows. */
    @Scenario(
            rule = "CON-01",
            title = "Data of the peer is reported while the event is enabled and no request waits for it",
            check = "Does every arrival of data look whether the callback is armed?")
    Script dataIsReported(ScriptBuilder story) {
        return story.client()
                .connected(S1, P1, Wsk.EVENT_RECEIVE)
                .writes(P1, 64)
                .quiesce()
                .writes(P1, 64)
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** Several writes at once, so that lists of more than one stretch can come. */
    @Scenario(
            rule = "CON-02",
            title = "BytesIndicated is the sum of the stretches of the list",
            check = "Is the count taken from the list that is indicated, or from the queue?")
    Script countIsTheSum(ScriptBuilder story) {
        return story.client()
                .connected(S1, P1, Wsk.EVENT_RECEIVE)
                .writes(P1, 40)
                .writes(P1, 60)
                .writes(P1, 500)
                .quiesce()
                .writes(P1, 64)
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** Nothing but data. */
    @Scenario(
            rule = "CON-03",
            title = "WskReceiveEvent carries only the flags that it may",
            check = "Where do the Flags come from? Only three bits are defined for this callback.")
    Script receiveFlags(ScriptBuilder story) {
        return story.client()
                .connected(S1, P1, Wsk.EVENT_RECEIVE)
                .writes(P1, 64)
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** The callback takes the beginning, requests go on where it stopped, and the callback after them. */
    @Scenario(
            rule = "CON-04",
            title = "What callback and requests take is the stream of the peer, without gap or repetition",
            check = "Do callback and WskReceive take from one queue, from the same position on?")
    Script streamIsWhole(ScriptBuilder story) {
        return story.client()
                .connected(S1, P1, Wsk.EVENT_RECEIVE)
                .react(S1, Wsk.RECEIVE, accepts(10))
                .writes(P1, 64)
                .quiesce()
                .call(Wsk.receive(S1, 20, "r1"))
                .quiesce()
                .writes(P1, 64)
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** Some data is there before the request, some comes after it. */
    @Scenario(
            rule = "CON-04",
            title = "Requests alone take the stream of the peer in order",
            check = "Does a request that is longer than what has arrived report what it got?")
    Script requestsTakeTheStream(ScriptBuilder story) {
        return connectedWithoutEvents(story)
                .writes(P1, 64)
                .quiesce()
                .call(Wsk.receive(S1, 20, "r1"))
                .call(Wsk.receive(S1, 100, "r2"))
                .call(Wsk.receive(S1, 100, "r3"))
                .quiesce()
                .writes(P1, 64)
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** The callback closes at once, as it should. Not run where a socket cannot be made to fail. */
    @Scenario(
            rule = "CON-05",
            title = "A dead connection is reported by a NULL list, and no data after it",
            check = "Is NULL passed for anything but the loss of the function of the socket?")
    Script nullListForDeadConnection(ScriptBuilder story) {
        return story.client()
                .connected(S1, P1, Wsk.EVENT_RECEIVE)
                .writes(P1, 64)
                .quiesce()
                .react(S1, Wsk.RECEIVE, calls(Wsk.close(S1, "i-s1-close")))
                .fail(S1)
                .quiesce()
                .shutDown()
                .build();
    }

    /** All accepted, a list retained, and a refusal at last. */
    @Scenario(
            rule = "CON-06",
            title = "WskReceiveEvent returns the values that it may",
            check = "See the statuses and *BytesAccepted at the exits of the callbacks in the trace.")
    Script legalAnswers(ScriptBuilder story) {
        return story.client()
                .connected(S1, P1, Wsk.EVENT_RECEIVE)
                .react(S1, Wsk.RECEIVE, accepts(64))
                .react(S1, Wsk.RECEIVE, retain())
                .react(S1, Wsk.RECEIVE, refuse())
                .writes(P1, 64)
                .quiesce()
                .writes(P1, 64)
                .quiesce()
                .writes(P1, 64)
                .quiesce()
                .call(Wsk.receive(S1, 64, "r1"))
                .quiesce()
                .call(Wsk.release(S1, 0))
                .shutDown(S1)
                .build();
    }

    /** GEN-12 is the same rule in general. */
    @FaultyClient(rule = "CON-06", title = "WskReceiveEvent returns STATUS_DEVICE_NOT_READY", implied = "GEN-12")
    Script illegalStatus(ScriptBuilder story) {
        return story.client()
                .connected(S1, P1, Wsk.EVENT_RECEIVE)
                .react(S1, Wsk.RECEIVE, returns("STATUS_DEVICE_NOT_READY"))
                .writes(P1, 64)
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** More than there are. */
    @FaultyClient(rule = "CON-06", title = "WskReceiveEvent claims more bytes than were indicated")
    Script acceptsTooMuch(ScriptBuilder story) {
        return story.client()
                .connected(S1, P1, Wsk.EVENT_RECEIVE)
                .react(S1, Wsk.RECEIVE, accepts(65))
                .writes(P1, 64)
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** Every byte has its place, so a second report would show; so would silence. */
    @Scenario(
            rule = "CON-07",
            title = "STATUS_SUCCESS with *BytesAccepted left alone takes all, and the callback stays armed",
            check = "Is *BytesAccepted preset before the call, or is it noticed that the client left it alone?")
    Script untouchedTakesAll(ScriptBuilder story) {
        return story.client()
                .connected(S1, P1, Wsk.EVENT_RECEIVE)
                .writes(P1, 64)
                .quiesce()
                .writes(P1, 64)
                .quiesce()
                .writes(P1, 64)
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** More data comes meanwhile; the request gets the first byte that was left. */
    @Scenario(
            rule = "CON-08",
            title = "After a partial acceptance no data is reported until WskReceive is called",
            check = "Does a partial acceptance suspend the callback, and is the rest kept?")
    Script partialSuspends(ScriptBuilder story) {
        return story.client()
                .connected(S1, P1, Wsk.EVENT_RECEIVE)
                .react(S1, Wsk.RECEIVE, accepts(10))
                .writes(P1, 64)
                .quiesce()
                .writes(P1, 64)
                .quiesce()
                .call(Wsk.receive(S1, 20, "r1"))
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** The list is read after more data has passed, before it goes back. */
    @Scenario(
            rule = "CON-09",
            title = "A list kept with STATUS_PENDING stays unchanged while new data is reported",
            check = "Are the buffers of a retained list used again before WskRelease? Is the callback still armed?")
    Script retainedDataStays(ScriptBuilder story) {
        return story.client()
                .connected(S1, P1, Wsk.EVENT_RECEIVE)
                .react(S1, Wsk.RECEIVE, retain())
                .writes(P1, 64)
                .quiesce()
                .writes(P1, 64)
                .quiesce()
                .read(S1, 0)
                .call(Wsk.release(S1, 0))
                .quiesce()
                .writes(P1, 64)
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** More data comes meanwhile; the request gets the refused bytes. */
    @Scenario(
            rule = "CON-10",
            title = "After a refusal no data is reported until WskReceive is called",
            check = "Does a refusal suspend the callback, and are the bytes kept?")
    Script refusalSuspends(ScriptBuilder story) {
        return story.client()
                .connected(S1, P1, Wsk.EVENT_RECEIVE)
                .react(S1, Wsk.RECEIVE, refuse())
                .writes(P1, 64)
                .quiesce()
                .writes(P1, 64)
                .quiesce()
                .call(Wsk.receive(S1, 20, "r1"))
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** Requests have waited since a quiet moment. */
    @Scenario(
            rule = "CON-11",
            title = "Queued WskReceive requests get the data before the callback",
            check = "Which does arriving data look at first: the queue of requests, or the event?")
    Script requestsComeFirst(ScriptBuilder story) {
        return story.client()
                .connected(S1, P1, Wsk.EVENT_RECEIVE)
                .call(Wsk.receive(S1, 64, "r1"))
                .call(Wsk.receive(S1, 64, "r2"))
                .quiesce()
                .writes(P1, 64)
                .quiesce()
                .writes(P1, 64)
                .quiesce()
                .writes(P1, 64)
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** Latitude: requests and data race. */
    @Scenario(
            rule = "CON-12",
            title = "Requests are queued while data arrives; callbacks may come all the same",
            check = "Nothing can fail here.")
    Script requestsRaceWithData(ScriptBuilder story) {
        return story.client()
                .connected(S1, P1, Wsk.EVENT_RECEIVE)
                .callOn("t2", Wsk.receive(S1, 64, "r1"))
                .writes(P1, 64)
                .callOn("t2", Wsk.receive(S1, 64, "r2"))
                .writes(P1, 128)
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** The refused bytes are reported again, and new ones. */
    @Scenario(
            rule = "CON-13",
            title = "After a suspension a WskReceive of no bytes resumes the callback",
            check = "Does a zero-length WskReceive end the suspension, and does it leave the bytes alone?")
    Script emptyReceiveResumes(ScriptBuilder story) {
        return story.client()
                .connected(S1, P1, Wsk.EVENT_RECEIVE)
                .react(S1, Wsk.RECEIVE, refuse())
                .writes(P1, 64)
                .quiesce()
                .call(Wsk.receive(S1, 0, "r1"))
                .quiesce()
                .writes(P1, 64)
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** The callback is held over two quiet moments. */
    @Scenario(
            rule = "CON-14",
            title = "Data arrives while a callback is held; it is reported after that one has returned",
            check = "Is there a lock, or a count, that keeps a second call of WskReceiveEvent from starting?")
    Script callsAreSerial(ScriptBuilder story) {
        return story.client()
                .connected(S1, P1, Wsk.EVENT_RECEIVE)
                .react(S1, Wsk.RECEIVE, hold())
                .writes(P1, 64)
                .quiesce()
                .writes(P1, 64)
                .quiesce()
                .resume(S1, 1)
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** Latitude: two arrivals during one callback. */
    @Scenario(
            rule = "CON-15",
            title = "What arrives during a callback is reported later, maybe together",
            check = "Nothing can fail here.")
    Script lateReportsMayBeJoined(ScriptBuilder story) {
        return story.client()
                .connected(S1, P1, Wsk.EVENT_RECEIVE)
                .react(S1, Wsk.RECEIVE, hold())
                .writes(P1, 64)
                .quiesce()
                .writes(P1, 64)
                .quiesce()
                .writes(P1, 64)
                .quiesce()
                .resume(S1, 1)
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** The bytes were refused, so they are backed up. */
    @Scenario(
            rule = "CON-18",
            title = "SIO_WSK_QUERY_RECEIVE_BACKLOG tells that data is backed up",
            check = "Does the answer count what the client has refused?")
    Script receiveBacklog(ScriptBuilder story) {
        return story.client()
                .connected(S1, P1, Wsk.EVENT_RECEIVE)
                .react(S1, Wsk.RECEIVE, refuse())
                .writes(P1, 64)
                .quiesce()
                .call(Wsk.queryReceiveBacklog(S1, "q1"))
                .quiesce()
                .call(Wsk.receive(S1, 64, "r1"))
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** The peer goes on writing, and ends its side. Not run where connections are on loopback. */
    @Scenario(
            rule = "CON-19",
            title = "In silent mode nothing is reported, and WskSend and WskDisconnect fail",
            check = "Does the silent mode discard segments before they reach the socket, and do sends look at it?")
    Script silentMode(ScriptBuilder story) {
        return story.needs(Capability.SILENT_MODE)
                .client()
                .connected(S1, P1, Wsk.EVENT_RECEIVE, Wsk.EVENT_DISCONNECT)
                .writes(P1, 64)
                .quiesce()
                .call(Wsk.silentMode(S1, "m"))
                .quiesce()
                .writes(P1, 64)
                .quiesce()
                .call(Wsk.send(S1, 32, "w"))
                .call(Wsk.disconnect(S1, "d"))
                .quiesce()
                .finishes(P1)
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** The right order. */
    @Scenario(
            rule = "ENA-03",
            title = "The events of a connection-oriented socket are enabled once it is connected",
            check = "See the order of WskConnect and SO_WSK_EVENT_CALLBACK in the trace.")
    Script enablesWhenConnected(ScriptBuilder story) {
        return story.client()
                .connected(S1, P1, Wsk.EVENT_RECEIVE)
                .writes(P1, 64)
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** Bound, and not connected. */
    @FaultyClient(rule = "ENA-03", title = "A client enables WskReceiveEvent before it connects")
    Script enablesTooEarly(ScriptBuilder story) {
        return story.client()
                .connecting(S1)
                .call(Wsk.enable(S1, Wsk.EVENT_RECEIVE))
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** One of two goes, data is reported all the same. */
    @Scenario(
            rule = "ENA-17",
            title = "Disabling one event leaves the others enabled",
            check = "Does a disable request clear only the bits of its mask?")
    Script disablesOnlyOne(ScriptBuilder story) {
        return story.client()
                .connected(S1, P1, Wsk.EVENT_RECEIVE, Wsk.EVENT_DISCONNECT)
                .call(Wsk.disable(S1, Wsk.EVENT_DISCONNECT, null))
                .quiesce()
                .writes(P1, 64)
                .quiesce()
                .shutDown(S1)
                .build();
    }
}
