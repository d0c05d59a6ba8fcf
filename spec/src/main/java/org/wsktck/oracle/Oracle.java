package org.wsktck.oracle;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Stream;
import tlc2.value.impl.Value;

/**
 * The judge of observations. What a rule says is decided by TLA+ operators that TLC evaluates inside this process; the answers for a pair of state and
 * event are kept, so that an observation usually costs two look-ups.
 *
 * <p>Safe for use from several threads. TLC keeps static state, so a JVM has one oracle: {@link #standard()}.
 */
public final class Oracle {
    private static final class Holder {
        private static final Oracle STANDARD = new Oracle(Tlc.load());
    }

    private final Tlc tlc;
    private final Map<Value, State> states = new HashMap<>();
    private final Map<EventKey, Event> events = new ConcurrentHashMap<>();
    private final Map<String, Integer> ruleNumbers = new HashMap<>();
    private final List<String> ruleIds = new CopyOnWriteArrayList<>();
    private final Map<String, Integer> labelNumbers = new HashMap<>();
    private final List<String> labels = new CopyOnWriteArrayList<>();
    private final Map<List<Object>, State> initial = new ConcurrentHashMap<>();
    private final Map<List<Object>, List<String>> inherited = new ConcurrentHashMap<>();
    private final Map<StimulusLimits, Map<Integer, List<Stimulus>>> stimuli = new ConcurrentHashMap<>();
    private final Map<StimulusLimits, Map<TourPlace, List<Stimulus>>> tourStimuli = new ConcurrentHashMap<>();
    private final Map<StimulusLimits, Long> tourLabels = new ConcurrentHashMap<>();
    private final Map<List<Object>, List<Stimulus>> requestStimuli = new ConcurrentHashMap<>();
    private final Map<List<Object>, Boolean> mayRest = new ConcurrentHashMap<>();
    private final Names names = new Names();
    private final AtomicLong evaluations = new AtomicLong();
    private final long given;
    private final long tourConnections;

    private Oracle(Tlc tlc) {
        this.tlc = tlc;
        this.given = labelMask(tlc.eval("GivenLabels"));
        this.tourConnections = labelMask(tlc.eval("TourConnections"));
    }

    /**
     * The oracle of this JVM; the first call loads the specification.
     *
     * @throws OracleException when the specification cannot be loaded
     */
    public static Oracle standard() {
        return Holder.STANDARD;
    }

    /** Begins judging a trace. */
    public TraceJudge judge() {
        return new TraceJudge(this, true);
    }

    /** Begins judging a trace with TLC evaluating every observation anew: the truth that the table is compared with. */
    public TraceJudge judgeWithoutTable() {
        return new TraceJudge(this, false);
    }

    /** Number of distinct observer states met so far. */
    public int stateCount() {
        synchronized (states) {
            return states.size();
        }
    }

    /** Number of (state, event) pairs that TLC has evaluated so far. */
    public long evaluations() {
        return evaluations.get();
    }

    /** Number of distinct canonical events met so far. */
    public int eventCount() {
        return events.size();
    }

    Names names() {
        return names;
    }

    String ruleId(int number) {
        return ruleIds.get(number);
    }

    int ruleCount() {
        return ruleIds.size();
    }

    String label(int number) {
        return labels.get(number);
    }

    Event event(EventKey probe, Supplier<Value> record) {
        Event event = events.get(probe);
        if (event != null) {
            return event;
        }
        synchronized (states) {
            Event raced = events.get(probe);
            if (raced != null) {
                return raced;
            }
            Event added = new Event(events.size(), record.get());
            events.put(probe.copy(), added);
            return added;
        }
    }

    State initialClient(String ready) {
        return initial.computeIfAbsent(
                List.of("client", ready),
                k -> state(tlc.eval("ClientInit", TlaValues.record("ready", TlaValues.text(ready)))));
    }

    /** The state in which a socket of that client begins, with the other client objects that exist. */
    State initialSocket(State client, List<State> others) {
        return initial.computeIfAbsent(
                initialKey(client, others), k -> state(tlc.eval("DatagramInit", seed(client, others))));
    }

    /**
     * The state in which a socket begins that the client accepts from a listening socket.
     *
     * @param via {@code event} or {@code irp}
     */
    State initialAccepted(State listener, State client, List<State> others, String via) {
        List<Object> key = initialKey(client, others);
        key.add(via);
        key.add(listener.number());
        return initial.computeIfAbsent(
                key, k -> state(tlc.eval("AcceptedInit", listener.value(), seed(client, others), TlaValues.text(via))));
    }

    private static List<Object> initialKey(State client, List<State> others) {
        List<Object> key = new ArrayList<>();
        key.add(client.number());
        others.stream().map(State::number).sorted().forEach(key::add);
        return key;
    }

    private Value seed(State client, List<State> others) {
        return tlc.eval(
                "SocketSeed",
                client.value(),
                TlaValues.set(others.stream().map(State::value).toArray(Value[]::new)));
    }

    /**
     * The events that a socket inherits from that listening socket when it is handed over now.
     *
     * @param certain whether those that are inherited for certain, or those of which it cannot be told
     */
    List<String> inherited(State listener, boolean certain) {
        return inherited.computeIfAbsent(
                List.of(listener.number(), certain),
                k -> List.copyOf(TlaValues.textSet(tlc.eval(certain ? "Inherits" : "MayInherit", listener.value()))));
    }

    /** The transition of that event, from the table when it is there. */
    Transition transition(State from, Event event) {
        Transition known = from.on(event);
        return known != null ? known : learn(from, event);
    }

    private Transition learn(State from, Event event) {
        Transition transition = evaluate(from, event);
        synchronized (states) {
            Transition raced = from.on(event);
            if (raced != null) {
                return raced;
            }
            from.put(event, transition);
            return transition;
        }
    }

    /** The transition as TLC evaluates it now. */
    Transition evaluate(State from, Event event) {
        evaluations.incrementAndGet();
        Value s = from.value();
        Value e = event.record();
        Value judgement = tlc.eval("Judgement", s, e);
        List<String> violated = TlaValues.textSet(TlaValues.field(judgement, "violated")).stream()
                .map(Oracle::catalogueId)
                .toList();
        int[] exercised = TlaValues.textSet(TlaValues.field(judgement, "exercised")).stream()
                .mapToInt(rule -> ruleNumber(catalogueId(rule)))
                .toArray();
        int mark = markNumber(TlaValues.text(tlc.eval("Mark", s, e)));
        int rest = markNumber(TlaValues.text(tlc.eval("MarkRest", s, e)));
        Value[] pairs = TlaValues.elements(tlc.eval("Relabel", s, e));
        int[] relabel = new int[2 * pairs.length];
        for (int i = 0; i < pairs.length; i++) {
            Value[] pair = TlaValues.tuple(pairs[i]);
            relabel[2 * i] = labelNumber(TlaValues.text(pair[0]));
            relabel[2 * i + 1] = labelNumber(TlaValues.text(pair[1]));
        }
        State next = state(tlc.eval("Step", s, e));
        return new Transition(next, violated, exercised, mark, rest, relabel);
    }

    private int markNumber(String label) {
        return label.isEmpty() ? -1 : labelNumber(label);
    }

    /** Labels of stream bytes that the client was given, as a bit mask. */
    long given() {
        return given;
    }

    /** Evaluates any operator of the specification; for generators of stimuli. */
    Value eval(String operator, Value... arguments) {
        return tlc.eval(operator, arguments);
    }

    /**
     * What may be done at all to a client object or a socket, by the names that {@link StimulusLimits} uses.
     *
     * @param role {@code client}, {@code socket} (for datagrams), {@code connection}, {@code listening}, {@code listening on tour} or {@code plain}
     *     (basic sockets and stream sockets without a role)
     */
    public Set<String> verbs(String role) {
        return TlaValues.textSet(tlc.eval(
                switch (role) {
                    case "client" -> "ClientVerbs";
                    case "connection" -> "ConnectionVerbs";
                    case "listening" -> "ListeningVerbs";
                    case "listening on tour" -> "TourListeningVerbs";
                    case "plain" -> "PlainVerbs";
                    default -> "SocketVerbs";
                }));
    }

    /** What client, callbacks and network may do in that state, in a fixed order. */
    List<Stimulus> stimuli(State state, StimulusLimits limits) {
        Map<Integer, List<Stimulus>> known = stimuli.computeIfAbsent(limits, k -> new ConcurrentHashMap<>());
        List<Stimulus> enabled = known.get(state.number());
        if (enabled == null) {
            enabled = inOrder(tlc.eval("StimuliOf", state.value(), limits.value()));
            known.put(state.number(), enabled);
        }
        return enabled;
    }

    private static List<Stimulus> inOrder(Value events) {
        return Stimulus.inOrder(Stream.of(TlaValues.elements(events)));
    }

    /**
     * Those stimuli after which the client may let a quiescent point come, in a state with these things at hand.
     *
     * @param place where the state's subject stands
     */
    List<Stimulus> tourStimuli(State state, TourPlace place, StimulusLimits limits) {
        Map<TourPlace, List<Stimulus>> known = tourStimuli.computeIfAbsent(limits, k -> new ConcurrentHashMap<>());
        List<Stimulus> enabled = known.get(place);
        if (enabled == null) {
            Value at =
                    TlaValues.record("labels", labelSet(place.labels()), "many", TlaValues.number(place.connections()));
            enabled = inOrder(tlc.eval("TourStimuli", state.value(), limits.value(), at));
            known.put(place, enabled);
        }
        return enabled;
    }

    /** The labels that tell places of the tour apart, as a bit mask. */
    long tourLabels(StimulusLimits limits) {
        return tourLabels.computeIfAbsent(limits, k -> labelMask(tlc.eval("TourLabels", limits.value())));
    }

    /** The labels of connections that are at hand on the tour, as a bit mask. */
    long tourConnections() {
        return tourConnections;
    }

    private long labelMask(Value names) {
        long mask = 0;
        for (String label : TlaValues.textSet(names)) {
            mask |= 1L << labelNumber(label);
        }
        return mask;
    }

    /** What may be done about a connection with that label that came to a listening socket, in a fixed order. */
    List<Stimulus> requestStimuli(State state, int label, StimulusLimits limits) {
        return requestStimuli.computeIfAbsent(
                List.of(state.number(), label, limits),
                k -> inOrder(tlc.eval("RequestStimuli", state.value(), TlaValues.text(label(label)), limits.value())));
    }

    /**
     * Whether the client may let time pass in that state: whether a quiescent point would break no rule of the client.
     *
     * @param labels the labels of connections that came to a listening socket, as a bit mask
     */
    boolean mayRest(State state, long labels) {
        return mayRest.computeIfAbsent(
                List.of(state.number(), labels),
                k -> TlaValues.flag(
                        labels == 0
                                ? tlc.eval("MayRest", state.value())
                                : tlc.eval("MayRestWith", state.value(), labelSet(labels))));
    }

    private Value labelSet(long mask) {
        Set<String> names = new TreeSet<>();
        for (int i = 0; i < labels.size(); i++) {
            if ((mask >> i & 1) != 0) {
                names.add(label(i));
            }
        }
        return TlaValues.texts(names);
    }

    private State state(Value raw) {
        Value record = raw.toRcd();
        Value value = record == null ? raw : record;
        value.deepNormalize();
        synchronized (states) {
            State known = states.get(value);
            if (known != null) {
                return known;
            }
        }
        Value live = tlc.eval("Live", value);
        synchronized (states) {
            return states.computeIfAbsent(
                    value,
                    v -> new State(states.size(), v, slots(live, "calls"), slots(live, "irps"), slots(live, "cbs")));
        }
    }

    private static BitSet slots(Value live, String kind) {
        BitSet slots = new BitSet();
        for (Value slot : TlaValues.elements(TlaValues.field(live, kind))) {
            slots.set(TlaValues.number(slot));
        }
        return slots;
    }

    private static String catalogueId(String operator) {
        return operator.replace('_', '-');
    }

    private int ruleNumber(String id) {
        synchronized (ruleNumbers) {
            return ruleNumbers.computeIfAbsent(id, k -> {
                ruleIds.add(k);
                return ruleIds.size() - 1;
            });
        }
    }

    int labelNumber(String label) {
        synchronized (labelNumbers) {
            return labelNumbers.computeIfAbsent(label, k -> {
                if (labels.size() == Long.SIZE) {
                    throw new OracleException("the specification has more labels than fit into a set of labels");
                }
                labels.add(k);
                return labels.size() - 1;
            });
        }
    }
}
