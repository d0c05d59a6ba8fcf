package org.wsktck.report;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.wsktck.catalogue.Catalogue;
import org.wsktck.catalogue.Rule;
import org.wsktck.oracle.Finding;
import org.wsktck.oracle.Judgement;
import org.wsktck.report.model.CaseResult;
import org.wsktck.report.model.Certification;
import org.wsktck.report.model.Layer;
import org.wsktck.report.model.ModelResult;
import org.wsktck.report.model.MutantResult;
import org.wsktck.report.model.Outcome;
import org.wsktck.report.model.TourCoverage;
import org.wsktck.target.Script;
import org.wsktck.target.ScriptBuilder;
import org.wsktck.target.TargetDescription;
import org.wsktck.trace.Datagram;
import org.wsktck.trace.Field;
import org.wsktck.trace.Kind;
import org.wsktck.trace.Observation;

/** Runs written by hand: a refusal that is respected, one that is not, and what else a report has to show. */
final class Samples {
    static final long SEED = 42;

    private Samples() {}

    /** Refuse a datagram; another one follows. */
    static Script refusal() {
        return ScriptBuilder.script(
                        "DGM-08-refusal", "A refused datagram switches the event off until it is enabled again")
                .enabled("s1")
                .react("s1", ScriptBuilder.returns("STATUS_DATA_NOT_ACCEPTED"))
                .send("s1", 1)
                .quiesce()
                .send("s1", 1)
                .quiesce()
                .shutDown("s1")
                .build();
    }

    /** The trace of {@link #refusal}, with or without the forbidden second callback. */
    static List<Observation> trace(boolean faulty) {
        Tape tape = new Tape();
        tape.call(1, "WskRegister", null, Map.of(Field.VERSION, "1.0")).returns(1, "WskRegister", null);
        tape.call(2, "WskCaptureProviderNPI", null, Map.of(Field.TIMEOUT, "WSK_NO_WAIT"))
                .returns(2, "WskCaptureProviderNPI", null);
        tape.call(
                        3,
                        "WskSocket",
                        "s1",
                        Map.of(
                                Field.IRP,
                                1,
                                Field.FLAGS,
                                List.of("WSK_FLAG_DATAGRAM_SOCKET"),
                                Field.CONTEXT,
                                "s1",
                                Field.ENTRIES,
                                List.of("WskReceiveFromEvent")))
                .irp(1, 3, "WskSocket")
                .returns(3, "WskSocket", "s1")
                .quiesce();
        tape.call(4, "WskBind", "s1", Map.of(Field.IRP, 2))
                .irp(2, 4, "WskBind")
                .returns(4, "WskBind", "s1")
                .quiesce();
        tape.call(
                        5,
                        "WskControlSocket",
                        "s1",
                        Map.of(Field.CODE, "SO_WSK_EVENT_CALLBACK", Field.MASK, List.of("WSK_EVENT_RECEIVE_FROM")))
                .returns(5, "WskControlSocket", "s1")
                .quiesce();
        tape.peer(1, 1).enter(1, 1).exit(1, "STATUS_DATA_NOT_ACCEPTED").quiesce();
        tape.peer(2, 2);
        if (faulty) {
            tape.enter(2, 2).exit(2, "STATUS_SUCCESS");
        }
        tape.quiesce();
        tape.call(6, "WskCloseSocket", "s1", Map.of(Field.IRP, 3))
                .irp(3, 6, "WskCloseSocket")
                .returns(6, "WskCloseSocket", "s1")
                .quiesce();
        return tape.observations;
    }

    /** The finding that the faulty trace holds. */
    static Finding finding() {
        Observation broken = trace(true).stream()
                .filter(o -> o.kind() == Kind.ENTER && o.number(Field.CB, 0) == 2)
                .findFirst()
                .orElseThrow();
        return new Finding(
                "DGM-08",
                "s1",
                broken,
                "[phase |-> \"open\", enabled |-> {}, refusedDynamically |-> TRUE,\n retained |-> <<>>, callbacks |-> {}]",
                "[kind |-> \"enter\", event |-> \"WskReceiveFromEvent\", cb |-> 1, datagrams |-> <<2>>]");
    }

    static CaseResult passing() {
        return CaseResult.named("DGM-08-refusal", Layer.SCENARIO)
                .script(refusal())
                .rule("DGM-08")
                .seed(SEED)
                .observations(trace(false))
                .judgement(new Judgement(exercised(), List.of(), 26))
                .duration(Duration.ofMillis(14))
                .build();
    }

    static CaseResult failing() {
        return CaseResult.named("DGM-08-refusal", Layer.SCENARIO)
                .script(refusal())
                .rule("DGM-08")
                .seed(SEED)
                .observations(trace(true))
                .judgement(new Judgement(exercised(), List.of(finding()), 28))
                .outcome(Outcome.failed("DGM-08 broken"))
                .duration(Duration.ofMillis(14))
                .build();
    }

    private static Map<String, Long> exercised() {
        return Map.of(
                "DGM-08", 1L, "GEN-01", 1L, "GEN-02", 2L, "GEN-03", 1L, "GEN-04", 2L, "GEN-05", 1L, "ENA-01", 1L,
                "CLS-01", 1L, "CLI-01", 1L, "DGM-01", 2L);
    }

    /** A walk, a case that could not run, a case in which the target failed, a case with a deliberate client fault. */
    static List<CaseResult> others() {
        List<CaseResult> cases = new ArrayList<>();
        for (int i = 1; i <= 30; i++) {
            cases.add(CaseResult.named("walk-" + i, Layer.WALK)
                    .title("Random walk " + i)
                    .seed(SEED + i)
                    .observations(trace(false))
                    .judgement(new Judgement(Map.of("GEN-02", 3L, "DGM-01", 2L, "DGM-13", 1L), List.of(), 26))
                    .duration(Duration.ofMillis(9))
                    .build());
        }
        cases.add(CaseResult.named("GEN-12-casts", Layer.SCENARIO)
                .title("Broadcast and multicast datagrams bear their flag")
                .rule("DGM-05")
                .outcome(Outcome.skipped("the target lacks the capability casts"))
                .build());
        Observation call = trace(false).get(0);
        cases.add(CaseResult.named("CTX-04-waits", Layer.SCENARIO)
                .title("A client waits for an IRP inside a callback")
                .rule("CTX-04")
                .observations(trace(false))
                .judgement(new Judgement(
                        Map.of("CTX-04", 1L),
                        List.of(new Finding("CTX-04", "s1", call, "[phase |-> \"open\"]", "[kind |-> \"wait\"]")),
                        26))
                .deliberate(Set.of("CTX-04"))
                .duration(Duration.ofMillis(5))
                .build());
        return cases;
    }

    static CaseResult targetFailure() {
        return CaseResult.named("CLS-03-hang", Layer.SCENARIO)
                .title("Closing completes after the callback in progress")
                .rule("CLS-03")
                .outcome(Outcome.error("the target did not answer within 30 s while closing s1"))
                .build();
    }

    static Certification certification(boolean faulty, @Nullable String aborted, CaseResult... more) {
        List<CaseResult> cases = new ArrayList<>(List.of(faulty ? failing() : passing()));
        cases.addAll(others());
        cases.addAll(List.of(more));
        return new Certification(
                new TargetDescription(
                        faulty ? "mutant:DGM-08" : "reference",
                        "WSK TCK reference implementation 0.1.0",
                        Set.of("casts", "deterministic"),
                        Map.of("scheduler", "seeded", "network", "memory")),
                "0.1.0",
                "a".repeat(64),
                "b".repeat(64),
                SEED,
                Set.of(),
                Instant.parse("2026-01-02T03:04:05Z"),
                Duration.ofMillis(41_250),
                cases,
                new TourCoverage(5120, 5002, 5002, 118L, 14_310),
                List.of(new ModelResult(
                        "MC_Datagram",
                        48_211,
                        31,
                        6_120,
                        List.of(
                                new ModelResult.Property("TypeOK", true),
                                new ModelResult.Property("ConservationInv", true)))),
                List.of("MC_DatagramLag"),
                List.of(new MutantResult("DGM-08", true, List.of("DGM-08", "GEN-02"))),
                aborted);
    }

    /** A run in which every required rule was exercised and none was broken. */
    static Certification conforming() {
        Map<String, Long> everything = new HashMap<>();
        required().forEach(rule -> everything.put(rule.id(), 3L));
        CaseResult all = CaseResult.named("tour-1", Layer.TOUR)
                .title("First path of the tour")
                .observations(trace(false))
                .judgement(new Judgement(everything, List.of(), 26))
                .build();
        return certification(false, null, all);
    }

    /** The rules on which conformance hangs. */
    static List<Rule> required() {
        return Catalogue.standard().inScope().stream().filter(Rule::isRequired).toList();
    }

    /** A run in which every required rule was broken at the same step. */
    static Certification brokenEverywhere() {
        Finding one = finding();
        List<Finding> findings = required().stream()
                .map(rule -> new Finding(rule.id(), one.subject(), one.observation(), one.state(), one.event()))
                .toList();
        CaseResult all = CaseResult.named("walk-x", Layer.WALK)
                .observations(trace(true))
                .judgement(new Judgement(Map.of(), findings, 26))
                .outcome(Outcome.failed("everything"))
                .build();
        return certification(false, null, all);
    }

    /** A run whose every text tries to break out of the place where it is shown. */
    static Certification hostile() {
        String evil = "</script><script>alert(1)</script><img src=x onerror=alert(2)>\"'&\u0001]]>";
        Observation mark = Observation.of(Kind.MARK).at(1, 1, evil).with(Field.TEXT, evil);
        CaseResult result = CaseResult.named("evil " + evil, Layer.SCENARIO)
                .title(evil)
                .rule("DGM-08")
                .observations(List.of(mark))
                .judgement(new Judgement(Map.of(), List.of(new Finding("DGM-08", evil, mark, evil, evil)), 1))
                .outcome(Outcome.failed(evil))
                .replay(evil)
                .build();
        return new Certification(
                new TargetDescription(evil, evil, Set.of(evil), Map.of(evil, evil)),
                evil,
                "a".repeat(64),
                "b".repeat(64),
                1,
                Set.of(),
                Instant.EPOCH,
                Duration.ZERO,
                List.of(result),
                null,
                List.of(),
                List.of(evil),
                List.of(),
                evil);
    }

    /** A long trace whose broken step lies deep inside. */
    static List<Observation> longTrace(int callbacks) {
        Tape tape = new Tape();
        LongStream.rangeClosed(1, callbacks)
                .forEach(i -> tape.peer(i, i).enter(i, i).exit(i, "STATUS_SUCCESS"));
        return tape.observations;
    }

    /** Appends observations with running numbers. */
    private static final class Tape {
        private final List<Observation> observations = new ArrayList<>();

        private Observation next(Kind kind, String thread) {
            long seq = observations.size() + 1L;
            Observation o = Observation.of(kind).at(seq, seq * 1000, thread);
            observations.add(o);
            return o;
        }

        private Tape call(long call, String fn, @Nullable String socket, Map<Field, Object> members) {
            Observation o = next(Kind.CALL, "main")
                    .with(Field.CALL, call)
                    .with(Field.FN, fn)
                    .with(Field.IRQL, "PASSIVE_LEVEL")
                    .with(Field.CLIENT, "c1")
                    .with(Field.SOCKET, socket);
            members.forEach(o::with);
            return this;
        }

        private Tape returns(long call, String fn, @Nullable String socket) {
            next(Kind.RETURN, "main")
                    .with(Field.CALL, call)
                    .with(Field.FN, fn)
                    .with(Field.STATUS, "STATUS_SUCCESS")
                    .with(Field.CLIENT, "c1")
                    .with(Field.SOCKET, socket);
            return this;
        }

        private Tape irp(long irp, long call, String fn) {
            next(Kind.IRP, "main")
                    .with(Field.IRP, irp)
                    .with(Field.CALL, call)
                    .with(Field.FN, fn)
                    .with(Field.STATUS, "STATUS_SUCCESS")
                    .with(Field.INFORMATION, 0)
                    .with(Field.CLIENT, "c1")
                    .with(Field.SOCKET, "s1");
            next(Kind.IRP_EXIT, "main").with(Field.IRP, irp).with(Field.CALL, call);
            return this;
        }

        private Tape peer(long act, long dg) {
            next(Kind.PEER, "main")
                    .with(Field.ACT, act)
                    .with(Field.OP, "send")
                    .with(Field.PEER, "p1")
                    .with(Field.SOCKET, "s1")
                    .with(Field.DG, dg)
                    .with(Field.LENGTH, 32)
                    .with(Field.CAST, "unicast");
            next(Kind.PEER_END, "main")
                    .with(Field.ACT, act)
                    .with(Field.OP, "send")
                    .with(Field.PEER, "p1")
                    .with(Field.SOCKET, "s1");
            return this;
        }

        private Tape enter(long cb, long dg) {
            next(Kind.ENTER, "worker-1")
                    .with(Field.CB, cb)
                    .with(Field.EVENT, "WskReceiveFromEvent")
                    .with(Field.IRQL, "DISPATCH_LEVEL")
                    .with(Field.CLIENT, "c1")
                    .with(Field.SOCKET, "s1")
                    .with(Field.CONTEXT, "s1")
                    .with(Field.VIA, "s1")
                    .with(Field.FLAGS, List.of("WSK_FLAG_AT_DISPATCH_LEVEL"))
                    .with(Field.DATAGRAMS, List.of(new Datagram(dg, 32, true, "p1", false, 0)));
            return this;
        }

        private Tape exit(long cb, String status) {
            next(Kind.EXIT, "worker-1")
                    .with(Field.CB, cb)
                    .with(Field.EVENT, "WskReceiveFromEvent")
                    .with(Field.STATUS, status)
                    .with(Field.CLIENT, "c1")
                    .with(Field.SOCKET, "s1");
            return this;
        }

        private Tape quiesce() {
            next(Kind.QUIESCE, "main");
            return this;
        }
    }
}
