package org.wsktck.suite.generated;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.wsktck.catalogue.Catalogue;
import org.wsktck.report.model.CaseResult;
import org.wsktck.report.model.Layer;
import org.wsktck.report.model.Outcome;
import org.wsktck.suite.LayerContext;
import org.wsktck.suite.LayerRunner;
import org.wsktck.suite.Trial;
import org.wsktck.target.Capability;
import org.wsktck.target.Script;
import org.wsktck.target.Target;
import org.wsktck.target.TargetException;

/**
 * Random walks of each kind in turn, as many as the budget allows. A walk that breaks a rule of the provider is made small and becomes a case of its own; all others are summed up in one
 * case for each kind.
 */
public final class WalkLayer implements LayerRunner {
    /** Decisions of a walk. */
    public static final int STEPS = 30;
    /** System property: the number of walks after which the layer ends even if time is left. */
    public static final String MOST_WALKS = "wsktck.walks";

    private static final int MOST_FAILURES = 3;
    private static final Duration SHRINKING = Duration.ofSeconds(10);

    @Override
    public Layer layer() {
        return Layer.WALK;
    }

    @Override
    public int order() {
        return 20;
    }

    @Override
    public int share() {
        return 40;
    }

    @Override
    public String title() {
        return "Random walks over what the specification enables";
    }

    @Override
    public void run(LayerContext context) {
        Target target = context.run().bench().target();
        if (!target.describe().capabilities().contains(Capability.DETERMINISTIC)) {
            context.run()
                    .log()
                    .add(CaseResult.named("walks", Layer.WALK)
                            .title(title())
                            .outcome(
                                    Outcome.skipped("walks need a deterministic target: what moves between two steps of"
                                            + " a walk is not known to it"))
                            .build());
            return;
        }
        new Series(context, target).run();
    }

    /** The walks of one run. */
    private static final class Series {
        private final LayerContext context;
        private final Target target;
        private final Catalogue catalogue;
        private final long deadline;
        private final long most = Long.getLong(MOST_WALKS, Long.MAX_VALUE);
        private final AtomicLong next = new AtomicLong();
        private final List<WalkKind> kinds;
        private final Map<WalkKind, Tally> tallies = new EnumMap<>(WalkKind.class);
        private final Set<String> broken = new TreeSet<>();
        private int failures;

        private Series(LayerContext context, Target target) {
            this.context = context;
            this.target = target;
            this.catalogue = context.run().catalogue();
            this.deadline = System.nanoTime() + context.budget().toNanos();
            this.kinds = Arrays.stream(WalkKind.values())
                    .filter(kind -> context.isAbout(kind.categories()))
                    .toList();
            kinds.forEach(kind -> tallies.put(kind, new Tally()));
        }

        private void run() {
            long began = System.nanoTime();
            int workers = Math.max(1, Runtime.getRuntime().availableProcessors());
            ExecutorService pool = Executors.newFixedThreadPool(workers);
            try {
                for (Future<?> worker : IntStream.range(0, workers)
                        .mapToObj(i -> pool.submit(this::work))
                        .toList()) {
                    worker.get();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (ExecutionException e) {
                throw new IllegalStateException("a walk failed in the kit itself", e.getCause());
            } finally {
                pool.shutdownNow();
            }
            Duration took = Duration.ofNanos(System.nanoTime() - began);
            tallies.forEach((kind, tally) -> sumUp(kind, tally, took));
        }

        /** One case for all walks of a kind that broke nothing; the kinds took the time together. */
        private void sumUp(WalkKind kind, Tally tally, Duration together) {
            if (tally.runs() > 0) {
                context.run()
                        .log()
                        .add(CaseResult.named("walks-" + kind.label(), Layer.WALK)
                                .title(tally.runs() + " random walks of " + STEPS + " decisions over " + kind.what()
                                        + " that broke nothing")
                                .seed(context.run().seed())
                                .runs(tally.runs())
                                .judgement(tally.judgement())
                                .duration(together.dividedBy(tallies.size()))
                                .build());
            }
        }

        private void work() {
            while (!kinds.isEmpty() && !context.aborted() && System.nanoTime() - deadline < 0 && go()) {
                long index = next.getAndIncrement();
                if (index >= most) {
                    return;
                }
                long seed = seed(context.run().seed(), index);
                WalkKind kind = kinds.get((int) (index % kinds.size()));
                try {
                    judge(kind, Walk.take(kind, target, seed, STEPS));
                } catch (TargetException e) {
                    context.run()
                            .log()
                            .add(CaseResult.named("walk-" + kind.label() + "-" + seed, Layer.WALK)
                                    .seed(seed)
                                    .outcome(Outcome.error(String.valueOf(e.getMessage())))
                                    .build());
                    return;
                }
            }
        }

        private synchronized boolean go() {
            return failures < MOST_FAILURES;
        }

        private void judge(WalkKind kind, Walk walk) {
            Breaches breaches = Breaches.of(catalogue, walk.judgement());
            Tally tally = tallies.get(kind);
            if (breaches.none() && tally != null) {
                tally.add(walk.judgement());
            } else {
                report(kind, walk, breaches);
            }
        }

        /** One case for each broken rule that no earlier walk has shown. */
        private synchronized void report(WalkKind kind, Walk walk, Breaches breaches) {
            Set<String> fresh = new TreeSet<>(breaches.provider());
            fresh.addAll(breaches.client());
            fresh.removeAll(broken);
            if (fresh.isEmpty() || failures >= MOST_FAILURES) {
                return;
            }
            failures++;
            broken.addAll(breaches.provider());
            broken.addAll(breaches.client());
            Script script = walk.script();
            String rule = breaches.provider().stream()
                    .filter(fresh::contains)
                    .findFirst()
                    .orElse(null);
            if (rule != null) {
                script = new Minimizer(target, catalogue, System.nanoTime() + SHRINKING.toNanos())
                        .minimize(script, walk.seed(), rule);
            }
            context.play(new Trial(
                    Layer.WALK,
                    null,
                    new Script(
                            script.name(),
                            "A walk that breaks " + String.join(", ", fresh) + ", made small",
                            script.needs(),
                            script.steps()),
                    walk.seed(),
                    Set.of()));
        }
    }

    /** Seed of a walk: distinct for all walks of a run, and the same in every run with the same seed. */
    static long seed(long run, long index) {
        return run * 1_000_000L + index;
    }
}
