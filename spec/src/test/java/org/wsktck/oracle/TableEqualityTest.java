package org.wsktck.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.wsktck.trace.Observation;

/** The memo table is TLC's word, kept: both are asked about each of at least 100,000 random observations, legal and illegal, and must agree on all of them. */
class TableEqualityTest {
    private static final int OBSERVATIONS = Integer.getInteger("wsktck.equality", 100_000);
    private static final int LENGTH = 80;
    private static final long FIRST = Long.getLong("wsktck.seed", 1);

    @Test
    void tableAndTlcAgreeOnRandomTraces() {
        long began = System.nanoTime();
        long judged = 0;
        long findings = 0;
        Set<String> broken = new TreeSet<>();
        Set<String> exercised = new TreeSet<>();
        long seed = FIRST;
        for (; judged < OBSERVATIONS; seed++) {
            List<Observation> trace = seed % 2 == 0 ? RandomConnections.of(seed, LENGTH) : RandomTrace.of(seed, LENGTH);
            TraceJudge table = Oracle.standard().judge();
            TraceJudge truth = Oracle.standard().judgeWithoutTable();
            for (Observation o : trace) {
                List<Finding> said = table.accept(o);
                assertThat(said).as("trace with seed %d at %s", seed, o).isEqualTo(truth.accept(o));
                said.forEach(finding -> broken.add(finding.rule()));
                findings += said.size();
            }
            for (String subject : table.sockets()) {
                assertThat(table.stateNumber(subject))
                        .as("state of %s after the trace with seed %d", subject, seed)
                        .isEqualTo(truth.stateNumber(subject));
            }
            Judgement judgement = table.finish();
            assertThat(judgement).as("trace with seed %d", seed).isEqualTo(truth.finish());
            exercised.addAll(judgement.exercised().keySet());
            judged += trace.size();
        }
        System.out.printf(
                "table and TLC agree on %,d observations (seeds %d to %d), %,d findings of %d rules, %d rules exercised, in %.1f s%n",
                judged, FIRST, seed - 1, findings, broken.size(), exercised.size(), (System.nanoTime() - began) / 1e9);
        assertThat(broken).hasSizeGreaterThan(40);
        assertThat(exercised).hasSizeGreaterThan(60);
    }
}
