package org.wsktck.oracle;

import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import tlc2.value.impl.RecordValue;
import tlc2.value.impl.Value;
import util.UniqueString;

/**
 * Something that the client, one of its callbacks or the network may do next, as the specification says it: a canonical observation, with slots in place of objects.
 *
 * <p>Members are texts, whole numbers, truth values and sets of texts (as sorted lists). Two stimuli are equal when all members are.
 */
public final class Stimulus {
    private final SortedMap<String, Object> members;
    private final int hash;

    private Stimulus(SortedMap<String, Object> members) {
        this.members = members;
        this.hash = members.hashCode();
    }

    static Stimulus of(Value event) {
        RecordValue record = (RecordValue) event.toRcd();
        SortedMap<String, Object> members = new TreeMap<>();
        UniqueString[] names = record.names;
        for (int i = 0; i < names.length; i++) {
            members.put(names[i].toString(), TlaValues.plain(record.values[i]));
        }
        return new Stimulus(members);
    }

    /** The kind of observation: {@code call}, {@code exit}, {@code peer} or {@code peerEnd}. */
    public String kind() {
        return text("kind");
    }

    /** A member that is text, empty when the stimulus has no such member. */
    public String text(String member) {
        return members.get(member) instanceof String text ? text : "";
    }

    /** A member that is a number, 0 when the stimulus has no such member. */
    public int number(String member) {
        return members.get(member) instanceof Integer number ? number : 0;
    }

    /** A member that is a truth value, false when the stimulus has no such member. */
    public boolean flag(String member) {
        return Boolean.TRUE.equals(members.get(member));
    }

    /** A member that is a set of texts, empty when the stimulus has no such member. */
    public List<String> texts(String member) {
        return members.get(member) instanceof List<?> list
                ? list.stream().map(Object::toString).toList()
                : List.of();
    }

    /** In an order that is the same in every JVM. */
    static List<Stimulus> inOrder(Stream<Value> events) {
        // The texts are long, and a comparison must not make them anew.
        record Keyed(String key, Stimulus stimulus) {}
        return events.map(Stimulus::of)
                .map(stimulus -> new Keyed(stimulus.members.toString(), stimulus))
                .sorted(Comparator.comparing(Keyed::key))
                .map(Keyed::stimulus)
                .toList();
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public boolean equals(@org.jspecify.annotations.Nullable Object other) {
        return other instanceof Stimulus stimulus && stimulus.members.equals(members);
    }

    /** What is done, in few words. */
    @Override
    public String toString() {
        return switch (kind()) {
            case "call" -> call();
            case "exit" -> text("event") + " in slot " + number("id") + " returns " + text("status");
            case "peer" -> number("peer") == 0 ? text("op") : "peer " + number("peer") + ": " + text("op");
            default -> kind() + " " + text("op");
        };
    }

    private String call() {
        StringBuilder words = new StringBuilder(text("fn"));
        if (!text("code").isEmpty()) {
            words.append(' ').append(text("code"));
        }
        for (String set : List.of("mask", "flags", "entries")) {
            if (!texts(set).isEmpty()) {
                words.append(' ').append(texts(set));
            }
        }
        if (!text("timeout").isEmpty()) {
            words.append(' ').append(text("timeout"));
        }
        if (number("peer") != 0) {
            words.append(" peer ").append(number("peer"));
        }
        if (number("list") != 0) {
            words.append(" list ").append(number("list"));
        }
        words.append(number("i") == 0 ? "" : " irp " + number("i"));
        return words.append(number("inside") == 0 ? "" : " inside " + number("inside"))
                .toString();
    }
}
