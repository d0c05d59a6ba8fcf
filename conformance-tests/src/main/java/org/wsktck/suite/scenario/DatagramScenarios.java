package org.wsktck.suite.scenario;

import static org.wsktck.suite.scenario.Phrases.S1;
import static org.wsktck.suite.scenario.Phrases.cast;
import static org.wsktck.suite.scenario.Phrases.refuse;
import static org.wsktck.suite.scenario.Phrases.retain;
import static org.wsktck.target.ScriptBuilder.calls;
import static org.wsktck.target.ScriptBuilder.hold;
import static org.wsktck.target.ScriptBuilder.reads;
import static org.wsktck.target.ScriptBuilder.returns;

import org.wsktck.target.Capability;
import org.wsktck.target.Script;
import org.wsktck.target.ScriptBuilder;
import org.wsktck.target.Step;
import org.wsktck.target.Wsk;

/** Group DGM, with CON-16 and CON-17: WskReceiveFromEvent, its return values, and what becomes of the datagrams. */
final class DatagramScenarios {
    /** Bursts and single datagrams, from two peers. */
    @Scenario(
            rule = "DGM-01",
            title = "Datagrams are reported in lists while the event is enabled and no request waits for them",
            check = "Is every datagram that was accepted by the socket handed to the callback?")
    Script datagramsAreReported(ScriptBuilder story) {
        return story.enabled(S1)
                .send("p1", S1, 3)
                .quiesce()
                .send("p2", S1, 3)
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** Different senders and lengths, read inside the callback; the payload is position-coded, so cutting and gluing show. */
    @Scenario(
            rule = "DGM-02",
            title = "Each element of a list is one whole datagram with its sender",
            check = "Compare the elements of the list in the trace with what the peers sent: length, sender, payload.")
    Script wholeDatagrams(ScriptBuilder story) {
        return story.enabled(S1)
                .otherwise(S1, reads())
                .then(new Step.Send("p1", S1, 3, 16, Step.Cast.UNICAST))
                .then(new Step.Send("p2", S1, 3, 700, Step.Cast.UNICAST))
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** Plain unicast carries neither of the message flags. */
    @Scenario(
            rule = "DGM-03",
            title = "Unicast datagrams come without MSG_BCAST and MSG_MCAST",
            check = "Where do the Flags come from? Only three bits are defined for this callback.")
    Script unicastFlags(ScriptBuilder story) {
        return story.enabled(S1).send(S1, 3).quiesce().shutDown(S1).build();
    }

    /** Not run where the network knows no broadcast and multicast. One value of Flags covers the whole list, so lists must not be mixed. */
    @Scenario(
            rule = "DGM-03",
            title = "Broadcast and multicast datagrams carry their flag, and lists are not mixed",
            check = "Are datagrams of different addressing put into one list, or the flag of the first taken for all?")
    Script broadcastAndMulticastFlags(ScriptBuilder story) {
        return story.needs(Capability.CASTS)
                .enabled(S1)
                .then(cast(S1, Step.Cast.BROADCAST))
                .quiesce()
                .then(cast(S1, Step.Cast.MULTICAST))
                .quiesce()
                .then(cast(S1, Step.Cast.UNICAST))
                .then(cast(S1, Step.Cast.BROADCAST))
                .then(cast(S1, Step.Cast.MULTICAST))
                .then(cast(S1, Step.Cast.UNICAST))
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** The callback closes at once, as it should. Not run where a socket cannot be made to fail. */
    @Scenario(
            rule = "DGM-04",
            title = "A dead socket is reported by a NULL list, once, and nothing after it",
            check = "Is NULL passed for anything but the loss of the socket's function?")
    Script nullListForDeadSocket(ScriptBuilder story) {
        return story.enabled(S1)
                .send(S1, 3)
                .quiesce()
                .send(S1, 3)
                .quiesce()
                .react(S1, calls(Wsk.close(S1, "i-s1-close")))
                .fail(S1)
                .quiesce()
                .shutDown()
                .build();
    }

    /** The client waits with the close, on purpose, so that there is time for a wrong callback. Not run where a socket cannot be made to fail. */
    @Scenario(
            rule = "DGM-04",
            title = "Datagrams sent to a socket that was reported dead are not reported",
            check = "Does delivery test whether the socket still functions?",
            deliberate = "GEN-11")
    Script nothingAfterDeath(ScriptBuilder story) {
        return story.enabled(S1)
                .fail(S1)
                .quiesce()
                .send(S1, 3)
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** The three values, one after the other. */
    @Scenario(
            rule = "DGM-05",
            title = "WskReceiveFromEvent returns the three values that it may",
            check = "See the statuses at the exits of the callbacks in the trace.")
    Script legalReturnValues(ScriptBuilder story) {
        return story.enabled(S1)
                .react(S1, returns("STATUS_SUCCESS"))
                .react(S1, retain())
                .react(S1, refuse())
                .send(S1, 1)
                .quiesce()
                .send(S1, 1)
                .quiesce()
                .send(S1, 1)
                .quiesce()
                .call(Wsk.release(S1, 0))
                .shutDown(S1)
                .build();
    }

    /** The value that a public datapath returns in its shutdown; GEN-12 is the same rule in general. */
    @FaultyClient(rule = "DGM-05", title = "WskReceiveFromEvent returns STATUS_DEVICE_NOT_READY", implied = "GEN-12")
    Script illegalReturnValue(ScriptBuilder story) {
        return story.enabled(S1)
                .react(S1, returns("STATUS_DEVICE_NOT_READY"))
                .send(S1, 1)
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** Every datagram has its number, so a second report would show; so would silence on the later ones. */
    @Scenario(
            rule = "DGM-06",
            title = "STATUS_SUCCESS consumes the list, and the callback stays armed",
            check = "Are the indicated datagrams taken off the socket's queue when the callback returns?")
    Script successConsumes(ScriptBuilder story) {
        return story.enabled(S1)
                .send(S1, 3)
                .quiesce()
                .send(S1, 3)
                .quiesce()
                .send(S1, 3)
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** The retained list is read again after more traffic has passed, before it goes back. */
    @Scenario(
            rule = "DGM-07",
            title = "A list kept with STATUS_PENDING stays unchanged while new datagrams are reported",
            check = "Are the buffers of a retained list used again before WskRelease? Is the callback still armed?")
    Script retainedListStays(ScriptBuilder story) {
        return story.enabled(S1)
                .react(S1, retain())
                .send(S1, 3)
                .quiesce()
                .send(S1, 3)
                .quiesce()
                .read(S1, 0)
                .send(S1, 3)
                .quiesce()
                .read(S1, 0)
                .call(Wsk.release(S1, 0))
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** The refusal switches the event off; more traffic must change nothing about that. */
    @Scenario(
            rule = "DGM-08",
            title = "After a refusal no callback comes until the event is enabled again",
            check = "Does STATUS_DATA_NOT_ACCEPTED clear the enabled bit of a dynamically enabled event?")
    Script refusalDisables(ScriptBuilder story) {
        return story.enabled(S1)
                .react(S1, refuse())
                .send(S1, 1)
                .quiesce()
                .send(S1, 3)
                .quiesce()
                .send(S1, 3)
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** What was buffered may come, what is sent afterwards must. */
    @Scenario(
            rule = "DGM-09",
            title = "Enabling after a refusal resumes the reports",
            check = "Does the enabling look for buffered datagrams, and arm the callback for new ones?")
    Script enablingResumes(ScriptBuilder story) {
        return story.enabled(S1)
                .react(S1, refuse())
                .send(S1, 3)
                .quiesce()
                .call(Wsk.enable(S1))
                .quiesce()
                .send(S1, 3)
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** The static event survives every refusal: the callback goes on refusing, and is called all the same. */
    @Scenario(
            rule = "DGM-10",
            title = "After a refusal a static callback is called again for new datagrams",
            check = "Is the refusal's disabling restricted to events that were enabled dynamically?")
    Script staticSurvivesRefusal(ScriptBuilder story) {
        return story.staticallyEnabled(S1)
                .otherwise(S1, refuse())
                .send(S1, 1)
                .quiesce()
                .send(S1, 3)
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** Latitude: what the static callback refused may come again or be gone. */
    @Scenario(
            rule = "DGM-11",
            title = "Datagrams that a static callback refused are reported again, or lost",
            check = "Nothing can fail here.")
    Script fateOfRefused(ScriptBuilder story) {
        return story.staticallyEnabled(S1)
                .react(S1, refuse())
                .react(S1, refuse())
                .send(S1, 3)
                .quiesce()
                .send(S1, 3)
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** Latitude: a callback is held while further datagrams arrive. */
    @Scenario(
            rule = "DGM-12",
            title = "Datagrams arrive while a callback is held; further callbacks may overlap with it",
            check = "Nothing can fail here.")
    Script overlappingCallbacks(ScriptBuilder story) {
        return story.enabled(S1)
                .react(S1, hold())
                .send(S1, 1)
                .quiesce()
                .send(S1, 3)
                .quiesce()
                .resume(S1, 1)
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** Latitude: more datagrams than a refusing client can expect to be kept for it. */
    @Scenario(
            rule = "DGM-13",
            title = "A client refuses and lets many datagrams arrive; some may be lost",
            check = "Nothing can fail here.")
    Script manyRefused(ScriptBuilder story) {
        return story.enabled(S1)
                .react(S1, refuse())
                .send(S1, 3)
                .quiesce()
                .send(S1, 200)
                .quiesce()
                .call(Wsk.enable(S1))
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** While the filter is on, the other peer is not heard, even after the client has sent to it. */
    @Scenario(
            rule = "DGM-14",
            title = "With a fixed remote address only datagrams from there are reported",
            check = "Is the sender compared with the fixed address before the datagram is queued or reported?")
    Script fixedRemoteFilters(ScriptBuilder story) {
        return story.enabled(S1)
                .call(Wsk.setRemoteAddress(S1, "p1", "x"))
                .quiesce()
                .send("p2", S1, 3)
                .quiesce()
                .send("p1", S1, 3)
                .quiesce()
                .call(Wsk.sendTo(S1, "p2", 32, "w"))
                .quiesce()
                .send("p2", S1, 3)
                .quiesce()
                .call(Wsk.setRemoteAddress(S1, null, "y"))
                .quiesce()
                .send("p2", S1, 3)
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** The filter also holds for requests. */
    @Scenario(
            rule = "DGM-14",
            title = "With a fixed remote address WskReceiveFrom gets only datagrams from there",
            check = "Does the path of queued requests apply the same filter as the callback's?")
    Script fixedRemoteFiltersRequests(ScriptBuilder story) {
        return story.client()
                .plain(S1)
                .call(Wsk.setRemoteAddress(S1, "p1", "x"))
                .quiesce()
                .call(Wsk.receiveFrom(S1, 64, "r1"))
                .call(Wsk.receiveFrom(S1, 64, "r2"))
                .quiesce()
                .send("p2", S1, 3)
                .quiesce()
                .send("p1", S1, 3)
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** A default destination is no filter. */
    @Scenario(
            rule = "DGM-15",
            title = "With a fixed send address datagrams from anybody are reported",
            check = "Are the default destination and the remote filter kept apart?")
    Script fixedDestinationDoesNotFilter(ScriptBuilder story) {
        return story.enabled(S1)
                .call(Wsk.setSendToAddress(S1, "p1", "x"))
                .quiesce()
                .send("p2", S1, 3)
                .quiesce()
                .send("p3", S1, 3)
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** Three requests have waited since a quiet moment, so no race excuses callbacks for all three datagrams. */
    @Scenario(
            rule = "DGM-16",
            title = "Queued WskReceiveFrom requests are completed before the callback is called",
            check = "Which does an arriving datagram look at first: the queue of requests, or the event?")
    Script requestsFirst(ScriptBuilder story) {
        return story.enabled(S1)
                .call(Wsk.receiveFrom(S1, 64, "r1"))
                .call(Wsk.receiveFrom(S1, 64, "r2"))
                .call(Wsk.receiveFrom(S1, 64, "r3"))
                .quiesce()
                .send(S1, 3)
                .quiesce()
                .send(S1, 3)
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** Latitude: requests are queued while datagrams are pouring in. */
    @Scenario(
            rule = "DGM-17",
            title = "Requests are queued while datagrams arrive; callbacks may come all the same",
            check = "Nothing can fail here.")
    Script requestsRaceWithDatagrams(ScriptBuilder story) {
        return story.enabled(S1)
                .callOn("t2", Wsk.receiveFrom(S1, 64, "r1"))
                .send(S1, 3)
                .callOn("t2", Wsk.receiveFrom(S1, 64, "r2"))
                .send(S1, 3)
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** Requests and callbacks both get datagrams, and no datagram goes both ways. */
    @Scenario(
            rule = "DGM-18",
            title = "A datagram goes to a request or to a callback, not to both",
            check = "Is a datagram that completed a request taken off the queue that the callback is fed from?")
    Script onePathOnly(ScriptBuilder story) {
        return story.enabled(S1)
                .call(Wsk.receiveFrom(S1, 64, "r1"))
                .call(Wsk.receiveFrom(S1, 64, "r2"))
                .quiesce()
                .send(S1, 6)
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** Different senders and lengths, the longest of them filling the buffer; nothing but requests can take them. */
    @Scenario(
            rule = "DGM-19",
            title = "WskReceiveFrom delivers one whole datagram, its length and its sender",
            check = "Where do IoStatus.Information and RemoteAddress come from? Compare them with what the peers sent.")
    Script receivesWholeDatagrams(ScriptBuilder story) {
        return story.client()
                .plain(S1)
                .call(Wsk.receiveFrom(S1, 700, "r1"))
                .call(Wsk.receiveFrom(S1, 700, "r2"))
                .call(Wsk.receiveFrom(S1, 700, "r3"))
                .quiesce()
                .then(new Step.Send("p1", S1, 1, 16, Step.Cast.UNICAST))
                .then(new Step.Send("p2", S1, 1, 700, Step.Cast.UNICAST))
                .then(new Step.Send("p1", S1, 1, 33, Step.Cast.UNICAST))
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** The second datagram is longer than the buffer, the third fits it to the byte. */
    @Scenario(
            rule = "DGM-19",
            title = "A datagram that is longer than the buffer is cut, and MSG_TRUNC says so",
            check =
                    "Is Information the number of bytes in the buffer, and MSG_TRUNC set only if something was left out?")
    Script longDatagramIsCut(ScriptBuilder story) {
        return story.client()
                .plain(S1)
                .call(Wsk.receiveFrom(S1, 32, "r1"))
                .call(Wsk.receiveFrom(S1, 32, "r2"))
                .call(Wsk.receiveFrom(S1, 32, "r3"))
                .quiesce()
                .then(new Step.Send("p1", S1, 1, 20, Step.Cast.UNICAST))
                .then(new Step.Send("p1", S1, 1, 200, Step.Cast.UNICAST))
                .then(new Step.Send("p1", S1, 1, 32, Step.Cast.UNICAST))
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** Not run where the network knows no broadcast and multicast. */
    @Scenario(
            rule = "DGM-19",
            title = "ControlFlags of WskReceiveFrom tells broadcasts and multicasts",
            check = "Do requests get the flags that the callback gets for the same datagram?")
    Script requestsTellHowDatagramsWereAddressed(ScriptBuilder story) {
        return story.needs(Capability.CASTS)
                .client()
                .plain(S1)
                .call(Wsk.receiveFrom(S1, 64, "r1"))
                .call(Wsk.receiveFrom(S1, 64, "r2"))
                .call(Wsk.receiveFrom(S1, 64, "r3"))
                .quiesce()
                .then(cast(S1, Step.Cast.BROADCAST))
                .then(cast(S1, Step.Cast.UNICAST))
                .then(cast(S1, Step.Cast.MULTICAST))
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** Kept, read, given back once. */
    @Scenario(
            rule = "CON-16",
            title = "A retained list is given back whole and once",
            check = "See the one WskRelease with that list in the trace.")
    Script retainedListGoesBack(ScriptBuilder story) {
        return story.enabled(S1)
                .react(S1, retain())
                .send(S1, 3)
                .quiesce()
                .call(Wsk.release(S1, 0))
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** The second release has nothing to give back. */
    @FaultyClient(rule = "CON-16", title = "A client releases a list twice")
    Script listReleasedTwice(ScriptBuilder story) {
        return story.enabled(S1)
                .react(S1, retain())
                .send(S1, 1)
                .quiesce()
                .call(Wsk.release(S1, 1))
                .quiesce()
                .call(Wsk.release(S1, 1))
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** The list was never retained. */
    @FaultyClient(rule = "CON-16", title = "A client releases a list that it had not retained")
    Script listNotRetained(ScriptBuilder story) {
        return story.enabled(S1)
                .send(S1, 1)
                .quiesce()
                .call(Wsk.release(S1, 1))
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** Two lists, both retained, given back in the other order. */
    @Scenario(
            rule = "CON-17",
            title = "WskRelease succeeds for every retained list, in any order",
            check = "How does the provider find the list that is given back?")
    Script releaseSucceeds(ScriptBuilder story) {
        return story.enabled(S1)
                .react(S1, retain())
                .react(S1, retain())
                .send(S1, 1)
                .quiesce()
                .send(S1, 1)
                .quiesce()
                .call(Wsk.release(S1, 2))
                .quiesce()
                .call(Wsk.release(S1, 1))
                .quiesce()
                .shutDown(S1)
                .build();
    }
}
