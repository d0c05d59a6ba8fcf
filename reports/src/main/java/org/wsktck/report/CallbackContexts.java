package org.wsktck.report;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.wsktck.report.model.CaseResult;
import org.wsktck.trace.Field;
import org.wsktck.trace.Kind;
import org.wsktck.trace.Observation;

/**
 * How callbacks were run: how often and how long at DISPATCH_LEVEL, and how deep in other work of the same thread. Measured, not judged: no rule sets a number. A time goes
 * from the entry to the exit, what the client does in between included, on the target's own clock; a simulated clock may stand still.
 *
 * @param event the callback
 * @param entered how often it was entered
 * @param atDispatch how often of these at DISPATCH_LEVEL
 * @param longest the longest stay at DISPATCH_LEVEL; zero when there was none
 * @param together all stays at DISPATCH_LEVEL
 * @param deepest most calls, callbacks and completion routines that lay one in another on a thread with one of these inside, itself and what it called counted
 */
public record CallbackContexts(
        String event, int entered, int atDispatch, Duration longest, Duration together, int deepest) {
    private static final String DISPATCH_LEVEL = "DISPATCH_LEVEL";

    /** What the traces of these cases show, by the name of the callback. A callback that did not return counts as entered, without a time. */
    static List<CallbackContexts> of(Collection<CaseResult> cases) {
        Map<String, Sum> sums = new TreeMap<>();
        for (CaseResult result : cases) {
            gather(result.observations(), sums);
        }
        return sums.entrySet().stream()
                .map(entry -> entry.getValue().named(entry.getKey()))
                .toList();
    }

    private static void gather(List<Observation> trace, Map<String, Sum> sums) {
        Map<String, Deque<Observation>> open = new HashMap<>();
        for (Observation o : trace) {
            Deque<Observation> thread = open.computeIfAbsent(o.thread(), name -> new ArrayDeque<>());
            switch (o.kind()) {
                case CALL, IRP -> begin(o, thread, sums);
                case ENTER -> {
                    begin(o, thread, sums);
                    of(o, sums).enter(o);
                }
                case EXIT -> {
                    Observation entry = end(thread, Kind.ENTER, Field.CB, o);
                    if (entry != null) {
                        of(entry, sums).exit(entry, o);
                    }
                }
                case RETURN -> end(thread, Kind.CALL, Field.CALL, o);
                case IRP_EXIT -> end(thread, Kind.IRP, Field.IRP, o);
                default -> {
                    // No interval.
                }
            }
        }
    }

    private static Sum of(Observation entry, Map<String, Sum> sums) {
        return sums.computeIfAbsent(entry.needText(Field.EVENT), event -> new Sum());
    }

    /** Something begins on the thread; it deepens every callback that is in progress there. */
    private static void begin(Observation o, Deque<Observation> thread, Map<String, Sum> sums) {
        thread.push(o);
        for (Observation open : thread) {
            if (open.kind() == Kind.ENTER) {
                of(open, sums).depth(thread.size());
            }
        }
    }

    /** Ends the innermost interval of that kind with that number; null when the thread has none. */
    private static @Nullable Observation end(Deque<Observation> thread, Kind kind, Field number, Observation o) {
        for (Observation open : thread) {
            if (open.kind() == kind && Objects.equals(open.get(number), o.get(number))) {
                thread.remove(open);
                return open;
            }
        }
        return null;
    }

    private static boolean atDispatch(Observation entry) {
        return DISPATCH_LEVEL.equals(entry.text(Field.IRQL));
    }

    /** The one that stayed longest at DISPATCH_LEVEL, or null when none did. */
    static @Nullable CallbackContexts slowest(List<CallbackContexts> contexts) {
        return contexts.stream()
                .filter(context -> context.atDispatch() > 0)
                .max((one, other) -> one.longest().compareTo(other.longest()))
                .orElse(null);
    }

    /** The deepest that one of them lay, or what it called. */
    static int deepest(List<CallbackContexts> contexts) {
        return contexts.stream().mapToInt(CallbackContexts::deepest).max().orElse(0);
    }

    private static final class Sum {
        private int entered;
        private int atDispatch;
        private long longest;
        private long together;
        private int deepest;

        private void enter(Observation entry) {
            entered++;
            atDispatch += atDispatch(entry) ? 1 : 0;
        }

        private void depth(int depth) {
            deepest = Math.max(deepest, depth);
        }

        private void exit(Observation entry, Observation exit) {
            if (atDispatch(entry)) {
                long stay = Math.max(0, exit.t() - entry.t());
                longest = Math.max(longest, stay);
                together += stay;
            }
        }

        private CallbackContexts named(String event) {
            return new CallbackContexts(
                    event, entered, atDispatch, Duration.ofNanos(longest), Duration.ofNanos(together), deepest);
        }
    }
}
