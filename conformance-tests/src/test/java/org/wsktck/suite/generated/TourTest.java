package org.wsktck.suite.generated;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wsktck.adapter.mutant.Mutant;
import org.wsktck.adapter.mutant.Mutants;
import org.wsktck.adapter.reference.ReferenceOptions;
import org.wsktck.adapter.reference.ReferenceTarget;
import org.wsktck.catalogue.Catalogue;
import org.wsktck.oracle.Finding;
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
        List<TourModel> parts = TourModel.all(target);
        Map<String, Tour> tours = parts.parallelStream().collect(Collectors.toMap(TourModel::name, this::tour));
        parts.forEach(part -> {
            String name = part.name();
            Tour tour = tours.get(name);
            System.out.printf(
                    "tour %-15s %,7d places %,7d steps in reach %,7d taken %,9d script steps in %,5d segments%n",
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

    /** A tour that could not fail would say nothing: these parts name the rule that the mutant breaks. */
    @ParameterizedTest
    @CsvSource({
        "CON-08, indicating",
        "CON-09, keeping",
        "CON-13, resuming",
        "ENA-10, turning",
        "ENA-17, turningOne",
        "DSC-01, turningEnd",
        "BKL-02, backlog",
        "LSN-08, unlistening",
        "LSN-09, accepted",
        "LSN-12, handedOver",
        "LSN-14, newborn",
        "CND-11, uninspecting",
        "CND-17, inspectQueue",
        "CND-19, deciding",
        "CND-26, inspected",
        "STR-01, roles",
        "EXT-02, streamExtension"
    })
    void aPartFindsTheMutant(String rule, String name) throws TargetException {
        Mutant mutant = Mutants.all().stream()
                .filter(each -> each.id().equals(rule))
                .findFirst()
                .orElseThrow();
        Target broken = new ReferenceTarget(ReferenceOptions.DEFAULT, mutant);
        Tour tour = new Tour(broken, part(broken, name), 1);
        tour.run(() -> rules(tour).contains(rule));
        assertThat(rules(tour)).contains(rule);
    }

    private static Set<String> rules(Tour tour) {
        return tour.segments().stream()
                .flatMap(segment -> segment.judgement().findings().stream())
                .map(Finding::rule)
                .collect(Collectors.toSet());
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
