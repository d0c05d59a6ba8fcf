package org.wsktck.suite.generated;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.wsktck.oracle.Stimulus;
import org.wsktck.oracle.StimulusLimits;
import org.wsktck.target.Capability;
import org.wsktck.target.Step;
import org.wsktck.target.Target;
import org.wsktck.target.TargetException;
import org.wsktck.target.Wsk;

/**
 * Walks at random through what the specification lets client, callbacks and network do, on one session, and closes everything properly in the end. What sockets there
 * are, and how often what is done, is the scene's part.
 *
 * <p>A decision is one number: it picks among the enabled stimuli, each as many times as its weight, and what is left of it says how. Weights are taste; what is
 * enabled is the specification's.
 */
final class Walker {
    private static final Set<String> EXCLUSIVE = Set.of(
            "WskCloseSocket",
            "WskRelease",
            "WskBind",
            "WskConnect",
            "WskListen",
            "WskInspectComplete",
            "WskSocket",
            "WskRegister",
            "WskDeregister",
            "WskReleaseProviderNPI");
    private static final int MOST_SOCKETS = 2;
    private static final int QUIESCE_WEIGHT = 6;
    /** Of a walk's options, quiescent points are at least one in so many. */
    private static final int QUIESCE_RARITY = 12;

    private final LiveRun run;
    private final Choices choices;
    private final Translator translator;
    private final StimulusLimits limits;
    private final Manners manners;
    private final Scene scene;
    private final int prelude;
    private boolean closing;
    /** The client is being deregistered; as soon as that has returned, it must not be used, so it is used only while nothing moves. */
    private boolean leaving;

    /** Walks on that run. */
    Walker(LiveRun run, WalkKind kind, Choices choices, Target target) {
        this.run = run;
        this.choices = choices;
        this.translator = new Translator(run);
        Set<String> verbs = kind.verbs();
        verbs.removeAll(beyond(target));
        this.limits = new StimulusLimits(verbs, 2, 2, 2, 2, 2, MOST_SOCKETS, 2);
        this.manners = new Manners(run, translator, verbs, 2);
        this.prelude = choices.next();
        this.scene = kind.scene(run, translator, manners, prelude);
    }

    /** Verbs of what the target cannot do. */
    private static Set<String> beyond(Target target) {
        Map<String, String> needs = new HashMap<>(Map.of(
                "fail",
                Capability.FAIL_SOCKET,
                "readiness",
                Capability.READINESS,
                "transports",
                Capability.TRANSPORTS,
                "backlog",
                Capability.BACKLOG,
                "register",
                Capability.EXTENSION,
                "extension",
                Capability.EXTENSION));
        needs.values().removeAll(target.describe().capabilities());
        return needs.keySet();
    }

    /** The whole walk: a client with its sockets, the steps that were decided, and the end. */
    void walk() throws TargetException {
        int how = prelude / 128;
        run.call(how % 2 == 0 ? Wsk.register(Wsk.CLIENT) : Wsk.registerWithClientEvent(Wsk.CLIENT));
        run.call(Wsk.capture(Wsk.CLIENT, "WSK_NO_WAIT"));
        scene.begin(how / 2);
        while (choices.more()) {
            step(choices.next());
        }
        scene.calm();
        manners.leave();
    }

    /**
     * Something that may be done next.
     *
     * @param subject the socket or client object that it is about; empty for a quiescent point
     * @param stimulus what is done; null for a quiescent point
     * @param peer the peer whose connection to a listening socket it is about, null when it is about none
     */
    private record Option(
            String subject,
            @Nullable Stimulus stimulus,
            @Nullable String peer,
            int weight) {}

    private void step(int decision) throws TargetException {
        List<Option> options = options();
        int total = options.stream().mapToInt(Option::weight).sum();
        int pick = decision % total;
        int rest = decision / total;
        for (Option option : options) {
            pick -= option.weight();
            if (pick < 0) {
                perform(option, rest);
                return;
            }
        }
    }

    private List<Option> options() {
        List<Option> options = new ArrayList<>();
        for (String socket : run.sockets()) {
            run.judge().stimuli(socket, limits).forEach(stimulus -> add(options, socket, stimulus, null));
            for (String peer : scene.arrivals(socket)) {
                run.judge().stimuli(socket, peer, limits).forEach(stimulus -> add(options, socket, stimulus, peer));
            }
        }
        run.judge().stimuli(Wsk.CLIENT, limits).stream()
                .filter(stimulus -> !stimulus.kind().equals("peerEnd"))
                .forEach(stimulus -> add(options, Wsk.CLIENT, stimulus, null));
        int total = options.stream().mapToInt(Option::weight).sum();
        options.add(0, new Option("", null, null, Math.max(QUIESCE_WEIGHT, total / QUIESCE_RARITY)));
        return options;
    }

    private void add(List<Option> options, String subject, Stimulus stimulus, @Nullable String peer) {
        boolean crosses = run.inMotion() && !harmless(stimulus);
        boolean gone = leaving && !run.atRest() && subject.equals(Wsk.CLIENT);
        // A socket that is being handed over is the callback's, which may be held.
        boolean others = isMadeInside(subject, stimulus) && !reachable(subject);
        int weight = scene.weight(subject, stimulus);
        if (weight > 0 && !crosses && !gone && !others && !leavesLists(subject, stimulus)) {
            options.add(new Option(subject, stimulus, peer, weight));
        }
    }

    /** Whether a socket would be turned away of which the client keeps a list: it could never release it. */
    private boolean leavesLists(String subject, Stimulus stimulus) {
        return stimulus.kind().equals("exit")
                && stimulus.text("status").equals("STATUS_REQUEST_NOT_ACCEPTED")
                && run.sockets().stream()
                        .filter(socket -> subject.equals(run.connected().listener(socket)))
                        .filter(socket -> run.connected().handing(socket) != 0)
                        .anyMatch(socket -> run.judge().stimuli(socket, limits).stream()
                                .anyMatch(possible -> possible.text("fn").equals("WskRelease")));
    }

    /** Whether the callback that is handing the socket over has to make that call. */
    private boolean isMadeInside(String subject, Stimulus stimulus) {
        return stimulus.kind().equals("call")
                && !stimulus.text("fn").equals("IoCancelIrp")
                && run.connected().handing(subject) != 0;
    }

    /** Whether the callback that is handing that socket over is held, so that it can make calls. */
    private boolean reachable(String socket) {
        String listener = run.connected().listener(socket);
        return listener != null && run.heldRank(listener, run.connected().handing(socket)) != 0;
    }

    /** What can be asked for although something else is on its way: the two may come in either order. */
    private boolean harmless(Stimulus stimulus) {
        return switch (stimulus.kind()) {
            case "peer" -> true;
            case "call" -> !closing && !EXCLUSIVE.contains(stimulus.text("fn"));
            case "exit" -> !closing;
            default -> false;
        };
    }

    private void perform(Option option, int rest) throws TargetException {
        Stimulus stimulus = option.stimulus();
        if (stimulus == null) {
            scene.rest();
            manners.quiesce();
            closing = false;
            return;
        }
        String subject = option.subject();
        if (!scene.prepare(subject, stimulus, rest)) {
            return;
        }
        Step step = step(option, stimulus, rest);
        if (step instanceof Step.Call call
                && call.thread().equals(Step.MAIN)
                && rest % 4 == 3
                && !exclusive(stimulus)) {
            step = new Step.Call(run.freshThread(), call.invocation());
        }
        if (step != null) {
            run.execute(step);
        }
        closing = run.inMotion() && (closing || exclusive(stimulus));
        leaving |= stimulus.text("fn").equals("WskDeregister");
        scene.follow(subject, stimulus, rest);
    }

    private @Nullable Step step(Option option, Stimulus stimulus, int rest) {
        String subject = option.subject();
        Step instead = scene.instead(subject, stimulus, rest);
        if (instead != null) {
            return instead;
        }
        Map<String, Object> arguments = new HashMap<>(scene.arguments(subject, stimulus, rest));
        if (option.peer() != null) {
            arguments.put(stimulus.kind().equals("call") ? "inspect" : "peer", option.peer());
        }
        String listener = run.connected().listener(subject);
        return listener != null && isMadeInside(subject, stimulus)
                ? translator.inside(listener, run.connected().handing(subject), subject, stimulus, arguments)
                : translator.step(subject, stimulus, arguments);
    }

    private static boolean exclusive(Stimulus stimulus) {
        return EXCLUSIVE.contains(stimulus.text("fn")) || stimulus.text("code").equals("WSK_RELEASE_SD");
    }
}
