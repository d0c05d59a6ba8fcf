package org.wsktck.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.wsktck.modelcheck.Manifest;
import org.wsktck.modelcheck.Model;
import org.wsktck.modelcheck.ModelCheckResult;
import org.wsktck.report.model.ModelResult;

/** A model is in the certificate either with its result or among those that were not ready in time; none is left out. */
class QuickModelsTest {
    private static final List<Model> QUICK = Manifest.standard().profile("quick");
    private static final List<String> NAMES = QUICK.stream().map(Model::name).toList();

    @Test
    void modelsThatAreNotReadyInTimeAreNamed() throws Exception {
        CountDownLatch delivered = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        QuickModels models = QuickModels.start(Duration.ZERO, (names, progress) -> {
            progress.accept(result(QUICK.get(0)));
            delivered.countDown();
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        delivered.await();

        assertThat(models.await()).isNull();

        assertThat(models.results()).extracting(ModelResult::model).containsExactly(NAMES.get(0));
        assertThat(models.unchecked()).isNotEmpty().containsExactlyElementsOf(NAMES.subList(1, NAMES.size()));
    }

    @Test
    void whatIsReadyInTimeIsNotNamed() {
        QuickModels models = QuickModels.start(
                Duration.ofMinutes(1), (names, progress) -> QUICK.forEach(model -> progress.accept(result(model))));

        assertThat(models.await()).isNull();

        assertThat(models.results()).extracting(ModelResult::model).containsExactlyElementsOf(NAMES);
        assertThat(models.unchecked()).isEmpty();
    }

    private static ModelCheckResult result(Model model) {
        return new ModelCheckResult(model, 1, 1, Duration.ZERO, List.of(), List.of(), "");
    }
}
