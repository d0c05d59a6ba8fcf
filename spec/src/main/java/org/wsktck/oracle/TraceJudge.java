package org.wsktck.oracle;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.wsktck.oracle.Threads.Frame;
import org.wsktck.trace.Field;
import org.wsktck.trace.Observation;

/**
 * Judges one trace. It brings each observation into canonical form (live objects become small slots, datagrams carry labels, content becomes facts),
 * routes it to the sockets and client objects that it concerns, and folds it with the oracle's operators. It decides nothing: which slots are live, which
 * labels datagrams get and which rules were broken all come from the specification.
 *
 * <p>For one thread at a time; observations come in the order of their numbers.
 */
public final class TraceJudge {
    private final Oracle oracle;
    private final EventBuilder event;
    private final Threads threads = new Threads();
    private final Folder folder;
    private final Family family;
    private final CallRecords calls;
    private final CallbackRecords callbacks;
    private final OutsideRecords outside;
    private long observations;

    TraceJudge(Oracle oracle, boolean useTable) {
        this(oracle, useTable, 0, 1);
    }

    /** A judge of one shard: of the sockets whose names fall to it and, in shard 0, of the client objects. It has to see all observations all the same. */
    TraceJudge(Oracle oracle, boolean useTable, int shard, int shards) {
        this.oracle = oracle;
        event = new EventBuilder(oracle);
        folder = new Folder(oracle, useTable, shard == 0);
        family = new Family(oracle, folder, event, shard, shards);
        outside = new OutsideRecords(oracle, family, folder, event);
        calls = new CallRecords(oracle, family, folder, threads, event, outside);
        callbacks = new CallbackRecords(oracle, family, folder, threads, event);
    }

    /**
     * Judges the next observation.
     *
     * @return the rules that it broke, empty for most
     */
    public List<Finding> accept(Observation o) {
        observations++;
        family.meet(o);
        if (family.isForeign(o)) {
            foreign(o);
            return List.of();
        }
        List<Finding> findings = folder.findings();
        int before = findings.size();
        switch (o.kind()) {
            case CALL -> calls.call(o);
            case RETURN -> calls.returned(o);
            case IRP -> calls.irp(o);
            case IRP_EXIT -> calls.irpExit(o);
            case ENTER -> callbacks.enter(o);
            case EXIT -> callbacks.exit(o);
            case READ -> callbacks.read(o);
            case WAIT -> waits(o);
            case PEER -> outside.peer(o);
            case PEER_END -> outside.peerEnd(o);
            case SEES -> outside.sees(o);
            case QUIESCE -> outside.quiesce(o);
            case HEADER, END, MARK, WAIT_END -> {}
        }
        return findings.size() == before ? List.of() : List.copyOf(findings.subList(before, findings.size()));
    }

    private void waits(Observation o) {
        String within = threads.innermost(o.thread()).within();
        folder.fold(
                family.subject(o), event.begin("wait").text("within", within).end(), o);
    }

    /** An observation about a socket of another shard: what it means for client objects, and which thread is inside what. */
    private void foreign(Observation o) {
        switch (o.kind()) {
            case CALL -> {
                if (CallRecords.isCreator(o.needText(Field.FN))) {
                    calls.calledForClient(o);
                }
                outside.reach(o);
            }
            case RETURN -> {
                if (CallRecords.isCreator(o.needText(Field.FN))) {
                    calls.returnedForClient(o);
                }
            }
            case IRP -> {
                calls.routineBegins(o, family.client(o));
                calls.completedForClient(o, o.needText(Field.FN));
                family.bornForClient(o);
            }
            case IRP_EXIT -> calls.routineEnds(o, family.client(o));
            case ENTER -> {
                threads.open(o.thread(), new Frame("callback", null, o.number(Field.CB, 0)));
                if (family.bornForClient(o)) {
                    family.hands(o);
                }
            }
            case EXIT -> {
                threads.close(o.thread(), "callback", o.number(Field.CB, 0));
                family.handedElsewhere(o);
            }
            default -> {}
        }
    }

    /** Told of each canonical event, for trace specifications that are judged elsewhere. */
    @FunctionalInterface
    public interface Listener {
        /**
         * An event is about to be folded.
         *
         * @param subject name of the socket or client object
         * @param state its observer state before, as TLA+ text
         * @param event the event, as TLA+ text
         */
        void folds(String subject, String state, String event);
    }

    /** Tells the listener of every event from now on. Slow: everything becomes text. */
    public void tell(Listener listener) {
        folder.tell(listener);
    }

    /** What was found so far. More observations may follow. */
    public Judgement finish() {
        return new Judgement(folder.counts(), List.copyOf(folder.findings()), observations);
    }

    /** Names of the sockets seen so far. */
    public Set<String> sockets() {
        return names(family.sockets());
    }

    /** Names of the client objects seen so far. */
    public Set<String> clients() {
        return names(family.clients());
    }

    /** The observer state of a socket or client object as TLA+ text, or null when it was never seen. */
    public @Nullable String stateText(String subject) {
        Subject found = family.find(subject);
        return found == null ? null : found.state.value().toString();
    }

    /** A number for the observer state of a socket or client object: equal numbers, equal states, in this JVM; -1 when it was never seen. */
    public int stateNumber(String subject) {
        Subject found = family.find(subject);
        return found == null ? -1 : found.state.number();
    }

    /**
     * What the client, its callbacks and the network may do next to that socket or client object, as the specification says.
     *
     * @return in an order that depends on the state alone; empty when the subject was never seen
     */
    public List<Stimulus> stimuli(String subject, StimulusLimits limits) {
        Subject found = family.find(subject);
        return found == null ? List.of() : oracle.stimuli(found.state, limits);
    }

    /** Where a socket stands on the tour: its observer state and what is at hand; null when it was never seen. */
    public @Nullable TourPlace place(String socket, StimulusLimits limits) {
        Subject found = family.find(socket);
        if (found == null) {
            return null;
        }
        long matter = oracle.tourLabels(limits);
        return new TourPlace(
                found.state.number(),
                (found.labels.carried() | found.stream.incoming.all()) & matter,
                found.connections.count(oracle.tourConnections()));
    }

    /** Peers that connected to that listening socket, in the order in which they did. */
    public List<String> arrivals(String listener) {
        Subject found = family.find(listener);
        return found == null ? List.of() : found.connections.peers();
    }

    /** What may be done next about the connection that this peer has to that listening socket. */
    public List<Stimulus> stimuli(String listener, String peer, StimulusLimits limits) {
        Subject found = family.find(listener);
        Connections.Connection connection = found == null ? null : found.connections.ofPeer(peer);
        return found == null || connection == null || connection.label == null
                ? List.of()
                : oracle.requestStimuli(found.state, Labels.label(connection.label), limits);
    }

    /** Those stimuli of a socket after which the client may let a quiescent point come: the steps of the tour. */
    public List<Stimulus> tourStimuli(String socket, StimulusLimits limits) {
        Subject found = family.find(socket);
        TourPlace place = place(socket, limits);
        return found == null || place == null ? List.of() : oracle.tourStimuli(found.state, place, limits);
    }

    /** Peers whose connection to that listening socket carries that label, in the order in which they began to connect. */
    public List<String> peersLabelled(String socket, String label) {
        Subject found = family.find(socket);
        return found == null ? List.of() : found.connections.labelled(1L << oracle.labelNumber(label));
    }

    /** Whether no client breaks a rule by letting a quiescent point come now. */
    public boolean mayRest() {
        return Stream.concat(family.sockets().stream(), family.clients().stream())
                .allMatch(this::mayRest);
    }

    /** Whether the client of that subject breaks no rule by letting a quiescent point come now. */
    public boolean mayRest(String subject) {
        Subject found = family.find(subject);
        return found == null || mayRest(found);
    }

    private boolean mayRest(Subject subject) {
        boolean listens = !subject.connections.peers().isEmpty();
        return oracle.mayRest(subject.state, listens ? subject.labels.carried() : 0);
    }

    /** Peers that a socket has to do with, in the order of their slots from 1. */
    public List<String> peers(String socket) {
        Subject found = family.find(socket);
        return found == null
                ? List.of()
                : found.peers.entrySet().stream()
                        .sorted(Map.Entry.comparingByValue())
                        .map(Map.Entry::getKey)
                        .toList();
    }

    /** Numbers of the callbacks of that socket or client object that are in progress or whose list is retained, ascending. */
    public List<Long> callbacks(String subject) {
        Subject found = family.find(subject);
        return found == null ? List.of() : found.callbacks.all();
    }

    /** The number of the callback in that slot of a socket, 0 when there is none. */
    public long callbackIn(String socket, int slot) {
        Subject found = family.find(socket);
        return found == null ? 0 : found.callbacks.in(slot);
    }

    /** The number of the IRP in that slot, 0 when there is none. */
    public long irpIn(String subject, int slot) {
        Subject found = family.find(subject);
        return found == null ? 0 : found.irps.in(slot);
    }

    private static Set<String> names(Collection<Subject> subjects) {
        return subjects.stream().map(subject -> subject.name).collect(Collectors.toUnmodifiableSet());
    }
}
