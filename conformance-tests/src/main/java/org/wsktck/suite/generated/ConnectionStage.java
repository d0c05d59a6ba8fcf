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
 * A connection-oriented socket.
 *
 * @param birth where it comes from
 */
record ConnectionStage(Birth birth) implements TourStage {
    /** Where a connection-oriented socket comes from. */
    enum Birth {
        /** WskSocket; the tour binds and connects it. */
        CREATED,
        /** The same without a dispatch table: a socket that has one must not be closed before an event was enabled. */
        WITHOUT_TABLE,
        /** The same, and nobody listens where it connects to. */
        UNHEARD,
        /** WskSocket, and the client's static mask enables the events for receiving and disconnecting. */
        STATIC,
        /** WskSocketConnect. */
        CONNECTED,
        /**
         * WskAcceptEvent of a listening socket, on which the events for receiving and disconnecting were enabled. Disabling one of them was tried, and WskAcceptEvent
         * disabled and enabled again.
         */
        HANDED_OVER,
        /** WskAcceptEvent of a listening socket in conditional-accept mode, whose inspections accept. */
        INSPECTED,
        /** WskAccept, on a listening socket on which those events were enabled too: this socket inherits none. */
        ACCEPTED
    }

    private static final String LISTENER = "l1";
    private static final String SOCKET = "s1";
    private static final String PEER = "p1";
    private static final int CALLBACKS = 2;

    static List<TourModel> parts(Target target) {
        return List.of(
                part(target, "unheard", Birth.UNHEARD, 1, ""),
                part(target, "indicating", Birth.CREATED, 1, "enableReceive accept count part refuse WskReceive write"),
                part(target, "resuming", Birth.CREATED, 1, "enableReceive part refuse zero write"),
                part(target, "requesting", Birth.CREATED, 2, "WskReceive zero waitall IoCancelIrp write fin"),
                part(target, "draining", Birth.CREATED, 1, "drain enableReceive accept write fin"),
                part(target, "keeping", Birth.CREATED, 1, "enableReceive retain read WskRelease WskReceive write"),
                part(target, "turning", Birth.CREATED, 1, "enableReceive disableReceive accept refuse write"),
                part(target, "turningIrp", Birth.CREATED, 1, "enableReceive disableReceive disableIrp accept write"),
                part(target, "turningEnd", Birth.CREATED, 1, "enableDisconnect disableDisconnect fin rst"),
                part(target, "turningOne", Birth.CREATED, 1, "enableAll disableDisconnect accept write"),
                part(target, "calling", Birth.CREATED, 1, "enableReceive WskReceive nested accept part write"),
                part(target, "callingSend", Birth.CREATED, 1, "enableReceive WskSend WskRelease nested retain write"),
                part(target, "callingEnd", Birth.CREATED, 1, "enableReceive WskDisconnect abort nested accept write"),
                part(
                        target,
                        "peerEnding",
                        Birth.CREATED,
                        1,
                        "enableReceive enableDisconnect accept refuse write fin rst"),
                part(target, "ending", Birth.CREATED, 2, "enableDisconnect WskSend late WskDisconnect abort fin rst"),
                part(target, "sending", Birth.CREATED, 3, "WskSend WskDisconnect abort pause fin rst"),
                part(target, "backlog", Birth.CREATED, 1, "enableBacklog disableBacklog backlog idealBacklog"),
                part(
                        target,
                        "asking",
                        Birth.CREATED,
                        1,
                        "enableReceive accept refuse receiveBacklog WskGetLocalAddress WskGetRemoteAddress write"),
                part(target, "losing", Birth.CREATED, 1, "enableReceive enableDisconnect WskReceive accept write fail"),
                part(target, "silent", Birth.CREATED, 1, "enableReceive WskReceive WskSend silent accept write"),
                part(target, "staticReceive", Birth.STATIC, 1, "disableReceive accept part WskReceive write fin"),
                part(target, "socketConnect", Birth.CONNECTED, 1, "enableAll accept WskReceive write fin"),
                part(target, "handedOver", Birth.HANDED_OVER, 1, "disableReceive accept write fin rst"),
                part(target, "inspected", Birth.INSPECTED, 1, "enableReceive accept ownId write"),
                part(target, "accepted", Birth.ACCEPTED, 1, "enableReceive WskDisconnect accept write fin"));
    }

    private static TourModel part(Target target, String name, Birth birth, int irps, String verbs) {
        Set<String> all = new HashSet<>(verbs.isEmpty() ? Set.of() : Set.of(verbs.split(" ")));
        all.addAll(Set.of("WskBind", "WskConnect", "WskCloseSocket"));
        StimulusLimits limits = new StimulusLimits(TourModel.verbs(target, "connection", all), 1, irps, 1, 1, 1, 1, 1);
        boolean enables = birth != Birth.CREATED || all.stream().anyMatch(verb -> verb.startsWith("enable"));
        return new TourModel(name, new ConnectionStage(enables ? birth : Birth.WITHOUT_TABLE), limits, CALLBACKS);
    }

    @Override
    public Set<Category> categories() {
        return Set.of(Category.CONNECTION);
    }

    @Override
    public List<String> sockets() {
        return List.of(birth == Birth.HANDED_OVER || birth == Birth.INSPECTED ? LISTENER + ".1" : SOCKET);
    }

    @Override
    public void set(LiveRun run) throws TargetException {
        switch (birth) {
            case UNHEARD -> run.call(Wsk.plain(Wsk.connectionSocket(Wsk.CLIENT, SOCKET, run.freshIrp())));
            case WITHOUT_TABLE -> {
                run.execute(new Step.Peer("listen", PEER, null, 0));
                run.call(Wsk.plain(Wsk.connectionSocket(Wsk.CLIENT, SOCKET, run.freshIrp())));
            }
            case CREATED, STATIC -> {
                if (birth == Birth.STATIC) {
                    run.call(Wsk.staticEvents(Wsk.CLIENT, Wsk.EVENT_RECEIVE, Wsk.EVENT_DISCONNECT));
                }
                run.execute(new Step.Peer("listen", PEER, null, 0));
                run.call(Wsk.connectionSocket(Wsk.CLIENT, SOCKET, run.freshIrp()));
            }
            case CONNECTED -> {
                run.execute(new Step.Peer("listen", PEER, null, 0));
                run.call(Wsk.socketConnect(Wsk.CLIENT, SOCKET, PEER, run.freshIrp()));
            }
            case HANDED_OVER -> {
                TourStage.listen(run, LISTENER);
                run.call(Wsk.enable(LISTENER, Wsk.EVENT_ACCEPT, Wsk.EVENT_RECEIVE, Wsk.EVENT_DISCONNECT));
                run.call(Wsk.disable(LISTENER, Wsk.EVENT_RECEIVE, null));
                run.call(Wsk.disable(LISTENER, Wsk.EVENT_ACCEPT, null));
                run.call(Wsk.enable(LISTENER, Wsk.EVENT_ACCEPT));
                run.execute(new Step.Quiesce());
                run.execute(new Step.Peer("connect", PEER, LISTENER, 0));
            }
            case INSPECTED -> {
                run.call(Wsk.listenSocket(Wsk.CLIENT, LISTENER, run.freshIrp()));
                run.execute(new Step.Quiesce());
                run.call(Wsk.conditionalAccept(LISTENER, run.freshIrp()));
                run.execute(new Step.Quiesce());
                run.call(Wsk.bind(LISTENER, run.freshIrp()));
                run.execute(new Step.Quiesce());
                run.call(Wsk.enable(LISTENER, Wsk.EVENT_ACCEPT));
                run.execute(new Step.Peer("connect", PEER, LISTENER, 0));
            }
            case ACCEPTED -> {
                TourStage.listen(run, LISTENER);
                run.call(Wsk.enable(LISTENER, Wsk.EVENT_RECEIVE, Wsk.EVENT_DISCONNECT));
                run.call(Wsk.accept(LISTENER, SOCKET, run.freshIrp()));
                run.execute(new Step.Peer("connect", PEER, LISTENER, 0));
            }
        }
        run.execute(new Step.Quiesce());
    }

    @Override
    public List<String> events() {
        return Wsk.CONNECTION_ENTRIES;
    }

    @Override
    public Steps steps(LiveRun run, Translator translator) {
        return new StreamSteps(run, translator, PEER)::step;
    }
}
