package org.wsktck.trace;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A map from numbers that are given out from 1 upwards. Those are looked up in an array; a number far beyond the others, which only a
 * strange or damaged trace has, does not make the array grow.
 *
 * @param <T> what is kept for a number
 */
final class NumberMap<T> {
    private static final int SLACK = 1 << 12;

    private @Nullable Object[] near = new Object[SLACK];
    private final Map<Long, T> far = new HashMap<>();
    private int size;

    /** What is kept for the number, or null. */
    @SuppressWarnings("unchecked")
    @Nullable
    T get(long number) {
        @Nullable Object value = number < near.length ? near[(int) number] : null;
        return value != null ? (T) value : far.isEmpty() ? null : far.get(number);
    }

    /** Keeps the value unless there is one already, which is returned then. */
    @Nullable
    T putIfAbsent(long number, T value) {
        T old = get(number);
        if (old != null) {
            return old;
        }
        size++;
        if (number >= near.length && number < 2L * size + SLACK) {
            near = Arrays.copyOf(near, Math.max(2 * near.length, (int) number + 1));
        }
        if (number < near.length) {
            near[(int) number] = value;
        } else {
            far.put(number, value);
        }
        return null;
    }
}
