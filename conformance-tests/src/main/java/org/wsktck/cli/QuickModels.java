package org.wsktck.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.wsktck.modelcheck.ModelCheckResult;
import org.wsktck.modelcheck.ModelCheckRun;
import org.wsktck.report.model.ModelResult;

/**
 * The quick models, checked by processes of their own while the suite runs, so that a certificate also says that the specification it rests on holds. What is not ready
 * in time is left out.
 */
final class QuickModels {
    private static final List<String> PROFILE = List.of("quick");

    private final List<ModelCheckResult> ready = new ArrayList<>();
    private final FutureTask<Boolean> task;
    private final Thread thread;
    private final long deadline;

    private QuickModels(Duration limit) {
        deadline = System.nanoTime() + limit.toNanos();
        task = new FutureTask<>(() -> {
            ModelCheckRun.run(PROFILE, 1, this::add);
            return true;
        });
        thread = new Thread(task, "quick-models");
        thread.setDaemon(true);
    }

    /** Begins to check. */
    static QuickModels start(Duration limit) {
        QuickModels models = new QuickModels(limit);
        models.thread.start();
        return models;
    }

    private synchronized void add(ModelCheckResult result) {
        ready.add(result);
    }

    /** Waits as long as the limit allows, and ends what still runs. Returns why the models could not be checked, or null. */
    @Nullable
    String await() {
        try {
            task.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            return null;
        } catch (TimeoutException e) {
            thread.interrupt();
            return null;
        } catch (ExecutionException e) {
            return "the models could not be checked: " + e.getCause();
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
            return "interrupted while the models were checked";
        }
    }

    /** The results that are ready. */
    synchronized List<ModelResult> results() {
        return ready.stream()
                .map(result -> new ModelResult(
                        result.model().name(),
                        result.distinctStates(),
                        result.depth(),
                        result.time().toMillis(),
                        result.properties().stream()
                                .map(property -> new ModelResult.Property(property.name(), property.holds()))
                                .toList()))
                .toList();
    }

    /** What is not as the manifest expects; empty when all is well. */
    synchronized List<String> surprises() {
        return ready.stream()
                .filter(result -> !result.asExpected())
                .map(result -> result.model().name() + ": " + String.join("; ", result.surprises()))
                .toList();
    }
}
