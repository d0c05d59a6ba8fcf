package org.wsktck.oracle;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.wsktck.trace.Datagram;
import org.wsktck.trace.Field;

/**
 * What a provider may do and still keep the documentation, however odd it looks: no rule is named. Each case says which page, or which reading of an ambiguity
 * (A-nn of the catalogue), allows it.
 */
class ConformingOdditiesTest {
    private static final String SUCCESS = "STATUS_SUCCESS";
    private static final String PENDING = "STATUS_PENDING";
    private static final String EVENT_PENDING = "STATUS_EVENT_PENDING";
    private static final String REFUSED = "STATUS_DATA_NOT_ACCEPTED";
    private static final String REMOTE = "SIO_WSK_SET_REMOTE_ADDRESS";

    private final Story story = new Story();

    @Nested
    class Loss {
        @Test
        @DisplayName(
                "Two datagrams in a row are lost: an arriving datagram may be dropped (receiving-data-over-a-datagram-socket, DGM-13)")
        void lossOfTwo() {
            story.enabled().send(2).quiesce().breaksNothing();
        }

        @Test
        @DisplayName(
                "All that comes while a callback is held is dropped: the client takes datagrams too slowly (DGM-13)")
        void dropsWhileHeld() {
            story.enabled().send(1);
            long held = story.enter(1);
            story.quiesce().send(3).exit(held, SUCCESS).quiesce().breaksNothing();
        }

        @Test
        @DisplayName(
                "What a static callback refused is gone: buffering is not promised (nc-wsk-pfn_wsk_receive_from_event, DGM-11)")
        void refusedStaticallyIsGone() {
            story.registered()
                    .staticMask("WSK_EVENT_RECEIVE_FROM")
                    .created()
                    .bind()
                    .quiesce();
            story.send(3)
                    .report(REFUSED, 1, 2, 3)
                    .quiesce()
                    .send(3)
                    .report(SUCCESS, 4, 5, 6)
                    .quiesce()
                    .breaksNothing();
        }

        @Test
        @DisplayName("What a static callback refused comes again, and again (DGM-11)")
        void refusedStaticallyComesAgain() {
            story.registered()
                    .staticMask("WSK_EVENT_RECEIVE_FROM")
                    .created()
                    .bind()
                    .quiesce();
            story.send(1)
                    .report(REFUSED, 1)
                    .report(REFUSED, 1)
                    .report(SUCCESS, 1)
                    .quiesce()
                    .breaksNothing();
        }

        @Test
        @DisplayName(
                "What was refused dynamically is lost, and only new datagrams follow the enabling (buffered if possible)")
        void refusedDynamicallyIsLost() {
            story.enabled().send(1).report(REFUSED, 1).quiesce().enable().quiesce();
            story.send(3).report(SUCCESS, 2, 3, 4).quiesce().breaksNothing();
            story.exercises("DGM-09");
        }

        @Test
        @DisplayName("Datagrams that came before the enabling are never reported (A-07)")
        void earlyOnesAreNotReported() {
            story.bound().quiesce().send(3).enable().quiesce().breaksNothing();
        }

        @Test
        @DisplayName("Datagrams that came before the enabling are reported (A-07)")
        void earlyOnesAreReported() {
            story.bound()
                    .quiesce()
                    .send(3)
                    .enable()
                    .report(SUCCESS, 1, 2, 3)
                    .quiesce()
                    .breaksNothing();
            story.exercises("ENA-19");
        }
    }

    @Nested
    class Receiving {
        @Test
        @DisplayName("A socket reports what another socket of the client sends to it (DGM-02)")
        void fromAnotherSocket() {
            story.enabled().on("s2").created().bind();
            long dg = story.sendsTo("s1", SUCCESS);
            story.on("s1").report(SUCCESS, dg).quiesce().exercises("DGM-02").breaksNothing();
        }

        @Test
        @DisplayName("A socket receives what it sends to itself, and what another sends to a fixed address (DGM-19)")
        void fromItselfAndFromAFixedAddress() {
            story.bound();
            story.received(story.receiving(64), story.sendsTo("s1", SUCCESS));
            story.on("s2").created().bind().sendTo("p1").sendTo("s1");
            long dg = story.sendsTo(null, SUCCESS);
            story.on("s1").received(story.receiving(64), dg).quiesce().breaksNothing();
        }

        @Test
        @DisplayName(
                "What another socket sends is barred by the fixed remote address, and its loss proves nothing (DGM-01)")
        void sendingsOfSocketsProveNoSilence() {
            story.enabled().on("s2").created().bind();
            story.sendsTo("s1", "STATUS_INSUFFICIENT_RESOURCES");
            story.sendsTo("s1", "STATUS_INSUFFICIENT_RESOURCES");
            story.sendsTo("s1", "STATUS_INSUFFICIENT_RESOURCES");
            story.quiesce().doesNotExercise("DGM-01", "DGM-13").breaksNothing();
        }

        @Test
        @DisplayName(
                "A buffer that is too short gets the first bytes and MSG_TRUNC (nc-wsk-pfn_wsk_receive_from, DGM-19)")
        void cutByTheBuffer() {
            story.bound().send(1);
            story.received(story.receiving(20), new Datagram(1, 20, true, "p1", false, 0), "MSG_TRUNC");
            story.quiesce().exercises("DGM-19").breaksNothing();
        }

        @Test
        @DisplayName("What is left in a buffer of 8 bytes cannot tell which datagram it is from (DGM-19)")
        void tooShortForTheCode() {
            story.bound().send(1);
            story.received(story.receiving(8), new Datagram(0, 8, false, "p1", false, 0), "MSG_TRUNC");
            story.quiesce().breaksNothing();
        }

        @Test
        @DisplayName("A datagram that is cut completes with STATUS_BUFFER_OVERFLOW: the page gives no status (DGM-19)")
        void cutWithAWarning() {
            story.bound().send(1);
            story.irp(story.receiving(20), "STATUS_BUFFER_OVERFLOW", o -> o.with(Field.INFORMATION, 20));
            story.quiesce().breaksNothing();
        }

        @Test
        @DisplayName("Nothing is said of MSG_TRUNC when ControlFlags was not asked for (DGM-19)")
        void cutWithoutControlFlags() {
            story.bound().send(1);
            story.irp(
                    story.receiving(20),
                    SUCCESS,
                    o -> o.with(Field.DATAGRAMS, List.of(new Datagram(1, 20, true, "p1", false, 0)))
                            .with(Field.INFORMATION, 20));
            story.quiesce().breaksNothing();
        }
    }

    @Nested
    class Enabling {
        @Test
        @DisplayName(
                "The first callback is entered before the enabling call returns: enabling takes effect inside the call (ENA-18)")
        void entersBeforeEnablingReturns() {
            story.bound().quiesce();
            long call = story.enableCall();
            story.send(1).report(SUCCESS, 1).returned(call, SUCCESS).quiesce().breaksNothing();
        }

        @Test
        @DisplayName(
                "Enabling twice is answered with a failure, and the event stays on: no status is documented (A-18)")
        void enablingTwiceFails() {
            story.enabled().returned(story.enableCall(), "STATUS_INVALID_DEVICE_STATE");
            story.send(3).report(SUCCESS, 1, 2, 3).quiesce().breaksNothing();
        }

        @Test
        @DisplayName(
                "An enabling request with an IRP pends and completes later: such a provider is not judged (ENA-04)")
        void enablingWithIrpPends() {
            story.bound().quiesce();
            long irp = story.newIrp();
            story.returned(story.enableCall(o -> o.with(Field.IRP, irp)), PENDING);
            story.quiesce().send(1).report(SUCCESS, 1).quiesce();
            story.breaks("ENA-04");
        }

        @Test
        @DisplayName(
                "Enabling succeeds although the dispatch entry is NULL, and nothing is ever called: the answer is not documented (A-18)")
        void enablingWithoutEntry() {
            story.registered();
            long irp = story.newIrp();
            long call = story.call(
                    "WskSocket",
                    "s1",
                    irp,
                    o -> o.with(Field.FLAGS, List.of("WSK_FLAG_DATAGRAM_SOCKET"))
                            .with(Field.CONTEXT, "s1")
                            .with(Field.ENTRIES, List.of()));
            story.irp(irp, SUCCESS, o -> o.with(Field.CATEGORY, "datagram"))
                    .returned(call, SUCCESS)
                    .bind()
                    .enable()
                    .quiesce();
            story.send(3).quiesce();
            story.breaks("GEN-05");
        }

        @Test
        @DisplayName("A mask with an unknown bit is refused: malformed requests are not judged (A-18)")
        void unknownBit() {
            story.bound().quiesce();
            long call = story.enableCall(o -> o.with(Field.MASK, List.of("WSK_EVENT_RECEIVE_FROM", "0x80")));
            story.returned(call, "STATUS_INVALID_PARAMETER").quiesce().breaksNothing();
        }

        @Test
        @DisplayName(
                "A disable for a foreign NPI succeeds and leaves the standard event on (so-wsk-event-callback: NpiId of an extension)")
        void disableOfForeignNpi() {
            story.enabled();
            long call = story.disableCall(0, o -> o.with(Field.NPI, "SOME_EXTENSION_ID"));
            story.returned(call, SUCCESS).quiesce().send(1).report(SUCCESS, 1).quiesce();
            story.breaks("ENA-01");
        }

        @Test
        @DisplayName("A disable with two event flags does nothing, or all (A-18)")
        void disableOfTwo() {
            story.enabled();
            long call = story.disableCall(
                    0,
                    o -> o.with(
                            Field.MASK, List.of("WSK_EVENT_RECEIVE_FROM", "WSK_EVENT_ACCEPT", "WSK_EVENT_DISABLE")));
            story.returned(call, SUCCESS)
                    .quiesce()
                    .send(3)
                    .quiesce()
                    .send(1)
                    .report(SUCCESS, 4)
                    .quiesce();
            story.breaks("ENA-06");
        }

        @Test
        @DisplayName(
                "A request after a refusal overtakes the refusal: the callback's return reaches the provider after the enabling (A-12)")
        void enablingOvertakesRefusal() {
            story.enabled().send(1).report(REFUSED, 1).enable().quiesce();
            story.send(3).quiesce().breaksNothing();
        }

        @Test
        @DisplayName("Enabling from inside the refusing callback is lost with the refusal (A-12)")
        void enablingInsideRefusingIsLost() {
            story.enabled().send(1);
            long callback = story.enter(1);
            story.enable().exit(callback, REFUSED).quiesce().send(3).quiesce().breaksNothing();
        }

        @Test
        @DisplayName(
                "Enabling from inside the refusing callback survives the refusal, which still is reported to nobody (A-12)")
        void enablingInsideRefusingSurvives() {
            story.enabled().send(1);
            long callback = story.enter(1);
            story.enable()
                    .exit(callback, REFUSED)
                    .quiesce()
                    .send(3)
                    .report(SUCCESS, 2, 3, 4)
                    .quiesce()
                    .breaksNothing();
        }

        @Test
        @DisplayName("A failing enabling after that leaves open which of the two it was (A-12)")
        void failingEnablingAfterwards() {
            story.enabled().send(1);
            long callback = story.enter(1);
            story.enable().exit(callback, REFUSED).quiesce();
            story.returned(story.enableCall(), "STATUS_INSUFFICIENT_RESOURCES").quiesce();
            story.send(1).report(SUCCESS, 2).quiesce().breaksNothing();
        }
    }

    @Nested
    class Disabling {
        @Test
        @DisplayName("Another callback of the event begins while the disable waits for the first (A-06)")
        void entersWhileDisableWaits() {
            story.enabled().send(2);
            long first = story.enter(1);
            long irp = story.newIrp();
            story.returned(story.disableCall(irp), PENDING);
            long second = story.enter(2);
            story.exit(first, SUCCESS)
                    .exit(second, SUCCESS)
                    .irp(irp, SUCCESS)
                    .quiesce()
                    .breaksNothing();
            story.exercises("ENA-13");
        }

        @Test
        @DisplayName(
                "The IRP of a disable completes before the call returns STATUS_PENDING: the last callback was quick (using-irps-with-...)")
        void completesBeforeReturn() {
            story.enabled().send(1);
            long callback = story.enter(1);
            long irp = story.newIrp();
            long call = story.disableCall(irp);
            story.exit(callback, SUCCESS)
                    .irp(irp, SUCCESS)
                    .returned(call, PENDING)
                    .quiesce()
                    .breaksNothing();
        }

        @Test
        @DisplayName("A callback that leaves just before the disable still counts: STATUS_EVENT_PENDING (ENA-14)")
        void busyOutcomeAfterExit() {
            story.enabled()
                    .send(1)
                    .report(SUCCESS, 1)
                    .disable(EVENT_PENDING)
                    .quiesce()
                    .send(3)
                    .quiesce()
                    .breaksNothing();
        }

        @Test
        @DisplayName("A callback that enters while the disable runs is overlooked: STATUS_SUCCESS (ENA-14)")
        void idleOutcomeWhileEntering() {
            story.enabled().send(1);
            long call = story.disableCall(0);
            long callback = story.enter(1);
            story.returned(call, SUCCESS).exit(callback, SUCCESS).quiesce().breaksNothing();
        }

        @Test
        @DisplayName("Disabling what a refusal has switched off has no documented status (A-18)")
        void disableOfRefused() {
            story.enabled()
                    .send(1)
                    .report(REFUSED, 1)
                    .quiesce()
                    .disable("STATUS_INVALID_DEVICE_STATE")
                    .quiesce();
            story.breaksNothing();
        }

        @Test
        @DisplayName("A refusal on another processor overtakes the disable, which is then futile (A-18)")
        void refusalOvertakesDisable() {
            story.enabled().send(2);
            long held = story.enter(1);
            long refusing = story.enter(2);
            long call = story.disableCall(0);
            story.exit(refusing, REFUSED)
                    .returned(call, SUCCESS)
                    .exit(held, SUCCESS)
                    .quiesce()
                    .breaksNothing();
        }

        @Test
        @DisplayName("Of two disables at once the second finds nothing to do and fails (A-18)")
        void twoDisablesAtOnce() {
            story.enabled();
            long first = story.thread("t1").disableCall(0);
            long second = story.thread("t2").disableCall(0);
            story.returned(second, SUCCESS)
                    .thread("t1")
                    .returned(first, "STATUS_INVALID_DEVICE_STATE")
                    .quiesce();
            story.breaksNothing();
        }

        @Test
        @DisplayName("An IRP that is cancelled while the disable is being made is answered STATUS_CANCELLED")
        void cancelledInFlight() {
            story.enabled().send(1);
            long callback = story.enter(1);
            long irp = story.newIrp();
            long call = story.disableCall(irp);
            story.cancel(irp).irp(irp, "STATUS_CANCELLED").returned(call, "STATUS_CANCELLED");
            story.exit(callback, SUCCESS).quiesce().breaksNothing();
        }

        @Test
        @DisplayName("A cancelled disable waits on for its callback: no page says when a cancelled IRP completes")
        void cancelIsIgnoredWhileCallbackRuns() {
            story.enabled().send(1);
            long callback = story.enter(1);
            long irp = story.newIrp();
            story.returned(story.disableCall(irp), PENDING).cancel(irp).quiesce();
            story.exit(callback, SUCCESS).irp(irp, SUCCESS).quiesce().breaksNothing();
        }

        @Test
        @DisplayName("A disable of a static event is answered STATUS_EVENT_PENDING (A-05)")
        void futileDisable() {
            story.registered()
                    .staticMask("WSK_EVENT_RECEIVE_FROM")
                    .created()
                    .bind()
                    .quiesce()
                    .disable(EVENT_PENDING);
            story.send(3).report(SUCCESS, 1, 2, 3).quiesce().breaks("STA-06");
            story.exercises("STA-05");
        }
    }

    @Nested
    class Callbacks {
        @Test
        @DisplayName("A callback on its way is entered after the refusal of another (DGM-12, A-25)")
        void entersAfterRefusalElsewhere() {
            story.enabled()
                    .send(2)
                    .report(REFUSED, 1)
                    .report(SUCCESS, 2)
                    .quiesce()
                    .breaksNothing();
            story.doesNotExercise("DGM-08");
        }

        @Test
        @DisplayName("A callback on its way is entered after the disable has returned: records lag (ENA-12)")
        void entersAfterDisableReturned() {
            story.enabled()
                    .send(1)
                    .disable(SUCCESS)
                    .report(SUCCESS, 1)
                    .quiesce()
                    .breaksNothing();
        }

        @Test
        @DisplayName("Reports overlap, come in any order and end in any order (A-25)")
        void overlap() {
            story.enabled().send(3);
            long first = story.enter(3);
            long second = story.enter(1);
            long third = story.enter(2);
            story.exit(second, SUCCESS)
                    .exit(third, PENDING)
                    .exit(first, SUCCESS)
                    .release(third, SUCCESS)
                    .quiesce();
            story.breaksNothing();
        }

        @Test
        @DisplayName(
                "The callback comes at DISPATCH_LEVEL without the flag (nc-wsk-pfn_wsk_receive_from_event, Flags; CTX-03)")
        void dispatchLevelWithoutFlag() {
            story.enabled().send(1).report(SUCCESS, 1).quiesce().breaksNothing();
            story.exercises("CTX-03");
        }

        @Test
        @DisplayName("A callback comes for a pending WskReceiveFrom's datagram: race conditions exist (DGM-17)")
        void callbackInSpiteOfReceive() {
            story.enabled();
            story.pended("WskReceiveFrom");
            story.quiesce().send(2).report(SUCCESS, 1, 2).quiesce().breaksNothing();
        }

        @Test
        @DisplayName(
                "A refused static list comes again while a WskReceiveFrom waits: it did not arrive anew (DGM-11, DGM-16)")
        void refusedListsDoNotOutrank() {
            story.registered()
                    .staticMask("WSK_EVENT_RECEIVE_FROM")
                    .created()
                    .bind()
                    .quiesce();
            story.send(1).report(REFUSED, 1);
            story.pended("WskReceiveFrom");
            story.quiesce()
                    .report(REFUSED, 1)
                    .report(REFUSED, 1)
                    .report(REFUSED, 1)
                    .quiesce()
                    .breaksNothing();
        }

        @Test
        @DisplayName("The completion of a WskReceiveFrom is recorded after the callbacks of later datagrams")
        void completionLags() {
            story.enabled();
            long irp = story.pended("WskReceiveFrom");
            story.quiesce()
                    .send(4)
                    .report(SUCCESS, 2, 3, 4)
                    .received(irp, 1)
                    .quiesce()
                    .breaksNothing();
        }

        @Test
        @DisplayName("Datagrams go to a callback that lags behind a refusal, although a WskReceiveFrom waits")
        void lateCallbackTakesAll() {
            story.enabled().send(1).report(REFUSED, 1);
            story.pended("WskReceiveFrom");
            story.send(3).report(SUCCESS, 2, 3, 4).quiesce().breaksNothing();
        }

        @Test
        @DisplayName("A static callback is entered before WskBind has completed (STA-09)")
        void beforeBindCompletes() {
            story.registered().staticMask("WSK_EVENT_RECEIVE_FROM").created();
            long irp = story.newIrp();
            long call = story.call("WskBind", "s1", irp, o -> o);
            story.send(1)
                    .report(SUCCESS, 1)
                    .irp(irp, SUCCESS)
                    .returned(call, SUCCESS)
                    .quiesce()
                    .breaksNothing();
            story.exercises("STA-09");
        }

        @Test
        @DisplayName(
                "A send inside a callback fails as it would outside: the network has its reasons (nc-wsk-pfn_wsk_send_to)")
        void sendInsideFails() {
            story.enabled().send(1);
            long callback = story.enter(1);
            story.inline("WskSendTo", "STATUS_NETWORK_UNREACHABLE")
                    .exit(callback, SUCCESS)
                    .quiesce()
                    .breaksNothing();
        }

        @Test
        @DisplayName(
                "A call inside a callback is open at quiescence because it called back itself, and that callback is held (CTX-08)")
        void nestedCallbackOnTheStack() {
            story.enabled().send(2);
            long outer = story.enter(1);
            long call = story.releaseCall(0);
            long inner = story.enter(2);
            story.quiesce()
                    .exit(inner, SUCCESS)
                    .returned(call, "STATUS_INVALID_PARAMETER")
                    .exit(outer, SUCCESS)
                    .quiesce();
            story.breaks("CON-16");
        }
    }

    @Nested
    class Addresses {
        @Test
        @DisplayName(
                "A second fixed address is refused and the first stays in force: nothing else was asked for (sio-wsk-set-remote-address)")
        void failedSettingKeepsTheOld() {
            story.enabled()
                    .remote("p1")
                    .address(REMOTE, "p2", "STATUS_INVALID_PARAMETER")
                    .quiesce();
            story.sends("p2", 3);
            story.quiesce().breaksNothing();
        }

        @Test
        @DisplayName("Of two settings at once either may win, whatever the order of completion")
        void overlappingSettings() {
            story.enabled();
            long a = story.newIrp();
            story.returned(story.addressCall(REMOTE, "p1", a), PENDING);
            long b = story.newIrp();
            story.returned(story.addressCall(REMOTE, "p2", b), PENDING);
            story.irp(a, SUCCESS).irp(b, SUCCESS).quiesce();
            story.sends("p1", 1);
            story.report(SUCCESS, 1).quiesce().breaksNothing();
        }

        @Test
        @DisplayName("A datagram from elsewhere that was sent before the setting completed is reported (DGM-14)")
        void sentBeforeSetting() {
            story.enabled();
            long irp = story.newIrp();
            long call = story.addressCall(REMOTE, "p1", irp);
            story.sends("p2", 1);
            story.irp(irp, SUCCESS)
                    .returned(call, SUCCESS)
                    .report(SUCCESS, 1)
                    .quiesce()
                    .breaksNothing();
        }

        @Test
        @DisplayName(
                "A datagram that was kept out is reported once the address is cleared: the transport had buffered it")
        void reportedAfterClearing() {
            story.enabled().remote("p1");
            story.sends("p2", 1);
            story.remote(null).report(SUCCESS, 1).quiesce().breaksNothing();
        }
    }

    @Nested
    class Closing {
        @Test
        @DisplayName(
                "The close waits while a completion routine of the client runs: it may run on the thread that has to go on (CLS-10)")
        void waitsForCompletionRoutine() {
            story.bound().quiesce();
            long first = story.pended("WskReceiveFrom");
            long second = story.pended("WskReceiveFrom");
            long close = story.pended("WskCloseSocket");
            story.enters(first, "STATUS_CANCELLED").quiesce();
            story.leaves(first, "STATUS_MORE_PROCESSING_REQUIRED")
                    .irp(second, "STATUS_CANCELLED")
                    .irp(close, SUCCESS)
                    .quiesce()
                    .exercises("CLS-02", "CLS-10", "GEN-14")
                    .breaksNothing();
        }

        @Test
        @DisplayName(
                "A second completion, and reports, wait while a completion routine of the client runs (GEN-13, DGM-01)")
        void othersWaitForCompletionRoutine() {
            story.enabled().send(1);
            long first = story.pended("WskGetLocalAddress");
            long second = story.pended("WskGetLocalAddress");
            story.enters(first, SUCCESS).send(3).quiesce();
            story.leaves(first, "STATUS_MORE_PROCESSING_REQUIRED")
                    .irp(second, SUCCESS)
                    .quiesce()
                    .breaksNothing();
        }

        @Test
        @DisplayName("WskDeregister waits while the completion routine of a close runs (CLI-07)")
        void deregistrationWaitsForCompletionRoutine() {
            story.bound().quiesce();
            long close = story.pended("WskCloseSocket");
            story.thread("dpc").enters(close, SUCCESS).thread("main");
            story.returned(story.call("WskReleaseProviderNPI", null, 0, o -> o), SUCCESS);
            long deregister = story.call("WskDeregister", null, 0, o -> o);
            story.quiesce()
                    .thread("dpc")
                    .leaves(close, "STATUS_MORE_PROCESSING_REQUIRED")
                    .thread("main")
                    .returned(deregister, SUCCESS)
                    .quiesce()
                    .breaksNothing();
        }

        @Test
        @DisplayName("A callback begins while the close waits (A-19)")
        void entersWhileClosing() {
            story.enabled().send(2);
            long held = story.enter(1);
            long close = story.pended("WskCloseSocket");
            long late = story.enter(2);
            story.exit(held, SUCCESS)
                    .exit(late, SUCCESS)
                    .irp(close, SUCCESS)
                    .quiesce()
                    .breaksNothing();
            story.exercises("CLS-03", "CLS-05");
        }

        @Test
        @DisplayName("A pending WskReceiveFrom still succeeds during the close: the operation won the race (CLS-02)")
        void receiveWinsAgainstClose() {
            story.bound().quiesce().send(1);
            long receive = story.pended("WskReceiveFrom");
            long close = story.pended("WskCloseSocket");
            story.received(receive, 1).irp(close, SUCCESS).quiesce().breaksNothing();
        }

        @Test
        @DisplayName("Pending requests complete after the close itself, but come to an end (closing-a-socket)")
        void orphansCompleteLast() {
            story.bound().quiesce();
            long receive = story.pended("WskReceiveFrom");
            story.close().irp(receive, "STATUS_CANCELLED").quiesce().breaksNothing();
            story.exercises("CLS-02");
        }

        @Test
        @DisplayName("A pended disable ends with any status when the socket is closed (ENA-09)")
        void disableEndsWithClose() {
            story.enabled().send(1);
            long held = story.enter(1);
            long irp = story.newIrp();
            story.returned(story.disableCall(irp), PENDING);
            long close = story.pended("WskCloseSocket");
            story.irp(irp, "STATUS_CANCELLED")
                    .exit(held, SUCCESS)
                    .irp(close, SUCCESS)
                    .quiesce()
                    .breaksNothing();
        }

        @Test
        @DisplayName("A close from inside the callback completes after it has returned (CLS-09)")
        void closeFromInside() {
            story.enabled().send(1);
            long callback = story.enter(1);
            long close = story.pended("WskCloseSocket");
            story.exit(callback, SUCCESS).irp(close, SUCCESS).quiesce().breaksNothing();
            story.exercises("CLS-09");
        }

        @Test
        @DisplayName("A retained list is not given back before the close: what the provider does then is open (CLS-08)")
        void closeWithRetainedList() {
            story.enabled().send(1);
            long callback = story.enter(1);
            story.exit(callback, PENDING).pended("WskCloseSocket");
            story.quiesce().read(callback).quiesce().breaks("CLS-08");
        }

        @Test
        @DisplayName(
                "Found by a walk: STATUS_PENDING for the NULL list, while the socket is being closed, retains nothing (CLS-08)")
        void nothingToRetain() {
            story.enabled().fails();
            long callback = story.enterNull();
            long close = story.pended("WskCloseSocket");
            story.exit(callback, PENDING).irp(close, SUCCESS).quiesce().breaksNothing();
        }

        @Test
        @DisplayName(
                "A close fails: other status codes are documented, what the socket is then is not (nc-wsk-pfn_wsk_close_socket)")
        void closeFails() {
            story.enabled()
                    .inline("WskCloseSocket", "STATUS_UNSUCCESSFUL")
                    .send(1)
                    .report(SUCCESS, 1)
                    .quiesce();
            story.breaksNothing();
            story.doesNotExercise("CLS-10");
        }
    }

    @Nested
    class LossOfFunction {
        @Test
        @DisplayName("A report is on its way while the NULL list is delivered (DGM-04 is judged after quiescence)")
        void reportOvertakenByNull() {
            story.enabled().send(1).fails();
            story.exit(story.enterNull(), SUCCESS)
                    .report(SUCCESS, 1)
                    .close()
                    .quiesce()
                    .breaksNothing();
        }

        @Test
        @DisplayName("Every request on a failing socket is refused (STATUS_FILE_FORCED_CLOSED)")
        void requestsFail() {
            story.bound().fails().returned(story.enableCall(), "STATUS_FILE_FORCED_CLOSED");
            story.inline("WskSendTo", "STATUS_FILE_FORCED_CLOSED")
                    .quiesce()
                    .close()
                    .quiesce()
                    .breaksNothing();
            story.exercises("GEN-11");
        }

        @Test
        @DisplayName(
                "No NULL list is ever delivered on a failing socket: it is said when it is called, not that it has to be")
        void noNullList() {
            story.enabled()
                    .fails()
                    .send(3)
                    .quiesce()
                    .quiesce()
                    .close()
                    .quiesce()
                    .breaksNothing();
        }
    }

    @Nested
    class Clients {
        @Test
        @DisplayName(
                "A capture overtakes the WskDeregister that was recorded before it: the call was not yet in the provider")
        void captureOvertakesDeregister() {
            story.registered();
            long deregister = story.thread("t1").call("WskDeregister", null, 0, o -> o);
            long capture = story.thread("t2")
                    .call("WskCaptureProviderNPI", null, 0, o -> o.with(Field.TIMEOUT, "WSK_NO_WAIT"));
            story.returned(capture, SUCCESS);
            story.returned(story.call("WskReleaseProviderNPI", null, 0, o -> o), SUCCESS);
            story.returned(story.call("WskReleaseProviderNPI", null, 0, o -> o), SUCCESS);
            story.thread("t1").returned(deregister, SUCCESS).quiesce().breaksNothing();
        }

        @Test
        @DisplayName("A static mask for a foreign NPI is refused: it asks for no standard event")
        void foreignStaticMask() {
            story.registered();
            long call = story.call(
                    "WskControlClient",
                    null,
                    0,
                    o -> o.with(Field.CODE, "WSK_SET_STATIC_EVENT_CALLBACKS")
                            .with(Field.NPI, "SOME_EXTENSION_ID")
                            .with(Field.MASK, List.of("WSK_EVENT_RECEIVE_FROM")));
            story.returned(call, "STATUS_NOT_SUPPORTED").quiesce().breaksNothing();
            story.doesNotExercise("STA-02");
        }

        @Test
        @DisplayName("A transport list request completes at once when a transport came just before it (A-24)")
        void changeJustBefore() {
            story.registered().world("transports");
            long irp = story.newIrp();
            long call = story.call("WskControlClient", null, irp, o -> o.with(Field.CODE, "WSK_TRANSPORT_LIST_CHANGE"));
            story.irp(irp, SUCCESS).returned(call, PENDING).quiesce().breaksNothing();
        }

        @Test
        @DisplayName("While readiness changes a capture is answered either way")
        void captureWhileBecomingReady() {
            story.returned(story.call("WskRegister", null, 0, o -> o.with(Field.VERSION, "1.0")), SUCCESS)
                    .world("unready");
            long capture = story.call("WskCaptureProviderNPI", null, 0, o -> o.with(Field.TIMEOUT, "50"));
            story.world("ready")
                    .returned(capture, "STATUS_DEVICE_NOT_READY")
                    .quiesce()
                    .breaksNothing();
        }

        @Test
        @DisplayName(
                "The same name is registered again after WskDeregister: a new registration, free to set a static mask")
        void registeredAgain() {
            story.bound().close();
            story.returned(story.call("WskReleaseProviderNPI", null, 0, o -> o), SUCCESS);
            story.returned(story.call("WskDeregister", null, 0, o -> o), SUCCESS)
                    .quiesce();
            story.on("s2")
                    .registered()
                    .staticMask("WSK_EVENT_RECEIVE_FROM")
                    .created()
                    .bind()
                    .quiesce();
            story.send(3).report(SUCCESS, 1, 2, 3).quiesce().breaksNothing();
            story.exercises("STA-02", "STA-03");
        }
    }

    @Test
    @DisplayName("A retained list is read again after more traffic, unchanged (DGM-07)")
    void retainedListIsUnchanged() {
        story.enabled().send(1);
        Datagram first = story.datagram(1);
        long callback = story.enter(1);
        story.exit(callback, PENDING)
                .send(2)
                .report(SUCCESS, 2, 3)
                .read(callback, first)
                .release(callback, SUCCESS);
        story.quiesce().breaksNothing();
        story.exercises("DGM-07");
    }
}
