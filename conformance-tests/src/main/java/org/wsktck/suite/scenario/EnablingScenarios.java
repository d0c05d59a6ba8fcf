package org.wsktck.suite.scenario;

import static org.wsktck.suite.scenario.Phrases.S1;
import static org.wsktck.target.ScriptBuilder.calls;
import static org.wsktck.target.ScriptBuilder.hold;
import static org.wsktck.target.Wsk.CLIENT;

import org.wsktck.target.Script;
import org.wsktck.target.ScriptBuilder;
import org.wsktck.target.Wsk;

/** Group ENA: switching event callbacks on and off with SO_WSK_EVENT_CALLBACK. */
final class EnablingScenarios {
    /** One enabling, one disabling, both in the prescribed shape. */
    @Scenario(
            rule = "ENA-01",
            title = "Enabling and disabling requests have the prescribed shape",
            check = "See the arguments of the two WskControlSocket calls in the trace.")
    Script prescribedShape(ScriptBuilder story) {
        return story.enabled(S1)
                .call(Wsk.disable(S1, null))
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** The input buffer is smaller than the structure. */
    @FaultyClient(rule = "ENA-01", title = "An enabling request gives the wrong size of its input buffer")
    Script wrongInputSize(ScriptBuilder story) {
        return story.enabled(S1)
                .call(Wsk.but(Wsk.enable(S1), "inputSize", 4))
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** The option is asked for on another level. */
    @FaultyClient(rule = "ENA-01", title = "An enabling request names the wrong option level")
    Script wrongLevel(ScriptBuilder story) {
        return story.enabled(S1)
                .call(Wsk.but(Wsk.enable(S1), "level", "0x11"))
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** The bind has completed when the event is enabled. */
    @Scenario(
            rule = "ENA-02",
            title = "A datagram socket enables its event after the bind has completed",
            check = "See the order of WskBind's completion and the enabling call in the trace.")
    Script enabledAfterBind(ScriptBuilder story) {
        return story.enabled(S1).send(S1, 3).quiesce().shutDown(S1).build();
    }

    /** Too early; afterwards the client does it properly, so that nothing else is wrong. */
    @FaultyClient(rule = "ENA-02", title = "A client enables the event before the socket is bound")
    Script enabledBeforeBind(ScriptBuilder story) {
        return story.client()
                .call(Wsk.datagramSocket(CLIENT, S1, "i-s1-open"))
                .quiesce()
                .call(Wsk.enable(S1))
                .quiesce()
                .call(Wsk.bind(S1, "i-s1-bind"))
                .quiesce()
                .call(Wsk.enable(S1))
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** The outcome of an enabling is its returned status. */
    @Scenario(
            rule = "ENA-04",
            title = "An event is enabled without an IRP",
            check = "See that the enabling call in the trace carries no `irp`.")
    Script enabledWithoutIrp(ScriptBuilder story) {
        return story.enabled(S1).shutDown(S1).build();
    }

    /** The IRP is superfluous; a provider should complete it rather than leak it. */
    @FaultyClient(rule = "ENA-04", title = "A client passes an IRP when it enables the event")
    Script enabledWithIrp(ScriptBuilder story) {
        return story.client()
                .bound(S1)
                .call(Wsk.eventCallback(S1, "e", Wsk.EVENT_RECEIVE_FROM))
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** A datagram socket has a single event, so the combination is all of its events: one request, then traffic. */
    @Scenario(
            rule = "ENA-05",
            title = "One request enables all events of the category, and they are reported",
            check = "How is the EventMask decomposed? A valid mask must succeed and take effect as a whole.")
    Script allEventsInOneRequest(ScriptBuilder story) {
        return story.enabled(S1).send(S1, 3).quiesce().shutDown(S1).build();
    }

    /** Exactly one flag beside WSK_EVENT_DISABLE. */
    @Scenario(
            rule = "ENA-06",
            title = "An event is disabled by a request of its own",
            check = "See the mask of the disabling call in the trace.")
    Script disabledAlone(ScriptBuilder story) {
        return story.enabled(S1)
                .call(Wsk.disable(S1, null))
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** The request says disable, and not what. */
    @FaultyClient(rule = "ENA-06", title = "A disabling request names no event")
    Script disableNothing(ScriptBuilder story) {
        return story.enabled(S1)
                .call(Wsk.eventCallback(S1, null, "WSK_EVENT_DISABLE"))
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** Two events in one disabling request. */
    @FaultyClient(rule = "ENA-06", title = "A disabling request names two events")
    Script disableTwoEvents(ScriptBuilder story) {
        return story.enabled(S1)
                .call(Wsk.eventCallback(S1, null, Wsk.EVENT_RECEIVE_FROM, "WSK_EVENT_RECEIVE", "WSK_EVENT_DISABLE"))
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** Nothing is in progress, provably: the world was quiet before. */
    @Scenario(
            rule = "ENA-07",
            title = "A disable without an IRP while the callback is idle succeeds at once",
            check = "Does the provider count callbacks in progress correctly down to zero?")
    Script disableIdle(ScriptBuilder story) {
        return story.enabled(S1)
                .send(S1, 3)
                .quiesce()
                .call(Wsk.disable(S1, null))
                .send(S1, 3)
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** An IRP may be given all the same; then it completes with success. */
    @Scenario(
            rule = "ENA-07",
            title = "A disable with an IRP while the callback is idle succeeds at once and completes the IRP",
            check = "Does the idle path complete the IRP with success and return STATUS_SUCCESS?")
    Script disableIdleWithIrp(ScriptBuilder story) {
        return story.enabled(S1)
                .send(S1, 3)
                .quiesce()
                .call(Wsk.disable(S1, "d"))
                .send(S1, 3)
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** The callback is held open over the request and a quiet moment; the IRP must wait for it. */
    @Scenario(
            rule = "ENA-08",
            title = "A disable with an IRP while a callback is held pends and completes last",
            check = "What completes the IRP of the disable? It must be the return of the last callback in progress.")
    Script disableWithIrpWhileHeld(ScriptBuilder story) {
        return story.enabled(S1)
                .react(S1, hold())
                .send(S1, 3)
                .quiesce()
                .call(Wsk.disable(S1, "d"))
                .quiesce()
                .resume(S1, 1)
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** Two callbacks are open at once, where the provider runs them so; the IRP waits for both. */
    @Scenario(
            rule = "ENA-08",
            title = "A disable with an IRP while two callbacks are held waits for both",
            check = "Is the number of callbacks in progress counted, or only whether there is one?")
    Script disableWithIrpWhileTwoAreHeld(ScriptBuilder story) {
        return story.enabled(S1)
                .react(S1, hold())
                .react(S1, hold())
                .send(S1, 3)
                .quiesce()
                .send(S1, 3)
                .quiesce()
                .call(Wsk.disable(S1, "d"))
                .quiesce()
                .resume(S1, 1)
                .quiesce()
                .resume(S1, 1)
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** After the held callback has returned there is no reason left to keep the IRP. */
    @Scenario(
            rule = "ENA-09",
            title = "The IRP of a pended disable completes with success once the callback has returned",
            check = "Does the return of the last callback look for a disable request that waits for it?")
    Script pendedDisableCompletes(ScriptBuilder story) {
        return story.enabled(S1)
                .react(S1, hold())
                .send(S1, 3)
                .quiesce()
                .call(Wsk.disable(S1, "d"))
                .resume(S1, 1)
                .quiesce()
                .send(S1, 3)
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** Without an IRP the status alone tells that the callback still runs. */
    @Scenario(
            rule = "ENA-10",
            title = "A disable without an IRP while a callback is held answers STATUS_EVENT_PENDING",
            check =
                    "Is the missing IRP told apart from the idle case? And is the event off after the callback's return?")
    Script disableWithoutIrpWhileHeld(ScriptBuilder story) {
        return story.enabled(S1)
                .react(S1, hold())
                .send(S1, 3)
                .quiesce()
                .call(Wsk.disable(S1, null))
                .quiesce()
                .resume(S1, 1)
                .quiesce()
                .send(S1, 3)
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** While a callback is held: an enabling, an IOCTL and a disable with an IRP; later a disable when all is quiet. None of them is that case. */
    @Scenario(
            rule = "ENA-11",
            title = "No other request than a disable without an IRP answers STATUS_EVENT_PENDING",
            check = "Which other path through WskControlSocket shares the exit that returns STATUS_EVENT_PENDING?")
    Script eventPendingNowhereElse(ScriptBuilder story) {
        return story.enabled(S1)
                .react(S1, hold())
                .send(S1, 3)
                .quiesce()
                .call(Wsk.enable(S1))
                .call(Wsk.setSendToAddress(S1, "p1", "x"))
                .quiesce()
                .call(Wsk.disable(S1, "d"))
                .resume(S1, 1)
                .quiesce()
                .call(Wsk.enable(S1))
                .quiesce()
                .call(Wsk.disable(S1, null))
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** The first of the three effective points: the return of STATUS_SUCCESS. */
    @Scenario(
            rule = "ENA-12",
            title = "After a disable that succeeded at once no callback comes",
            check = "Does delivery test the event mask after the disable, also for datagrams that were already queued?")
    Script silenceAfterSuccess(ScriptBuilder story) {
        return story.enabled(S1)
                .send(S1, 3)
                .quiesce()
                .call(Wsk.disable(S1, null))
                .send(S1, 3)
                .quiesce()
                .send(S1, 3)
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** The second: the completion of the pended IRP. */
    @Scenario(
            rule = "ENA-12",
            title = "After the completion of a pended disable no callback comes",
            check = "Is the event off before the IRP of the disable is completed?")
    Script silenceAfterCompletion(ScriptBuilder story) {
        return story.enabled(S1)
                .react(S1, hold())
                .send(S1, 3)
                .quiesce()
                .call(Wsk.disable(S1, "d"))
                .quiesce()
                .resume(S1, 1)
                .quiesce()
                .send(S1, 3)
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** The third: the return of the last callback after STATUS_EVENT_PENDING. */
    @Scenario(
            rule = "ENA-12",
            title = "After STATUS_EVENT_PENDING and the callback's return no callback comes",
            check = "Is the disable remembered when the callback returns?")
    Script silenceAfterEventPending(ScriptBuilder story) {
        return story.enabled(S1)
                .react(S1, hold())
                .send(S1, 3)
                .quiesce()
                .call(Wsk.disable(S1, null))
                .resume(S1, 1)
                .quiesce()
                .send(S1, 3)
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** Latitude: datagrams arrive between the request and its effective point. */
    @Scenario(
            rule = "ENA-13",
            title = "Datagrams arrive while a disable is pending; new callbacks may start or not",
            check = "Nothing can fail here.")
    Script trafficWhileDisablePends(ScriptBuilder story) {
        return story.enabled(S1)
                .react(S1, hold())
                .send(S1, 3)
                .quiesce()
                .call(Wsk.disable(S1, "d"))
                .send(S1, 3)
                .quiesce()
                .resume(S1, 1)
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** Latitude: the disable races with the callbacks, and either outcome is right. */
    @Scenario(
            rule = "ENA-14",
            title = "A disable races with a callback; the idle and the busy outcome are both right",
            check = "Nothing can fail here.")
    Script disableRacesWithCallback(ScriptBuilder story) {
        return story.enabled(S1)
                .send(S1, 3)
                .callOn("t2", Wsk.disable(S1, null))
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** Seen from inside, the callback itself is in progress. */
    @Scenario(
            rule = "ENA-15",
            title = "A callback that disables itself with an IRP sees it pend until the callback has returned",
            check = "Is the calling instance counted as in progress? The IRP must not complete before it returns.")
    Script selfDisableWithIrp(ScriptBuilder story) {
        return story.enabled(S1)
                .react(S1, calls(Wsk.disable(S1, "d")))
                .send(S1, 3)
                .quiesce()
                .send(S1, 3)
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** The same without an IRP. */
    @Scenario(
            rule = "ENA-15",
            title = "A callback that disables itself without an IRP is answered STATUS_EVENT_PENDING",
            check = "Is the calling instance counted as in progress?")
    Script selfDisableWithoutIrp(ScriptBuilder story) {
        return story.enabled(S1)
                .react(S1, calls(Wsk.disable(S1, null)))
                .send(S1, 3)
                .quiesce()
                .send(S1, 3)
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** On, off, on again. */
    @Scenario(
            rule = "ENA-16",
            title = "An event that was disabled is enabled again and reported again",
            check = "What does the disable leave behind that the next enabling does not undo?")
    Script enabledAgain(ScriptBuilder story) {
        return story.enabled(S1)
                .send(S1, 3)
                .quiesce()
                .call(Wsk.disable(S1, null))
                .quiesce()
                .call(Wsk.enable(S1))
                .quiesce()
                .send(S1, 3)
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** The same after a disable that had to wait. */
    @Scenario(
            rule = "ENA-16",
            title = "An event whose disable pended is enabled again and reported again",
            check = "Is the mark of the pending disable taken away when it completes?")
    Script enabledAgainAfterPending(ScriptBuilder story) {
        return story.enabled(S1)
                .react(S1, hold())
                .send(S1, 3)
                .quiesce()
                .call(Wsk.disable(S1, "d"))
                .resume(S1, 1)
                .quiesce()
                .call(Wsk.enable(S1))
                .quiesce()
                .send(S1, 3)
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** Latitude: datagrams arrive while the enabling call is under way. */
    @Scenario(
            rule = "ENA-18",
            title =
                    "Datagrams arrive while the event is being enabled; callbacks may begin before the call has returned",
            check = "Nothing can fail here.")
    Script trafficWhileEnabling(ScriptBuilder story) {
        return story.client()
                .bound(S1)
                .callOn("t2", Wsk.enable(S1))
                .send(S1, 3)
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** Latitude: datagrams that came before the enabling may be reported after it. */
    @Scenario(
            rule = "ENA-19",
            title = "Datagrams from before the enabling are reported afterwards, or not",
            check = "Nothing can fail here.")
    Script trafficBeforeEnabling(ScriptBuilder story) {
        return story.client()
                .bound(S1)
                .send(S1, 3)
                .quiesce()
                .call(Wsk.enable(S1))
                .quiesce()
                .shutDown(S1)
                .build();
    }
}
