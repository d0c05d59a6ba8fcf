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
 * A datagram socket. Datagrams are sent three at a time, since fewer are no evidence.
 *
 * @param statically whether the event is enabled by the client's static mask
 * @param peers number of peers
 */
record DatagramStage(boolean statically, int peers) implements TourStage {
    private static final String SOCKET = "s1";
    /** Enough that silence is evidence. */
    private static final int DATAGRAMS = 3;

    private static final int CALLBACKS = 2;

    static List<TourModel> parts(Target target) {
        return List.of(
                part(target, "switching", 2, 1, "enable", "disable", "disableIrp", "accept"),
                part(target, "inside", 1, 1, "enable", "disable", "nested", "accept"),
                part(target, "insideIrp", 2, 1, "enable", "disableIrp", "nested", "accept"),
                part(target, "refusing", 2, 1, "enable", "disable", "accept", "refuse"),
                part(target, "retaining", 2, 1, "enable", "accept", "retain", "WskRelease"),
                part(target, "receiving", 2, 1, "enable", "WskReceiveFrom", "IoCancelIrp", "accept"),
                part(target, "failing", 2, 1, "enable", "WskReceiveFrom", "accept", "fail"),
                part(
                        target,
                        "static",
                        2,
                        1,
                        "WskReceiveFrom",
                        "IoCancelIrp",
                        "WskRelease",
                        "accept",
                        "retain",
                        "refuse"),
                part(target, "remote", 2, 2, "enable", "accept", "remote"),
                part(
                        target,
                        "sendTo",
                        2,
                        2,
                        "enable",
                        "accept",
                        "sendTo",
                        "WskSendTo",
                        "WskGetLocalAddress",
                        "nested"));
    }

    private static TourModel part(Target target, String name, int requests, int peers, String... verbs) {
        Set<String> all = new HashSet<>(Set.of(verbs));
        all.addAll(Set.of("WskBind", "send", "WskCloseSocket"));
        StimulusLimits limits =
                new StimulusLimits(TourModel.verbs(target, "socket", all), 1, 1, 1, peers, 1, 1, requests);
        return new TourModel(name, new DatagramStage(name.equals("static"), peers), limits, CALLBACKS);
    }

    @Override
    public Set<Category> categories() {
        return Set.of(Category.DATAGRAM, Category.CLIENT);
    }

    @Override
    public List<String> sockets() {
        return List.of(SOCKET);
    }

    @Override
    public void set(LiveRun run) throws TargetException {
        if (statically) {
            run.call(Wsk.staticEvents(Wsk.CLIENT, Wsk.EVENT_RECEIVE_FROM));
        }
        run.call(Wsk.datagramSocket(Wsk.CLIENT, SOCKET, run.freshIrp()));
        run.execute(new Step.Quiesce());
        if (peers > 1) {
            introducePeers(run);
        }
    }

    /** Slots of peers are given out as peers appear. So that the state tells which slots there are, all appear now; the state stays as it is. */
    private void introducePeers(LiveRun run) throws TargetException {
        run.call(Wsk.bind(SOCKET, run.freshIrp()));
        run.execute(new Step.Quiesce());
        for (int peer = 1; peer <= peers; peer++) {
            run.call(Wsk.setSendToAddress(SOCKET, "p" + peer, run.freshIrp()));
            run.execute(new Step.Quiesce());
        }
        run.call(Wsk.setSendToAddress(SOCKET, null, run.freshIrp()));
        run.execute(new Step.Quiesce());
    }

    @Override
    public List<String> events() {
        return List.of(Wsk.RECEIVE_FROM);
    }

    @Override
    public Steps steps(LiveRun run, Translator translator) {
        return (socket, stimulus) -> stimulus.text("op").equals("send")
                ? translator.peer(socket, stimulus, DATAGRAMS)
                : translator.step(socket, stimulus);
    }
}
