package org.wsktck.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.wsktck.trace.Field;
import org.wsktck.trace.Kind;
import org.wsktck.trace.Observation;

/**
 * A trace of a listening socket told by hand and judged while it is told, as {@link Story} is for datagram sockets. The listening socket is {@code l1}, what it accepts
 * is {@code l1.1}, {@code l1.2} and so on; a peer's name is its connection's. Steps without a status go well.
 */
final class ListeningStory {
    static final String SUCCESS = "STATUS_SUCCESS";
    static final String PENDING = "STATUS_PENDING";
    static final String REJECTED = "STATUS_REQUEST_NOT_ACCEPTED";
    static final List<String> CONNECTION_ENTRIES =
            List.of("WskReceiveEvent", "WskDisconnectEvent", "WskSendBacklogEvent");

    private final TraceJudge judge = Oracle.standard().judge();
    private final List<Finding> findings = new ArrayList<>();
    private final Map<Long, String> functions = new HashMap<>();
    private final Map<Long, String> subjects = new HashMap<>();
    private final Map<Long, Long> callOfIrp = new HashMap<>();
    private final Map<Long, String> events = new HashMap<>();
    private final Map<Long, String> entered = new HashMap<>();
    private final Map<String, String> homes = new HashMap<>();
    private final Map<Long, String> peerOfInspect = new HashMap<>();
    private final List<String> spared = new ArrayList<>(List.of("GEN-10"));
    private String thread = "main";
    private String socket = "l1";
    private List<String> entries = List.of("WskAcceptEvent", "WskInspectEvent", "WskAbortEvent");
    private long seq;
    private long calls;
    private long irps;
    private long callbacks;
    private long acts;
    private long names;

    // ---------------------------------------------------------------- who and where

    ListeningStory on(String name) {
        socket = name;
        return this;
    }

    ListeningStory thread(String name) {
        thread = name;
        return this;
    }

    /** The dispatch table of the listening sockets that are created from now on. */
    ListeningStory entries(String... some) {
        entries = List.of(some);
        return this;
    }

    // ---------------------------------------------------------------- births

    ListeningStory registered() {
        done(call("WskRegister", null, 0, o -> o.with(Field.VERSION, "1.0").with(Field.RESERVED, 0)));
        return done(call("WskCaptureProviderNPI", null, 0, o -> o.with(Field.TIMEOUT, "WSK_NO_WAIT")));
    }

    ListeningStory staticMask(String... flags) {
        return done(call(
                "WskControlClient",
                null,
                0,
                o -> o.with(Field.CODE, "WSK_SET_STATIC_EVENT_CALLBACKS")
                        .with(Field.NPI, "NPI_WSK_INTERFACE_ID")
                        .with(Field.INPUT_SIZE, 16)
                        .with(Field.MASK, List.of(flags))));
    }

    ListeningStory created() {
        return created("WSK_FLAG_LISTEN_SOCKET", "listening");
    }

    ListeningStory created(String flag, String category) {
        long irp = ++irps;
        long call = call(
                "WskSocket",
                socket,
                irp,
                o -> o.with(Field.FLAGS, List.of(flag))
                        .with(Field.CONTEXT, socket)
                        .with(Field.ENTRIES, entries));
        irp(irp, SUCCESS, o -> o.with(Field.CATEGORY, category));
        return returned(call, SUCCESS);
    }

    ListeningStory bind() {
        return inline("WskBind", SUCCESS);
    }

    /** A bound listening socket on which nothing is enabled. */
    ListeningStory bound() {
        return registered().created().bind();
    }

    /** {@link #bound} with WskAcceptEvent enabled, and quiet. */
    ListeningStory enabled() {
        return bound().enable().quiesce();
    }

    /** A bound socket in conditional-accept mode with WskAcceptEvent enabled, and quiet. */
    ListeningStory conditional() {
        return conditionalOnly().enable().quiesce();
    }

    /** A bound socket in conditional-accept mode on which nothing was enabled, and quiet. */
    ListeningStory conditionalOnly() {
        return registered().created().mode(SUCCESS).bind().quiesce();
    }

    // ---------------------------------------------------------------- calls

    /** Sets the mode, with that outcome. */
    ListeningStory mode(String status) {
        long irp = newIrp();
        long call = modeCall(irp, 1);
        return irp(irp, status).returned(call, status);
    }

    long modeCall(long irp, int value) {
        return call(
                "WskControlSocket",
                socket,
                irp,
                o -> o.with(Field.REQUEST, "WskSetOption")
                        .with(Field.CODE, "SO_CONDITIONAL_ACCEPT")
                        .with(Field.LEVEL, "SOL_SOCKET")
                        .with(Field.VALUE, value));
    }

    /** Queries the mode and gets that value. */
    ListeningStory asksMode(int value) {
        long irp = newIrp();
        long call = askModeCall(irp);
        return irp(irp, SUCCESS, o -> o.with(Field.VALUE, value)).returned(call, SUCCESS);
    }

    long askModeCall(long irp) {
        return call(
                "WskControlSocket",
                socket,
                irp,
                o -> o.with(Field.REQUEST, "WskGetOption")
                        .with(Field.CODE, "SO_CONDITIONAL_ACCEPT")
                        .with(Field.LEVEL, "SOL_SOCKET"));
    }

    ListeningStory enable() {
        return done(switchCall(0, "WSK_EVENT_ACCEPT"));
    }

    ListeningStory disable() {
        return done(switchCall(0, "WSK_EVENT_ACCEPT", "WSK_EVENT_DISABLE"));
    }

    ListeningStory inherit() {
        return done(switchCall(0, "WSK_EVENT_RECEIVE", "WSK_EVENT_DISCONNECT"));
    }

    ListeningStory switches(String status, String... mask) {
        return returned(switchCall(0, mask), status);
    }

    long switchCall(long irp, String... mask) {
        return call(
                "WskControlSocket",
                socket,
                irp,
                o -> o.with(Field.REQUEST, "WskSetOption")
                        .with(Field.CODE, "SO_WSK_EVENT_CALLBACK")
                        .with(Field.LEVEL, "SOL_SOCKET")
                        .with(Field.NPI, "NPI_WSK_INTERFACE_ID")
                        .with(Field.INPUT_SIZE, 16)
                        .with(Field.MASK, List.of(mask)));
    }

    /** Queries the inspect ID; 0 is none. */
    ListeningStory asksInspectId(String status, long inspect) {
        long call = call(
                "WskControlSocket",
                socket,
                0,
                o -> o.with(Field.REQUEST, "WskIoctl")
                        .with(Field.CODE, "SIO_WSK_QUERY_INSPECT_ID")
                        .with(Field.OUTPUT_SIZE, 16)
                        .with(Field.SIZE_RETURNED, true));
        return see(ofCall(Kind.RETURN, call)
                .with(Field.FN, "WskControlSocket")
                .with(Field.STATUS, status)
                .with(Field.INSPECT, inspect == 0 ? null : inspect));
    }

    long acceptCall(long irp) {
        String name = socket + "." + ++names;
        return call(
                "WskAccept",
                socket,
                irp,
                o -> o.with(Field.ACCEPT_SOCKET, name)
                        .with(Field.CONTEXT, name)
                        .with(Field.ENTRIES, CONNECTION_ENTRIES));
    }

    /** A WskAccept that pends; the number of its IRP. */
    long accept() {
        long irp = newIrp();
        returned(acceptCall(irp), PENDING);
        return irp;
    }

    /** That WskAccept delivers the connection of the peer, as the socket that it planned. */
    ListeningStory takes(long irp, String peer) {
        return takes(irp, peer, o -> o);
    }

    ListeningStory takes(long irp, String peer, UnaryOperator<Observation> more) {
        String name = plans.get(callOfIrp.get(irp));
        homes.put(peer, name);
        return irp(
                irp,
                SUCCESS,
                o -> more.apply(o.with(Field.ACCEPT_SOCKET, name)
                        .with(Field.FRESH, true)
                        .with(Field.PEER, peer)
                        .with(Field.ADDRESS, socket)
                        .with(Field.CATEGORY, "connection")));
    }

    private final Map<Long, String> plans = new HashMap<>();

    long completeCall(long irp, long inspect, String action) {
        return completeCall(irp, inspect, action, o -> o);
    }

    long completeCall(long irp, long inspect, String action, UnaryOperator<Observation> more) {
        return call(
                "WskInspectComplete",
                socket,
                irp,
                o -> more.apply(o.with(Field.INSPECT, inspect)
                        .with(Field.ACTION, action)
                        .with(Field.COPIED, true)));
    }

    /** WskInspectComplete that succeeds at once. */
    ListeningStory completes(long inspect, String action) {
        long irp = newIrp();
        long call = completeCall(irp, inspect, action);
        return irp(irp, SUCCESS).returned(call, SUCCESS);
    }

    ListeningStory close() {
        return inline("WskCloseSocket", SUCCESS);
    }

    ListeningStory inline(String fn, String status) {
        long irp = ++irps;
        long call = call(fn, socket, irp, o -> o);
        return irp(irp, status).returned(call, status);
    }

    ListeningStory cancel(long irp) {
        return returned(call("IoCancelIrp", socket, irp, o -> o), SUCCESS);
    }

    long newIrp() {
        return ++irps;
    }

    long call(String fn, @org.jspecify.annotations.Nullable String about, long irp, UnaryOperator<Observation> more) {
        long call = ++calls;
        functions.put(call, fn);
        if (irp != 0 && !fn.equals("IoCancelIrp")) {
            callOfIrp.put(irp, call);
        }
        subjects.put(call, about == null ? "" : about);
        Observation o = Observation.of(Kind.CALL)
                .with(Field.CLIENT, "c1")
                .with(Field.SOCKET, about)
                .with(Field.CALL, call)
                .with(Field.FN, fn)
                .with(Field.IRQL, "PASSIVE_LEVEL");
        Observation whole = more.apply(irp == 0 ? o : o.with(Field.IRP, irp));
        if (fn.equals("WskAccept")) {
            plans.put(call, whole.needText(Field.ACCEPT_SOCKET));
        }
        see(whole);
        return call;
    }

    private ListeningStory done(long call) {
        return returned(call, SUCCESS);
    }

    ListeningStory returned(long call, String status) {
        return see(ofCall(Kind.RETURN, call).with(Field.FN, functions.get(call)).with(Field.STATUS, status));
    }

    ListeningStory irp(long irp, String status) {
        return irp(irp, status, o -> o);
    }

    ListeningStory irp(long irp, String status, UnaryOperator<Observation> more) {
        long call = callOfIrp.get(irp);
        see(more.apply(ofCall(Kind.IRP, call)
                .with(Field.FN, functions.get(call))
                .with(Field.IRP, irp)
                .with(Field.STATUS, status)
                .with(Field.INFORMATION, 0)));
        return see(ofCall(Kind.IRP_EXIT, call).with(Field.IRP, irp));
    }

    private Observation ofCall(Kind kind, long call) {
        String about = subjects.get(call);
        return Observation.of(kind)
                .with(Field.CLIENT, "c1")
                .with(Field.SOCKET, about.isEmpty() ? null : about)
                .with(Field.CALL, call);
    }

    // ---------------------------------------------------------------- callbacks

    /** WskAcceptEvent with the connection of that peer, as a new socket; the callback's number. */
    long accepts(String peer) {
        return accepts(peer, o -> o);
    }

    long accepts(String peer, UnaryOperator<Observation> more) {
        String name = socket + "." + ++names;
        homes.put(peer, name);
        return enter(
                "WskAcceptEvent",
                o -> more.apply(o.with(Field.ACCEPT_SOCKET, name)
                        .with(Field.FRESH, true)
                        .with(Field.PEER, peer)
                        .with(Field.ADDRESS, socket)));
    }

    /** WskAcceptEvent with a NULL AcceptSocket, answered. */
    ListeningStory acceptsNull() {
        return exit(enter("WskAcceptEvent", o -> o), REJECTED);
    }

    /** WskAcceptEvent with the connection of that peer, which the client takes. */
    ListeningStory delivered(String peer) {
        return exit(accepts(peer), SUCCESS);
    }

    /** WskInspectEvent for the request of that peer, under that ID. */
    long inspects(String peer, long inspect) {
        return inspects(peer, inspect, o -> o);
    }

    long inspects(String peer, long inspect, UnaryOperator<Observation> more) {
        peerOfInspect.put(inspect, peer);
        return enter(
                "WskInspectEvent",
                o -> more.apply(
                        o.with(Field.INSPECT, inspect).with(Field.PEER, peer).with(Field.ADDRESS, socket)));
    }

    /** The same, answered with that action. */
    ListeningStory inspected(String peer, long inspect, String action) {
        return exit(inspects(peer, inspect), action);
    }

    /** WskAbortEvent for that ID, answered. */
    ListeningStory aborts(long inspect) {
        return exit(aborting(inspect), SUCCESS);
    }

    long aborting(long inspect) {
        return enter("WskAbortEvent", o -> o.with(Field.INSPECT, inspect).with(Field.FLAGS, null));
    }

    long enter(String event, UnaryOperator<Observation> more) {
        return enter(socket, event, more);
    }

    long enter(String about, String event, UnaryOperator<Observation> more) {
        long callback = ++callbacks;
        events.put(callback, event);
        entered.put(callback, about);
        see(more.apply(Observation.of(Kind.ENTER)
                .with(Field.CLIENT, "c1")
                .with(Field.SOCKET, about)
                .with(Field.CB, callback)
                .with(Field.EVENT, event)
                .with(Field.IRQL, "DISPATCH_LEVEL")
                .with(Field.CONTEXT, about)
                .with(Field.VIA, about)
                .with(Field.FLAGS, List.of())));
        return callback;
    }

    /** A callback of an accepted socket, entered and answered. */
    ListeningStory reports(String about, String event) {
        return exit(event(about, event), SUCCESS);
    }

    long event(String about, String event) {
        return enter(about, event, o -> o);
    }

    /** The callback returns that status, or that action; a WskAcceptEvent that takes stores a table with every entry. */
    ListeningStory exit(long callback, String value) {
        boolean hands = events.get(callback).equals("WskAcceptEvent") && value.equals(SUCCESS);
        return exit(callback, value, hands ? CONNECTION_ENTRIES : null);
    }

    ListeningStory exit(long callback, String value, @org.jspecify.annotations.Nullable List<String> stored) {
        String event = events.get(callback);
        Observation o = Observation.of(Kind.EXIT)
                .with(Field.CLIENT, "c1")
                .with(Field.SOCKET, entered.get(callback))
                .with(Field.CB, callback)
                .with(Field.EVENT, event)
                .with(event.equals("WskInspectEvent") ? Field.ACTION : Field.STATUS, value);
        if (stored != null) {
            o.with(Field.CONTEXT, "stored").with(Field.ENTRIES, stored);
        }
        return see(o);
    }

    // ---------------------------------------------------------------- the world

    ListeningStory connects(String... peers) {
        for (String peer : peers) {
            homes.put(peer, socket);
            act("connect", peer);
        }
        return this;
    }

    /** The peer connects and sees its connection established. */
    ListeningStory connected(String... peers) {
        for (String peer : peers) {
            connects(peer).sees("connected", peer);
        }
        return this;
    }

    ListeningStory act(String op, String peer) {
        long act = ++acts;
        String home = homes.getOrDefault(peer, socket);
        Observation o = Observation.of(Kind.PEER)
                .with(Field.CLIENT, "c1")
                .with(Field.SOCKET, home)
                .with(Field.ACT, act)
                .with(Field.OP, op)
                .with(Field.PEER, peer);
        see(op.equals("write") ? o.with(Field.OFFSET, 0).with(Field.LENGTH, 10) : o);
        return see(Observation.of(Kind.PEER_END)
                .with(Field.CLIENT, "c1")
                .with(Field.SOCKET, home)
                .with(Field.ACT, act)
                .with(Field.OP, op)
                .with(Field.PEER, peer));
    }

    ListeningStory fails() {
        long act = ++acts;
        see(Observation.of(Kind.PEER)
                .with(Field.CLIENT, "c1")
                .with(Field.SOCKET, socket)
                .with(Field.ACT, act)
                .with(Field.OP, "fail"));
        return see(Observation.of(Kind.PEER_END)
                .with(Field.CLIENT, "c1")
                .with(Field.SOCKET, socket)
                .with(Field.ACT, act)
                .with(Field.OP, "fail"));
    }

    ListeningStory sees(String op, String peer) {
        return see(Observation.of(Kind.SEES)
                .with(Field.CLIENT, "c1")
                .with(Field.SOCKET, homes.getOrDefault(peer, socket))
                .with(Field.OP, op)
                .with(Field.PEER, peer));
    }

    ListeningStory quiesce() {
        return see(Observation.of(Kind.QUIESCE));
    }

    private ListeningStory see(Observation o) {
        seq++;
        findings.addAll(judge.accept(o.at(seq, seq * 1000, thread)));
        return this;
    }

    // ---------------------------------------------------------------- verdicts

    /** Rules that the story breaks besides, on purpose: they are not compared. */
    ListeningStory sparing(String... rules) {
        spared.addAll(List.of(rules));
        return this;
    }

    /** Exactly these rules were broken. */
    void breaks(String... rules) {
        TreeSet<String> broken = broken();
        broken.removeAll(spared);
        assertThat(broken).as(this::toString).containsExactlyInAnyOrder(rules);
    }

    /** These rules were broken, and perhaps others that the same fact breaks. */
    void breaksAtLeast(String... rules) {
        assertThat(broken()).as(this::toString).contains(rules);
    }

    void breaksNothing() {
        breaks();
    }

    ListeningStory exercises(String... rules) {
        assertThat(judge.finish().exercised()).as(this::toString).containsKeys(rules);
        return this;
    }

    ListeningStory doesNotExercise(String... rules) {
        assertThat(judge.finish().exercised()).as(this::toString).doesNotContainKeys(rules);
        return this;
    }

    private TreeSet<String> broken() {
        TreeSet<String> rules = new TreeSet<>();
        findings.forEach(finding -> rules.add(finding.rule()));
        return rules;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        findings.forEach(f -> text.append(f.rule())
                .append(" by ")
                .append(f.observation())
                .append("\n  in ")
                .append(f.state())
                .append("\n  of ")
                .append(f.event())
                .append('\n'));
        return text.toString();
    }
}
