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
import org.wsktck.catalogue.Catalogue;
import org.wsktck.catalogue.Obligation;
import org.wsktck.trace.TraceWriter;

/**
 * Makes the test data that proves that the rules bite: runs the models of the profile bite and writes, for each rule of the provider, the behaviour
 * that breaks it in the least company, and the shortest of those, as a trace; {@code bites.json} says what is broken in each, and which rules had an occasion.
 *
 * <p>Run with one argument, the directory to write to; with a built command line, from the root:
 *
 * <pre>java -cp "conformance-tests/target/lib/*" org.wsktck.modelcheck.BiteExporter spec/src/test/resources/bites</pre>
 */
public final class BiteExporter {
    private static final String TARGET = "the model, with one rule lifted";

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

    /** Writes all traces and the index. */
    public static void main(String[] args) throws IOException {
        if (args.length != 1) {
            throw new IllegalArgumentException("one argument is needed: the directory to write to");
        }
        Path dir = Files.createDirectories(Path.of(args[0]));
        Manifest manifest = Manifest.standard();
        ModelChecker checker = new ModelChecker(manifest, ModelCheckRun.LIMIT);
        List<Behaviour> behaviours = new ArrayList<>();
        for (Model model : manifest.profile("bite")) {
            ModelCheckResult result = checker.check(model, 1);
            List<Behaviour> found = Behaviour.parse(model.name(), result.output());
            System.out.printf(
                    "%s: %,d states, %d behaviours, %s%n",
                    model.name(),
                    result.distinctStates(),
                    found.size(),
                    result.asExpected() ? "as expected" : result.surprises());
            behaviours.addAll(found);
        }
        write(behaviours, dir);
    }

    private static void write(List<Behaviour> behaviours, Path dir) throws IOException {
        Map<String, Behaviour> best = new TreeMap<>();
        Set<String> occasions = new TreeSet<>();
        for (Behaviour behaviour : behaviours) {
            for (String rule : behaviour.rules()) {
                if (!behaviour.bite()) {
                    occasions.add(rule);
                } else if (isProviders(rule)) {
                    best.merge(rule, behaviour, BiteExporter::better);
                }
            }
        }
        Map<String, Bite> bites = new TreeMap<>();
        for (Map.Entry<String, Behaviour> entry : best.entrySet()) {
            String rule = entry.getKey();
            Behaviour behaviour = entry.getValue();
            var observations = BehaviourTrace.of(behaviour);
            TraceWriter.writeAll(dir.resolve(rule + ".ndjson"), observations, TARGET, "bite of " + rule, null);
            bites.put(rule, new Bite(behaviour.model(), List.copyOf(behaviour.broken()), observations.size()));
        }
        new ObjectMapper()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .writeValue(
                        dir.resolve("bites.json").toFile(),
                        new Index(BiteExporter.class.getName(), bites, List.copyOf(occasions)));
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
