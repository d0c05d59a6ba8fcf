package org.wsktck.suite.generated;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.wsktck.report.model.CaseResult;
import org.wsktck.report.model.Layer;
import org.wsktck.report.model.Outcome;
import org.wsktck.report.model.TourCoverage;
import org.wsktck.suite.LayerContext;
import org.wsktck.suite.LayerRunner;
import org.wsktck.suite.Trial;
import org.wsktck.target.Target;
import org.wsktck.target.TargetException;

/** The tour of the graph, part by part: of datagram sockets, of connection-oriented ones, of listening ones and of births. Each part is a case that sums its segments up; a segment that breaks a rule is run again as a case of its own. */
public final class TourLayer implements LayerRunner {
    private static final int MOST_FAILURES = 3;
    private static final int PERCENT = 100;
    /** Time for the tour may run over its share of the budget, since a tour that is not finished says little. */
    private static final Duration AT_LEAST = Duration.ofSeconds(45);

    @Override
    public Layer layer() {
        return Layer.TOUR;
    }

    @Override
    public int order() {
        return 10;
    }

    @Override
    public int share() {
        return 40;
    }

    @Override
    public String title() {
        return "A tour of every step that client, callbacks and network can take";
    }

    @Override
    public void run(LayerContext context) {
        Target target = context.run().bench().target();
        Duration time = context.budget().compareTo(AT_LEAST) < 0 ? AT_LEAST : context.budget();
        long deadline = System.nanoTime() + time.toNanos();
        List<Tour> tours = new ArrayList<>();
        List<Future<?>> parts = new ArrayList<>();
        ExecutorService pool =
                Executors.newFixedThreadPool(Math.max(1, Runtime.getRuntime().availableProcessors()));
        try {
            for (TourModel model : TourModel.all(target)) {
                if (!context.isAbout(model.stage().categories())) {
                    continue;
                }
                Tour tour = new Tour(target, model, context.run().seed());
                tours.add(tour);
                parts.add(pool.submit(() -> part(context, tour, model, deadline)));
            }
            for (Future<?> part : parts) {
                part.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a tour failed in the kit itself", e.getCause());
        } finally {
            pool.shutdownNow();
        }
        context.run().log().tour(coverage(tours));
    }

    private static TourCoverage coverage(List<Tour> tours) {
        long coverable = tours.stream().mapToLong(Tour::coverable).sum();
        long covered = tours.stream().mapToLong(Tour::covered).sum();
        long steps = tours.stream().mapToLong(Tour::steps).sum();
        // What other providers could reach is not counted yet: that takes the graph of all lawful answers.
        return new TourCoverage(coverable, coverable, covered, null, steps);
    }

    private void part(LayerContext context, Tour tour, TourModel model, long deadline) {
        long began = System.nanoTime();
        CaseResult.Builder result = CaseResult.named("tour-" + model.name(), Layer.TOUR)
                .seed(context.run().seed());
        try {
            tour.run(() -> context.aborted() || System.nanoTime() - deadline > 0);
        } catch (TargetException e) {
            context.run()
                    .log()
                    .add(result.outcome(Outcome.error(String.valueOf(e.getMessage())))
                            .build());
            return;
        }
        Tally tally = new Tally();
        int failures = 0;
        for (Tour.Segment segment : tour.segments()) {
            if (Breaches.of(context.run().catalogue(), segment.judgement()).none()) {
                tally.add(segment.judgement());
            } else if (failures++ < MOST_FAILURES) {
                context.play(Trial.of(Layer.TOUR, segment.script(), segment.seed()));
            }
        }
        context.run()
                .log()
                .add(result.title(String.format(
                                "Part '%s': %,d of %,d steps that can be taken were taken (%d %%), in %,d segments",
                                model.name(),
                                tour.covered(),
                                tour.coverable(),
                                tour.coverable() == 0 ? PERCENT : PERCENT * tour.covered() / tour.coverable(),
                                tour.segments().size()))
                        .runs(Math.max(1, tally.runs()))
                        .judgement(tally.judgement())
                        .duration(Duration.ofNanos(System.nanoTime() - began))
                        .build());
    }
}
