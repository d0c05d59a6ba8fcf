package org.wsktck.adapter.reference;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.wsktck.target.Action;

/** What callbacks and completion routines are to do, as scripts have said ahead. */
final class Reactions {
    private final Map<String, Deque<List<Action>>> once = new HashMap<>();
    private final Map<String, List<Action>> standing = new HashMap<>();
    private final Map<String, List<Action>> completions = new HashMap<>();
    private boolean cleared;

    private static String key(String subject, String event) {
        return subject + ' ' + event;
    }

    synchronized void react(String subject, String event, List<Action> actions) {
        once.computeIfAbsent(key(subject, event), absent -> new ArrayDeque<>()).add(actions);
    }

    synchronized void otherwise(String subject, String event, List<Action> actions) {
        standing.put(key(subject, event), actions);
    }

    synchronized void onCompletion(String irp, List<Action> actions) {
        completions.put(irp, actions);
    }

    /** The reaction for the call of the event that is beginning. */
    synchronized List<Action> next(String subject, String event) {
        Deque<List<Action>> queue = once.get(key(subject, event));
        List<Action> first = queue == null ? null : queue.poll();
        return first == null ? standing.getOrDefault(key(subject, event), List.of()) : first;
    }

    /** What the completion routine of the IRP that is being passed now will do. */
    synchronized List<Action> takeCompletion(String irp) {
        List<Action> actions = completions.remove(irp);
        return actions == null ? List.of() : actions;
    }

    /** From now on callbacks do nothing but return what they return by default, and take nothing that would have to be closed. */
    synchronized void clear() {
        once.clear();
        standing.clear();
        completions.clear();
        cleared = true;
    }

    /** Whether the script is over. */
    synchronized boolean isCleared() {
        return cleared;
    }
}
