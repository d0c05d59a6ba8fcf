package org.wsktck.suite.generated;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.wsktck.target.Action;
import org.wsktck.target.Step;
import org.wsktck.target.TargetException;
import org.wsktck.target.Wsk;

/**
 * How the callbacks of listening sockets and of connections react, and that they are told. Some events' callbacks stay inside, so that the walk can go on with them as the
 * specification allows; the others return by themselves, in a way that is right whatever the socket's state is, and that changes from time to time.
 */
final class StreamReactions {
    private static final List<String> EVENTS =
            Stream.concat(Wsk.STREAM_ENTRIES.stream(), Stream.of(Wsk.EXTENSION)).toList();
    private static final Action.Return REFUSES = new Action.Return("STATUS_DATA_NOT_ACCEPTED");
    private static final Action.Return RETAINS = new Action.Return("STATUS_PENDING");

    private final LiveRun run;
    private final Set<String> held = new HashSet<>();
    private final Set<String> retaining = new HashSet<>();
    private final Map<String, Set<String>> set = new TreeMap<>();

    /** A bit of the number for each event says whether its callbacks stay inside; half of all walks hold none. */
    StreamReactions(LiveRun run, int how) {
        this.run = run;
        if (how % 2 == 1) {
            for (int i = 0; i < EVENTS.size(); i++) {
                if ((how >> (i + 1)) % 2 == 1) {
                    held.add(EVENTS.get(i));
                }
            }
        }
    }

    /** Says for each of these events how it is to be reacted to on a socket, which need not exist yet. */
    void begin(String socket, List<String> events, int how) throws TargetException {
        if (!set.containsKey(socket)) {
            for (String event : events) {
                change(socket, event, how);
            }
        }
    }

    /** Changes the reaction to an event. */
    void change(String socket, String event, int how) throws TargetException {
        List<Action> actions = held.contains(event) ? List.of(new Action.Hold()) : returning(event, how);
        if (event.equals(Wsk.RECEIVE)) {
            if (actions.contains(RETAINS)) {
                retaining.add(socket);
            } else {
                retaining.remove(socket);
            }
        }
        if (set.computeIfAbsent(socket, k -> new TreeSet<>()).add(event) && actions.isEmpty()) {
            return;
        }
        run.execute(new Step.Otherwise(socket, event, actions));
    }

    private static List<Action> returning(String event, int how) {
        return switch (event) {
            case Wsk.RECEIVE ->
                switch (how % 10) {
                    case 0 -> List.of(new Action.Read());
                    case 1, 2 -> List.of(new Action.Accept(-1 - how / 10 % 5));
                    case 3 -> List.of(REFUSES);
                    case 4, 5, 6 -> List.of(RETAINS);
                    default -> List.of();
                };
            case Wsk.ACCEPT ->
                switch (how % 8) {
                    case 0 -> List.of(new Action.Return("STATUS_REQUEST_NOT_ACCEPTED"));
                    case 1 -> List.of(new Action.Store(Action.ACCEPTED, List.of(Wsk.RECEIVE)));
                    case 2 -> List.of(new Action.Store(null, null));
                    default -> List.of();
                };
            case Wsk.INSPECT ->
                switch (how % 4) {
                    case 0 -> List.of(new Action.Return("WskInspectReject"));
                    case 1, 2 -> List.of(new Action.Return("WskInspectPend"));
                    default -> List.of();
                };
            default -> List.of();
        };
    }

    /** Whether callbacks of that socket retain what they are given, so that it may not be closed before they have stopped doing so. */
    boolean retains(String socket) {
        return retaining.contains(socket);
    }

    /** All callbacks return at once from now on, and accept what they are given. */
    void calm() throws TargetException {
        for (Map.Entry<String, Set<String>> entry : set.entrySet()) {
            for (String event : entry.getValue()) {
                run.execute(new Step.Otherwise(entry.getKey(), event, List.of()));
            }
        }
        retaining.clear();
    }

    /** Requests to that socket are not pended any more, for the time being, by callbacks that return by themselves. */
    void stopPending(String socket) throws TargetException {
        if (!held.contains(Wsk.INSPECT)) {
            run.execute(new Step.Otherwise(socket, Wsk.INSPECT, List.of()));
        }
    }

    /** Callbacks of that socket stop retaining. */
    void stopRetaining(String socket) throws TargetException {
        run.execute(new Step.Otherwise(socket, Wsk.RECEIVE, List.of()));
        retaining.remove(socket);
    }
}
