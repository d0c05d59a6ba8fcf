package org.wsktck.oracle;

import static org.wsktck.oracle.ListeningStory.SUCCESS;

import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.wsktck.trace.Field;
import org.wsktck.trace.Observation;

/** Basic sockets and extension interfaces: what breaks a rule, and what is odd but lawful. The socket is s1. */
class ExtensionsTest {
    private static final String KNOWN = "NPI_EXAMPLE_INTERFACE_ID";
    private static final String UNKNOWN = "NPI_UNKNOWN_ID";
    private static final String RECEIVE = "WSK_EVENT_RECEIVE";
    private static final String DISABLE = "WSK_EVENT_DISABLE";

    private final Story story = new Story();

    /** A basic socket, with neither context nor table. */
    private Story basic() {
        long irp = story.registered().newIrp();
        long call = story.call("WskSocket", "s1", irp, o -> o.with(Field.FLAGS, List.of()));
        return story.irp(irp, SUCCESS, o -> o.with(Field.CATEGORY, "basic")).returned(call, SUCCESS);
    }

    private long registerCall(String npi, String context, UnaryOperator<Observation> more) {
        return registerCall(npi, context, 0, more);
    }

    private long registerCall(String npi, String context, long irp, UnaryOperator<Observation> more) {
        return story.call(
                "WskControlSocket",
                "s1",
                irp,
                o -> more.apply(o.with(Field.REQUEST, "WskIoctl")
                        .with(Field.CODE, "SIO_WSK_REGISTER_EXTENSION")
                        .with(Field.NPI, npi)
                        .with(Field.CONTEXT, context)
                        .with(Field.ENTRIES, List.of("ExtensionEvent"))
                        .with(Field.INPUT_SIZE, 24)
                        .with(Field.OUTPUT_SIZE, 16)));
    }

    private Story register(String npi, String status) {
        return story.returned(registerCall(npi, "e1", o -> o), status);
    }

    private Story switches(String npi, String status, String... mask) {
        return story.returned(story.enableCall(o -> o.with(Field.NPI, npi).with(Field.MASK, List.of(mask))), status);
    }

    /** The extension is registered on a basic socket, and its event enabled. */
    private Story enabled() {
        basic();
        register(KNOWN, SUCCESS);
        return switches(KNOWN, SUCCESS, RECEIVE).quiesce();
    }

    private Story happens() {
        story.peer("extension", o -> o.with(Field.SOCKET, "s1"));
        return story;
    }

    private Story event() {
        return event(o -> o);
    }

    private Story event(UnaryOperator<Observation> more) {
        long callback = story.enter(o -> more.apply(
                o.with(Field.EVENT, "ExtensionEvent").with(Field.NPI, KNOWN).with(Field.CONTEXT, "e1")));
        return story.exit(callback, SUCCESS, "ExtensionEvent");
    }

    @Nested
    class Defects {
        @Test
        @DisplayName("A basic socket raises an event of the static mask (winsock-kernel-events)")
        void basicRaises() {
            story.registered()
                    .staticMask("WSK_EVENT_RECEIVE_FROM")
                    .created("WSK_FLAG_BASIC_SOCKET", "basic")
                    .quiesce();
            story.exit(story.enterNull(), SUCCESS).quiesce().breaks("BAS-01", "GEN-04");
        }

        @Test
        @DisplayName("A basic socket gets the functions of another category (ns-wsk-_wsk_provider_basic_dispatch)")
        void basicWithOtherFunctions() {
            story.registered().created("WSK_FLAG_BASIC_SOCKET", "stream").quiesce();
            story.breaks("BAS-02", "GEN-15");
        }

        @Test
        @DisplayName("A basic socket is bound (binding-a-socket-to-a-transport-address)")
        void basicIsBound() {
            basic().bind().quiesce().breaks("BAS-02");
        }

        @Test
        @DisplayName("An unknown extension is registered (registering-an-extension-interface)")
        void unknownSucceeds() {
            basic();
            register(UNKNOWN, SUCCESS).breaks("EXT-02");
        }

        @Test
        @DisplayName("An unknown extension is refused with another status")
        void unknownOtherwiseRefused() {
            story.enabled();
            register(UNKNOWN, "STATUS_INVALID_PARAMETER").breaks("EXT-02");
        }

        @Test
        @DisplayName("A refused registration is used all the same")
        void refusedIsUsed() {
            basic();
            register(UNKNOWN, "STATUS_NOT_SUPPORTED");
            event().quiesce().breaks("EXT-03");
        }

        @Test
        @DisplayName("The event comes with the context of another socket's registration")
        void otherContext() {
            enabled();
            happens();
            event(o -> o.with(Field.CONTEXT, "e2")).quiesce().breaks("EXT-03");
        }

        @Test
        @DisplayName("The event comes through the table of another socket's registration")
        void otherTable() {
            enabled();
            happens();
            event(o -> o.with(Field.VIA, "s2")).quiesce().breaks("EXT-03");
        }

        @Test
        @DisplayName("The extension's event comes although nobody has enabled it (so-wsk-event-callback)")
        void neverEnabled() {
            basic();
            register(KNOWN, SUCCESS);
            story.quiesce();
            happens();
            event().quiesce().breaks("EXT-05", "GEN-02", "GEN-03");
        }

        @Test
        @DisplayName("The extension's event comes after it was disabled")
        void disabled() {
            enabled();
            switches(KNOWN, SUCCESS, RECEIVE, DISABLE).quiesce();
            happens();
            event().quiesce().breaks("EXT-05", "GEN-02", "ENA-12");
        }

        @Test
        @DisplayName("The enabled event of an extension is not reported")
        void silent() {
            enabled();
            happens().quiesce().breaks("EXT-05");
        }

        @Test
        @DisplayName("Enabling the extension's event is refused")
        void enablingRefused() {
            basic();
            register(KNOWN, SUCCESS);
            switches(KNOWN, "STATUS_INVALID_PARAMETER", RECEIVE).breaks("ENA-05");
        }

        @Test
        @DisplayName("Enabling the extension's event enables the standard event of the same bit")
        void switchesTheOther() {
            ConnectionStory connection = new ConnectionStory();
            Story told = connection.connected().story;
            told.returned(
                    told.call(
                            "WskControlSocket",
                            "s1",
                            0,
                            o -> o.with(Field.REQUEST, "WskIoctl")
                                    .with(Field.CODE, "SIO_WSK_REGISTER_EXTENSION")
                                    .with(Field.NPI, KNOWN)
                                    .with(Field.ENTRIES, List.of("ExtensionEvent"))
                                    .with(Field.INPUT_SIZE, 24)
                                    .with(Field.OUTPUT_SIZE, 16)),
                    SUCCESS);
            told.returned(told.enableCall(o -> o.with(Field.NPI, KNOWN).with(Field.MASK, List.of(RECEIVE))), SUCCESS);
            connection.quiesce().writes(10).report(0, 10).quiesce().breaks("EXT-05", "GEN-02", "GEN-03");
        }
    }

    @Nested
    class Clients {
        @Test
        @DisplayName("The client switches events of a plain basic socket")
        void plainBasic() {
            basic();
            switches("NPI_WSK_INTERFACE_ID", "STATUS_INVALID_PARAMETER", RECEIVE)
                    .breaks("BAS-03", "GEN-05");
        }

        @Test
        @DisplayName("The client gives an IRP")
        void withIrp() {
            basic();
            long irp = story.newIrp();
            long call = registerCall(UNKNOWN, "e1", irp, o -> o);
            story.irp(irp, "STATUS_INVALID_PARAMETER")
                    .returned(call, "STATUS_INVALID_PARAMETER")
                    .breaks("EXT-01");
        }

        @Test
        @DisplayName("The client asks for the size that comes back")
        void withSize() {
            basic();
            story.returned(
                            registerCall(KNOWN, "e1", o -> o.with(Field.SIZE_RETURNED, true)),
                            "STATUS_INVALID_PARAMETER")
                    .breaks("EXT-01");
        }

        @Test
        @DisplayName("The client uses the identifier of an extension that is not registered (so-wsk-event-callback)")
        void unregistered() {
            story.bound();
            switches(KNOWN, "STATUS_INVALID_PARAMETER", RECEIVE).breaks("ENA-01", "GEN-05");
        }
    }

    @Nested
    class Oddities {
        @Test
        @DisplayName(
                "Found by the tour: an unknown extension is refused inside a callback as it is outside (EXT-02, CTX-05)")
        void refusedInsideCallback() {
            enabled();
            happens();
            long callback = story.enter(o ->
                    o.with(Field.EVENT, "ExtensionEvent").with(Field.NPI, KNOWN).with(Field.CONTEXT, "e1"));
            register(UNKNOWN, "STATUS_NOT_SUPPORTED");
            story.exit(callback, SUCCESS, "ExtensionEvent").quiesce().breaksNothing();
        }

        @Test
        @DisplayName("An event that a basic socket gets through an extension")
        void basicWithExtension() {
            enabled();
            happens();
            event().quiesce().exercises("EXT-03", "EXT-04", "EXT-05").breaksNothing();
        }

        @Test
        @DisplayName("Two events are reported as one, and what came before the enabling is reported or not")
        void reportedTogether() {
            basic();
            register(KNOWN, SUCCESS);
            happens();
            switches(KNOWN, SUCCESS, RECEIVE);
            event();
            happens();
            happens();
            event().quiesce().breaksNothing();
        }

        @Test
        @DisplayName("An event whose callback is in progress at the quiescent point is no silence")
        void held() {
            enabled();
            happens();
            long callback =
                    story.enter(o -> o.with(Field.EVENT, "ExtensionEvent").with(Field.CONTEXT, "e1"));
            happens().quiesce();
            story.exit(callback, SUCCESS, "ExtensionEvent").quiesce().breaksNothing();
        }

        @Test
        @DisplayName("A provider that has extensions of its own registers an identifier that we do not know")
        void privateExtension() {
            basic();
            register("NPI_PRIVATE_ID", SUCCESS)
                    .quiesce()
                    .doesNotExercise("EXT-02")
                    .breaksNothing();
        }

        @Test
        @DisplayName("A provider without the test extension refuses it")
        void withoutExtension() {
            basic();
            register(KNOWN, "STATUS_NOT_SUPPORTED").quiesce().breaksNothing();
        }

        @Test
        @DisplayName("The extension's event does not stand for the socket's own: datagrams go on")
        void besideDatagrams() {
            story.enabled();
            register(KNOWN, SUCCESS);
            switches(KNOWN, SUCCESS, RECEIVE).quiesce();
            happens();
            event();
            story.send(3).report(SUCCESS, 1).report(SUCCESS, 2).report(SUCCESS, 3);
            story.quiesce().exercises("DGM-01", "EXT-04").breaksNothing();
        }

        @Test
        @DisplayName("Disabling while the callback runs pends with STATUS_EVENT_PENDING, as for every event")
        void disabledWhileRunning() {
            enabled();
            happens();
            long callback =
                    story.enter(o -> o.with(Field.EVENT, "ExtensionEvent").with(Field.CONTEXT, "e1"));
            switches(KNOWN, "STATUS_EVENT_PENDING", RECEIVE, DISABLE);
            story.exit(callback, SUCCESS, "ExtensionEvent").quiesce();
            happens().quiesce().exercises("ENA-10", "EXT-05").breaksNothing();
        }

        @Test
        @DisplayName("A malformed registration works all the same, or does not")
        void malformedRegistration() {
            basic();
            long irp = story.newIrp();
            long call = registerCall(KNOWN, "e1", irp, o -> o);
            story.irp(irp, SUCCESS).returned(call, SUCCESS);
            event().quiesce().breaks("EXT-01");
        }

        @Test
        @DisplayName("The extension of an accepted socket, registered inside WskAcceptEvent, outlasts the hand-over")
        void onAcceptedSocket() {
            ListeningStory listening = new ListeningStory().enabled().connected("p1");
            long callback = listening.accepts("p1");
            registers(listening, "l1.1");
            listening.exit(callback, SUCCESS).quiesce();
            happensOn(listening, "l1.1");
            listening
                    .exit(listening.enter("l1.1", "ExtensionEvent", o -> o), SUCCESS)
                    .quiesce();
            listening.exercises("EXT-03", "EXT-04", "EXT-05").breaksNothing();
        }

        @Test
        @DisplayName("The extension of a stream socket is registered before the role is taken, and stays")
        void onStreamSocket() {
            ListeningStory stream = new ListeningStory()
                    .entries("WskAcceptEvent", "WskReceiveEvent")
                    .registered()
                    .created("WSK_FLAG_STREAM_SOCKET", "stream");
            registers(stream, "l1");
            stream.bind().inline("WskListen", "STATUS_ADDRESS_ALREADY_EXISTS").inline("WskListen", SUCCESS);
            happensOn(stream.enable().quiesce(), "l1");
            stream.exit(stream.enter("l1", "ExtensionEvent", o -> o), SUCCESS).quiesce();
            stream.exercises("EXT-03", "EXT-05").breaksNothing();
        }

        /** Registers the extension with the socket's name as context, and enables its event. */
        private void registers(ListeningStory told, String socket) {
            long registration = told.call(
                    "WskControlSocket",
                    socket,
                    0,
                    o -> o.with(Field.REQUEST, "WskIoctl")
                            .with(Field.CODE, "SIO_WSK_REGISTER_EXTENSION")
                            .with(Field.NPI, KNOWN)
                            .with(Field.CONTEXT, socket)
                            .with(Field.ENTRIES, List.of("ExtensionEvent"))
                            .with(Field.INPUT_SIZE, 24)
                            .with(Field.OUTPUT_SIZE, 16));
            told.returned(registration, SUCCESS);
            long enabling = told.call(
                    "WskControlSocket",
                    socket,
                    0,
                    o -> o.with(Field.REQUEST, "WskSetOption")
                            .with(Field.CODE, "SO_WSK_EVENT_CALLBACK")
                            .with(Field.LEVEL, "SOL_SOCKET")
                            .with(Field.NPI, KNOWN)
                            .with(Field.INPUT_SIZE, 16)
                            .with(Field.MASK, List.of(RECEIVE)));
            told.returned(enabling, SUCCESS);
        }

        private void happensOn(ListeningStory told, String socket) {
            told.on(socket).act("extension", "nobody").on("l1");
        }

        @Test
        @DisplayName("A basic socket is controlled and closed")
        void plainBasic() {
            basic().quiesce();
            register(UNKNOWN, "STATUS_NOT_SUPPORTED");
            story.close().quiesce().exercises("BAS-02", "EXT-02").breaksNothing();
        }
    }
}
