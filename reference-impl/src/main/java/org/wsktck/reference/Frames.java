package org.wsktck.reference;

import java.util.ArrayDeque;
import java.util.Deque;

/** What is on the stack of the current thread: calls into the provider, and upcalls into the client, innermost first. */
final class Frames {
    enum Kind {
        CALL,
        CALLBACK,
        COMPLETION
    }

    /** One frame; the owner is a socket or registration. */
    record Frame(Kind kind, Object owner) {}

    private static final ThreadLocal<Deque<Frame>> STACK = ThreadLocal.withInitial(ArrayDeque::new);

    private Frames() {}

    static void push(Kind kind, Object owner) {
        STACK.get().push(new Frame(kind, owner));
    }

    static void pop() {
        STACK.get().pop();
    }

    /** Whether client code runs here that must not wait: an event callback or a completion routine. */
    static boolean insideUpcall() {
        return STACK.get().stream().anyMatch(frame -> frame.kind() != Kind.CALL);
    }

    /** How many calls to functions of that owner this thread is in. */
    static int callsOf(Object owner) {
        return (int) STACK.get().stream()
                .filter(frame -> frame.kind() == Kind.CALL && frame.owner() == owner)
                .count();
    }
}
