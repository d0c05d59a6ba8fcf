package org.wsktck.suite.scenario;

import static org.wsktck.suite.scenario.Phrases.C2;
import static org.wsktck.suite.scenario.Phrases.S1;
import static org.wsktck.suite.scenario.Phrases.S2;
import static org.wsktck.target.Wsk.CLIENT;

import org.wsktck.target.Script;
import org.wsktck.target.ScriptBuilder;
import org.wsktck.target.Wsk;

/** Group STA: events that the client object enables for all its sockets with WSK_SET_STATIC_EVENT_CALLBACKS. */
final class StaticScenarios {
    /** The mask comes first. */
    @Scenario(
            rule = "STA-01",
            title = "The static mask is set before the first socket is created",
            check = "See the order of WskControlClient and WskSocket in the trace.")
    Script maskBeforeSockets(ScriptBuilder story) {
        return story.staticallyEnabled(S1).shutDown(S1).build();
    }

    /** The mask comes too late; whatever the provider answers is right. */
    @FaultyClient(rule = "STA-01", title = "A client sets the static mask after it has created a socket")
    Script maskAfterSocket(ScriptBuilder story) {
        return story.client()
                .plain(S1)
                .call(Wsk.staticEvents(CLIENT, Wsk.EVENT_RECEIVE_FROM))
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** There is no IRP, so the answer is the return. */
    @Scenario(
            rule = "STA-02",
            title = "Setting the static mask succeeds inline",
            check = "What does WskControlClient return for a valid mask, a NULL Irp and no output buffer?")
    Script maskSucceedsInline(ScriptBuilder story) {
        return story.client()
                .call(Wsk.staticEvents(CLIENT, Wsk.EVENT_RECEIVE_FROM))
                .quiesce()
                .shutDown()
                .build();
    }

    /** Two sockets, no enabling, traffic on both. */
    @Scenario(
            rule = "STA-03",
            title = "Sockets created under a static mask report datagrams without being enabled",
            check = "Does a new socket take over the static mask of its client object?")
    Script staticEventsAreOn(ScriptBuilder story) {
        return story.staticallyEnabled(S1)
                .bound(S2)
                .send(S1, 3)
                .send(S2, 3)
                .quiesce()
                .shutDown(S1, S2)
                .build();
    }

    /** The mask holds flags of three categories; a datagram socket takes one of them, a basic socket none. */
    @Scenario(
            rule = "STA-04",
            title = "Of a mixed static mask a socket gets only the flags of its category",
            check = "Is the static mask cut down to the category's events when the socket is created?")
    Script mixedMask(ScriptBuilder story) {
        return story.client()
                .call(Wsk.staticEvents(
                        CLIENT,
                        "WSK_EVENT_ACCEPT",
                        Wsk.EVENT_RECEIVE_FROM,
                        "WSK_EVENT_RECEIVE",
                        "WSK_EVENT_DISCONNECT",
                        "WSK_EVENT_SEND_BACKLOG"))
                .bound(S1)
                .call(Wsk.basicSocket(CLIENT, S2, "i-s2-open"))
                .quiesce()
                .send(S1, 3)
                .quiesce()
                .shutDown(S1, S2)
                .build();
    }

    /** The client gives the basic socket a table, against GEN-10, so that a stray callback has a way to come. */
    @Scenario(
            rule = "STA-04",
            title = "A mixed static mask enables nothing on a basic socket",
            check = "Is the static mask applied before the category is known?",
            deliberate = "GEN-10")
    Script mixedMaskOnBasicSocket(ScriptBuilder story) {
        return story.client()
                .call(Wsk.staticEvents(CLIENT, Wsk.EVENT_RECEIVE_FROM, "WSK_EVENT_RECEIVE"))
                .call(Phrases.withTable(Wsk.basicSocket(CLIENT, S2, "i-s2-open"), S2))
                .quiesce()
                .bound(S1)
                .send(S1, 3)
                .quiesce()
                .shutDown(S1, S2)
                .build();
    }

    /** The client breaks STA-06 on purpose: the attempt must have no effect. Its status does not matter (ambiguity A-05). */
    @Scenario(
            rule = "STA-05",
            title = "An attempt to disable a static event changes nothing",
            check = "Does the disable reach an event that the static mask covers?",
            deliberate = "STA-06")
    Script futileDisable(ScriptBuilder story) {
        return story.staticallyEnabled(S1)
                .call(Wsk.disable(S1, null))
                .quiesce()
                .send(S1, 3)
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** The same with an enabling, and a disable after it. */
    @Scenario(
            rule = "STA-05",
            title = "An attempt to enable and disable a static event anew changes nothing",
            check = "Does a dynamic enabling turn the static event into a dynamic one, so that a disable takes effect?",
            deliberate = "STA-06")
    Script futileEnableAndDisable(ScriptBuilder story) {
        return story.staticallyEnabled(S1)
                .call(Wsk.enable(S1))
                .quiesce()
                .call(Wsk.disable(S1, null))
                .quiesce()
                .send(S1, 3)
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** One client has the event in its mask and leaves it alone; the other has no mask and enables it by hand. */
    @Scenario(
            rule = "STA-06",
            title = "Only events outside the static mask are enabled by hand",
            check = "See on whose sockets SO_WSK_EVENT_CALLBACK requests are in the trace.")
    Script staticEventsLeftAlone(ScriptBuilder story) {
        return otherClient(story.staticallyEnabled(S1))
                .call(Wsk.by(C2, Wsk.enable(S2)))
                .quiesce()
                .send(S1, 3)
                .send(S2, 3)
                .quiesce()
                .call(Wsk.by(C2, Wsk.close(S2, "i-s2-close")))
                .quiesce()
                .call(Wsk.releaseNpi(C2))
                .callOn("end2", Wsk.deregister(C2))
                .shutDown(S1)
                .build();
    }

    /** The attempt alone is the fault. */
    @FaultyClient(rule = "STA-06", title = "A client tries to disable a static event")
    Script staticEventDisabled(ScriptBuilder story) {
        return story.staticallyEnabled(S1)
                .call(Wsk.disable(S1, null))
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** Two registrations, one mask. The other client's socket is silent until it is enabled by hand. */
    @Scenario(
            rule = "STA-07",
            title = "The static mask of one client object does not reach the sockets of another",
            check = "Is the static mask kept in the client object, or once for the whole provider?")
    Script maskOfOneClient(ScriptBuilder story) {
        return otherClient(story.staticallyEnabled(S1))
                .send(S2, 3)
                .quiesce()
                .call(Wsk.by(C2, Wsk.enable(S2)))
                .quiesce()
                .call(Wsk.by(C2, Wsk.close(S2, "i-s2-close")))
                .quiesce()
                .call(Wsk.releaseNpi(C2))
                .callOn("end2", Wsk.deregister(C2))
                .shutDown(S1)
                .build();
    }

    /** Latitude: traffic follows the bind so closely that a callback may come before the bind's IRP completes. */
    @Scenario(
            rule = "STA-09",
            title = "Datagrams arrive while a socket under a static mask is being bound",
            check = "Nothing can fail here.")
    Script trafficWhileBinding(ScriptBuilder story) {
        return story.client()
                .call(Wsk.staticEvents(CLIENT, Wsk.EVENT_RECEIVE_FROM))
                .call(Wsk.datagramSocket(CLIENT, S1, "i-s1-open"))
                .quiesce()
                .call(Wsk.bind(S1, "i-s1-bind"))
                .send(S1, 3)
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** A second client object without a static mask, with a bound socket. */
    private static ScriptBuilder otherClient(ScriptBuilder story) {
        return story.call(Wsk.register(C2))
                .call(Wsk.capture(C2, "WSK_NO_WAIT"))
                .call(Wsk.datagramSocket(C2, S2, "i-s2-open"))
                .quiesce()
                .call(Wsk.by(C2, Wsk.bind(S2, "i-s2-bind")))
                .quiesce();
    }
}
