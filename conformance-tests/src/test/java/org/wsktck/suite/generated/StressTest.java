package org.wsktck.suite.generated;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wsktck.adapter.reference.Targets;
import org.wsktck.catalogue.Catalogue;
import org.wsktck.oracle.Judgement;
import org.wsktck.target.Step;
import org.wsktck.target.Target;
import org.wsktck.target.TargetDescription;
import org.wsktck.target.TargetException;
import org.wsktck.trace.ObservationSink;

/**
 * No false alarm on real threads. The required minute is reached with {@code -Dwsktck.stress=60}, in seconds for each target. A slow machine does less in that time, so a run goes on,
 * for {@value #MOST_SESSIONS} sessions at most, until the rules have been exercised that it is there for.
 */
class StressTest {
    private static final long SECONDS = Long.getLong("wsktck.stress", 3);
    private static final int ROUNDS = 30;
    private static final int MOST_SESSIONS = 100;

    @ParameterizedTest
    @ValueSource(strings = {"reference:threads", "reference:threads+udp"})
    void datagramsAtOnceBreakNothing(String name) throws TargetException {
        stress(StressKind.DATAGRAM, name, "GEN-01", "DGM-06", "ENA-12", "CLS-10", "GEN-13");
    }

    @ParameterizedTest
    @ValueSource(strings = {"reference:threads", "reference"})
    void connectionsAtOnceBreakNothing(String name) throws TargetException {
        stress(
                StressKind.STREAM,
                name,
                "GEN-01",
                "CON-04",
                "CON-08",
                "CON-09",
                "CON-10",
                "DSC-02",
                "LSN-02",
                "LSN-05",
                "CLS-07");
    }

    /** On a target that makes no sockets a session comes to its end all the same. */
    @ParameterizedTest
    @EnumSource(StressKind.class)
    @Timeout(120)
    void nothingHappensAndTheSessionEnds(StressKind kind) throws TargetException {
        Target idle = new Target() {
            @Override
            public TargetDescription describe() {
                return new TargetDescription("idle", "nothing", Set.of(), Map.of());
            }

            @Override
            public Session open(long seed, ObservationSink sink) {
                return new Session() {
                    @Override
                    public void execute(Step step) {}

                    @Override
                    public void close() {}
                };
            }
        };
        StressSink sink = new StressSink();
        kind.run(idle, 1, ROUNDS, sink, () -> false);
        assertThat(sink.finish().observations()).isZero();
    }

    private static void stress(StressKind kind, String name, String... rules) throws TargetException {
        long began = System.nanoTime();
        long deadline = began + SECONDS * 1_000_000_000L;
        Tally tally = new Tally();
        try (Target target = Targets.named(name)) {
            boolean goesOn = true;
            boolean satisfied = false;
            for (long seed = Long.getLong("wsktck.seed", 1); goesOn; seed++) {
                boolean mayStop = satisfied;
                StressSink sink = new StressSink();
                kind.run(target, seed, ROUNDS, sink, () -> mayStop && System.nanoTime() - deadline > 0);
                Judgement judgement = sink.finish();
                tally.add(judgement);
                assertThat(Breaches.of(Catalogue.standard(), judgement))
                        .as("%s, seed %d: %s%n%s", name, seed, judgement.findings(), sink.context())
                        .isEqualTo(new Breaches(new TreeSet<>(), new TreeSet<>()));
                satisfied = tally.judgement().exercised().keySet().containsAll(Set.of(rules));
                goesOn = System.nanoTime() - deadline < 0 || (!satisfied && tally.runs() < MOST_SESSIONS);
            }
        }
        System.out.printf(
                "%s: %,d observations of %d sessions in %.1f s%n",
                name, tally.judgement().observations(), tally.runs(), (System.nanoTime() - began) / 1e9);
        assertThat(tally.judgement().exercised()).containsKeys(rules);
    }
}
