package org.wsktck.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.wsktck.report.diagram.ObservationText;
import org.wsktck.report.diagram.ScriptProgress;
import org.wsktck.report.diagram.StepText;
import org.wsktck.target.Action;
import org.wsktck.target.ScriptBuilder;
import org.wsktck.target.Step;
import org.wsktck.target.Wsk;
import org.wsktck.trace.Datagram;
import org.wsktck.trace.Field;
import org.wsktck.trace.Kind;
import org.wsktck.trace.Observation;

/** Steps and observations as people read them. */
class ScriptTextTest {
    @Test
    void everyKindOfStepHasItsSentence() {
        Map<Step, String> sentences = Map.ofEntries(
                Map.entry(
                        new Step.Call("main", Wsk.disable("s1", "d")),
                        "client: WskControlSocket(s1, IRP d, code SO_WSK_EVENT_CALLBACK, inputSize 16, level SOL_SOCKET, mask"
                                + " WSK_EVENT_RECEIVE_FROM|WSK_EVENT_DISABLE, npi NPI_WSK_INTERFACE_ID, request WskSetOption)"),
                Map.entry(
                        new Step.Call("t2", Wsk.at("DISPATCH_LEVEL", Wsk.release("s1", 0))),
                        "client, thread t2: WskRelease(s1, list 0) at DISPATCH_LEVEL"),
                Map.entry(
                        new Step.React(
                                "s1",
                                Wsk.RECEIVE_FROM,
                                List.of(ScriptBuilder.hold(), ScriptBuilder.returns("STATUS_PENDING"))),
                        "callback: next WskReceiveFromEvent on s1: hold until resumed; return STATUS_PENDING"),
                Map.entry(
                        new Step.Otherwise("s1", Wsk.RECEIVE_FROM, List.of()),
                        "callback: any other WskReceiveFromEvent on s1: return STATUS_SUCCESS"),
                Map.entry(
                        new Step.Resume("s1", 1, List.of(ScriptBuilder.calls(Wsk.close("s1", "c")))),
                        "callback: held callback 1 of s1 goes on: call WskCloseSocket(s1, IRP c)"),
                Map.entry(
                        new Step.OnCompletion("c", List.of(new Action.WaitFor("d"), new Action.Read())),
                        "completion routine: when c completes: wait for d; read the list"),
                Map.entry(new Step.Cancel("r"), "client: IoCancelIrp(r)"),
                Map.entry(
                        new Step.Send("p1", "s1", 3, 32, Step.Cast.MULTICAST),
                        "peer p1: sends 3 multicast datagrams of 32 bytes to s1"),
                Map.entry(new Step.Environment("fail", "s1"), "environment: fail s1"),
                Map.entry(new Step.Environment("transports", null), "environment: transports"),
                Map.entry(new Step.Environment("backlog", "s1", 4096), "environment: backlog s1 4096"),
                Map.entry(new Step.Peer("connect", "p1", "s1", 0), "peer p1: connects to s1"),
                Map.entry(new Step.Peer("listen", "p1", null, 0), "peer p1: listens"),
                Map.entry(new Step.Peer("write", "p1", null, 1), "peer p1: writes 1 byte"),
                Map.entry(new Step.Peer("fin", "p1", null, 0), "peer p1: ends what it sends"),
                Map.entry(new Step.Peer("rst", "p1", null, 0), "peer p1: resets the connection"),
                Map.entry(new Step.Peer("pause", "p1", null, 0), "peer p1: stops reading"),
                Map.entry(new Step.Peer("resume", "p1", null, 0), "peer p1: goes on reading"),
                Map.entry(
                        new Step.React("s1", Wsk.RECEIVE, List.of(ScriptBuilder.accepts(3))),
                        "callback: next WskReceiveEvent on s1: accept 3 bytes"),
                Map.entry(
                        new Step.React("s1", Wsk.ACCEPT, List.of(ScriptBuilder.stores(Wsk.RECEIVE))),
                        "callback: next WskAcceptEvent on s1: store the socket's name as context and a table with"
                                + " WskReceiveEvent"),
                Map.entry(
                        new Step.React("s1", Wsk.ACCEPT, List.of(ScriptBuilder.storesNothing())),
                        "callback: next WskAcceptEvent on s1: store NULL as context and no table"),
                Map.entry(new Step.Read("s1", 0), "client: reads the oldest retained list of s1"),
                Map.entry(new Step.Quiesce(), "bench: waits until nothing more can happen"),
                Map.entry(new Step.Mark("now"), "bench: notes: now"));

        sentences.forEach((step, sentence) ->
                assertThat(StepText.actor(step) + ": " + StepText.of(step)).isEqualTo(sentence));
    }

    @Test
    void theStepOfAnObservationIsFound() {
        List<Observation> trace = Samples.trace(true);

        assertThat(ScriptProgress.stepAt(Samples.refusal(), trace, 1)).isZero();
        assertThat(ScriptProgress.stepAt(Samples.refusal(), trace, 0)).isEqualTo(-1);
        int broken = ScriptProgress.stepAt(
                Samples.refusal(), trace, Samples.finding().observation().seq());
        assertThat(Samples.refusal().steps().get(broken)).isInstanceOf(Step.Send.class);
        long last = trace.get(trace.size() - 1).seq();
        assertThat(ScriptProgress.stepAt(Samples.refusal(), trace, last)).isGreaterThan(broken);
    }

    @Test
    void oneSendOfManyDatagramsIsOneStep() {
        var script = ScriptBuilder.script("x", "x").send("s1", 2).send("s1", 1).build();
        List<Observation> trace =
                Samples.longTrace(3).stream().filter(o -> o.kind() == Kind.PEER).toList();

        assertThat(ScriptProgress.stepAt(script, trace, trace.get(1).seq())).isZero();
        assertThat(ScriptProgress.stepAt(script, trace, trace.get(2).seq())).isOne();
    }

    @Test
    void aListOfDatagramsIsDrawnTogether() {
        assertThat(ObservationText.of(indication(1, 2, 3, 7, 9, 10)))
                .isEqualTo("WskReceiveFromEvent(s1, datagrams 1-3, 7, 9-10)");
        assertThat(ObservationText.of(indication(1, 3, 5, 7, 9, 11, 13, 15)))
                .isEqualTo("WskReceiveFromEvent(s1, datagrams 1, 3, 5, 7, 9, 11, ... 8 in all)");
        assertThat(ObservationText.of(indication().with(Field.DATAGRAMS, null)))
                .isEqualTo("WskReceiveFromEvent(s1, NULL list)");
    }

    @Test
    void whatAControlFunctionIsAskedForIsSaidOnce() {
        Observation o = Samples.trace(false).stream()
                .filter(call -> call.has(Field.MASK))
                .findFirst()
                .orElseThrow();

        assertThat(ObservationText.of(o))
                .isEqualTo("WskControlSocket(s1) [SO_WSK_EVENT_CALLBACK: WSK_EVENT_RECEIVE_FROM]");
    }

    @Test
    void aForeignContextIsSaid() {
        assertThat(ObservationText.of(indication(1).with(Field.CONTEXT, "?"))).contains("context ?");
        assertThat(ObservationText.of(indication(1).with(Field.CONTEXT, null))).contains("context NULL");
    }

    private static Observation indication(long... numbers) {
        return Observation.of(Kind.ENTER)
                .at(5, 5, "main")
                .with(Field.CB, 1)
                .with(Field.EVENT, "WskReceiveFromEvent")
                .with(Field.IRQL, "PASSIVE_LEVEL")
                .with(Field.SOCKET, "s1")
                .with(Field.CONTEXT, "s1")
                .with(
                        Field.DATAGRAMS,
                        java.util.Arrays.stream(numbers)
                                .mapToObj(dg -> new Datagram(dg, 32, true, "p1", false, 0))
                                .toList());
    }
}
