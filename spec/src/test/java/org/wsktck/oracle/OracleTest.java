package org.wsktck.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.wsktck.trace.Datagram;
import org.wsktck.trace.Field;
import org.wsktck.trace.Kind;
import org.wsktck.trace.Observation;

class OracleTest {
    private final TraceJudge judge = Oracle.standard().judge();
    private final List<Finding> findings = new ArrayList<>();
    private long seq;
    private long calls;
    private long irps;

    @Test
    void aWellBehavedDatagramSocketBreaksNothing() {
        bound();
        enable();
        quiesce();
        for (int dg = 1; dg <= 3; dg++) {
            send(dg);
        }
        enter(1, 1);
        exit(1, "STATUS_SUCCESS");
        enter(2, 2, 3);
        exit(2, "STATUS_SUCCESS");
        quiesce();
        assertThat(findings).isEmpty();
        assertThat(judge.finish().exercised()).containsKeys("GEN-01", "GEN-02", "DGM-01", "DGM-02", "DGM-06", "GEN-13");
    }

    @Test
    void aCallbackThatNobodyEnabledIsNamed() {
        bound();
        quiesce();
        send(1);
        enter(1, 1);
        assertThat(findings).extracting(Finding::rule).containsExactlyInAnyOrder("GEN-02", "GEN-03");
    }

    @Test
    void silenceIsNamedAfterThreeDatagrams() {
        bound();
        enable();
        send(1);
        send(2);
        quiesce();
        assertThat(findings).isEmpty();
        send(3);
        send(4);
        send(5);
        quiesce();
        assertThat(findings).extracting(Finding::rule).contains("GEN-01", "DGM-01");
    }

    @Test
    void aRefusedListComesBackOnlyAfterEnabling() {
        bound();
        enable();
        send(1);
        enter(1, 1);
        exit(1, "STATUS_DATA_NOT_ACCEPTED");
        enter(2, 1);
        assertThat(findings).extracting(Finding::rule).contains("DGM-08");
    }

    /** the first refusal may have left the event on, so the report of its datagram may lag behind the second. */
    @Test
    void aListRefusedWhileEnablingMayStillBeOnItsWayBack() {
        bound();
        enable();
        send(1);
        enter(1, 1);
        enable();
        exit(1, "STATUS_DATA_NOT_ACCEPTED");
        send(2);
        enter(2, 2);
        exit(2, "STATUS_DATA_NOT_ACCEPTED");
        enter(3, 1);
        assertThat(findings).isEmpty();
        enter(4, 2);
        assertThat(findings).extracting(Finding::rule).contains("DGM-08");
    }

    @Test
    void aConsumedDatagramIsNotReportedAgain() {
        bound();
        enable();
        send(1);
        enter(1, 1);
        exit(1, "STATUS_SUCCESS");
        enter(2, 1);
        assertThat(findings).extracting(Finding::rule).containsExactly("DGM-06");
    }

    /** Found by a walk: what was buffered is reported and refused before the enabling call has returned, and whose word counts is not documented. */
    @Test
    void aRefusalMayOvertakeTheEnabling() {
        bound();
        quiesce();
        send(1);
        long call = ++calls;
        see(about(Kind.CALL, "s1")
                .with(Field.CALL, call)
                .with(Field.FN, "WskControlSocket")
                .with(Field.REQUEST, "WskSetOption")
                .with(Field.CODE, "SO_WSK_EVENT_CALLBACK")
                .with(Field.LEVEL, "SOL_SOCKET")
                .with(Field.NPI, "NPI_WSK_INTERFACE_ID")
                .with(Field.MASK, List.of("WSK_EVENT_RECEIVE_FROM"))
                .with(Field.INPUT_SIZE, 16)
                .with(Field.IRQL, "PASSIVE_LEVEL"));
        enter(1, 1);
        exit(1, "STATUS_DATA_NOT_ACCEPTED");
        see(about(Kind.RETURN, "s1")
                .with(Field.CALL, call)
                .with(Field.FN, "WskControlSocket")
                .with(Field.STATUS, "STATUS_SUCCESS"));
        for (int dg = 2; dg <= 4; dg++) {
            send(dg);
        }
        quiesce();
        assertThat(findings).isEmpty();
    }

    /** Found by a walk: two requests overlap, and the one that completes last need not be the one that counts. */
    @Test
    void ofOverlappingRequestsForARemoteAddressEitherMayWin() {
        bound();
        enable();
        long first = beginRemote("p1");
        long second = beginRemote("p2");
        end(first);
        end(second);
        send(1);
        enter(1, 1);
        assertThat(findings).isEmpty();
    }

    /** Found by a walk: a client may try to cancel a disable request, and no page says that this ends it before the callbacks have returned. */
    @Test
    void aDisableRequestNeedNotBeCancelled() {
        bound();
        enable();
        send(1);
        enter(1, 1);
        long irp = beginDisable();
        see(about(Kind.CALL, "s1")
                .with(Field.CALL, ++calls)
                .with(Field.FN, "IoCancelIrp")
                .with(Field.IRP, irp)
                .with(Field.IRQL, "PASSIVE_LEVEL"));
        quiesce();
        assertThat(findings).isEmpty();
    }

    /** Found by the tour: requests on a socket that has lost its function fail, and the client has yet to be told so by a call with a NULL list. */
    @Test
    void aRequestThatFailsLeavesTheEventAsItWas() {
        bound();
        enable();
        fail();
        refused("WSK_EVENT_RECEIVE_FROM", "WSK_EVENT_DISABLE");
        refused("WSK_EVENT_RECEIVE_FROM");
        quiesce();
        see(about(Kind.ENTER, "s1")
                .with(Field.CB, 1)
                .with(Field.EVENT, "WskReceiveFromEvent")
                .with(Field.IRQL, "PASSIVE_LEVEL")
                .with(Field.CONTEXT, "s1")
                .with(Field.VIA, "s1")
                .with(Field.FLAGS, List.of()));
        assertThat(findings).isEmpty();
    }

    @Test
    void theTableAgreesWithTlc() {
        TraceJudge truth = Oracle.standard().judgeWithoutTable();
        List<Observation> trace = new ArrayList<>();
        recorder = trace::add;
        theWholeStory();
        for (Observation o : trace) {
            truth.accept(o);
        }
        assertThat(truth.finish()).isEqualTo(judge.finish());
    }

    private void theWholeStory() {
        bound();
        enable();
        quiesce();
        for (int dg = 1; dg <= 3; dg++) {
            send(dg);
        }
        enter(1, 1, 2);
        exit(1, "STATUS_PENDING");
        enter(2, 3);
        exit(2, "STATUS_DATA_NOT_ACCEPTED");
        quiesce();
        enter(3, 3);
        exit(3, "STATUS_SUCCESS");
    }

    private java.util.function.Consumer<Observation> recorder = o -> {};

    private void bound() {
        simple("WskRegister", null, o -> o.with(Field.VERSION, "1.0").with(Field.RESERVED, 0), false);
        simple("WskCaptureProviderNPI", null, o -> o.with(Field.TIMEOUT, "WSK_NO_WAIT"), false);
        simple(
                "WskSocket",
                "s1",
                o -> o.with(Field.FLAGS, List.of("WSK_FLAG_DATAGRAM_SOCKET"))
                        .with(Field.CONTEXT, "s1")
                        .with(Field.ENTRIES, List.of("WskReceiveFromEvent")),
                true);
        simple("WskBind", "s1", o -> o, true);
    }

    private void enable() {
        simple(
                "WskControlSocket",
                "s1",
                o -> o.with(Field.REQUEST, "WskSetOption")
                        .with(Field.CODE, "SO_WSK_EVENT_CALLBACK")
                        .with(Field.LEVEL, "SOL_SOCKET")
                        .with(Field.NPI, "NPI_WSK_INTERFACE_ID")
                        .with(Field.MASK, List.of("WSK_EVENT_RECEIVE_FROM"))
                        .with(Field.INPUT_SIZE, 16),
                false);
    }

    private void fail() {
        see(about(Kind.PEER, "s1").with(Field.ACT, 99).with(Field.OP, "fail"));
        see(about(Kind.PEER_END, "s1").with(Field.ACT, 99).with(Field.OP, "fail"));
    }

    private void refused(String... mask) {
        see(about(Kind.CALL, "s1")
                .with(Field.CALL, ++calls)
                .with(Field.FN, "WskControlSocket")
                .with(Field.REQUEST, "WskSetOption")
                .with(Field.CODE, "SO_WSK_EVENT_CALLBACK")
                .with(Field.LEVEL, "SOL_SOCKET")
                .with(Field.NPI, "NPI_WSK_INTERFACE_ID")
                .with(Field.MASK, List.of(mask))
                .with(Field.INPUT_SIZE, 16)
                .with(Field.IRQL, "PASSIVE_LEVEL"));
        see(about(Kind.RETURN, "s1")
                .with(Field.CALL, calls)
                .with(Field.FN, "WskControlSocket")
                .with(Field.STATUS, "STATUS_FILE_FORCED_CLOSED"));
    }

    private long beginRemote(String peer) {
        see(about(Kind.CALL, "s1")
                .with(Field.CALL, ++calls)
                .with(Field.FN, "WskControlSocket")
                .with(Field.IRP, ++irps)
                .with(Field.REQUEST, "WskIoctl")
                .with(Field.CODE, "SIO_WSK_SET_REMOTE_ADDRESS")
                .with(Field.ADDRESS, peer)
                .with(Field.IRQL, "PASSIVE_LEVEL"));
        see(about(Kind.RETURN, "s1")
                .with(Field.CALL, calls)
                .with(Field.FN, "WskControlSocket")
                .with(Field.STATUS, "STATUS_PENDING"));
        return irps;
    }

    private long beginDisable() {
        see(about(Kind.CALL, "s1")
                .with(Field.CALL, ++calls)
                .with(Field.FN, "WskControlSocket")
                .with(Field.IRP, ++irps)
                .with(Field.REQUEST, "WskSetOption")
                .with(Field.CODE, "SO_WSK_EVENT_CALLBACK")
                .with(Field.LEVEL, "SOL_SOCKET")
                .with(Field.NPI, "NPI_WSK_INTERFACE_ID")
                .with(Field.MASK, List.of("WSK_EVENT_RECEIVE_FROM", "WSK_EVENT_DISABLE"))
                .with(Field.INPUT_SIZE, 16)
                .with(Field.IRQL, "PASSIVE_LEVEL"));
        see(about(Kind.RETURN, "s1")
                .with(Field.CALL, calls)
                .with(Field.FN, "WskControlSocket")
                .with(Field.STATUS, "STATUS_PENDING"));
        return irps;
    }

    private void end(long irp) {
        see(about(Kind.IRP, "s1")
                .with(Field.IRP, irp)
                .with(Field.CALL, calls)
                .with(Field.FN, "WskControlSocket")
                .with(Field.STATUS, "STATUS_SUCCESS")
                .with(Field.INFORMATION, 0));
    }

    private void simple(String fn, String socket, java.util.function.UnaryOperator<Observation> more, boolean withIrp) {
        long call = ++calls;
        long irp = withIrp ? ++irps : 0;
        Observation o = about(Kind.CALL, socket)
                .with(Field.CALL, call)
                .with(Field.FN, fn)
                .with(Field.IRQL, "PASSIVE_LEVEL");
        see(more.apply(withIrp ? o.with(Field.IRP, irp) : o));
        if (withIrp) {
            see(about(Kind.IRP, socket)
                    .with(Field.IRP, irp)
                    .with(Field.CALL, call)
                    .with(Field.FN, fn)
                    .with(Field.STATUS, "STATUS_SUCCESS")
                    .with(Field.INFORMATION, 0)
                    .with(Field.CATEGORY, fn.equals("WskSocket") ? "datagram" : null));
            see(about(Kind.IRP_EXIT, socket).with(Field.IRP, irp).with(Field.CALL, call));
        }
        see(about(Kind.RETURN, socket).with(Field.CALL, call).with(Field.FN, fn).with(Field.STATUS, "STATUS_SUCCESS"));
    }

    private void send(long dg) {
        see(about(Kind.PEER, "s1")
                .with(Field.ACT, dg)
                .with(Field.OP, "send")
                .with(Field.PEER, "p1")
                .with(Field.DG, dg)
                .with(Field.LENGTH, 32)
                .with(Field.CAST, "unicast"));
        see(about(Kind.PEER_END, "s1").with(Field.ACT, dg).with(Field.OP, "send"));
    }

    private void enter(long cb, long... dgs) {
        List<Datagram> list = new ArrayList<>();
        for (long dg : dgs) {
            list.add(new Datagram(dg, 32, true, "p1", false, 0));
        }
        see(about(Kind.ENTER, "s1")
                .with(Field.CB, cb)
                .with(Field.EVENT, "WskReceiveFromEvent")
                .with(Field.IRQL, "PASSIVE_LEVEL")
                .with(Field.CONTEXT, "s1")
                .with(Field.VIA, "s1")
                .with(Field.FLAGS, List.of())
                .with(Field.DATAGRAMS, list));
    }

    private void exit(long cb, String status) {
        see(about(Kind.EXIT, "s1")
                .with(Field.CB, cb)
                .with(Field.EVENT, "WskReceiveFromEvent")
                .with(Field.STATUS, status));
    }

    private void quiesce() {
        see(Observation.of(Kind.QUIESCE));
    }

    private Observation about(Kind kind, String socket) {
        return Observation.of(kind).with(Field.CLIENT, "c1").with(Field.SOCKET, socket);
    }

    private void see(Observation o) {
        seq++;
        o.at(seq, seq * 1000, "main");
        recorder.accept(o);
        findings.addAll(judge.accept(o));
    }
}
