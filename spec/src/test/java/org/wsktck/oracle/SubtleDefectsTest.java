package org.wsktck.oracle;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.wsktck.trace.Datagram;
import org.wsktck.trace.Field;

/** Defects that hide behind latitude: each is named with its rule. The sentence says what the provider does and what the documentation asks for instead. */
class SubtleDefectsTest {
    private static final String SUCCESS = "STATUS_SUCCESS";
    private static final String PENDING = "STATUS_PENDING";
    private static final String EVENT_PENDING = "STATUS_EVENT_PENDING";
    private static final String REFUSED = "STATUS_DATA_NOT_ACCEPTED";
    private static final String FAILED = "STATUS_UNSUCCESSFUL";

    private final Story story = new Story();

    @Nested
    class Disabling {
        @Test
        @DisplayName(
                "The disable blocks until the callback has returned instead of answering STATUS_EVENT_PENDING (so-wsk-event-callback)")
        void disableBlocks() {
            story.enabled().send(1);
            long callback = story.enter(1);
            long call = story.thread("t2").disableCall(0);
            story.quiesce()
                    .thread("main")
                    .exit(callback, SUCCESS)
                    .thread("t2")
                    .returned(call, SUCCESS)
                    .quiesce();
            story.breaks("ENA-10");
        }

        @Test
        @DisplayName("The same with an IRP, instead of STATUS_PENDING")
        void disableWithIrpBlocks() {
            story.enabled().send(1);
            long callback = story.enter(1);
            long irp = story.newIrp();
            long call = story.thread("t2").disableCall(irp);
            story.quiesce()
                    .exit(callback, SUCCESS)
                    .irp(irp, SUCCESS)
                    .returned(call, SUCCESS)
                    .quiesce();
            story.breaks("ENA-08");
        }

        @Test
        @DisplayName("A disable with nothing in progress never returns")
        void idleDisableHangs() {
            story.enabled();
            story.disableCall(0);
            story.quiesce().breaks("ENA-07");
        }

        @Test
        @DisplayName(
                "The IRP completes while the second of two callbacks still runs: all calls in progress must have returned")
        void completesBeforeTheLast() {
            story.enabled().send(2);
            long first = story.enter(1);
            long second = story.enter(2);
            long irp = story.newIrp();
            story.thread("t2").returned(story.disableCall(irp), PENDING);
            story.exit(first, SUCCESS)
                    .irp(irp, SUCCESS)
                    .exit(second, SUCCESS)
                    .quiesce()
                    .breaks("ENA-08");
        }

        @Test
        @DisplayName("The self-disable does not count the calling instance and answers STATUS_SUCCESS (ENA-15)")
        void selfDisableForgetsItself() {
            story.enabled().send(1);
            long callback = story.enter(1);
            story.disable(SUCCESS).exit(callback, SUCCESS).quiesce();
            story.breaks("ENA-10", "ENA-15");
        }

        @Test
        @DisplayName("STATUS_EVENT_PENDING is answered where nothing was in progress")
        void eventPendingWhenIdle() {
            story.enabled().disable(EVENT_PENDING).quiesce();
            story.breaks("ENA-07", "ENA-11");
        }

        @Test
        @DisplayName("STATUS_EVENT_PENDING is answered although an IRP was given")
        void eventPendingWithIrp() {
            story.enabled().send(1);
            long callback = story.enter(1);
            long irp = story.newIrp();
            story.thread("t2").returned(story.disableCall(irp), EVENT_PENDING);
            story.exit(callback, SUCCESS).irp(irp, SUCCESS).quiesce().breaks("ENA-08", "ENA-11");
        }

        @Test
        @DisplayName("The event comes back by itself once the drained disable is effective")
        void comesBack() {
            story.enabled().send(1);
            long callback = story.enter(1);
            story.disable(EVENT_PENDING)
                    .exit(callback, SUCCESS)
                    .quiesce()
                    .send(1)
                    .report(SUCCESS, 2)
                    .quiesce();
            story.breaks("ENA-12", "GEN-02");
        }

        @Test
        @DisplayName("The pended disable fails although nobody cancelled or closed (ENA-09)")
        void pendedDisableFails() {
            story.enabled().send(1);
            long callback = story.enter(1);
            long irp = story.newIrp();
            story.returned(story.disableCall(irp), PENDING)
                    .exit(callback, SUCCESS)
                    .irp(irp, "STATUS_CANCELLED")
                    .quiesce();
            story.breaks("ENA-09");
        }

        @Test
        @DisplayName("The pended disable is forgotten once the callbacks have returned (ENA-09)")
        void pendedDisableForgotten() {
            story.enabled().send(1);
            long callback = story.enter(1);
            story.returned(story.disableCall(story.newIrp()), PENDING)
                    .exit(callback, SUCCESS)
                    .quiesce();
            story.breaks("ENA-09");
        }

        @Test
        @DisplayName("The disable is acknowledged and ignored (ENA-12)")
        void disableIgnored() {
            story.enabled()
                    .disable(SUCCESS)
                    .quiesce()
                    .send(1)
                    .report(SUCCESS, 1)
                    .quiesce();
            story.breaks("ENA-12", "GEN-02");
        }

        @Test
        @DisplayName("Enabling after a disable is acknowledged and does nothing (ENA-16)")
        void notReenabled() {
            story.enabled()
                    .disable(SUCCESS)
                    .quiesce()
                    .enable()
                    .quiesce()
                    .send(3)
                    .quiesce();
            story.breaks("ENA-05", "ENA-16", "GEN-01", "DGM-01");
        }

        @Test
        @DisplayName("A refused enabling request switches the event on all the same")
        void failedEnablingEnables() {
            story.bound()
                    .quiesce()
                    .returned(story.enableCall(), FAILED)
                    .quiesce()
                    .send(1)
                    .report(SUCCESS, 1)
                    .quiesce();
            story.breaksAtLeast("ENA-05", "GEN-02", "GEN-03");
        }

        @Test
        @DisplayName("An enabling call hangs (ENA-05)")
        void enablingHangs() {
            story.bound().quiesce();
            story.enableCall();
            story.quiesce().breaks("ENA-05");
        }
    }

    @Nested
    class Refusal {
        @Test
        @DisplayName("After a refusal the event stays armed for new datagrams (DGM-08)")
        void staysArmed() {
            story.enabled()
                    .send(1)
                    .report(REFUSED, 1)
                    .quiesce()
                    .send(1)
                    .report(SUCCESS, 2)
                    .quiesce();
            story.breaks("DGM-08", "GEN-02");
        }

        @Test
        @DisplayName(
                "The refused list comes back at once: who offers it again knows of the refusal, lag or not (DGM-08)")
        void comesBackAtOnce() {
            story.enabled().send(1).report(REFUSED, 1).report(REFUSED, 1).quiesce();
            story.breaks("DGM-08", "GEN-02");
        }

        @Test
        @DisplayName("Enabling after a quiet refusal resumes nothing (DGM-09)")
        void doesNotResume() {
            story.enabled()
                    .send(1)
                    .report(REFUSED, 1)
                    .quiesce()
                    .enable()
                    .quiesce()
                    .send(3)
                    .quiesce();
            story.breaks("DGM-09", "ENA-05", "GEN-01", "DGM-01");
        }

        @Test
        @DisplayName("A refusal disables a static callback (DGM-10)")
        void staticStops() {
            story.registered()
                    .staticMask("WSK_EVENT_RECEIVE_FROM")
                    .created()
                    .bind()
                    .quiesce();
            story.send(1).report(REFUSED, 1).quiesce().send(3).quiesce();
            story.breaks("DGM-10", "STA-03", "GEN-01", "DGM-01");
        }

        @Test
        @DisplayName("The first refusal of a static callback is no evidence that it survives one")
        void oneRefusalIsNoTest() {
            story.registered()
                    .staticMask("WSK_EVENT_RECEIVE_FROM")
                    .created()
                    .bind()
                    .quiesce();
            story.send(3).report(REFUSED, 1, 2, 3).quiesce();
            story.doesNotExercise("DGM-10").breaksNothing();
        }
    }

    @Nested
    class Reports {
        @Test
        @DisplayName("The callback falls silent after STATUS_SUCCESS (DGM-06)")
        void silentAfterSuccess() {
            story.enabled().send(1).report(SUCCESS, 1).quiesce().send(3).quiesce();
            story.breaks("DGM-06", "ENA-05", "GEN-01", "DGM-01");
        }

        @Test
        @DisplayName("The callback falls silent while a list is retained (DGM-07)")
        void silentWhileRetained() {
            story.enabled().send(1);
            long callback = story.enter(1);
            story.exit(callback, PENDING).quiesce().send(3).quiesce().release(callback, SUCCESS);
            story.breaks("DGM-07", "ENA-05", "GEN-01", "DGM-01");
        }

        @Test
        @DisplayName("One report is no evidence that the callback stays armed")
        void oneReportIsNoTest() {
            story.enabled().send(3).report(SUCCESS, 1, 2, 3).quiesce();
            story.doesNotExercise("DGM-06", "DGM-07").breaksNothing();
        }

        @Test
        @DisplayName("The buffer of a retained list is used again (DGM-07)")
        void retainedBufferReused() {
            story.enabled().send(1);
            long callback = story.enter(1);
            story.exit(callback, PENDING).send(1).report(SUCCESS, 2).read(callback, story.datagram(2));
            story.release(callback, SUCCESS).quiesce().breaks("DGM-07");
        }

        @Test
        @DisplayName("A retained datagram is reported again after its release (DGM-07)")
        void reportedAfterRelease() {
            story.enabled().send(1);
            long callback = story.enter(1);
            story.exit(callback, PENDING)
                    .release(callback, SUCCESS)
                    .report(SUCCESS, 1)
                    .quiesce();
            story.breaks("DGM-07");
        }

        @Test
        @DisplayName("The memory changes under the running callback (DGM-02)")
        void changesUnderTheCallback() {
            story.enabled().send(1);
            long callback = story.enter(1);
            story.read(callback, new Datagram(1, 32, false, "p1", false, 0))
                    .exit(callback, SUCCESS)
                    .quiesce();
            story.breaks("DGM-02");
        }

        @Test
        @DisplayName("The list carries a datagram of another socket (DGM-02)")
        void strangersDatagram() {
            story.enabled().on("s2").created().bind();
            long dg = story.sends("p1", 1);
            story.on("s1").report(SUCCESS, dg).quiesce().breaks("DGM-02");
        }

        @Test
        @DisplayName("The sender's address is the wrong one (DGM-02)")
        void wrongSender() {
            story.enabled().send(1);
            long callback =
                    story.enter(o -> o.with(Field.DATAGRAMS, List.of(new Datagram(1, 32, true, "p2", false, 0))));
            story.exit(callback, SUCCESS).quiesce().breaks("DGM-02");
        }

        @Test
        @DisplayName("MSG_TRUNC is set, which belongs to WskReceiveFrom (DGM-03)")
        void foreignFlag() {
            story.enabled().send(1);
            List<Datagram> list = List.of(story.datagram(1));
            long callback = story.enter(o -> o.with(Field.DATAGRAMS, list).with(Field.FLAGS, List.of("MSG_TRUNC")));
            story.exit(callback, SUCCESS).quiesce().breaks("DGM-03");
        }

        @Test
        @DisplayName("Data is reported long after the NULL list (DGM-04)")
        void dataAfterNull() {
            story.enabled().send(1).fails();
            story.exit(story.enterNull(), SUCCESS)
                    .quiesce()
                    .report(SUCCESS, 1)
                    .close()
                    .quiesce();
            story.breaks("DGM-04");
        }

        @Test
        @DisplayName("The callback outranks a WskReceiveFrom that has long been pending (DGM-16)")
        void outranks() {
            story.enabled();
            story.pended("WskReceiveFrom");
            story.quiesce()
                    .send(3)
                    .report(SUCCESS, 1)
                    .report(SUCCESS, 2)
                    .report(SUCCESS, 3)
                    .quiesce();
            story.breaks("DGM-16");
        }

        @Test
        @DisplayName("The datagram is given on both paths (DGM-18)")
        void bothPaths() {
            story.enabled().send(1);
            long irp = story.pended("WskReceiveFrom");
            long callback = story.enter(1);
            story.received(irp, 1).exit(callback, SUCCESS).quiesce().breaks("DGM-18");
        }

        @Test
        @DisplayName("A WskReceiveFrom delivers a datagram that nobody sent (DGM-19)")
        void receivesInvention() {
            story.bound().send(1);
            story.received(story.receiving(64), new Datagram(7, 32, true, "p1", false, 0));
            story.quiesce().breaks("DGM-19");
        }

        @Test
        @DisplayName("A WskReceiveFrom delivers what was sent to another socket (DGM-19)")
        void receivesOfAnotherSocket() {
            story.bound().on("s2").created().bind().send(1).on("s1");
            story.received(story.receiving(64), 1);
            story.quiesce().breaks("DGM-19");
        }

        @Test
        @DisplayName("Bytes of what a WskReceiveFrom delivers are changed (DGM-19)")
        void receivesDamage() {
            story.bound().send(1);
            story.received(story.receiving(64), new Datagram(1, 32, false, "p1", false, 0));
            story.quiesce().breaks("DGM-19");
        }

        @Test
        @DisplayName("A WskReceiveFrom with room for all delivers the first bytes only (DGM-19)")
        void receivesPart() {
            story.bound().send(1);
            story.received(story.receiving(64), new Datagram(1, 31, true, "p1", false, 0));
            story.quiesce().breaks("DGM-19");
        }

        @Test
        @DisplayName("IoStatus.Information tells the size of the buffer, not of the datagram (DGM-19)")
        void informationIsTheBuffers() {
            story.bound().send(1);
            long irp = story.receiving(64);
            story.irp(
                    irp,
                    SUCCESS,
                    o -> o.with(Field.DATAGRAMS, List.of(story.datagram(1))).with(Field.INFORMATION, 64));
            story.quiesce().breaks("DGM-19");
        }

        @Test
        @DisplayName("A WskReceiveFrom succeeds and delivers nothing (DGM-19)")
        void receivesNothing() {
            story.bound().send(1);
            story.irp(story.receiving(64), SUCCESS).quiesce().breaks("DGM-19");
        }

        @Test
        @DisplayName("RemoteAddress of a WskReceiveFrom is not the sender's (DGM-19)")
        void receivesFromWrongSender() {
            story.bound().send(1);
            story.received(story.receiving(64), new Datagram(1, 32, true, "p2", false, 0));
            story.quiesce().breaks("DGM-19");
        }

        @Test
        @DisplayName("A datagram is cut by the buffer and ControlFlags does not say so (DGM-19)")
        void cutSilently() {
            story.bound().send(1);
            story.received(story.receiving(20), new Datagram(1, 20, true, "p1", false, 0));
            story.quiesce().breaks("DGM-19");
        }

        @Test
        @DisplayName("MSG_TRUNC is set although the datagram fits exactly (DGM-19)")
        void wholeButTruncated() {
            story.bound().send(1);
            story.received(story.receiving(32), story.datagram(1), "MSG_TRUNC");
            story.quiesce().breaks("DGM-19");
        }

        @Test
        @DisplayName("More is delivered than the buffer holds, however short it is (DGM-19)")
        void beyondTheBuffer() {
            story.bound().send(1);
            story.received(story.receiving(8), new Datagram(0, 32, false, "p1", false, 0), "MSG_TRUNC");
            story.quiesce().breaks("DGM-19");
        }

        @Test
        @DisplayName("A unicast datagram is flagged as a broadcast by WskReceiveFrom (DGM-19)")
        void receivesWithWrongFlag() {
            story.bound().send(1);
            story.received(story.receiving(64), story.datagram(1), "MSG_BCAST");
            story.quiesce().breaks("DGM-19");
        }

        @Test
        @DisplayName("With the event off a WskReceiveFrom starves (GEN-07)")
        void receiveStarves() {
            story.bound();
            story.pended("WskReceiveFrom");
            story.quiesce().send(3).quiesce().breaks("GEN-07");
        }

        @Test
        @DisplayName("The flag claims DISPATCH_LEVEL at PASSIVE_LEVEL (CTX-02)")
        void wrongLevel() {
            story.enabled().send(1);
            List<Datagram> list = List.of(story.datagram(1));
            long callback = story.enter(o -> o.with(Field.DATAGRAMS, list)
                    .with(Field.IRQL, "PASSIVE_LEVEL")
                    .with(Field.FLAGS, List.of("WSK_FLAG_AT_DISPATCH_LEVEL")));
            story.exit(callback, SUCCESS).quiesce().breaks("CTX-02");
        }

        @Test
        @DisplayName("The context of the other socket is passed (GEN-08)")
        void wrongContext() {
            story.enabled().send(1);
            List<Datagram> list = List.of(story.datagram(1));
            long callback = story.enter(o -> o.with(Field.DATAGRAMS, list).with(Field.CONTEXT, "s2"));
            story.exit(callback, SUCCESS).quiesce().breaks("GEN-08");
        }
    }

    @Nested
    class Addresses {
        @Test
        @DisplayName(
                "The fixed send address filters reception: traffic from that very address must not hide it (DGM-15)")
        void sendAddressFilters() {
            story.enabled().sendTo("p1").quiesce();
            story.sends("p1", 1);
            story.report(SUCCESS, 1).quiesce();
            story.sends("p2", 3);
            story.quiesce().breaksAtLeast("DGM-15");
        }

        @Test
        @DisplayName("Reports of the fixed send address alone do not exercise DGM-15")
        void ownTrafficIsNoTest() {
            story.enabled().sendTo("p1").quiesce();
            story.sends("p1", 3);
            story.sends("p2", 3);
            story.report(SUCCESS, 1, 2, 3).quiesce().doesNotExercise("DGM-15").breaksNothing();
        }

        @Test
        @DisplayName("What another socket of the client sends passes the fixed remote address of a peer (DGM-14)")
        void barredSocketIsHeard() {
            story.enabled().remote("p1").on("s2").created().bind();
            long dg = story.sendsTo("s1", SUCCESS);
            story.on("s1").report(SUCCESS, dg).quiesce().breaks("DGM-14");
        }

        @Test
        @DisplayName("What was sent to a peer comes back as if a socket had sent it to this one (DGM-02)")
        void sentElsewhere() {
            story.enabled().on("s2").created().bind();
            long dg = story.sendsTo("p1", SUCCESS);
            story.on("s1").report(SUCCESS, dg).quiesce().breaks("DGM-02");
        }

        @Test
        @DisplayName("The address of the other socket is wrong (DGM-02)")
        void wrongSocketAsSender() {
            story.enabled().on("s2").created().bind();
            long dg = story.sendsTo("s1", SUCCESS);
            long callback = story.on("s1")
                    .enter(o -> o.with(Field.DATAGRAMS, List.of(new Datagram(dg, 32, true, "s1", false, 0))));
            story.exit(callback, SUCCESS).quiesce().breaks("DGM-02");
        }

        @Test
        @DisplayName("A datagram from elsewhere passes the fixed remote address through a WskReceiveFrom (DGM-14)")
        void barredIsReceived() {
            story.bound().remote("p1");
            long irp = story.pended("WskReceiveFrom");
            long dg = story.sends("p2", 1);
            story.received(irp, dg).quiesce().breaks("DGM-14");
        }

        @Test
        @DisplayName("With the event off and nothing queued a barred datagram proves nothing (DGM-14)")
        void barredWithoutAnyPath() {
            story.bound().quiesce().remote("p1");
            story.sends("p2", 3);
            story.quiesce().doesNotExercise("DGM-14", "GEN-03").breaksNothing();
        }
    }

    @Nested
    class Requests {
        @Test
        @DisplayName("The IRP completes twice, the second time long after (GEN-13)")
        void completesTwice() {
            story.bound().quiesce().send(1);
            long irp = story.pended("WskReceiveFrom");
            story.received(irp, 1).quiesce().irp(irp, SUCCESS).quiesce().breaks("GEN-13");
        }

        @Test
        @DisplayName("The call reports failure and the IRP success (GEN-13)")
        void callAndIrpDisagree() {
            story.bound();
            long irp = story.newIrp();
            long call = story.call("WskGetLocalAddress", "s1", irp, o -> o);
            story.irp(irp, SUCCESS).returned(call, FAILED).quiesce().breaks("GEN-13");
        }

        @Test
        @DisplayName("A failing call leaks its IRP (GEN-13)")
        void failingCallLeaksIrp() {
            story.bound();
            story.returned(story.call("WskGetLocalAddress", "s1", story.newIrp(), o -> o), FAILED)
                    .quiesce();
            story.breaks("GEN-13");
        }

        @Test
        @DisplayName("The client's completion routine lets the I/O manager go on with the client's IRP (GEN-14)")
        void completionRoutineReturnsSuccess() {
            story.bound();
            long irp = story.pended("WskGetLocalAddress");
            story.enters(irp, SUCCESS).leaves(irp, SUCCESS).quiesce().breaks("GEN-14");
        }

        @Test
        @DisplayName("So it does with an IRP of the client object (GEN-14)")
        void completionRoutineOfTheClientReturnsSuccess() {
            story.registered();
            long irp = story.newIrp();
            long call = story.call("WskControlClient", null, irp, o -> o.with(Field.CODE, "WSK_TRANSPORT_LIST_CHANGE"));
            story.returned(call, PENDING).world("transports");
            story.enters(irp, SUCCESS).leaves(irp, SUCCESS).quiesce().breaks("GEN-14");
        }

        @Test
        @DisplayName("WskSendTo neither returns nor completes (GEN-13)")
        void sendHangs() {
            story.bound();
            story.call("WskSendTo", "s1", story.newIrp(), o -> o);
            story.quiesce().breaks("GEN-13");
        }

        @Test
        @DisplayName("WskRelease hangs (CON-17)")
        void releaseHangs() {
            story.enabled().send(1);
            long callback = story.enter(1);
            story.exit(callback, PENDING).releaseCall(callback);
            story.quiesce().breaks("CON-17");
        }

        @Test
        @DisplayName("WskRelease inside a callback deadlocks (CTX-05)")
        void releaseInsideDeadlocks() {
            story.enabled().send(2);
            long first = story.enter(1);
            story.exit(first, PENDING);
            story.enter(2);
            story.releaseCall(first);
            story.quiesce().breaks("CON-17", "CTX-05");
        }

        @Test
        @DisplayName("Enabling inside a callback is refused, although outside it is not (CTX-05)")
        void enablingInsideRefused() {
            story.enabled().send(1);
            long callback = story.enter(1);
            story.disable(EVENT_PENDING);
            story.exit(callback, SUCCESS).quiesce().enable().send(1);
            long second = story.enter(2);
            long release = story.call("WskGetLocalAddress", "s1", 0, o -> o);
            story.returned(release, "STATUS_INVALID_DEVICE_STATE")
                    .exit(second, SUCCESS)
                    .quiesce()
                    .breaks("CTX-05");
        }

        @Test
        @DisplayName("A basic socket is made where a datagram socket was asked for (GEN-15)")
        void wrongCategory() {
            story.registered()
                    .created("WSK_FLAG_DATAGRAM_SOCKET", "basic")
                    .quiesce()
                    .breaks("GEN-15");
        }

        @Test
        @DisplayName("A basic socket calls WskReceiveFromEvent (GEN-04)")
        void basicSocketReports() {
            story.registered()
                    .created("WSK_FLAG_BASIC_SOCKET", "basic")
                    .quiesce()
                    .send(1)
                    .report(SUCCESS, 1)
                    .quiesce();
            story.breaks("GEN-04", "BAS-01");
        }
    }

    @Nested
    class Closing {
        @Test
        @DisplayName("The close waits forever for an IRP that it should have cancelled (CLS-02)")
        void closeWaitsForIrp() {
            story.bound().quiesce();
            story.pended("WskReceiveFrom");
            story.pended("WskCloseSocket");
            story.quiesce().breaks("CLS-02", "CLS-10");
        }

        @Test
        @DisplayName(
                "A call fails and its IRP never completes, not even after the close (GEN-13; not CLS-02, since nothing was pending)")
        void closeAfterForgottenIrp() {
            story.bound().quiesce();
            story.returned(story.call("WskReceiveFrom", "s1", story.newIrp(), o -> o), "STATUS_NOT_IMPLEMENTED");
            story.close().quiesce().breaks("GEN-13");
        }

        @Test
        @DisplayName(
                "The close forgets the rest after the completion routine of the first has returned (CLS-02, CLS-10)")
        void closeStopsAtCompletionRoutine() {
            story.bound().quiesce();
            long first = story.pended("WskReceiveFrom");
            story.pended("WskReceiveFrom");
            story.pended("WskCloseSocket");
            story.enters(first, "STATUS_CANCELLED")
                    .quiesce()
                    .leaves(first, "STATUS_MORE_PROCESSING_REQUIRED")
                    .quiesce()
                    .breaks("CLS-02", "CLS-10");
        }

        @Test
        @DisplayName("A completion routine of another socket is no reason to wait (CLS-10)")
        void closeWaitsForStranger() {
            story.bound().on("s2").created().bind();
            long irp = story.pended("WskReceiveFrom");
            story.thread("dpc").enters(irp, "STATUS_CANCELLED");
            story.thread("main").on("s1").pended("WskCloseSocket");
            story.quiesce().breaks("CLS-10");
        }

        @Test
        @DisplayName("The close forgets a pended disable (CLS-02)")
        void closeForgetsDisable() {
            story.enabled().send(1);
            long callback = story.enter(1);
            story.returned(story.disableCall(story.newIrp()), PENDING);
            long close = story.pended("WskCloseSocket");
            story.exit(callback, SUCCESS).irp(close, SUCCESS).quiesce().breaks("CLS-02");
        }

        @Test
        @DisplayName("The close does not wait for a callback that began during it (CLS-03)")
        void closeOverlooksLateCallback() {
            story.enabled().send(1);
            long close = story.pended("WskCloseSocket");
            long late = story.enter(1);
            story.irp(close, SUCCESS).exit(late, SUCCESS).quiesce().breaks("CLS-03");
        }

        @Test
        @DisplayName("A callback is entered after the close completed, lag or not (CLS-04)")
        void entersAfterClose() {
            story.enabled().send(1).close().report(SUCCESS, 1).quiesce().breaks("CLS-04");
        }

        @Test
        @DisplayName("The close from inside the callback succeeds at once (CLS-09)")
        void closeInsideAtOnce() {
            story.enabled().send(1);
            long callback = story.enter(1);
            story.close().exit(callback, SUCCESS).quiesce().breaksAtLeast("CLS-09", "CLS-03");
        }

        @Test
        @DisplayName("Traffic to a closed socket whose event was never on proves nothing (CLS-04)")
        void neverEnabledIsNoTest() {
            story.bound()
                    .quiesce()
                    .close()
                    .quiesce()
                    .send(3)
                    .quiesce()
                    .doesNotExercise("CLS-04")
                    .breaksNothing();
        }
    }

    @Nested
    class Clients {
        @Test
        @DisplayName("WskDeregister returns while a socket is open (CLI-07)")
        void deregisterTooEarly() {
            story.bound();
            story.returned(story.call("WskReleaseProviderNPI", null, 0, o -> o), SUCCESS);
            story.returned(story.call("WskDeregister", null, 0, o -> o), SUCCESS)
                    .quiesce();
            story.breaksAtLeast("CLI-07");
        }

        @Test
        @DisplayName("A capture succeeds long after WskDeregister was called (CLI-09)")
        void captureAfterDeregister() {
            story.registered();
            story.thread("t1").call("WskDeregister", null, 0, o -> o);
            story.quiesce();
            long capture = story.thread("t2")
                    .call("WskCaptureProviderNPI", null, 0, o -> o.with(Field.TIMEOUT, "WSK_NO_WAIT"));
            story.returned(capture, SUCCESS).breaks("CLI-09");
        }

        @Test
        @DisplayName("A blocked capture is not ended by WskDeregister (CLI-09)")
        void captureStaysBlocked() {
            story.returned(story.call("WskRegister", null, 0, o -> o.with(Field.VERSION, "1.0")), SUCCESS)
                    .world("unready");
            story.thread("t2").call("WskCaptureProviderNPI", null, 0, o -> o.with(Field.TIMEOUT, "WSK_INFINITE_WAIT"));
            story.quiesce().thread("t1").call("WskDeregister", null, 0, o -> o);
            story.quiesce().breaks("CLI-09");
        }

        @Test
        @DisplayName("The transport list request completes without a change (CLI-10)")
        void spuriousChange() {
            story.registered().quiesce();
            long irp = story.newIrp();
            story.returned(
                    story.call("WskControlClient", null, irp, o -> o.with(Field.CODE, "WSK_TRANSPORT_LIST_CHANGE")),
                    PENDING);
            story.quiesce().irp(irp, SUCCESS).quiesce().breaks("CLI-10");
        }

        @Test
        @DisplayName("The static mask reaches the sockets of another registration (STA-07)")
        void maskLeaks() {
            story.client("c2")
                    .registered()
                    .staticMask("WSK_EVENT_RECEIVE_FROM")
                    .client("c1")
                    .bound()
                    .quiesce();
            story.send(1).report(SUCCESS, 1).quiesce().breaks("GEN-02", "GEN-03", "STA-07");
        }

        @Test
        @DisplayName("Reserved is not 0, though its low 32 bits are (CLI-01)")
        void reservedIsWide() {
            story.returned(
                    story.call(
                            "WskRegister",
                            null,
                            0,
                            o -> o.with(Field.VERSION, "1.0").with(Field.RESERVED, 1L << 32)),
                    SUCCESS);
            story.breaks("CLI-01");
        }

        @Test
        @DisplayName("The client is told by the status of an enabling call and does not close (GEN-11)")
        void toldByEnabling() {
            story.bound()
                    .fails()
                    .returned(story.enableCall(), "STATUS_FILE_FORCED_CLOSED")
                    .quiesce()
                    .quiesce();
            story.breaks("GEN-11");
        }
    }

    @Nested
    class Silence {
        @Test
        @DisplayName("A socket without dispatch entries cannot be called, so its silence proves nothing (GEN-03)")
        void noEntriesIsNoTest() {
            story.registered();
            long irp = story.newIrp();
            long call =
                    story.call("WskSocket", "s1", irp, o -> o.with(Field.FLAGS, List.of("WSK_FLAG_DATAGRAM_SOCKET")));
            story.irp(irp, SUCCESS, o -> o.with(Field.CATEGORY, "datagram"))
                    .returned(call, SUCCESS)
                    .bind()
                    .quiesce();
            story.send(3).quiesce().doesNotExercise("GEN-02", "GEN-03").breaksNothing();
        }

        @Test
        @DisplayName("Silence on a socket that could have been called exercises GEN-02 and GEN-03")
        void silenceIsATest() {
            story.bound()
                    .quiesce()
                    .send(1)
                    .quiesce()
                    .exercises("GEN-02", "GEN-03")
                    .breaksNothing();
        }

        @Test
        @DisplayName("An entry that is forgiven for lag is no evidence that the disable works (ENA-12)")
        void forgivenEntryIsNoTest() {
            story.enabled().send(1).disable(SUCCESS).send(1).report(SUCCESS, 2).quiesce();
            story.doesNotExercise("ENA-12").breaksNothing();
        }
    }
}
