package org.wsktck.modelcheck;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * A state diagram that TLC drew: a projection of a model's whole state graph.
 *
 * @param model the model
 * @param starts names of the phases in which a life begins
 * @param arrows each step between phases once, those within a phase included; in the order of phases, then of labels
 * @param states distinct states of the graph that was projected
 */
public record StateDiagram(DiagramModel model, Set<String> starts, List<Arrow> arrows, long states) {
    /** Time that one model gets. */
    private static final Duration LIMIT = Duration.ofMinutes(10);

    private static final int AT_ONCE = 2;

    /** Copies the collections. */
    public StateDiagram {
        starts = Set.copyOf(starts);
        arrows = List.copyOf(arrows);
    }

    /**
     * A step.
     *
     * @param kind kind of the observation, such as {@code call}
     * @param from phase before
     * @param label what is observed
     * @param to phase after
     * @param rules catalogue ids of the rules that have an occasion at such a step, in some state of the phase
     */
    public record Arrow(String kind, String from, String label, String to, Set<String> rules) {
        /** Sorts the rules. */
        public Arrow {
            rules = java.util.Collections.unmodifiableSet(new TreeSet<>(rules));
        }

        /** Whether it leads to another phase. */
        public boolean leaves() {
            return !from.equals(to);
        }
    }

    /**
     * Draws all, two at once, since each search has one worker.
     *
     * @param drawn is told of each, in the order of the guide, as soon as those before it are drawn
     * @return all of them, in that order
     * @throws ModelCheckException as {@link #draw}
     */
    public static List<StateDiagram> drawAll(Consumer<StateDiagram> drawn) {
        ExecutorService pool = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Future<StateDiagram>> begun = new ArrayList<>();
            for (DiagramModel model : DiagramModel.all()) {
                begun.add(pool.submit(() -> draw(model)));
            }
            List<StateDiagram> diagrams = new ArrayList<>();
            for (Future<StateDiagram> each : begun) {
                StateDiagram diagram = each.get();
                diagrams.add(diagram);
                drawn.accept(diagram);
            }
            return diagrams;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ModelCheckException("interrupted while diagrams were drawn", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ModelCheckException failed) {
                throw failed;
            }
            throw new IllegalStateException("a diagram could not be drawn", e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }

    /**
     * Draws one.
     *
     * @throws ModelCheckException when TLC cannot be run or stops, or when the model's phases are not those listed
     */
    public static StateDiagram draw(DiagramModel model) {
        try (SpecFiles spec = SpecFiles.extract(files(model))) {
            TlcProcess.Outcome outcome = TlcProcess.run(spec, model.name(), model.name(), 1, true, List.of(), LIMIT);
            TlcReport report = TlcReport.parse(outcome.output());
            if (!outcome.inTime() || !report.finished() || report.error().isPresent()) {
                throw new ModelCheckException(model.name() + " was not drawn: "
                        + report.error().orElse("TLC did not end") + "\n" + outcome.output());
            }
            return parse(model, outcome.output(), report.distinct());
        }
    }

    /** The files that TLC is given to draw it. */
    static List<String> files(DiagramModel model) {
        List<String> files = new ArrayList<>(Manifest.standard().modules());
        files.addAll(DiagramModel.Listing.read().modules());
        files.add("diagram/" + model.name() + ".tla");
        files.add("diagram/" + model.name() + ".cfg");
        return files.stream().distinct().toList();
    }

    /** Reads what TLC printed. */
    static StateDiagram parse(DiagramModel model, String output, long states) {
        Set<String> starts = new TreeSet<>();
        Map<List<String>, Set<String>> arrows = new TreeMap<>(order(model));
        for (List<?> line : printed(output)) {
            if (line.get(0).equals("start")) {
                starts.add((String) line.get(1));
            } else {
                List<String> key =
                        line.subList(1, 5).stream().map(Object::toString).toList();
                Set<String> rules = arrows.computeIfAbsent(key, k -> new TreeSet<>());
                for (Object rule : (List<?>) line.get(5)) {
                    rules.add(rule.toString().replace('_', '-'));
                }
            }
        }
        StateDiagram diagram = new StateDiagram(
                model,
                starts,
                arrows.entrySet().stream()
                        .map(e -> new Arrow(
                                e.getKey().get(0),
                                e.getKey().get(1),
                                e.getKey().get(2),
                                e.getKey().get(3),
                                e.getValue()))
                        .toList(),
                states);
        diagram.requireListedPhases();
        return diagram;
    }

    private void requireListedPhases() {
        Set<String> listed = new TreeSet<>(phases(model));
        Set<String> met = new TreeSet<>(starts);
        arrows.forEach(arrow -> met.add(arrow.from()));
        arrows.forEach(arrow -> met.add(arrow.to()));
        if (!listed.equals(met)) {
            throw new ModelCheckException(
                    model.name() + " has the phases " + met + ", but diagrams.json lists " + listed);
        }
    }

    private static List<String> phases(DiagramModel model) {
        return model.phases().stream().map(DiagramModel.Phase::name).toList();
    }

    /** By phase before, phase after, label, kind. */
    private static Comparator<List<String>> order(DiagramModel model) {
        List<String> phases = phases(model);
        return Comparator.<List<String>>comparingInt(key -> phases.indexOf(key.get(1)))
                .thenComparingInt(key -> phases.indexOf(key.get(3)))
                .thenComparing(key -> key.get(2))
                .thenComparing(key -> key.get(0))
                .thenComparing(Object::toString);
    }

    private static List<List<?>> printed(String output) {
        List<List<?>> found = new ArrayList<>();
        for (String word : List.of("start", "arrow")) {
            for (String opening : List.of("<< \"" + word + "\"", "<<\"" + word + "\"")) {
                for (int at = output.indexOf(opening); at >= 0; at = output.indexOf(opening, at + 1)) {
                    found.add((List<?>) TlaText.valueAt(output, at));
                }
            }
        }
        return found;
    }
}
