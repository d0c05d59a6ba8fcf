package org.wsktck.adapter.mutant;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** All mutants: one for each provider rule of level must or should in scope. */
public final class Mutants {
    private static final Map<String, Mutant> BY_ID = new TreeMap<>();
    private static final Map<String, String> WITHOUT = Map.of(
            "CLI-02",
            "No client event is defined, so none can be due; any call of WskClientEvent is the mutant of CLI-03.",
            "CLI-12",
            "It speaks of clients attached through the Network Module Registrar, which the interface here does not offer.");

    static {
        Stream.of(
                        GeneralMutants.all(),
                        EnablingMutants.all(),
                        StaticMutants.all(),
                        DatagramMutants.all(),
                        ConnectionMutants.all(),
                        DisconnectMutants.all(),
                        BacklogMutants.all(),
                        ListeningMutants.all(),
                        ConditionalMutants.all(),
                        StreamMutants.all(),
                        ExtensionMutants.all(),
                        ClientMutants.all(),
                        ClosingMutants.all(),
                        ContextMutants.all())
                .flatMap(List::stream)
                .forEach(Mutants::add);
    }

    private Mutants() {}

    private static void add(Mutant mutant) {
        if (BY_ID.put(mutant.id(), mutant) != null) {
            throw new IllegalStateException("There are two mutants for rule " + mutant.id() + ". Keep one.");
        }
    }

    /** All mutants, by rule id. */
    public static List<Mutant> all() {
        return List.copyOf(BY_ID.values());
    }

    /**
     * The mutant that breaks that rule.
     *
     * @throws IllegalArgumentException when there is none; the message lists those that exist
     */
    public static Mutant named(String id) {
        Mutant mutant = BY_ID.get(id);
        if (mutant == null) {
            String reason = WITHOUT.getOrDefault(id, "No provider rule of level must or should in scope has this id.");
            throw new IllegalArgumentException(
                    "There is no mutant " + id + ". " + reason + " Mutants: " + String.join(", ", BY_ID.keySet()));
        }
        return mutant;
    }

    /** Provider rules of level must or should in scope that have no mutant, with the reason. */
    public static Map<String, String> rulesWithout() {
        return WITHOUT;
    }
}
