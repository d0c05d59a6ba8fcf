package org.wsktck.suite.generated;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.wsktck.catalogue.Category;
import org.wsktck.oracle.StimulusLimits;
import org.wsktck.target.Step;
import org.wsktck.target.Target;
import org.wsktck.target.TargetException;
import org.wsktck.target.Wsk;

/** A listening socket on which the events for receiving and disconnecting were enabled too, and the socket that its WskAcceptEvent in progress hands over: both are toured. */
record BirthStage() implements TourStage {
    private static final String LISTENER = "l1";
    private static final String NEWBORN = "l1.1";
    private static final String PEER = "p1";
    private static final int CALLBACKS = 1;

    static List<TourModel> parts(Target target) {
        Set<String> verbs =
                new HashSet<>(TourModel.verbs(target, "listening on tour", Set.of("take", "spurn", "WskCloseSocket")));
        verbs.addAll(TourModel.verbs(target, "connection", Set.of("accept", "write", "fin", "rst", "WskCloseSocket")));
        StimulusLimits limits = new StimulusLimits(verbs, 1, 1, 1, 1, 1, 1, 1);
        return List.of(new TourModel("newborn", new BirthStage(), limits, CALLBACKS));
    }

    @Override
    public Set<Category> categories() {
        return Set.of(Category.LISTENING, Category.CONNECTION);
    }

    @Override
    public List<String> sockets() {
        return List.of(LISTENER, NEWBORN);
    }

    @Override
    public List<String> events() {
        return Wsk.STREAM_ENTRIES;
    }

    @Override
    public void set(LiveRun run) throws TargetException {
        TourStage.listen(run, LISTENER);
        run.call(Wsk.enable(LISTENER, Wsk.EVENT_ACCEPT, Wsk.EVENT_RECEIVE, Wsk.EVENT_DISCONNECT));
        run.execute(new Step.Peer("connect", PEER, LISTENER, 0));
        run.execute(new Step.Quiesce());
    }

    @Override
    public Steps steps(LiveRun run, Translator translator) {
        return new StreamSteps(run, translator, PEER)::step;
    }
}
