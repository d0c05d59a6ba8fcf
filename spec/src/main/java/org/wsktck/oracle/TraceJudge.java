package org.wsktck.oracle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.wsktck.oracle.Threads.Frame;
import org.wsktck.trace.Chunk;
import org.wsktck.trace.Datagram;
import org.wsktck.trace.Field;
import org.wsktck.trace.Kind;
import org.wsktck.trace.Observation;

/**
 * Judges one trace. It brings each observation into canonical form (live objects become small slots, datagrams carry labels, content becomes facts),
 * routes it to the sockets and client objects that it concerns, and folds it with the oracle's operators. It decides nothing: which slots are live, which
 * labels datagrams get and which rules were broken all come from the specification.
 *
 * <p>For one thread at a time; observations come in the order of their numbers.
 */
public final class TraceJudge {
    private static final int MOST_DATAGRAMS = 3;
    private static final Set<String> CREATORS = Set.of("WskSocket", "WskSocketConnect");

    private final Oracle oracle;
    private final boolean useTable;
    private final int shard;
    private final int shards;
    private final EventBuilder event;
    private final Map<String, Subject> sockets = new LinkedHashMap<>();
    private final Map<String, Subject> clients = new LinkedHashMap<>();
    private final Destinations destinations = new Destinations();
    private final Threads threads = new Threads();
    private final Kinship kinship = new Kinship();
    private final Map<Long, Observation> accepts = new HashMap<>();
    private final Map<String, Observation> plans = new HashMap<>();
    private final Map<Long, String> handing = new HashMap<>();
    private final List<Finding> findings = new ArrayList<>();
    private long[] exercised = new long[128];
    private long observations;
    private String ready = "yes";
    private @Nullable Listener listener;

    TraceJudge(Oracle oracle, boolean useTable) {
        this(oracle, useTable, 0, 1);
    }

    /** A judge of one shard: of the sockets whose names fall to it and, in shard 0, of the client objects. It has to see all observations all the same. */
    TraceJudge(Oracle oracle, boolean useTable, int shard, int shards) {
        this.oracle = oracle;
        this.useTable = useTable;
        this.shard = shard;
        this.shards = shards;
        this.event = new EventBuilder(oracle);
    }

    /**
     * Judges the next observation.
     *
     * @return the rules that it broke, empty for most
     */
    public List<Finding> accept(Observation o) {
        observations++;
        meet(o);
        if (shards > 1 && isForeign(o.text(Field.SOCKET))) {
            foreign(o);
            return List.of();
        }
        int before = findings.size();
        switch (o.kind()) {
            case CALL -> call(o);
            case RETURN -> returned(o);
            case IRP -> irp(o);
            case IRP_EXIT -> irpExit(o);
            case ENTER -> enter(o);
            case EXIT -> exit(o);
            case PEER -> peer(o);
            case PEER_END -> peerEnd(o);
            case READ -> read(o);
            case WAIT ->
                fold(
                        subject(o),
                        event.begin("wait").text("within", within(o).within()).end(),
                        o);
            case QUIESCE -> quiesce(o);
            case SEES -> sees(o);
            case HEADER, END, MARK, WAIT_END -> {}
        }
        return findings.size() == before ? List.of() : List.copyOf(findings.subList(before, findings.size()));
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
        this.listener = listener;
    }

    /** What was found so far. More observations may follow. */
    public Judgement finish() {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (int i = 0; i < exercised.length; i++) {
            if (exercised[i] > 0) {
                counts.put(oracle.ruleId(i), exercised[i]);
            }
        }
        return new Judgement(counts, List.copyOf(findings), observations);
    }

    /** Names of the sockets seen so far. */
    public Set<String> sockets() {
        return Set.copyOf(sockets.keySet());
    }

    /** Names of the client objects seen so far. */
    public Set<String> clients() {
        return Set.copyOf(clients.keySet());
    }

    /** The observer state of a socket or client object as TLA+ text, or null when it was never seen. */
    public @Nullable String stateText(String subject) {
        Subject found = find(subject);
        return found == null ? null : found.state.value().toString();
    }

    /** A number for the observer state of a socket or client object: equal numbers, equal states, in this JVM; -1 when it was never seen. */
    public int stateNumber(String subject) {
        Subject found = find(subject);
        return found == null ? -1 : found.state.number();
    }

    /**
     * What the client, its callbacks and the network may do next to that socket or client object, as the specification says.
     *
     * @return in an order that depends on the state alone; empty when the subject was never seen
     */
    public List<Stimulus> stimuli(String subject, StimulusLimits limits) {
        Subject found = find(subject);
        return found == null ? List.of() : oracle.stimuli(found.state, limits);
    }

    /** Where a socket stands on the tour: its observer state and what is at hand; null when it was never seen. */
    public @Nullable TourPlace place(String socket, StimulusLimits limits) {
        Subject found = find(socket);
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
        Subject found = find(listener);
        return found == null ? List.of() : found.connections.peers();
    }

    /** What may be done next about the connection that this peer has to that listening socket. */
    public List<Stimulus> stimuli(String listener, String peer, StimulusLimits limits) {
        Subject found = find(listener);
        Connections.Connection connection = found == null ? null : found.connections.ofPeer(peer);
        return found == null || connection == null || connection.label == null
                ? List.of()
                : oracle.requestStimuli(found.state, Labels.label(connection.label), limits);
    }

    /** Those stimuli of a socket after which the client may let a quiescent point come: the steps of the tour. */
    public List<Stimulus> tourStimuli(String socket, StimulusLimits limits) {
        Subject found = find(socket);
        TourPlace place = place(socket, limits);
        return found == null || place == null ? List.of() : oracle.tourStimuli(found.state, place, limits);
    }

    /** Peers whose connection to that listening socket carries that label, in the order in which they began to connect. */
    public List<String> peersLabelled(String socket, String label) {
        Subject found = find(socket);
        return found == null ? List.of() : found.connections.labelled(1L << oracle.labelNumber(label));
    }

    /** Whether no client breaks a rule by letting a quiescent point come now. */
    public boolean mayRest() {
        return Stream.concat(sockets.values().stream(), clients.values().stream())
                .allMatch(this::mayRest);
    }

    /** Whether the client of that subject breaks no rule by letting a quiescent point come now. */
    public boolean mayRest(String subject) {
        Subject found = find(subject);
        return found == null || mayRest(found);
    }

    private boolean mayRest(Subject subject) {
        boolean listens = !subject.connections.peers().isEmpty();
        return oracle.mayRest(subject.state, listens ? subject.labels.carried() : 0);
    }

    /** Peers that a socket has to do with, in the order of their slots from 1. */
    public List<String> peers(String socket) {
        Subject found = find(socket);
        return found == null
                ? List.of()
                : found.peers.entrySet().stream()
                        .sorted(Map.Entry.comparingByValue())
                        .map(Map.Entry::getKey)
                        .toList();
    }

    /** Numbers of the callbacks of that socket or client object that are in progress or whose list is retained, ascending. */
    public List<Long> callbacks(String subject) {
        Subject found = find(subject);
        return found == null ? List.of() : found.callbacks.all();
    }

    /** The number of the callback in that slot of a socket, 0 when there is none. */
    public long callbackIn(String socket, int slot) {
        Subject found = find(socket);
        return found == null ? 0 : found.callbacks.in(slot);
    }

    /** The number of the IRP in that slot, 0 when there is none. */
    public long irpIn(String subject, int slot) {
        Subject found = find(subject);
        return found == null ? 0 : found.irps.in(slot);
    }

    private @Nullable Subject find(String name) {
        Subject socket = sockets.get(name);
        return socket != null ? socket : clients.get(name);
    }

    // ---------------------------------------------------------------- shards

    private boolean isForeign(@Nullable String socket) {
        return socket != null && Math.floorMod(kinship.root(socket).hashCode(), shards) != shard;
    }

    /** Learns which sockets belong together. */
    private void meet(Observation o) {
        String socket = o.text(Field.SOCKET);
        if (socket == null) {
            return;
        }
        kinship.root(socket);
        String accepted = o.text(Field.ACCEPT_SOCKET);
        if (accepted != null) {
            kinship.adopt(accepted, socket);
        }
    }

    /** An observation about a socket of another shard: what it means for client objects, and which thread is inside what. */
    private void foreign(Observation o) {
        switch (o.kind()) {
            case CALL -> {
                if (CREATORS.contains(o.needText(Field.FN))) {
                    call(client(o), o, o.needText(Field.FN));
                }
                reach(o);
            }
            case RETURN -> {
                if (CREATORS.contains(o.needText(Field.FN))) {
                    returned(client(o), o, o.needText(Field.FN));
                }
            }
            case IRP -> {
                routineBegins(o, client(o));
                completedForClient(o, o.needText(Field.FN));
                bornForClient(o);
            }
            case IRP_EXIT -> routineEnds(o, client(o));
            case ENTER -> {
                threads.open(o.thread(), new Frame("callback", null, o.number(Field.CB, 0)));
                if (bornForClient(o)) {
                    handing.put(o.number(Field.CB, 0), o.needText(Field.ACCEPT_SOCKET));
                }
            }
            case EXIT -> {
                threads.close(o.thread(), "callback", o.number(Field.CB, 0));
                if (handing.remove(o.number(Field.CB, 0)) != null) {
                    handedForClient(o);
                }
            }
            default -> {}
        }
    }

    /** What the completion of an IRP of a socket means for the client object that owns the socket. */
    private void completedForClient(Observation o, String fn) {
        if (CREATORS.contains(fn)) {
            irp(client(o), o, fn);
        } else if (fn.equals("WskCloseSocket")) {
            fold(client(o), event.begin("closed").end(), o);
        }
    }

    /** A socket that an observation hands over is born, if it is new: the client object has one more. */
    private boolean bornForClient(Observation o) {
        String accepted = o.text(Field.ACCEPT_SOCKET);
        if (accepted == null || !o.has(Field.SOCKET) || !kinship.bear(accepted)) {
            return false;
        }
        fold(client(o), event.begin("born").end(), o);
        return true;
    }

    /** The callback that handed a socket over has returned. */
    private void handedForClient(Observation o) {
        fold(
                client(o),
                event.begin("handed").text("status", o.text(Field.STATUS)).end(),
                o);
    }

    // ---------------------------------------------------------------- routing

    private Subject client(Observation o) {
        String name = Objects.requireNonNullElse(o.text(Field.CLIENT), "");
        return clients.computeIfAbsent(name, k -> new Subject(k, k, false, oracle.initialClient(ready)));
    }

    private Subject socket(String name, Observation o) {
        Subject known = sockets.get(name);
        if (known != null) {
            return known;
        }
        Observation plan = plans.get(name);
        if (plan != null && kinship.isUnborn(name)) {
            // Its WskAccept has not been seen to complete.
            return accepted(name, socket(plan.needText(Field.SOCKET), plan), "irp", o);
        }
        Subject owner = client(o);
        return add(new Subject(name, owner.name, true, oracle.initialSocket(owner.state, others(owner))));
    }

    private Subject add(Subject created) {
        sockets.put(created.name, created);
        return created;
    }

    private List<State> others(Subject owner) {
        List<State> others = new ArrayList<>();
        for (Subject other : clients.values()) {
            if (other != owner) {
                others.add(other.state);
            }
        }
        return others;
    }

    private Subject accepted(String name, Subject listener, String via, Observation o) {
        Subject owner = client(o);
        Subject created = add(new Subject(
                name, owner.name, true, oracle.initialAccepted(listener.state, owner.state, others(owner), via)));
        listener.accepted.add(created);
        return created;
    }

    /** The socket that the observation hands over, when it is a new one: born now, and told how. */
    private @Nullable Subject birth(
            Subject listener, String via, Connections.@Nullable Connection connection, Observation o) {
        if (!bornForClient(o)) {
            return null;
        }
        String name = o.needText(Field.ACCEPT_SOCKET);
        Subject known = sockets.get(name);
        Subject newborn = known != null ? known : accepted(name, listener, via, o);
        newborn.connection = connection;
        Observation call = accepts.getOrDefault(o.number(Field.CALL, 0), Observation.of(Kind.CALL));
        if (via.equals("irp")) {
            newborn.context = call.text(Field.CONTEXT);
        }
        Transition t = fold(
                newborn,
                event.begin("accepted")
                        .text("via", via)
                        .texts("entries", call.texts(Field.ENTRIES))
                        .flag("given", call.has(Field.CONTEXT) || call.has(Field.ENTRIES))
                        .texts("early", connection == null ? List.of() : connection.early())
                        .end(),
                o);
        if (connection != null) {
            connection.before.forEach(early -> markStretch(newborn, newborn.stream.incoming, early, t));
        }
        return newborn;
    }

    private Subject subject(Observation o) {
        String name = o.text(Field.SOCKET);
        return name == null ? client(o) : socket(name, o);
    }

    private Frame within(Observation o) {
        return threads.innermost(o.thread());
    }

    // ---------------------------------------------------------------- calls

    private void call(Observation o) {
        String fn = o.needText(Field.FN);
        Subject subject = subject(o);
        if (fn.equals("IoCancelIrp")) {
            int target = subject.irps.of(o.number(Field.IRP, 0));
            fold(subject, callEvent(subject, o, fn, 0, target), o);
            return;
        }
        if (fn.equals("WskAccept") && o.has(Field.ACCEPT_SOCKET) && subject.socket) {
            plans.put(o.needText(Field.ACCEPT_SOCKET), o);
        }
        call(subject, o, fn);
        if (fn.equals("WskCloseSocket")) {
            for (Subject accepted : subject.accepted) {
                fold(accepted, event.begin("parted").end(), o);
            }
        }
        if (CREATORS.contains(fn) && subject.socket) {
            call(client(o), o, fn);
        }
        reach(o);
    }

    private void call(Subject subject, Observation o, String fn) {
        long call = o.number(Field.CALL, 0);
        long irp = o.number(Field.IRP, 0);
        int callSlot = subject.calls.take(call);
        int irpSlot = irp == 0 ? 0 : subject.irps.take(irp);
        subject.openCalls.put(call, new Subject.Call(fn, irp, o.number(Field.LIST, 0)));
        if (fn.equals("WskReceiveFrom") && o.has(Field.LENGTH)) {
            subject.buffers.put(irp, o.number(Field.LENGTH, 0));
        }
        if (CREATORS.contains(fn) || fn.equals("WskRegister")) {
            subject.context = o.text(Field.CONTEXT);
        }
        if ("SIO_WSK_REGISTER_EXTENSION".equals(o.text(Field.CODE))) {
            subject.registered.add(Objects.requireNonNullElse(o.text(Field.CONTEXT), ""));
        }
        if (irp != 0) {
            subject.stream.asked(o);
        }
        if (fn.equals("WskAccept")) {
            accepts.put(call, o);
        }
        Connections.Connection connection = subject.connections.ofInspect(o.number(Field.INSPECT, 0));
        subject.connections.sent(irp, connection);
        Transition transition = fold(subject, callEvent(subject, o, fn, callSlot, irpSlot), o);
        subject.connections.mark(connection, transition.mark());
        markStretch(subject, subject.stream.outgoing, o, transition);
        if (!subject.state.callIsLive(callSlot)) {
            subject.calls.free(call);
        }
        if (irp != 0 && !subject.state.irpIsLive(irpSlot)) {
            subject.irps.free(irp);
        }
    }

    private Event callEvent(Subject subject, Observation o, String fn, int callSlot, int irpSlot) {
        Frame frame = within(o);
        return event.begin("call")
                .text("fn", fn)
                .number("c", callSlot)
                .number("i", irpSlot)
                .flag("irp", o.has(Field.IRP))
                .number("inside", frame.subject() == subject ? subject.callbacks.of(frame.raw()) : 0)
                .text("within", frame.within())
                .text("irql", o.text(Field.IRQL))
                .text("code", o.text(Field.CODE))
                .text("request", o.text(Field.REQUEST))
                .text("level", o.text(Field.LEVEL))
                .text("npi", o.text(Field.NPI))
                .number("size", clamped(o.number(Field.INPUT_SIZE, 0)))
                .flag("output", o.number(Field.OUTPUT_SIZE, 0) > 0 || o.flag(Field.SIZE_RETURNED, false))
                .flag("sized", o.flag(Field.SIZE_RETURNED, false))
                .texts("mask", o.texts(Field.MASK))
                .texts("flags", o.texts(Field.FLAGS))
                .texts("entries", o.texts(Field.ENTRIES))
                .flag("given", o.has(Field.CONTEXT) || o.has(Field.ENTRIES))
                .number("list", subject.callbacks.of(o.number(Field.LIST, 0)))
                .number("peer", addresses(o, fn) ? subject.peer(o.text(Field.ADDRESS)) : 0)
                .number("stack", (int) Math.min(1, o.number(Field.IRP_STACK, 1)))
                .flag("armed", o.flag(Field.IRP_ARMED, true))
                .text("version", o.text(Field.VERSION))
                .number("reserved", clamped(o.number(Field.RESERVED, 0)))
                .text("timeout", o.text(Field.TIMEOUT))
                .flag("some", o.number(Field.LENGTH, 0) > 0)
                .labels("labels", Connections.mask(subject.connections.ofInspect(o.number(Field.INSPECT, 0))))
                .text("action", o.text(Field.ACTION))
                .flag("copied", o.flag(Field.COPIED, false))
                .number("value", few(o.number(Field.VALUE, 0)))
                .end();
    }

    private static boolean addresses(Observation o, String fn) {
        return "WskIoctl".equals(o.text(Field.REQUEST)) || fn.equals("WskConnect") || fn.equals("WskSocketConnect");
    }

    /** A size as an integer of TLA+, which has 32 bits. */
    private static int clamped(long value) {
        return (int) Math.min(value, Integer.MAX_VALUE);
    }

    /** 0, 1, or 2 for more. */
    private static int few(long value) {
        return (int) Math.min(value, 2);
    }

    private void returned(Observation o) {
        String fn = o.needText(Field.FN);
        if (fn.equals("IoCancelIrp")) {
            return;
        }
        Subject subject = subject(o);
        returned(subject, o, fn);
        if (CREATORS.contains(fn) && subject.socket) {
            returned(client(o), o, fn);
        }
        if (fn.equals("WskDeregister")) {
            String client = client(o).name;
            for (Subject socket : sockets.values()) {
                if (socket.client.equals(client)) {
                    fold(socket, event.begin("gone").end(), o);
                }
            }
        }
    }

    private void returned(Subject subject, Observation o, String fn) {
        long call = o.number(Field.CALL, 0);
        Subject.Call record = subject.openCalls.remove(call);
        int slot = subject.calls.of(call);
        if (record == null || slot == 0) {
            return;
        }
        fold(
                subject,
                event.begin("return")
                        .text("fn", fn)
                        .number("c", slot)
                        .text("status", o.text(Field.STATUS))
                        .text("inspect", inspectFact(subject, o))
                        .end(),
                o);
        if (!subject.state.callIsLive(slot)) {
            subject.calls.free(call);
        }
        forgetIrp(subject, record.irp());
        forgetList(subject, record.list());
    }

    /** An inspect ID that came back, against the one of the connection that the socket was accepted for. */
    private static String inspectFact(Subject subject, Observation o) {
        long seen = o.number(Field.INSPECT, 0);
        Connections.Connection own = subject.connection;
        return seen == 0 ? "none" : own != null && own.inspect == seen ? "same" : "other";
    }

    private void forgetIrp(Subject subject, long irp) {
        int slot = subject.irps.of(irp);
        if (slot != 0 && !subject.state.irpIsLive(slot)) {
            subject.irps.free(irp);
            subject.buffers.remove(irp);
            subject.stream.forgetIrp(irp);
        }
    }

    private void forgetList(Subject subject, long callback) {
        int slot = subject.callbacks.of(callback);
        if (slot != 0 && !subject.state.callbackIsLive(slot)) {
            subject.callbacks.free(callback);
            subject.lists.remove(callback);
            subject.stream.forgetList(callback);
        }
    }

    private void irp(Observation o) {
        String fn = o.needText(Field.FN);
        Subject subject = subject(o);
        routineBegins(o, client(o));
        subject.routines += subject.socket ? 1 : 0;
        irp(subject, o, fn);
        if (subject.socket && fn.equals("WskAccept")) {
            birth(subject, "irp", subject.connections.ofPeer(o.text(Field.PEER)), o);
        }
        if (subject.socket || fn.equals("WskCloseSocket")) {
            completedForClient(o, fn);
        }
    }

    private void routineBegins(Observation o, Subject client) {
        threads.open(o.thread(), new Frame("completion", null, o.number(Field.IRP, 0)));
        client.routines++;
    }

    private void routineEnds(Observation o, Subject client) {
        threads.close(o.thread(), "completion", o.number(Field.IRP, 0));
        client.routines = Math.max(0, client.routines - 1);
    }

    private void irpExit(Observation o) {
        Subject subject = subject(o);
        routineEnds(o, client(o));
        subject.routines = subject.socket ? Math.max(0, subject.routines - 1) : subject.routines;
        fold(
                subject,
                event.begin("irpExit").text("status", o.text(Field.STATUS)).end(),
                o);
    }

    private void irp(Subject subject, Observation o, String fn) {
        long irp = o.number(Field.IRP, 0);
        List<Datagram> datagrams = o.datagrams();
        List<Datagram> received = datagrams == null ? List.of() : datagrams;
        Connections.Connection connection = fn.equals("WskAccept")
                ? subject.connections.ofPeer(o.text(Field.PEER))
                : subject.connections.ofIrp(irp);
        List<Chunk> data = data(o);
        event.begin("irp")
                .text("fn", fn)
                .number("i", subject.irps.of(irp))
                .text("status", o.text(Field.STATUS))
                .text("category", Objects.requireNonNullElse(o.text(Field.CATEGORY), "none"))
                .labels(
                        "labels",
                        labels(subject, received)
                                | Connections.mask(connection)
                                | StreamFacts.labels(subject.stream.incoming, data))
                .flag("sum", !o.has(Field.DATA) || o.number(Field.INFORMATION, 0) == StreamFacts.length(data))
                .number("value", few(o.number(Field.VALUE, 0)));
        commonFacts(subject, o, data, 0);
        receivedFacts(subject, o, received, data, !fn.equals("WskAccept") || connection != null);
        Transition transition = fold(subject, event.end(), o, received);
        subject.connections.mark(connection, transition.mark());
        markData(subject, data, transition);
        subject.stream.keep(o);
        forgetIrp(subject, irp);
    }

    /** The stretches that hold bytes. */
    private static List<Chunk> data(Observation o) {
        List<Chunk> data = o.data();
        return data == null
                ? List.of()
                : data.stream().filter(chunk -> chunk.length() > 0).toList();
    }

    /** What completions and callbacks have in common. */
    private void commonFacts(Subject subject, Observation o, List<Chunk> data, long before) {
        event.labels("before", before | subject.stream.before(data))
                .labels("after", subject.stream.after(data))
                .labels("skipped", subject.stream.skipped(data, oracle.given()))
                .flag("dense", StreamFacts.dense(data))
                .flag("fresh", o.flag(Field.FRESH, true))
                .text("address", addressFact(subject, o))
                .text("asEvent", subject.stream.asEvent(o))
                .text("asQuery", subject.stream.asQuery(o));
    }

    private static void markData(Subject subject, List<Chunk> data, Transition t) {
        if (t.mark() >= 0) {
            Labels.Node label = subject.labels.of(t.mark());
            StreamFacts.mark(subject.stream.incoming, data, Long.MAX_VALUE, label, label);
        }
    }

    /** The bytes that a call or an action of the peer sends, by position and length. */
    private static void markStretch(Subject subject, StreamBytes bytes, Observation o, Transition t) {
        if (t.mark() >= 0 && o.has(Field.OFFSET)) {
            long from = o.number(Field.OFFSET, 0);
            long length = Math.min(o.number(Field.LENGTH, 0), Long.MAX_VALUE - from);
            bytes.mark(from, from + length, subject.labels.of(t.mark()));
        }
    }

    /** What a receive has delivered, held against what was sent and, for a WskReceiveFrom, against its buffer. */
    private void receivedFacts(
            Subject subject, Observation o, List<Datagram> received, List<Chunk> data, boolean expected) {
        long buffer = subject.buffers.getOrDefault(o.number(Field.IRP, 0), Long.MAX_VALUE);
        boolean legible = buffer >= Datagram.CODE;
        boolean known = expected && subject.stream.known(data);
        boolean whole = StreamFacts.whole(data);
        boolean senders = true;
        boolean cut = false;
        int casts = 0;
        for (Datagram datagram : received) {
            Subject.Sent sent = subject.sent.get(datagram.dg());
            known &= sent != null;
            whole &= datagram.length() == o.number(Field.INFORMATION, 0)
                    && (legible
                            ? datagram.intact()
                                    && datagram.length()
                                            == Math.min(buffer, sent == null ? datagram.length() : sent.length)
                            : datagram.length() <= buffer);
            senders &= sent == null || sent.peer.equals(datagram.from());
            cut |= sent != null && sent.length > buffer;
            casts |= sent == null ? 0 : castBit(sent.cast);
        }
        event.number("count", Math.min(received.size() + data.size(), MOST_DATAGRAMS))
                .flag("known", known)
                .flag("whole", whole)
                .flag("senders", senders)
                .texts("casts", castNames(casts))
                .flag("flagged", o.has(Field.FLAGS))
                .texts("flags", o.texts(Field.FLAGS))
                .flag("cut", cut)
                .flag("legible", legible);
    }

    // ---------------------------------------------------------------- callbacks

    private void enter(Observation o) {
        Subject subject = o.has(Field.SOCKET) ? subject(o) : client(o);
        long callback = o.number(Field.CB, 0);
        int slot = subject.callbacks.take(callback);
        threads.open(o.thread(), new Frame("callback", subject, callback));
        List<Datagram> datagrams = o.datagrams();
        List<Datagram> list = datagrams == null ? List.of() : datagrams;
        subject.lists.put(callback, list);
        List<Chunk> data = data(o);
        subject.stream.entered(callback, data);
        boolean known = subject.stream.known(data);
        boolean whole = StreamFacts.whole(data);
        boolean senders = true;
        boolean control = true;
        boolean duplicate = false;
        int casts = 0;
        Set<Long> seen = list.size() > 1 ? new HashSet<>() : Set.of();
        for (Datagram datagram : list) {
            Subject.Sent sent = subject.sent.get(datagram.dg());
            known &= sent != null;
            whole &= datagram.intact() && (sent == null || sent.length == datagram.length());
            senders &= sent == null || sent.peer.equals(datagram.from());
            control &= datagram.control() == (datagram.controlLength() > 0);
            duplicate |= list.size() > 1 && !seen.add(datagram.dg());
            casts |= sent == null ? 0 : castBit(sent.cast);
        }
        Connections.Connection connection = concerned(subject, o);
        Connections.Connection earlier = subject.connections.ofInspect(o.number(Field.INSPECT, 0));
        if (isRequest(o)) {
            known = connection != null;
        }
        event.begin("enter")
                .text("event", o.text(Field.EVENT))
                .number("id", slot)
                .text("context", contextFact(subject, o))
                .text("via", viaFact(subject, o))
                .text("irql", o.text(Field.IRQL))
                .texts("flags", o.texts(Field.FLAGS))
                .text("list", listFact(o))
                .labels(
                        "labels",
                        labels(subject, list)
                                | Connections.mask(connection)
                                | StreamFacts.labels(subject.stream.incoming, data))
                .flag("known", known)
                .flag("whole", whole)
                .flag("senders", senders)
                .flag("control", control)
                .texts("casts", castNames(casts))
                .number("count", Math.min(list.size() + data.size(), MOST_DATAGRAMS))
                .flag("dup", duplicate)
                .flag("pointer", o.flag(Field.POINTER, false))
                .number("length", (int) Math.min(1, o.number(Field.LENGTH, 0)))
                .flag("sum", !o.has(Field.DATA) || o.number(Field.LENGTH, 0) == StreamFacts.length(data))
                .text("table", Objects.requireNonNullElse(o.text(Field.TABLE), "none"));
        commonFacts(subject, o, data, earlier == connection ? 0 : Connections.mask(earlier));
        Transition transition = fold(subject, event.end(), o, list);
        subject.connections.mark(connection, transition.mark());
        markData(subject, data, transition);
        subject.stream.keep(o);
        subject.connections.entered(callback, connection);
        if (o.needText(Field.EVENT).equals("WskInspectEvent")) {
            subject.connections.inspected(o.number(Field.INSPECT, 0), connection);
        }
        if (subject.socket && o.has(Field.ACCEPT_SOCKET) && birth(subject, "event", connection, o) != null) {
            handing.put(callback, o.needText(Field.ACCEPT_SOCKET));
        }
    }

    private static boolean isRequest(Observation o) {
        return List.of("WskAcceptEvent", "WskInspectEvent", "WskAbortEvent").contains(o.needText(Field.EVENT));
    }

    /** The connection that a callback of a listening socket is about, or null. */
    private static Connections.@Nullable Connection concerned(Subject subject, Observation o) {
        return switch (o.needText(Field.EVENT)) {
            case "WskAcceptEvent", "WskInspectEvent" -> subject.connections.ofPeer(o.text(Field.PEER));
            case "WskAbortEvent" -> subject.connections.ofInspect(o.number(Field.INSPECT, 0));
            default -> null;
        };
    }

    /** What the pointer that the event is about points to: {@code null} when it is NULL, {@code none} when the event has none. */
    private static String listFact(Observation o) {
        return switch (o.needText(Field.EVENT)) {
            case "WskReceiveFromEvent" -> o.has(Field.DATAGRAMS) ? "list" : "null";
            case "WskReceiveEvent" -> o.has(Field.DATA) ? "list" : "null";
            case "WskAcceptEvent" -> o.has(Field.ACCEPT_SOCKET) ? "socket" : "null";
            case "WskInspectEvent", "WskAbortEvent" -> o.has(Field.INSPECT) ? "request" : "null";
            default -> "none";
        };
    }

    /** Whose the local address is that is told. */
    private static String addressFact(Subject subject, Observation o) {
        String address = o.text(Field.ADDRESS);
        return address == null ? "none" : address.equals(subject.name) ? "own" : "other";
    }

    private static String contextFact(Subject subject, Observation o) {
        String seen = o.text(Field.CONTEXT);
        if (o.needText(Field.EVENT).equals("ExtensionEvent")) {
            boolean given = subject.registered.contains(Objects.requireNonNullElse(seen, ""));
            return given ? "own" : seen == null ? "none" : seen.equals("?") ? "unknown" : "other";
        }
        if (Objects.equals(seen, subject.context) || subject.name.equals(seen)) {
            return "own";
        }
        return seen == null ? "none" : seen.equals("?") ? "unknown" : "other";
    }

    private static String viaFact(Subject subject, Observation o) {
        String via = o.text(Field.VIA);
        return via == null ? "unseen" : via.equals(subject.name) ? "own" : "other";
    }

    private static final List<String> CASTS = List.of("unicast", "broadcast", "multicast");

    private static int castBit(String cast) {
        return 1 << CASTS.indexOf(cast);
    }

    private static final List<List<String>> CAST_SETS = castSets();

    private static List<List<String>> castSets() {
        List<List<String>> sets = new ArrayList<>();
        for (int mask = 0; mask < 1 << CASTS.size(); mask++) {
            List<String> set = new ArrayList<>();
            for (int i = 0; i < CASTS.size(); i++) {
                if (((mask >> i) & 1) != 0) {
                    set.add(CASTS.get(i));
                }
            }
            sets.add(List.copyOf(set));
        }
        return List.copyOf(sets);
    }

    private static List<String> castNames(int mask) {
        return CAST_SETS.get(mask);
    }

    private void exit(Observation o) {
        Subject subject = o.has(Field.SOCKET) ? subject(o) : client(o);
        long callback = o.number(Field.CB, 0);
        threads.close(o.thread(), "callback", callback);
        int slot = subject.callbacks.of(callback);
        if (slot == 0) {
            return;
        }
        List<Datagram> list = subject.lists.getOrDefault(callback, List.of());
        List<Chunk> data = subject.stream.list(callback);
        Connections.Connection connection = subject.connections.exited(callback);
        Transition transition = fold(
                subject,
                event.begin("exit")
                        .text("event", o.text(Field.EVENT))
                        .number("id", slot)
                        .text("status", o.text(Field.STATUS))
                        .text("took", StreamFacts.took(o, data))
                        .text("action", o.text(Field.ACTION))
                        .labels("labels", Connections.mask(connection))
                        .texts("entries", o.texts(Field.ENTRIES))
                        .flag("given", o.has(Field.CONTEXT) || o.has(Field.ENTRIES))
                        .end(),
                o,
                list);
        subject.connections.mark(connection, transition.mark());
        if (transition.mark() >= 0 && transition.rest() >= 0) {
            StreamFacts.mark(
                    subject.stream.incoming,
                    data,
                    o.number(Field.BYTES_ACCEPTED, Long.MAX_VALUE),
                    subject.labels.of(transition.mark()),
                    subject.labels.of(transition.rest()));
        }
        forgetList(subject, callback);
        handed(subject, callback, o);
    }

    /** A WskAcceptEvent that handed over a new socket has returned. */
    private void handed(Subject listener, long callback, Observation o) {
        String name = handing.remove(callback);
        Subject newborn = name == null ? null : sockets.get(name);
        if (newborn == null) {
            return;
        }
        newborn.context = o.text(Field.CONTEXT);
        fold(
                newborn,
                event.begin("handed")
                        .text("status", o.text(Field.STATUS))
                        .texts("entries", o.texts(Field.ENTRIES))
                        .flag("given", o.has(Field.CONTEXT) || o.has(Field.ENTRIES))
                        .texts("inherits", oracle.inherited(listener.state, true))
                        .texts("perhaps", oracle.inherited(listener.state, false))
                        .end(),
                o);
        handedForClient(o);
    }

    private void read(Observation o) {
        Subject subject = subject(o);
        long callback = o.number(Field.CB, 0);
        int slot = subject.callbacks.of(callback);
        boolean same = slot != 0
                && (o.has(Field.DATA)
                        ? data(o).equals(subject.stream.list(callback))
                        : Objects.requireNonNullElse(o.datagrams(), List.<Datagram>of())
                                .equals(subject.lists.get(callback)));
        fold(subject, event.begin("read").number("id", slot).flag("same", same).end(), o);
    }

    // ---------------------------------------------------------------- the world around

    private void peer(Observation o) {
        String op = o.needText(Field.OP);
        if (!o.has(Field.SOCKET)) {
            ready = op.equals("ready") || op.equals("unready") ? "maybe" : ready;
            for (Subject client : clients.values()) {
                fold(client, peerEvent("peer", op, 0, "", 0, false), o);
            }
            return;
        }
        Subject subject = subject(o);
        String peer = Objects.requireNonNullElse(o.text(Field.PEER), "");
        String cast = Objects.requireNonNullElse(o.text(Field.CAST), "unicast");
        if (op.equals("send")) {
            send(subject, o, op, peer, cast);
            return;
        }
        Connections.Connection connection = connection(subject, op, peer, o);
        // The peer of a connection is its own; those of a listening socket are told apart by their connections.
        int slot = connection != null || peer.isEmpty() ? 0 : subject.peer(peer);
        Event acted = peerEvent("peer", op, slot, cast, Connections.mask(connection), o.number(Field.LENGTH, 0) > 0);
        Transition transition = fold(subject, acted, o);
        subject.connections.mark(connection, transition.mark());
        if (op.equals("write")) {
            markStretch(subject, subject.stream.incoming, o, transition);
        }
    }

    /** A socket of the trace sends to another, or to itself: for the receiver that is something which may arrive. */
    private void reach(Observation o) {
        for (String name : destinations.of(o)) {
            Subject receiver = sockets.get(name);
            if (receiver != null) {
                send(receiver, o, "reach", o.needText(Field.SOCKET), "unicast");
            }
        }
    }

    private void send(Subject receiver, Observation o, String op, String sender, String cast) {
        Event sent = peerEvent("peer", op, receiver.peer(sender.isEmpty() ? null : sender), cast, 0, true);
        Transition transition = fold(receiver, sent, o);
        if (transition.mark() >= 0) {
            receiver.sent.put(
                    o.number(Field.DG, 0),
                    new Subject.Sent(sender, o.number(Field.LENGTH, 0), cast, receiver.labels.of(transition.mark())));
        }
    }

    private Event peerEvent(String kind, String op, int peer, String cast, long labels, boolean some) {
        return event.begin(kind)
                .text("op", op)
                .number("peer", peer)
                .text("cast", cast)
                .labels("labels", labels)
                .flag("some", some)
                .end();
    }

    /** The connection to a listening socket that a peer acts on, or null. */
    private static Connections.@Nullable Connection connection(Subject subject, String op, String peer, Observation o) {
        if (op.equals("connect")) {
            return subject.connections.begin(peer);
        }
        Connections.Connection connection = subject.connections.ofPeer(peer);
        if (connection != null) {
            connection.before.add(o);
        }
        return connection;
    }

    private void sees(Observation o) {
        String name = o.text(Field.SOCKET);
        if (name == null) {
            return;
        }
        Subject subject = socket(name, o);
        Connections.Connection connection = subject.connections.ofPeer(o.text(Field.PEER));
        List<Chunk> data = data(o);
        Transition transition = fold(
                subject,
                event.begin("sees")
                        .text("op", o.text(Field.OP))
                        .labels(
                                "labels",
                                Connections.mask(connection) | StreamFacts.labels(subject.stream.outgoing, data))
                        .flag("ordered", subject.stream.ordered(data))
                        .flag("whole", StreamFacts.whole(data))
                        .end(),
                o);
        subject.connections.mark(connection, transition.mark());
        if (transition.mark() >= 0) {
            Labels.Node label = subject.labels.of(transition.mark());
            StreamFacts.mark(subject.stream.outgoing, data, Long.MAX_VALUE, label, label);
        }
    }

    private void peerEnd(Observation o) {
        if (o.has(Field.SOCKET)) {
            return;
        }
        String op = o.needText(Field.OP);
        if (op.equals("ready")) {
            ready = "yes";
        } else if (op.equals("unready")) {
            ready = "no";
        }
        for (Subject client : clients.values()) {
            fold(client, peerEvent("peerEnd", op, 0, "", 0, false), o);
        }
    }

    private void quiesce(Observation o) {
        for (Subject socket : sockets.values()) {
            fold(socket, quiesceEvent(socket, socket.labels.carried() | socket.stream.incoming.all()), o);
        }
        for (Subject client : clients.values()) {
            fold(client, quiesceEvent(client, 0), o);
        }
    }

    private Event quiesceEvent(Subject subject, long labels) {
        return event.begin("quiesce")
                .flag("routine", subject.routines > 0)
                .labels("labels", labels)
                .labels("skipped", subject.stream.skipped(List.of(), oracle.given()))
                .labels("out", subject.stream.outgoing.all())
                .end();
    }

    // ---------------------------------------------------------------- folding

    private static long labels(Subject subject, List<Datagram> list) {
        long mask = 0;
        for (Datagram datagram : list) {
            Subject.Sent sent = subject.sent.get(datagram.dg());
            if (sent != null) {
                mask |= 1L << Labels.label(sent.label);
            }
        }
        return mask;
    }

    private Transition fold(Subject subject, Event e, Observation o) {
        return fold(subject, e, o, List.of());
    }

    private Transition fold(Subject subject, Event e, Observation o, List<Datagram> concerned) {
        State before = subject.state;
        if (listener != null) {
            listener.folds(subject.name, before.value().toString(), e.record().toString());
        }
        Transition t = useTable ? oracle.transition(before, e) : oracle.evaluate(before, e);
        if (shard == 0 || subject.socket) {
            count(t, subject, before, e, o);
        }
        int[] pairs = t.relabel();
        for (int i = 0; i < pairs.length; i += 2) {
            subject.labels.relabel(pairs[i], pairs[i + 1]);
        }
        if (t.mark() >= 0) {
            for (Datagram datagram : concerned) {
                Subject.Sent sent = subject.sent.get(datagram.dg());
                if (sent != null) {
                    sent.label = subject.labels.of(t.mark());
                }
            }
        }
        subject.state = t.next();
        return t;
    }

    private void count(Transition t, Subject subject, State before, Event e, Observation o) {
        for (int rule : t.exercised()) {
            if (rule >= exercised.length) {
                exercised = Arrays.copyOf(exercised, 2 * rule);
            }
            exercised[rule]++;
        }
        for (String rule : t.violated()) {
            findings.add(new Finding(
                    rule, subject.name, o, before.value().toString(), e.record().toString()));
        }
    }
}
