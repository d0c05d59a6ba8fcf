package org.wsktck.suite.generated;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.wsktck.oracle.Judgement;
import org.wsktck.report.model.CaseResult;
import org.wsktck.report.model.Layer;
import org.wsktck.report.model.Outcome;
import org.wsktck.suite.LayerContext;
import org.wsktck.suite.LayerRunner;
import org.wsktck.target.Target;
import org.wsktck.target.TargetException;

/** Sessions with much going on at once, one after the other while the budget lasts. */
public final class StressLayer implements LayerRunner {
    static final int ROUNDS = 30;

    @Override
    public Layer layer() {
        return Layer.STRESS;
    }

    @Override
    public int order() {
        return 30;
    }

    @Override
    public int share() {
        return 20;
    }

    @Override
    public String title() {
        return "Several sockets, several threads, everything at once";
    }

    @Override
    public void run(LayerContext context) {
        long began = System.nanoTime();
        long deadline = began + context.budget().toNanos();
        Target target = context.run().bench().target();
        List<StressKind> kinds = Arrays.stream(StressKind.values())
                .filter(kind -> context.isAbout(kind.categories()))
                .toList();
        if (kinds.isEmpty()) {
            return;
        }
        Tally tally = new Tally();
        for (int i = 0; !context.aborted() && (i == 0 || System.nanoTime() - deadline < 0); i++) {
            long seed = WalkLayer.seed(context.run().seed(), i);
            StressSink sink = new StressSink();
            StressKind kind = kinds.get(i % kinds.size());
            CaseResult.Builder result = CaseResult.named("stress-" + seed, Layer.STRESS)
                    .deliberate(kind.deliberate())
                    .title("Stress, session " + (i + 1))
                    .seed(seed);
            try {
                kind.run(target, seed, ROUNDS, sink, () -> System.nanoTime() - deadline > 0);
            } catch (TargetException e) {
                context.run()
                        .log()
                        .add(result.judgement(sink.finish())
                                .outcome(Outcome.error(String.valueOf(e.getMessage())))
                                .build());
                return;
            }
            Judgement judgement = sink.finish();
            Breaches breaches = Breaches.of(context.run().catalogue(), judgement);
            if (!breaches.none()) {
                context.run()
                        .log()
                        .add(result.judgement(judgement)
                                .observations(sink.context())
                                .outcome(Outcome.failed("Broken: " + breaches.provider()
                                        + (breaches.client().isEmpty()
                                                ? ""
                                                : "; by the bench as a client: " + breaches.client())
                                        + ". The observations are the last before the first breach."))
                                .build());
                return;
            }
            tally.add(judgement);
        }
        context.run()
                .log()
                .add(CaseResult.named("stress", Layer.STRESS)
                        .title(title())
                        .seed(context.run().seed())
                        .deliberate(kinds.stream()
                                .flatMap(kind -> kind.deliberate().stream())
                                .collect(Collectors.toSet()))
                        .runs(Math.max(1, tally.runs()))
                        .judgement(tally.judgement())
                        .duration(Duration.ofNanos(System.nanoTime() - began))
                        .build());
    }
}
