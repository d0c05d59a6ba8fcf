package org.wsktck.suite.scenario;

import static org.wsktck.suite.scenario.Phrases.S1;
import static org.wsktck.target.ScriptBuilder.returns;
import static org.wsktck.target.Wsk.CLIENT;

import java.util.List;
import org.wsktck.target.Capability;
import org.wsktck.target.Script;
import org.wsktck.target.ScriptBuilder;
import org.wsktck.target.Step;
import org.wsktck.target.Wsk;

/** Group CLI: the client object: registration, capture, the client event, and going away. */
final class ClientScenarios {
    /** With WskClientEvent and without it, Reserved is 0. */
    @Scenario(
            rule = "CLI-01",
            title = "A client registers with a well-formed dispatch structure",
            check = "See `entries` and `reserved` of WskRegister in the trace.")
    Script wellFormedRegistration(ScriptBuilder story) {
        return story.call(Wsk.registerWithClientEvent(CLIENT))
                .call(Wsk.capture(CLIENT, "WSK_NO_WAIT"))
                .quiesce()
                .shutDown()
                .build();
    }

    /** The member that must be 0 is not. */
    @FaultyClient(rule = "CLI-01", title = "A client registers with Reserved other than 0")
    Script reservedNotZero(ScriptBuilder story) {
        return story.call(Wsk.but(Wsk.register(CLIENT), "reserved", 7))
                .call(Wsk.capture(CLIENT, "WSK_NO_WAIT"))
                .quiesce()
                .shutDown()
                .build();
    }

    /** A full life of a client that would hear client events: none is defined, so none comes. */
    @Scenario(
            rule = "CLI-03",
            title = "WskClientEvent is not called, since no client event is defined",
            check = "What does the provider have to tell? No EventType is defined in this version of the NPI.")
    Script noClientEvent(ScriptBuilder story) {
        return story.call(Wsk.registerWithClientEvent(CLIENT))
                .call(Wsk.capture(CLIENT, "WSK_NO_WAIT"))
                .bound(S1)
                .call(Wsk.enable(S1))
                .quiesce()
                .send(S1, 3)
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** The same with a static mask, which has nothing to do with client events. */
    @Scenario(
            rule = "CLI-03",
            title = "WskClientEvent is not called after a static mask was set either",
            check = "Does the static mask, or the creation of a socket under it, reach the client's dispatch?")
    Script noClientEventByMask(ScriptBuilder story) {
        return story.call(Wsk.registerWithClientEvent(CLIENT))
                .call(Wsk.capture(CLIENT, "WSK_NO_WAIT"))
                .call(Wsk.staticEvents(CLIENT, Wsk.EVENT_RECEIVE_FROM))
                .bound(S1)
                .send(S1, 3)
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** Only a provider that breaks CLI-03 calls WskClientEvent at all; then the client answers with what it must not. */
    @FaultyClient(
            rule = "CLI-04",
            title = "WskClientEvent returns a value that is not defined for it",
            implied = "CLI-03",
            on = "mutant:CLI-03")
    Script wrongAnswerToClientEvent(ScriptBuilder story) {
        return story.then(new Step.Otherwise(CLIENT, "WskClientEvent", List.of(returns("STATUS_UNSUCCESSFUL"))))
                .call(Wsk.registerWithClientEvent(CLIENT))
                .call(Wsk.capture(CLIENT, "WSK_NO_WAIT"))
                .quiesce()
                .bound(S1)
                .call(Wsk.enable(S1))
                .quiesce()
                .send(S1, 3)
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** Captured twice, released twice. */
    @Scenario(
            rule = "CLI-06",
            title = "Every capture is matched by a release, and the registration by a deregistration",
            check = "Count the four functions in the trace.")
    Script pairedCalls(ScriptBuilder story) {
        return story.client()
                .call(Wsk.capture(CLIENT, "WSK_INFINITE_WAIT"))
                .call(Wsk.releaseNpi(CLIENT))
                .quiesce()
                .shutDown()
                .build();
    }

    /** One release too many. */
    @FaultyClient(rule = "CLI-06", title = "A client releases the provider NPI more often than it captured it")
    Script releasedTooOften(ScriptBuilder story) {
        return story.client()
                .call(Wsk.releaseNpi(CLIENT))
                .call(Wsk.releaseNpi(CLIENT))
                .quiesce()
                .callOn("end", Wsk.deregister(CLIENT))
                .quiesce()
                .build();
    }

    /** The provider dispatch is used after it was given back. */
    @FaultyClient(rule = "CLI-06", title = "A client creates a socket after its last release")
    Script socketAfterRelease(ScriptBuilder story) {
        return story.client()
                .call(Wsk.releaseNpi(CLIENT))
                .call(Wsk.plainDatagramSocket(CLIENT, S1, "i-s1-open"))
                .quiesce()
                .call(Wsk.close(S1, "i-s1-close"))
                .quiesce()
                .callOn("end", Wsk.deregister(CLIENT))
                .quiesce()
                .build();
    }

    /** First the socket, then the NPI stands against the end; each is taken away with a quiet moment between. */
    @Scenario(
            rule = "CLI-07",
            title = "WskDeregister returns only after sockets are closed and NPIs released",
            check = "Which of the two does WskDeregister not wait for? Or does it miss the last one's going?")
    Script deregisterWaits(ScriptBuilder story) {
        return story.enabled(S1)
                .callOn("t2", Wsk.deregister(CLIENT))
                .quiesce()
                .call(Wsk.close(S1, "i-s1-close"))
                .quiesce()
                .call(Wsk.releaseNpi(CLIENT))
                .quiesce()
                .build();
    }

    /** The other order: the NPI is released while the socket is still open. */
    @Scenario(
            rule = "CLI-07",
            title = "WskDeregister waits for a socket that outlives the release of the NPI",
            check = "Does WskDeregister count open sockets, or only captures?")
    Script deregisterWaitsForSocket(ScriptBuilder story) {
        return story.enabled(S1)
                .call(Wsk.releaseNpi(CLIENT))
                .callOn("t2", Wsk.deregister(CLIENT))
                .quiesce()
                .send(S1, 3)
                .quiesce()
                .call(Wsk.close(S1, "i-s1-close"))
                .quiesce()
                .build();
    }

    /** Traffic for the address goes on after the client has gone. */
    @Scenario(
            rule = "CLI-08",
            title = "After WskDeregister has returned no callback comes",
            check = "Is anything of the registration still reachable from the receive path?")
    Script silenceAfterDeregister(ScriptBuilder story) {
        return story.enabled(S1)
                .send(S1, 3)
                .quiesce()
                .shutDown(S1)
                .send(S1, 3)
                .quiesce()
                .build();
    }

    /** The ordinary case. */
    @Scenario(
            rule = "CLI-09",
            title = "A capture succeeds when the provider is ready",
            check = "What does WskCaptureProviderNPI return for version 1.0?")
    Script captureSucceeds(ScriptBuilder story) {
        return story.client().quiesce().shutDown().build();
    }

    /** A version that does not exist. */
    @Scenario(
            rule = "CLI-09",
            title = "A capture for an unknown NPI version is answered STATUS_NOINTERFACE",
            check = "Where is the version of the client's dispatch compared with what the provider has?")
    Script unknownVersion(ScriptBuilder story) {
        return story.call(Wsk.but(Wsk.register(CLIENT), "version", "255.0"))
                .call(Wsk.capture(CLIENT, "WSK_NO_WAIT"))
                .quiesce()
                .callOn("end", Wsk.deregister(CLIENT))
                .quiesce()
                .build();
    }

    /** The provider is away, and the client does not wait. Not run where the provider cannot be made unready. */
    @Scenario(
            rule = "CLI-09",
            title = "A capture that does not wait for an unready provider is answered STATUS_DEVICE_NOT_READY",
            check = "Does a capture with WSK_NO_WAIT return at once?")
    Script providerNotReady(ScriptBuilder story) {
        return story.needs(Capability.READINESS)
                .environment("unready")
                .call(Wsk.register(CLIENT))
                .call(Wsk.capture(CLIENT, "WSK_NO_WAIT"))
                .quiesce()
                .environment("ready")
                .quiesce()
                .call(Wsk.capture(CLIENT, "WSK_NO_WAIT"))
                .quiesce()
                .shutDown()
                .build();
    }

    /** The provider comes while the client waits. Not run where the provider cannot be made unready. */
    @Scenario(
            rule = "CLI-09",
            title = "A capture that waits is answered when the provider becomes ready",
            check = "Who wakes the waiting captures when the provider becomes ready?")
    Script providerBecomesReady(ScriptBuilder story) {
        return story.needs(Capability.READINESS)
                .environment("unready")
                .call(Wsk.register(CLIENT))
                .callOn("t2", Wsk.capture(CLIENT, "WSK_INFINITE_WAIT"))
                .quiesce()
                .environment("ready")
                .quiesce()
                .shutDown()
                .build();
    }

    /** The provider never comes; the deregistration ends the wait. Not run where the provider cannot be made unready. */
    @Scenario(
            rule = "CLI-09",
            title = "WskDeregister ends a capture that is waiting elsewhere",
            check = "Does WskDeregister wake the waiting captures, with STATUS_DEVICE_NOT_READY?")
    Script deregisterEndsCapture(ScriptBuilder story) {
        return story.needs(Capability.READINESS)
                .environment("unready")
                .call(Wsk.register(CLIENT))
                .callOn("t2", Wsk.capture(CLIENT, "WSK_INFINITE_WAIT"))
                .quiesce()
                .callOn("end", Wsk.deregister(CLIENT))
                .quiesce()
                .environment("ready")
                .build();
    }

    /** While WskDeregister waits for the first NPI, a second capture comes too late. */
    @Scenario(
            rule = "CLI-09",
            title = "A capture after WskDeregister was called is answered STATUS_DEVICE_NOT_READY",
            check = "Is the registration marked as going away before WskDeregister begins to wait?")
    Script captureTooLate(ScriptBuilder story) {
        return story.client()
                .callOn("t2", Wsk.deregister(CLIENT))
                .quiesce()
                .call(Wsk.capture(CLIENT, "WSK_NO_WAIT"))
                .quiesce()
                .call(Wsk.releaseNpi(CLIENT))
                .quiesce()
                .build();
    }

    /** The IRP waits for the change. Not run where transports cannot be changed. */
    @Scenario(
            rule = "CLI-10",
            title = "A transport list request waits for a change and is completed by it",
            check = "What completes the IRP? It must pend until a transport comes or goes.")
    Script transportChange(ScriptBuilder story) {
        return story.needs(Capability.TRANSPORTS)
                .client()
                .call(Wsk.transportListChange(CLIENT, "t"))
                .quiesce()
                .environment("transports")
                .quiesce()
                .shutDown()
                .build();
    }

    /** No change ever comes; WskDeregister takes the request with it. */
    @Scenario(
            rule = "CLI-10",
            title = "WskDeregister cancels a transport list request that is still waiting",
            check = "Does WskDeregister cancel the queued requests of the client object before it waits?")
    Script transportRequestCancelled(ScriptBuilder story) {
        return story.client()
                .call(Wsk.transportListChange(CLIENT, "t"))
                .quiesce()
                .shutDown()
                .build();
    }
}
