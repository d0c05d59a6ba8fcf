package org.wsktck.trace;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One thing that was seen: an edge of a call, a callback, an IRP's completion or a peer's action.
 *
 * <p>{@code seq} orders observations consistently with real time: a number is taken at each edge. {@code t} is in nanoseconds from an arbitrary
 * origin. The members beyond these depend on the {@link Kind}; their meaning is in {@link Field}. Instances are mutable only while they are being
 * built; whoever receives one treats it as a value.
 */
@SuppressWarnings("EnumOrdinal") // members lie in an array by field, for speed; ordinals never leave this class
public final class Observation {
    private static final int WIDTH = Field.values().length;

    private final Kind kind;
    private final @Nullable Object[] values;
    private long seq;
    private long t;
    private String thread = "";

    private Observation(Kind kind, @Nullable Object[] values) {
        this.kind = kind;
        this.values = values;
    }

    /** A new observation of that kind, to be completed with {@link #with}. */
    public static Observation of(Kind kind) {
        return new Observation(kind, new Object[WIDTH]);
    }

    /** Takes over the values, by ordinal of their fields, instead of copying them: parsing makes one of these a line. */
    static Observation over(Kind kind, @Nullable Object[] values) {
        return new Observation(kind, values);
    }

    /** Sets the number, the time in nanoseconds and the thread. */
    public Observation at(long seq, long t, String thread) {
        this.seq = seq;
        this.t = t;
        this.thread = thread;
        return this;
    }

    /** Sets a member; null leaves it absent. The value has the Java type that {@link Field.Type} names. */
    public Observation with(Field field, @Nullable Object value) {
        values[field.ordinal()] = value instanceof Integer i ? Long.valueOf(i) : value;
        return this;
    }

    /** What this is about. */
    public Kind kind() {
        return kind;
    }

    /** Position in the total order of the trace. */
    public long seq() {
        return seq;
    }

    /** Time in nanoseconds. */
    public long t() {
        return t;
    }

    /** Thread on which it happened. */
    public String thread() {
        return thread;
    }

    /** Whether the member is present. */
    public boolean has(Field field) {
        return values[field.ordinal()] != null;
    }

    /** The member's value, or null when absent. */
    public @Nullable Object get(Field field) {
        return values[field.ordinal()];
    }

    /** A text member, or null when absent. */
    public @Nullable String text(Field field) {
        return (String) values[field.ordinal()];
    }

    /** A text member that the kind requires. */
    public String needText(Field field) {
        return (String) Objects.requireNonNull(values[field.ordinal()], field.json());
    }

    /** An integer member, or the given value when absent. */
    public long number(Field field, long absent) {
        Object value = values[field.ordinal()];
        return value == null ? absent : (Long) value;
    }

    /** A boolean member, or the given value when absent. */
    public boolean flag(Field field, boolean absent) {
        Object value = values[field.ordinal()];
        return value == null ? absent : (Boolean) value;
    }

    /** A member that lists texts; empty when absent. */
    @SuppressWarnings("unchecked")
    public List<String> texts(Field field) {
        Object value = values[field.ordinal()];
        return value == null ? List.of() : (List<String>) value;
    }

    /** The datagrams, or null when absent (the list pointer was NULL). */
    @SuppressWarnings("unchecked")
    public @Nullable List<Datagram> datagrams() {
        return (List<Datagram>) values[Field.DATAGRAMS.ordinal()];
    }

    /** The stream bytes, or null when absent (the list pointer was NULL). */
    @SuppressWarnings("unchecked")
    public @Nullable List<Chunk> data() {
        return (List<Chunk>) values[Field.DATA.ordinal()];
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Observation o
                && o.kind == kind
                && o.seq == seq
                && o.t == t
                && o.thread.equals(thread)
                && Arrays.equals(o.values, values);
    }

    @Override
    public int hashCode() {
        return Objects.hash(kind, seq, thread);
    }

    /** One line for people: number, thread, kind and members. */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder()
                .append(seq)
                .append(' ')
                .append(thread)
                .append(' ')
                .append(kind.json());
        for (Field field : Field.values()) {
            Object value = values[field.ordinal()];
            if (value != null) {
                out.append(' ').append(field.json()).append('=').append(value);
            }
        }
        return out.toString();
    }
}
