package org.wsktck.adapter.ioctl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wsktck.target.Action;
import org.wsktck.target.Invocation;
import org.wsktck.target.Payload;
import org.wsktck.target.ScriptBuilder;
import org.wsktck.target.Target;
import org.wsktck.target.TargetException;
import org.wsktck.target.Wsk;
import org.wsktck.trace.Chunk;
import org.wsktck.trace.Datagram;
import org.wsktck.trace.Field;
import org.wsktck.trace.Kind;
import org.wsktck.trace.Observation;
import org.wsktck.trace.TraceReader;
import org.wsktck.trace.TraceWriter;

/** Scripts through the target {@code wine:FILE}, end to end, with the tests' own provider as FILE. Skipped without mingw-w64 or Wine. */
class ProviderTargetTest {
    @TempDir
    static Path work;

    private static final long AT_DISPATCH = 0x100;
    private static final long FOREIGN_CONTEXT = 0x200;

    private static Target target;
    private final List<Observation> seen = new ArrayList<>();

    @BeforeAll
    static void begin() throws Exception {
        assumeTrue(Tools.has("wine"), "wine is not installed");
        Path provider = TestProvider.build(work);
        target = new IoctlTargets(Map.of()).named("wine:" + provider).orElseThrow();
    }

    @AfterAll
    static void end() throws Exception {
        if (target != null) {
            target.close();
        }
    }

    private void play(ScriptBuilder script) throws TargetException {
        Sessions.play(target, script, seen::add);
    }

    // ---- what the tests' provider is told; see its first comment ----

    private static Invocation told(String socket, String code, Object... more) {
        return Wsk.of(
                "WskControlSocket",
                Wsk.CLIENT,
                socket,
                null,
                ScriptBuilder.args(Stream.concat(
                                Stream.of("request", "WskIoctl", "code", code, "inputSize", 16, "outputSize", 8),
                                Stream.of(more))
                        .toArray()));
    }

    /** Calls the event, and answers what the callback returned. */
    private static Invocation raise(String socket, String event, long how) {
        return told(socket, "0x7E000001", "value", Protocol.load().number("event", event) | how);
    }

    private static Invocation raise(String socket, String event) {
        return raise(socket, event, 0);
    }

    private static Invocation from(String socket, String peer) {
        return told(socket, "0x7E000004", "address", peer);
    }

    private static Invocation stream(String socket, String peer) {
        return told(socket, "0x7E000005", "value", Payload.key(peer));
    }

    private static Invocation datagrams(String socket, long number) {
        return told(socket, "0x7E000006", "value", number);
    }

    private List<Observation> of(Kind kind, String event) {
        return seen.stream()
                .filter(each -> each.kind() == kind && event.equals(each.text(Field.EVENT)))
                .toList();
    }

    private Observation only(Kind kind, String event) {
        assertThat(of(kind, event)).as(kind + " of " + event).hasSize(1);
        return of(kind, event).get(0);
    }

    /** What a completion of that function says; the call is the only one of it. */
    private Observation completion(String fn) {
        return seen.stream()
                .filter(each -> each.kind() == Kind.IRP && fn.equals(each.text(Field.FN)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no completion of " + fn));
    }

    /** Every record as the schema demands, pairs and numbers included. */
    @AfterEach
    void theTraceIsWellFormed() throws Exception {
        Path trace = work.resolve("trace.ndjson");
        TraceWriter.writeAll(trace, seen, "wine:netio.sys", "test", 1L);
        assertThat(TraceReader.readAll(trace)).hasSize(seen.size());
        assertThat(seen)
                .filteredOn(each -> each.kind() == Kind.MARK)
                .extracting(each -> each.text(Field.TEXT))
                .as("nothing was skipped")
                .allMatch("clean-up"::equals);
    }

    /** One script in which each of the nine callbacks happens. */
    @Test
    void everyCallbackIsObserved() throws Exception {
        play(ScriptBuilder.script("callbacks", "Every callback happens")
                .call(Wsk.registerWithClientEvent(Wsk.CLIENT))
                .call(Wsk.capture(Wsk.CLIENT, "WSK_NO_WAIT"))
                .call(Wsk.of("WskControlClient", Wsk.CLIENT, null, "i1", Map.of("code", "0x7E000003")))
                .inspecting("s1")
                .call(from("s1", "p1"))
                .react("s1", Wsk.INSPECT, ScriptBuilder.returns("WskInspectPend"))
                .call(raise("s1", Wsk.INSPECT))
                .call(Wsk.inspectComplete("s1", "p1", "WskInspectAccept", "i2"))
                .call(raise("s1", Wsk.ABORT))
                .call(raise("s1", Wsk.ACCEPT))
                .call(raise("s1.1", Wsk.RECEIVE))
                .call(raise("s1.1", Wsk.DISCONNECT, AT_DISPATCH))
                .call(raise("s1.1", Wsk.SEND_BACKLOG))
                .call(Wsk.registerExtension("s1.1", Wsk.EXTENSION_NPI))
                .call(raise("s1.1", Wsk.EXTENSION))
                .bound("d1")
                .call(raise("d1", Wsk.RECEIVE_FROM))
                .quiesce());
        assertThat(only(Kind.ENTER, "WskClientEvent"))
                .returns("c1", o -> o.text(Field.VIA))
                .returns("c1", o -> o.text(Field.CLIENT))
                .returns("c1", o -> o.text(Field.CONTEXT))
                .returns(1L, o -> o.number(Field.EVENT_TYPE, -1))
                .returns(0L, o -> o.number(Field.LENGTH, -1))
                .returns(false, o -> o.flag(Field.POINTER, true));
        assertThat(only(Kind.EXIT, "WskClientEvent").text(Field.STATUS)).isEqualTo("STATUS_NOT_IMPLEMENTED");
        for (String event : Wsk.LISTEN_ENTRIES) {
            assertThat(only(Kind.ENTER, event))
                    .returns("s1", o -> o.text(Field.SOCKET))
                    .returns("s1", o -> o.text(Field.VIA))
                    .returns("s1", o -> o.text(Field.CONTEXT))
                    .returns(!event.equals(Wsk.ABORT), o -> "p1".equals(o.text(Field.PEER)))
                    .returns(!event.equals(Wsk.ABORT), o -> "s1".equals(o.text(Field.ADDRESS)))
                    .returns(!event.equals(Wsk.ACCEPT), o -> o.number(Field.INSPECT, 0) == 1);
        }
        assertThat(only(Kind.EXIT, Wsk.INSPECT).text(Field.ACTION)).isEqualTo("WskInspectPend");
        assertThat(one(Kind.CALL, Field.FN, "WskInspectComplete"))
                .returns(1L, o -> o.number(Field.INSPECT, 0))
                .returns("WskInspectAccept", o -> o.text(Field.ACTION));
        assertThat(only(Kind.ENTER, Wsk.ACCEPT))
                .returns("s1.1", o -> o.text(Field.ACCEPT_SOCKET))
                .returns(true, o -> o.flag(Field.FRESH, false))
                .returns(List.of(), o -> o.texts(Field.FLAGS));
        // What is stored is a table of connections, and has the entries of one.
        assertThat(only(Kind.EXIT, Wsk.ACCEPT))
                .returns("STATUS_SUCCESS", o -> o.text(Field.STATUS))
                .returns("s1.1", o -> o.text(Field.CONTEXT))
                .returns(Wsk.CONNECTION_ENTRIES, o -> o.texts(Field.ENTRIES));
        for (String event : List.of(Wsk.RECEIVE, Wsk.DISCONNECT, Wsk.SEND_BACKLOG, Wsk.EXTENSION)) {
            assertThat(only(Kind.ENTER, event))
                    .returns("s1.1", o -> o.text(Field.SOCKET))
                    .returns("s1.1", o -> o.text(Field.VIA))
                    .returns("s1.1", o -> o.text(Field.CONTEXT))
                    .returns(false, o -> o.has(Field.TABLE));
        }
        // Bytes that nobody has sent stand nowhere.
        assertThat(only(Kind.ENTER, Wsk.RECEIVE))
                .returns(32L, o -> o.number(Field.LENGTH, 0))
                .returns(List.of(new Chunk(-1, 16, false), new Chunk(-1, 16, false)), Observation::data);
        assertThat(only(Kind.ENTER, Wsk.DISCONNECT).texts(Field.FLAGS)).containsExactly("WSK_FLAG_AT_DISPATCH_LEVEL");
        assertThat(only(Kind.ENTER, Wsk.SEND_BACKLOG).number(Field.VALUE, 0)).isEqualTo(65536);
        assertThat(only(Kind.ENTER, Wsk.EXTENSION).text(Field.NPI)).isEqualTo(Wsk.EXTENSION_NPI);
        assertThat(only(Kind.ENTER, Wsk.RECEIVE_FROM))
                .returns("d1", o -> o.text(Field.SOCKET))
                .returns(
                        List.of(new Datagram(0, 16, false, "?", false, 0), new Datagram(0, 16, false, "?", false, 0)),
                        Observation::datagrams);
    }

    /** A stream socket has two tables. */
    @Test
    void theTableOfAStreamSocketIsTold() throws Exception {
        play(ScriptBuilder.script("tables", "Both tables of a stream socket").client().stream("s1")
                .call(raise("s1", Wsk.SEND_BACKLOG))
                .call(raise("s1", Wsk.ACCEPT))
                .quiesce());
        assertThat(only(Kind.ENTER, Wsk.SEND_BACKLOG).text(Field.TABLE)).isEqualTo("connect");
        assertThat(only(Kind.ENTER, Wsk.ACCEPT))
                .returns("listen", o -> o.text(Field.TABLE))
                .returns("s1.1", o -> o.text(Field.ACCEPT_SOCKET));
    }

    /** Two connections, of which the second is named, and told what to do, before it is there. */
    @Test
    void anAcceptedSocketHasTheNameAndTheReactionsReservedForIt() throws Exception {
        play(ScriptBuilder.script("reserved", "Reactions of sockets to come")
                .client()
                .listening("s1")
                .call(from("s1", "p2"))
                .react("s1.2", Wsk.DISCONNECT, ScriptBuilder.calls(Wsk.localAddress("s1.2", "i1")))
                .react("s1", Wsk.ACCEPT, ScriptBuilder.returns("STATUS_REQUEST_NOT_ACCEPTED"))
                .react(
                        "s1",
                        Wsk.ACCEPT,
                        ScriptBuilder.stores(Wsk.DISCONNECT),
                        ScriptBuilder.calls(Wsk.remoteAddress(Action.ACCEPTED, "i2")))
                .call(raise("s1", Wsk.ACCEPT))
                .call(raise("s1", Wsk.ACCEPT))
                .call(raise("s1.2", Wsk.DISCONNECT))
                .call(raise("s1", Wsk.ACCEPT))
                .quiesce());
        assertThat(of(Kind.ENTER, Wsk.ACCEPT))
                .extracting(o -> o.text(Field.ACCEPT_SOCKET))
                .containsExactly("s1.1", "s1.2", "s1.3");
        assertThat(of(Kind.EXIT, Wsk.ACCEPT))
                .extracting(o -> o.text(Field.STATUS))
                .containsExactly("STATUS_REQUEST_NOT_ACCEPTED", "STATUS_SUCCESS", "STATUS_SUCCESS");
        assertThat(of(Kind.EXIT, Wsk.ACCEPT).get(1).texts(Field.ENTRIES)).containsExactly(Wsk.DISCONNECT);
        // Calls from inside a callback are on its thread, between its edges.
        for (String[] nested :
                new String[][] {{"WskGetRemoteAddress", Wsk.ACCEPT, "1"}, {"WskGetLocalAddress", Wsk.DISCONNECT, "0"}
                }) {
            Observation call = one(Kind.CALL, Field.FN, nested[0]);
            Observation enter = of(Kind.ENTER, nested[1]).get(Integer.parseInt(nested[2]));
            Observation exit = of(Kind.EXIT, nested[1]).get(Integer.parseInt(nested[2]));
            assertThat(call.text(Field.SOCKET)).isEqualTo("s1.2");
            assertThat(call.thread()).isEqualTo(enter.thread());
            assertThat(seen.indexOf(call)).isBetween(seen.indexOf(enter), seen.indexOf(exit));
        }
        // The one that was not accepted is nobody's to close, the others are.
        assertThat(seen.stream()
                        .filter(o -> o.kind() == Kind.CALL && "WskCloseSocket".equals(o.text(Field.FN)))
                        .map(o -> o.text(Field.SOCKET)))
                .containsExactlyInAnyOrder("s1", "s1.2", "s1.3");
    }

    /** What the client has taken of a stream, in callbacks and by WskReceive, and where the rest is expected. */
    @Test
    void receivedBytesHaveTheirPlaces() throws Exception {
        play(ScriptBuilder.script("bytes", "Bytes of a stream")
                .client()
                .connected("s1", "p1")
                .writes("p1", 300)
                .call(stream("s1", "p1"))
                .call(raise("s1", Wsk.RECEIVE))
                .react("s1", Wsk.RECEIVE, ScriptBuilder.reads(), ScriptBuilder.accepts(20))
                .call(raise("s1", Wsk.RECEIVE))
                .react("s1", Wsk.RECEIVE, ScriptBuilder.returns("STATUS_DATA_NOT_ACCEPTED"))
                .call(raise("s1", Wsk.RECEIVE))
                .react("s1", Wsk.RECEIVE, ScriptBuilder.returns("STATUS_PENDING"))
                .call(raise("s1", Wsk.RECEIVE))
                .read("s1", 0)
                .call(Wsk.release("s1", 0))
                .call(Wsk.receive("s1", 100, "i1"))
                .react("s1", Wsk.DISCONNECT, ScriptBuilder.waits("i1"))
                .call(raise("s1", Wsk.DISCONNECT))
                .call(raise("s1", Wsk.RECEIVE))
                .quiesce());
        assertThat(of(Kind.ENTER, Wsk.RECEIVE))
                .extracting(Observation::data)
                .containsExactly(two(0), two(32), two(52), two(52), two(116));
        assertThat(of(Kind.EXIT, Wsk.RECEIVE))
                .extracting(o -> o.number(Field.BYTES_ACCEPTED, -1))
                .containsExactly(-1L, 20L, -1L, -1L, -1L);
        List<Observation> reads =
                seen.stream().filter(o -> o.kind() == Kind.READ).toList();
        assertThat(reads).extracting(Observation::data).containsExactly(two(32), two(52));
        assertThat(one(Kind.CALL, Field.FN, "WskRelease").number(Field.LIST, 0))
                .isEqualTo(reads.get(1).number(Field.CB, -1))
                .isEqualTo(of(Kind.ENTER, Wsk.RECEIVE).get(3).number(Field.CB, -2));
        Observation irp = completion("WskReceive");
        assertThat(irp.data()).containsExactly(new Chunk(84, 32, true));
        // It came while a callback waited for it.
        Object number = irp.get(Field.IRP);
        assertThat(seen.indexOf(irp))
                .isBetween(
                        seen.indexOf(one(Kind.WAIT, Field.IRP, number)),
                        seen.indexOf(one(Kind.WAIT_END, Field.IRP, number)));
    }

    private static List<Chunk> two(long offset) {
        return List.of(new Chunk(offset, 16, true), new Chunk(offset + 16, 16, true));
    }

    /** Senders by name, a list that the client keeps, and a callback that stays inside until it is told to go on. */
    @Test
    void datagramsHaveTheirSenders() throws Exception {
        play(ScriptBuilder.script("datagrams", "Datagrams of two peers")
                .client()
                .bound("d1")
                .send("p1", "d1", 2)
                .send("p2", "d1", 3)
                .call(from("d1", "p1"))
                .call(datagrams("d1", 1))
                .react("d1", ScriptBuilder.hold(), ScriptBuilder.reads(), ScriptBuilder.returns("STATUS_PENDING"))
                .callOn("t1", raise("d1", Wsk.RECEIVE_FROM))
                .quiesce()
                .mark("clean-up")
                .resume("d1", 1)
                .quiesce()
                .call(from("d1", "p2"))
                .call(datagrams("d1", 3))
                .call(raise("d1", Wsk.RECEIVE_FROM))
                .call(datagrams("d1", 5))
                .call(Wsk.receiveFrom("d1", 20, "i1"))
                .call(Wsk.release("d1", 0))
                .quiesce());
        assertThat(of(Kind.ENTER, Wsk.RECEIVE_FROM))
                .extracting(Observation::datagrams)
                .containsExactly(
                        List.of(datagram(1, "p1"), datagram(2, "p1")), List.of(datagram(3, "p2"), datagram(4, "p2")));
        assertThat(completion("WskReceiveFrom").datagrams()).containsExactly(new Datagram(5, 20, true, "p2", false, 0));
        Observation held = of(Kind.ENTER, Wsk.RECEIVE_FROM).get(0);
        Observation exit = of(Kind.EXIT, Wsk.RECEIVE_FROM).get(0);
        Observation mark = one(Kind.MARK, Field.TEXT, "clean-up");
        assertThat(held.thread()).isEqualTo("t1");
        assertThat(seen.indexOf(mark)).isBetween(seen.indexOf(held), seen.indexOf(exit));
        assertThat(exit.text(Field.STATUS)).isEqualTo("STATUS_PENDING");
        assertThat(one(Kind.CALL, Field.FN, "WskRelease").number(Field.LIST, 0)).isEqualTo(held.number(Field.CB, -1));
    }

    private static Datagram datagram(long number, String from) {
        return new Datagram(number, 32, true, from, false, 0);
    }

    /**
     * A provider that calls one socket's table with another one's context, and with the other one's datagrams: two of three witnesses decide, for all records of the callback. What it has shown
     * goes back where it came from, and the clean-up finds it.
     */
    @Test
    void aCallbackThroughTheWrongTableIsTheOtherSockets() throws Exception {
        play(ScriptBuilder.script("strayed", "The table of one, the context of another")
                .client()
                .bound("d1")
                .bound("d2")
                .send("p1", "d2", 2)
                .call(from("d1", "p1"))
                .call(datagrams("d1", 1))
                .react("d1", ScriptBuilder.reads(), ScriptBuilder.returns("STATUS_PENDING"))
                .call(raise("d1", Wsk.RECEIVE_FROM, FOREIGN_CONTEXT))
                .quiesce());
        Observation enter = only(Kind.ENTER, Wsk.RECEIVE_FROM);
        assertThat(enter)
                .returns("d1", o -> o.text(Field.VIA))
                .returns("d2", o -> o.text(Field.CONTEXT))
                .returns("d2", o -> o.text(Field.SOCKET));
        assertThat(only(Kind.EXIT, Wsk.RECEIVE_FROM).text(Field.SOCKET)).isEqualTo("d2");
        assertThat(one(Kind.READ, Field.CB, enter.get(Field.CB)).text(Field.SOCKET))
                .isEqualTo("d2");
        assertThat(one(Kind.CALL, Field.FN, "WskRelease"))
                .returns("d1", o -> o.text(Field.SOCKET))
                .returns(enter.number(Field.CB, -1), o -> o.number(Field.LIST, 0));
    }

    /** The table and nothing else: two witnesses that differ leave the callback where the table says. */
    @Test
    void aForeignContextAloneDecidesNothing() throws Exception {
        play(ScriptBuilder.script("context", "The table of one, the context of another, no third witness")
                .client()
                .connecting("s1")
                .connecting("s2")
                .call(raise("s1", Wsk.DISCONNECT, FOREIGN_CONTEXT))
                .quiesce());
        assertThat(only(Kind.ENTER, Wsk.DISCONNECT))
                .returns("s1", o -> o.text(Field.SOCKET))
                .returns("s2", o -> o.text(Field.CONTEXT));
    }

    /** A completion routine that calls, and an IRP that is cancelled. */
    @Test
    void completionRoutinesCallAndIrpsAreCancelled() throws Exception {
        play(ScriptBuilder.script("completion", "A reaction in a completion routine")
                .client()
                .connecting("s1")
                .onCompletion("i1", ScriptBuilder.calls(Wsk.localAddress("s1", "i2")))
                .call(Wsk.receive("s1", 50, "i1"))
                .cancel("i1")
                .quiesce());
        Observation irp = completion("WskReceive");
        assertThat(irp).returns("STATUS_CANCELLED", o -> o.text(Field.STATUS)).returns(false, o -> o.has(Field.DATA));
        Observation nested = one(Kind.CALL, Field.FN, "WskGetLocalAddress");
        Observation exit = seen.stream()
                .filter(o -> o.kind() == Kind.IRP_EXIT && o.number(Field.IRP, 0) == irp.number(Field.IRP, -1))
                .findFirst()
                .orElseThrow();
        assertThat(seen.indexOf(nested)).isBetween(seen.indexOf(irp), seen.indexOf(exit));
        assertThat(one(Kind.CALL, Field.FN, "IoCancelIrp").number(Field.IRP, 0)).isEqualTo(irp.number(Field.IRP, -1));
    }

    /** A datagram socket, which Wine's own provider does not have, and the address that only the tests' provider gives. */
    @Test
    void theFileIsWhatAnswers() throws Exception {
        play(ScriptBuilder.script("answers", "A socket that Wine's own provider does not have")
                .client()
                .call(Wsk.datagramSocket(Wsk.CLIENT, "s1", "i1"))
                .call(Wsk.localAddress("s1", "i2"))
                .call(Wsk.close("s1", "i3"))
                .quiesce());
        assertThat(one(Kind.IRP, Field.FN, "WskSocket").text(Field.STATUS)).isEqualTo("STATUS_SUCCESS");
        assertThat(one(Kind.RETURN, Field.FN, "WskGetLocalAddress").text(Field.STATUS))
                .isEqualTo("STATUS_SUCCESS");
        assertThat(maps()).anyMatch(line -> line.endsWith("system32/netio.sys") || line.endsWith("drivers/netio.sys"));
    }

    /** What this machine's processes have mapped from the prefixes of this one's targets. */
    private static List<String> maps() {
        return ProcessHandle.allProcesses()
                .flatMap(ProviderTargetTest::maps)
                .filter(line -> line.contains("wsktck-wine-"))
                .toList();
    }

    private static Stream<String> maps(ProcessHandle process) {
        try {
            return Files.readAllLines(Path.of("/proc/" + process.pid() + "/maps"), StandardCharsets.ISO_8859_1)
                    .stream();
        } catch (IOException gone) {
            return Stream.of();
        }
    }

    private Observation one(Kind kind, Field field, Object value) {
        return seen.stream()
                .filter(each -> each.kind() == kind && value.equals(each.get(field)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + kind + " of " + value + " among " + seen));
    }
}
