package org.wsktck.report;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.wsktck.report.model.CaseResult;
import org.wsktck.trace.Field;
import org.wsktck.trace.Kind;
import org.wsktck.trace.Observation;

/**
 * How callbacks were run: how often and how long at DISPATCH_LEVEL, and how deep one in another on the same thread. Measured, not judged: no rule sets a number. A time goes
 * from the entry to the exit, what the client does in between included, on the target's own clock.
 *
 * @param event the callback
 * @param entered how often it was entered
 * @param atDispatch how often of these at DISPATCH_LEVEL
 * @param longest the longest stay at DISPATCH_LEVEL; zero when there was none
 * @param together all stays at DISPATCH_LEVEL
 * @param deepest most callbacks at once on the thread of one of these, itself counted
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
        Map<Object, Observation> entered = new HashMap<>();
        Map<String, Integer> depths = new HashMap<>();
        for (Observation o : trace) {
            Object callback = o.get(Field.CB);
            if (callback == null) {
                continue;
            }
            if (o.kind() == Kind.ENTER) {
                entered.put(callback, o);
                sums.computeIfAbsent(o.needText(Field.EVENT), event -> new Sum())
                        .enter(o, depths.merge(o.thread(), 1, Integer::sum));
            } else if (o.kind() == Kind.EXIT) {
                Observation entry = entered.remove(callback);
                if (entry != null) {
                    depths.merge(entry.thread(), -1, Integer::sum);
                    sums.computeIfAbsent(entry.needText(Field.EVENT), event -> new Sum())
                            .exit(entry, o);
                }
            }
        }
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

    /** Most callbacks at once on one thread. */
    static int deepest(List<CallbackContexts> contexts) {
        return contexts.stream().mapToInt(CallbackContexts::deepest).max().orElse(0);
    }

    private static final class Sum {
        private int entered;
        private int atDispatch;
        private long longest;
        private long together;
        private int deepest;

        private void enter(Observation entry, int depth) {
            entered++;
            atDispatch += atDispatch(entry) ? 1 : 0;
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
