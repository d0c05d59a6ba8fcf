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
 * A listening socket. What it hands over is left alone.
 *
 * @param conditional whether it is in conditional-accept mode
 */
record ListeningStage(boolean conditional) implements TourStage {
    private static final String SOCKET = "s1";
    private static final int CALLBACKS = 2;

    static List<TourModel> parts(Target target) {
        return List.of(part(target, "accept", false, 1, "enable", "disable", "take", "spurn"));
    }

    private static TourModel part(Target target, String name, boolean conditional, int peers, String... verbs) {
        Set<String> all = new HashSet<>(Set.of(verbs));
        all.addAll(Set.of("WskBind", "connect", "WskCloseSocket"));
        StimulusLimits limits =
                new StimulusLimits(TourModel.verbs(target, "listening", all), 1, 1, 1, peers, 1, 1, 1);
        return new TourModel(name, new ListeningStage(conditional), limits, CALLBACKS);
    }

    @Override
    public List<String> sockets() {
        return List.of(SOCKET);
    }

    @Override
    public void set(LiveRun run) throws TargetException {
        run.execute(new Step.Call(Step.MAIN, Wsk.register(Wsk.CLIENT)));
        run.execute(new Step.Call(Step.MAIN, Wsk.capture(Wsk.CLIENT, "WSK_NO_WAIT")));
        for (String event : Wsk.LISTEN_ENTRIES) {
            run.execute(new Step.Otherwise(SOCKET, event, List.of(new Action.Hold())));
        }
        run.execute(new Step.Call(Step.MAIN, Wsk.listenSocket(Wsk.CLIENT, SOCKET, run.freshIrp())));
        run.execute(new Step.Quiesce());
        if (conditional) {
            run.execute(new Step.Call(Step.MAIN, Wsk.conditionalAccept(SOCKET, run.freshIrp())));
            run.execute(new Step.Quiesce());
        }
    }

    @Override
    public Translator translator(LiveRun run) {
        return new StreamTranslator(run, "");
    }
}
