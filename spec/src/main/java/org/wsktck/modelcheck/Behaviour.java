package org.wsktck.modelcheck;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * A behaviour that a bite model printed.
 *
 * @param model the model
 * @param bite whether the last step breaks the rules; otherwise it gives them an occasion and keeps them
 * @param rules catalogue ids of the rules that the last step is about
 * @param seed the kind of client: dynamic, static, mixed, beside, or client for a client object
 * @param spared client rules that the client broke on the way, on purpose
 * @param steps what was observed, in order
 */
record Behaviour(String model, boolean bite, Set<String> rules, String seed, Set<String> spared, List<Step> steps) {
    /**
     * An observation in the specification's canonical form.
     *
     * @param event its members
     * @param datagrams the datagrams that it is about, or the bytes of the peer
     * @param others the bytes of the client that it is about, or the size that it tells
     */
    record Step(Map<String, Object> event, List<Integer> datagrams, List<Integer> others) {
        String text(String member) {
            return event.get(member) instanceof String text ? text : "";
        }

        int number(String member) {
            return event.get(member) instanceof Integer number ? number : 0;
        }

        boolean flag(String member) {
            return Boolean.TRUE.equals(event.get(member));
        }

        List<String> texts(String member) {
            return event.get(member) instanceof List<?> list
                    ? list.stream().map(Object::toString).sorted().toList()
                    : List.of();
        }
    }

    /** All that is broken from the first step to the last. */
    Set<String> broken() {
        Set<String> all = new TreeSet<>(spared);
        all.addAll(rules);
        return all;
    }

    /** Reads the behaviours that TLC printed. */
    static List<Behaviour> parse(String model, String output) {
        List<Behaviour> found = new ArrayList<>();
        for (String word : List.of("bite", "occasion")) {
            for (String opening : List.of("<< \"" + word + "\"", "<<\"" + word + "\"")) {
                int at = output.indexOf(opening);
                while (at >= 0) {
                    found.add(of(model, (List<?>) TlaText.valueAt(output, at)));
                    at = output.indexOf(opening, at + 1);
                }
            }
        }
        return found;
    }

    private static Behaviour of(String model, List<?> told) {
        return new Behaviour(
                model,
                told.get(0).equals("bite"),
                ids(told.get(1)),
                (String) told.get(2),
                ids(told.get(3)),
                ((List<?>) told.get(4)).stream().map(Behaviour::step).toList());
    }

    @SuppressWarnings("unchecked")
    private static Step step(Object entry) {
        Map<String, Object> members = (Map<String, Object>) entry;
        return new Step(
                (Map<String, Object>) Objects.requireNonNull(members.get("e")),
                (List<Integer>) Objects.requireNonNull(members.get("ds")),
                (List<Integer>) Objects.requireNonNullElse(members.get("os"), List.of()));
    }

    private static Set<String> ids(Object set) {
        Set<String> ids = new TreeSet<>();
        for (Object id : (List<?>) set) {
            ids.add(id.toString().replace('_', '-'));
        }
        return ids;
    }
}
