package org.wsktck.suite.generated;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.wsktck.oracle.Stimulus;
import org.wsktck.target.Step;
import org.wsktck.target.TargetException;
import org.wsktck.target.Wsk;

/**
 * Stream sockets: one or two, that listen, or are connected, or have no role yet, so that the walk gives them one. Sockets that one of them accepts are
 * connection-oriented.
 */
final class RoleScene extends StreamScene {
    private static final List<String[]> STATIC = List.of(
            new String[] {Wsk.EVENT_ACCEPT},
            new String[] {Wsk.EVENT_RECEIVE, Wsk.EVENT_DISCONNECT},
            new String[] {Wsk.EVENT_ACCEPT, Wsk.EVENT_RECEIVE});
    /** Size of WSK_EXTENSION_CONTROL_OUT. */
    private static final int EXTENSION_OUT = 16;

    private static final List<String> ENTRIES = new ArrayList<>(Wsk.STREAM_ENTRIES);

    static {
        ENTRIES.add(Wsk.EXTENSION);
    }

    private final Set<String> streams = new HashSet<>();
    /** Events of connections may be enabled on sockets that listen: none of them is in the static mask. */
    private boolean inheritance;

    RoleScene(LiveRun run, Manners manners, int how) {
        super(run, manners, how);
    }

    @Override
    public void begin(int how) throws TargetException {
        staticEvents(how % 9, STATIC);
        inheritance = how % 9 == 0 || how % 9 >= STATIC.size();
        open(how / 9);
        if (how / 9 % 3 == 0) {
            open(how / 27);
        }
    }

    private void open(int how) throws TargetException {
        String socket = run.freshSocket();
        streams.add(socket);
        reactions.begin(socket, ENTRIES, how);
        tellAccepted(socket, how);
        run.call(Wsk.streamSocket(Wsk.CLIENT, socket, run.freshIrp()));
        run.execute(new Step.Quiesce());
        int way = how % 8;
        if (way == 0) {
            return;
        }
        run.call(Wsk.bind(socket, run.freshIrp()));
        run.execute(new Step.Quiesce());
        switch (way) {
            case 1, 2 -> {}
            case 3, 4 -> connect(socket, how / 8);
            default -> listen(socket, how / 8);
        }
    }

    private void listen(String socket, int how) throws TargetException {
        listeners.add(socket);
        run.call(Wsk.listen(socket, run.freshIrp()));
        run.execute(new Step.Quiesce());
        if (how / 2 % 3 != 0) {
            manners.enable(socket);
        }
        if (inheritance && how % 2 == 0) {
            run.call(Wsk.enable(socket, Wsk.EVENT_RECEIVE, Wsk.EVENT_DISCONNECT));
        }
    }

    private void connect(String socket, int how) throws TargetException {
        run.call(Wsk.connect(socket, destination(how), run.freshIrp()));
        run.execute(new Step.Quiesce());
        if (how / 8 % 2 == 0) {
            manners.enable(socket);
        }
    }

    @Override
    List<String> events(String socket) {
        return streams.contains(socket) ? ENTRIES : super.events(socket);
    }

    @Override
    public Map<String, Object> arguments(String subject, Stimulus stimulus, int rest) {
        Map<String, Object> arguments = super.arguments(subject, stimulus, rest);
        if (stimulus.text("code").equals("SIO_WSK_REGISTER_EXTENSION")) {
            arguments.put("context", subject);
            arguments.put("outputSize", EXTENSION_OUT);
        }
        return arguments;
    }

    @Override
    public void follow(String subject, Stimulus stimulus, int rest) throws TargetException {
        super.follow(subject, stimulus, rest);
        if (stimulus.text("fn").equals("WskListen")) {
            listeners.add(subject);
        }
    }
}
