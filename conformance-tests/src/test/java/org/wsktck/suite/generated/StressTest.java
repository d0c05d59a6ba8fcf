package org.wsktck.suite.generated;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wsktck.adapter.reference.Targets;
import org.wsktck.catalogue.Catalogue;
import org.wsktck.oracle.Judgement;
import org.wsktck.target.Target;
import org.wsktck.target.TargetException;

/** No false alarm on real threads. The required minute is reached with {@code -Dwsktck.stress=60}, in seconds for each target. */
class StressTest {
    private static final long SECONDS = Long.getLong("wsktck.stress", 3);
    private static final int ROUNDS = 30;

    @ParameterizedTest
    @ValueSource(strings = {"reference:threads", "reference:threads+udp"})
    void datagramsAtOnceBreakNothing(String name) throws TargetException {
        Judgement judgement = stress(StressKind.DATAGRAM, name);
        assertThat(judgement.exercised()).containsKeys("GEN-01", "DGM-06", "ENA-12", "CLS-10", "GEN-13");
    }

    @ParameterizedTest
    @ValueSource(strings = {"reference:threads", "reference"})
    void connectionsAtOnceBreakNothing(String name) throws TargetException {
        Judgement judgement = stress(StressKind.STREAM, name);
        assertThat(judgement.exercised())
                .containsKeys("GEN-01", "CON-04", "CON-08", "CON-09", "CON-10", "DSC-02", "LSN-02", "LSN-05", "CLS-07");
    }

    private static Judgement stress(StressKind kind, String name) throws TargetException {
        long began = System.nanoTime();
        long deadline = began + SECONDS * 1_000_000_000L;
        Tally tally = new Tally();
        try (Target target = Targets.named(name)) {
            for (long seed = Long.getLong("wsktck.seed", 1); System.nanoTime() - deadline < 0; seed++) {
                StressSink sink = new StressSink();
                kind.run(target, seed, ROUNDS, sink, () -> System.nanoTime() - deadline > 0);
                Judgement judgement = sink.finish();
                tally.add(judgement);
                assertThat(Breaches.of(Catalogue.standard(), judgement))
                        .as("%s, seed %d: %s%n%s", name, seed, judgement.findings(), sink.context())
                        .isEqualTo(new Breaches(new TreeSet<>(), new TreeSet<>()));
            }
        }
        System.out.printf(
                "%s: %,d observations of %d sessions in %.1f s%n",
                name, tally.judgement().observations(), tally.runs(), (System.nanoTime() - began) / 1e9);
        return tally.judgement();
    }
}
