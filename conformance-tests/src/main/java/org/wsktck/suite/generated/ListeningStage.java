package org.wsktck.suite.generated;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.wsktck.oracle.StimulusLimits;
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
        return List.of(
                part(target, "arriving", false, 1, "enable", "disable", "take", "spurn", "rst"),
                part(target, "crowding", false, 2, "enable", "take", "spurn", "rst"),
                part(target, "queueing", false, 1, "enable", "WskAccept", "IoCancelIrp", "take", "rst"),
                part(target, "acceptInside", false, 1, "enable", "disable", "WskAccept", "nested", "take"),
                part(target, "acceptIrp", false, 1, "enable", "disableIrp", "IoCancelIrp", "nested", "take", "spurn"),
                part(target, "inheriting", false, 1, "enable", "disable", "inherit", "take", "spurn"),
                part(target, "mode", false, 1, "conditional", "mode", "inspectId", "admit", "reject", "take", "enable"),
                part(target, "inspecting", true, 1, "enable", "admit", "reject", "take", "spurn", "rst"),
                part(target, "inspectTwo", true, 2, "enable", "admit", "reject", "take", "rst"),
                part(target, "pending", true, 1, "enable", "pend", "WskInspectComplete", "late", "take", "rst"),
                part(target, "inspectQueue", true, 1, "admit", "pend", "WskInspectComplete", "WskAccept", "IoCancelIrp", "rst"),
                part(target, "inspectInside", true, 1, "enable", "disable", "admit", "pend", "WskInspectComplete", "nested", "take"),
                part(target, "unlistening", false, 1, "enable", "WskAccept", "take", "spurn", "fail"),
                part(target, "uninspecting", true, 1, "enable", "admit", "pend", "WskInspectComplete", "take", "fail"));
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
        run.call(Wsk.listenSocket(Wsk.CLIENT, SOCKET, run.freshIrp()));
        run.execute(new Step.Quiesce());
        if (conditional) {
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
