package org.wsktck.oracle;

import static org.wsktck.oracle.ListeningStory.PENDING;
import static org.wsktck.oracle.ListeningStory.SUCCESS;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.wsktck.trace.Field;

/** Defects of conditional accept. The sentence says what is done and what the documentation asks for instead. */
class ConditionalAcceptDefectsTest {
    private static final String ACCEPT = "WskInspectAccept";
    private static final String REJECT = "WskInspectReject";
    private static final String PEND = "WskInspectPend";
    private static final String FAILED = "STATUS_UNSUCCESSFUL";

    private final ListeningStory story = new ListeningStory();

    @Nested
    class TheMode {
        @Test
        @DisplayName("The mode reads as on before it was set (so-conditional-accept)")
        void onByDefault() {
            story.registered().created().asksMode(1).breaks("CND-02");
        }

        @Test
        @DisplayName("The mode reads as off, or as something else, after it was set")
        void offAfterSetting() {
            story.registered()
                    .created()
                    .mode(SUCCESS)
                    .asksMode(0)
                    .bind()
                    .asksMode(7)
                    .breaks("CND-02");
        }

        @Test
        @DisplayName("WskInspectEvent is called on a socket without the mode")
        void inspectsWithoutMode() {
            story.enabled().connects("p1").inspected("p1", 1, ACCEPT).breaks("CND-04", "GEN-02", "GEN-03");
        }

        @Test
        @DisplayName("It is called although the transport refused the mode")
        void inspectsInSpiteOfRefusal() {
            story.registered().created().mode(FAILED).bind().connects("p1");
            story.inspected("p1", 1, ACCEPT).breaks("CND-04", "GEN-02", "GEN-03");
        }

        @Test
        @DisplayName("WskAbortEvent is called on a socket without the mode")
        void abortsWithoutMode() {
            story.enabled().connects("p1").aborts(1).breaks("CND-04", "GEN-02", "GEN-03");
        }
    }

    @Nested
    class Inspecting {
        @Test
        @DisplayName("A request is not inspected (nc-wsk-pfn_wsk_inspect_event)")
        void notInspected() {
            story.conditional().connects("p1").quiesce().breaks("CND-07", "GEN-01");
        }

        @Test
        @DisplayName("The same where nothing was enabled by request")
        void notInspectedByModeAlone() {
            story.conditionalOnly().connects("p1").quiesce().breaks("CND-07", "CND-05", "GEN-01");
        }

        @Test
        @DisplayName("The second of two requests is not inspected while the first is pended")
        void secondNotInspected() {
            story.conditional().connects("p1").inspected("p1", 1, PEND);
            story.connects("p2").quiesce().breaks("CND-07", "GEN-01");
        }

        @Test
        @DisplayName("A request is refused without inspection")
        void refused() {
            story.conditional().connects("p1").sees("refused", "p1").quiesce().breaks("CND-07");
        }

        @Test
        @DisplayName("A request is inspected twice")
        void twice() {
            story.conditional()
                    .connects("p1")
                    .inspected("p1", 1, PEND)
                    .inspected("p1", 2, PEND)
                    .breaks("CND-07");
        }

        @Test
        @DisplayName("A connection is inspected after it has been delivered")
        void late() {
            story.conditional()
                    .connects("p1")
                    .inspected("p1", 1, ACCEPT)
                    .sees("connected", "p1")
                    .delivered("p1");
            story.inspected("p1", 2, REJECT).breaks("CND-07");
        }

        @Test
        @DisplayName("RemoteAddress is nobody's that asked")
        void stranger() {
            story.conditional().connects("p1").inspected("p9", 1, REJECT).breaks("CND-07");
        }

        @Test
        @DisplayName("LocalAddress is not the one on which the request arrived")
        void wrongAddress() {
            story.conditional().connects("p1");
            story.exit(story.inspects("p1", 1, o -> o.with(Field.ADDRESS, "l8")), REJECT)
                    .breaks("CND-07");
        }

        @Test
        @DisplayName("Two pended requests have equal IDs (ns-wsk-_wsk_inspect_id)")
        void equalIds() {
            story.conditional().connects("p1").inspected("p1", 1, PEND);
            story.connects("p2").inspected("p2", 1, PEND).breaks("CND-09");
        }

        @Test
        @DisplayName("An accepted request that is not delivered yet and a new one have equal IDs")
        void equalIdOfUndelivered() {
            story.conditional().connects("p1").inspected("p1", 1, ACCEPT);
            story.connects("p2").inspected("p2", 1, ACCEPT).breaks("CND-09");
        }

        @Test
        @DisplayName("After a NULL InspectID a request is inspected: the socket had not lost its function")
        void aliveAfterNull() {
            story.conditional();
            story.exit(story.enter("WskInspectEvent", o -> o), REJECT).quiesce();
            story.connects("p1").inspected("p1", 1, REJECT).sparing("GEN-11").breaks("CND-07");
        }
    }

    @Nested
    class Deciding {
        @Test
        @DisplayName("A connection is delivered without inspection")
        void uninspected() {
            story.conditional().connects("p1").delivered("p1").breaks("CND-08");
        }

        @Test
        @DisplayName("A connection is delivered while it is inspected")
        void whileInspecting() {
            story.conditional().connects("p1");
            long callback = story.inspects("p1", 1);
            story.thread("t2")
                    .delivered("p1")
                    .thread("main")
                    .exit(callback, ACCEPT)
                    .breaks("CND-08");
        }

        @Test
        @DisplayName("A rejected request is delivered")
        void rejectedDelivered() {
            story.conditional()
                    .connects("p1")
                    .inspected("p1", 1, REJECT)
                    .delivered("p1")
                    .breaks("CND-12", "CND-08");
        }

        @Test
        @DisplayName("A rejected request is reported as aborted")
        void rejectedAborted() {
            story.conditional()
                    .connects("p1")
                    .inspected("p1", 1, REJECT)
                    .aborts(1)
                    .breaks("CND-12", "CND-16");
        }

        @Test
        @DisplayName("A rejected request is established")
        void rejectedEstablished() {
            story.conditional()
                    .connects("p1")
                    .inspected("p1", 1, REJECT)
                    .sees("connected", "p1")
                    .breaks("CND-12");
        }

        @Test
        @DisplayName("A pended request is delivered before it is completed")
        void pendedDelivered() {
            story.conditional()
                    .connects("p1")
                    .inspected("p1", 1, PEND)
                    .delivered("p1")
                    .breaks("CND-13", "CND-08");
        }

        @Test
        @DisplayName("A pended request is delivered to a queued WskAccept before it is completed")
        void pendedTaken() {
            story.conditional();
            long irp = story.accept();
            story.connects("p1").inspected("p1", 1, PEND).takes(irp, "p1").breaks("CND-13", "CND-08");
        }

        @Test
        @DisplayName("The peer sees its connection established before the decision (header)")
        void handshakeFirst() {
            story.conditional()
                    .connects("p1")
                    .inspected("p1", 1, PEND)
                    .sees("connected", "p1")
                    .breaks("CND-24");
        }

        @Test
        @DisplayName("The peer sees its connection established before the inspection")
        void handshakeBeforeInspection() {
            story.conditional()
                    .connects("p1")
                    .sees("connected", "p1")
                    .inspected("p1", 1, REJECT)
                    .breaks("CND-24");
        }

        @Test
        @DisplayName("Nothing comes of a request that was accepted")
        void nothingComes() {
            story.conditional()
                    .connects("p1")
                    .inspected("p1", 1, ACCEPT)
                    .quiesce()
                    .breaks("CND-11");
        }

        @Test
        @DisplayName("Of a request that was accepted and established nothing is reported")
        void establishedAndSilent() {
            story.conditional()
                    .connects("p1")
                    .inspected("p1", 1, ACCEPT)
                    .sees("connected", "p1")
                    .quiesce()
                    .breaks("CND-11", "CND-25", "LSN-02", "GEN-01", "ENA-05");
        }

        @Test
        @DisplayName("A queued WskAccept does not get a connection that was accepted by inspection")
        void acceptHangs() {
            story.conditionalOnly().accept();
            story.connects("p1")
                    .inspected("p1", 1, ACCEPT)
                    .sees("connected", "p1")
                    .quiesce()
                    .breaks("CND-11", "CND-25", "LSN-16");
        }

        @Test
        @DisplayName("A request that was accepted is aborted and delivered")
        void abortedAndDelivered() {
            story.conditional()
                    .connects("p1")
                    .inspected("p1", 1, ACCEPT)
                    .aborts(1)
                    .delivered("p1")
                    .breaks("CND-11");
        }
    }

    @Nested
    class Completing {
        @Test
        @DisplayName("Nothing comes of a request that was resumed (nc-wsk-pfn_wsk_inspect_complete)")
        void nothingComes() {
            story.conditional().connects("p1").inspected("p1", 1, PEND).quiesce();
            story.completes(1, ACCEPT).quiesce().breaks("CND-21");
        }

        @Test
        @DisplayName("WskInspectComplete fails, and the request never goes on")
        void fails() {
            story.conditional().connects("p1").inspected("p1", 1, PEND).quiesce();
            long irp = story.newIrp();
            long call = story.completeCall(irp, 1, ACCEPT);
            story.irp(irp, FAILED).returned(call, FAILED).quiesce().breaks("CND-21");
        }

        @Test
        @DisplayName("A resumed request is aborted and delivered")
        void abortedAndDelivered() {
            story.conditional().connects("p1").inspected("p1", 1, PEND).completes(1, ACCEPT);
            story.aborts(1).delivered("p1").breaks("CND-21");
        }

        @Test
        @DisplayName("A request is delivered after WskInspectComplete has rejected it")
        void droppedDelivered() {
            story.conditional().connects("p1").inspected("p1", 1, PEND).completes(1, REJECT);
            story.delivered("p1").breaks("CND-22", "CND-08");
        }

        @Test
        @DisplayName("A request is established after WskInspectComplete has rejected it")
        void droppedEstablished() {
            story.conditional().connects("p1").inspected("p1", 1, PEND).completes(1, REJECT);
            story.sees("connected", "p1").breaks("CND-22");
        }

        @Test
        @DisplayName("An aborted request is completed with accept, and delivered")
        void abortedCompletedDelivered() {
            story.conditional()
                    .connects("p1")
                    .inspected("p1", 1, PEND)
                    .act("rst", "p1")
                    .aborts(1);
            story.completes(1, ACCEPT).delivered("p1").breaks("CND-19");
        }

        @Test
        @DisplayName("WskInspectComplete returns success and its IRP fails")
        void disagree() {
            story.conditional().connects("p1").inspected("p1", 1, PEND);
            long irp = story.newIrp();
            long call = story.completeCall(irp, 1, REJECT);
            story.irp(irp, FAILED).returned(call, SUCCESS).breaks("GEN-13");
        }
    }

    @Nested
    class Aborting {
        @Test
        @DisplayName("A request is aborted before it was inspected (nc-wsk-pfn_wsk_abort_event)")
        void uninspected() {
            story.conditional().connects("p1").aborts(1).breaks("CND-16");
        }

        @Test
        @DisplayName("A request is aborted before WskInspectEvent has returned")
        void whileInspecting() {
            story.conditional().connects("p1");
            long callback = story.inspects("p1", 1);
            story.thread("t2").aborts(1).thread("main").exit(callback, REJECT).breaks("CND-16");
        }

        @Test
        @DisplayName("A delivered connection is reported as aborted")
        void delivered() {
            story.conditional()
                    .connects("p1")
                    .inspected("p1", 1, ACCEPT)
                    .sees("connected", "p1")
                    .delivered("p1");
            story.aborts(1).breaks("CND-16");
        }

        @Test
        @DisplayName("The aborted ID is none that was inspected: not equal in content (CND-09)")
        void unknownId() {
            story.conditional().connects("p1").inspected("p1", 1, PEND).act("rst", "p1");
            story.aborts(2).aborts(1).breaks("CND-16");
        }

        @Test
        @DisplayName("A request that its peer gave up while it was pended is not reported")
        void silent() {
            story.conditional().connects("p1").inspected("p1", 1, PEND).quiesce();
            story.act("rst", "p1").quiesce().breaks("CND-17", "GEN-01");
        }

        @Test
        @DisplayName("The same where nothing was enabled by request")
        void silentByModeAlone() {
            story.conditionalOnly().connects("p1").inspected("p1", 1, PEND).quiesce();
            story.act("rst", "p1").quiesce().breaks("CND-17", "CND-05", "GEN-01");
        }

        @Test
        @DisplayName("A request that its peer gave up during the inspection is not reported")
        void silentAfterInspection() {
            story.conditional().connects("p1");
            long callback = story.inspects("p1", 1);
            story.act("rst", "p1").exit(callback, ACCEPT).quiesce().breaks("CND-17", "GEN-01");
        }

        @Test
        @DisplayName("The provider drops a pended request without a word")
        void droppedSilently() {
            story.conditional().connects("p1").inspected("p1", 1, PEND).quiesce();
            story.sees("refused", "p1").quiesce().breaks("CND-17", "GEN-01");
        }

        @Test
        @DisplayName("The provider drops an accepted request without a word")
        void acceptedDroppedSilently() {
            story.conditional().connects("p1").inspected("p1", 1, ACCEPT);
            story.sees("refused", "p1").quiesce().breaks("CND-17", "GEN-01");
        }

        @Test
        @DisplayName("An abort is reported twice")
        void twice() {
            story.conditional().connects("p1").inspected("p1", 1, PEND).act("rst", "p1");
            story.aborts(1).aborts(1).breaks("CND-17");
        }

        @Test
        @DisplayName("A request that was aborted while it was pended is established")
        void establishedAfterAbort() {
            story.conditional().connects("p1").inspected("p1", 1, PEND).aborts(1);
            story.sees("connected", "p1").breaks("CND-24");
        }

        @Test
        @DisplayName("An abort crosses a rejecting WskInspectComplete, and is reported again")
        void twiceAfterRejection() {
            story.conditional().connects("p1").inspected("p1", 1, PEND).completes(1, REJECT);
            story.aborts(1).aborts(1).breaks("CND-17");
        }

        @Test
        @DisplayName("An abort is reported after the listening socket has been closed")
        void afterClose() {
            story.conditional()
                    .connects("p1")
                    .inspected("p1", 1, PEND)
                    .close()
                    .aborts(1)
                    .breaks("CLS-04");
        }
    }

    @Nested
    class TheInspectId {
        @Test
        @DisplayName("The ID of an accepted socket is not that of its inspection (sio-wsk-query-inspect-id)")
        void other() {
            story.conditional()
                    .connects("p1")
                    .inspected("p1", 1, ACCEPT)
                    .sees("connected", "p1")
                    .delivered("p1");
            story.on("l1.1").asksInspectId(SUCCESS, 2).breaks("CND-26");
        }

        @Test
        @DisplayName("The query fails on a socket that was inspected")
        void fails() {
            story.conditional().connects("p1").inspected("p1", 1, ACCEPT).sees("connected", "p1");
            long irp = story.accept();
            story.takes(irp, "p1").on("l1.1");
            story.asksInspectId("STATUS_INVALID_DEVICE_REQUEST", 0).breaks("CND-26");
        }

        @Test
        @DisplayName("The query succeeds on the listening socket itself")
        void onListener() {
            story.conditional().asksInspectId(SUCCESS, 1).breaks("CND-27");
        }
    }

    @Nested
    class TheClient {
        @Test
        @DisplayName("The mode is set after the binding")
        void late() {
            story.bound().mode(FAILED).breaks("CND-01");
        }

        @Test
        @DisplayName("The mode is set without an IRP")
        void withoutIrp() {
            story.registered().created();
            story.returned(story.modeCall(0, 1), SUCCESS).breaks("CND-01");
        }

        @Test
        @DisplayName("The mode is set on a datagram socket")
        void wrongCategory() {
            story.registered().entries("WskReceiveFromEvent").created("WSK_FLAG_DATAGRAM_SOCKET", "datagram");
            story.mode(FAILED).breaks("CND-01");
        }

        @Test
        @DisplayName("The mode is set without the entries for it")
        void withoutEntries() {
            story.registered()
                    .entries("WskAcceptEvent", "WskInspectEvent")
                    .created()
                    .mode(SUCCESS)
                    .breaks("CND-06");
        }

        @Test
        @DisplayName("WskInspectEvent returns what is no action")
        void noAction() {
            story.conditional().connects("p1").inspected("p1", 1, "0x5").breaks("CND-10", "GEN-12");
        }

        @Test
        @DisplayName("WskAbortEvent returns a failure")
        void abortFails() {
            story.conditional().connects("p1").inspected("p1", 1, PEND).act("rst", "p1");
            story.exit(story.aborting(1), FAILED).breaks("CND-18", "GEN-12");
        }

        @Test
        @DisplayName("A pended request is completed twice")
        void completesTwice() {
            story.conditional()
                    .connects("p1")
                    .inspected("p1", 1, PEND)
                    .completes(1, ACCEPT)
                    .completes(1, ACCEPT);
            story.sees("connected", "p1").delivered("p1").breaks("CND-14");
        }

        @Test
        @DisplayName("A request is completed before WskInspectEvent has returned")
        void completesEarly() {
            story.conditional().connects("p1");
            long callback = story.inspects("p1", 1);
            story.completes(1, ACCEPT).exit(callback, REJECT).breaks("CND-14");
        }

        @Test
        @DisplayName("A request that nobody knows is completed")
        void completesUnknown() {
            story.conditional().completes(9, ACCEPT).breaks("CND-14");
        }

        @Test
        @DisplayName("A pended request is never completed")
        void neverCompletes() {
            story.conditional().connects("p1").inspected("p1", 1, PEND);
            story.quiesce().quiesce().quiesce().quiesce().breaks("CND-14");
        }

        @Test
        @DisplayName("The pointer that the callback got is passed on")
        void notCopied() {
            story.conditional().connects("p1").inspected("p1", 1, PEND);
            long irp = story.newIrp();
            story.returned(story.completeCall(irp, 1, REJECT, o -> o.with(Field.COPIED, false)), PENDING)
                    .irp(irp, SUCCESS)
                    .breaks("CND-15");
        }

        @Test
        @DisplayName("A request is completed with pend, and another without an IRP")
        void completesWithPend() {
            story.conditional().connects("p1").inspected("p1", 1, PEND);
            story.connects("p2").inspected("p2", 2, PEND);
            story.completes(1, PEND);
            story.returned(story.completeCall(0, 2, REJECT), SUCCESS).breaks("CND-20");
        }

        @Test
        @DisplayName("WskInspectComplete on a socket without the mode")
        void completesElsewhere() {
            story.enabled().completes(1, REJECT).breaks("CND-20", "CND-14");
        }
    }

    @Test
    @DisplayName("Of two listening sockets one inspects the other's request: its peer is nobody's there")
    void otherListener() {
        story.conditional().on("l2").entries("WskAcceptEvent", "WskInspectEvent", "WskAbortEvent");
        story.created().mode(SUCCESS).bind().quiesce().on("l1").connects("p1").on("l2");
        story.inspected("p1", 1, REJECT).on("l1").inspected("p1", 1, REJECT).breaks("CND-07");
    }

    @Test
    @DisplayName("Flags of WskInspectEvent has a bit that is none of this callback's")
    void foreignFlag() {
        story.conditional().connects("p1");
        story.exit(story.inspects("p1", 1, o -> o.with(Field.FLAGS, List.of("MSG_BCAST"))), REJECT)
                .breaks("CND-07");
    }
}
