package org.wsktck.reference.scheduler;

import java.util.HashSet;
import java.util.Set;

/** Keeps the names of live tasks apart. Not safe for several threads. */
final class TaskNames {
    private final Set<String> live = new HashSet<>();

    /** The wanted name, or with the lowest free number from 2 up. */
    String claim(String wanted) {
        String name = wanted;
        for (int n = 2; !live.add(name); n++) {
            name = wanted + "-" + n;
        }
        return name;
    }

    void free(String name) {
        live.remove(name);
    }
}
