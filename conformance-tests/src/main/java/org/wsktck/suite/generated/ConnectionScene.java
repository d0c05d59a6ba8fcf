package org.wsktck.suite.generated;

import java.util.List;
import org.wsktck.target.Step;
import org.wsktck.target.TargetException;
import org.wsktck.target.Wsk;

/** Connection-oriented sockets that the client connects: one or two, connected already or not yet. */
final class ConnectionScene extends StreamScene {
    private static final List<String[]> STATIC = List.of(
            new String[] {Wsk.EVENT_RECEIVE},
            new String[] {Wsk.EVENT_DISCONNECT, Wsk.EVENT_RECEIVE},
            new String[] {Wsk.EVENT_RECEIVE, Wsk.EVENT_RECEIVE_FROM});

    ConnectionScene(LiveRun run, Manners manners, int how) {
        super(run, manners, how);
    }

    @Override
    public void begin(int how) throws TargetException {
        staticEvents(how % 9, STATIC);
        open(how / 9);
        if (how / 9 % 3 == 0) {
            open(how / 27);
        }
    }

    private void open(int how) throws TargetException {
        String socket = run.freshSocket();
        reactions.begin(socket, Wsk.CONNECTION_ENTRIES, how);
        int way = how % 8;
        if (way == 0) {
            run.call(Wsk.socketConnect(Wsk.CLIENT, socket, destination(how), run.freshIrp()));
            run.execute(new Step.Quiesce());
            return;
        }
        run.call(Wsk.connectionSocket(Wsk.CLIENT, socket, run.freshIrp()));
        run.execute(new Step.Quiesce());
        if (way == 1) {
            return;
        }
        run.call(Wsk.bind(socket, run.freshIrp()));
        run.execute(new Step.Quiesce());
        if (way == 2) {
            return;
        }
        run.call(Wsk.connect(socket, destination(how / 8), run.freshIrp()));
        run.execute(new Step.Quiesce());
        if (how / 64 % 2 == 0) {
            manners.enable(socket);
        }
    }
}
