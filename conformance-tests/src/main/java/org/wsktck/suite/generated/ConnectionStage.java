package org.wsktck.suite.generated;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.wsktck.oracle.StimulusLimits;
import org.wsktck.target.Action;
import org.wsktck.target.Step;
import org.wsktck.target.Target;
import org.wsktck.target.TargetException;
import org.wsktck.target.Wsk;

/**
 * A connection-oriented socket.
 *
 * @param birth where it comes from
 */
record ConnectionStage(Birth birth) implements TourStage {
    /** Where a connection-oriented socket comes from. */
    enum Birth {
        /** WskSocket; the tour binds and connects it. */
        CREATED,
        /** WskSocketConnect. */
        CONNECTED,
        /** WskAcceptEvent of a listening socket, on which the events for receiving and disconnecting were enabled. */
        HANDED_OVER,
        /** WskAccept. */
        ACCEPTED
    }

    private static final String LISTENER = "l1";
    private static final String SOCKET = "s1";
    private static final String PEER = "p1";
    private static final int CALLBACKS = 2;

    static List<TourModel> parts(Target target) {
        return List.of(
                part(target, "receive", Birth.CREATED, 1, "enableReceive", "WskReceive", "accept", "part", "write"));
    }

    private static TourModel part(Target target, String name, Birth birth, int irps, String... verbs) {
        Set<String> all = new HashSet<>(Set.of(verbs));
        if (birth == Birth.CREATED) {
            all.addAll(Set.of("WskBind", "WskConnect"));
        }
        all.add("WskCloseSocket");
        StimulusLimits limits =
                new StimulusLimits(TourModel.verbs(target, "connection", all), 1, irps, 1, 1, 1, 1, 1);
        return new TourModel(name, new ConnectionStage(birth), limits, CALLBACKS);
    }

    @Override
    public List<String> sockets() {
        return List.of(birth == Birth.HANDED_OVER ? LISTENER + ".1" : SOCKET);
    }

    @Override
    public void set(LiveRun run) throws TargetException {
        run.execute(new Step.Call(Step.MAIN, Wsk.register(Wsk.CLIENT)));
        run.execute(new Step.Call(Step.MAIN, Wsk.capture(Wsk.CLIENT, "WSK_NO_WAIT")));
        for (String event : Wsk.CONNECTION_ENTRIES) {
            run.execute(new Step.Otherwise(sockets().get(0), event, List.of(new Action.Hold())));
        }
        switch (birth) {
            case CREATED -> {
                run.execute(new Step.Peer("listen", PEER, null, 0));
                run.execute(new Step.Call(Step.MAIN, Wsk.connectionSocket(Wsk.CLIENT, SOCKET, run.freshIrp())));
            }
            case CONNECTED -> {
                run.execute(new Step.Peer("listen", PEER, null, 0));
                run.execute(new Step.Call(Step.MAIN, Wsk.socketConnect(Wsk.CLIENT, SOCKET, PEER, run.freshIrp())));
            }
            case HANDED_OVER -> {
                listen(run);
                run.execute(new Step.Call(
                        Step.MAIN,
                        Wsk.enable(LISTENER, Wsk.EVENT_ACCEPT, Wsk.EVENT_RECEIVE, Wsk.EVENT_DISCONNECT)));
                run.execute(new Step.Peer("connect", PEER, LISTENER, 0));
            }
            case ACCEPTED -> {
                listen(run);
                run.execute(new Step.Call(Step.MAIN, Wsk.accept(LISTENER, SOCKET, run.freshIrp())));
                run.execute(new Step.Peer("connect", PEER, LISTENER, 0));
            }
        }
        run.execute(new Step.Quiesce());
    }

    private static void listen(LiveRun run) throws TargetException {
        run.execute(new Step.Call(Step.MAIN, Wsk.listenSocket(Wsk.CLIENT, LISTENER, run.freshIrp())));
        run.execute(new Step.Quiesce());
        run.execute(new Step.Call(Step.MAIN, Wsk.bind(LISTENER, run.freshIrp())));
        run.execute(new Step.Quiesce());
    }

    @Override
    public Translator translator(LiveRun run) {
        return new StreamTranslator(run, PEER);
    }
}
