package org.wsktck.oracle;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tlc2.value.impl.Value;

/** Puts a canonical observation together: as a key for look-up, and as a TLA+ record only when the key is new. Reused, so not thread-safe. */
final class EventBuilder {
    private final Oracle oracle;
    private final Names names;
    private final EventKey key = new EventKey();
    private String[] members = new String[32];
    private @Nullable Object[] values = new Object[32];
    private int size;

    EventBuilder(Oracle oracle) {
        this.oracle = oracle;
        this.names = oracle.names();
    }

    EventBuilder begin(String kind) {
        key.clear();
        size = 0;
        return text("kind", kind);
    }

    EventBuilder text(String member, @Nullable String value) {
        key.add(names.of(value));
        return put(member, value == null ? "" : value);
    }

    EventBuilder number(String member, int value) {
        key.add(value);
        return put(member, value);
    }

    EventBuilder flag(String member, boolean value) {
        key.add(value);
        return put(member, value);
    }

    EventBuilder texts(String member, List<String> value) {
        key.add(value.isEmpty() ? 0 : names.of(value));
        return put(member, value);
    }

    /** A set of labels, as a bit mask of label numbers. */
    EventBuilder labels(String member, long mask) {
        key.add((int) mask).add((int) (mask >>> 32));
        return put(member, mask);
    }

    private EventBuilder put(String member, Object value) {
        if (size == members.length) {
            members = Arrays.copyOf(members, 2 * size);
            values = Arrays.copyOf(values, 2 * size);
        }
        members[size] = member;
        values[size++] = value;
        return this;
    }

    Event end() {
        return oracle.event(key, this::record);
    }

    private Value record() {
        Object[] pairs = new Object[2 * size];
        for (int i = 0; i < size; i++) {
            pairs[2 * i] = members[i];
            pairs[2 * i + 1] = value(values[i]);
        }
        return TlaValues.record(pairs);
    }

    private Value value(@Nullable Object value) {
        if (value instanceof String text) {
            return TlaValues.text(text);
        }
        if (value instanceof Integer number) {
            return TlaValues.number(number);
        }
        if (value instanceof Boolean flag) {
            return TlaValues.flag(flag);
        }
        if (value instanceof Long mask) {
            LinkedHashSet<String> labels = new LinkedHashSet<>();
            for (int i = 0; i < Long.SIZE; i++) {
                if (((mask >>> i) & 1) != 0) {
                    labels.add(oracle.label(i));
                }
            }
            return TlaValues.texts(labels);
        }
        if (value instanceof Collection<?> texts) {
            return TlaValues.texts(
                    new LinkedHashSet<>(texts.stream().map(Object::toString).toList()));
        }
        throw new OracleException("no TLA+ form for " + value);
    }
}
