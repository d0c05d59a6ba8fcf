package org.wsktck.oracle;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.wsktck.trace.Chunk;
import org.wsktck.trace.Field;

/**
 * Defects of connection-oriented sockets: each is named with its rules, and the same story told rightly exercises them. The sentence says what the provider
 * (or, where it says so, the client) does.
 */
class ConnectionDefectsTest {
    private static final String SUCCESS = "STATUS_SUCCESS";
    private static final String PENDING = "STATUS_PENDING";
    private static final String REFUSED = "STATUS_DATA_NOT_ACCEPTED";
    private static final String FAILED = "STATUS_UNSUCCESSFUL";
    private static final String CANCELLED = "STATUS_CANCELLED";

    private final ConnectionStory story = new ConnectionStory();

    @Nested
    class Reporting {
        @Test
        @DisplayName("Data that came while the event was on is reported by quiescence; here it is")
        void reported() {
            story.enabled("receive").writes(10).report(0, 10).quiesce();
            story.exercises(
                    "CON-01", "GEN-01", "ENA-05", "CON-02", "CON-03", "CON-04", "CON-14", "ENA-01", "ENA-03", "GEN-16");
            story.breaksNothing();
        }

        @Test
        @DisplayName("Data is never reported")
        void neverReported() {
            story.enabled("receive").writes(10).quiesce().breaks("CON-01", "GEN-01", "ENA-05");
        }

        @Test
        @DisplayName("The last bytes stay behind")
        void tailStaysBehind() {
            story.enabled("receive").writes(10).report(0, 8).quiesce().breaks("CON-01", "GEN-01", "ENA-05", "CON-07");
        }

        @Test
        @DisplayName("After re-enabling, new data is not reported (ENA-16)")
        void silentAfterReenabling() {
            story.enabled("receive")
                    .disable("receive", SUCCESS)
                    .enable("receive")
                    .quiesce();
            story.writes(10).quiesce().breaks("CON-01", "GEN-01", "ENA-05", "ENA-16");
        }

        @Test
        @DisplayName("A static event is not reported (STA-03)")
        void staticSilence() {
            story.connected("WSK_EVENT_RECEIVE").writes(4).quiesce().breaks("CON-01", "GEN-01", "STA-03");
        }

        @Test
        @DisplayName(
                "A static event is switched off by an attempt that must fail (STA-05); the client should not have tried (STA-06)")
        void staticSwitchedOff() {
            story.connected("WSK_EVENT_RECEIVE")
                    .disable("receive", SUCCESS)
                    .writes(4)
                    .quiesce();
            story.breaks("CON-01", "GEN-01", "STA-03", "STA-05", "STA-06");
        }

        @Test
        @DisplayName("Disabling WskDisconnectEvent silences WskReceiveEvent too (ENA-17)")
        void disablingOneSilencesTheOther() {
            story.enabled("receive", "disconnect")
                    .disable("disconnect", SUCCESS)
                    .quiesce();
            story.writes(4).quiesce().breaks("CON-01", "GEN-01", "ENA-05", "ENA-17");
        }

        @Test
        @DisplayName("Disabling WskReceiveEvent silences WskDisconnectEvent too (ENA-17)")
        void disablingDataSilencesTheEnd() {
            story.enabled("receive", "disconnect").disable("receive", SUCCESS).quiesce();
            story.peer("fin").quiesce().breaks("DSC-01", "GEN-01", "ENA-05", "ENA-17");
        }

        @Test
        @DisplayName("A callback that nobody enabled (GEN-03)")
        void neverEnabled() {
            story.connected().writes(4).report(0, 4).quiesce().breaks("GEN-02", "GEN-03");
        }

        @Test
        @DisplayName("A callback after an effective disable (ENA-12)")
        void afterDisable() {
            story.enabled("receive").disable("receive", SUCCESS).quiesce();
            story.writes(4).report(0, 4).quiesce().breaks("GEN-02", "ENA-12");
        }

        @Test
        @DisplayName("An event of another category (GEN-04)")
        void foreignEvent() {
            story.enabled("receive");
            story.story.exit(story.story.enter(o -> o.with(Field.EVENT, "WskReceiveFromEvent")), SUCCESS);
            story.breaks("GEN-04");
        }

        @Test
        @DisplayName("The client switches events before the connection is there (ENA-03)")
        void enablesTooEarly() {
            story.registered().created();
            story.story.bind();
            story.enable("receive").breaks("ENA-03");
        }

        @Test
        @DisplayName("The client sends, receives and disconnects before it is connected (GEN-16)")
        void usesTooEarly() {
            story.registered().created();
            story.story.bind();
            story.sent(4, FAILED).breaks("GEN-16");
        }
    }

    @Nested
    class Lists {
        @Test
        @DisplayName("BytesIndicated is not the sum of the list (CON-02)")
        void wrongSum() {
            story.enabled("receive").writes(10);
            story.exit(story.enter(0, 10, o -> o.with(Field.LENGTH, 9)), SUCCESS)
                    .quiesce()
                    .breaks("CON-02");
        }

        @Test
        @DisplayName("A flag that WskReceiveEvent does not have (CON-03)")
        void strangeFlag() {
            story.enabled("receive").writes(10);
            story.exit(story.enter(0, 10, o -> o.with(Field.FLAGS, List.of("WSK_FLAG_ABORTIVE"))), SUCCESS);
            story.quiesce().breaks("CON-03");
        }

        @Test
        @DisplayName("A gap in the stream (CON-04)")
        void gap() {
            story.enabled("receive").writes(10);
            story.report(4, 10);
            story.breaks("CON-04");
        }

        @Test
        @DisplayName("A gap between two elements of one list (CON-04)")
        void gapInList() {
            story.enabled("receive").writes(10);
            story.exit(
                    story.enter(0, 8, o -> o.with(Field.DATA, List.of(new Chunk(0, 4, true), new Chunk(6, 4, true)))),
                    SUCCESS);
            story.breaks("CON-04");
        }

        @Test
        @DisplayName("Bytes are corrupted (CON-04)")
        void corrupted() {
            story.enabled("receive").writes(10);
            story.exit(story.enter(0, 10, o -> o.with(Field.DATA, List.of(new Chunk(0, 10, false)))), SUCCESS);
            story.breaks("CON-04");
        }

        @Test
        @DisplayName("Bytes that nobody sent (CON-04)")
        void invented() {
            story.enabled("receive").writes(4).report(0, 4).report(4, 8).breaks("CON-04");
        }

        @Test
        @DisplayName("The order is turned round: what was skipped comes later (CON-04)")
        void reordered() {
            story.enabled("receive")
                    .writes(10)
                    .report(5, 10)
                    .report(0, 5)
                    .quiesce()
                    .breaks("CON-04");
        }

        @Test
        @DisplayName("A WskReceive delivers again what a callback was given with *BytesAccepted written (CON-04)")
        void receivedAgain() {
            story.enabled("receive").writes(10).part(0, 10, 10).quiesce();
            story.receives(0, 10).quiesce().breaks("CON-04");
        }

        @Test
        @DisplayName("A WskReceive delivers what a callback in progress still holds (CON-04)")
        void receivedWhileHeld() {
            story.enabled("receive").writes(10);
            long callback = story.enter(0, 10);
            story.thread("t2")
                    .receives(0, 10)
                    .thread("main")
                    .exit(callback, SUCCESS)
                    .breaks("CON-04");
        }

        @Test
        @DisplayName("Two receives, and the second delivers what lies before the first's bytes, long after (CON-04)")
        void receivesOutOfOrder() {
            story.connected().writes(10);
            story.receives(5, 10);
            story.quiesce().receives(0, 5).breaks("CON-04");
        }

        @Test
        @DisplayName("The receive that was thought to have the bytes in between fails, and they are nowhere (CON-04)")
        void overtakenReceiveFails() {
            story.connected();
            long first = story.receive(5);
            long second = story.receive(5);
            story.writes(10).received(second, 5, 10);
            story.story.cancel(first);
            story.irp(first, CANCELLED).breaks("CON-04");
        }

        @Test
        @DisplayName("A receive that was made later delivers what was skipped before (CON-04)")
        void laterReceiveFills() {
            story.connected();
            long first = story.receive(5);
            long second = story.receive(5);
            story.writes(12).received(second, 5, 10);
            long third = story.receive(5);
            story.received(third, 0, 5).received(first, 10, 12).breaks("CON-04");
        }

        @Test
        @DisplayName("The memory of a list changes while the callback runs (CON-04)")
        void listChanges() {
            story.enabled("receive").writes(4);
            long callback = story.enter(0, 4);
            story.read(callback, new Chunk(0, 4, false)).exit(callback, SUCCESS).breaks("CON-04");
        }

        @Test
        @DisplayName("Two WskReceiveEvent calls at once (CON-14)")
        void twoAtOnce() {
            story.enabled("receive").writes(10);
            long first = story.enter(0, 5);
            long second = story.enter(5, 10);
            story.exit(first, SUCCESS).exit(second, SUCCESS).quiesce().breaks("CON-14");
        }

        @Test
        @DisplayName("Data is reported after a NULL list (CON-05)")
        void dataAfterNull() {
            story.enabled("receive").writes(4).peer("fail");
            story.exit(story.enterNull(), SUCCESS);
            story.report(0, 4).breaks("CON-05");
        }

        @Test
        @DisplayName(
                "Data is reported long after the client was told that the function is lost (CON-05); the client should have closed (GEN-11)")
        void dataAfterLoss() {
            story.enabled("receive")
                    .writes(4)
                    .peer("fail")
                    .sent(3, "STATUS_FILE_FORCED_CLOSED")
                    .quiesce();
            story.report(0, 4).breaks("CON-05");
        }

        @Test
        @DisplayName("The peer's orderly end is signalled by a NULL list (CON-05)")
        void nullForEnd() {
            story.enabled("receive", "disconnect").peer("fin");
            story.exit(story.enterNull(), SUCCESS);
            story.breaks("CON-05");
        }

        @Test
        @DisplayName("The client accepts more than was indicated, or nothing with STATUS_SUCCESS (CON-06)")
        void clientAcceptsWrongly() {
            story.enabled("receive").writes(10).part(0, 10, 11).breaks("CON-06");
        }

        @Test
        @DisplayName("The client accepts nothing with STATUS_SUCCESS (CON-06)")
        void clientAcceptsNothing() {
            story.enabled("receive").writes(10).part(0, 10, 0).breaks("CON-06");
        }

        @Test
        @DisplayName("The client returns a status that WskReceiveEvent does not have (CON-06, GEN-12)")
        void clientReturnsNonsense() {
            story.enabled("receive").writes(10);
            story.exit(story.enter(0, 10), "STATUS_UNSUCCESSFUL").breaks("CON-06", "GEN-12");
        }
    }

    @Nested
    class Accepting {
        @Test
        @DisplayName("Bytes accepted with *BytesAccepted left alone come again (CON-07)")
        void untouchedComesAgain() {
            story.enabled("receive").writes(4).report(0, 4).quiesce();
            story.report(0, 4).breaks("CON-04", "CON-07");
        }

        @Test
        @DisplayName("*BytesAccepted left alone counts as nothing accepted, and the callback falls silent (CON-07)")
        void untouchedSilences() {
            story.enabled("receive").writes(4).report(0, 4).quiesce();
            story.writes(4).quiesce().breaks("CON-01", "CON-07", "GEN-01", "ENA-05");
        }

        @Test
        @DisplayName("Partial acceptance does not suspend (CON-08)")
        void partialDoesNotSuspend() {
            story.enabled("receive").writes(10).part(0, 10, 4);
            story.report(4, 10).breaks("CON-08");
        }

        @Test
        @DisplayName("New data is reported during the suspension (CON-08)")
        void newDataWhileSuspended() {
            story.enabled("receive").writes(10).part(0, 10, 4).quiesce().writes(5);
            story.report(4, 15).breaks("CON-08");
        }

        @Test
        @DisplayName("After partial acceptance everything counts as consumed: the rest is lost (CON-08)")
        void restIsLost() {
            story.enabled("receive")
                    .writes(10)
                    .part(0, 10, 4)
                    .writes(5)
                    .quiesce()
                    .zero();
            story.report(10, 15).quiesce().breaks("CON-04", "CON-08", "CON-13");
        }

        @Test
        @DisplayName("After partial acceptance the accepted part comes again (CON-08)")
        void partComesAgain() {
            story.enabled("receive").writes(10).part(0, 10, 4).quiesce().zero();
            story.report(0, 10).quiesce().breaks("CON-04", "CON-08");
        }

        @Test
        @DisplayName("A WskReceive after partial acceptance delivers from the start of the list (CON-08)")
        void receiveFromTheStart() {
            story.enabled("receive").writes(10).part(0, 10, 4).quiesce();
            story.receives(0, 10).breaks("CON-04", "CON-08");
        }

        @Test
        @DisplayName("A refusal does not suspend (CON-10)")
        void refusalDoesNotSuspend() {
            story.enabled("receive").writes(4).refuse(0, 4);
            story.report(0, 4).breaks("CON-10");
        }

        @Test
        @DisplayName("Refused data is thrown away (CON-10)")
        void refusedIsLost() {
            story.enabled("receive").writes(4).refuse(0, 4).writes(4).quiesce().zero();
            story.report(4, 8).quiesce().breaks("CON-04", "CON-10", "CON-13");
        }

        @Test
        @DisplayName("Refused data is not to be had from a WskReceive either (CON-04)")
        void refusedStarvesReceive() {
            story.enabled("receive").writes(4).refuse(0, 4).quiesce();
            story.receive(4);
            story.quiesce().breaks("CON-04");
        }

        @Test
        @DisplayName("*BytesAccepted is not ignored when the callback refuses: part of it counts as consumed (CON-10)")
        void refusalHonoursCount() {
            story.enabled("receive").writes(10);
            long callback = story.enter(0, 10);
            story.story.see(org.wsktck.trace.Observation.of(org.wsktck.trace.Kind.EXIT)
                    .with(Field.CLIENT, "c1")
                    .with(Field.SOCKET, "s1")
                    .with(Field.CB, callback)
                    .with(Field.EVENT, "WskReceiveEvent")
                    .with(Field.BYTES_ACCEPTED, 4)
                    .with(Field.STATUS, REFUSED));
            story.quiesce().receives(4, 10).breaks("CON-04", "CON-10");
        }

        @Test
        @DisplayName("Retained data is reported again (CON-09)")
        void retainedComesAgain() {
            story.enabled("receive").writes(4);
            story.retain(0, 4);
            story.report(0, 4).breaks("CON-04", "CON-09");
        }

        @Test
        @DisplayName("A retained list holds further reports up (CON-09)")
        void retainedSilences() {
            story.enabled("receive").writes(4);
            story.retain(0, 4);
            story.quiesce().writes(4).quiesce().breaks("CON-01", "CON-09", "GEN-01", "ENA-05");
        }

        @Test
        @DisplayName("The memory of a retained list changes (CON-09)")
        void retainedChanges() {
            story.enabled("receive").writes(4);
            long callback = story.retain(0, 4);
            story.read(callback, new Chunk(0, 4, false)).breaks("CON-09");
        }

        @Test
        @DisplayName("A WskReceive delivers retained data (CON-09)")
        void retainedReceived() {
            story.enabled("receive").writes(4);
            story.retain(0, 4);
            story.quiesce().receives(0, 4).breaks("CON-04", "CON-09");
        }

        @Test
        @DisplayName("WskReceive does not resume the callback: what was left is not reported (CON-13)")
        void notResumed() {
            story.enabled("receive").writes(10).part(0, 10, 4).quiesce().zero().quiesce();
            story.breaks("CON-13");
        }

        @Test
        @DisplayName(
                "WskReceive does not resume the callback after a refusal: nothing new is reported either (CON-13, CON-01)")
        void notResumedForNewData() {
            story.enabled("receive")
                    .writes(4)
                    .refuse(0, 4)
                    .quiesce()
                    .zero()
                    .writes(4)
                    .quiesce();
            story.breaks("CON-13", "CON-01", "GEN-01", "ENA-05");
        }

        @Test
        @DisplayName("A WskReceive with an empty buffer takes bytes (CON-13)")
        void emptyBufferTakes() {
            story.enabled("receive").writes(10).part(0, 10, 4).quiesce();
            long irp = story.receive(0);
            story.received(irp, 4, 5).report(5, 10).quiesce().breaks("CON-13");
        }
    }

    @Nested
    class Receiving {
        @Test
        @DisplayName("With the event off, a WskReceive never completes although data is there (GEN-07)")
        void receiveStarves() {
            story.connected();
            story.receive(8);
            story.writes(8).quiesce().breaks("GEN-07");
        }

        @Test
        @DisplayName("A WskReceive that is under way may have taken what a callback leaves out (CON-08)")
        void receiveTookTheRest() {
            story.enabled("receive").writes(10).part(0, 10, 4).quiesce();
            long irp = story.receive(2);
            story.report(6, 10)
                    .received(irp, 4, 6)
                    .quiesce()
                    .exercises("CON-08")
                    .breaksNothing();
        }

        @Test
        @DisplayName("With the event on, data that a queued WskReceive should get lies about (CON-11)")
        void queuedReceiveStarves() {
            story.enabled("receive");
            story.receive(8);
            story.writes(8).quiesce().breaks("CON-11");
        }

        @Test
        @DisplayName("The callback is called again and again although a WskReceive has long been queued (CON-11)")
        void callbackOutranksReceive() {
            story.enabled("receive");
            story.receive(8);
            story.quiesce();
            for (int i = 0; i < 3; i++) {
                story.writes(2).report(2L * i, 2L * i + 2);
            }
            story.quiesce().exercises("CON-12").breaks("CON-11");
        }

        @Test
        @DisplayName("A WAITALL receive is not completed when the peer ends (DSC-13)")
        void waitAllForgotten() {
            story.connected();
            story.receive(8, "WSK_FLAG_WAITALL");
            story.writes(4).peer("fin").quiesce().breaks("DSC-13");
        }

        @Test
        @DisplayName("A DRAIN receive is not completed when the peer aborts (DSC-13), nor later (GEN-13)")
        void drainForgotten() {
            story.connected();
            story.receive(0, "WSK_FLAG_DRAIN");
            story.peer("rst").quiesce().breaks("DSC-13", "GEN-13");
        }

        @Test
        @DisplayName("A cancelled WAITALL receive stays pending (DSC-13)")
        void cancelledWaitAll() {
            story.connected();
            long irp = story.receive(8, "WSK_FLAG_WAITALL");
            story.story.cancel(irp);
            story.quiesce().breaks("DSC-13", "GEN-13");
        }

        @Test
        @DisplayName("The receive backlog is asked for with an error (CON-18)")
        void backlogFails() {
            story.connected();
            story.irp(story.query("SIO_WSK_QUERY_RECEIVE_BACKLOG"), FAILED).breaks("CON-18");
        }

        @Test
        @DisplayName("The receive backlog is 0 although data was refused (CON-18)")
        void backlogForgetsRefused() {
            story.enabled("receive").writes(4).refuse(0, 4).quiesce();
            story.backedUp(0).breaks("CON-18");
        }
    }

    @Nested
    class SilentMode {
        @Test
        @DisplayName("Data is reported in silent mode (CON-19)")
        void dataInSilence() {
            story.enabled("receive").silent().writes(4).report(0, 4).breaks("CON-19");
        }

        @Test
        @DisplayName("A disconnect is reported in silent mode (CON-19)")
        void endInSilence() {
            story.enabled("disconnect").silent().quiesce().peer("fin").end().breaks("CON-19");
        }

        @Test
        @DisplayName("A WskSend succeeds in silent mode (CON-19)")
        void sendInSilence() {
            story.connected().silent().quiesce().sent(4, SUCCESS).breaks("CON-19");
        }

        @Test
        @DisplayName("The peer receives what was sent in silent mode (CON-19)")
        void silenceIsHeard() {
            story.connected()
                    .silent()
                    .quiesce()
                    .sent(4, "STATUS_INVALID_DEVICE_STATE")
                    .seesData(0, 4)
                    .breaks("CON-19");
        }
    }

    @Nested
    class PeerDisconnects {
        @Test
        @DisplayName("Graceful: reported, once, after the data, without WSK_FLAG_ABORTIVE")
        void graceful() {
            story.enabled("receive", "disconnect")
                    .writes(4)
                    .report(0, 4)
                    .peer("fin")
                    .end()
                    .quiesce();
            story.exercises("DSC-01", "DSC-02", "DSC-04", "DSC-05", "DSC-06", "GEN-01")
                    .breaksNothing();
        }

        @Test
        @DisplayName("A graceful disconnect is not reported (DSC-01)")
        void gracefulUnreported() {
            story.enabled("disconnect").peer("fin").quiesce().breaks("DSC-01", "GEN-01", "ENA-05");
        }

        @Test
        @DisplayName("An abortive disconnect is not reported (DSC-01)")
        void abortiveUnreported() {
            story.enabled("disconnect").peer("rst").quiesce().breaks("DSC-01", "GEN-01", "ENA-05");
        }

        @Test
        @DisplayName(
                "The event was held back for left-over data, and does not come once that is taken (DSC-01, DSC-07)")
        void heldBackForGood() {
            story.enabled("receive", "disconnect")
                    .writes(4)
                    .refuse(0, 4)
                    .peer("fin")
                    .quiesce();
            story.receives(0, 4).quiesce().breaks("DSC-01", "GEN-01", "ENA-05");
        }

        @Test
        @DisplayName("An abortive disconnect is reported as graceful (DSC-02)")
        void abortiveAsGraceful() {
            story.enabled("disconnect").peer("rst").end().breaks("DSC-02");
        }

        @Test
        @DisplayName("A graceful disconnect is reported as abortive (DSC-02)")
        void gracefulAsAbortive() {
            story.enabled("disconnect").peer("fin").aborted().breaks("DSC-02");
        }

        @Test
        @DisplayName("A flag that WskDisconnectEvent does not have (DSC-02)")
        void strangeFlag() {
            story.enabled("disconnect").peer("fin").end("WSK_FLAG_RELEASE_ASAP").breaks("DSC-02");
        }

        @Test
        @DisplayName("The client's own WskDisconnect raises the event (DSC-03)")
        void localRaises() {
            story.enabled("disconnect").disconnected().end().breaks("DSC-03");
        }

        @Test
        @DisplayName("The client's own abort raises the event (DSC-03)")
        void localAbortRaises() {
            story.enabled("disconnect");
            long irp = story.abort();
            story.sees("reset").irp(irp, SUCCESS).aborted().quiesce().breaks("DSC-03");
        }

        @Test
        @DisplayName("A static event tells of a lost connection where there never was one (DSC-03)")
        void lostWithoutAConnection() {
            story.registered("WSK_EVENT_DISCONNECT").created().aborted().breaks("DSC-03");
        }

        @Test
        @DisplayName("A graceful event out of nowhere (DSC-03)")
        void outOfNowhere() {
            story.enabled("disconnect").end().breaks("DSC-03");
        }

        @Test
        @DisplayName("The graceful disconnect is reported twice (DSC-04)")
        void reportedTwice() {
            story.enabled("disconnect").peer("fin").end().quiesce().end().breaks("DSC-04");
        }

        @Test
        @DisplayName("After an abortive event a graceful one follows (DSC-04)")
        void gracefulAfterAbortive() {
            story.enabled("disconnect")
                    .peer("fin")
                    .peer("rst")
                    .aborted()
                    .quiesce()
                    .end()
                    .breaks("DSC-04");
        }

        @Test
        @DisplayName("The client returns something else than STATUS_SUCCESS (DSC-05, GEN-12)")
        void clientReturnsPending() {
            story.enabled("disconnect").peer("fin");
            story.story.exit(story.enterEnd(), PENDING, "WskDisconnectEvent");
            story.breaks("DSC-05", "GEN-12");
        }

        @Test
        @DisplayName("Data comes after the graceful event although nothing stood in its way (DSC-06)")
        void dataAfterEnd() {
            story.enabled("receive", "disconnect").writes(4).peer("fin").end();
            story.report(0, 4).quiesce().breaks("DSC-06");
        }

        @Test
        @DisplayName("What was left over at the graceful end is lost (CON-04, by a WskReceive that starves)")
        void leftOverIsLost() {
            story.enabled("receive", "disconnect")
                    .writes(4)
                    .refuse(0, 4)
                    .peer("fin")
                    .end()
                    .quiesce();
            story.receive(4);
            story.quiesce().breaks("CON-04");
        }

        @Test
        @DisplayName("After the peer's graceful end a WskSend fails (DSC-08)")
        void sendFails() {
            story.enabled("disconnect")
                    .peer("fin")
                    .end()
                    .quiesce()
                    .sent(4, FAILED)
                    .quiesce()
                    .breaks("DSC-08");
        }

        @Test
        @DisplayName("After the peer's graceful end a WskSend succeeds, and nothing arrives (DSC-08)")
        void sendIsSwallowed() {
            story.enabled("disconnect")
                    .peer("fin")
                    .end()
                    .quiesce()
                    .sent(4, SUCCESS)
                    .quiesce()
                    .breaks("DSC-08");
        }

        @Test
        @DisplayName("After the peer's graceful end a WskSend never completes (DSC-08, GEN-13)")
        void sendHangs() {
            story.enabled("disconnect").peer("fin").end().quiesce();
            story.send(4);
            story.seesData(0, 4).quiesce().breaks("DSC-08", "GEN-13");
        }

        @Test
        @DisplayName("Data is reported after the abortive event (DSC-09)")
        void dataAfterAbort() {
            story.enabled("receive", "disconnect").writes(4).peer("rst").aborted();
            story.report(0, 4).breaks("DSC-09");
        }

        @Test
        @DisplayName("A WskSend succeeds after the abortive event (DSC-09)")
        void sendAfterAbort() {
            story.enabled("disconnect").peer("rst").aborted().sent(4, SUCCESS).breaks("DSC-09");
        }

        @Test
        @DisplayName("A WskReceive delivers after the abortive event (DSC-09)")
        void receiveAfterAbort() {
            story.enabled("disconnect").writes(4).peer("rst").aborted().quiesce();
            story.receives(0, 4).breaks("DSC-09");
        }
    }

    @Nested
    class ClientDisconnects {
        @Test
        @DisplayName("After a graceful WskDisconnect data is no longer reported (DSC-10)")
        void receptionStops() {
            story.enabled("receive").disconnected().sees("eof").quiesce();
            story.writes(4).quiesce().breaks("DSC-10", "CON-01", "GEN-01", "ENA-05");
        }

        @Test
        @DisplayName("A WskSend after the graceful WskDisconnect delivers bytes (DSC-10)")
        void sendsOn() {
            story.connected()
                    .disconnected()
                    .sees("eof")
                    .sent(4, SUCCESS)
                    .seesData(0, 4)
                    .breaks("DSC-10");
        }

        @Test
        @DisplayName("Data is received after the abort has completed (DSC-11)")
        void receivesAfterAbort() {
            story.enabled("receive");
            long irp = story.abort();
            story.irp(irp, SUCCESS).sees("reset").writes(4).report(0, 4).breaks("DSC-11");
        }

        @Test
        @DisplayName("The peer does not notice the abort (DSC-11)")
        void abortUnseen() {
            story.connected();
            long irp = story.abort();
            story.irp(irp, SUCCESS).quiesce().breaks("DSC-11");
        }

        @Test
        @DisplayName("A pending WskSend survives the abort (DSC-11, GEN-13)")
        void sendSurvivesAbort() {
            story.connected().peer("pause");
            story.send(100);
            long irp = story.abort();
            story.irp(irp, SUCCESS).quiesce().breaks("DSC-11", "GEN-13");
        }

        @Test
        @DisplayName("The abort itself waits (DSC-11, GEN-13)")
        void abortWaits() {
            story.connected().peer("pause");
            story.abort();
            story.quiesce().breaks("DSC-11", "GEN-13");
        }

        @Test
        @DisplayName("Bytes sent after the abort arrive (DSC-11)")
        void sendsAfterAbort() {
            story.connected();
            long irp = story.abort();
            story.irp(irp, SUCCESS).sent(4, FAILED).seesData(0, 4).breaks("DSC-11");
        }

        @Test
        @DisplayName("A stuck graceful disconnect stays pending after the abort (DSC-12, GEN-13)")
        void stuckForGood() {
            story.connected().peer("pause");
            story.disconnect();
            story.quiesce().irp(story.abort(), SUCCESS).quiesce().breaks("DSC-12", "GEN-13");
        }

        @Test
        @DisplayName("A close does not force a stuck graceful disconnect to complete (DSC-12, CLS-02)")
        void stuckAcrossClose() {
            story.connected().peer("pause");
            story.disconnect();
            story.quiesce().close().quiesce().breaks("DSC-12", "CLS-02");
        }

        @Test
        @DisplayName("The close of an undisconnected connection does not abort it (CLS-07)")
        void closeDoesNotAbort() {
            story.connected().close().sees("eof").quiesce().breaks("CLS-07");
        }

        @Test
        @DisplayName("The close of a fully disconnected connection resets the peer (CLS-07)")
        void closeResets() {
            story.connected()
                    .disconnected()
                    .sees("eof")
                    .peer("fin")
                    .quiesce()
                    .close()
                    .sees("reset")
                    .breaks("CLS-07");
        }

        @Test
        @DisplayName("The close of a half disconnected connection leaves the peer to itself (CLS-07)")
        void closeAfterHalf() {
            story.connected()
                    .disconnected()
                    .sees("eof")
                    .quiesce()
                    .close()
                    .quiesce()
                    .breaks("CLS-07");
        }
    }

    @Nested
    class Backlog {
        @Test
        @DisplayName("Two queries differ and the event does not come (BKL-01)")
        void changeUnreported() {
            story.enabled("backlog")
                    .ideal(100)
                    .peer("backlog")
                    .ideal(200)
                    .quiesce()
                    .breaks("BKL-01");
        }

        @Test
        @DisplayName("The event tells another size than a query (BKL-02)")
        void wrongSize() {
            story.enabled("backlog").peer("backlog").backlogEvent(100).quiesce();
            story.ideal(200).quiesce().breaks("BKL-02");
        }

        @Test
        @DisplayName("The client returns something else than STATUS_SUCCESS (BKL-03, GEN-12)")
        void clientReturnsFailure() {
            story.enabled("backlog");
            long callback = story.story.enter(
                    o -> o.with(Field.EVENT, "WskSendBacklogEvent").with(Field.VALUE, 4));
            story.story.exit(callback, FAILED, "WskSendBacklogEvent");
            story.breaks("BKL-03", "GEN-12");
        }

        @Test
        @DisplayName("The query fails because the event is not enabled (BKL-04)")
        void queryFails() {
            story.connected();
            story.irp(story.query("SIO_WSK_QUERY_IDEAL_SEND_BACKLOG"), FAILED).breaks("BKL-04");
        }
    }

    @Nested
    class Requests {
        @Test
        @DisplayName("WskConnect never completes although the peer saw the connection (GEN-13)")
        void connectHangs() {
            story.registered().created();
            story.story.bind();
            long irp = story.story.newIrp();
            story.story.returned(story.connectCall(irp), PENDING);
            story.sees("connected").quiesce().breaks("GEN-13");
        }

        @Test
        @DisplayName("A WskSend never completes although the peer takes everything (GEN-13)")
        void sendHangs() {
            story.connected();
            story.send(4);
            story.seesData(0, 4).quiesce().breaks("GEN-13");
        }

        @Test
        @DisplayName("A graceful WskDisconnect never completes although both sides have ended (GEN-13)")
        void disconnectHangs() {
            story.connected().peer("fin");
            story.disconnect();
            story.sees("eof").quiesce().breaks("GEN-13");
        }

        @Test
        @DisplayName("WskSocketConnect hands over a socket of another category (GEN-15)")
        void wrongCategory() {
            story.registered();
            long irp = story.story.newIrp();
            long call = story.story.call(
                    "WskSocketConnect",
                    "s1",
                    irp,
                    o -> o.with(Field.ADDRESS, "p1")
                            .with(Field.CONTEXT, "s1")
                            .with(Field.ENTRIES, List.of("WskReceiveEvent")));
            story.story.irp(irp, SUCCESS, o -> o.with(Field.CATEGORY, "datagram"));
            story.story.returned(call, SUCCESS);
            story.breaks("GEN-15");
        }

        @Test
        @DisplayName("WskRelease of a retained list fails (CON-17)")
        void releaseFails() {
            story.enabled("receive").writes(4);
            story.story.release(story.retain(0, 4), CANCELLED);
            story.breaks("CON-17");
        }

        @Test
        @DisplayName("A callback after the close has completed (CLS-04)")
        void afterClose() {
            story.enabled("receive")
                    .close()
                    .sees("reset")
                    .writes(4)
                    .report(0, 4)
                    .quiesce()
                    .breaks("CLS-04");
        }
    }
}
