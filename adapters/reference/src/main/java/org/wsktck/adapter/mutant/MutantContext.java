package org.wsktck.adapter.mutant;

import java.util.function.Supplier;
import org.wsktck.wsk.Irql;

/** What a faulty provider may use of the world that it runs in, so that its faults come in a reproducible order too. */
public interface MutantContext {
    /** Runs work in a thread of the provider's own. */
    void spawn(String name, Runnable work);

    /** Runs work once nothing else moves, before the bench calls that quiescence. */
    void whenQuiet(Runnable work);

    /** Runs the body at an IRQL and restores the former one. */
    <T> T atIrql(Irql irql, Supplier<T> body);
}
