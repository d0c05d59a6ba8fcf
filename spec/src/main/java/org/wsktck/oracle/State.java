package org.wsktck.oracle;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;
import tlc2.value.impl.Value;

/** An observer state with what is known of its transitions. Lookups take no lock; additions are made under the oracle's. */
final class State {
    private static final int EMPTY = -1;

    private final int number;
    private final Value value;
    private final BitSet liveCalls;
    private final BitSet liveIrps;
    private final BitSet liveCallbacks;
    private volatile Row row = new Row(8);

    State(int number, Value value, BitSet liveCalls, BitSet liveIrps, BitSet liveCallbacks) {
        this.number = number;
        this.value = value;
        this.liveCalls = liveCalls;
        this.liveIrps = liveIrps;
        this.liveCallbacks = liveCallbacks;
    }

    int number() {
        return number;
    }

    Value value() {
        return value;
    }

    boolean callIsLive(int slot) {
        return liveCalls.get(slot);
    }

    boolean irpIsLive(int slot) {
        return liveIrps.get(slot);
    }

    boolean callbackIsLive(int slot) {
        return liveCallbacks.get(slot);
    }

    @Nullable
    Transition on(Event event) {
        return row.find(event.number());
    }

    /** Adds a transition; the caller holds the oracle's lock. */
    void put(Event event, Transition transition) {
        row = row.with(event.number(), transition);
    }

    /** Open addressing by event number; copied on every addition, so readers need no lock. */
    private static final class Row {
        private final int[] keys;
        private final @Nullable Transition[] values;
        private final int used;

        Row(int capacity) {
            keys = new int[capacity];
            java.util.Arrays.fill(keys, EMPTY);
            values = new Transition[capacity];
            used = 0;
        }

        private Row(int[] keys, @Nullable Transition[] values, int used) {
            this.keys = keys;
            this.values = values;
            this.used = used;
        }

        @Nullable
        Transition find(int key) {
            int mask = keys.length - 1;
            for (int i = spread(key) & mask; keys[i] != EMPTY; i = (i + 1) & mask) {
                if (keys[i] == key) {
                    return values[i];
                }
            }
            return null;
        }

        Row with(int key, Transition value) {
            int capacity = 2 * (used + 1) > keys.length ? 2 * keys.length : keys.length;
            int[] newKeys = new int[capacity];
            java.util.Arrays.fill(newKeys, EMPTY);
            @Nullable Transition[] newValues = new Transition[capacity];
            for (int i = 0; i < keys.length; i++) {
                if (keys[i] != EMPTY) {
                    place(newKeys, newValues, keys[i], values[i]);
                }
            }
            place(newKeys, newValues, key, value);
            return new Row(newKeys, newValues, used + 1);
        }

        private static void place(int[] keys, @Nullable Transition[] values, int key, @Nullable Transition value) {
            int mask = keys.length - 1;
            int i = spread(key) & mask;
            while (keys[i] != EMPTY && keys[i] != key) {
                i = (i + 1) & mask;
            }
            keys[i] = key;
            values[i] = value;
        }

        private static int spread(int key) {
            return (key * 0x9E3779B9) >>> 7;
        }
    }
}
