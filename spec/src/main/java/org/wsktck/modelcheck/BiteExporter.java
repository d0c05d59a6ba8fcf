package org.wsktck.modelcheck;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.wsktck.catalogue.Catalogue;
import org.wsktck.catalogue.Obligation;
import org.wsktck.trace.Observation;
import org.wsktck.trace.TraceWriter;

/**
 * Makes the test data that proves that the rules bite: runs models of the profile bite and writes, for each rule of the provider, the behaviour that breaks it
 * in the least company, and the shortest of those, as a trace; {@code bites.json} says what is broken in each, and which rules had an occasion.
 *
 * <p>The first argument is the directory to write to, further ones name models. Without names all models run and what was there is replaced. With names only those
 * run, and what they find is merged into the index: their own earlier bites go, those of other models stay unless a better one was found, and occasions are added
 * to. With a built command line, from the root:
 *
 * <pre>java -cp "conformance-tests/target/lib/*" org.wsktck.modelcheck.BiteExporter spec/src/test/resources/bites</pre>
 */
public final class BiteExporter {
    private static final String TARGET = "the model, with one rule lifted";
    private static final String INDEX = "bites.json";
    private static final Comparator<Bite> BY_COMPANY =
            Comparator.comparingInt((Bite bite) -> bite.breaks().size()).thenComparingInt(Bite::observations);

    /**
     * What the exported traces are about.
     *
     * @param generatedBy what wrote this
     * @param bites by rule: the trace of {@code <rule>.ndjson}
     * @param occasions rules that a legal behaviour of the models gives an occasion
     */
    public record Index(String generatedBy, Map<String, Bite> bites, List<String> occasions) {}

    /**
     * One exported trace.
     *
     * @param model the model that found it
     * @param breaks all rules that are broken in it
     * @param observations its length
     */
    public record Bite(String model, List<String> breaks, int observations) {}

    private BiteExporter() {}

    /** A bite with the trace that shows it. */
    private record Traced(Bite bite, List<Observation> observations) {}

    /** Writes the traces and the index. */
    public static void main(String[] args) throws IOException {
        if (args.length < 1) {
            throw new IllegalArgumentException("an argument is needed: the directory to write to");
        }
        Path dir = Files.createDirectories(Path.of(args[0]));
        Manifest manifest = Manifest.standard();
        List<Model> models = manifest.profile("bite");
        List<String> names = List.of(args).subList(1, args.length);
        if (!names.isEmpty()) {
            models = manifest.select(names);
        }
        List<Behaviour> behaviours = run(manifest, models);
        Index before = names.isEmpty() ? new Index("", Map.of(), List.of()) : read(dir);
        Set<String> rerun = models.stream().map(Model::name).collect(Collectors.toSet());
        write(merge(before, rerun, behaviours, dir), dir);
    }

    private static List<Behaviour> run(Manifest manifest, List<Model> models) {
        ModelChecker checker = new ModelChecker(manifest, ModelCheckRun.LIMIT);
        List<Behaviour> behaviours = new ArrayList<>();
        for (Model model : models) {
            ModelCheckResult result = checker.check(model, 1);
            List<Behaviour> found = Behaviour.parse(model.name(), result.output());
            System.out.printf(
                    "%s: %,d states, %.1f s, %d behaviours, %s%n",
                    model.name(),
                    result.distinctStates(),
                    result.time().toMillis() / 1000.0,
                    found.size(),
                    result.asExpected() ? "as expected" : result.surprises());
            behaviours.addAll(found);
        }
        return behaviours;
    }

    /** The index with what was found; the traces that are new in it are written, those that have left it deleted. */
    private static Index merge(Index before, Set<String> rerun, List<Behaviour> behaviours, Path dir)
            throws IOException {
        Map<String, Bite> bites = new TreeMap<>(before.bites());
        bites.values().removeIf(bite -> rerun.contains(bite.model()));
        for (Map.Entry<String, Traced> entry : best(behaviours).entrySet()) {
            String rule = entry.getKey();
            Traced found = entry.getValue();
            Bite kept = bites.get(rule);
            if (kept == null || BY_COMPANY.compare(found.bite(), kept) < 0) {
                bites.put(rule, found.bite());
                TraceWriter.writeAll(
                        dir.resolve(rule + ".ndjson"), found.observations(), TARGET, "bite of " + rule, null);
            }
        }
        for (String rule : before.bites().keySet()) {
            if (!bites.containsKey(rule)) {
                Files.deleteIfExists(dir.resolve(rule + ".ndjson"));
            }
        }
        Set<String> occasions = new TreeSet<>(before.occasions());
        behaviours.stream().filter(b -> !b.bite()).forEach(b -> occasions.addAll(b.rules()));
        return new Index(BiteExporter.class.getName(), bites, List.copyOf(occasions));
    }

    private static Map<String, Traced> best(List<Behaviour> behaviours) {
        Map<String, Behaviour> best = new TreeMap<>();
        for (Behaviour behaviour : behaviours) {
            if (behaviour.bite()) {
                behaviour.rules().stream()
                        .filter(BiteExporter::isProviders)
                        .forEach(rule -> best.merge(rule, behaviour, BiteExporter::better));
            }
        }
        Map<String, Traced> traced = new TreeMap<>();
        best.forEach((rule, behaviour) -> {
            List<Observation> observations = BehaviourTrace.of(behaviour);
            Bite bite = new Bite(behaviour.model(), List.copyOf(behaviour.broken()), observations.size());
            traced.put(rule, new Traced(bite, observations));
        });
        return traced;
    }

    private static Index read(Path dir) throws IOException {
        return new ObjectMapper().readValue(dir.resolve(INDEX).toFile(), Index.class);
    }

    private static void write(Index index, Path dir) throws IOException {
        new ObjectMapper()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .writeValue(dir.resolve(INDEX).toFile(), index);
    }

    private static boolean isProviders(String rule) {
        return Catalogue.standard().rule(rule).obligation() == Obligation.PROVIDER;
    }

    private static Behaviour better(Behaviour a, Behaviour b) {
        return Comparator.comparingInt((Behaviour x) -> x.broken().size())
                                .thenComparingInt(x -> x.steps().size())
                                .compare(a, b)
                        <= 0
                ? a
                : b;
    }
}
