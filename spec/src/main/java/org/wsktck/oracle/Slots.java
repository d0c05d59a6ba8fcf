package org.wsktck.oracle;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Gives live objects of one sort small numbers from 1, the least free one first; 0 stands for an object that is dead or unknown. */
final class Slots {
    private final Map<Long, Integer> slots = new HashMap<>();
    private final BitSet taken = new BitSet();

    int take(long raw) {
        int slot = taken.nextClearBit(1);
        taken.set(slot);
        slots.put(raw, slot);
        return slot;
    }

    int of(long raw) {
        return slots.getOrDefault(raw, 0);
    }

    void free(long raw) {
        Integer slot = slots.remove(raw);
        if (slot != null) {
            taken.clear(slot);
        }
    }

    /** The object in that slot, 0 when it is free. */
    long in(int slot) {
        for (Map.Entry<Long, Integer> entry : slots.entrySet()) {
            if (entry.getValue() == slot) {
                return entry.getKey();
            }
        }
        return 0;
    }

    /** The objects that have a slot, ascending. */
    List<Long> all() {
        return slots.keySet().stream().sorted().toList();
    }
}
