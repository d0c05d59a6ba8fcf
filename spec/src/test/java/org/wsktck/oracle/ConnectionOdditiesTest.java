package org.wsktck.oracle;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.wsktck.trace.Chunk;
import org.wsktck.trace.Field;

/**
 * What a provider may do with a connection-oriented socket and still keep the documentation, however odd it looks: no rule is named. Each case says which page,
 * or which reading of an ambiguity (A-nn of the catalogue), allows it.
 */
class ConnectionOdditiesTest {
    private static final String SUCCESS = "STATUS_SUCCESS";
    private static final String PENDING = "STATUS_PENDING";
    private static final String REFUSED = "STATUS_DATA_NOT_ACCEPTED";
    private static final String FAILED = "STATUS_UNSUCCESSFUL";
    private static final String CANCELLED = "STATUS_CANCELLED";
    private static final String CLOSED = "STATUS_FILE_FORCED_CLOSED";

    private final ConnectionStory story = new ConnectionStory();

    @Nested
    class Birth {
        @Test
        @DisplayName("WskConnect is refused, and tried again with success (nc-wsk-pfn_wsk_connect)")
        void refusedAndTriedAgain() {
            story.registered().created();
            story.story.bind();
            long irp = story.story.newIrp();
            story.story.returned(story.connectCall(irp), PENDING);
            story.sees("refused").irp(irp, FAILED).quiesce().connect().quiesce().breaksNothing();
        }

        @Test
        @DisplayName("A connect to nobody stays pending: no page says how long (GEN-13)")
        void connectToNobody() {
            story.registered().created();
            story.story.bind();
            long irp = story.story.newIrp();
            story.story.returned(story.connectCall(irp), PENDING);
            story.quiesce().breaksNothing();
        }

        @Test
        @DisplayName(
                "WskSocketConnect: one call creates, binds and connects; a static event comes before it completes (STA-09)")
        void socketConnect() {
            story.registered("WSK_EVENT_RECEIVE");
            long irp = story.story.newIrp();
            long call = story.story.call(
                    "WskSocketConnect",
                    "s1",
                    irp,
                    o -> o.with(Field.ADDRESS, "p1")
                            .with(Field.CONTEXT, "s1")
                            .with(Field.ENTRIES, List.of("WskReceiveEvent")));
            story.sees("connected").writes(4).report(0, 4);
            story.story.irp(irp, SUCCESS, o -> o.with(Field.CATEGORY, "connection"));
            story.story.returned(call, SUCCESS);
            story.quiesce().writes(4).report(4, 8).quiesce();
            story.exercises("STA-09", "STA-03", "GEN-15", "CON-01").breaksNothing();
        }

        @Test
        @DisplayName("A socket that failed to be created by WskSocketConnect is no socket (GEN-13)")
        void socketConnectFails() {
            story.registered();
            long irp = story.story.newIrp();
            long call = story.story.call(
                    "WskSocketConnect",
                    "s1",
                    irp,
                    o -> o.with(Field.ADDRESS, "p1")
                            .with(Field.CONTEXT, "s1")
                            .with(Field.ENTRIES, List.of("WskReceiveEvent")));
            story.irp(irp, FAILED);
            story.story.returned(call, FAILED);
            story.quiesce().breaksNothing();
        }
    }

    @Nested
    class Reporting {
        @Test
        @DisplayName("One write comes in many callbacks, many writes in one (CON-15)")
        void sizesDoNotMatter() {
            story.enabled("receive").writes(9).report(0, 2).report(2, 9);
            story.writes(1).writes(2).writes(3).report(9, 15).quiesce().breaksNothing();
        }

        @Test
        @DisplayName("What comes while a callback runs is reported later, together (CON-15)")
        void delayed() {
            story.enabled("receive").writes(2);
            long callback = story.enter(0, 2);
            story.writes(3).writes(4).exit(callback, SUCCESS).report(2, 9).quiesce();
            story.exercises("CON-15").breaksNothing();
        }

        @Test
        @DisplayName("A callback that the client keeps open holds everything up (CON-14)")
        void heldUp() {
            story.enabled("receive", "disconnect").writes(2);
            long callback = story.enter(0, 2);
            story.writes(3)
                    .peer("fin")
                    .quiesce()
                    .exit(callback, SUCCESS)
                    .report(2, 5)
                    .end()
                    .quiesce()
                    .breaksNothing();
        }

        @Test
        @DisplayName(
                "Data that was there before the enabling is not reported (A-07), but can be had from WskReceive (CON-04)")
        void earlyUnreported() {
            story.connected()
                    .writes(4)
                    .enable("receive")
                    .quiesce()
                    .receives(0, 4)
                    .quiesce()
                    .breaksNothing();
        }

        @Test
        @DisplayName("Data that was there before the enabling is reported, at once or with the next (A-07, ENA-19)")
        void earlyReported() {
            story.connected().writes(4).enable("receive").report(0, 4).quiesce().breaksNothing();
            ConnectionStory later = new ConnectionStory();
            later.connected()
                    .writes(4)
                    .enable("receive")
                    .quiesce()
                    .writes(4)
                    .report(0, 8)
                    .quiesce();
            later.exercises("ENA-19").breaksNothing();
        }

        @Test
        @DisplayName("The first callback comes before the enabling call returns (ENA-18)")
        void beforeEnablingReturns() {
            story.connected();
            long call = story.enableCall("receive");
            story.writes(4).report(0, 4);
            story.story.returned(call, SUCCESS);
            story.quiesce().exercises("ENA-18").breaksNothing();
        }

        @Test
        @DisplayName("What was not reported when the event was disabled is not reported when it is on again (A-07)")
        void forgottenByDisabling() {
            story.enabled("receive")
                    .writes(4)
                    .disable("receive", SUCCESS)
                    .quiesce()
                    .enable("receive")
                    .quiesce();
            story.receives(0, 4).writes(4).report(4, 8).quiesce().breaksNothing();
        }

        @Test
        @DisplayName("Disabling from inside the callback: it is the last one")
        void disablesItself() {
            story.enabled("receive").writes(4);
            long callback = story.enter(0, 4);
            story.disable("receive", "STATUS_EVENT_PENDING")
                    .exit(callback, SUCCESS)
                    .quiesce();
            story.writes(4).quiesce().exercises("ENA-15", "ENA-12").breaksNothing();
        }

        @Test
        @DisplayName("The loss of function: a NULL list, requests that fail, and data that is gone (CON-05)")
        void lossOfFunction() {
            story.enabled("receive", "disconnect").writes(4).peer("fail");
            long irp = story.send(4);
            story.exit(story.enterNull(), SUCCESS).irp(irp, CLOSED).close().quiesce();
            story.exercises("CON-05").breaksNothing();
        }

        @Test
        @DisplayName("The event is switched off by the loss of function without a NULL list")
        void lossWithoutNull() {
            story.enabled("receive")
                    .writes(4)
                    .peer("fail")
                    .quiesce()
                    .close()
                    .quiesce()
                    .breaksNothing();
        }
    }

    @Nested
    class Receiving {
        @Test
        @DisplayName(
                "A callback gets what comes after the bytes of a WskReceive whose completion is recorded later (CON-04, CON-12)")
        void callbackOvertakes() {
            story.enabled("receive");
            long irp = story.receive(4);
            story.writes(10).report(4, 10).received(irp, 0, 4).quiesce();
            story.exercises("CON-12").breaksNothing();
        }

        @Test
        @DisplayName("Two receives complete in the other order than they were filled (CON-04)")
        void completionsCross() {
            story.connected();
            long first = story.receive(5);
            long second = story.receive(5);
            story.writes(10).received(second, 5, 10).received(first, 0, 5).quiesce();
            story.exercises("GEN-07").breaksNothing();
        }

        @Test
        @DisplayName("Three receives, delivered in an order of their own")
        void threeCross() {
            story.connected();
            long first = story.receive(2);
            long second = story.receive(2);
            long third = story.receive(2);
            story.writes(6)
                    .received(third, 4, 6)
                    .received(first, 0, 2)
                    .received(second, 2, 4)
                    .quiesce()
                    .breaksNothing();
        }

        @Test
        @DisplayName("The callback is called although a WskReceive is pending (CON-12)")
        void callbackDespiteReceive() {
            story.enabled("receive");
            long irp = story.receive(4);
            story.quiesce().writes(4).report(0, 4).quiesce();
            story.writes(4)
                    .received(irp, 4, 8)
                    .quiesce()
                    .exercises("CON-12", "CON-11")
                    .breaksNothing();
        }

        @Test
        @DisplayName("A WAITALL receive keeps what it has until its buffer is full (CON-11)")
        void waitAllKeeps() {
            story.enabled("receive");
            long irp = story.receive(8, "WSK_FLAG_WAITALL");
            story.writes(5)
                    .quiesce()
                    .writes(5)
                    .received(irp, 0, 8)
                    .report(8, 10)
                    .quiesce()
                    .breaksNothing();
        }

        @Test
        @DisplayName("A WAITALL receive ends with less at the peer's end (DSC-13)")
        void waitAllEndsShort() {
            story.connected();
            long irp = story.receive(8, "WSK_FLAG_WAITALL");
            story.writes(5)
                    .peer("fin")
                    .received(irp, 0, 5)
                    .quiesce()
                    .exercises("DSC-13")
                    .breaksNothing();
        }

        @Test
        @DisplayName("What a cancelled WAITALL receive had got is gone: no page says where it goes")
        void waitAllCancelled() {
            story.connected();
            long irp = story.receive(8, "WSK_FLAG_WAITALL");
            story.writes(5).quiesce().story.cancel(irp);
            story.irp(irp, CANCELLED)
                    .writes(3)
                    .quiesce()
                    .receives(5, 8)
                    .quiesce()
                    .breaksNothing();
        }

        @Test
        @DisplayName(
                "A DRAIN receive swallows everything, but for what a callback got on the way (nc-wsk-pfn_wsk_receive)")
        void drains() {
            story.enabled("receive").writes(6).report(0, 2);
            long irp = story.receive(0, "WSK_FLAG_DRAIN");
            story.writes(6)
                    .report(4, 6)
                    .quiesce()
                    .peer("fin")
                    .irp(irp, SUCCESS)
                    .quiesce()
                    .breaksNothing();
        }

        @Test
        @DisplayName("A cancelled DRAIN: what comes afterwards counts again")
        void drainCancelled() {
            story.connected();
            long irp = story.receive(0, "WSK_FLAG_DRAIN");
            story.writes(6).story.cancel(irp);
            story.irp(irp, CANCELLED)
                    .quiesce()
                    .writes(4)
                    .receives(6, 10)
                    .quiesce()
                    .breaksNothing();
        }

        @Test
        @DisplayName("A plain WskReceive ends with no bytes at the peer's end, or stays (DSC-13)")
        void plainAtTheEnd() {
            story.connected();
            long irp = story.receive(8);
            story.peer("fin").quiesce().irp(irp, SUCCESS).quiesce().breaksNothing();
        }

        @Test
        @DisplayName("A cancelled WskReceive takes nothing; the next gets it all")
        void cancelled() {
            story.connected();
            long irp = story.receive(8);
            story.story.cancel(irp);
            story.writes(4)
                    .irp(irp, CANCELLED)
                    .quiesce()
                    .receives(0, 4)
                    .quiesce()
                    .breaksNothing();
        }

        @Test
        @DisplayName("A WskReceive made from inside the callback gets what comes next")
        void nestedReceive() {
            story.enabled("receive").writes(4);
            long callback = story.enter(0, 4);
            long irp = story.receive(8);
            story.exit(callback, SUCCESS)
                    .writes(4)
                    .received(irp, 4, 8)
                    .quiesce()
                    .breaksNothing();
        }

        @Test
        @DisplayName("The receive backlog counts more than was refused, and anything when nothing was (CON-18)")
        void backlogIsInformative() {
            story.enabled("receive")
                    .backedUp(0)
                    .backedUp(17)
                    .writes(4)
                    .refuse(0, 4)
                    .writes(4)
                    .backedUp(8)
                    .quiesce();
            story.exercises("CON-18").breaksNothing();
        }
    }

    @Nested
    class Suspension {
        @Test
        @DisplayName("Resumption between the call of WskReceive and its completion (A-10)")
        void resumesBeforeCompletion() {
            story.enabled("receive").writes(10).part(0, 10, 4).quiesce();
            long irp = story.receive(0);
            story.report(4, 10)
                    .irp(irp, SUCCESS)
                    .quiesce()
                    .exercises("CON-08", "CON-13")
                    .breaksNothing();
        }

        @Test
        @DisplayName("Resumption before the call has returned (A-10)")
        void resumesBeforeReturn() {
            story.enabled("receive").writes(10).refuse(0, 10).quiesce();
            long irp = story.story.newIrp();
            long call = story.story.call("WskReceive", "s1", irp, o -> o.with(Field.LENGTH, 0));
            story.thread("t2").report(0, 10).thread("main").irp(irp, SUCCESS);
            story.story.returned(call, SUCCESS);
            story.quiesce().exercises("CON-10", "CON-13").breaksNothing();
        }

        @Test
        @DisplayName("A WskReceive with an empty buffer waits, and the callback with it: it is not judged (A-10)")
        void emptyBufferWaits() {
            story.enabled("receive").writes(10).refuse(0, 10).quiesce();
            story.receive(0);
            story.quiesce().breaksNothing();
        }

        @Test
        @DisplayName("WskReceive inside the refusing callback resumes (A-10)")
        void nestedResumes() {
            story.enabled("receive").writes(4);
            long callback = story.enter(0, 4);
            story.zero().exit(callback, REFUSED).report(0, 4).quiesce().breaksNothing();
        }

        @Test
        @DisplayName("WskReceive inside the refusing callback does not resume, a further one does (A-10)")
        void nestedDoesNotResume() {
            story.enabled("receive").writes(4);
            long callback = story.enter(0, 4);
            story.zero().exit(callback, REFUSED).quiesce().writes(4).quiesce();
            story.zero().report(0, 8).quiesce().breaksNothing();
        }

        @Test
        @DisplayName("WskReceive of bytes inside the refusing callback gets them (A-10)")
        void nestedGetsTheBytes() {
            story.enabled("receive").writes(4);
            long callback = story.enter(0, 4);
            long irp = story.receive(8);
            story.exit(callback, REFUSED)
                    .received(irp, 0, 4)
                    .quiesce()
                    .writes(4)
                    .quiesce()
                    .receives(4, 8)
                    .quiesce();
            story.breaksNothing();
        }

        @Test
        @DisplayName("A WskReceive that another thread makes while the callback runs counts, or not (A-10)")
        void receiveBeside() {
            story.enabled("receive").writes(4);
            long callback = story.enter(0, 4);
            story.thread("t2")
                    .zero()
                    .thread("main")
                    .take(callback, 1)
                    .report(1, 4)
                    .quiesce()
                    .breaksNothing();
        }

        @Test
        @DisplayName("The WskReceive that was pending when a callback raced with it gets what that refused (CON-12)")
        void racingRefusal() {
            story.enabled("receive");
            long irp = story.receive(8);
            story.writes(4).refuse(0, 4).received(irp, 0, 4).quiesce().writes(4).quiesce();
            story.receives(4, 8).writes(1).report(8, 9).quiesce().breaksNothing();
        }

        @Test
        @DisplayName("Disabling and enabling resumes, or does not (A-12)")
        void cycles() {
            story.enabled("receive")
                    .writes(4)
                    .refuse(0, 4)
                    .disable("receive", SUCCESS)
                    .enable("receive");
            story.report(0, 4).quiesce().breaksNothing();
            ConnectionStory other = new ConnectionStory();
            other.enabled("receive")
                    .writes(4)
                    .refuse(0, 4)
                    .disable("receive", SUCCESS)
                    .enable("receive")
                    .quiesce();
            other.writes(4).quiesce().receives(0, 8).quiesce().breaksNothing();
        }

        @Test
        @DisplayName("What was left goes to a WskReceive, what comes next to the callback")
        void restIsReceived() {
            story.enabled("receive")
                    .writes(10)
                    .part(0, 10, 4)
                    .quiesce()
                    .receives(4, 7)
                    .report(7, 10)
                    .quiesce();
            story.writes(4)
                    .report(10, 14)
                    .quiesce()
                    .exercises("CON-08", "CON-13")
                    .breaksNothing();
        }

        @Test
        @DisplayName("Partial, refused and partial again")
        void againAndAgain() {
            story.enabled("receive")
                    .writes(10)
                    .part(0, 10, 4)
                    .zero()
                    .refuse(4, 10)
                    .zero()
                    .part(4, 10, 5)
                    .zero();
            story.report(9, 10).quiesce().writes(1).report(10, 11).quiesce().breaksNothing();
        }

        @Test
        @DisplayName("A list is indicated in pieces after the resumption, shorter than what was left")
        void piecesOfTheRest() {
            story.enabled("receive")
                    .writes(10)
                    .refuse(0, 10)
                    .zero()
                    .report(0, 3)
                    .report(3, 10)
                    .quiesce()
                    .breaksNothing();
        }

        @Test
        @DisplayName("The callback accepts all in a number, and goes on")
        void acceptsByNumber() {
            story.enabled("receive")
                    .writes(4)
                    .part(0, 4, 4)
                    .writes(4)
                    .report(4, 8)
                    .quiesce()
                    .breaksNothing();
        }

        @Test
        @DisplayName("Retained lists are released in any order, while data goes on")
        void retained() {
            story.enabled("receive").writes(6);
            long first = story.retain(0, 3);
            long second = story.retain(3, 6);
            story.read(first, new Chunk(0, 3, true)).writes(2).report(6, 8);
            story.story.release(second, SUCCESS).release(first, SUCCESS);
            story.quiesce().exercises("CON-09", "CON-16", "CON-17").breaksNothing();
        }
    }

    @Nested
    class PeerDisconnects {
        @Test
        @DisplayName("With data left over the event comes first, and the data stays to be had (A-15, DSC-07)")
        void eventBeforeRest() {
            story.enabled("receive", "disconnect")
                    .writes(10)
                    .part(0, 10, 4)
                    .peer("fin")
                    .end()
                    .quiesce();
            story.receives(4, 10).quiesce().exercises("DSC-07").breaksNothing();
        }

        @Test
        @DisplayName("With data left over the event is held back until it is taken (A-15, DSC-07)")
        void eventAfterRest() {
            story.enabled("receive", "disconnect")
                    .writes(10)
                    .refuse(0, 10)
                    .peer("fin")
                    .quiesce();
            story.zero().report(0, 10).end().quiesce().breaksNothing();
        }

        @Test
        @DisplayName("Nobody receives: the event comes, and WskReceive gets the data afterwards (DSC-07)")
        void eventBeforeUnread() {
            story.enabled("disconnect")
                    .writes(4)
                    .peer("fin")
                    .end()
                    .quiesce()
                    .receives(0, 4)
                    .quiesce()
                    .breaksNothing();
        }

        @Test
        @DisplayName(
                "A receive callback still runs when the event is entered: what it was about to tell may follow (A-25)")
        void eventBesideData() {
            story.enabled("receive", "disconnect").writes(4);
            long callback = story.enter(0, 2);
            story.peer("fin").thread("t2");
            long end = story.enterEnd();
            story.thread("main").exit(callback, SUCCESS).report(2, 4);
            story.story.thread("t2").exit(end, SUCCESS, "WskDisconnectEvent");
            story.quiesce().breaksNothing();
        }

        @Test
        @DisplayName("A shutdown and then a reset: both are reported, or one of them (A-14)")
        void shutdownAndReset() {
            story.enabled("disconnect")
                    .peer("fin")
                    .end()
                    .peer("rst")
                    .aborted()
                    .quiesce()
                    .breaksNothing();
            ConnectionStory abortAlone = new ConnectionStory();
            abortAlone
                    .enabled("disconnect")
                    .peer("fin")
                    .peer("rst")
                    .aborted()
                    .quiesce()
                    .breaksNothing();
            ConnectionStory endAlone = new ConnectionStory();
            endAlone.enabled("disconnect")
                    .peer("fin")
                    .peer("rst")
                    .end()
                    .quiesce()
                    .breaksNothing();
            ConnectionStory resetUnreported = new ConnectionStory();
            resetUnreported
                    .enabled("disconnect")
                    .peer("fin")
                    .end()
                    .quiesce()
                    .peer("rst")
                    .quiesce()
                    .breaksNothing();
        }

        @Test
        @DisplayName("The records of the two events cross (A-25)")
        void eventsCross() {
            story.enabled("disconnect")
                    .peer("fin")
                    .peer("rst")
                    .aborted()
                    .end()
                    .quiesce()
                    .breaksNothing();
        }

        @Test
        @DisplayName("A reset takes unread data with it (DSC-09)")
        void resetTakesData() {
            story.enabled("receive", "disconnect")
                    .writes(4)
                    .peer("rst")
                    .aborted()
                    .quiesce()
                    .breaksNothing();
        }

        @Test
        @DisplayName("A reset is reported after the data that came before it")
        void dataThenReset() {
            story.enabled("receive", "disconnect")
                    .writes(4)
                    .peer("rst")
                    .report(0, 4)
                    .aborted()
                    .quiesce();
            story.breaksNothing();
        }

        @Test
        @DisplayName("An abortive event without an act of the peer: the connection was lost (A-13)")
        void lostConnection() {
            story.enabled("disconnect").aborted().quiesce().breaksNothing();
        }

        @Test
        @DisplayName("An end before the enabling is reported afterwards, or not (A-07)")
        void earlyEnd() {
            story.connected().peer("fin").enable("disconnect").quiesce().breaksNothing();
            ConnectionStory late = new ConnectionStory();
            late.connected()
                    .peer("fin")
                    .enable("disconnect")
                    .end()
                    .quiesce()
                    .exercises("ENA-19")
                    .breaksNothing();
        }

        @Test
        @DisplayName("The end comes while the event is being disabled")
        void endWhileDisabling() {
            story.enabled("disconnect");
            long call = story.disableCall("disconnect");
            story.peer("fin").end();
            story.story.returned(call, SUCCESS);
            story.quiesce().breaksNothing();
        }

        @Test
        @DisplayName("The client goes on sending after the peer's end (DSC-08)")
        void sendsOn() {
            story.enabled("disconnect").peer("fin").end().quiesce();
            long irp = story.send(4);
            story.seesData(0, 4).irp(irp, SUCCESS).quiesce().exercises("DSC-08").breaksNothing();
        }

        @Test
        @DisplayName(
                "What two threads send at once arrives in either order, and in pieces that stand nowhere; what is sent later is judged again (DSC-08)")
        void sendsAtOnceAndThenOn() {
            atOnceAndThenOn(new Chunk(-1, 10, false), new Chunk(3, 6, true));
            atOnceAndThenOn(new Chunk(9, 7, true), new Chunk(0, 9, true));
        }

        private static void atOnceAndThenOn(Chunk... pieces) {
            ConnectionStory story = new ConnectionStory();
            story.enabled("disconnect");
            long first = story.story.newIrp();
            long second = story.story.newIrp();
            long call = story.sendCall(first, 9);
            long other = story.thread("t2").sendCall(second, 7);
            for (Chunk piece : pieces) {
                story.sees("data", piece);
            }
            story.story.returned(other, SUCCESS);
            story.irp(second, SUCCESS).thread("t1");
            story.story.returned(call, SUCCESS);
            story.irp(first, SUCCESS).peer("fin").end().quiesce();
            long third = story.send(4);
            story.seesData(16, 20)
                    .irp(third, SUCCESS)
                    .quiesce()
                    .exercises("DSC-08")
                    .breaksNothing();
        }

        @Test
        @DisplayName("After the peer's end the client sends, and the peer takes its time (DSC-08)")
        void sendsToAPausedPeer() {
            story.enabled("disconnect").peer("fin").end().peer("pause").quiesce();
            long irp = story.send(4);
            story.quiesce()
                    .peer("resume")
                    .seesData(0, 4)
                    .irp(irp, SUCCESS)
                    .quiesce()
                    .breaksNothing();
        }

        @Test
        @DisplayName("After the peer's end a send is cut off by the peer's reset (DSC-08)")
        void sendCutOff() {
            story.enabled("disconnect").peer("fin").end().quiesce();
            long irp = story.send(4);
            story.peer("rst").irp(irp, FAILED).aborted().quiesce().breaksNothing();
        }

        @Test
        @DisplayName("A send that was under way at the abortive event succeeds; later ones fail (DSC-09)")
        void sendUnderWay() {
            story.enabled("disconnect");
            long irp = story.send(4);
            story.peer("rst")
                    .aborted()
                    .irp(irp, SUCCESS)
                    .sent(4, FAILED)
                    .quiesce()
                    .exercises("DSC-09")
                    .breaksNothing();
        }

        @Test
        @DisplayName("A receive that was filled before the abortive event completes after it (DSC-09)")
        void receiveUnderWay() {
            story.enabled("disconnect");
            long irp = story.receive(4);
            story.writes(4).peer("rst").aborted().received(irp, 0, 4).quiesce().breaksNothing();
        }

        @Test
        @DisplayName("After a reset requests fail as they like")
        void requestsFail() {
            story.enabled("disconnect").peer("rst").aborted().quiesce();
            story.irp(story.query("SIO_WSK_QUERY_IDEAL_SEND_BACKLOG"), FAILED);
            story.story.returned(story.enableCall("receive"), FAILED);
            story.inline("WskReceive", FAILED, o -> o.with(Field.LENGTH, 4));
            story.quiesce().close().quiesce().breaksNothing();
        }
    }

    @Nested
    class ClientDisconnects {
        @Test
        @DisplayName("Found by the tour: an abort waits until a WskReceiveEvent in progress has returned (DSC-11)")
        void abortWaitsForCallback() {
            story.enabled("receive").writes(4);
            long callback = story.enter(0, 4);
            long irp = story.abort();
            story.sees("reset").quiesce().quiesce();
            story.exit(callback, SUCCESS).irp(irp, SUCCESS).quiesce().breaksNothing();
        }

        @Test
        @DisplayName(
                "Found by the tour: a socket is closed whose connection was not made, or is lost, before an event could be enabled (GEN-10)")
        void closedBeforeUse() {
            story.registered().created().close().quiesce().breaksNothing();
            ConnectionStory lost = new ConnectionStory();
            lost.connected().peer("rst").quiesce().close().quiesce().breaksNothing();
        }

        @Test
        @DisplayName(
                "Found by the tour: an abort after both sides have ended leaves the peer's end unreported (DSC-01)")
        void abortAfterBothEnds() {
            story.connected().disconnected().sees("eof").quiesce();
            story.enable("disconnect").writes(4).peer("fin").quiesce();
            story.irp(story.abort(), SUCCESS).quiesce().quiesce().breaksNothing();
        }

        @Test
        @DisplayName("Half open: the client has ended, the peer goes on (DSC-10)")
        void halfOpen() {
            story.enabled("receive", "disconnect")
                    .disconnected()
                    .sees("eof")
                    .quiesce()
                    .writes(4)
                    .report(0, 4)
                    .quiesce();
            story.peer("fin").end().quiesce().exercises("DSC-03", "DSC-10").breaksNothing();
        }

        @Test
        @DisplayName(
                "An abort is tried again, and fails: the peer, which had reset too, is not reported any more (A-13)")
        void abortsAgain() {
            story.enabled("disconnect");
            story.irp(story.abort(), SUCCESS).sees("reset").quiesce();
            story.peer("rst").irp(story.abort(), FAILED).quiesce().breaksNothing();
        }

        @Test
        @DisplayName("Two aborts at once: one ends the connection, the other fails (A-13)")
        void abortsAtOnce() {
            story.enabled("disconnect");
            long first = story.abort();
            long second = story.abort();
            story.irp(second, FAILED)
                    .peer("rst")
                    .irp(first, SUCCESS)
                    .sees("reset")
                    .quiesce()
                    .breaksNothing();
        }

        @Test
        @DisplayName("The last data goes with the disconnect (nc-wsk-pfn_wsk_disconnect)")
        void disconnectWithData() {
            story.connected();
            long irp =
                    story.pended("WskDisconnect", o -> o.with(Field.OFFSET, 0).with(Field.LENGTH, 4));
            story.seesData(0, 4).sees("eof").irp(irp, SUCCESS).quiesce().breaksNothing();
        }

        @Test
        @DisplayName("A send that was under way at the disconnect arrives after it (DSC-10)")
        void sendBeforeDisconnect() {
            story.connected().peer("pause");
            long send = story.send(4);
            long irp = story.disconnect();
            story.quiesce()
                    .peer("resume")
                    .seesData(0, 4)
                    .sees("eof")
                    .irp(send, SUCCESS)
                    .irp(irp, SUCCESS)
                    .quiesce();
            story.breaksNothing();
        }

        @Test
        @DisplayName("A graceful disconnect waits for a peer that does not read, and for the end of its side (DSC-12)")
        void gracefulWaits() {
            story.connected();
            long irp = story.disconnect();
            story.sees("eof").quiesce().peer("fin").irp(irp, SUCCESS).quiesce().breaksNothing();
        }

        @Test
        @DisplayName("A stuck graceful disconnect ends with a failure when the client aborts (DSC-12)")
        void stuckIsForced() {
            story.connected().peer("pause");
            long send = story.send(99);
            long graceful = story.disconnect();
            story.quiesce();
            long abort = story.abort();
            story.irp(send, CANCELLED)
                    .irp(graceful, FAILED)
                    .irp(abort, SUCCESS)
                    .peer("resume")
                    .sees("reset")
                    .quiesce();
            story.exercises("DSC-11", "DSC-12").breaksNothing();
        }

        @Test
        @DisplayName("A callback that began before the abort is recorded after its completion")
        void callbackLags() {
            story.enabled("receive").writes(4);
            long irp = story.abort();
            story.irp(irp, SUCCESS).sees("reset").report(0, 4).quiesce().breaksNothing();
        }

        @Test
        @DisplayName("Sends of the client after its disconnect end as they like, so long as nothing arrives (DSC-10)")
        void sendsInVain() {
            story.connected()
                    .disconnected()
                    .sees("eof")
                    .sent(4, SUCCESS)
                    .sent(4, FAILED)
                    .quiesce()
                    .breaksNothing();
        }

        @Test
        @DisplayName(
                "Closing an undisconnected connection: the peer sees a reset, and callbacks may come until then (A-19, CLS-07)")
        void closeAborts() {
            story.enabled("receive").writes(4);
            long irp = story.story.newIrp();
            long call = story.story.call("WskCloseSocket", "s1", irp, o -> o);
            story.report(0, 4).irp(irp, SUCCESS);
            story.story.returned(call, PENDING);
            story.sees("reset")
                    .quiesce()
                    .exercises("CLS-05", "CLS-07", "CLS-10")
                    .breaksNothing();
        }

        @Test
        @DisplayName("Closing a fully disconnected connection: nothing more is seen (CLS-07)")
        void closeIsQuiet() {
            story.connected()
                    .disconnected()
                    .sees("eof")
                    .peer("fin")
                    .quiesce()
                    .close()
                    .quiesce();
            story.exercises("CLS-07").breaksNothing();
        }

        @Test
        @DisplayName("The peer ends its side while the client closes: reset or not (CLS-07)")
        void closeRaces() {
            story.connected().disconnected().sees("eof").quiesce();
            long irp = story.story.newIrp();
            long call = story.story.call("WskCloseSocket", "s1", irp, o -> o);
            story.peer("fin").irp(irp, SUCCESS);
            story.story.returned(call, SUCCESS);
            story.quiesce().breaksNothing();
        }

        @Test
        @DisplayName("A peer that does not read does not notice the reset (CLS-07)")
        void pausedPeer() {
            story.connected().peer("pause").close().quiesce().breaksNothing();
        }

        @Test
        @DisplayName("Silent mode: a callback that had begun, then nothing, and the close (CON-19)")
        void silentMode() {
            story.enabled("receive", "disconnect")
                    .writes(4)
                    .silent()
                    .report(0, 4)
                    .quiesce();
            story.writes(4)
                    .peer("fin")
                    .sent(4, "STATUS_INVALID_DEVICE_STATE")
                    .quiesce()
                    .close()
                    .quiesce();
            story.exercises("CON-19").breaksNothing();
        }

        @Test
        @DisplayName(
                "Silent mode is not supported here, and everything goes on (sio-wsk-set-tcp-silent-mode: not on loopback)")
        void silentModeRefused() {
            story.enabled("receive").irp(story.query("SIO_WSK_SET_TCP_SILENT_MODE"), "STATUS_NOT_SUPPORTED");
            story.writes(4)
                    .report(0, 4)
                    .sent(4, SUCCESS)
                    .seesData(0, 4)
                    .quiesce()
                    .breaksNothing();
        }
    }

    @Nested
    class Backlog {
        @Test
        @DisplayName("The size never changes, and the event never comes (BKL-05)")
        void constant() {
            story.enabled("backlog").ideal(100).quiesce().ideal(100).quiesce();
            story.exercises("BKL-05", "BKL-04").breaksNothing();
        }

        @Test
        @DisplayName("The event comes after the second query, by quiescence (BKL-01)")
        void late() {
            story.enabled("backlog")
                    .ideal(100)
                    .peer("backlog")
                    .ideal(200)
                    .backlogEvent(200)
                    .quiesce();
            story.ideal(200).quiesce().exercises("BKL-01", "BKL-02").breaksNothing();
        }

        @Test
        @DisplayName("A query that was on its way tells the old size after the event (BKL-02)")
        void queryLags() {
            story.enabled("backlog").ideal(100).quiesce();
            long irp = story.query("SIO_WSK_QUERY_IDEAL_SEND_BACKLOG");
            story.peer("backlog")
                    .backlogEvent(200)
                    .answered(irp, 100)
                    .quiesce()
                    .ideal(200)
                    .quiesce()
                    .breaksNothing();
        }

        @Test
        @DisplayName("The size changes again after the event: another one follows (BKL-02)")
        void changesAgain() {
            story.enabled("backlog")
                    .backlogEvent(200)
                    .quiesce()
                    .peer("backlog")
                    .ideal(300)
                    .backlogEvent(300)
                    .quiesce();
            story.breaksNothing();
        }

        @Test
        @DisplayName("The size changes while the event is off: nobody is told (BKL-01)")
        void changesUnwatched() {
            story.enabled("backlog")
                    .ideal(100)
                    .disable("backlog", SUCCESS)
                    .quiesce()
                    .peer("backlog");
            story.enable("backlog").ideal(200).quiesce().ideal(200).quiesce().breaksNothing();
        }

        @Test
        @DisplayName("The event tells the size that it was anyway")
        void needless() {
            story.enabled("backlog")
                    .ideal(100)
                    .backlogEvent(100)
                    .backlogEvent(100)
                    .ideal(100)
                    .quiesce()
                    .breaksNothing();
        }
    }

    /** Called broken by the oracle until walks over the reference showed that it may be. */
    @Nested
    class Walked {
        @Test
        @DisplayName("An abort completes after the callback in progress: nothing is received after it (DSC-11, GEN-13)")
        void abortWaitsForCallback() {
            story.enabled("receive").writes(4);
            long callback = story.enter(0, 4);
            long irp = story.abort();
            story.sees("reset")
                    .quiesce()
                    .exit(callback, SUCCESS)
                    .irp(irp, SUCCESS)
                    .quiesce();
            story.breaksNothing();
        }

        @Test
        @DisplayName("A receive waits for the callback in progress, also when the peer has broken off (GEN-13)")
        void receiveWaitsForCallback() {
            story.enabled("receive").writes(4);
            long callback = story.enter(0, 4);
            story.peer("rst");
            long irp = story.receive(0, "WSK_FLAG_DRAIN");
            story.quiesce().exit(callback, SUCCESS).irp(irp, SUCCESS).quiesce();
            story.breaksNothing();
        }

        @Test
        @DisplayName("A DRAIN receive swallows what a callback leaves while it is pending (CON-08, CON-13)")
        void drainsTheRest() {
            story.enabled("receive", "disconnect").writes(14);
            long callback = story.enter(0, 14);
            long drain = story.receive(0, "WSK_FLAG_DRAIN");
            story.take(callback, 12);
            long all = story.receive(24, "WSK_FLAG_WAITALL");
            story.peer("fin").irp(drain, SUCCESS).received(all, 14, 14).end().quiesce();
            story.breaksNothing();
        }

        @Test
        @DisplayName("A DRAIN receive swallows what a callback refuses while it is pending (CON-10)")
        void drainsTheRefused() {
            story.enabled("receive", "disconnect").writes(14);
            long callback = story.enter(0, 14);
            long drain = story.receive(0, "WSK_FLAG_DRAIN");
            story.exit(callback, REFUSED).peer("fin").irp(drain, SUCCESS).end().quiesce();
            story.breaksNothing();
        }

        @Test
        @DisplayName("A WskReceive that returned just before the entry may have met the callback in progress (A-10)")
        void receiveBeforeLateEntry() {
            story.enabled("receive").writes(56).zero();
            story.part(0, 56, 49).report(49, 56).quiesce().breaksNothing();
        }

        @Test
        @DisplayName("One that returned before the callback before cannot have (CON-08)")
        void receiveBeforeAnotherCallback() {
            story.enabled("receive").writes(56).zero().report(0, 20);
            story.part(20, 56, 29).report(49, 56).quiesce();
            story.breaks("CON-08");
        }

        @Test
        @DisplayName("A DRAIN receive is cancelled: whether something was left to take before the end is open (DSC-01)")
        void drainCancelledBeforeTheEnd() {
            story.enabled("receive", "disconnect").writes(18).writes(21);
            long callback = story.enter(0, 18);
            long drain = story.receive(0, "WSK_FLAG_DRAIN");
            story.story.returned(story.disableCall("receive"), "STATUS_EVENT_PENDING");
            story.peer("fin").irp(drain, CANCELLED).take(callback, 18).quiesce();
            story.breaksNothing();
        }

        @Test
        @DisplayName("A DRAIN receive has drained all: the end is due (DSC-01)")
        void drainedBeforeTheEnd() {
            story.enabled("disconnect").writes(18);
            long drain = story.receive(0, "WSK_FLAG_DRAIN");
            story.peer("fin").irp(drain, SUCCESS).quiesce();
            story.breaks("DSC-01", "ENA-05", "GEN-01");
        }

        @Test
        @DisplayName("An abort resets nothing where both sides had ended before (DSC-11, CLS-07)")
        void abortAfterBothEnds() {
            story.enabled("disconnect").peer("fin").end();
            long graceful = story.disconnect();
            story.sees("eof");
            long irp = story.abort();
            story.irp(graceful, SUCCESS).irp(irp, SUCCESS).quiesce().close().quiesce();
            story.breaksNothing();
        }

        @Test
        @DisplayName("After an abort the peer's orderly end is not reported any more (DSC-01)")
        void abortBeforeTheEndIsTold() {
            story.enabled("disconnect").disconnected().sees("eof").peer("fin");
            story.irp(story.abort(), SUCCESS).quiesce().breaksNothing();
        }

        @Test
        @DisplayName("A reset after both sides have ended is no news, nor what it overtakes (A-14)")
        void resetAfterBothEnds() {
            story.enabled("receive", "disconnect").writes(20);
            long callback = story.enter(0, 20);
            story.disconnected().sees("eof").peer("fin").peer("rst").take(callback, 16);
            story.quiesce().breaksNothing();
        }

        @Test
        @DisplayName(
                "Found by a walk: a second disconnect fails, so that the client's end is unclear; after the peer's, a reset may find nothing left (A-14)")
        void resetAfterDoubtfulEnd() {
            story.enabled("disconnect").writes(20);
            long first = story.disconnect();
            story.inline("WskDisconnect", "STATUS_INVALID_DEVICE_STATE", o -> o)
                    .sees("eof")
                    .irp(first, SUCCESS)
                    .peer("fin")
                    .peer("rst");
            story.quiesce().breaksNothing();
        }

        @Test
        @DisplayName("A send and a disconnect that overlap: the disconnect came first, and the send fails (DSC-08)")
        void disconnectOvertakesSend() {
            story.enabled("disconnect").peer("fin").end();
            long first = story.story.newIrp();
            long send = story.sendCall(first, 22);
            long second = story.story.newIrp();
            long disconnect = story.story.call(
                    "WskDisconnect",
                    "s1",
                    second,
                    o -> o.with(Field.OFFSET, 22).with(Field.LENGTH, 9).with(Field.FLAGS, List.of()));
            story.seesData(22, 31).sees("eof").irp(first, FAILED);
            story.story.returned(send, FAILED);
            story.irp(second, SUCCESS);
            story.story.returned(disconnect, SUCCESS);
            story.quiesce().breaksNothing();
        }

        @Test
        @DisplayName("Two sends that overlap arrive in either order (DSC-08)")
        void sendsOvertakeEachOther() {
            story.enabled("disconnect").peer("fin").end();
            long first = story.story.newIrp();
            long send = story.sendCall(first, 5);
            long second = story.story.newIrp();
            long other = story.sendCall(second, 7);
            story.seesData(5, 12).seesData(0, 5).irp(second, SUCCESS).irp(first, SUCCESS);
            story.story.returned(send, SUCCESS);
            story.story.returned(other, SUCCESS);
            story.quiesce().breaksNothing();
        }

        @Test
        @DisplayName("Two sends, one after the other, do not (DSC-08)")
        void sendsInOrder() {
            story.enabled("disconnect").peer("fin").end();
            long first = story.send(5);
            long second = story.send(7);
            story.seesData(5, 12)
                    .seesData(0, 5)
                    .irp(first, SUCCESS)
                    .irp(second, SUCCESS)
                    .quiesce();
            story.breaks("DSC-08");
        }
    }
}
