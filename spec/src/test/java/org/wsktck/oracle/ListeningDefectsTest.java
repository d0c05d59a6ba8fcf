package org.wsktck.oracle;

import static org.wsktck.oracle.ListeningStory.REJECTED;
import static org.wsktck.oracle.ListeningStory.SUCCESS;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.wsktck.trace.Field;

/** Defects of listening sockets and of the birth of accepted ones. The sentence says what is done and what the documentation asks for instead. */
class ListeningDefectsTest {
    private static final String FAILED = "STATUS_UNSUCCESSFUL";

    private final ListeningStory story = new ListeningStory();

    @Nested
    class TakingIn {
        @Test
        @DisplayName("A connection is refused although the event is enabled and the queue empty (nc-wsk-pfn_wsk_bind)")
        void refused() {
            story.enabled().connects("p1").sees("refused", "p1").quiesce().breaks("LSN-01");
        }

        @Test
        @DisplayName("A connection attempt is neither answered nor refused")
        void ignored() {
            story.enabled().connects("p1").quiesce().breaks("LSN-01");
        }

        @Test
        @DisplayName("Of two connections the second is neither answered nor refused")
        void secondIgnored() {
            story.enabled()
                    .connected("p1")
                    .delivered("p1")
                    .connects("p2")
                    .quiesce()
                    .breaks("LSN-01");
        }

        @Test
        @DisplayName("With a WskAccept queued a connection is refused")
        void refusedInSpiteOfAccept() {
            story.bound().accept();
            story.quiesce().connects("p1").sees("refused", "p1").quiesce().breaks("LSN-01");
        }
    }

    @Nested
    class Reporting {
        @Test
        @DisplayName("An established connection is never reported (winsock-kernel-events)")
        void silent() {
            story.enabled().connected("p1").quiesce().breaks("LSN-02", "GEN-01", "ENA-05");
        }

        @Test
        @DisplayName("The same after disabling and enabling again")
        void silentAfterAnew() {
            story.enabled()
                    .disable()
                    .quiesce()
                    .enable()
                    .quiesce()
                    .connected("p1")
                    .quiesce()
                    .breaks("LSN-02", "GEN-01", "ENA-05", "ENA-16");
        }

        @Test
        @DisplayName("The same with a static mask (wsk-set-static-event-callbacks)")
        void silentStatic() {
            story.registered()
                    .staticMask("WSK_EVENT_ACCEPT")
                    .created()
                    .bind()
                    .quiesce()
                    .connected("p1")
                    .quiesce()
                    .breaks("LSN-02", "GEN-01", "STA-03");
        }

        @Test
        @DisplayName("The same with a mixed mask, after an attempt to switch it off that must not work")
        void silentMixed() {
            story.registered()
                    .staticMask("WSK_EVENT_ACCEPT", "WSK_EVENT_RECEIVE_FROM")
                    .created()
                    .bind()
                    .quiesce()
                    .disable()
                    .quiesce()
                    .connected("p1")
                    .quiesce()
                    .sparing("STA-06")
                    .breaks("LSN-02", "GEN-01", "STA-03", "STA-04", "STA-05");
        }

        @Test
        @DisplayName("A connection that was established and due is dropped before it was reported")
        void dropped() {
            story.enabled().connected("p1").sees("refused", "p1").quiesce().breaks("LSN-02");
        }

        @Test
        @DisplayName("WskAcceptEvent is called although it was never enabled")
        void neverEnabled() {
            story.bound().quiesce().connected("p1").delivered("p1").breaks("GEN-02", "GEN-03");
        }

        @Test
        @DisplayName("WskAcceptEvent is called after it was disabled")
        void disabled() {
            story.enabled().disable().quiesce().connected("p1").delivered("p1").breaks("GEN-02", "ENA-12");
        }

        @Test
        @DisplayName("The listening socket raises a connection event that was enabled on it for others")
        void foreignEvent() {
            story.enabled().inherit().quiesce().reports("l1", "WskReceiveEvent").breaks("GEN-04");
        }

        @Test
        @DisplayName("A connection is delivered twice by the event")
        void twice() {
            story.enabled().connected("p1").delivered("p1").delivered("p1").breaks("LSN-17");
        }

        @Test
        @DisplayName("A connection is delivered by the event and by WskAccept")
        void twiceBothWays() {
            story.enabled();
            long irp = story.accept();
            story.connected("p1").delivered("p1").takes(irp, "p1").breaks("LSN-17");
        }
    }

    @Nested
    class Arguments {
        @Test
        @DisplayName("RemoteAddress is nobody's that connected")
        void stranger() {
            story.enabled().connected("p1");
            story.exit(story.accepts("p9"), SUCCESS).breaks("LSN-03");
        }

        @Test
        @DisplayName("LocalAddress is not the one on which the connection arrived")
        void wrongLocalAddress() {
            story.enabled().connected("p1");
            story.exit(story.accepts("p1", o -> o.with(Field.ADDRESS, "l7")), SUCCESS)
                    .breaks("LSN-03");
        }

        @Test
        @DisplayName("AcceptSocket is a socket that is open already")
        void staleSocket() {
            story.enabled().connected("p1");
            story.exit(story.accepts("p1", o -> o.with(Field.FRESH, false)), SUCCESS)
                    .breaks("LSN-03");
        }

        @Test
        @DisplayName("Flags has a bit that is none of this callback's")
        void foreignFlag() {
            story.enabled().connected("p1");
            story.exit(story.accepts("p1", o -> o.with(Field.FLAGS, List.of("MSG_BCAST"))), SUCCESS)
                    .breaks("LSN-03");
        }

        @Test
        @DisplayName("After a NULL AcceptSocket a connection is delivered: the socket had not lost its function")
        void aliveAfterNull() {
            story.enabled()
                    .acceptsNull()
                    .quiesce()
                    .connected("p1")
                    .delivered("p1")
                    .sparing("GEN-11")
                    .breaks("LSN-03");
        }

        @Test
        @DisplayName("A NULL AcceptSocket is signalled twice (sample)")
        void nullTwice() {
            story.enabled().fails().acceptsNull().acceptsNull().breaks("LSN-19");
        }

        @Test
        @DisplayName("The listening socket's context is not the one that was given")
        void wrongContext() {
            story.enabled().connected("p1");
            story.exit(story.accepts("p1", o -> o.with(Field.CONTEXT, "other")), SUCCESS)
                    .breaks("GEN-08");
        }
    }

    @Nested
    class Accepting {
        @Test
        @DisplayName("A WskAccept stays queued although a connection is established (nc-wsk-pfn_wsk_accept)")
        void hangs() {
            story.bound().accept();
            story.connected("p1").quiesce().breaks("LSN-16", "GEN-07");
        }

        @Test
        @DisplayName("The same with the event enabled")
        void hangsBesideEvent() {
            story.enabled().accept();
            story.connected("p1").quiesce().breaks("LSN-16");
        }

        @Test
        @DisplayName("A WskAccept pends although a connection is waiting, and then takes it")
        void pendsInSpiteOfStock() {
            story.bound().connected("p1").quiesce();
            long irp = story.accept();
            story.takes(irp, "p1").quiesce().breaks("LSN-16");
        }

        @Test
        @DisplayName("A WskAccept fails for no reason, at once or later")
        void failsForNoReason() {
            story.bound();
            long irp = story.newIrp();
            long call = story.acceptCall(irp);
            story.irp(irp, FAILED).returned(call, FAILED).breaks("LSN-16");
        }

        @Test
        @DisplayName("A queued WskAccept fails for no reason")
        void queuedFails() {
            story.bound();
            long irp = story.accept();
            story.irp(irp, FAILED).breaks("LSN-16");
        }

        @Test
        @DisplayName("A WskAccept succeeds without a socket")
        void noSocket() {
            story.bound();
            long irp = story.accept();
            story.connected("p1").irp(irp, SUCCESS).breaks("LSN-16");
        }

        @Test
        @DisplayName("A WskAccept succeeds with the connection of nobody")
        void nobody() {
            story.bound();
            long irp = story.accept();
            story.takes(irp, "p9").breaks("LSN-16");
        }

        @Test
        @DisplayName("A WskAccept delivers a socket that is open already, or with a wrong local address")
        void staleSocket() {
            story.bound();
            long first = story.accept();
            story.connected("p1")
                    .takes(first, "p1", o -> o.with(Field.FRESH, false))
                    .breaks("LSN-16");
        }

        @Test
        @DisplayName("Time and again WskAcceptEvent takes what a queued WskAccept should get")
        void outranked() {
            story.enabled().accept();
            story.quiesce();
            for (String peer : List.of("p1", "p2", "p3")) {
                story.connected(peer).delivered(peer).quiesce();
            }
            story.breaks("LSN-08");
        }
    }

    @Nested
    class TheClient {
        @Test
        @DisplayName("WskAcceptEvent returns what is no value of its own")
        void illegalReturn() {
            story.enabled().connected("p1").exit(story.accepts("p1"), FAILED).breaks("LSN-06", "GEN-12");
        }

        @Test
        @DisplayName("The client closes a socket that it has rejected")
        void closesRejected() {
            story.enabled().connected("p1");
            story.exit(story.accepts("p1"), REJECTED)
                    .on("l1.1")
                    .close()
                    .on("l1")
                    .breaks("LSN-07");
        }

        @Test
        @DisplayName("The client enables an event inside WskAcceptEvent and stores a table without its entry")
        void enabledWithoutEntry() {
            story.enabled().connected("p1");
            long callback = story.accepts("p1");
            story.on("l1.1").switches(SUCCESS, "WSK_EVENT_RECEIVE").on("l1");
            story.exit(callback, SUCCESS, List.of("WskDisconnectEvent")).breaks("LSN-13");
        }

        @Test
        @DisplayName("WskAccept before WskBind")
        void acceptUnbound() {
            story.registered().created();
            story.accept();
            story.breaks("GEN-16");
        }

        @Test
        @DisplayName("Enabling before WskBind")
        void enableUnbound() {
            story.registered().created().enable().breaks("ENA-02");
        }
    }

    @Nested
    class Accepted {
        @Test
        @DisplayName("The provider resets a connection that the client has accepted (nc-wsk-pfn_wsk_accept_event)")
        void reset() {
            story.enabled().connected("p1").delivered("p1").sees("reset", "p1").breaks("LSN-04");
        }

        @Test
        @DisplayName("The provider does not close a socket that the client has rejected")
        void rejectedStaysOpen() {
            story.enabled()
                    .connected("p1")
                    .exit(story.accepts("p1"), REJECTED)
                    .quiesce()
                    .breaks("LSN-05");
        }

        @Test
        @DisplayName("A callback is made for a socket that the client has rejected")
        void rejectedCallsBack() {
            story.enabled().connected("p1");
            story.exit(story.accepts("p1"), REJECTED)
                    .sees("reset", "p1")
                    .reports("l1.1", "WskDisconnectEvent")
                    .breaks("LSN-05", "GEN-02", "DSC-03");
        }

        @Test
        @DisplayName("What WskAccept delivers has an event enabled (so-wsk-event-callback, A-02)")
        void acceptInherits() {
            story.enabled().inherit().quiesce();
            long irp = story.accept();
            story.connected("p1").takes(irp, "p1").act("write", "p1");
            story.reports("l1.1", "WskReceiveEvent").breaks("LSN-09", "GEN-02");
        }

        @Test
        @DisplayName("Enabling connection events on a listening socket fails")
        void inheritFails() {
            story.bound()
                    .switches(FAILED, "WSK_EVENT_RECEIVE", "WSK_EVENT_DISCONNECT")
                    .breaks("LSN-10");
        }

        @Test
        @DisplayName("Enabling connection events together with WSK_EVENT_ACCEPT fails")
        void inheritWithAcceptFails() {
            story.bound()
                    .switches(FAILED, "WSK_EVENT_ACCEPT", "WSK_EVENT_RECEIVE")
                    .breaks("LSN-10", "ENA-05");
        }

        @Test
        @DisplayName("An event that nobody enabled is raised on a socket that WskAcceptEvent handed over")
        void notInherited() {
            story.enabled().connected("p1").delivered("p1").act("write", "p1");
            story.reports("l1.1", "WskReceiveEvent").breaks("GEN-02");
        }

        @Test
        @DisplayName("An inherited callback is entered before the socket has been handed over")
        void beforeHandOver() {
            story.enabled().inherit().quiesce().connected("p1");
            long callback = story.accepts("p1");
            story.act("write", "p1").thread("t2").reports("l1.1", "WskReceiveEvent");
            story.thread("main").exit(callback, SUCCESS).breaks("LSN-14", "GEN-02");
        }

        @Test
        @DisplayName("An inherited event that was disabled on the accepted socket is raised")
        void disabledInherited() {
            story.enabled().inherit().quiesce().connected("p1").delivered("p1").quiesce();
            story.on("l1.1")
                    .switches(SUCCESS, "WSK_EVENT_RECEIVE", "WSK_EVENT_DISABLE")
                    .quiesce();
            story.act("write", "p1").reports("l1.1", "WskReceiveEvent").breaks("LSN-15", "ENA-12", "GEN-02");
        }

        @Test
        @DisplayName("Disabling an inherited event on the accepted socket fails")
        void disablingInheritedFails() {
            story.enabled().inherit().quiesce().connected("p1").delivered("p1").quiesce();
            story.on("l1.1")
                    .switches(FAILED, "WSK_EVENT_RECEIVE", "WSK_EVENT_DISABLE")
                    .breaks("LSN-15", "ENA-07");
        }

        @Test
        @DisplayName("Closing the listening socket resets what was accepted from it")
        void closedWithListener() {
            story.enabled()
                    .connected("p1")
                    .delivered("p1")
                    .close()
                    .sees("reset", "p1")
                    .breaks("CLS-11");
        }

        @Test
        @DisplayName("The inspect ID of a socket without inspection is answered with success")
        void inspectIdOfNothing() {
            story.enabled().connected("p1").delivered("p1");
            story.on("l1.1").asksInspectId(SUCCESS, 4).breaks("CND-27");
        }

        @Test
        @DisplayName("So is that of a listening socket, and with a wrong status")
        void inspectIdOfListener() {
            story.bound().asksInspectId(FAILED, 0).breaks("CND-27");
        }

        @Test
        @DisplayName("Stored entries are those that callbacks come through")
        void storedEntries() {
            story.enabled().inherit().quiesce().connected("p1");
            story.exit(story.accepts("p1"), SUCCESS, List.of("WskDisconnectEvent"))
                    .act("write", "p1");
            story.reports("l1.1", "WskReceiveEvent").breaks("GEN-02");
        }
    }

    /** Silence on inherited events is also the business of the rules of connection-oriented sockets, so that others may be broken with these. */
    @Nested
    class Inheritance {
        @Test
        @DisplayName("An inherited event is not reported")
        void silent() {
            story.enabled().inherit().quiesce().connected("p1").delivered("p1").quiesce();
            story.act("write", "p1").quiesce().breaksAtLeast("LSN-10");
        }

        @Test
        @DisplayName("An inherited disconnect is not reported")
        void silentDisconnect() {
            story.enabled().inherit().quiesce().connected("p1").delivered("p1").quiesce();
            story.act("fin", "p1").quiesce().breaksAtLeast("LSN-10");
        }

        @Test
        @DisplayName("Inheritance ends when WskAcceptEvent is disabled and enabled again")
        void endsWithDisabling() {
            story.enabled().inherit().disable().quiesce().enable().quiesce();
            story.connected("p1").delivered("p1").quiesce();
            story.act("write", "p1").quiesce().breaksAtLeast("LSN-10", "LSN-12");
        }

        @Test
        @DisplayName("Inheritance ends when disabling a connection event is tried on the listening socket")
        void endsWithAttempt() {
            story.enabled()
                    .inherit()
                    .switches(SUCCESS, "WSK_EVENT_RECEIVE", "WSK_EVENT_DISABLE")
                    .quiesce();
            story.connected("p1").delivered("p1").quiesce();
            story.act("write", "p1").quiesce().breaksAtLeast("LSN-10", "LSN-12");
        }

        @Test
        @DisplayName("Closing the listening socket silences what was accepted from it")
        void silencedWithListener() {
            story.enabled()
                    .inherit()
                    .quiesce()
                    .connected("p1")
                    .delivered("p1")
                    .close()
                    .quiesce();
            story.act("write", "p1").quiesce().breaksAtLeast("LSN-10", "CLS-11");
        }
    }

    @Test
    @DisplayName("WskDeregister returns while an accepted socket is open (CLI-07)")
    void deregisteredWithAcceptedSocket() {
        story.enabled().connected("p1").delivered("p1").close();
        story.returned(story.call("WskReleaseProviderNPI", null, 0, o -> o), SUCCESS);
        story.returned(story.call("WskDeregister", null, 0, o -> o), SUCCESS).breaks("CLI-07");
    }
}
