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
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.wsktck.oracle.Judgement;
import org.wsktck.oracle.Oracle;
import org.wsktck.oracle.TraceJudge;
import org.wsktck.target.Action;
import org.wsktck.target.Invocation;
import org.wsktck.target.Step;
import org.wsktck.target.Target;
import org.wsktck.target.TargetException;
import org.wsktck.trace.Field;
import org.wsktck.trace.Kind;
import org.wsktck.trace.Observation;
import org.wsktck.trace.ObservationSink;

/**
 * A session that is steered by what was observed so far: the judge folds every observation as it comes, and steps are remembered, so that the run is a script in the
 * end.
 *
 * <p>Made for deterministic targets, on which nothing moves between two steps. What was asked for and has not yet been seen to begin is <em>in motion</em>: until it
 * has begun, the judge's state does not know of it.
 */
final class LiveRun implements ObservationSink, AutoCloseable {
    private final TraceJudge judge = Oracle.standard().judge();
    private final Target.Session session;
    private final boolean keep;
    private final List<Observation> observations = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();
    private final Map<String, List<Long>> callbacks = new HashMap<>();
    private final Map<String, TreeSet<Long>> running = new HashMap<>();
    private final Map<String, Set<Long>> held = new HashMap<>();
    private final Map<String, Deque<String>> irpNames = new HashMap<>();
    private final Map<Long, String> irps = new HashMap<>();
    private final Set<String> sockets = new LinkedHashSet<>();
    private final Connected connected = new Connected();
    private final Deque<Long> descriptors = new ArrayDeque<>();
    private @Nullable RuntimeException broken;
    private final Set<Long> leaving = new HashSet<>();
    private int calling;
    private boolean deciding;
    private int called;
    private int names;
    private int created;
    private int peers;

    /**
     * Opens a session.
     *
     * @param keep whether observations are kept
     */
    LiveRun(Target target, long seed, boolean keep) throws TargetException {
        this.keep = keep;
        this.session = target.open(seed, this);
    }

    TraceJudge judge() {
        return judge;
    }

    List<Step> steps() {
        return steps;
    }

    List<Observation> observations() {
        return observations;
    }

    Judgement judgement() {
        return judge.finish();
    }

    /** Whether something was asked for and has not been seen to begin. */
    boolean inMotion() {
        return calling > 0 || !leaving.isEmpty();
    }

    /** Whether a held callback has been told to decide about a request, since the last quiescent point. */
    boolean isDeciding() {
        return deciding;
    }

    /** Whether nothing has been done since the last quiescent point. */
    boolean atRest() {
        return !steps.isEmpty() && steps.get(steps.size() - 1) instanceof Step.Quiesce;
    }

    /** Executes a step and remembers it. */
    void execute(Step step) throws TargetException {
        steps.add(step);
        if (step instanceof Step.Call call) {
            expect(call.invocation());
        } else if (step instanceof Step.Resume resume) {
            resume(resume);
        }
        int before = called;
        session.execute(step);
        if (step instanceof Step.Call call && call.thread().equals(Step.MAIN) && called == before) {
            // The bench has not made it: what it speaks of is not there.
            calling = Math.max(0, calling - 1);
        }
        if (step instanceof Step.Quiesce) {
            calling = 0;
            deciding = false;
            leaving.clear();
            held.clear();
            running.forEach((socket, callbacks) -> held.put(socket, new HashSet<>(callbacks)));
        }
        if (broken != null) {
            throw new IllegalStateException(
                    "the oracle failed on an observation of a generated run; this is a defect of the kit", broken);
        }
    }

    /** Makes a call on the main thread. */
    void call(Invocation invocation) throws TargetException {
        execute(new Step.Call(Step.MAIN, invocation));
    }

    private void expect(Invocation invocation) {
        calling++;
        if (invocation.irp() != null) {
            irpNames.computeIfAbsent(key(invocation.fn(), invocation.socket()), k -> new ArrayDeque<>())
                    .add(invocation.irp());
        }
    }

    private void resume(Step.Resume resume) {
        long callback = atRank(resume.socket(), resume.nth());
        held.getOrDefault(resume.socket(), Set.of()).remove(callback);
        for (Action action : resume.actions()) {
            if (action instanceof Action.Call call) {
                expect(call.invocation());
                deciding |= call.invocation().fn().equals("WskInspectComplete");
            } else if (action instanceof Action.Return) {
                leaving.add(callback);
            }
        }
    }

    private static String key(String fn, @Nullable String socket) {
        return fn + ' ' + socket;
    }

    @Override
    public void accept(Observation o) {
        if (keep) {
            observations.add(o);
        }
        if (broken != null) {
            return;
        }
        try {
            follow(o);
            judge.accept(o);
        } catch (RuntimeException e) {
            // Thrown on the target's thread, where it would be taken for a fault of the target.
            broken = e;
        }
    }

    private void follow(Observation o) {
        String socket = o.text(Field.SOCKET);
        String accepted = o.text(Field.ACCEPT_SOCKET);
        connected.follow(o);
        if (accepted != null && o.kind() != Kind.CALL) {
            sockets.add(accepted);
        }
        switch (o.kind()) {
            case CALL -> called(o, socket);
            case RETURN -> {
                if (o.has(Field.SD)) {
                    descriptors.add(o.number(Field.SD, 0));
                }
            }
            case ENTER -> {
                if (socket != null) {
                    callbacks.computeIfAbsent(socket, k -> new ArrayList<>()).add(o.number(Field.CB, 0));
                    running.computeIfAbsent(socket, k -> new TreeSet<>()).add(o.number(Field.CB, 0));
                }
            }
            case EXIT -> {
                if (socket != null
                        && running.getOrDefault(socket, new TreeSet<>()).remove(o.number(Field.CB, 0))) {
                    Set<Long> known = held.get(socket);
                    if (known != null) {
                        known.remove(o.number(Field.CB, 0));
                    }
                    leaving.remove(o.number(Field.CB, 0));
                }
            }
            default -> {}
        }
    }

    private void called(Observation o, @Nullable String socket) {
        String fn = o.needText(Field.FN);
        if (fn.equals("IoCancelIrp")) {
            return;
        }
        called++;
        calling = Math.max(0, calling - 1);
        if ((fn.equals("WskSocket") || fn.equals("WskSocketConnect")) && socket != null) {
            sockets.add(socket);
        }
        if (o.has(Field.IRP)) {
            Deque<String> expected = irpNames.get(key(fn, socket));
            if (expected != null && !expected.isEmpty()) {
                irps.put(o.number(Field.IRP, 0), expected.remove());
            }
        }
    }

    // ---------------------------------------------------------------- names

    boolean isSocket(String subject) {
        return sockets.contains(subject);
    }

    List<String> sockets() {
        return List.copyOf(sockets);
    }

    String freshIrp() {
        return "i" + ++names;
    }

    String freshSocket() {
        String name = "s" + ++created;
        while (sockets.contains(name)) {
            name = "s" + ++created;
        }
        return name;
    }

    /** The name of the socket that a WskAccept is to hand over. */
    String freshAccepted() {
        return "a" + ++created;
    }

    /** A peer that has had no connection yet. */
    String freshPeer() {
        return "p" + ++peers;
    }

    /** Peers that were given a name so far. */
    int peers() {
        return peers;
    }

    /** Calls seen so far. */
    int calls() {
        return called;
    }

    Connected connected() {
        return connected;
    }

    String freshThread() {
        return "t" + ++names;
    }

    @Nullable
    String irpName(long irp) {
        return irps.get(irp);
    }

    /** A cached security descriptor to be given back, null when there is none. */
    @Nullable
    Long descriptor() {
        return descriptors.poll();
    }

    /** The peer in that slot of a socket; slots are given out in order, so only the next new one has a name. */
    @Nullable
    String peer(String socket, int slot) {
        List<String> known = judge.peers(socket);
        if (slot <= known.size()) {
            return known.get(slot - 1);
        }
        return slot == known.size() + 1 ? "p" + slot : null;
    }

    /** Number of callbacks of that socket in progress. */
    int running(String socket) {
        return running.getOrDefault(socket, new TreeSet<>()).size();
    }

    /** The how-manieth callback of its socket that is, from 1; 0 when it is none. */
    int ordinal(String socket, long callback) {
        return callbacks.getOrDefault(socket, List.of()).indexOf(callback) + 1;
    }

    /** The callback's rank among those held, from 1; 0 unless it is certain that it is held and which ones are before it. */
    int heldRank(String socket, long callback) {
        Set<Long> known = held.getOrDefault(socket, Set.of());
        if (!known.contains(callback)) {
            return 0;
        }
        int rank = 0;
        for (long other : running.getOrDefault(socket, new TreeSet<>()).headSet(callback, true)) {
            if (!known.contains(other)) {
                return 0;
            }
            rank++;
        }
        return rank;
    }

    private long atRank(String socket, int nth) {
        return held.getOrDefault(socket, Set.of()).stream()
                .sorted()
                .skip(nth - 1L)
                .findFirst()
                .orElse(0L);
    }

    @Override
    public void close() throws TargetException {
        session.close();
    }
}
