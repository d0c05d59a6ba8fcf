package org.wsktck.suite.generated;

import java.util.ArrayList;
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
 * A socket that begins without events of a category: a basic one, or a stream socket, whose role the tour chooses.
 *
 * @param stream whether it is a stream socket
 */
record PlainStage(boolean stream) implements TourStage {
    private static final String SOCKET = "s1";
    private static final String PEER = "p1";
    private static final int CALLBACKS = 1;

    static List<TourModel> parts(Target target) {
        Set<String> roles = verbs(target, "plain", "WskBind WskListen WskConnect WskCloseSocket");
        roles.addAll(verbs(target, "listening on tour", "enable disable connect take spurn"));
        roles.addAll(verbs(target, "connection", "enableReceive disableReceive WskReceive accept write fin"));
        return List.of(
                part(
                        "extension",
                        false,
                        verbs(
                                target,
                                "plain",
                                "register unknown enable disable disableIrp nested extension WskCloseSocket")),
                part("roles", true, roles),
                part(
                        "streamExtension",
                        true,
                        verbs(target, "plain", "register unknown enable disable extension WskBind WskCloseSocket")));
    }

    private static Set<String> verbs(Target target, String category, String verbs) {
        return TourModel.verbs(target, category, new HashSet<>(Set.of(verbs.split(" "))));
    }

    private static TourModel part(String name, boolean stream, Set<String> verbs) {
        return new TourModel(name, new PlainStage(stream), new StimulusLimits(verbs, 1, 1, 1, 1, 1, 1, 1), CALLBACKS);
    }

    @Override
    public Set<Category> categories() {
        return Set.of(stream ? Category.STREAM : Category.BASIC);
    }

    @Override
    public List<String> sockets() {
        return List.of(SOCKET);
    }

    @Override
    public List<String> events() {
        List<String> events = new ArrayList<>(stream ? Wsk.STREAM_ENTRIES : List.of());
        events.add(Wsk.EXTENSION);
        return events;
    }

    @Override
    public void set(LiveRun run) throws TargetException {
        run.execute(new Step.Peer("listen", PEER, null, 0));
        run.call(
                stream
                        ? Wsk.streamSocket(Wsk.CLIENT, SOCKET, run.freshIrp())
                        : Wsk.basicSocket(Wsk.CLIENT, SOCKET, run.freshIrp()));
        run.execute(new Step.Quiesce());
    }

    @Override
    public Steps steps(LiveRun run, Translator translator) {
        return new StreamSteps(run, translator, PEER)::step;
    }
}
