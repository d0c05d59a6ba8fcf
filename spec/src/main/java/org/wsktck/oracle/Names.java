package org.wsktck.oracle;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Small numbers for texts, shared by all traces. Absent is 0. */
final class Names {
    private final Map<Object, Integer> numbers = new ConcurrentHashMap<>();
    private final AtomicInteger next = new AtomicInteger(1);

    int of(@Nullable Object name) {
        if (name == null) {
            return 0;
        }
        Integer known = numbers.get(name);
        return known != null ? known : numbers.computeIfAbsent(name, k -> next.getAndIncrement());
    }
}
