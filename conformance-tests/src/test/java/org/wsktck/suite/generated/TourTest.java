package org.wsktck.suite.generated;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wsktck.adapter.reference.ReferenceTarget;
import org.wsktck.catalogue.Catalogue;
import org.wsktck.oracle.Oracle;
import org.wsktck.oracle.TraceJudge;
import org.wsktck.target.Step;
import org.wsktck.target.Target;
import org.wsktck.target.TargetException;

class TourTest {
    private final Target target = new ReferenceTarget();

    @Test
    void everyStepThatCanBeTakenIsTaken() {
        long began = System.nanoTime();
        Map<String, Tour> tours =
                TourModel.all(target).parallelStream().collect(Collectors.toMap(TourModel::name, this::tour));
        tours.forEach((name, tour) -> {
            System.out.printf(
                    "tour %-13s %,7d places %,7d steps in reach %,7d taken %,9d script steps in %,5d segments%n",
                    name,
                    tour.nodes().size(),
                    tour.coverable(),
                    tour.covered(),
                    tour.steps(),
                    tour.segments().size());
            assertThat(tour.covered()).as(name).isEqualTo(tour.coverable());
            tour.segments()
                    .forEach(segment -> assertThat(Breaches.of(Catalogue.standard(), segment.judgement()))
                            .as("%s, seed %d%n%s", name, segment.seed(), ScriptTable.of(segment.script()))
                            .isEqualTo(new Breaches(new TreeSet<>(), new TreeSet<>())));
        });
        assertThat(tours.values().stream().mapToLong(Tour::coverable).sum())
                .as("GeneratedTests.TOUR_STEPS, a figure of the README")
                .isEqualTo(GeneratedTests.TOUR_STEPS);
        System.out.printf("tour in %.1f s%n", (System.nanoTime() - began) / 1e9);
    }

    @ParameterizedTest
    @ValueSource(strings = {"receiving", "indicating", "newborn", "inspecting"})
    void aSegmentCanBeReplayed(String name) throws TargetException {
        TourModel part = part(target, name);
        Tour.Segment segment = tour(part).segments().get(0);
        TraceJudge judge = Oracle.standard().judge();
        try (Target.Session session = target.open(segment.seed(), judge::accept)) {
            for (Step step : segment.script().steps()) {
                session.execute(step);
            }
        }
        assertThat(judge.finish()).isEqualTo(segment.judgement());
    }

    @ParameterizedTest
    @ValueSource(strings = {"remote", "peerEnding", "deciding"})
    void aTourIsTheSameEveryTime(String name) {
        TourModel part = part(target, name);
        assertThat(tour(part).segments()).isEqualTo(tour(part).segments());
    }

    private static TourModel part(Target target, String name) {
        return TourModel.all(target).stream()
                .filter(model -> model.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private Tour tour(TourModel model) {
        Tour tour = new Tour(target, model, 1);
        try {
            tour.run(() -> false);
        } catch (TargetException e) {
            throw new AssertionError("the target failed on the tour of the part " + model.name(), e);
        }
        return tour;
    }
}
