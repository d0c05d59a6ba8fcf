package org.wsktck.adapter.reference;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wsktck.reference.scheduler.Scheduler;
import org.wsktck.target.Action;

/** Callbacks that stay inside until they are told to go on, in the order in which they were entered. */
final class Holds {
    private final Scheduler scheduler;
    private final List<Held> held = new ArrayList<>();
    private boolean open;

    Holds(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    private static final class Held {
        final String subject;
        final long number;
        volatile @Nullable List<Action> resumedWith;

        Held(String subject, long number) {
            this.subject = subject;
            this.number = number;
        }
    }

    /** Blocks until a resume, and returns the actions that it carries. */
    List<Action> hold(String subject, long number, String what) {
        Held entry = new Held(subject, number);
        synchronized (this) {
            if (open) {
                return List.of();
            }
            held.add(entry);
            held.sort(Comparator.comparingLong(each -> each.number));
        }
        scheduler.await("the resume of " + what, () -> entry.resumedWith != null);
        List<Action> actions = entry.resumedWith;
        return actions == null ? List.of() : actions;
    }

    /** Lets the nth held callback of the socket go on; false when there is none. */
    boolean resume(String subject, int nth, List<Action> actions) {
        synchronized (this) {
            List<Held> candidates =
                    held.stream().filter(entry -> entry.subject.equals(subject)).toList();
            if (nth < 1 || nth > candidates.size()) {
                return false;
            }
            Held chosen = candidates.get(nth - 1);
            held.remove(chosen);
            chosen.resumedWith = actions;
        }
        scheduler.signal();
        return true;
    }

    /** Lets everything go on, now and in future; says whether anything was held. */
    boolean release() {
        boolean any;
        synchronized (this) {
            open = true;
            any = !held.isEmpty();
            held.forEach(entry -> entry.resumedWith = List.of());
            held.clear();
        }
        scheduler.signal();
        return any;
    }
}
