package org.wsktck.suite.generated;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;
import org.wsktck.oracle.Judgement;
import org.wsktck.oracle.Oracle;
import org.wsktck.oracle.TraceJudge;
import org.wsktck.trace.Field;
import org.wsktck.trace.Kind;
import org.wsktck.trace.Observation;
import org.wsktck.trace.ObservationSink;

/** Takes the observations of a session that runs on real threads and has them judged on a thread of its own, so that judging does not slow the session down. */
final class StressSink implements ObservationSink, AutoCloseable {
    private static final int WAITING = 1 << 14;
    private static final int LAST = 400;
    private static final Observation END = Observation.of(Kind.END);

    private final BlockingQueue<Observation> waiting = new ArrayBlockingQueue<>(WAITING);
    private final TraceJudge judge = Oracle.standard().judge();
    private final Deque<Observation> last = new ArrayDeque<>();
    private final Thread worker = new Thread(this::work, "wsktck-judge");
    private final Map<String, Integer> retained = new HashMap<>();
    private final Set<String> made = new HashSet<>();
    private final Set<String> closed = new HashSet<>();
    private final Set<String> accepted = new LinkedHashSet<>();
    private final Map<String, Integer> pended = new HashMap<>();
    private final Connected connected = new Connected();
    private List<Observation> context = List.of();
    private @Nullable RuntimeException broken;

    private final @Nullable ObservationSink alone;

    /** Has the observations judged. */
    StressSink() {
        this(null);
    }

    /** Hands the observations to that sink instead, when it is not null. */
    StressSink(@Nullable ObservationSink alone) {
        this.alone = alone;
        worker.setDaemon(true);
        worker.start();
    }

    @Override
    public void accept(Observation o) {
        follow(o);
        if (alone == null) {
            put(o);
        } else {
            alone.accept(o);
        }
    }

    private void put(Observation o) {
        try {
            waiting.put(o);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void follow(Observation o) {
        String socket = o.text(Field.SOCKET);
        if (socket == null) {
            return;
        }
        if (o.kind() == Kind.EXIT && "STATUS_SUCCESS".equals(o.text(Field.STATUS))) {
            String handed = connected.handedBy(o.number(Field.CB, 0));
            if (handed != null) {
                accepted.add(handed);
            }
        } else if (o.kind() == Kind.IRP && o.has(Field.ACCEPT_SOCKET)) {
            accepted.add(o.needText(Field.ACCEPT_SOCKET));
        } else if (o.kind() == Kind.EXIT && "WskInspectPend".equals(o.text(Field.ACTION))) {
            pended.merge(socket, 1, Integer::sum);
        } else if (o.kind() == Kind.CALL && "WskInspectComplete".equals(o.text(Field.FN))) {
            pended.merge(socket, -1, Integer::sum);
        }
        if (o.kind() == Kind.IRP
                && "WskSocketConnect".equals(o.text(Field.FN))
                && "STATUS_SUCCESS".equals(o.text(Field.STATUS))) {
            made.add(socket);
        }
        connected.follow(o);
        if (o.kind() == Kind.EXIT && "STATUS_PENDING".equals(o.text(Field.STATUS))) {
            retained.merge(socket, 1, Integer::sum);
        } else if (o.kind() == Kind.CALL && "WskRelease".equals(o.text(Field.FN))) {
            retained.merge(socket, -1, Integer::sum);
        } else if (o.kind() == Kind.CALL && "WskCloseSocket".equals(o.text(Field.FN))) {
            closed.add(socket);
        }
    }

    /** Lists of that socket that the client retains, as of now. */
    synchronized int retained(String socket) {
        return retained.getOrDefault(socket, 0);
    }

    /** Sockets that were accepted so far, and taken by the client. */
    synchronized List<String> accepted() {
        return List.copyOf(accepted);
    }

    /** Requests that WskInspectEvent of that socket has pended and that are not decided; some of them may have been aborted since. */
    synchronized int pended(String socket) {
        return Math.max(0, pended.getOrDefault(socket, 0));
    }

    /** The peer of that socket's connection, null when it has none. */
    synchronized @Nullable String peer(String socket) {
        return connected.peer(socket);
    }

    /** Whether WskSocketConnect has made that socket; some providers cannot. */
    synchronized boolean made(String socket) {
        return made.contains(socket);
    }

    /** Whether WskCloseSocket was called. */
    synchronized boolean closed(String socket) {
        return closed.contains(socket);
    }

    @SuppressWarnings("ReferenceEquality") // END is a marker, not a value
    private void work() {
        try {
            for (Observation o = waiting.take(); o != END; o = waiting.take()) {
                if (broken == null) {
                    judge(o);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void judge(Observation o) {
        try {
            last.add(o);
            if (last.size() > LAST) {
                last.remove();
            }
            if (!judge.accept(o).isEmpty() && context.isEmpty()) {
                context = new ArrayList<>(last);
            }
        } catch (RuntimeException e) {
            broken = e;
        }
    }

    /** Ends the trace. */
    Judgement finish() {
        close();
        if (broken != null) {
            throw new IllegalStateException(
                    "the oracle failed on a trace of the stress test: a defect of the kit", broken);
        }
        return judge.finish();
    }

    /** The observations up to the first finding, as many as were kept. */
    List<Observation> context() {
        return context;
    }

    @Override
    public void close() {
        put(END);
        try {
            worker.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
