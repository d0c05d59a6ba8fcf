package org.wsktck.suite.generated;

import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.wsktck.catalogue.Category;
import org.wsktck.target.Target;
import org.wsktck.target.TargetException;

/** What is stressed. */
enum StressKind {
    /** Datagram sockets. */
    DATAGRAM(WalkKind.DATAGRAM.categories()),
    /** Connections, and the sockets that listen for them. */
    STREAM(List.of(Category.LISTENING, Category.CONNECTION));

    private final List<Category> categories;

    StressKind(List<Category> categories) {
        this.categories = categories;
    }

    /** The categories of the sockets. */
    List<Category> categories() {
        return categories;
    }

    /** Client rules that are broken on purpose: connections come and go, with a table each, whether or not an event of theirs was enabled in between. */
    Set<String> deliberate() {
        return this == DATAGRAM ? Set.of() : Set.of("GEN-10");
    }

    /** Runs a session until the condition says stop, or it has done its rounds. */
    void run(Target target, long seed, int rounds, StressSink sink, BooleanSupplier stop) throws TargetException {
        try (Target.Session session = target.open(seed, sink)) {
            StressSession stress =
                    this == DATAGRAM ? new DatagramStress(session, sink, seed) : new StreamStress(session, sink, seed);
            stress.run(rounds, stop);
        }
    }
}
