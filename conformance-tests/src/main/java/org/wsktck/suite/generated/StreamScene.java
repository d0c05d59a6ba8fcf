package org.wsktck.suite.generated;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.wsktck.oracle.Stimulus;
import org.wsktck.target.Step;
import org.wsktck.target.TargetException;
import org.wsktck.target.Wsk;

/** What walks over connections have in common, whichever side makes them. */
abstract class StreamScene implements Scene {
    /** Peers of a walk. */
    private static final int MOST_PEERS = 8;
    /** Bytes of a write are at most so many, and so are those of sends and receives. */
    private static final int MOST_BYTES = 24;
    /** At least so many bytes have but one place in a stream, whatever was taken unseen before them. */
    private static final int SURE_BYTES = 8;

    /** Accepted sockets that are told ahead how to react. */
    private static final int AHEAD = 4;

    private static final int LAST_BACKLOG = 4000;
    private static final String IDEAL_SEND_BACKLOG = "SIO_WSK_QUERY_IDEAL_SEND_BACKLOG";

    /** What is done to the client object; for all the rest of it there are the walks over datagram sockets. */
    private static final Set<String> CLIENT_FUNCTIONS =
            Set.of("WskDeregister", "WskCaptureProviderNPI", "WskReleaseProviderNPI");

    final LiveRun run;
    final Manners manners;
    final StreamReactions reactions;
    final Set<String> listeners = new TreeSet<>();
    private final Set<String> drained = new TreeSet<>();
    private String destination = "";

    StreamScene(LiveRun run, Manners manners, int how) {
        this.run = run;
        this.manners = manners;
        this.reactions = new StreamReactions(run, how);
    }

    /** Static events of the client, by a number. */
    final void staticEvents(int how, List<String[]> masks) throws TargetException {
        if (how < masks.size()) {
            run.call(Wsk.staticEvents(Wsk.CLIENT, masks.get(how)));
        }
    }

    /** The events of that socket, to whose callbacks it is told how to react. */
    List<String> events(String socket) {
        return listeners.contains(socket) ? Wsk.LISTEN_ENTRIES : Wsk.CONNECTION_ENTRIES;
    }

    /** Tells sockets that listening socket will hand over how to react, before their first callbacks. */
    final void tellAccepted(String listener, int how) throws TargetException {
        for (int i = 1; i <= AHEAD; i++) {
            reactions.begin(listener + "." + i, Wsk.CONNECTION_ENTRIES, how / i);
        }
    }

    /** A peer that listens, most of the time. */
    final String destination(int how) throws TargetException {
        String peer = run.freshPeer();
        if (how % 8 != 0) {
            run.execute(new Step.Peer("listen", peer, null, 0));
        }
        return peer;
    }

    @Override
    public int weight(String subject, Stimulus stimulus) {
        if (subject.equals(Wsk.CLIENT)) {
            return CLIENT_FUNCTIONS.contains(stimulus.text("fn")) ? 1 : 0;
        }
        return switch (stimulus.kind()) {
            case "exit" -> stimulus.text("event").equals(Wsk.RECEIVE) ? 8 : 12;
            case "read" -> 2;
            case "peer" -> peerWeight(stimulus.text("op"));
            default -> stimulus.number("inside") == 0 ? callWeight(stimulus) : (callWeight(stimulus) + 1) / 2;
        };
    }

    private int peerWeight(String op) {
        return switch (op) {
            case "connect" -> run.peers() < MOST_PEERS ? 30 : 0;
            case "write" -> 30;
            case "fin" -> 4;
            case "backlog" -> 8;
            case "extension" -> 6;
            case "pause", "resume" -> 5;
            case "rst" -> 2;
            default -> 1;
        };
    }

    private static int callWeight(Stimulus stimulus) {
        return switch (stimulus.text("fn")) {
            case "WskControlSocket" -> controlWeight(stimulus);
            case "WskBind", "WskConnect", "WskListen" -> 20;
            case "WskReceive", "WskSend", "WskAccept", "WskRelease" -> 8;
            case "WskInspectComplete", "IoCancelIrp" -> 6;
            case "WskDisconnect" -> 4;
            case "WskCloseSocket" -> 2;
            default -> 1;
        };
    }

    private static int controlWeight(Stimulus stimulus) {
        return switch (stimulus.text("code")) {
            case "SO_WSK_EVENT_CALLBACK" ->
                stimulus.texts("mask").contains("WSK_EVENT_DISABLE")
                        ? 3
                        : 4 * stimulus.texts("mask").size();
            case "SO_CONDITIONAL_ACCEPT" -> stimulus.flag("output") ? 3 : 10;
            case IDEAL_SEND_BACKLOG -> 6;
            case "SIO_WSK_SET_TCP_SILENT_MODE" -> 1;
            default -> 3;
        };
    }

    @Override
    public boolean prepare(String subject, Stimulus stimulus, int rest) throws TargetException {
        for (String socket : run.sockets()) {
            reactions.begin(socket, events(socket), rest);
        }
        String fn = stimulus.text("fn");
        if (fn.equals("WskCloseSocket") && reactions.retains(subject)) {
            reactions.stopRetaining(subject);
            rest();
            manners.quiesce();
            return false;
        }
        if (stimulus.text("op").equals("backlog") && rest % 2 == 0 && !run.inMotion()) {
            manners.ask(subject, IDEAL_SEND_BACKLOG);
        }
        if (stimulus.texts("flags").contains("WSK_FLAG_DRAIN")) {
            drained.add(subject);
        }
        if (fn.equals("WskConnect")) {
            destination = destination(rest);
        }
        if (run.isSocket(subject) && rest % 8 == 5) {
            List<String> events = events(subject);
            reactions.change(subject, events.get(rest / 8 % events.size()), rest / 32);
        }
        return true;
    }

    /** A drain takes bytes unseen, nobody knows how many; where a few bytes stand that come after it can then not be told. */
    private int bytes(String subject, int rest) {
        int bytes = 1 + rest / 4 % MOST_BYTES;
        return drained.contains(subject) ? Math.max(SURE_BYTES, bytes) : bytes;
    }

    @Override
    public Map<String, Object> arguments(String subject, Stimulus stimulus, int rest) {
        Map<String, Object> arguments = new HashMap<>();
        int bytes = bytes(subject, rest);
        switch (stimulus.text("fn")) {
            case "WskConnect" -> arguments.put("address", destination);
            case "WskSend" -> arguments.put("length", bytes);
            case "WskReceive" -> arguments.put("length", stimulus.flag("some") ? bytes : 0);
            case "WskDisconnect" -> {
                if (stimulus.texts("flags").isEmpty() && rest % 2 == 0) {
                    arguments.put("length", bytes);
                }
            }
            default -> {}
        }
        switch (stimulus.text("op")) {
            case "write" -> arguments.put("length", bytes);
            case "backlog" -> arguments.put("value", 1000 * (1 + rest / 4 % 3));
            default -> {}
        }
        arguments.put("bytes", 1 + rest / 4 % 5);
        arguments
                .keySet()
                .removeIf(name -> name.equals("bytes") && !stimulus.kind().equals("exit"));
        return arguments;
    }

    /** The ideal send backlog is asked for before a change and after it. */
    @Override
    public void follow(String subject, Stimulus stimulus, int rest) throws TargetException {
        if (stimulus.text("op").equals("backlog") && rest % 2 == 0 && !run.inMotion()) {
            manners.ask(subject, IDEAL_SEND_BACKLOG);
        }
    }

    /** In the end, when callbacks do not stay inside any more, every peer writes once more, and the ideal send backlog changes. */
    @Override
    public void calm() throws TargetException {
        reactions.calm();
        rest();
        manners.quiesce();
        part();
        for (String socket : run.sockets()) {
            if (!listeners.contains(socket)) {
                manners.act(socket, "backlog", Map.of("value", LAST_BACKLOG));
                manners.act(socket, "write", Map.of("length", MOST_BYTES));
            }
        }
        rest();
        manners.quiesce();
        for (String socket : run.sockets()) {
            manners.ask(socket, IDEAL_SEND_BACKLOG);
        }
        rest();
        manners.quiesce();
    }

    /** Listening sockets are closed first: those that they have accepted live on for a while. */
    private void part() throws TargetException {
        for (String listener : listeners) {
            manners.close(listener);
        }
        if (!listeners.isEmpty()) {
            rest();
            manners.quiesce();
        }
    }

    /** Connections that came to that socket while it listened, and that no socket of the client has. */
    @Override
    public List<String> arrivals(String socket) {
        return !listeners.contains(socket)
                ? List.of()
                : run.judge().arrivals(socket).stream()
                        .filter(peer -> !run.connected().isTaken(peer))
                        .toList();
    }
}
