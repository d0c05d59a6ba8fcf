package org.wsktck.suite;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.wsktck.catalogue.Catalogue;
import org.wsktck.oracle.Judgement;
import org.wsktck.report.model.CaseResult;
import org.wsktck.report.model.Outcome;
import org.wsktck.target.Step;
import org.wsktck.target.Target;
import org.wsktck.target.TargetException;
import org.wsktck.trace.Observation;
import org.wsktck.trace.ObservationSink;

/**
 * Runs scripts on a target while the oracle listens. It decides nothing about rules: it asks the oracle what was broken and the catalogue what that means.
 *
 * <p>May be used from several threads at once; each script gets a session and a judge of its own.
 */
public final class Bench {
    private final Target target;
    private final Judges judges;
    private final Outcomes outcomes;
    private final Duration limit;

    /** A bench for that target. The target stays the caller's to close. */
    public Bench(Target target, Judges judges, Catalogue catalogue) {
        this(target, judges, catalogue, Timeouts.SCRIPT);
    }

    /** A bench that gives a script that much time. */
    Bench(Target target, Judges judges, Catalogue catalogue, Duration limit) {
        this.target = target;
        this.judges = judges;
        this.outcomes = new Outcomes(catalogue);
        this.limit = limit;
    }

    /** The target. */
    public Target target() {
        return target;
    }

    /** Runs a trial and says how it ended. A target that fails gives an outcome too, with what was observed until then; it never gives a verdict. */
    public CaseResult run(Trial trial) {
        CaseResult.Builder result = CaseResult.named(trial.script().name(), trial.layer())
                .rule(trial.rule())
                .script(trial.script())
                .seed(trial.seed())
                .deliberate(trial.deliberate());
        List<String> missing = missing(trial);
        if (!missing.isEmpty()) {
            return result.outcome(Outcome.skipped("the target cannot do: " + String.join(", ", missing)))
                    .build();
        }
        long began = System.nanoTime();
        Recording recording = new Recording(judges.open());
        String failure = execute(trial, recording);
        Judgement judgement = recording.end();
        Outcome outcome = failure == null ? outcomes.of(trial, judgement) : Outcome.error(failure);
        return result.observations(recording.observations())
                .judgement(judgement)
                .outcome(outcome)
                .duration(Duration.ofNanos(System.nanoTime() - began))
                .build();
    }

    private List<String> missing(Trial trial) {
        return trial.script().needs().stream()
                .filter(need -> !target.describe().capabilities().contains(need))
                .toList();
    }

    /** Executes the script, and returns how the target failed, or null. */
    private @Nullable String execute(Trial trial, Recording recording) {
        FutureTask<Boolean> session = new FutureTask<>(() -> {
            play(trial, recording);
            return true;
        });
        Thread thread = new Thread(session, "bench-" + trial.script().name());
        thread.setDaemon(true);
        thread.start();
        try {
            session.get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return null;
        } catch (ExecutionException e) {
            return message(e.getCause());
        } catch (TimeoutException e) {
            thread.interrupt();
            return "it did not finish the script " + trial.script().name() + " within " + limit.toMillis() + " ms";
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
            return "the run was interrupted";
        }
    }

    private static String message(@Nullable Throwable failure) {
        if (failure == null) {
            return "it failed without saying why";
        }
        String said = failure.getMessage();
        if (failure instanceof TargetException) {
            return said == null ? "it failed without saying why" : said;
        }
        return "it threw " + failure.getClass().getSimpleName() + (said == null ? "" : ": " + said);
    }

    private void play(Trial trial, Recording recording) throws TargetException {
        try (Target.Session session = target.open(trial.seed(), recording)) {
            for (Step step : trial.script().steps()) {
                session.execute(step);
            }
        }
    }

    /** Keeps the observations of one session and shows each to the judge. What comes after the end (a session that was given up) is dropped. */
    private static final class Recording implements ObservationSink {
        private final Judges.Judge judge;
        private final List<Observation> observations = new ArrayList<>();
        private @Nullable RuntimeException broken;
        private boolean ended;

        private Recording(Judges.Judge judge) {
            this.judge = judge;
        }

        @Override
        public synchronized void accept(Observation observation) {
            if (ended) {
                return;
            }
            observations.add(observation);
            if (broken == null) {
                try {
                    judge.accept(observation);
                } catch (RuntimeException e) {
                    // A fault of the oracle must not be taken for one of the target, on whose thread this runs.
                    broken = e;
                }
            }
        }

        private synchronized Judgement end() {
            ended = true;
            if (broken != null) {
                throw new IllegalStateException(
                        "the oracle failed on the observations up to number " + observations.size()
                                + "; this is a defect of the kit",
                        broken);
            }
            return judge.finish();
        }

        private synchronized List<Observation> observations() {
            return List.copyOf(observations);
        }
    }
}
