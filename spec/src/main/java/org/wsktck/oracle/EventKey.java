package org.wsktck.oracle;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The canonical form of an observation as small numbers: the key under which its TLA+ record is kept. Reused as a probe, so mutable. */
final class EventKey {
    private int[] values = new int[32];
    private int size;

    void clear() {
        size = 0;
    }

    EventKey add(int value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, 2 * size);
        }
        values[size++] = value;
        return this;
    }

    EventKey add(boolean value) {
        return add(value ? 1 : 0);
    }

    EventKey copy() {
        EventKey copy = new EventKey();
        copy.values = Arrays.copyOf(values, size);
        copy.size = size;
        return copy;
    }

    @Override
    public int hashCode() {
        int hash = size;
        for (int i = 0; i < size; i++) {
            hash = 31 * hash + values[i];
        }
        return hash;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof EventKey key && key.size == size && Arrays.equals(key.values, 0, size, values, 0, size);
    }
}
