package org.wsktck.oracle;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What encloses what on each thread: a call made between the enter and the exit of a callback on the same thread is made from inside it. */
final class Threads {
    /**
     * An interval that is open on a thread.
     *
     * @param within {@code callback} or {@code completion}
     * @param subject whose callback it is, null for a completion routine
     * @param raw number of the callback or IRP
     */
    record Frame(String within, @Nullable Subject subject, long raw) {}

    static final Frame NONE = new Frame("none", null, 0);

    private final Map<String, Deque<Frame>> frames = new HashMap<>();

    void open(String thread, Frame frame) {
        frames.computeIfAbsent(thread, k -> new ArrayDeque<>()).push(frame);
    }

    void close(String thread, String within, long raw) {
        Deque<Frame> stack = frames.get(thread);
        if (stack == null) {
            return;
        }
        for (Iterator<Frame> i = stack.iterator(); i.hasNext(); ) {
            Frame frame = i.next();
            if (frame.raw() == raw && frame.within().equals(within)) {
                i.remove();
                break;
            }
        }
        if (stack.isEmpty()) {
            frames.remove(thread);
        }
    }

    /** The innermost open interval of that thread. */
    Frame innermost(String thread) {
        Deque<Frame> stack = frames.get(thread);
        return stack == null || stack.isEmpty() ? NONE : stack.peek();
    }
}
