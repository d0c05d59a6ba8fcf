package org.wsktck.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wsktck.trace.Observation;

class ShardedJudgeTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void shardsSayTheSameAsOneJudge(int threads) throws IOException {
        for (long seed = 1; seed <= 60; seed++) {
            List<Observation> trace = seed % 2 == 0 ? RandomConnections.of(seed, 300) : RandomTrace.of(seed, 300);
            TraceJudge alone = Oracle.standard().judge();
            trace.forEach(alone::accept);
            Judgement expected = alone.finish();
            Iterator<Observation> source = trace.iterator();
            Judgement sharded =
                    ShardedJudge.judge(Oracle.standard(), () -> source.hasNext() ? source.next() : null, threads);
            assertThat(sharded.exercised()).as("seed %d", seed).isEqualTo(expected.exercised());
            assertThat(sharded.observations()).isEqualTo(expected.observations());
            assertThat(sharded.findings()).hasSameSizeAs(expected.findings());
            assertThat(new HashSet<>(sharded.findings()))
                    .as("seed %d", seed)
                    .isEqualTo(new HashSet<>(expected.findings()));
        }
    }
}
