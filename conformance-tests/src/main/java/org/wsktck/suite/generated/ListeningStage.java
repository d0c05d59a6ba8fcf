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

/**
 * A listening socket. What it hands over is left alone.
 *
 * @param mode how it listens
 */
record ListeningStage(Mode mode) implements TourStage {
    /** How a listening socket listens. */
    enum Mode {
        /** Nothing is switched on yet. */
        PLAIN,
        /** The client's static mask enables WskAcceptEvent. */
        STATIC,
        /** In conditional-accept mode. */
        CONDITIONAL
    }

    private static final String SOCKET = "s1";
    private static final int CALLBACKS = 2;

    static List<TourModel> parts(Target target) {
        return List.of(
                part(target, "arriving", Mode.PLAIN, 1, "enable disable take spurn"),
                part(target, "crowding", Mode.PLAIN, 2, "enable take spurn rst"),
                part(target, "early", Mode.PLAIN, 1, "enable WskAccept take write fin rst"),
                part(target, "queueing", Mode.PLAIN, 1, "enable WskAccept IoCancelIrp take rst"),
                part(target, "acceptInside", Mode.PLAIN, 1, "enable disable nested take"),
                part(target, "requestInside", Mode.PLAIN, 1, "enable WskAccept nested spurn"),
                part(target, "acceptIrp", Mode.PLAIN, 1, "enable disableIrp IoCancelIrp take"),
                part(target, "staticAccept", Mode.STATIC, 1, "disable WskAccept take spurn rst"),
                part(target, "inheriting", Mode.PLAIN, 1, "enable inherit take"),
                part(target, "unlistening", Mode.PLAIN, 1, "enable WskAccept take fail"),
                part(target, "mode", Mode.PLAIN, 1, "conditional mode inspectId enable admit take"),
                part(target, "inspecting", Mode.CONDITIONAL, 1, "enable admit reject take spurn rst"),
                part(target, "inspectTwo", Mode.CONDITIONAL, 2, "admit reject WskAccept rst"),
                part(target, "pending", Mode.CONDITIONAL, 1, "enable pend WskInspectComplete take rst"),
                part(target, "deciding", Mode.CONDITIONAL, 1, "pend WskInspectComplete late rst"),
                part(
                        target,
                        "inspectQueue",
                        Mode.CONDITIONAL,
                        1,
                        "admit pend WskInspectComplete WskAccept IoCancelIrp rst"),
                part(target, "inspectInside", Mode.CONDITIONAL, 1, "enable admit pend WskInspectComplete nested take"),
                part(target, "uninspecting", Mode.CONDITIONAL, 1, "enable admit pend WskInspectComplete take fail"));
    }

    private static TourModel part(Target target, String name, Mode mode, int connections, String verbs) {
        Set<String> all = new HashSet<>(verbs.isEmpty() ? Set.of() : Set.of(verbs.split(" ")));
        all.addAll(Set.of("WskBind", "connect", "WskCloseSocket"));
        StimulusLimits limits =
                new StimulusLimits(TourModel.verbs(target, "listening on tour", all), 1, 1, 1, connections, 1, 1, 1);
        return new TourModel(name, new ListeningStage(mode), limits, all.contains("nested") ? 1 : CALLBACKS);
    }

    @Override
    public Set<Category> categories() {
        return Set.of(Category.LISTENING);
    }

    @Override
    public List<String> sockets() {
        return List.of(SOCKET);
    }

    @Override
    public void set(LiveRun run) throws TargetException {
        if (mode == Mode.STATIC) {
            run.call(Wsk.staticEvents(Wsk.CLIENT, Wsk.EVENT_ACCEPT));
        }
        run.call(Wsk.listenSocket(Wsk.CLIENT, SOCKET, run.freshIrp()));
        run.execute(new Step.Quiesce());
        if (mode == Mode.CONDITIONAL) {
            run.call(Wsk.conditionalAccept(SOCKET, run.freshIrp()));
            run.execute(new Step.Quiesce());
        }
    }

    @Override
    public List<String> events() {
        return Wsk.LISTEN_ENTRIES;
    }

    @Override
    public Steps steps(LiveRun run, Translator translator) {
        return new StreamSteps(run, translator, "")::step;
    }
}
