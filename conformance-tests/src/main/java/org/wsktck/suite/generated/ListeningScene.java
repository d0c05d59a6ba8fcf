package org.wsktck.suite.generated;

import java.util.List;
import org.wsktck.target.Step;
import org.wsktck.target.TargetException;
import org.wsktck.target.Wsk;

/** A listening socket to which peers connect, with conditional accept or without, and the sockets that it accepts. */
final class ListeningScene extends StreamScene {
    private static final List<String[]> STATIC = List.of(
            new String[] {Wsk.EVENT_ACCEPT},
            new String[] {Wsk.EVENT_ACCEPT, Wsk.EVENT_RECEIVE},
            new String[] {Wsk.EVENT_RECEIVE, Wsk.EVENT_DISCONNECT});
    /** Accepted sockets that are told ahead how to react. */
    private static final int AHEAD = 4;

    private final boolean conditional;

    ListeningScene(LiveRun run, Translator translator, Manners manners, int how, boolean conditional) {
        super(run, manners, how);
        this.conditional = conditional;
    }

    @Override
    public void begin(int how) throws TargetException {
        staticEvents(how % 8, STATIC);
        open(how / 8);
        if (how / 8 % 5 == 0) {
            open(how / 40);
        }
    }

    private void open(int how) throws TargetException {
        String socket = run.freshSocket();
        listeners.add(socket);
        reactions.begin(socket, Wsk.LISTEN_ENTRIES, how);
        for (int i = 1; i <= AHEAD; i++) {
            reactions.begin(socket + "." + i, Wsk.CONNECTION_ENTRIES, how / i);
        }
        run.call(Wsk.listenSocket(Wsk.CLIENT, socket, run.freshIrp()));
        run.execute(new Step.Quiesce());
        if (conditional) {
            run.call(Wsk.conditionalAccept(socket, run.freshIrp()));
            run.execute(new Step.Quiesce());
        }
        run.call(Wsk.bind(socket, run.freshIrp()));
        run.execute(new Step.Quiesce());
        if (how / 4 % 3 != 0) {
            manners.enable(socket);
        }
    }

    @Override
    public List<String> arrivals(String socket) {
        return run.judge().arrivals(socket).stream()
                .filter(peer -> !run.connected().isTaken(peer))
                .toList();
    }
}
