package org.wsktck.oracle;

import static org.wsktck.oracle.ListeningStory.PENDING;
import static org.wsktck.oracle.ListeningStory.SUCCESS;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.wsktck.trace.Chunk;
import org.wsktck.trace.Field;

/** Stream sockets: what breaks a rule about their two roles, and what is odd but lawful. The socket is l1. */
class StreamSocketsTest {
    private static final String FAILED = "STATUS_UNSUCCESSFUL";
    private static final String REFUSED = "STATUS_CONNECTION_REFUSED";

    private final ListeningStory story = new ListeningStory();

    private ListeningStory made(String... mask) {
        story.entries(
                        "WskAcceptEvent",
                        "WskInspectEvent",
                        "WskAbortEvent",
                        "WskReceiveEvent",
                        "WskDisconnectEvent",
                        "WskSendBacklogEvent")
                .registered();
        return (mask.length == 0 ? story : story.staticMask(mask)).created("WSK_FLAG_STREAM_SOCKET", "stream");
    }

    /** Bound, and quiet. */
    private ListeningStory stream(String... mask) {
        return made(mask).bind().quiesce();
    }

    /** Listening, with WskAcceptEvent enabled. */
    private ListeningStory listening() {
        return stream().inline("WskListen", SUCCESS).quiesce().enable().quiesce();
    }

    private long connectCall(long irp) {
        return story.call("WskConnect", "l1", irp, o -> o.with(Field.ADDRESS, "p1"));
    }

    private ListeningStory connect(String status) {
        long irp = story.newIrp();
        long call = connectCall(irp);
        story.sees(status.equals(SUCCESS) ? "connected" : "refused", "p1");
        return story.irp(irp, status).returned(call, status);
    }

    /** Connected, with nothing enabled. */
    private ListeningStory connected() {
        stream();
        return connect(SUCCESS).quiesce();
    }

    private long accepts(String peer, String table) {
        return story.accepts(peer, o -> o.with(Field.TABLE, table));
    }

    private ListeningStory data(String table) {
        long callback = story.enter(
                "l1",
                "WskReceiveEvent",
                o -> o.with(Field.TABLE, table)
                        .with(Field.DATA, List.of(new Chunk(0, 10, true)))
                        .with(Field.LENGTH, 10));
        return story.exit(callback, SUCCESS);
    }

    @Nested
    class Defects {
        @Test
        @DisplayName("The accept event comes through the table of the other role (ns-wsk-_wsk_client_stream_dispatch)")
        void otherTable() {
            listening().connected("p1");
            story.exit(accepts("p1", "connect"), SUCCESS).quiesce().breaks("STR-01");
        }

        @Test
        @DisplayName("Data comes through the table of listening sockets")
        void dataThroughListenTable() {
            connected().switches(SUCCESS, "WSK_EVENT_RECEIVE").act("write", "p1");
            data("listen").quiesce().breaks("STR-01");
        }

        @Test
        @DisplayName("A listening stream socket raises a connection event (winsock-kernel-socket-categories)")
        void connectionEventOfListener() {
            listening();
            story.exit(story.enter("l1", "WskSendBacklogEvent", o -> o.with(Field.TABLE, "connect")), SUCCESS)
                    .quiesce()
                    .breaks("STR-01", "STR-03", "GEN-04");
        }

        @Test
        @DisplayName("A connected stream socket raises WskAcceptEvent")
        void acceptEventOfConnection() {
            connected().switches(SUCCESS, "WSK_EVENT_RECEIVE");
            story.exit(story.accepts("p2", o -> o.with(Field.TABLE, "listen")), SUCCESS)
                    .quiesce()
                    .breaksAtLeast("STR-01", "STR-03", "GEN-04");
        }

        @Test
        @DisplayName("With a static mask WskAcceptEvent comes before WskListen was called")
        void beforeTheRole() {
            stream("WSK_EVENT_ACCEPT").connected("p1");
            story.exit(accepts("p1", "listen"), SUCCESS).quiesce().breaks("STR-03", "GEN-04");
        }

        @Test
        @DisplayName("The event comes after the WskListen that would have brought it has failed")
        void afterFailedListen() {
            stream("WSK_EVENT_ACCEPT").inline("WskListen", FAILED).quiesce().connected("p1");
            story.exit(accepts("p1", "listen"), SUCCESS).quiesce().breaks("STR-03", "GEN-04");
        }

        @Test
        @DisplayName("WskAccept on a stream socket delivers another stream socket (nc-wsk-pfn_wsk_accept)")
        void deliversStream() {
            stream().inline("WskListen", SUCCESS).quiesce();
            long irp = story.accept();
            story.connected("p1")
                    .takes(irp, "p1", o -> o.with(Field.CATEGORY, "stream"))
                    .quiesce()
                    .breaks("STR-05", "LSN-16");
        }

        @Test
        @DisplayName("An accepted socket raises WskAcceptEvent")
        void acceptedRaisesAccept() {
            listening().connected("p1");
            story.exit(accepts("p1", "listen"), SUCCESS).quiesce();
            story.exit(story.enter("l1.1", "WskAcceptEvent", o -> o), SUCCESS).quiesce();
            story.breaks("STR-05", "GEN-04");
        }

        @Test
        @DisplayName("WskListen waits for a connection (nc-wsk-pfn_wsk_listen)")
        void listenWaits() {
            stream();
            long irp = story.newIrp();
            story.returned(story.call("WskListen", "l1", irp, o -> o), PENDING)
                    .quiesce()
                    .connected("p1")
                    .irp(irp, SUCCESS)
                    .quiesce()
                    .breaks("STR-07");
        }

        @Test
        @DisplayName("WskListen does not return before a connection comes")
        void listenBlocks() {
            stream();
            long irp = story.newIrp();
            long call = story.call("WskListen", "l1", irp, o -> o);
            story.quiesce().irp(irp, SUCCESS).returned(call, SUCCESS).quiesce().breaks("STR-07");
        }

        @Test
        @DisplayName("WskListen returns a status of disable requests")
        void listenReturnsEventPending() {
            stream();
            long irp = story.newIrp();
            story.returned(story.call("WskListen", "l1", irp, o -> o), "STATUS_EVENT_PENDING")
                    .irp(irp, SUCCESS)
                    .quiesce()
                    .breaks("STR-07");
        }

        @Test
        @DisplayName("A WskListen that has returned success never completes")
        void listenNeverCompletes() {
            stream();
            long irp = story.newIrp();
            story.returned(story.call("WskListen", "l1", irp, o -> o), SUCCESS)
                    .quiesce()
                    .breaks("GEN-13");
        }

        @Test
        @DisplayName("A listening stream socket refuses a connection: the rules of listening sockets hold (LSN-01)")
        void refuses() {
            listening().connects("p1").sees("refused", "p1").quiesce().breaks("LSN-01");
        }

        @Test
        @DisplayName("A connected stream socket never reports data: the rules of connections hold (CON-01)")
        void silentConnection() {
            connected()
                    .switches(SUCCESS, "WSK_EVENT_RECEIVE")
                    .quiesce()
                    .act("write", "p1")
                    .quiesce()
                    .breaks("CON-01", "GEN-01", "ENA-05");
        }

        @Test
        @DisplayName("Enabling after WskListen is refused (STR-04, ENA-05)")
        void enablingRefused() {
            stream()
                    .inline("WskListen", SUCCESS)
                    .quiesce()
                    .switches(FAILED, "WSK_EVENT_ACCEPT")
                    .breaks("ENA-05");
        }

        @Test
        @DisplayName("What was accepted on a stream socket is not reported to, though it inherits (LSN-10)")
        void inheritsNothing() {
            listening().inherit().quiesce().connected("p1");
            story.exit(accepts("p1", "listen"), SUCCESS)
                    .quiesce()
                    .act("write", "p1")
                    .quiesce()
                    .breaks("LSN-10", "GEN-01", "CON-01", "ENA-05");
        }
    }

    @Nested
    class Clients {
        @Test
        @DisplayName("The client connects a socket that listens")
        void connectsListener() {
            listening();
            connect(FAILED).quiesce().breaks("STR-02");
        }

        @Test
        @DisplayName("The client sends on a socket that listens")
        void sendsOnListener() {
            listening()
                    .inline("WskSend", "STATUS_INVALID_DEVICE_STATE")
                    .quiesce()
                    .breaks("STR-02", "GEN-16");
        }

        @Test
        @DisplayName("The client listens on a connected socket")
        void listensConnected() {
            connected().inline("WskListen", FAILED).quiesce().breaks("STR-02");
        }

        @Test
        @DisplayName("The client listens on a socket that is not bound")
        void listensUnbound() {
            made().inline("WskListen", FAILED).quiesce().breaks("GEN-16");
        }

        @Test
        @DisplayName("The client enables before there is a role")
        void tooEarly() {
            stream().switches(FAILED, "WSK_EVENT_ACCEPT").quiesce().breaks("STR-04");
        }

        @Test
        @DisplayName("The client enables while WskConnect is under way")
        void whileConnecting() {
            stream();
            connectCall(story.newIrp());
            story.switches(FAILED, "WSK_EVENT_RECEIVE").breaks("STR-04");
        }

        @Test
        @DisplayName("The client enables an event of the other role")
        void otherRole() {
            connected().switches(FAILED, "WSK_EVENT_ACCEPT").quiesce().breaks("STR-04");
        }

        @Test
        @DisplayName("The client switches conditional accept on")
        void mode() {
            made().mode("STATUS_NOT_SUPPORTED").bind().quiesce().breaks("STR-06", "CND-01");
        }
    }

    @Nested
    class Oddities {
        @Test
        @DisplayName(
                "Found by a walk: a peer that came before the role is no untaken byte of the connection made since (CON-11)")
        void peerBeforeTheConnection() {
            stream().connects("p2");
            connect(SUCCESS).sees("refused", "p2").quiesce().switches(SUCCESS, "WSK_EVENT_RECEIVE");
            long irp = story.newIrp();
            story.returned(story.call("WskReceive", "l1", irp, o -> o.with(Field.LENGTH, 13)), "STATUS_PENDING");
            story.quiesce().breaksNothing();
        }

        @Test
        @DisplayName("Found by a walk: the mode is queried from inside a callback, and is not known here (STR-06)")
        void modeIsQueriedInside() {
            listening().connected("p1");
            long callback = accepts("p1", "listen");
            long irp = story.newIrp();
            long call = story.askModeCall(irp);
            story.irp(irp, "STATUS_NOT_SUPPORTED").returned(call, "STATUS_NOT_SUPPORTED");
            story.exit(callback, SUCCESS).quiesce().breaksNothing();
        }

        @Test
        @DisplayName("The event is recorded before WskListen returns")
        void eventBeforeReturn() {
            stream("WSK_EVENT_ACCEPT");
            long irp = story.newIrp();
            long call = story.call("WskListen", "l1", irp, o -> o);
            story.connected("p1");
            story.exit(accepts("p1", "listen"), SUCCESS)
                    .irp(irp, SUCCESS)
                    .returned(call, PENDING)
                    .quiesce()
                    .exercises("STR-01", "STR-03", "STR-07")
                    .breaksNothing();
        }

        @Test
        @DisplayName("Data is recorded before WskConnect completes")
        void dataBeforeCompletion() {
            stream("WSK_EVENT_RECEIVE");
            long irp = story.newIrp();
            long call = connectCall(irp);
            story.sees("connected", "p1").act("write", "p1");
            data("connect")
                    .irp(irp, SUCCESS)
                    .returned(call, PENDING)
                    .quiesce()
                    .exercises("STR-01", "STR-03")
                    .breaksNothing();
        }

        @Test
        @DisplayName("A connect fails, another one, then the socket listens")
        void failuresCommitToNothing() {
            stream();
            connect(REFUSED).quiesce();
            connect(REFUSED).quiesce();
            story.inline("WskListen", SUCCESS).quiesce().enable().quiesce().connected("p2");
            story.exit(accepts("p2", "listen"), SUCCESS)
                    .quiesce()
                    .exercises("STR-01", "LSN-02", "LSN-03")
                    .breaksNothing();
        }

        @Test
        @DisplayName("WskListen fails, then the socket connects")
        void failedListenThenConnect() {
            stream().inline("WskListen", "STATUS_ADDRESS_ALREADY_EXISTS").quiesce();
            connect(SUCCESS).quiesce().switches(SUCCESS, "WSK_EVENT_RECEIVE").quiesce();
            story.act("write", "p1");
            data("connect").quiesce().exercises("CON-01", "STR-01").breaksNothing();
        }

        @Test
        @DisplayName("A connection that comes before WskListen is kept waiting and reported later")
        void connectionBeforeListening() {
            stream("WSK_EVENT_ACCEPT").connected("p1").inline("WskListen", SUCCESS);
            story.exit(accepts("p1", "listen"), SUCCESS).quiesce().breaksNothing();
        }

        @Test
        @DisplayName("A connection that comes before WskListen is refused")
        void refusedBeforeListening() {
            stream().connects("p1").sees("refused", "p1").quiesce();
            story.inline("WskListen", SUCCESS).quiesce().enable().quiesce().breaksNothing();
        }

        @Test
        @DisplayName("WskListen is cancelled and waits for that")
        void cancelledListen() {
            stream();
            long irp = story.newIrp();
            story.returned(story.call("WskListen", "l1", irp, o -> o), PENDING)
                    .cancel(irp)
                    .irp(irp, "STATUS_CANCELLED")
                    .quiesce()
                    .breaksNothing();
        }

        @Test
        @DisplayName("The socket loses its function while WskListen is under way")
        void failsWhileListening() {
            stream();
            long irp = story.newIrp();
            story.returned(story.call("WskListen", "l1", irp, o -> o), PENDING)
                    .fails()
                    .irp(irp, "STATUS_FILE_FORCED_CLOSED")
                    .close()
                    .quiesce()
                    .breaksNothing();
        }

        @Test
        @DisplayName("The second of two WskListens fails, or does not")
        void listensTwice() {
            listening().inline("WskListen", FAILED).inline("WskListen", SUCCESS).quiesce();
            story.connected("p1");
            story.exit(accepts("p1", "listen"), SUCCESS).quiesce().breaksNothing();
        }

        @Test
        @DisplayName("Connection events enabled on the listening socket are inherited")
        void inherits() {
            listening().inherit().quiesce().connected("p1");
            story.exit(accepts("p1", "listen"), SUCCESS).quiesce().act("write", "p1");
            story.exit(
                            story.enter(
                                    "l1.1",
                                    "WskReceiveEvent",
                                    o -> o.with(Field.DATA, List.of(new Chunk(0, 10, true)))
                                            .with(Field.LENGTH, 10)
                                            .with(Field.CONTEXT, "stored")),
                            SUCCESS)
                    .quiesce()
                    .exercises("LSN-10", "STR-05")
                    .breaksNothing();
        }

        @Test
        @DisplayName("An event enabled too early comes as soon as the role allows, or does not come")
        void presetEvents() {
            story.sparing("STR-04");
            stream()
                    .switches(SUCCESS, "WSK_EVENT_ACCEPT")
                    .inline("WskListen", SUCCESS)
                    .quiesce();
            story.connected("p1").quiesce().connected("p2");
            story.exit(accepts("p2", "listen"), SUCCESS).quiesce().breaksNothing();
        }

        @Test
        @DisplayName("Conditional accept, set on a stream socket, works, or does not")
        void modeWorks() {
            story.sparing("STR-06", "CND-01", "CND-06");
            made().mode(SUCCESS).bind().inline("WskListen", SUCCESS).enable().quiesce();
            long callback = story.inspects("p1", 1, o -> o.with(Field.TABLE, "listen"));
            story.exit(callback, "WskInspectReject").quiesce().breaksNothing();
        }

        @Test
        @DisplayName("WskListen and WskConnect at once: nothing is judged from then on")
        void bothAtOnce() {
            stream();
            long irp = story.newIrp();
            long listen = story.call("WskListen", "l1", irp, o -> o);
            connect(SUCCESS);
            story.irp(irp, SUCCESS).returned(listen, SUCCESS).quiesce();
            story.exit(story.enter("l1", "WskSendBacklogEvent", o -> o), SUCCESS)
                    .quiesce()
                    .breaksNothing();
        }
    }
}
