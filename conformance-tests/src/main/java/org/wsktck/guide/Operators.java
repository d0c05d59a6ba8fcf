package org.wsktck.guide;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the TLA+ modules say about each rule: the operators that are named after it, and at which kinds of observation they are asked. Read from the text: operators by their names, kinds from the
 * tables whose names end in {@code Verdicts}, which the observer evaluates.
 */
final class Operators {
    private static final Pattern DEFINITION = Pattern.compile("(?m)^([A-Za-z]\\w*)(?:\\([^)]*\\))?\\s*==");
    private static final Pattern RULE = Pattern.compile("([A-Z]{3}_\\d{2})(?:_\\w+)?");
    private static final Pattern ARM = Pattern.compile("(?m)^\\s*(?:CASE|\\[\\])\\s");
    private static final Pattern KIND = Pattern.compile("e\\.kind = \"(\\w+)\"");
    private static final Pattern KINDS = Pattern.compile("e\\.kind \\\\in \\{([^}]*)\\}");
    private static final Pattern JUDGED = Pattern.compile("\\b([A-Z]{3}_\\d{2}) \\|->");
    /** The kinds of observation in the order in which they happen, with how they are told. */
    private static final Map<String, String> TOLD = told();

    private final Map<String, Set<Operator>> operators = new TreeMap<>();
    private final Map<String, Set<String>> kinds = new TreeMap<>();

    /**
     * An operator.
     *
     * @param name such as {@code ENA_09_Irp}
     * @param module file name of the module that defines it
     */
    record Operator(String name, String module) {}

    /** Reads the modules; those of models are left out. */
    Operators(SortedMap<String, String> modules) {
        modules.forEach((module, text) -> {
            if (!module.startsWith("MC_")) {
                definitions(text).forEach((name, body) -> note(module, name, body));
            }
        });
    }

    /** The operators of a rule, in the order of modules; empty when it has none. */
    Collection<Operator> of(String ruleId) {
        return operators.getOrDefault(ruleId, Set.of());
    }

    /** How many operators are named after rules. */
    int count() {
        return operators.values().stream().mapToInt(Set::size).sum();
    }

    /** How many rules have an operator. */
    int rules() {
        return operators.size();
    }

    /** When the rule is judged, in words, in the order in which things happen; empty when it never is. */
    List<String> judged(String ruleId) {
        Set<String> found = kinds.getOrDefault(ruleId, Set.of());
        List<String> words = new ArrayList<>();
        TOLD.forEach((kind, word) -> {
            if (found.contains(kind)) {
                words.add(word);
            }
        });
        return words;
    }

    private static Map<String, String> told() {
        Map<String, String> told = new LinkedHashMap<>();
        told.put("call", "a call of the client");
        told.put("return", "the return of a call");
        told.put("irp", "the completion of an IRP");
        told.put("irpExit", "the return of a completion routine");
        told.put("enter", "the entry of a callback");
        told.put("exit", "the return of a callback");
        told.put("accepted", "the birth of an accepted socket");
        told.put("handed", "the hand-over of an accepted socket");
        told.put("read", "the reading of a list");
        told.put("wait", "a wait of the client");
        told.put("sees", "what a peer sees");
        told.put("quiesce", "quiescence");
        return told;
    }

    /** Definitions by name, each with the text up to the next. */
    private static Map<String, String> definitions(String text) {
        Map<String, String> found = new LinkedHashMap<>();
        Matcher matcher = DEFINITION.matcher(text);
        String name = null;
        int begin = 0;
        while (matcher.find()) {
            if (name != null) {
                found.put(name, text.substring(begin, matcher.start()));
            }
            name = matcher.group(1);
            begin = matcher.end();
        }
        if (name != null) {
            found.put(name, text.substring(begin));
        }
        return found;
    }

    private void note(String module, String name, String body) {
        Matcher rule = RULE.matcher(name);
        if (rule.matches()) {
            operators
                    .computeIfAbsent(rule.group(1).replace('_', '-'), id -> new LinkedHashSet<>())
                    .add(new Operator(name, module));
        } else if (name.endsWith("Verdicts")) {
            table(name, body);
        }
    }

    private void table(String name, String body) {
        Matcher arm = ARM.matcher(body);
        int begin = -1;
        while (arm.find()) {
            if (begin >= 0) {
                arm(name, body.substring(begin, arm.start()));
            }
            begin = arm.end();
        }
        if (begin >= 0) {
            arm(name, body.substring(begin));
        }
    }

    private void arm(String name, String text) {
        Matcher judged = JUDGED.matcher(text);
        if (!judged.find()) {
            return;
        }
        Set<String> at = new LinkedHashSet<>();
        String guard = text.substring(0, judged.start());
        Matcher one = KIND.matcher(guard);
        while (one.find()) {
            at.add(one.group(1));
        }
        Matcher several = KINDS.matcher(guard);
        while (several.find()) {
            for (String word : several.group(1).split(",", -1)) {
                at.add(word.replace("\"", "").strip());
            }
        }
        if (at.isEmpty() || !TOLD.keySet().containsAll(at)) {
            throw new IllegalStateException(
                    "the guide cannot tell when " + name + " judges " + judged.group(1) + ": " + guard.strip());
        }
        do {
            kinds.computeIfAbsent(judged.group(1).replace('_', '-'), id -> new LinkedHashSet<>())
                    .addAll(at);
        } while (judged.find());
    }
}
