package org.wsktck.adapter.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wsktck.adapter.reference.Recorded.stream;
import static org.wsktck.target.ScriptBuilder.accepts;
import static org.wsktck.target.ScriptBuilder.calls;
import static org.wsktck.target.ScriptBuilder.hold;
import static org.wsktck.target.ScriptBuilder.leaves;
import static org.wsktck.target.ScriptBuilder.reads;
import static org.wsktck.target.ScriptBuilder.returns;
import static org.wsktck.target.ScriptBuilder.script;
import static org.wsktck.target.Wsk.CLIENT;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wsktck.target.ScriptBuilder;
import org.wsktck.target.Step;
import org.wsktck.target.TargetException;
import org.wsktck.target.Wsk;
import org.wsktck.trace.Chunk;
import org.wsktck.trace.Field;
import org.wsktck.trace.Kind;
import org.wsktck.trace.Observation;

/** What is recorded of connection-oriented sockets and of the remote ends of their connections. */
class ConnectionScriptTest {
    private static ScriptBuilder story() {
        return script("story", "A test of connections").client();
    }

    private static Chunk chunk(long offset, int length) {
        return new Chunk(offset, length, true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"seeded+memory", "threads+memory", "seeded+udp", "threads+udp"})
    void bytesTravelBothWays(String options) throws Exception {
        Recorded recorded = Recorded.of(
                options,
                story().connected("s1", "p1", Wsk.EVENT_RECEIVE, Wsk.EVENT_DISCONNECT)
                        .writes("p1", 3000)
                        .quiesce()
                        .call(Wsk.send("s1", 2000, "w"))
                        .quiesce()
                        .finishes("p1")
                        .quiesce()
                        .call(Wsk.disconnect("s1", 100, "d"))
                        .quiesce());

        assertThat(stream(recorded.enters(Wsk.RECEIVE))).containsExactly(chunk(0, 3000));
        assertThat(stream(recorded.sees("p1"))).containsExactly(chunk(0, 2100));
        assertThat(recorded.signs("p1")).containsExactly("connected", "eof");
        assertThat(recorded.enter(Wsk.DISCONNECT).texts(Field.FLAGS)).doesNotContain("WSK_FLAG_ABORTIVE");
        assertThat(recorded.call("WskDisconnect").number(Field.OFFSET, -1)).isEqualTo(2000);
        assertThat(recorded.faults()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"seeded+memory", "threads+memory", "seeded+udp", "threads+udp"})
    void whatTheScriptLeavesIsClosed(String options) throws Exception {
        Recorded recorded = Recorded.of(
                options,
                story().connected("s1", "p1", Wsk.EVENT_RECEIVE)
                        .react("s1", Wsk.RECEIVE, returns("STATUS_PENDING"))
                        .react("s1", Wsk.RECEIVE, hold())
                        .writes("p1", 10)
                        .quiesce()
                        .writes("p1", 10)
                        .quiesce()
                        .pauses("p1")
                        .call(Wsk.send("s1", 100_000, "w"))
                        .call(Wsk.disconnect("s1", "d"))
                        .quiesce());

        assertThat(recorded.returned("WskRelease").text(Field.STATUS)).isEqualTo("STATUS_SUCCESS");
        assertThat(recorded.irp("WskCloseSocket").text(Field.STATUS)).isEqualTo("STATUS_SUCCESS");
        assertThat(recorded.returned("WskDeregister").seq()).isPositive();
        assertThat(recorded.irp("WskSend").seq()).isPositive();
        assertThat(recorded.irp("WskDisconnect").seq()).isPositive();
    }

    @Test
    void aConnectNamesItsPeer() throws Exception {
        Recorded recorded = Recorded.of(
                story().connected("s1", "p1").call(Wsk.remoteAddress("s1", "r")).quiesce());

        assertThat(recorded.call("WskConnect").text(Field.ADDRESS)).isEqualTo("p1");
        assertThat(recorded.irp("WskConnect").text(Field.STATUS)).isEqualTo("STATUS_SUCCESS");
        assertThat(recorded.irp("WskGetRemoteAddress").text(Field.PEER)).isEqualTo("p1");
        Observation listens = recorded.act(Kind.PEER, "listen");
        assertThat(listens.text(Field.PEER)).isEqualTo("p1");
        assertThat(listens.has(Field.SOCKET)).isFalse();
        assertThat(recorded.sees("p1").get(0).text(Field.SOCKET)).isEqualTo("s1");
    }

    @Test
    void aConnectToNobodyIsRefused() throws Exception {
        Recorded recorded = Recorded.of(
                story().connecting("s1").call(Wsk.connect("s1", "p1", "k")).quiesce());

        assertThat(recorded.irp("WskConnect").text(Field.STATUS)).isEqualTo("STATUS_CONNECTION_REFUSED");
        assertThat(recorded.sees("p1")).isEmpty();
    }

    @Test
    void aSocketIsMadeAndConnectedAtOnce() throws Exception {
        Recorded recorded = Recorded.of(story().listens("p1")
                .call(Wsk.socketConnect(CLIENT, "s1", "p1", "k"))
                .quiesce()
                .call(Wsk.enable("s1", Wsk.EVENT_RECEIVE))
                .writes("p1", 1)
                .quiesce());

        Observation call = recorded.call("WskSocketConnect");
        assertThat(call.text(Field.ADDRESS)).isEqualTo("p1");
        assertThat(call.text(Field.CONTEXT)).isEqualTo("s1");
        assertThat(call.texts(Field.ENTRIES)).isEqualTo(Wsk.CONNECTION_ENTRIES);
        assertThat(recorded.irp("WskSocketConnect").text(Field.CATEGORY)).isEqualTo("connection");
        assertThat(recorded.enter(Wsk.RECEIVE).data()).containsExactly(chunk(0, 1));
    }

    @Test
    void someBytesAreAcceptedAndTheRestComesAgain() throws Exception {
        Recorded recorded = Recorded.of(story().connected("s1", "p1", Wsk.EVENT_RECEIVE)
                .react("s1", Wsk.RECEIVE, leaves(1))
                .writes("p1", 400)
                .quiesce()
                .call(Wsk.receive("s1", 0, "r"))
                .quiesce());

        List<Observation> enters = recorded.enters(Wsk.RECEIVE);
        long first = enters.get(0).number(Field.LENGTH, 0);
        assertThat(stream(enters.subList(0, 1))).containsExactly(chunk(0, (int) first));
        assertThat(stream(enters.subList(1, enters.size()))).containsExactly(chunk(first - 1, 401 - (int) first));
        assertThat(recorded.exits(Wsk.RECEIVE).get(0).number(Field.BYTES_ACCEPTED, -1))
                .isEqualTo(first - 1);
        assertThat(recorded.exits(Wsk.RECEIVE).get(1).has(Field.BYTES_ACCEPTED)).isFalse();
        Observation receive = recorded.irp("WskReceive");
        assertThat(receive.data()).isEmpty();
        assertThat(receive.number(Field.INFORMATION, -1)).isZero();
    }

    @Test
    void aNumberOfBytesIsWrittenAsItIs() throws Exception {
        Recorded recorded = Recorded.of(story().connected("s1", "p1", Wsk.EVENT_RECEIVE)
                .react("s1", Wsk.RECEIVE, accepts(7), returns("STATUS_DATA_NOT_ACCEPTED"))
                .writes("p1", 1)
                .quiesce());

        assertThat(recorded.exit(Wsk.RECEIVE).number(Field.BYTES_ACCEPTED, -1)).isEqualTo(7);
    }

    @Test
    void refusedBytesAreFetched() throws Exception {
        Recorded recorded = Recorded.of(story().connected("s1", "p1", Wsk.EVENT_RECEIVE)
                .react("s1", Wsk.RECEIVE, returns("STATUS_DATA_NOT_ACCEPTED"))
                .writes("p1", 40)
                .quiesce()
                .call(Wsk.queryReceiveBacklog("s1", "b"))
                .quiesce()
                .call(Wsk.receive("s1", 25, "r", "WSK_FLAG_WAITALL"))
                .quiesce());

        assertThat(recorded.irp("WskReceive").data()).containsExactly(chunk(0, 25));
        assertThat(recorded.call("WskReceive").texts(Field.FLAGS)).containsExactly("WSK_FLAG_WAITALL");
        List<Observation> enters = recorded.enters(Wsk.RECEIVE);
        assertThat(stream(enters.subList(1, enters.size()))).containsExactly(chunk(25, 15));
        Observation query = recorded.controlCall("SIO_WSK_QUERY_RECEIVE_BACKLOG");
        assertThat(recorded.of(Kind.IRP, query).number(Field.VALUE, -1)).isEqualTo(40);
    }

    @Test
    void retainedDataIsReadAndReleased() throws Exception {
        Recorded recorded = Recorded.of(story().connected("s1", "p1", Wsk.EVENT_RECEIVE)
                .react("s1", Wsk.RECEIVE, reads(), returns("STATUS_PENDING"))
                .writes("p1", 1)
                .quiesce()
                .read("s1", 0)
                .call(Wsk.release("s1", 0))
                .read("s1", 1));

        List<Observation> reads = recorded.all(Kind.READ, o -> true);
        assertThat(reads.get(0).data()).containsExactly(chunk(0, 1));
        assertThat(reads.get(1).data()).containsExactly(chunk(0, 1));
        assertThat(reads.get(2).data()).noneMatch(Chunk::intact);
        assertThat(recorded.call("WskRelease").number(Field.LIST, 0))
                .isEqualTo(recorded.enter(Wsk.RECEIVE).number(Field.CB, -1));
        assertThat(recorded.faults()).isNotEmpty().allMatch(fault -> fault.contains("CON-16"));
    }

    @Test
    void aReceiveEndsWithTheStream() throws Exception {
        Recorded recorded = Recorded.of(story().connected("s1", "p1")
                .call(Wsk.receive("s1", 64, "r"))
                .quiesce()
                .finishes("p1")
                .quiesce());

        Observation receive = recorded.irp("WskReceive");
        assertThat(receive.text(Field.STATUS)).isEqualTo("STATUS_SUCCESS");
        assertThat(receive.data()).isEmpty();
    }

    @Test
    void aPeerResets() throws Exception {
        Recorded recorded = Recorded.of(story().connected("s1", "p1", Wsk.EVENT_DISCONNECT)
                .resets("p1")
                .quiesce()
                .call(Wsk.send("s1", 10, "w"))
                .quiesce()
                .writes("p1", 5)
                .resets("p1"));

        assertThat(recorded.enter(Wsk.DISCONNECT).texts(Field.FLAGS)).contains("WSK_FLAG_ABORTIVE");
        assertThat(recorded.irp("WskSend").text(Field.STATUS)).isEqualTo("STATUS_CONNECTION_RESET");
        assertThat(recorded.marks())
                .filteredOn(mark -> mark.startsWith("Peer p1"))
                .hasSize(2);
    }

    @Test
    void anAbortIsSeenAsAReset() throws Exception {
        Recorded recorded = Recorded.of(
                story().connected("s1", "p1").call(Wsk.abort("s1", "a")).quiesce());

        assertThat(recorded.call("WskDisconnect").texts(Field.FLAGS)).containsExactly("WSK_FLAG_ABORTIVE");
        assertThat(recorded.call("WskDisconnect").has(Field.LENGTH)).isFalse();
        assertThat(recorded.signs("p1")).containsExactly("connected", "reset");
    }

    @Test
    void aPausedPeerHoldsTheClientUp() throws Exception {
        Recorded recorded = Recorded.of(story().connected("s1", "p1")
                .pauses("p1")
                .call(Wsk.send("s1", 10_000, "w"))
                .quiesce()
                .mark("held up")
                .resumes("p1")
                .quiesce());

        Observation mark = recorded.all(Kind.MARK, o -> "held up".equals(o.text(Field.TEXT)))
                .get(0);
        assertThat(recorded.irp("WskSend").seq()).isGreaterThan(mark.seq());
        assertThat(recorded.sees("p1").stream().filter(o -> o.data() != null)).allMatch(o -> o.seq() > mark.seq());
        assertThat(stream(recorded.sees("p1"))).containsExactly(chunk(0, 10_000));
    }

    /** A send that fails at once has sent nothing: the next one begins where it began. */
    @Test
    void aSendThatFailsAtOnceIsNotCounted() throws Exception {
        Recorded recorded = Recorded.of(story().connecting("s1")
                .call(Wsk.send("s1", 10, "w1"))
                .quiesce()
                .listens("p1")
                .call(Wsk.connect("s1", "p1", "k"))
                .quiesce()
                .call(Wsk.send("s1", 20, "w2"))
                .quiesce());

        assertThat(recorded.all(Kind.CALL, o -> "WskSend".equals(o.text(Field.FN))).stream()
                        .map(o -> o.number(Field.OFFSET, -1)))
                .containsExactly(0L, 0L);
        assertThat(stream(recorded.sees("p1"))).containsExactly(chunk(0, 20));
    }

    @Test
    void backlogsChangeAndAreAskedFor() throws Exception {
        Recorded recorded = Recorded.of(story().connected("s1", "p1", Wsk.EVENT_SEND_BACKLOG)
                .backlog("s1", 4096)
                .quiesce()
                .call(Wsk.queryIdealSendBacklog("s1", "q"))
                .quiesce());

        assertThat(recorded.act(Kind.PEER, "backlog").number(Field.LENGTH, 0)).isEqualTo(4096);
        assertThat(recorded.enter(Wsk.SEND_BACKLOG).number(Field.VALUE, 0)).isEqualTo(4096);
        Observation query = recorded.controlCall("SIO_WSK_QUERY_IDEAL_SEND_BACKLOG");
        assertThat(recorded.of(Kind.IRP, query).number(Field.VALUE, 0)).isEqualTo(4096);
    }

    @Test
    void aConnectedSocketFails() throws Exception {
        Recorded recorded = Recorded.of(
                story().connected("s1", "p1", Wsk.EVENT_RECEIVE).fail("s1").quiesce());

        Observation enter = recorded.enter(Wsk.RECEIVE);
        assertThat(enter.has(Field.DATA)).isFalse();
        assertThat(enter.number(Field.LENGTH, -1)).isZero();
    }

    @Test
    void aCallbackIsHeldAndCallsFromInside() throws Exception {
        Recorded recorded = Recorded.of(story().connected("s1", "p1", Wsk.EVENT_RECEIVE)
                .react("s1", Wsk.RECEIVE, hold(), accepts(1))
                .writes("p1", 1)
                .quiesce()
                .resume("s1", 1, calls(Wsk.send("s1", 30, "w")))
                .quiesce());

        assertThat(recorded.call("WskSend").thread())
                .isEqualTo(recorded.enter(Wsk.RECEIVE).thread());
        assertThat(recorded.exit(Wsk.RECEIVE).number(Field.BYTES_ACCEPTED, 0)).isEqualTo(1);
    }

    @Test
    void silenceIsAskedFor() throws Exception {
        Recorded recorded = Recorded.of(story().connected("s1", "p1", Wsk.EVENT_RECEIVE)
                .call(Wsk.silentMode("s1", "q"))
                .quiesce()
                .writes("p1", 10)
                .quiesce()
                .call(Wsk.send("s1", 10, "w"))
                .quiesce());

        assertThat(recorded.enters(Wsk.RECEIVE)).isEmpty();
        assertThat(recorded.irp("WskSend").text(Field.STATUS)).isEqualTo("STATUS_INVALID_DEVICE_STATE");
    }

    @Test
    void whatDoesNotFitIsMarkedAndSkipped() throws Exception {
        Recorded recorded = Recorded.of(story().connecting("s1")
                .plain("s2")
                .call(Wsk.accept("s1", "s3", "a"))
                .call(Wsk.inspectComplete("s1", "WskInspectAccept", "b"))
                .call(Wsk.listen("s1", "c"))
                .call(Wsk.sendTo("s1", "p1", 32, "d"))
                .call(Wsk.send("s2", 32, "e"))
                .call(Wsk.remoteAddress("s2", "f"))
                .writes("p1", 10)
                .finishes("p1")
                .connects("p1", "s4")
                .fail("s1")
                .backlog("s1", 10));

        assertThat(recorded.marks())
                .hasSize(12)
                .filteredOn(mark -> !mark.equals("clean-up"))
                .hasSize(11);
        assertThat(recorded.all(Kind.PEER, o -> true)).isEmpty();
    }

    @Test
    void aPeerHasOneConnection() throws Exception {
        Recorded recorded =
                Recorded.of(story().connected("s1", "p1").listens("p1").connects("p1", "s1"));

        assertThat(recorded.act(Kind.PEER, "listen").seq()).isPositive();
        assertThat(recorded.marks()).anyMatch(mark -> mark.contains("has had its connection"));
    }

    @Test
    void anUnknownActEndsTheSession() {
        assertThatThrownBy(() -> Recorded.of(story().then(new Step.Peer("sing", "p1", null, 0))))
                .isInstanceOf(TargetException.class)
                .hasMessageContaining("sing");
    }
}
