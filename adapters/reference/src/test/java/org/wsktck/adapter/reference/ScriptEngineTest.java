package org.wsktck.adapter.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wsktck.target.ScriptBuilder.args;
import static org.wsktck.target.ScriptBuilder.calls;
import static org.wsktck.target.ScriptBuilder.hold;
import static org.wsktck.target.ScriptBuilder.reads;
import static org.wsktck.target.ScriptBuilder.returns;
import static org.wsktck.target.ScriptBuilder.script;
import static org.wsktck.target.ScriptBuilder.waits;
import static org.wsktck.target.Wsk.CLIENT;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wsktck.adapter.mutant.Mutant;
import org.wsktck.reference.ReferenceProvider;
import org.wsktck.target.Script;
import org.wsktck.target.ScriptBuilder;
import org.wsktck.target.Step;
import org.wsktck.target.Target;
import org.wsktck.target.TargetException;
import org.wsktck.target.Wsk;
import org.wsktck.trace.Datagram;
import org.wsktck.trace.Field;
import org.wsktck.trace.Kind;
import org.wsktck.trace.Observation;
import org.wsktck.wsk.ClientControl;
import org.wsktck.wsk.NtStatus;
import org.wsktck.wsk.Out;
import org.wsktck.wsk.WskClientDispatch;
import org.wsktck.wsk.WskClientNpi;
import org.wsktck.wsk.WskRegistration;

/** What each step and action does, and what is recorded of it. */
class ScriptEngineTest {
    private static final long SEED = 11;

    private static ScriptBuilder story() {
        return script("story", "A test of the script engine");
    }

    private static List<Observation> run(ScriptBuilder story) throws TargetException {
        return run(new ReferenceTarget(), story.build());
    }

    private static List<Observation> run(Target target, Script script) throws TargetException {
        return Traces.run(target, SEED, script);
    }

    private static Observation first(List<Observation> trace, Kind kind, Predicate<Observation> which) {
        return trace.stream()
                .filter(o -> o.kind() == kind)
                .filter(which)
                .findFirst()
                .orElseThrow(() -> new AssertionError("No such " + kind + " in " + trace));
    }

    private static Observation returned(List<Observation> trace, String fn) {
        return first(trace, Kind.RETURN, o -> fn.equals(o.text(Field.FN)));
    }

    private static Observation callOf(List<Observation> trace, String fn) {
        return first(trace, Kind.CALL, o -> fn.equals(o.text(Field.FN)));
    }

    private static List<Observation> of(List<Observation> trace, Kind kind) {
        return trace.stream().filter(o -> o.kind() == kind).toList();
    }

    private static List<String> marks(List<Observation> trace) {
        return of(trace, Kind.MARK).stream().map(o -> o.needText(Field.TEXT)).toList();
    }

    @Test
    void aCallCarriesItsArguments() throws Exception {
        List<Observation> trace = run(story().enabled("s1"));

        Observation enable = callOf(trace, "WskControlSocket");
        assertThat(enable.texts(Field.MASK)).containsExactly("WSK_EVENT_RECEIVE_FROM");
        assertThat(enable.text(Field.NPI)).isEqualTo("NPI_WSK_INTERFACE_ID");
        assertThat(enable.number(Field.INPUT_SIZE, 0)).isEqualTo(16);
        assertThat(enable.has(Field.IRP)).isFalse();
        assertThat(enable.thread()).isEqualTo(Step.MAIN);
        assertThat(first(trace, Kind.IRP, o -> "WskSocket".equals(o.text(Field.FN)))
                        .text(Field.CATEGORY))
                .isEqualTo("datagram");
    }

    @Test
    void aCallIsMadeAtTheIrqlThatItNames() throws Exception {
        List<Observation> trace =
                run(story().client().bound("s1").call(Wsk.at("DISPATCH_LEVEL", Wsk.localAddress("s1", "a"))));

        assertThat(callOf(trace, "WskGetLocalAddress").text(Field.IRQL)).isEqualTo("DISPATCH_LEVEL");
        assertThat(callOf(trace, "WskBind").text(Field.IRQL)).isEqualTo("PASSIVE_LEVEL");
    }

    @Test
    void irpArgumentsAreRecordedAndPassed() throws Exception {
        List<Observation> trace = run(story().client()
                .bound("s1")
                .call(Wsk.but(Wsk.but(Wsk.localAddress("s1", "a"), "irpStack", 0), "irpArmed", false)));

        Observation call = callOf(trace, "WskGetLocalAddress");
        assertThat(call.number(Field.IRP_STACK, -1)).isZero();
        assertThat(call.flag(Field.IRP_ARMED, true)).isFalse();
        assertThat(marks(trace)).anyMatch(mark -> mark.contains("GEN-14"));
    }

    @Test
    void aCallOnAnotherThreadDoesNotHoldUpTheSteps() throws Exception {
        List<Observation> trace = run(story().client()
                .bound("s1")
                .callOn("t", Wsk.deregister(CLIENT))
                .quiesce()
                .shutDown("s1"));

        assertThat(callOf(trace, "WskDeregister").thread()).isEqualTo("t");
        assertThat(returned(trace, "WskDeregister").seq())
                .isGreaterThan(returned(trace, "WskCloseSocket").seq());
    }

    @Test
    void callsOnOneThreadComeOneAfterTheOther() throws Exception {
        List<Observation> trace = run(story().call(Wsk.register(CLIENT))
                .environment("unready")
                .callOn("t", Wsk.capture(CLIENT, "WSK_INFINITE_WAIT"))
                .callOn("t", Wsk.datagramSocket(CLIENT, "s1", "i"))
                .quiesce()
                .environment("ready")
                .quiesce());

        assertThat(callOf(trace, "WskSocket").seq())
                .isGreaterThan(returned(trace, "WskCaptureProviderNPI").seq());
    }

    @Test
    void reactionsAreUsedInOrderThenTheStandingOne() throws Exception {
        List<Observation> trace = run(story().enabled("s1")
                .otherwise("s1", returns("STATUS_SUCCESS"))
                .react("s1", returns("STATUS_PENDING"))
                .react("s1", returns("STATUS_DATA_NOT_ACCEPTED"))
                .send("s1", 1)
                .quiesce()
                .send("s1", 1)
                .quiesce()
                .call(Wsk.enable("s1"))
                .quiesce());

        assertThat(of(trace, Kind.EXIT).stream().map(o -> o.text(Field.STATUS)))
                .containsExactly("STATUS_PENDING", "STATUS_DATA_NOT_ACCEPTED", "STATUS_SUCCESS");
    }

    @Test
    void aHeldCallbackGoesOnWithTheActionsOfTheResumeThenItsOwn() throws Exception {
        List<Observation> trace = run(story().enabled("s1")
                .react("s1", hold(), reads(), returns("STATUS_PENDING"))
                .send("s1", 1)
                .quiesce()
                .mark("held")
                .resume("s1", 1, calls(Wsk.localAddress("s1", "a")))
                .quiesce());

        Observation held = first(trace, Kind.MARK, o -> "held".equals(o.text(Field.TEXT)));
        Observation call = callOf(trace, "WskGetLocalAddress");
        Observation read = of(trace, Kind.READ).get(0);
        Observation exit = of(trace, Kind.EXIT).get(0);
        assertThat(List.of(of(trace, Kind.ENTER).get(0).seq(), held.seq(), call.seq(), read.seq(), exit.seq()))
                .isSorted();
        assertThat(call.thread()).isEqualTo(exit.thread());
        assertThat(exit.text(Field.STATUS)).isEqualTo("STATUS_PENDING");
    }

    @Test
    void theReturnOfAResumeEndsTheReaction() throws Exception {
        List<Observation> trace = run(story().enabled("s1")
                .react("s1", hold(), returns("STATUS_PENDING"))
                .send("s1", 1)
                .quiesce()
                .resume("s1", 1, returns("STATUS_SUCCESS"))
                .quiesce());

        assertThat(of(trace, Kind.EXIT).get(0).text(Field.STATUS)).isEqualTo("STATUS_SUCCESS");
    }

    @Test
    void theNthHeldCallbackIsResumed() throws Exception {
        List<Observation> trace = run(story().enabled("s1")
                .otherwise("s1", hold())
                .send("s1", 1)
                .quiesce()
                .send("s1", 1)
                .quiesce()
                .resume("s1", 2)
                .quiesce()
                .mark("one is left")
                .resume("s1", 1)
                .quiesce());

        List<Observation> exits = of(trace, Kind.EXIT);
        Observation mark = first(trace, Kind.MARK, o -> "one is left".equals(o.text(Field.TEXT)));
        assertThat(exits.get(0).number(Field.CB, 0)).isEqualTo(2);
        assertThat(exits.get(1).number(Field.CB, 0)).isEqualTo(1);
        assertThat(exits.get(0).seq()).isLessThan(mark.seq());
        assertThat(exits.get(1).seq()).isGreaterThan(mark.seq());
    }

    @Test
    void aWaitInsideACallbackIsRecordedAndEnds() throws Exception {
        List<Observation> trace = run(story().enabled("s1")
                .react("s1", calls(Wsk.close("s1", "c")), waits("c"))
                .send("s1", 1)
                .quiesce());

        Observation end = of(trace, Kind.WAIT_END).get(0);
        assertThat(of(trace, Kind.WAIT).get(0).number(Field.IRP, 0)).isEqualTo(end.number(Field.IRP, -1));
        assertThat(end.seq()).isLessThan(of(trace, Kind.EXIT).get(0).seq());
    }

    @Test
    void aCompletionRoutineDoesWhatWasSaidAhead() throws Exception {
        List<Observation> trace = run(story().client()
                .bound("s1")
                .onCompletion("a", calls(Wsk.localAddress("s1", "b")))
                .call(Wsk.localAddress("s1", "a"))
                .quiesce());

        Observation begin = first(trace, Kind.IRP, o -> "WskGetLocalAddress".equals(o.text(Field.FN)));
        Observation end = first(trace, Kind.IRP_EXIT, o -> o.number(Field.IRP, 0) == begin.number(Field.IRP, -1));
        Observation nested = trace.stream()
                .filter(o -> o.kind() == Kind.CALL && "WskGetLocalAddress".equals(o.text(Field.FN)))
                .skip(1)
                .findFirst()
                .orElseThrow();
        assertThat(nested.seq()).isBetween(begin.seq(), end.seq());
        assertThat(nested.thread()).isEqualTo(begin.thread());
        assertThat(end.text(Field.STATUS)).isEqualTo("STATUS_MORE_PROCESSING_REQUIRED");
    }

    @Test
    void aCompletionRoutineReturnsWhatItIsTold() throws Exception {
        List<Observation> trace = run(story().client()
                .bound("s1")
                .onCompletion("a", returns("STATUS_SUCCESS"))
                .call(Wsk.localAddress("s1", "a"))
                .quiesce());

        Observation begin = first(trace, Kind.IRP, o -> "WskGetLocalAddress".equals(o.text(Field.FN)));
        assertThat(first(trace, Kind.IRP_EXIT, o -> o.number(Field.IRP, 0) == begin.number(Field.IRP, -1))
                        .text(Field.STATUS))
                .isEqualTo("STATUS_SUCCESS");
    }

    @Test
    void aPendingIrpIsCancelled() throws Exception {
        List<Observation> trace = run(story().client()
                .bound("s1")
                .call(Wsk.receiveFrom("s1", 64, "r"))
                .quiesce()
                .cancel("r")
                .quiesce()
                .cancel("r"));

        Observation completion = first(trace, Kind.IRP, o -> "WskReceiveFrom".equals(o.text(Field.FN)));
        assertThat(completion.text(Field.STATUS)).isEqualTo("STATUS_CANCELLED");
        assertThat(callOf(trace, "IoCancelIrp").number(Field.IRP, 0)).isEqualTo(completion.number(Field.IRP, -1));
        assertThat(returned(trace, "IoCancelIrp").text(Field.STATUS)).isEqualTo("STATUS_SUCCESS");
        assertThat(marks(trace)).anyMatch(mark -> mark.startsWith("Cancel"));
    }

    @Test
    void castsAreTold() throws Exception {
        List<Observation> trace = run(story().enabled("s1")
                .then(new Step.Send("p1", "s1", 1, 40, Step.Cast.BROADCAST))
                .quiesce()
                .then(new Step.Send("p2", "s1", 1, 41, Step.Cast.MULTICAST))
                .quiesce());

        List<Observation> entries = of(trace, Kind.ENTER);
        assertThat(entries.get(0).texts(Field.FLAGS)).contains("MSG_BCAST");
        assertThat(entries.get(0).datagrams()).containsExactly(new Datagram(1, 40, true, "p1", false, 0));
        assertThat(entries.get(1).texts(Field.FLAGS)).contains("MSG_MCAST");
        assertThat(of(trace, Kind.PEER).get(1).text(Field.CAST)).isEqualTo("multicast");
    }

    @Test
    void aSocketFails() throws Exception {
        List<Observation> trace = run(story().enabled("s1").fail("s1").quiesce());

        assertThat(of(trace, Kind.PEER).get(0).text(Field.OP)).isEqualTo("fail");
        assertThat(of(trace, Kind.ENTER).get(0).has(Field.DATAGRAMS)).isFalse();
    }

    @Test
    void transportsChange() throws Exception {
        List<Observation> trace = run(story().client()
                .call(Wsk.transportListChange(CLIENT, "t"))
                .quiesce()
                .environment("transports")
                .quiesce());

        assertThat(first(trace, Kind.IRP, o -> "WskControlClient".equals(o.text(Field.FN)))
                        .text(Field.STATUS))
                .isEqualTo("STATUS_SUCCESS");
    }

    @Test
    void readinessIsSwitched() throws Exception {
        List<Observation> trace = run(story().environment("unready")
                .call(Wsk.register(CLIENT))
                .call(Wsk.capture(CLIENT, "WSK_NO_WAIT"))
                .environment("ready")
                .call(Wsk.capture(CLIENT, "100")));

        assertThat(trace.stream()
                        .filter(o -> o.kind() == Kind.RETURN && "WskCaptureProviderNPI".equals(o.text(Field.FN)))
                        .map(o -> o.text(Field.STATUS)))
                .containsExactly("STATUS_DEVICE_NOT_READY", "STATUS_SUCCESS");
    }

    @Test
    void listsAreReadAndReleasedByNumber() throws Exception {
        List<Observation> trace = run(story().enabled("s1")
                .otherwise("s1", returns("STATUS_PENDING"))
                .send("s1", 1)
                .quiesce()
                .send("s1", 1)
                .quiesce()
                .read("s1", 2)
                .call(Wsk.release("s1", 2))
                .call(Wsk.release("s1", 0))
                .call(Wsk.release("s1", 0))
                .read("s1", 9));

        assertThat(of(trace, Kind.READ)).hasSize(1);
        assertThat(of(trace, Kind.READ).get(0).datagrams()).containsExactly(new Datagram(2, 32, true, "p1", false, 0));
        assertThat(trace.stream()
                        .filter(o -> o.kind() == Kind.CALL && "WskRelease".equals(o.text(Field.FN)))
                        .map(o -> o.number(Field.LIST, 0)))
                .containsExactly(2L, 1L);
        assertThat(marks(trace))
                .anyMatch(mark -> mark.startsWith("WskRelease"))
                .anyMatch(mark -> mark.startsWith("Read"));
    }

    @Test
    void memoryReadAfterItsLifeIsNotIntact() throws Exception {
        List<Observation> trace =
                run(story().enabled("s1").send("s1", 1).quiesce().read("s1", 1));

        assertThat(of(trace, Kind.READ).get(0).datagrams()).noneMatch(Datagram::intact);
    }

    @Test
    void aShortBufferCutsTheDatagram() throws Exception {
        List<Observation> trace = run(story().client()
                .bound("s1")
                .call(Wsk.receiveFrom("s1", 20, "r"))
                .quiesce()
                .send("s1", 1)
                .quiesce());

        Observation completion = first(trace, Kind.IRP, o -> "WskReceiveFrom".equals(o.text(Field.FN)));
        assertThat(completion.datagrams()).containsExactly(new Datagram(1, 20, true, "p1", false, 0));
        assertThat(completion.texts(Field.FLAGS)).containsExactly("MSG_TRUNC");
        assertThat(completion.number(Field.INFORMATION, 0)).isEqualTo(20);
    }

    @Test
    void socketsSendToEachOther() throws Exception {
        List<Observation> trace = run(story().enabled("s1")
                .bound("s2")
                .call(Wsk.sendTo("s2", "s1", 48, "w"))
                .quiesce());

        assertThat(of(trace, Kind.ENTER).get(0).datagrams()).containsExactly(new Datagram(1, 48, true, "s2", false, 0));
        assertThat(callOf(trace, "WskSendTo").number(Field.DG, 0)).isEqualTo(1);
    }

    @Test
    void securityDescriptorsHaveTokens() throws Exception {
        List<Observation> trace = run(story().client()
                .call(Wsk.of("WskControlClient", CLIENT, null, "k", args("code", "WSK_CACHE_SD")))
                .quiesce()
                .call(Wsk.of("WskControlClient", CLIENT, null, "l", args("code", "WSK_RELEASE_SD", "sd", 1)))
                .quiesce());

        assertThat(returned(trace, "WskControlClient").number(Field.SD, 0)).isEqualTo(1);
    }

    @Test
    void theSizeOfTheTransportListIsProbed() throws Exception {
        List<Observation> trace = run(story().client()
                .call(Wsk.of(
                        "WskControlClient",
                        CLIENT,
                        null,
                        "q",
                        args("code", "WSK_TRANSPORT_LIST_QUERY", "outputSize", 0, "sizeReturned", true)))
                .quiesce());

        Observation probe = returned(trace, "WskControlClient");
        assertThat(probe.text(Field.STATUS)).isEqualTo("STATUS_BUFFER_OVERFLOW");
        assertThat(probe.number(Field.SIZE, 0)).isPositive();
    }

    @Test
    void whatDoesNotFitIsMarkedAndSkipped() throws Exception {
        List<Observation> trace = run(story().call(Wsk.capture(CLIENT, "WSK_NO_WAIT"))
                .call(Wsk.bind("s1", "b"))
                .send("s1", 1)
                .resume("s1", 1)
                .cancel("x")
                .read("s1", 0)
                .fail("s1"));

        assertThat(trace).allMatch(o -> o.kind() == Kind.MARK);
        assertThat(marks(trace)).hasSize(7);
    }

    @Test
    void namesAreGivenOnce() throws Exception {
        List<Observation> trace = run(story().client().bound("s1").client().bound("s1"));

        assertThat(marks(trace))
                .anyMatch(mark -> mark.startsWith("WskRegister for c1"))
                .anyMatch(mark -> mark.startsWith("WskSocket on s1"));
        assertThat(of(trace, Kind.CALL).stream().filter(o -> "WskSocket".equals(o.text(Field.FN))))
                .hasSize(1);
    }

    @Test
    void aDatagramWithoutRoomForItsNumberIsNoStimulus() {
        assertThatThrownBy(() -> run(story().enabled("s1").then(new Step.Send("p1", "s1", 1, 8, Step.Cast.UNICAST))))
                .isInstanceOf(TargetException.class)
                .hasMessageContaining("at least 16");
    }

    @Test
    void anUnknownFunctionOrNameEndsTheSession() {
        assertThatThrownBy(() -> run(story().call(Wsk.of("WskGetNameInfo", CLIENT, null, null, args()))))
                .isInstanceOf(TargetException.class)
                .hasMessageContaining("WskGetNameInfo");
        assertThatThrownBy(() -> run(story().client().bound("s1").call(Wsk.eventCallback("s1", null, "WSK_EVENT_X"))))
                .isInstanceOf(TargetException.class)
                .hasMessageContaining("WSK_EVENT_X");
        assertThatThrownBy(() -> run(story().client().call(Wsk.but(Wsk.register("c2"), "colour", "red"))))
                .isInstanceOf(TargetException.class)
                .hasMessageContaining("colour");
    }

    @Test
    void aSessionThatIsOverRefusesSteps() throws Exception {
        Target.Session session = new ReferenceTarget().open(SEED, o -> {});
        session.close();

        assertThatThrownBy(() -> session.execute(new Step.Mark("late")))
                .isInstanceOf(TargetException.class)
                .hasMessageContaining("over");
    }

    @Test
    void whatTheScriptLeavesIsReleased() throws Exception {
        List<Observation> trace = run(story().enabled("s1")
                .react("s1", returns("STATUS_PENDING"))
                .react("s1", hold())
                .send("s1", 2)
                .quiesce()
                .send("s1", 2)
                .quiesce());

        for (String fn : List.of("WskRelease", "WskCloseSocket", "WskReleaseProviderNPI", "WskDeregister")) {
            assertThat(returned(trace, fn).seq()).as(fn).isPositive();
        }
        assertThat(of(trace, Kind.EXIT)).hasSameSizeAs(of(trace, Kind.ENTER));
    }

    /** A script that waits on its main thread for what it would do later is freed, and the rest of it skipped. */
    @ParameterizedTest
    @ValueSource(strings = {"seeded", "threads"})
    void aBlockedMainThreadIsFreed(String options) throws Exception {
        List<Observation> trace = run(
                new ReferenceTarget(ReferenceOptions.parse(options)),
                story().enabled("s1").call(Wsk.deregister(CLIENT)).mark("never").build());

        assertThat(returned(trace, "WskDeregister").seq())
                .isGreaterThan(returned(trace, "WskCloseSocket").seq());
        assertThat(marks(trace)).anyMatch(mark -> mark.contains("blocked")).doesNotContain("never");
    }

    /** A provider whose WskDeregister waits for a client of its own, which nobody can free. */
    @ParameterizedTest
    @ValueSource(strings = {"seeded", "threads"})
    @Timeout(120)
    void aHangNamesTheBlockedTasks(String options) {
        Mutant hangs = new Mutant("hangs", "A query waits for ever.", (inner, context) -> {
            ((ReferenceProvider) inner).setReady(false);
            return new HangingProvider(inner);
        });
        List<Observation> trace = new ArrayList<>();

        assertThatThrownBy(() -> {
                    try (Target.Session session =
                            new ReferenceTarget(ReferenceOptions.parse(options), hangs).open(SEED, trace::add)) {
                        session.execute(new Step.Call(Step.MAIN, Wsk.register(CLIENT)));
                        session.execute(new Step.Call(
                                Step.MAIN, Wsk.of("WskQueryProviderCharacteristics", CLIENT, null, null, args())));
                    }
                })
                .isInstanceOf(TargetException.class)
                .message()
                .containsPattern("main(-\\d+)? waits for")
                .contains("seed " + SEED);
        assertThat(of(trace, Kind.CALL)).isNotEmpty();
    }

    /** Passes everything on, but never comes back from WskQueryProviderCharacteristics. */
    private record HangingProvider(org.wsktck.wsk.WskProvider inner) implements org.wsktck.wsk.WskProvider {
        @Override
        public NtStatus wskRegister(WskClientNpi clientNpi, Out<WskRegistration> registration) {
            return inner.wskRegister(clientNpi, registration);
        }

        @Override
        public void wskDeregister(WskRegistration registration) {
            inner.wskDeregister(registration);
        }

        @Override
        public NtStatus wskCaptureProviderNpi(
                WskRegistration registration, int waitTimeout, Out<org.wsktck.wsk.WskProviderNpi> providerNpi) {
            return inner.wskCaptureProviderNpi(registration, waitTimeout, providerNpi);
        }

        @Override
        public void wskReleaseProviderNpi(WskRegistration registration) {
            inner.wskReleaseProviderNpi(registration);
        }

        @Override
        public NtStatus wskQueryProviderCharacteristics(
                WskRegistration registration, Out<org.wsktck.wsk.WskProviderCharacteristics> characteristics) {
            Out<WskRegistration> own = new Out<>();
            inner.wskRegister(new WskClientNpi(null, new WskClientDispatch(0x0100, 0, null)), own);
            return inner.wskCaptureProviderNpi(own.require(), ClientControl.WSK_INFINITE_WAIT, new Out<>());
        }
    }
}
