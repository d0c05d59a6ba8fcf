package org.wsktck.oracle;

import static org.wsktck.oracle.ListeningStory.PENDING;
import static org.wsktck.oracle.ListeningStory.REJECTED;
import static org.wsktck.oracle.ListeningStory.SUCCESS;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.wsktck.trace.Field;

/**
 * What a provider may do with connections and inspections and still keep the documentation, however odd it looks: no rule is named, and those whose occasion it is are
 * exercised.
 */
class ListeningOdditiesTest {
    private static final String ACCEPT = "WskInspectAccept";
    private static final String REJECT = "WskInspectReject";
    private static final String PEND = "WskInspectPend";
    private static final String FAILED = "STATUS_UNSUCCESSFUL";
    private static final String CANCELLED = "STATUS_CANCELLED";
    private static final String DEAD = "STATUS_FILE_FORCED_CLOSED";

    private final ListeningStory story = new ListeningStory();

    @Nested
    class NobodyTakes {
        @Test
        @DisplayName("A connection is refused when nobody takes (LSN-18)")
        void refused() {
            story.bound()
                    .quiesce()
                    .connects("p1")
                    .sees("refused", "p1")
                    .quiesce()
                    .exercises("LSN-18")
                    .breaksNothing();
        }

        @Test
        @DisplayName("It waits, and is dropped later (LSN-18)")
        void waitsAndIsDropped() {
            story.bound()
                    .connected("p1")
                    .quiesce()
                    .sees("refused", "p1")
                    .quiesce()
                    .exercises("LSN-18")
                    .breaksNothing();
        }

        @Test
        @DisplayName("It waits, and a WskAccept gets it at once (LSN-16)")
        void waitsForAccept() {
            story.bound().connected("p1").quiesce();
            long irp = story.newIrp();
            long call = story.acceptCall(irp);
            story.takes(irp, "p1").returned(call, SUCCESS).quiesce();
            story.exercises("LSN-16", "LSN-18", "GEN-07").breaksNothing();
        }

        @Test
        @DisplayName("It waits, and is reported once the event is enabled (A-07)")
        void reportedAfterEnabling() {
            story.bound().connected("p1").quiesce().enable().delivered("p1").quiesce();
            story.exercises("ENA-19").breaksNothing();
        }

        @Test
        @DisplayName("It waits, and is not reported once the event is enabled (A-07)")
        void silentAfterEnabling() {
            story.bound().connected("p1").quiesce().enable().quiesce().breaksNothing();
        }

        @Test
        @DisplayName("A WskAccept pends and fails to get what was waiting: it had been dropped meanwhile (LSN-18)")
        void pendsAndStockIsDropped() {
            story.bound().connected("p1").quiesce().accept();
            story.sees("refused", "p1").quiesce().breaksNothing();
        }

        @Test
        @DisplayName("The event is disabled while a connection is on its way; it is not reported")
        void disabledOnTheWay() {
            story.enabled().connected("p1").disable().quiesce().breaksNothing();
        }

        @Test
        @DisplayName("A report that the disabling overtook still shows (records lag)")
        void staleReport() {
            story.enabled().connected("p1").disable().delivered("p1").quiesce().breaksNothing();
        }
    }

    @Nested
    class Crowds {
        @Test
        @DisplayName("Of two connections at once the second is refused: the queue is full (LSN-01)")
        void secondRefused() {
            story.enabled()
                    .connects("p1", "p2")
                    .sees("connected", "p1")
                    .sees("refused", "p2")
                    .delivered("p1");
            story.quiesce().exercises("LSN-01", "LSN-02").breaksNothing();
        }

        @Test
        @DisplayName("While a callback is held nothing else is reported, and a connection is refused")
        void heldCallback() {
            story.enabled().connected("p1");
            long callback = story.accepts("p1");
            story.connected("p2").connects("p3").sees("refused", "p3").quiesce();
            story.exit(callback, SUCCESS).delivered("p2").quiesce().breaksNothing();
        }

        @Test
        @DisplayName("Two accept callbacks at once (A-25)")
        void twoAtOnce() {
            story.enabled().connected("p1", "p2");
            long first = story.accepts("p1");
            long second = story.thread("t2").accepts("p2");
            story.exit(second, SUCCESS).thread("main").exit(first, SUCCESS).quiesce();
            story.exercises("CTX-08").breaksNothing();
        }

        @Test
        @DisplayName("Connections are reported in another order than they came")
        void anyOrder() {
            story.enabled()
                    .connected("p1", "p2", "p3")
                    .delivered("p3")
                    .delivered("p1")
                    .delivered("p2")
                    .quiesce();
            story.breaksNothing();
        }

        @Test
        @DisplayName("A delivery is recorded before the peer sees its connection established")
        void deliveredFirst() {
            story.enabled()
                    .connects("p1")
                    .delivered("p1")
                    .sees("connected", "p1")
                    .quiesce()
                    .breaksNothing();
        }
    }

    @Nested
    class Accepting {
        @Test
        @DisplayName("WskAcceptEvent takes a connection in spite of a queued WskAccept (LSN-11)")
        void race() {
            story.enabled();
            long irp = story.accept();
            story.quiesce()
                    .connected("p1")
                    .delivered("p1")
                    .quiesce()
                    .connected("p2")
                    .takes(irp, "p2")
                    .quiesce();
            story.exercises("LSN-11", "LSN-08").breaksNothing();
        }

        @Test
        @DisplayName("Twice, and then the WskAccept gets its connection (LSN-11)")
        void raceTwice() {
            story.enabled();
            long irp = story.accept();
            story.quiesce();
            story.connected("p1")
                    .delivered("p1")
                    .quiesce()
                    .connected("p2")
                    .delivered("p2")
                    .quiesce();
            story.connected("p3").takes(irp, "p3").quiesce();
            story.connected("p4").delivered("p4").quiesce().breaksNothing();
        }

        @Test
        @DisplayName(
                "Several connections at once go to the event although a WskAccept is queued, which gets one of them")
        void burst() {
            story.enabled();
            long irp = story.accept();
            story.quiesce()
                    .connected("p1", "p2", "p3", "p4")
                    .delivered("p1")
                    .delivered("p2")
                    .delivered("p3");
            story.takes(irp, "p4").quiesce().breaksNothing();
        }

        @Test
        @DisplayName("A cancelled WskAccept fails, or succeeds all the same")
        void cancelled() {
            story.bound();
            long first = story.accept();
            long second = story.accept();
            story.connected("p1")
                    .cancel(first)
                    .cancel(second)
                    .irp(first, CANCELLED)
                    .takes(second, "p1")
                    .quiesce();
            story.breaksNothing();
        }

        @Test
        @DisplayName("A connection that came while only a cancelled WskAccept was queued waits")
        void cancelledAndWaiting() {
            story.bound();
            long irp = story.accept();
            story.connected("p1").cancel(irp).irp(irp, CANCELLED).quiesce().breaksNothing();
        }

        @Test
        @DisplayName("A queued WskAccept is completed as failed when the socket is closed (CLS-02)")
        void closed() {
            story.bound();
            long irp = story.accept();
            long close = story.newIrp();
            long call = story.call("WskCloseSocket", "l1", close, o -> o);
            story.irp(irp, CANCELLED)
                    .irp(close, SUCCESS)
                    .returned(call, SUCCESS)
                    .quiesce()
                    .breaksNothing();
        }

        @Test
        @DisplayName("The socket loses its function: the queued WskAccept says so, and a connection is refused")
        void dead() {
            story.enabled();
            long irp = story.accept();
            story.fails()
                    .irp(irp, DEAD)
                    .connects("p1")
                    .sees("refused", "p1")
                    .acceptsNull()
                    .close()
                    .quiesce();
            story.exercises("LSN-19", "GEN-11").breaksNothing();
        }

        @Test
        @DisplayName("A NULL AcceptSocket without any known cause: the provider may know one (LSN-03)")
        void unexplainedNull() {
            story.enabled().acceptsNull().close().quiesce().breaksNothing();
        }
    }

    @Nested
    class GivingUp {
        @Test
        @DisplayName("A connection whose peer has reset it is delivered all the same, or is not")
        void resetBeforeDelivery() {
            story.enabled()
                    .connected("p1", "p2")
                    .act("rst", "p1")
                    .act("rst", "p2")
                    .delivered("p1")
                    .quiesce();
            story.breaksNothing();
        }

        @Test
        @DisplayName("A peer that writes and ends before the delivery is delivered")
        void earlyData() {
            story.enabled()
                    .connected("p1")
                    .act("write", "p1")
                    .act("fin", "p1")
                    .delivered("p1")
                    .quiesce();
            story.breaksNothing();
        }
    }

    @Nested
    class Accepted {
        private void silence() {
            long irp = story.newIrp();
            long call = story.call(
                    "WskControlSocket",
                    "l1.1",
                    irp,
                    o -> o.with(Field.REQUEST, "WskIoctl").with(Field.CODE, "SIO_WSK_SET_TCP_SILENT_MODE"));
            story.on("l1.1").irp(irp, SUCCESS).returned(call, SUCCESS).on("l1");
        }

        @Test
        @DisplayName("Found by a walk: a socket in silent mode is turned away, and its peer sees no end (LSN-05)")
        void turnedAwayInSilence() {
            story.enabled().connected("p1");
            long callback = story.accepts("p1");
            silence();
            story.exit(callback, REJECTED).quiesce().breaksNothing();
        }

        @Test
        @DisplayName("Found by a walk: silent mode takes what an inherited event has not reported yet (LSN-10, LSN-12)")
        void silencedBeforeTheReport() {
            story.enabled().inherit().quiesce().connected("p1").delivered("p1").act("write", "p1");
            silence();
            story.quiesce().breaksNothing();
        }

        @Test
        @DisplayName("Inherited events are reported after the hand-over (LSN-10, LSN-14)")
        void inherited() {
            story.enabled().inherit().quiesce().connected("p1");
            long callback = story.accepts("p1");
            story.act("write", "p1").exit(callback, SUCCESS).quiesce();
            story.exercises("LSN-14", "LSN-10").breaksNothing();
        }

        @Test
        @DisplayName("An event that the client enables inside WskAcceptEvent is raised before that returns (LSN-13)")
        void enabledInside() {
            story.enabled().connected("p1");
            long callback = story.accepts("p1");
            story.on("l1.1").switches(SUCCESS, "WSK_EVENT_DISCONNECT").act("rst", "p1");
            story.thread("t2")
                    .exit(
                            story.enter(
                                    "l1.1",
                                    "WskDisconnectEvent",
                                    o -> o.with(Field.FLAGS, List.of("WSK_FLAG_ABORTIVE"))),
                            SUCCESS);
            story.thread("main").on("l1").exit(callback, SUCCESS).quiesce();
            story.exercises("LSN-13").breaksNothing();
        }

        @Test
        @DisplayName("Inheritance is enabled between the entry of WskAcceptEvent and its return (A-02)")
        void enabledMeanwhile() {
            story.enabled().connected("p1");
            long callback = story.accepts("p1");
            story.thread("t2").inherit().thread("main").exit(callback, SUCCESS).act("fin", "p1");
            story.reports("l1.1", "WskDisconnectEvent").quiesce().breaksNothing();
        }

        @Test
        @DisplayName("While the enabling of inheritance is under way, either may be")
        void enablingUnderWay() {
            story.enabled().connected("p1", "p2");
            long call = story.thread("t2").switchCall(0, "WSK_EVENT_RECEIVE", "WSK_EVENT_DISCONNECT");
            story.thread("main")
                    .delivered("p1")
                    .delivered("p2")
                    .act("fin", "p1")
                    .act("fin", "p2");
            story.reports("l1.1", "WskDisconnectEvent")
                    .returned(call, SUCCESS)
                    .quiesce()
                    .breaksNothing();
        }

        @Test
        @DisplayName("A rejected socket ends in order, or with a reset (LSN-05)")
        void rejected() {
            story.enabled().connected("p1", "p2");
            story.exit(story.accepts("p1"), REJECTED).exit(story.accepts("p2"), REJECTED);
            story.sees("eof", "p1")
                    .sees("reset", "p2")
                    .quiesce()
                    .exercises("LSN-05")
                    .breaksNothing();
        }

        @Test
        @DisplayName("A static mask reaches accepted sockets (STA-08)")
        void staticReaches() {
            story.registered()
                    .staticMask("WSK_EVENT_ACCEPT", "WSK_EVENT_DISCONNECT")
                    .created()
                    .bind()
                    .quiesce();
            story.connected("p1").delivered("p1").act("fin", "p1");
            story.reports("l1.1", "WskDisconnectEvent")
                    .quiesce()
                    .exercises("STA-08", "STA-03")
                    .breaksNothing();
        }

        @Test
        @DisplayName("It does not (STA-08)")
        void staticDoesNot() {
            story.registered()
                    .staticMask("WSK_EVENT_ACCEPT", "WSK_EVENT_DISCONNECT")
                    .created()
                    .bind()
                    .quiesce();
            story.connected("p1");
            long irp = story.accept();
            story.takes(irp, "p1")
                    .act("fin", "p1")
                    .quiesce()
                    .exercises("STA-08")
                    .breaksNothing();
        }

        @Test
        @DisplayName("With a static mask a callback comes before the WskAccept is seen to complete (STA-08, STA-09)")
        void staticBeforeCompletion() {
            story.registered()
                    .staticMask("WSK_EVENT_DISCONNECT")
                    .created()
                    .bind()
                    .quiesce();
            long irp = story.accept();
            story.connected("p1").act("fin", "p1").thread("t2").reports("l1.1", "WskDisconnectEvent");
            story.thread("main").takes(irp, "p1").quiesce().breaksNothing();
        }

        @Test
        @DisplayName("Accepted sockets go on when the listening socket is closed (CLS-11)")
        void outlives() {
            story.enabled()
                    .inherit()
                    .quiesce()
                    .connected("p1")
                    .delivered("p1")
                    .close()
                    .quiesce()
                    .act("fin", "p1");
            story.reports("l1.1", "WskDisconnectEvent")
                    .quiesce()
                    .exercises("CLS-11", "LSN-10")
                    .breaksNothing();
        }

        @Test
        @DisplayName("Nothing is raised on what WskAccept delivers (LSN-09)")
        void silentAfterAccept() {
            story.enabled().inherit().quiesce();
            long irp = story.accept();
            story.connected("p1")
                    .takes(irp, "p1")
                    .act("fin", "p1")
                    .quiesce()
                    .exercises("LSN-09")
                    .breaksNothing();
        }

        @Test
        @DisplayName("The connection is lost, and with it data that an inherited event would have reported (A-13)")
        void lostWithData() {
            story.enabled()
                    .inherit()
                    .quiesce()
                    .connected("p1")
                    .delivered("p1")
                    .quiesce()
                    .act("write", "p1");
            story.exit(
                            story.enter(
                                    "l1.1",
                                    "WskDisconnectEvent",
                                    o -> o.with(Field.FLAGS, List.of("WSK_FLAG_ABORTIVE"))),
                            SUCCESS)
                    .act("write", "p1")
                    .quiesce()
                    .breaksNothing();
        }

        @Test
        @DisplayName("A futile disable on the listening socket has any status (A-05)")
        void futileDisable() {
            story.enabled().inherit().quiesce();
            story.switches(FAILED, "WSK_EVENT_DISCONNECT", "WSK_EVENT_DISABLE").quiesce();
            story.connected("p1")
                    .delivered("p1")
                    .act("fin", "p1")
                    .reports("l1.1", "WskDisconnectEvent")
                    .quiesce();
            story.exercises("LSN-12").breaksNothing();
        }

        @Test
        @DisplayName("Enabling connection events a second time has any status (A-18), and they stay inherited")
        void enabledTwice() {
            story.enabled()
                    .inherit()
                    .switches(FAILED, "WSK_EVENT_RECEIVE", "WSK_EVENT_DISCONNECT")
                    .quiesce();
            story.connected("p1")
                    .delivered("p1")
                    .act("fin", "p1")
                    .reports("l1.1", "WskDisconnectEvent")
                    .quiesce();
            story.breaksNothing();
        }
    }

    @Nested
    class Inspecting {
        @Test
        @DisplayName("The ordinary way: inspected, accepted, established, delivered, the ID known (CND-25, CND-26)")
        void ordinary() {
            story.conditional()
                    .connects("p1")
                    .inspected("p1", 1, ACCEPT)
                    .sees("connected", "p1")
                    .delivered("p1");
            story.on("l1.1").asksInspectId(SUCCESS, 1).on("l1");
            story.asksInspectId("STATUS_INVALID_DEVICE_REQUEST", 0).quiesce();
            story.exercises("CND-04", "CND-07", "CND-08", "CND-09", "CND-11", "CND-24", "CND-25", "CND-26", "CND-27")
                    .breaksNothing();
        }

        @Test
        @DisplayName("Pended for long, completed, delivered to a queued WskAccept (CND-13, CND-21)")
        void pended() {
            story.conditional();
            long irp = story.accept();
            story.connects("p1")
                    .inspected("p1", 1, PEND)
                    .quiesce()
                    .completes(1, ACCEPT)
                    .sees("connected", "p1");
            story.takes(irp, "p1")
                    .quiesce()
                    .exercises("CND-13", "CND-14", "CND-15", "CND-21")
                    .breaksNothing();
        }

        @Test
        @DisplayName(
                "Accepted by inspection, and nobody takes: it waits, or is dropped and reported as aborted (LSN-18)")
        void nobodyTakes() {
            story.conditionalOnly()
                    .connects("p1", "p2")
                    .inspected("p1", 1, ACCEPT)
                    .inspected("p2", 2, ACCEPT);
            story.sees("connected", "p1")
                    .sees("refused", "p2")
                    .aborts(2)
                    .quiesce()
                    .breaksNothing();
        }

        @Test
        @DisplayName("A rejected request hangs, is made again and inspected anew (CND-12)")
        void rejectedRetries() {
            story.conditional()
                    .connects("p1")
                    .inspected("p1", 1, REJECT)
                    .quiesce()
                    .inspected("p1", 2, ACCEPT);
            story.sees("connected", "p1")
                    .delivered("p1")
                    .on("l1.1")
                    .asksInspectId(SUCCESS, 2)
                    .quiesce();
            story.exercises("CND-12").breaksNothing();
        }

        @Test
        @DisplayName("An ID is used again once its request is finished (CND-09)")
        void idUsedAgain() {
            story.conditional().connects("p1").inspected("p1", 1, REJECT).sees("refused", "p1");
            story.connects("p2")
                    .inspected("p2", 1, ACCEPT)
                    .sees("connected", "p2")
                    .delivered("p2");
            story.connects("p3").inspected("p3", 1, REJECT).quiesce().breaksNothing();
        }

        @Test
        @DisplayName("The peer gives up before the inspection: it is inspected all the same, and then aborted")
        void lostBeforeInspection() {
            story.conditional()
                    .connects("p1")
                    .act("rst", "p1")
                    .inspected("p1", 1, ACCEPT)
                    .aborts(1)
                    .quiesce();
            story.exercises("CND-16", "CND-17").breaksNothing();
        }

        @Test
        @DisplayName("The peer gives up before the inspection, and there is none")
        void lostAndNotInspected() {
            story.conditional().connects("p1").act("rst", "p1").quiesce().breaksNothing();
        }

        @Test
        @DisplayName("The peer gives up after the acceptance: aborted, delivered, or neither, as the race goes")
        void givenUpAfterAcceptance() {
            story.conditional().connects("p1", "p2", "p3");
            story.inspected("p1", 1, ACCEPT).inspected("p2", 2, ACCEPT).inspected("p3", 3, ACCEPT);
            story.act("rst", "p1")
                    .act("rst", "p2")
                    .act("rst", "p3")
                    .aborts(1)
                    .delivered("p2")
                    .quiesce();
            story.breaksNothing();
        }

        @Test
        @DisplayName("The provider drops an accepted request and says so")
        void droppedLocally() {
            story.conditional()
                    .connects("p1")
                    .inspected("p1", 1, ACCEPT)
                    .aborts(1)
                    .sees("refused", "p1")
                    .quiesce();
            story.breaksNothing();
        }

        @Test
        @DisplayName("An abort crosses WskInspectComplete, with either action (CND-23)")
        void crossing() {
            story.conditional().connects("p1", "p2").inspected("p1", 1, PEND).inspected("p2", 2, PEND);
            long first = story.newIrp();
            long firstCall = story.completeCall(first, 1, ACCEPT);
            story.thread("t2").aborts(1).thread("main").irp(first, FAILED).returned(firstCall, FAILED);
            long second = story.newIrp();
            long secondCall = story.completeCall(second, 2, REJECT);
            story.thread("t2")
                    .aborts(2)
                    .thread("main")
                    .returned(secondCall, PENDING)
                    .irp(second, SUCCESS)
                    .quiesce();
            story.exercises("CND-23").breaksNothing();
        }

        @Test
        @DisplayName("The peer sees an aborted request refused, after the abort was reported")
        void refusedAfterAbort() {
            story.conditional()
                    .connects("p1")
                    .inspected("p1", 1, PEND)
                    .aborts(1)
                    .sees("refused", "p1")
                    .quiesce();
            story.breaksNothing();
        }

        @Test
        @DisplayName("Completing an aborted request has any status and no effect (CND-19)")
        void completedAfterAbort() {
            story.conditional()
                    .connects("p1")
                    .inspected("p1", 1, PEND)
                    .act("rst", "p1")
                    .aborts(1);
            long irp = story.newIrp();
            long call = story.completeCall(irp, 1, ACCEPT);
            story.irp(irp, FAILED)
                    .returned(call, FAILED)
                    .quiesce()
                    .exercises("CND-19")
                    .breaksNothing();
        }

        @Test
        @DisplayName("Closing with undecided requests: aborts for some of them, until the close completes (A-09)")
        void closing() {
            story.conditional().connects("p1", "p2").inspected("p1", 1, PEND).inspected("p2", 2, PEND);
            long irp = story.newIrp();
            long call = story.call("WskCloseSocket", "l1", irp, o -> o);
            story.thread("t2").aborts(1).thread("main").irp(irp, SUCCESS).returned(call, SUCCESS);
            story.sees("refused", "p1")
                    .sees("refused", "p2")
                    .quiesce()
                    .exercises("CND-28")
                    .breaksNothing();
        }

        @Test
        @DisplayName("The transport has no conditional accept: an ordinary listening socket (CND-03)")
        void unsupported() {
            story.registered()
                    .created()
                    .mode("STATUS_NOT_SUPPORTED")
                    .asksMode(0)
                    .bind()
                    .enable()
                    .quiesce();
            story.connected("p1")
                    .delivered("p1")
                    .quiesce()
                    .exercises("CND-03", "CND-02", "LSN-02")
                    .breaksNothing();
        }

        @Test
        @DisplayName("A request arrives, and is inspected, before the binding is seen to complete")
        void duringBind() {
            story.registered().created().mode(SUCCESS);
            long irp = story.newIrp();
            long call = story.call("WskBind", "l1", irp, o -> o);
            story.thread("t2").connects("p1").inspected("p1", 1, PEND);
            story.thread("main")
                    .irp(irp, SUCCESS)
                    .returned(call, SUCCESS)
                    .quiesce()
                    .breaksNothing();
        }

        @Test
        @DisplayName("WskAcceptEvent disabled for good: requests are inspected and taken by WskAccept (CND-05)")
        void acceptOff() {
            story.conditional().disable().quiesce();
            long irp = story.accept();
            story.connects("p1")
                    .inspected("p1", 1, ACCEPT)
                    .sees("connected", "p1")
                    .takes(irp, "p1")
                    .quiesce();
            story.exercises("CND-05", "CND-11", "CND-25").breaksNothing();
        }

        @Test
        @DisplayName("NULL InspectID and NULL AcceptSocket after the loss of function, each once")
        void dead() {
            story.conditional().fails();
            story.exit(story.enter("WskInspectEvent", o -> o), REJECT)
                    .acceptsNull()
                    .close()
                    .quiesce();
            story.breaksNothing();
        }

        @Test
        @DisplayName("The mode is set, cleared and set again before the binding")
        void modeBackAndForth() {
            story.registered().created().mode(SUCCESS);
            long irp = story.newIrp();
            long call = story.modeCall(irp, 0);
            story.irp(irp, SUCCESS)
                    .returned(call, SUCCESS)
                    .asksMode(0)
                    .mode(SUCCESS)
                    .asksMode(1)
                    .bind()
                    .quiesce();
            story.connects("p1")
                    .inspected("p1", 1, REJECT)
                    .quiesce()
                    .exercises("CND-02")
                    .breaksNothing();
        }

        @Test
        @DisplayName("A query of the mode that overlaps its setting reads either value")
        void queryOverlapsSetting() {
            story.registered().created();
            long ask = story.newIrp();
            long asking = story.askModeCall(ask);
            story.mode(SUCCESS).irp(ask, SUCCESS, o -> o.with(Field.VALUE, 1)).returned(asking, SUCCESS);
            story.breaksNothing();
        }
    }

    /** Called broken by the oracle until walks over the reference showed that it may be. */
    @Nested
    class Walked {
        private static final String REQUEST = "STATUS_INVALID_DEVICE_REQUEST";

        @Test
        @DisplayName("The inspect ID is refused where there is none, inside a callback as outside (CND-27, CTX-05)")
        void noIdInside() {
            story.conditional().connects("p1");
            long callback = story.inspects("p1", 1);
            story.asksInspectId(REQUEST, 0)
                    .exit(callback, REJECT)
                    .sees("refused", "p1")
                    .quiesce();
            story.exercises("CND-27").breaksNothing();
        }

        @Test
        @DisplayName("So is disabling an event on a listening socket that only accepted sockets have (A-05)")
        void futileDisablingInside() {
            story.enabled().inherit().connected("p1");
            long callback = story.accepts("p1");
            story.switches(REQUEST, "WSK_EVENT_RECEIVE", "WSK_EVENT_DISABLE")
                    .exit(callback, SUCCESS)
                    .quiesce();
            story.breaksNothing();
        }

        @Test
        @DisplayName("A decision that comes after the abort may fail inside a callback, too (CND-19, CTX-05)")
        void lateDecisionInside() {
            story.conditional().connects("p1", "p2");
            long callback = story.inspects("p1", 1);
            story.inspected("p2", 2, PEND).act("rst", "p2").aborts(2);
            long irp = story.newIrp();
            long call = story.completeCall(irp, 2, REJECT);
            story.irp(irp, FAILED)
                    .returned(call, FAILED)
                    .exit(callback, REJECT)
                    .sees("refused", "p1")
                    .quiesce();
            story.breaksNothing();
        }

        @Test
        @DisplayName(
                "A request to enable that fails before the hand-over takes nothing from what is inherited (LSN-10)")
        void failedEnablingBeforeHandOver() {
            story.enabled().inherit().connected("p1");
            long callback = story.accepts("p1");
            story.on("l1.1")
                    .fails()
                    .switches(DEAD, "WSK_EVENT_RECEIVE")
                    .on("l1")
                    .quiesce();
            story.exit(callback, SUCCESS).reports("l1.1", "WskReceiveEvent").breaksNothing();
        }

        @Test
        @DisplayName(
                "Whether the static mask covers an accepted socket is open, and so is enabling its event there (A-04)")
        void staticOnAccepted() {
            story.registered().staticMask("WSK_EVENT_ACCEPT", "WSK_EVENT_DISCONNECT");
            story.created().bind().quiesce().connected("p1");
            long callback = story.accepts("p1");
            story.on("l1.1")
                    .switches(REQUEST, "WSK_EVENT_DISCONNECT")
                    .on("l1")
                    .exit(callback, SUCCESS)
                    .quiesce();
            story.breaksNothing();
        }

        @Test
        @DisplayName(
                "A client that enables a static event on a listening socket is at fault, not who refuses it (STA-06)")
        void staticIsNotInherited() {
            story.registered()
                    .staticMask("WSK_EVENT_ACCEPT", "WSK_EVENT_RECEIVE")
                    .created()
                    .bind();
            story.switches(REQUEST, "WSK_EVENT_RECEIVE").quiesce().breaks("STA-06");
        }
    }
}
