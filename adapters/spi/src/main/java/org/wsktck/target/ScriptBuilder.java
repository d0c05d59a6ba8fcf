package org.wsktck.target;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Writes scripts as they are told. */
public final class ScriptBuilder {
    private final String name;
    private final String title;
    private final List<String> needs = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();

    private ScriptBuilder(String name, String title) {
        this.name = name;
        this.title = title;
    }

    /** Begins a script. */
    public static ScriptBuilder script(String name, String title) {
        return new ScriptBuilder(name, title);
    }

    /** Says that the target must have that capability. */
    public ScriptBuilder needs(String capability) {
        needs.add(capability);
        return this;
    }

    /** Appends any step. */
    public ScriptBuilder then(Step step) {
        steps.add(step);
        return this;
    }

    /** Calls on the main thread. */
    public ScriptBuilder call(Invocation invocation) {
        return then(new Step.Call(Step.MAIN, invocation));
    }

    /** Calls on a thread of that name, without waiting for the return. */
    public ScriptBuilder callOn(String thread, Invocation invocation) {
        return then(new Step.Call(thread, invocation));
    }

    /** Appends a one-time reaction of WskReceiveFromEvent on that socket. */
    public ScriptBuilder react(String socket, Action... actions) {
        return then(new Step.React(socket, Wsk.RECEIVE_FROM, Arrays.asList(actions)));
    }

    /** Sets the standing reaction of WskReceiveFromEvent on that socket. */
    public ScriptBuilder otherwise(String socket, Action... actions) {
        return then(new Step.Otherwise(socket, Wsk.RECEIVE_FROM, Arrays.asList(actions)));
    }

    /** Appends a one-time reaction of that event on that socket, which need not exist yet. */
    public ScriptBuilder react(String socket, String event, Action... actions) {
        return then(new Step.React(socket, event, Arrays.asList(actions)));
    }

    /** Sets the standing reaction of that event on that socket, which need not exist yet. */
    public ScriptBuilder otherwise(String socket, String event, Action... actions) {
        return then(new Step.Otherwise(socket, event, Arrays.asList(actions)));
    }

    /** Resumes the nth held callback. */
    public ScriptBuilder resume(String socket, int nth, Action... actions) {
        return then(new Step.Resume(socket, nth, Arrays.asList(actions)));
    }

    /** What an IRP's completion routine does. */
    public ScriptBuilder onCompletion(String irp, Action... actions) {
        return then(new Step.OnCompletion(irp, Arrays.asList(actions)));
    }

    /** Cancels an IRP. */
    public ScriptBuilder cancel(String irp) {
        return then(new Step.Cancel(irp));
    }

    /** Peer p1 sends that many unicast datagrams of 32 bytes. */
    public ScriptBuilder send(String socket, int count) {
        return send("p1", socket, count);
    }

    /** A peer sends that many unicast datagrams of 32 bytes. */
    public ScriptBuilder send(String peer, String socket, int count) {
        return then(new Step.Send(peer, socket, count, 32, Step.Cast.UNICAST));
    }

    /** The environment acts on the provider. */
    public ScriptBuilder environment(String op) {
        return then(new Step.Environment(op, null));
    }

    /** The socket loses its function. */
    public ScriptBuilder fail(String socket) {
        return needs(Capability.FAIL_SOCKET).then(new Step.Environment("fail", socket));
    }

    /** The ideal send backlog of the socket's connection changes to that many bytes. */
    public ScriptBuilder backlog(String socket, long bytes) {
        return needs(Capability.BACKLOG).then(new Step.Environment("backlog", socket, bytes));
    }

    /** The extension interface that is registered on the socket has its event. */
    public ScriptBuilder extension(String socket) {
        return needs(Capability.EXTENSION).then(new Step.Environment("extension", socket));
    }

    /** A peer connects to the listening socket. */
    public ScriptBuilder connects(String peer, String listener) {
        return then(new Step.Peer("connect", peer, listener, 0));
    }

    /** A peer listens, so that the client can connect to its name. */
    public ScriptBuilder listens(String peer) {
        return then(new Step.Peer("listen", peer, null, 0));
    }

    /** A peer writes the next bytes of its stream. */
    public ScriptBuilder writes(String peer, int length) {
        return then(new Step.Peer("write", peer, null, length));
    }

    /** A peer ends what it sends in order. */
    public ScriptBuilder finishes(String peer) {
        return then(new Step.Peer("fin", peer, null, 0));
    }

    /** A peer resets its connection, or gives up its connect. */
    public ScriptBuilder resets(String peer) {
        return then(new Step.Peer("rst", peer, null, 0));
    }

    /** A peer stops taking what the client sends. */
    public ScriptBuilder pauses(String peer) {
        return then(new Step.Peer("pause", peer, null, 0));
    }

    /** A peer goes on taking what the client sends. */
    public ScriptBuilder resumes(String peer) {
        return then(new Step.Peer("resume", peer, null, 0));
    }

    /** Reads a list: 0 is the oldest retained one. */
    public ScriptBuilder read(String socket, int list) {
        return then(new Step.Read(socket, list));
    }

    /** Waits for quiescence. */
    public ScriptBuilder quiesce() {
        return then(new Step.Quiesce());
    }

    /** A note in the trace. */
    public ScriptBuilder mark(String text) {
        return then(new Step.Mark(text));
    }

    /** Registers client c1 and captures the provider NPI. */
    public ScriptBuilder client() {
        return call(Wsk.register(Wsk.CLIENT)).call(Wsk.capture(Wsk.CLIENT, "WSK_NO_WAIT"));
    }

    /** A client with a bound datagram socket whose WskReceiveFromEvent is disabled. */
    public ScriptBuilder bound(String socket) {
        return call(Wsk.datagramSocket(Wsk.CLIENT, socket, "i-" + socket + "-open"))
                .quiesce()
                .call(Wsk.bind(socket, "i-" + socket + "-bind"))
                .quiesce();
    }

    /** A bound datagram socket without context and dispatch table, for clients that only call functions. */
    public ScriptBuilder plain(String socket) {
        return call(Wsk.plainDatagramSocket(Wsk.CLIENT, socket, "i-" + socket + "-open"))
                .quiesce()
                .call(Wsk.bind(socket, "i-" + socket + "-bind"))
                .quiesce();
    }

    /** A socket that the invocation creates, bound. */
    private ScriptBuilder created(Invocation creation, String socket) {
        return call(creation)
                .quiesce()
                .call(Wsk.bind(socket, "i-" + socket + "-bind"))
                .quiesce();
    }

    /** A listening socket, bound, on which WskAcceptEvent is disabled. */
    public ScriptBuilder listening(String socket) {
        return created(Wsk.listenSocket(Wsk.CLIENT, socket, "i-" + socket + "-open"), socket);
    }

    /** A bound listening socket with the events of those flags enabled, such as {@link Wsk#EVENT_ACCEPT}. */
    public ScriptBuilder listening(String socket, String first, String... flags) {
        return listening(socket).call(Wsk.enable(socket, first, flags)).quiesce();
    }

    /** A bound listening socket in conditional-accept mode with the events of those flags enabled. */
    public ScriptBuilder inspecting(String socket, String... flags) {
        call(Wsk.listenSocket(Wsk.CLIENT, socket, "i-" + socket + "-open"))
                .quiesce()
                .call(Wsk.conditionalAccept(socket, "i-" + socket + "-condition"))
                .quiesce()
                .call(Wsk.bind(socket, "i-" + socket + "-bind"))
                .quiesce();
        return flags.length == 0
                ? this
                : call(Wsk.eventCallback(socket, null, flags)).quiesce();
    }

    /** A connection-oriented socket, bound and not connected. */
    public ScriptBuilder connecting(String socket) {
        return created(Wsk.connectionSocket(Wsk.CLIENT, socket, "i-" + socket + "-open"), socket);
    }

    /** A connection-oriented socket that is connected to the peer, with the events of those flags enabled. */
    public ScriptBuilder connected(String socket, String peer, String... flags) {
        connecting(socket)
                .listens(peer)
                .call(Wsk.connect(socket, peer, "i-" + socket + "-connect"))
                .quiesce();
        return flags.length == 0
                ? this
                : call(Wsk.eventCallback(socket, null, flags)).quiesce();
    }

    /** A stream socket, bound and without a role. */
    public ScriptBuilder stream(String socket) {
        return created(Wsk.streamSocket(Wsk.CLIENT, socket, "i-" + socket + "-open"), socket);
    }

    /** A stream socket that listens, with the events of those flags enabled. */
    public ScriptBuilder streamListening(String socket, String... flags) {
        stream(socket).call(Wsk.listen(socket, "i-" + socket + "-listen")).quiesce();
        return flags.length == 0
                ? this
                : call(Wsk.eventCallback(socket, null, flags)).quiesce();
    }

    /** Client, bound socket, event enabled, quiet. */
    public ScriptBuilder enabled(String socket) {
        return client().bound(socket).call(Wsk.enable(socket)).quiesce();
    }

    /** Client with WSK_EVENT_RECEIVE_FROM in its static mask, bound socket, quiet. */
    public ScriptBuilder staticallyEnabled(String socket) {
        return client().call(Wsk.staticEvents(Wsk.CLIENT, Wsk.EVENT_RECEIVE_FROM))
                .bound(socket);
    }

    /**
     * Closes the sockets, lets the client object go, and waits for quiescence. WskDeregister is called on a thread of its own, since a provider that is not right may
     * never let it return.
     */
    public ScriptBuilder shutDown(String... sockets) {
        for (String socket : sockets) {
            call(Wsk.close(socket, "i-" + socket + "-close"));
        }
        return quiesce()
                .call(Wsk.releaseNpi(Wsk.CLIENT))
                .callOn("end", Wsk.deregister(Wsk.CLIENT))
                .quiesce();
    }

    /** The script. */
    public Script build() {
        return new Script(name, title, needs.stream().distinct().toList(), steps);
    }

    /** An action that holds the callback. */
    public static Action hold() {
        return new Action.Hold();
    }

    /** An action that returns from the callback. */
    public static Action returns(String status) {
        return new Action.Return(status);
    }

    /** An action that calls from inside. */
    public static Action calls(Invocation invocation) {
        return new Action.Call(invocation);
    }

    /** An action that reads the callback's list. */
    public static Action reads() {
        return new Action.Read();
    }

    /** An action that waits for an IRP, which no client must do. */
    public static Action waits(String irp) {
        return new Action.WaitFor(irp);
    }

    /** An action that writes that number into *BytesAccepted. */
    public static Action accepts(long bytes) {
        return new Action.Accept(bytes);
    }

    /** An action that writes *BytesAccepted so that this many of the bytes indicated are left, and one is taken at least. */
    public static Action leaves(long bytes) {
        return new Action.Accept(-bytes);
    }

    /** An action that stores the accepted socket's name as context, and a table of those entries. */
    public static Action stores(String... entries) {
        return new Action.Store(Action.ACCEPTED, Arrays.asList(entries));
    }

    /** An action that stores NULL as context and as table. */
    public static Action storesNothing() {
        return new Action.Store(null, null);
    }

    /** Arguments of an invocation, for those that {@link Wsk} has no method for. */
    public static Map<String, Object> args(Object... pairs) {
        Map<String, Object> args = new java.util.HashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            args.put((String) pairs[i], pairs[i + 1]);
        }
        return args;
    }
}
