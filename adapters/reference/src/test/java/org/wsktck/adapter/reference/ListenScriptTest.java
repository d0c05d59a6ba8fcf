package org.wsktck.adapter.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wsktck.adapter.reference.Recorded.stream;
import static org.wsktck.target.ScriptBuilder.calls;
import static org.wsktck.target.ScriptBuilder.hold;
import static org.wsktck.target.ScriptBuilder.returns;
import static org.wsktck.target.ScriptBuilder.script;
import static org.wsktck.target.ScriptBuilder.stores;
import static org.wsktck.target.ScriptBuilder.storesNothing;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wsktck.target.Action;
import org.wsktck.target.ScriptBuilder;
import org.wsktck.target.TargetException;
import org.wsktck.target.Wsk;
import org.wsktck.trace.Chunk;
import org.wsktck.trace.Field;
import org.wsktck.trace.Kind;
import org.wsktck.trace.Observation;

/** What is recorded of listening sockets, inspections, and the sockets that are handed over. */
class ListenScriptTest {
    private static final String PEND = "WskInspectPend";
    private static final String TAKE = "WskInspectAccept";
    private static final String REJECT = "WskInspectReject";

    private static ScriptBuilder story() {
        return script("story", "A test of listening sockets").client();
    }

    @ParameterizedTest
    @ValueSource(strings = {"seeded+memory", "threads+memory", "seeded+udp", "threads+udp"})
    void acceptedSocketsAreNamedInOrder(String options) throws Exception {
        Recorded recorded = Recorded.of(
                options,
                story().listening("s1", Wsk.EVENT_ACCEPT, Wsk.EVENT_RECEIVE)
                        .connects("p1", "s1")
                        .quiesce()
                        .connects("p2", "s1")
                        .quiesce()
                        .writes("p2", 20)
                        .quiesce()
                        .call(Wsk.send("s1.1", 30, "w"))
                        .quiesce());

        List<Observation> enters = recorded.enters(Wsk.ACCEPT);
        assertThat(enters.stream().map(o -> o.text(Field.ACCEPT_SOCKET))).containsExactly("s1.1", "s1.2");
        assertThat(enters.stream().map(o -> o.text(Field.PEER))).containsExactly("p1", "p2");
        assertThat(enters).allMatch(o -> o.flag(Field.FRESH, false) && "s1".equals(o.text(Field.ADDRESS)));
        Observation exit = recorded.exits(Wsk.ACCEPT).get(0);
        assertThat(exit.text(Field.CONTEXT)).isEqualTo("s1.1");
        assertThat(exit.texts(Field.ENTRIES)).isEqualTo(Wsk.CONNECTION_ENTRIES);
        List<Observation> receives = recorded.enters(Wsk.RECEIVE);
        assertThat(receives)
                .allSatisfy(o -> assertThat(
                                List.of(o.needText(Field.SOCKET), o.needText(Field.CONTEXT), o.needText(Field.VIA)))
                        .containsOnly("s1.2"));
        assertThat(stream(receives)).containsExactly(new Chunk(0, 20, true));
        assertThat(stream(recorded.sees("p1"))).containsExactly(new Chunk(0, 30, true));
        assertThat(recorded.all(Kind.RETURN, o -> "WskCloseSocket".equals(o.text(Field.FN))))
                .hasSize(3);
        assertThat(recorded.faults()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"seeded+memory", "threads+memory", "seeded+udp", "threads+udp"})
    void anAcceptTakesTheConnection(String options) throws Exception {
        Recorded recorded = Recorded.of(
                options,
                story().listening("s1")
                        .call(Wsk.accept("s1", "a", "i"))
                        .connects("p1", "s1")
                        .quiesce()
                        .call(Wsk.enable("a", Wsk.EVENT_RECEIVE))
                        .writes("p1", 1)
                        .quiesce());

        Observation call = recorded.call("WskAccept");
        assertThat(call.text(Field.ACCEPT_SOCKET)).isEqualTo("a");
        assertThat(call.text(Field.CONTEXT)).isEqualTo("a");
        assertThat(call.texts(Field.ENTRIES)).isEqualTo(Wsk.CONNECTION_ENTRIES);
        Observation irp = recorded.irp("WskAccept");
        assertThat(irp.text(Field.ACCEPT_SOCKET)).isEqualTo("a");
        assertThat(irp.text(Field.CATEGORY)).isEqualTo("connection");
        assertThat(irp.text(Field.PEER)).isEqualTo("p1");
        assertThat(irp.text(Field.ADDRESS)).isEqualTo("s1");
        assertThat(irp.flag(Field.FRESH, false)).isTrue();
        assertThat(recorded.enter(Wsk.RECEIVE).text(Field.SOCKET)).isEqualTo("a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"seeded+memory", "threads+memory", "seeded+udp", "threads+udp"})
    void pendedRequestsAreRejectedAtTheEnd(String options) throws Exception {
        Recorded recorded = Recorded.of(
                options,
                story().inspecting("s1", Wsk.EVENT_ACCEPT)
                        .otherwise("s1", Wsk.INSPECT, returns(PEND))
                        .connects("p1", "s1")
                        .quiesce());

        assertThat(recorded.call("WskInspectComplete").text(Field.ACTION)).isEqualTo(REJECT);
        assertThat(recorded.signs("p1")).containsAnyOf("refused", "reset");
        assertThat(recorded.act(Kind.PEER_END, "connect").seq()).isPositive();
        assertThat(recorded.returned("WskDeregister").seq()).isPositive();
        assertThat(recorded.faults()).isEmpty();
    }

    @Test
    void aRefusedSocketIsTheProvidersAgain() throws Exception {
        Recorded recorded = Recorded.of(story().listening("s1", Wsk.EVENT_ACCEPT)
                .react("s1", Wsk.ACCEPT, returns("STATUS_REQUEST_NOT_ACCEPTED"))
                .connects("p1", "s1")
                .quiesce()
                .connects("p2", "s1")
                .quiesce());

        assertThat(recorded.exits(Wsk.ACCEPT).get(0).text(Field.STATUS)).isEqualTo("STATUS_REQUEST_NOT_ACCEPTED");
        assertThat(recorded.signs("p1")).contains("reset");
        assertThat(recorded.enters(Wsk.ACCEPT).get(1).text(Field.ACCEPT_SOCKET)).isEqualTo("s1.2");
        assertThat(recorded.all(Kind.CALL, o -> "WskCloseSocket".equals(o.text(Field.FN))).stream()
                        .map(o -> o.text(Field.SOCKET)))
                .containsExactlyInAnyOrder("s1", "s1.2");
    }

    @Test
    void whatIsStoredIsRecorded() throws Exception {
        Recorded recorded = Recorded.of(story().listening("s1", Wsk.EVENT_ACCEPT)
                .react("s1", Wsk.ACCEPT, storesNothing())
                .react("s1", Wsk.ACCEPT, stores(Wsk.RECEIVE))
                .react("s1", Wsk.ACCEPT, storesNothing(), stores(Wsk.DISCONNECT))
                .connects("p1", "s1")
                .quiesce()
                .connects("p2", "s1")
                .quiesce()
                .connects("p3", "s1")
                .quiesce());

        List<Observation> exits = recorded.exits(Wsk.ACCEPT);
        assertThat(exits.get(0).has(Field.CONTEXT)).isFalse();
        assertThat(exits.get(0).has(Field.ENTRIES)).isFalse();
        assertThat(exits.get(1).text(Field.CONTEXT)).isEqualTo("s1.2");
        assertThat(exits.get(1).texts(Field.ENTRIES)).containsExactly(Wsk.RECEIVE);
        assertThat(exits.get(2).texts(Field.ENTRIES)).containsExactly(Wsk.DISCONNECT);
    }

    /** The socket may be used while it is being handed over, in a reaction that serves all acceptances. */
    @Test
    void anAcceptedSocketIsUsedFromInside() throws Exception {
        Recorded recorded = Recorded.of(story().listening("s1", Wsk.EVENT_ACCEPT)
                .otherwise(
                        "s1",
                        Wsk.ACCEPT,
                        stores(Wsk.RECEIVE),
                        calls(Wsk.enable(Action.ACCEPTED, Wsk.EVENT_RECEIVE)),
                        calls(Wsk.send(Action.ACCEPTED, 10, "w")),
                        hold())
                .connects("p1", "s1")
                .quiesce()
                .writes("p1", 1)
                .quiesce()
                .resume("s1", 1)
                .quiesce());

        assertThat(recorded.call("WskSend").text(Field.SOCKET)).isEqualTo("s1.1");
        assertThat(stream(recorded.sees("p1"))).containsExactly(new Chunk(0, 10, true));
        assertThat(recorded.enter(Wsk.RECEIVE).seq())
                .isLessThan(recorded.exit(Wsk.ACCEPT).seq());
    }

    @Test
    void aListeningSocketFails() throws Exception {
        Recorded recorded =
                Recorded.of(story().listening("s1", Wsk.EVENT_ACCEPT).fail("s1").quiesce());

        Observation enter = recorded.enter(Wsk.ACCEPT);
        assertThat(enter.has(Field.ACCEPT_SOCKET)).isFalse();
        assertThat(enter.has(Field.FRESH)).isFalse();
        assertThat(enter.has(Field.PEER)).isFalse();
        assertThat(recorded.exit(Wsk.ACCEPT).text(Field.STATUS)).isEqualTo("STATUS_REQUEST_NOT_ACCEPTED");
    }

    @Test
    void anAcceptedSocketFails() throws Exception {
        Recorded recorded = Recorded.of(story().listening("s1", Wsk.EVENT_ACCEPT, Wsk.EVENT_RECEIVE)
                .connects("p1", "s1")
                .quiesce()
                .fail("s1.1")
                .quiesce());

        assertThat(recorded.act(Kind.PEER, "fail").text(Field.SOCKET)).isEqualTo("s1.1");
        assertThat(recorded.enter(Wsk.RECEIVE).has(Field.DATA)).isFalse();
    }

    @Test
    void requestsAreInspected() throws Exception {
        Recorded recorded = Recorded.of(story().inspecting("s1", Wsk.EVENT_ACCEPT)
                .react("s1", Wsk.INSPECT, returns(REJECT))
                .connects("p1", "s1")
                .quiesce()
                .connects("p2", "s1")
                .quiesce()
                .call(Wsk.queryInspectId("s1.1")));

        List<Observation> enters = recorded.enters(Wsk.INSPECT);
        assertThat(enters.stream().map(o -> o.number(Field.INSPECT, 0))).containsExactly(1L, 2L);
        assertThat(enters.stream().map(o -> o.text(Field.PEER))).containsExactly("p1", "p2");
        assertThat(enters).allMatch(o -> "s1".equals(o.text(Field.ADDRESS)));
        assertThat(recorded.exits(Wsk.INSPECT).stream().map(o -> o.text(Field.ACTION)))
                .containsExactly(REJECT, TAKE);
        assertThat(recorded.exits(Wsk.INSPECT)).noneMatch(o -> o.has(Field.STATUS));
        assertThat(recorded.signs("p1")).containsExactly("refused");
        assertThat(recorded.enter(Wsk.ACCEPT).text(Field.PEER)).isEqualTo("p2");
        Observation query = recorded.controlCall("SIO_WSK_QUERY_INSPECT_ID");
        assertThat(recorded.of(Kind.RETURN, query).number(Field.INSPECT, 0)).isEqualTo(2);
    }

    @Test
    void pendedRequestsAreDecidedByPeerByAgeAndByNumber() throws Exception {
        Recorded recorded = Recorded.of(story().inspecting("s1", Wsk.EVENT_ACCEPT)
                .otherwise("s1", Wsk.INSPECT, returns(PEND))
                .connects("p1", "s1")
                .quiesce()
                .connects("p2", "s1")
                .quiesce()
                .connects("p3", "s1")
                .quiesce()
                .call(Wsk.inspectComplete("s1", "p2", TAKE, "a"))
                .quiesce()
                .call(Wsk.inspectComplete("s1", REJECT, "b"))
                .quiesce()
                .call(Wsk.but(Wsk.but(Wsk.inspectComplete("s1", TAKE, "c"), "inspect", 3), "copied", false))
                .quiesce()
                .call(Wsk.inspectComplete("s1", TAKE, "d"))
                .quiesce());

        List<Observation> calls = recorded.all(Kind.CALL, o -> "WskInspectComplete".equals(o.text(Field.FN)));
        assertThat(calls.stream().map(o -> o.number(Field.INSPECT, 0))).containsExactly(2L, 1L, 3L);
        assertThat(calls.stream().map(o -> o.flag(Field.COPIED, false))).containsExactly(true, true, false);
        assertThat(recorded.enters(Wsk.ACCEPT).stream().map(o -> o.text(Field.PEER)))
                .containsExactly("p2", "p3");
        assertThat(recorded.signs("p1")).containsExactly("refused");
        assertThat(recorded.marks()).anyMatch(mark -> mark.contains("there is no such request"));
    }

    @Test
    void aConnectIsGivenUp() throws Exception {
        Recorded recorded = Recorded.of(story().inspecting("s1", Wsk.EVENT_ACCEPT)
                .react("s1", Wsk.INSPECT, returns(PEND))
                .connects("p1", "s1")
                .quiesce()
                .mark("given up")
                .resets("p1")
                .quiesce());

        Observation mark = recorded.all(Kind.MARK, o -> "given up".equals(o.text(Field.TEXT)))
                .get(0);
        Observation end = recorded.act(Kind.PEER_END, "connect");
        assertThat(end.seq()).isGreaterThan(mark.seq());
        assertThat(end.text(Field.SOCKET)).isEqualTo("s1");
        assertThat(recorded.enter(Wsk.ABORT).number(Field.INSPECT, 0))
                .isEqualTo(recorded.enter(Wsk.INSPECT).number(Field.INSPECT, -1));
        assertThat(recorded.exit(Wsk.ABORT).text(Field.STATUS)).isEqualTo("STATUS_SUCCESS");
        assertThat(recorded.sees("p1")).isEmpty();
        assertThat(recorded.all(Kind.CALL, o -> "WskInspectComplete".equals(o.text(Field.FN))))
                .isEmpty();
    }

    @Test
    void aDecisionMayBeMadeFromInside() throws Exception {
        Recorded recorded = Recorded.of(story().inspecting("s1", Wsk.EVENT_ACCEPT)
                .react("s1", Wsk.INSPECT, calls(Wsk.inspectComplete("s1", "p1", REJECT, "a")), returns(PEND))
                .connects("p1", "s1")
                .quiesce());

        assertThat(recorded.call("WskInspectComplete").seq())
                .isLessThan(recorded.exit(Wsk.INSPECT).seq());
    }

    @Test
    void theModeIsSetAndAskedFor() throws Exception {
        Recorded recorded = Recorded.of(story().inspecting("s1")
                .call(Wsk.queryConditionalAccept("s1", "q"))
                .quiesce());

        List<Observation> calls = recorded.all(Kind.CALL, o -> "SO_CONDITIONAL_ACCEPT".equals(o.text(Field.CODE)));
        assertThat(calls.get(0).number(Field.VALUE, 0)).isEqualTo(1);
        assertThat(calls.get(1).has(Field.VALUE)).isFalse();
        assertThat(recorded.of(Kind.IRP, calls.get(1)).number(Field.VALUE, -1)).isEqualTo(1);
    }

    @Test
    void aStreamSocketListens() throws Exception {
        Recorded recorded = Recorded.of(story().streamListening("s1", Wsk.EVENT_ACCEPT, Wsk.EVENT_RECEIVE)
                .connects("p1", "s1")
                .quiesce()
                .writes("p1", 1)
                .quiesce()
                .call(Wsk.accept("s1", "a", "i"))
                .connects("p2", "s1")
                .quiesce());

        assertThat(recorded.all(Kind.IRP, o -> "WskSocket".equals(o.text(Field.FN)))
                        .get(0)
                        .text(Field.CATEGORY))
                .isEqualTo("stream");
        assertThat(recorded.call("WskSocket").texts(Field.ENTRIES)).isEqualTo(Wsk.STREAM_ENTRIES);
        assertThat(recorded.irp("WskListen").text(Field.STATUS)).isEqualTo("STATUS_SUCCESS");
        assertThat(recorded.enter(Wsk.ACCEPT).text(Field.TABLE)).isEqualTo("listen");
        assertThat(recorded.enter(Wsk.RECEIVE).has(Field.TABLE)).isFalse();
        assertThat(recorded.irp("WskAccept").text(Field.CATEGORY)).isEqualTo("connection");
    }

    @Test
    void aStreamSocketConnects() throws Exception {
        Recorded recorded = Recorded.of(story().stream("s1")
                .listens("p1")
                .call(Wsk.connect("s1", "p1", "k"))
                .quiesce()
                .call(Wsk.enable("s1", Wsk.EVENT_RECEIVE))
                .writes("p1", 1)
                .quiesce()
                .fail("s1")
                .quiesce());

        assertThat(recorded.enters(Wsk.RECEIVE)).hasSize(2).allMatch(o -> "connect".equals(o.text(Field.TABLE)));
    }

    @Test
    void aStreamSocketThatListensFails() throws Exception {
        Recorded recorded = Recorded.of(
                story().streamListening("s1", Wsk.EVENT_ACCEPT).fail("s1").quiesce());

        assertThat(recorded.enter(Wsk.ACCEPT).has(Field.ACCEPT_SOCKET)).isFalse();
    }

    @Test
    void aLocalAddressIsNamed() throws Exception {
        Recorded recorded = Recorded.of(story().listening("s1", Wsk.EVENT_ACCEPT)
                .connects("p1", "s1")
                .quiesce()
                .call(Wsk.localAddress("s1.1", "l"))
                .quiesce());

        assertThat(recorded.irp("WskGetLocalAddress").text(Field.ADDRESS)).isEqualTo("s1");
    }

    @Test
    void aNameIsGivenOnce() throws Exception {
        Recorded recorded = Recorded.of(story().listening("s1", Wsk.EVENT_ACCEPT)
                .plain("s1.1")
                .call(Wsk.accept("s1", "s1.1", "i"))
                .connects("p1", "s1")
                .quiesce());

        assertThat(recorded.marks()).anyMatch(mark -> mark.startsWith("WskAccept on s1: another socket"));
        assertThat(recorded.enter(Wsk.ACCEPT).text(Field.ACCEPT_SOCKET)).isEqualTo("s1.2");
    }

    @Test
    void anUnknownActionEndsTheSession() {
        assertThatThrownBy(() -> Recorded.of(story().inspecting("s1")
                        .react("s1", Wsk.INSPECT, returns("STATUS_SUCCESS"))
                        .connects("p1", "s1")
                        .quiesce()))
                .isInstanceOf(TargetException.class)
                .hasMessageContaining("STATUS_SUCCESS");
    }
}
