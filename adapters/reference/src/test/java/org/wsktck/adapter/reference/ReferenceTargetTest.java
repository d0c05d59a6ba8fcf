package org.wsktck.adapter.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wsktck.target.ScriptBuilder.hold;
import static org.wsktck.target.ScriptBuilder.returns;
import static org.wsktck.target.ScriptBuilder.script;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wsktck.target.Script;
import org.wsktck.target.Target;
import org.wsktck.target.TargetException;
import org.wsktck.target.Wsk;
import org.wsktck.trace.Datagram;
import org.wsktck.trace.Field;
import org.wsktck.trace.Kind;
import org.wsktck.trace.Observation;

/** What holds for every trace of the reference, in all combinations of scheduler and network. */
class ReferenceTargetTest {
    private static final Script STORY = script("story", "Datagrams are retained, held, consumed and fetched.")
            .enabled("s1")
            .react("s1", returns("STATUS_PENDING"))
            .react("s1", hold())
            .send("s1", 4)
            .quiesce()
            .read("s1", 0)
            .call(Wsk.release("s1", 0))
            .resume("s1", 1)
            .quiesce()
            .call(Wsk.disable("s1", null))
            .call(Wsk.receiveFrom("s1", 100, "i1"))
            .send("s1", 1)
            .quiesce()
            .build();

    @ParameterizedTest
    @ValueSource(strings = {"seeded+memory", "threads+memory", "seeded+udp", "threads+udp"})
    void everyDatagramArrivesIntactAndOnce(String options) throws Exception {
        List<Observation> trace = run(options, 5);

        List<Long> arrived = trace.stream()
                .filter(o -> o.kind() == Kind.ENTER || o.kind() == Kind.IRP)
                .filter(o -> o.datagrams() != null)
                .flatMap(o -> o.datagrams().stream())
                .peek(datagram -> assertThat(datagram).isEqualTo(new Datagram(datagram.dg(), 32, true, "p1", false, 0)))
                .map(Datagram::dg)
                .toList();
        assertThat(arrived).containsExactlyInAnyOrder(1L, 2L, 3L, 4L, 5L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"seeded+memory", "threads+memory", "seeded+udp", "threads+udp"})
    void callsAndIrpsAreNumberedOnce(String options) throws Exception {
        List<Observation> trace = run(options, 6);

        Set<List<Object>> numbers = new HashSet<>();
        for (Observation o : trace) {
            if (o.kind() == Kind.CALL) {
                assertThat(numbers.add(List.of("call", o.number(Field.CALL, 0))))
                        .isTrue();
                assertThat(!o.has(Field.IRP) || numbers.add(List.of("irp", o.number(Field.IRP, 0))))
                        .isTrue();
            }
            if (o.kind() == Kind.RETURN) {
                assertThat(numbers).contains(List.of("call", o.number(Field.CALL, 0)));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"seeded+memory", "threads+memory", "seeded+udp", "threads+udp"})
    void leavesNothingBehind(String options) throws Exception {
        List<Observation> trace = run(options, 7);

        assertThat(trace.get(trace.size() - 1).kind()).isEqualTo(Kind.QUIESCE);
        assertThat(returnsOf(trace, "WskCloseSocket")).hasSize(1);
        assertThat(returnsOf(trace, "WskReleaseProviderNPI")).hasSize(1);
        assertThat(returnsOf(trace, "WskDeregister")).hasSize(1);
    }

    private static List<Observation> returnsOf(List<Observation> trace, String fn) {
        return trace.stream()
                .filter(o -> o.kind() == Kind.RETURN && fn.equals(o.text(Field.FN)))
                .toList();
    }

    @Test
    void equalSeedsGiveEqualTraces() throws Exception {
        Set<List<Observation>> different = new HashSet<>();
        for (long seed = 0; seed < 50; seed++) {
            List<Observation> trace = run("seeded+memory", seed);
            assertThat(run("seeded+memory", seed)).as("seed %d", seed).isEqualTo(trace);
            different.add(trace);
        }
        assertThat(different).hasSizeGreaterThan(20);
    }

    @Test
    void sessionsDoNotSeeEachOther() throws Exception {
        Target target = new ReferenceTarget();
        List<List<Observation>> alone = new ArrayList<>();
        for (long seed = 0; seed < 40; seed++) {
            alone.add(Traces.run(target, seed, STORY));
        }

        List<List<Observation>> together = LongStream.range(0, 40)
                .parallel()
                .mapToObj(seed -> {
                    try {
                        return Traces.run(target, seed, STORY);
                    } catch (TargetException problem) {
                        throw new IllegalStateException("seed " + seed, problem);
                    }
                })
                .toList();

        assertThat(together).isEqualTo(alone);
    }

    @Test
    void describesItself() {
        assertThat(Targets.named("reference:threads+udp").describe().name()).isEqualTo("reference:threads+udp");
        assertThat(Targets.named("reference").describe().capabilities())
                .containsExactlyInAnyOrder(
                        "casts",
                        "fail-socket",
                        "readiness",
                        "transports",
                        "deterministic",
                        "backlog",
                        "extension",
                        "handshake",
                        "tables",
                        "silent-mode");
        assertThat(Targets.named("reference:udp").describe().capabilities())
                .doesNotContain("casts", "deterministic", "handshake", "silent-mode");
    }

    private static List<Observation> run(String options, long seed) throws Exception {
        try (Target target = new ReferenceTarget(ReferenceOptions.parse(options))) {
            return Traces.run(target, seed, STORY);
        }
    }
}
