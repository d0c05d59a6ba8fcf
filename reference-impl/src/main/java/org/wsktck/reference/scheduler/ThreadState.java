package org.wsktck.reference.scheduler;

import java.util.function.Supplier;
import org.wsktck.wsk.Irql;

/** What every thread carries, tasks and drivers alike: its IRQL. Reset when a pooled thread starts another task. */
final class ThreadState {
    private static final ThreadLocal<ThreadState> CURRENT = ThreadLocal.withInitial(ThreadState::new);

    Irql irql = Irql.PASSIVE_LEVEL;

    static ThreadState current() {
        return CURRENT.get();
    }

    <T> T at(Irql level, Supplier<T> body) {
        Irql before = irql;
        irql = level;
        try {
            return body.get();
        } finally {
            irql = before;
        }
    }
}
