package org.wsktck.suite.generated;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import org.wsktck.target.Action;
import org.wsktck.target.Invocation;
import org.wsktck.target.Step;
import org.wsktck.target.Target;
import org.wsktck.target.TargetException;
import org.wsktck.target.Wsk;

/**
 * A session in which much happens at once. What happens is random; that the client keeps its rules follows from the order of the phases: lists are released, and sockets
 * closed, only after a quiescent point before which nothing else was asked for.
 */
abstract class StressSession {
    final StressSink sink;
    final SplittableRandom random;
    private final Target.Session session;
    private int names;

    StressSession(Target.Session session, StressSink sink, long seed) {
        this.session = session;
        this.sink = sink;
        this.random = new SplittableRandom(seed);
    }

    /** Does everything, from the registration of the client to its end: that many rounds at most, or until the condition says stop. */
    abstract void run(int rounds, BooleanSupplier stop) throws TargetException;

    final void execute(Step step) throws TargetException {
        session.execute(step);
    }

    final void quiesce() throws TargetException {
        execute(new Step.Quiesce());
    }

    /** Calls on the main thread, which waits for the return. */
    final void main(Invocation invocation) throws TargetException {
        execute(new Step.Call(Step.MAIN, invocation));
    }

    /** Calls on one of the two threads of a socket. */
    final void aside(String socket, Invocation invocation) throws TargetException {
        execute(new Step.Call(socket + (random.nextBoolean() ? "-a" : "-b"), invocation));
    }

    final void otherwise(String socket, String event, List<Action> actions) throws TargetException {
        execute(new Step.Otherwise(socket, event, actions));
    }

    final String fresh(String prefix) {
        return prefix + ++names;
    }

    final String irp() {
        return fresh("i");
    }

    /** The client has no socket any more, and goes. */
    final void leave() throws TargetException {
        main(Wsk.releaseNpi(Wsk.CLIENT));
        main(Wsk.deregister(Wsk.CLIENT));
        quiesce();
    }

    final <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
