package org.wsktck.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.wsktck.modelcheck.Manifest;
import org.wsktck.modelcheck.Model;
import org.wsktck.modelcheck.ModelCheckResult;
import org.wsktck.modelcheck.ModelCheckRun;
import org.wsktck.report.model.ModelResult;

/**
 * The quick models, checked by processes of their own while the suite runs, so that a certificate also says that the specification it rests on holds. What is not ready
 * in time is named as unchecked.
 */
final class QuickModels {
    /** Checks the models of those names or profiles and tells of each result as it comes. */
    @FunctionalInterface
    interface Check {
        /** Checks them all. */
        void run(List<String> names, Consumer<ModelCheckResult> progress);
    }

    private static final String PROFILE = "quick";

    private final List<ModelCheckResult> ready = new ArrayList<>();
    private final FutureTask<Boolean> task;
    private final Thread thread;
    private final long deadline;
    private boolean closed;

    private QuickModels(Duration limit, Check check) {
        deadline = System.nanoTime() + limit.toNanos();
        task = new FutureTask<>(() -> {
            check.run(List.of(PROFILE), this::add);
            return true;
        });
        thread = new Thread(task, "quick-models");
        thread.setDaemon(true);
    }

    /** Begins to check. */
    static QuickModels start(Duration limit) {
        return start(limit, (names, progress) -> ModelCheckRun.run(names, 1, progress));
    }

    /** Begins to check, by other means. */
    static QuickModels start(Duration limit, Check check) {
        QuickModels models = new QuickModels(limit, check);
        models.thread.start();
        return models;
    }

    private synchronized void add(ModelCheckResult result) {
        if (!closed) {
            ready.add(result);
        }
    }

    /** What comes later does not count: results and unchecked models stay one picture. */
    private synchronized void close() {
        closed = true;
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
        } finally {
            close();
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

    /** Names of the models that were not ready in time; they say nothing either way. */
    synchronized List<String> unchecked() {
        Set<String> done = ready.stream().map(result -> result.model().name()).collect(Collectors.toSet());
        return Manifest.standard().profile(PROFILE).stream()
                .map(Model::name)
                .filter(name -> !done.contains(name))
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
