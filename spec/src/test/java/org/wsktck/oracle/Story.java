package org.wsktck.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.wsktck.trace.Datagram;
import org.wsktck.trace.Field;
import org.wsktck.trace.Kind;
import org.wsktck.trace.Observation;

/**
 * A trace told by hand, edge by edge, and judged while it is told. The steps without a status go well; each step about a socket concerns the one that
 * {@link #on} named last. Numbers of calls, IRPs and callbacks are given out in order, and the steps that begin something return its number.
 */
final class Story {
    private static final String SUCCESS = "STATUS_SUCCESS";

    private final TraceJudge judge = Oracle.standard().judge();
    private final List<Finding> findings = new ArrayList<>();
    private String client = "c1";
    private String socket = "s1";
    private String thread = "main";
    private long seq;
    private long calls;
    private long irps;
    private long callbacks;
    private long acts;
    private long datagrams;
    private final java.util.HashMap<Long, String> functions = new java.util.HashMap<>();
    private final java.util.HashMap<Long, Long> callOfIrp = new java.util.HashMap<>();
    private final java.util.HashMap<Long, Integer> lengths = new java.util.HashMap<>();
    private final java.util.HashMap<Long, String> senders = new java.util.HashMap<>();
    private final java.util.HashMap<Long, String> subjects = new java.util.HashMap<>();

    // ---------------------------------------------------------------- who and where

    Story client(String name) {
        client = name;
        return this;
    }

    Story on(String name) {
        socket = name;
        return this;
    }

    Story thread(String name) {
        thread = name;
        return this;
    }

    // ---------------------------------------------------------------- shorthand

    /** A registered client with the NPI captured. */
    Story registered() {
        done(call("WskRegister", null, 0, o -> o.with(Field.VERSION, "1.0").with(Field.RESERVED, 0)));
        done(call("WskCaptureProviderNPI", null, 0, o -> o.with(Field.TIMEOUT, "WSK_NO_WAIT")));
        return this;
    }

    Story staticMask(String... flags) {
        done(staticMaskCall(flags));
        return this;
    }

    long staticMaskCall(String... flags) {
        return call(
                "WskControlClient",
                null,
                0,
                o -> o.with(Field.CODE, "WSK_SET_STATIC_EVENT_CALLBACKS")
                        .with(Field.NPI, "NPI_WSK_INTERFACE_ID")
                        .with(Field.INPUT_SIZE, 16)
                        .with(Field.MASK, List.of(flags)));
    }

    Story created() {
        return created("WSK_FLAG_DATAGRAM_SOCKET", "datagram");
    }

    Story created(String flag, String category) {
        long irp = ++irps;
        long call = call(
                "WskSocket",
                socket,
                irp,
                o -> o.with(Field.FLAGS, List.of(flag))
                        .with(Field.CONTEXT, socket)
                        .with(Field.ENTRIES, List.of("WskReceiveFromEvent")));
        irp(irp, SUCCESS, o -> o.with(Field.CATEGORY, category));
        returned(call, SUCCESS);
        return this;
    }

    /** A registered client with one datagram socket, bound. */
    Story bound() {
        return registered().created().bind();
    }

    Story bind() {
        inline("WskBind", SUCCESS);
        return this;
    }

    /** {@link #bound} with the event enabled, and quiet. */
    Story enabled() {
        return bound().enable().quiesce();
    }

    Story enable() {
        return done(enableCall());
    }

    Story disable(String status) {
        return returned(disableCall(0), status);
    }

    Story close() {
        inline("WskCloseSocket", SUCCESS);
        return this;
    }

    /** A call with an IRP that completes before the call returns. */
    Story inline(String fn, String status) {
        long irp = ++irps;
        long call = call(fn, socket, irp, o -> o);
        irp(irp, status);
        return returned(call, status);
    }

    /** A report of those datagrams that the callback answers with that status. */
    Story report(String status, long... dgs) {
        return exit(enter(dgs), status);
    }

    // ---------------------------------------------------------------- calls

    long enableCall() {
        return enableCall(o -> o);
    }

    long enableCall(UnaryOperator<Observation> more) {
        return switchCall(0, o -> more.apply(o.with(Field.MASK, List.of("WSK_EVENT_RECEIVE_FROM"))));
    }

    long disableCall(long irp) {
        return disableCall(irp, o -> o);
    }

    long disableCall(long irp, UnaryOperator<Observation> more) {
        return switchCall(
                irp, o -> more.apply(o.with(Field.MASK, List.of("WSK_EVENT_RECEIVE_FROM", "WSK_EVENT_DISABLE"))));
    }

    private long switchCall(long irp, UnaryOperator<Observation> more) {
        return call(
                "WskControlSocket",
                socket,
                irp,
                o -> more.apply(o.with(Field.REQUEST, "WskSetOption")
                        .with(Field.CODE, "SO_WSK_EVENT_CALLBACK")
                        .with(Field.LEVEL, "SOL_SOCKET")
                        .with(Field.NPI, "NPI_WSK_INTERFACE_ID")
                        .with(Field.INPUT_SIZE, 16)));
    }

    /** Sets the fixed remote or send address. */
    long addressCall(String code, String peer, long irp) {
        return call(
                "WskControlSocket",
                socket,
                irp,
                o -> o.with(Field.REQUEST, "WskIoctl").with(Field.CODE, code).with(Field.ADDRESS, peer));
    }

    Story address(String code, String peer, String status) {
        long irp = newIrp();
        long call = addressCall(code, peer, irp);
        irp(irp, status);
        return returned(call, status);
    }

    Story remote(String peer) {
        return address("SIO_WSK_SET_REMOTE_ADDRESS", peer, SUCCESS);
    }

    Story sendTo(String peer) {
        return address("SIO_WSK_SET_SENDTO_ADDRESS", peer, SUCCESS);
    }

    long newIrp() {
        return ++irps;
    }

    /** A call of the socket with an IRP that has pended. */
    long pended(String fn) {
        long irp = newIrp();
        returned(call(fn, socket, irp, o -> o), "STATUS_PENDING");
        return irp;
    }

    /** A WskReceiveFrom with a buffer of that length has pended. */
    long receiving(int buffer) {
        long irp = newIrp();
        returned(call("WskReceiveFrom", socket, irp, o -> o.with(Field.LENGTH, buffer)), "STATUS_PENDING");
        return irp;
    }

    Story release(long callback, String status) {
        return returned(releaseCall(callback), status);
    }

    long releaseCall(long callback) {
        return call("WskRelease", socket, 0, o -> o.with(Field.LIST, callback));
    }

    Story cancel(long irp) {
        return returned(call("IoCancelIrp", socket, irp, o -> o), SUCCESS);
    }

    /** A call; IRP 0 for none, no socket for the client object. */
    long call(String fn, @org.jspecify.annotations.Nullable String about, long irp, UnaryOperator<Observation> more) {
        long call = ++calls;
        functions.put(call, fn);
        if (irp != 0 && !fn.equals("IoCancelIrp")) {
            callOfIrp.put(irp, call);
        }
        Observation o = Observation.of(Kind.CALL)
                .with(Field.CLIENT, client)
                .with(Field.SOCKET, about)
                .with(Field.CALL, call)
                .with(Field.FN, fn)
                .with(Field.IRQL, "PASSIVE_LEVEL");
        subjects.put(call, about == null ? "" : about);
        see(more.apply(irp == 0 ? o : o.with(Field.IRP, irp)));
        return call;
    }

    private Story done(long call) {
        return returned(call, SUCCESS);
    }

    Story returned(long call, String status) {
        return see(ofCall(Kind.RETURN, call).with(Field.FN, functions.get(call)).with(Field.STATUS, status));
    }

    Story irp(long irp, String status) {
        return irp(irp, status, o -> o);
    }

    Story irp(long irp, String status, UnaryOperator<Observation> more) {
        return enters(irp, status, more).leaves(irp, null);
    }

    /** The completion routine of that IRP is entered, and stays in progress until {@link #leaves}. */
    Story enters(long irp, String status) {
        return enters(irp, status, o -> o);
    }

    /** The completion routine of that IRP returns that status; null when the record does not tell. */
    Story leaves(long irp, @org.jspecify.annotations.Nullable String status) {
        return see(
                ofCall(Kind.IRP_EXIT, callOfIrp.get(irp)).with(Field.IRP, irp).with(Field.STATUS, status));
    }

    private Story enters(long irp, String status, UnaryOperator<Observation> more) {
        long call = callOfIrp.get(irp);
        return see(more.apply(ofCall(Kind.IRP, call)
                .with(Field.FN, functions.get(call))
                .with(Field.IRP, irp)
                .with(Field.STATUS, status)
                .with(Field.INFORMATION, 0)));
    }

    /** A WskReceiveFrom delivers that datagram. */
    Story received(long irp, long dg) {
        return received(irp, datagram(dg));
    }

    /** A WskReceiveFrom delivers that, and says so in IoStatus.Information; ControlFlags holds these flags. */
    Story received(long irp, Datagram datagram, String... flags) {
        return irp(
                irp,
                SUCCESS,
                o -> o.with(Field.DATAGRAMS, List.of(datagram))
                        .with(Field.INFORMATION, datagram.length())
                        .with(Field.FLAGS, List.of(flags)));
    }

    private Observation ofCall(Kind kind, long call) {
        String about = subjects.get(call);
        return Observation.of(kind)
                .with(Field.CLIENT, client)
                .with(Field.SOCKET, about.isEmpty() ? null : about)
                .with(Field.CALL, call);
    }

    // ---------------------------------------------------------------- callbacks

    long enter(long... dgs) {
        List<Datagram> list = new ArrayList<>();
        for (long dg : dgs) {
            list.add(datagram(dg));
        }
        return enter(o -> o.with(Field.DATAGRAMS, list));
    }

    Datagram datagram(long dg) {
        return new Datagram(dg, lengths.getOrDefault(dg, 32), true, senders.getOrDefault(dg, "p1"), false, 0);
    }

    long enter(UnaryOperator<Observation> more) {
        long callback = ++callbacks;
        Observation o = Observation.of(Kind.ENTER)
                .with(Field.CLIENT, client)
                .with(Field.SOCKET, socket)
                .with(Field.CB, callback)
                .with(Field.EVENT, "WskReceiveFromEvent")
                .with(Field.IRQL, "DISPATCH_LEVEL")
                .with(Field.CONTEXT, socket)
                .with(Field.VIA, socket)
                .with(Field.FLAGS, List.of());
        see(more.apply(o));
        return callback;
    }

    /** The callback with a NULL list. */
    long enterNull() {
        return enter(o -> o);
    }

    Story exit(long callback, String status) {
        return exit(callback, status, "WskReceiveFromEvent");
    }

    Story exit(long callback, String status, String event) {
        return see(Observation.of(Kind.EXIT)
                .with(Field.CLIENT, client)
                .with(Field.SOCKET, event.equals("WskClientEvent") ? null : socket)
                .with(Field.CB, callback)
                .with(Field.EVENT, event)
                .with(Field.STATUS, status));
    }

    Story read(long callback, Datagram... list) {
        return see(Observation.of(Kind.READ)
                .with(Field.CLIENT, client)
                .with(Field.SOCKET, socket)
                .with(Field.CB, callback)
                .with(Field.DATAGRAMS, List.of(list)));
    }

    // ---------------------------------------------------------------- the world

    /** A peer sends that many datagrams; returns the number of the last. */
    long sends(String peer, int count) {
        for (int i = 0; i < count; i++) {
            long dg = ++datagrams;
            senders.put(dg, peer);
            peer(
                    "send",
                    o -> o.with(Field.PEER, peer)
                            .with(Field.DG, dg)
                            .with(Field.LENGTH, 32)
                            .with(Field.CAST, "unicast")
                            .with(Field.SOCKET, socket));
        }
        return datagrams;
    }

    Story send(int count) {
        sends("p1", count);
        return this;
    }

    /** The socket sends a datagram to that peer or socket, null for the fixed address; returns its number. */
    long sendsTo(@org.jspecify.annotations.Nullable String destination, String status) {
        long dg = ++datagrams;
        senders.put(dg, socket);
        long irp = newIrp();
        long call = call(
                "WskSendTo",
                socket,
                irp,
                o -> o.with(Field.ADDRESS, destination).with(Field.DG, dg).with(Field.LENGTH, 32));
        irp(irp, status);
        returned(call, status);
        return dg;
    }

    Story fails() {
        peer("fail", o -> o.with(Field.SOCKET, socket));
        return this;
    }

    void peer(String op, UnaryOperator<Observation> more) {
        long act = ++acts;
        Observation o = Observation.of(Kind.PEER)
                .with(Field.CLIENT, client)
                .with(Field.ACT, act)
                .with(Field.OP, op);
        see(more.apply(o));
        see(Observation.of(Kind.PEER_END)
                .with(Field.CLIENT, client)
                .with(Field.SOCKET, o.text(Field.SOCKET))
                .with(Field.ACT, act)
                .with(Field.OP, op));
    }

    /** Something that concerns every client: transports, unready, ready. */
    Story world(String op) {
        long act = ++acts;
        see(Observation.of(Kind.PEER).with(Field.ACT, act).with(Field.OP, op));
        return see(Observation.of(Kind.PEER_END).with(Field.ACT, act).with(Field.OP, op));
    }

    Story quiesce() {
        return see(Observation.of(Kind.QUIESCE));
    }

    Story see(Observation o) {
        seq++;
        findings.addAll(judge.accept(o.at(seq, seq * 1000, thread)));
        return this;
    }

    // ---------------------------------------------------------------- verdicts

    /** Exactly these rules were broken; GEN-10, a recommendation, is left out, since sockets get their dispatch table here whether they enable or not. */
    void breaks(String... rules) {
        TreeSet<String> broken = broken();
        broken.remove("GEN-10");
        assertThat(broken).as(this::toString).containsExactlyInAnyOrder(rules);
    }

    /** These rules were broken, and perhaps others that the same fact breaks. */
    void breaksAtLeast(String... rules) {
        assertThat(broken()).as(this::toString).contains(rules);
    }

    void breaksNothing() {
        breaks();
    }

    Story exercises(String... rules) {
        assertThat(counts()).containsKeys(rules);
        return this;
    }

    Story doesNotExercise(String... rules) {
        assertThat(counts()).doesNotContainKeys(rules);
        return this;
    }

    private TreeSet<String> broken() {
        TreeSet<String> rules = new TreeSet<>();
        findings.forEach(finding -> rules.add(finding.rule()));
        return rules;
    }

    private Map<String, Long> counts() {
        return judge.finish().exercised();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        findings.forEach(f ->
                text.append(f.rule()).append(" by ").append(f.observation()).append('\n'));
        return text.toString();
    }
}
