package org.wsktck.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.wsktck.catalogue.Catalogue;
import org.wsktck.oracle.Judgement;
import org.wsktck.report.model.CaseResult;
import org.wsktck.suite.scenario.Stories;
import org.wsktck.suite.scenario.Story;
import org.wsktck.target.Target;
import org.wsktck.trace.Observation;
import org.wsktck.trace.TraceReader;
import org.wsktck.trace.TraceWriter;

/** What the bench records follows the observation schema to the letter: written down and read by the strict reader, it is judged the same. */
class RecordedTraceTest {
    @TempDir
    private Path folder;

    @TestFactory
    @DisplayName("the recorded trace is read back and judged the same")
    Stream<DynamicTest> isReadBackAndJudgedTheSame() {
        return Stream.concat(Stories.scenarios().stream(), Stories.faultyClients().stream())
                .map(story -> DynamicTest.dynamicTest(
                        story.displayName() + " (" + story.method() + ")", () -> assertReadBack(story)));
    }

    private void assertReadBack(Story story) throws Exception {
        try (Target target = Kit.target(story.faulty() ? story.on() : "reference")) {
            CaseResult result = new Bench(target, Kit.judges(), Catalogue.standard()).run(Trial.of(story, 1));
            List<Observation> recorded = result.observations();
            assertThat(recorded).as(result.outcome().message()).isNotEmpty();
            Path file = folder.resolve(story.method() + ".ndjson");
            TraceWriter.writeAll(file, recorded, "reference", story.method(), 1L);
            assertThat(TraceReader.readAll(file)).isEqualTo(recorded);
            assertThat(judged(file)).usingRecursiveComparison().isEqualTo(result.judgement());
        }
    }

    private static Judgement judged(Path file) throws IOException {
        Judges.Judge judge = Kit.judges().open();
        try (TraceReader reader = TraceReader.open(file)) {
            reader.forEachRemaining(judge::accept);
        }
        return judge.finish();
    }
}
