package org.wsktck.suite.scenario;

import static org.wsktck.suite.scenario.Phrases.P1;
import static org.wsktck.suite.scenario.Phrases.S1;
import static org.wsktck.suite.scenario.Phrases.S2;
import static org.wsktck.target.ScriptBuilder.storesNothing;
import static org.wsktck.target.Wsk.CLIENT;

import org.wsktck.target.Capability;
import org.wsktck.target.Invocation;
import org.wsktck.target.Script;
import org.wsktck.target.ScriptBuilder;
import org.wsktck.target.Wsk;

/** Groups BAS and EXT: basic sockets, and the extension interfaces that can give even them an event. */
final class ExtensionScenarios {
    private static ScriptBuilder basic(ScriptBuilder story, String socket) {
        return story.call(Wsk.basicSocket(CLIENT, socket, "i-" + socket + "-open"))
                .quiesce();
    }

    private static Invocation enables(String socket) {
        return Wsk.extensionEvents(socket, Wsk.EXTENSION_NPI, Wsk.EVENT_EXTENSION);
    }

    private static Invocation disables(String socket) {
        return Wsk.extensionEvents(socket, Wsk.EXTENSION_NPI, Wsk.EVENT_EXTENSION, "WSK_EVENT_DISABLE");
    }

    /** The client gives the basic socket a table, against GEN-10, so that a stray callback has a way to come. */
    @Scenario(
            rule = "BAS-01",
            title = "A basic socket raises no standard event, whatever the static mask",
            check = "Does the provider apply the static mask to sockets that have no events?",
            deliberate = "GEN-10")
    Script basicIsSilent(ScriptBuilder story) {
        return story.client()
                .call(Wsk.staticEvents(CLIENT, Wsk.EVENT_RECEIVE_FROM))
                .call(Phrases.withTable(Wsk.basicSocket(CLIENT, S2, "i-s2-open"), S2))
                .quiesce()
                .bound(S1)
                .send(S1, 3)
                .quiesce()
                .shutDown(S1, S2)
                .build();
    }

    /** The dispatch table is that of a basic socket. */
    @Scenario(
            rule = "BAS-02",
            title = "A basic socket has the functions of a basic socket",
            check = "Which dispatch table does the provider give to a socket that is created without a flag?")
    Script basicFunctionsOnly(ScriptBuilder story) {
        return basic(story.client(), S1)
                .call(Wsk.registerExtension(S1, Wsk.UNKNOWN_NPI))
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** First the registration, then the option. */
    @Scenario(
            rule = "BAS-03",
            title = "A client uses SO_WSK_EVENT_CALLBACK on a basic socket that has an extension",
            check = "Does the option work on a basic socket with a registered extension?")
    Script optionAfterRegistration(ScriptBuilder story) {
        return basic(story.needs(Capability.EXTENSION).client(), S1)
                .call(Wsk.registerExtension(S1, Wsk.EXTENSION_NPI))
                .call(enables(S1))
                .quiesce()
                .call(disables(S1))
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** There is no entry that could be enabled either. */
    @FaultyClient(rule = "BAS-03", title = "Events are enabled on a plain basic socket", implied = "GEN-05")
    Script optionOnPlainBasic(ScriptBuilder story) {
        return basic(story.client(), S1)
                .call(Wsk.enable(S1))
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** On sockets of three categories. */
    @Scenario(
            rule = "EXT-01",
            title = "An extension interface is registered on an existing socket",
            check = "See the arguments of the request in the trace.")
    Script registrationIsWellFormed(ScriptBuilder story) {
        return basic(story.client(), S1)
                .bound(S2)
                .call(Wsk.enable(S2))
                .call(Wsk.plain(Wsk.connectionSocket(CLIENT, "s3", "i-s3-open")))
                .quiesce()
                .call(Wsk.registerExtension(S1, Wsk.UNKNOWN_NPI))
                .call(Wsk.registerExtension(S2, Wsk.UNKNOWN_NPI))
                .call(Wsk.registerExtension("s3", Wsk.UNKNOWN_NPI))
                .quiesce()
                .shutDown(S1, S2, "s3")
                .build();
    }

    /** The page gives none. */
    @FaultyClient(rule = "EXT-01", title = "An extension interface is registered with an IRP")
    Script registrationWithIrp(ScriptBuilder story) {
        Invocation right = Wsk.registerExtension(S1, Wsk.UNKNOWN_NPI);
        return basic(story.client(), S1)
                .call(new Invocation(right.fn(), right.client(), right.socket(), "r", right.irql(), right.args()))
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** The table of the extension must not be taken for one of the socket: datagrams go on coming as before. */
    @Scenario(
            rule = "EXT-02",
            title = "An unknown extension is refused, and nothing changes",
            check = "The status has to be STATUS_NOT_SUPPORTED, whatever the category of the socket.")
    Script unknownExtension(ScriptBuilder story) {
        return story.enabled(S1)
                .call(Wsk.registerExtension(S1, Wsk.UNKNOWN_NPI))
                .quiesce()
                .send(S1, 3)
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** A listening and a stream socket. */
    @Scenario(
            rule = "EXT-02",
            title = "An unknown extension is refused on sockets for connections",
            check = "The status has to be STATUS_NOT_SUPPORTED, whatever the category of the socket.")
    Script unknownExtensionOfListeners(ScriptBuilder story) {
        return story.client()
                .listening(S1, Wsk.EVENT_ACCEPT)
                .otherwise(S1, Wsk.ACCEPT, storesNothing())
                .streamListening(S2, Wsk.EVENT_ACCEPT)
                .call(Wsk.registerExtension(S1, Wsk.UNKNOWN_NPI))
                .call(Wsk.registerExtension(S2, Wsk.UNKNOWN_NPI))
                .quiesce()
                .connects(P1, S1)
                .quiesce()
                .shutDown("s1.1", S1, S2)
                .build();
    }

    /** The second registration must not reach the first socket. */
    @Scenario(
            rule = "EXT-03",
            title = "Each socket has the extension's event with the context of its own registration",
            check = "Where does the provider keep table and context of a registration? They belong to one socket.")
    Script registrationIsPerSocket(ScriptBuilder story) {
        return basic(basic(story.client(), S1), S2)
                .call(Wsk.registerExtension(S1, Wsk.EXTENSION_NPI))
                .call(enables(S1))
                .quiesce()
                .call(Wsk.registerExtension(S2, Wsk.EXTENSION_NPI))
                .quiesce()
                .extension(S1)
                .quiesce()
                .extension(S2)
                .quiesce()
                .shutDown(S1, S2)
                .build();
    }

    /** Latitude. */
    @Scenario(
            rule = "EXT-04",
            title = "An extension gives a basic socket an event",
            check = "Nothing can fail here: an extension may define events.")
    Script basicWithExtension(ScriptBuilder story) {
        return basic(story.client(), S1)
                .call(Wsk.registerExtension(S1, Wsk.EXTENSION_NPI))
                .call(enables(S1))
                .quiesce()
                .extension(S1)
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** First the one is on, then the other. The bit is the same. */
    @Scenario(
            rule = "EXT-05",
            title = "A bit of the event mask means what the NpiId beside it says",
            check = "Does the provider look at NpiId before it looks at EventMask?")
    Script identifiersAreApart(ScriptBuilder story) {
        return story.client()
                .connected(S1, P1)
                .call(Wsk.registerExtension(S1, Wsk.EXTENSION_NPI))
                .call(enables(S1))
                .quiesce()
                .writes(P1, 40)
                .extension(S1)
                .quiesce()
                .call(disables(S1))
                .quiesce()
                .call(Wsk.enable(S1, Wsk.EVENT_RECEIVE))
                .quiesce()
                .extension(S1)
                .writes(P1, 40)
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** Disabling the standard event leaves the other on. */
    @Scenario(
            rule = "EXT-05",
            title = "Disabling a standard event leaves the event of the extension on",
            check = "Does the provider look at NpiId before it looks at EventMask?")
    Script disablingIsApart(ScriptBuilder story) {
        return story.client()
                .connected(S1, P1, Wsk.EVENT_RECEIVE)
                .call(Wsk.registerExtension(S1, Wsk.EXTENSION_NPI))
                .call(enables(S1))
                .quiesce()
                .call(Wsk.disable(S1, Wsk.EVENT_RECEIVE, null))
                .quiesce()
                .extension(S1)
                .quiesce()
                .shutDown(S1)
                .build();
    }
}
