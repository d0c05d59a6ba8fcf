package org.wsktck.suite.generated;

import java.util.List;
import org.wsktck.oracle.Stimulus;
import org.wsktck.target.Step;
import org.wsktck.target.TargetException;
import org.wsktck.target.Wsk;

/** A listening socket to which peers connect, with conditional accept or without, and the sockets that it accepts. */
final class ListeningScene extends StreamScene {
    private static final List<String[]> STATIC =
            List.of(new String[] {Wsk.EVENT_ACCEPT}, new String[] {Wsk.EVENT_ACCEPT, Wsk.EVENT_RECEIVE}, new String[] {
                Wsk.EVENT_RECEIVE, Wsk.EVENT_DISCONNECT
            });
    private final boolean conditional;
    /** Events of connections may be enabled on listening sockets: none of them is in the static mask. */
    private boolean inheritance;

    ListeningScene(LiveRun run, Manners manners, int how, boolean conditional) {
        super(run, manners, how);
        this.conditional = conditional;
    }

    @Override
    public void begin(int how) throws TargetException {
        staticEvents(how % 8, STATIC);
        inheritance = how % 8 == 0 || how % 8 >= STATIC.size();
        open(how / 8);
        if (how / 8 % 5 == 0) {
            open(how / 40);
        }
    }

    private void open(int how) throws TargetException {
        String socket = run.freshSocket();
        listeners.add(socket);
        reactions.begin(socket, Wsk.LISTEN_ENTRIES, how);
        tellAccepted(socket, how);
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
        if (inheritance && how % 2 == 0) {
            run.call(Wsk.enable(socket, Wsk.EVENT_RECEIVE, Wsk.EVENT_DISCONNECT));
        }
    }

    /** Nothing new is pended before all that was pended has been decided: a client must not let requests be pended for ever, and it cannot be told which of them is. */
    @Override
    public void rest() throws TargetException {
        for (String listener : listeners) {
            if (manners.owesDecision(listener)) {
                reactions.stopPending(listener);
                manners.decide(listener);
            }
        }
    }

    /** Peers connect, and the listening socket is closed now and then, while accepted sockets go on. */
    @Override
    public int weight(String subject, Stimulus stimulus) {
        int weight = super.weight(subject, stimulus);
        if (stimulus.text("action").equals("WskInspectPend") && manners.owesDecision(subject)) {
            return 0;
        }
        return listeners.contains(subject) && stimulus.text("fn").equals("WskCloseSocket") ? 2 * weight : weight;
    }
}
