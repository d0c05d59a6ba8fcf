package org.wsktck.suite.generated;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.wsktck.oracle.Oracle;
import org.wsktck.oracle.Stimulus;
import org.wsktck.oracle.StimulusLimits;
import org.wsktck.target.Action;
import org.wsktck.target.Capability;
import org.wsktck.target.Step;
import org.wsktck.target.Target;
import org.wsktck.target.TargetException;
import org.wsktck.target.Wsk;

/**
 * Walks at random through what the specification lets client, callbacks and network do, on one session, and closes everything properly in the end.
 *
 * <p>A decision is one number: it picks among the enabled stimuli, each as many times as its weight, and what is left of it says how. Weights are taste; what is
 * enabled is the specification's.
 */
final class Walker {
    private static final Set<String> EXCLUSIVE = Set.of(
            "WskCloseSocket",
            "WskRelease",
            "WskBind",
            "WskSocket",
            "WskRegister",
            "WskDeregister",
            "WskReleaseProviderNPI");
    private static final int MOST_SOCKETS = 2;
    private static final int QUIESCE_WEIGHT = 6;

    private final LiveRun run;
    private final Choices choices;
    private final Translator translator;
    private final StimulusLimits limits;
    private final Manners manners;
    private final int prelude;
    private final boolean holding;
    private boolean closing;
    /** The client is being deregistered; as soon as that has returned, it must not be used, so it is used only while nothing moves. */
    private boolean leaving;

    /** Walks on that run. */
    Walker(LiveRun run, Choices choices, Target target) {
        this.run = run;
        this.choices = choices;
        this.translator = new Translator(run);
        Set<String> verbs = verbs(target);
        this.limits = new StimulusLimits(verbs, 2, 2, 2, 2, 2, MOST_SOCKETS, 2);
        this.manners = new Manners(run, translator, verbs, 2);
        int start = choices.next();
        this.holding = start % 2 == 1;
        this.prelude = start / 2;
    }

    private static Set<String> verbs(Target target) {
        Set<String> verbs = new HashSet<>(Oracle.standard().verbs("client"));
        verbs.addAll(Oracle.standard().verbs("socket"));
        verbs.remove("badVersion");
        Set<String> can = target.describe().capabilities();
        if (!can.contains(Capability.FAIL_SOCKET)) {
            verbs.remove("fail");
        }
        if (!can.contains(Capability.READINESS)) {
            verbs.remove("readiness");
        }
        if (!can.contains(Capability.TRANSPORTS)) {
            verbs.remove("transports");
        }
        return verbs;
    }

    /** The whole walk: a client with a socket, the steps that were decided, and the end. */
    void walk() throws TargetException {
        begin();
        while (choices.more()) {
            step(choices.next());
        }
        manners.end();
    }

    private void begin() throws TargetException {
        run.execute(main(prelude % 2 == 0 ? Wsk.register(Wsk.CLIENT) : Wsk.registerWithClientEvent(Wsk.CLIENT)));
        run.execute(main(Wsk.capture(Wsk.CLIENT, "WSK_NO_WAIT")));
        switch (prelude / 2 % 4) {
            case 1 -> run.execute(main(Wsk.staticEvents(Wsk.CLIENT, Wsk.EVENT_RECEIVE_FROM)));
            case 2 -> run.execute(main(Wsk.staticEvents(Wsk.CLIENT, Wsk.EVENT_RECEIVE_FROM, "WSK_EVENT_ACCEPT")));
            default -> {}
        }
        open("s1");
        if (prelude / 8 % 2 == 1) {
            open("s2");
        }
    }

    private void open(String socket) throws TargetException {
        run.execute(main(Wsk.datagramSocket(Wsk.CLIENT, socket, run.freshIrp())));
        run.execute(new Step.Otherwise(socket, Wsk.RECEIVE_FROM, reaction()));
        run.execute(new Step.Quiesce());
        run.execute(main(Wsk.bind(socket, run.freshIrp())));
        run.execute(new Step.Quiesce());
        if (prelude / 16 % 2 == 1) {
            manners.enable(socket);
        }
    }

    private List<Action> reaction() {
        return holding ? List.of(new Action.Hold()) : List.of(new Action.Read());
    }

    private static Step.Call main(org.wsktck.target.Invocation invocation) {
        return new Step.Call(Step.MAIN, invocation);
    }

    /** Something that may be done next to a subject; no stimulus stands for a quiescent point. */
    private record Option(String subject, @Nullable Stimulus stimulus, int weight) {}

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
        options.add(new Option("", null, QUIESCE_WEIGHT));
        for (String socket : run.sockets()) {
            run.judge()
                    .stimuli(socket, limits)
                    .forEach(stimulus -> options.add(new Option(socket, stimulus, weight(stimulus))));
        }
        run.judge().stimuli(Wsk.CLIENT, limits).stream()
                .filter(stimulus -> !stimulus.kind().equals("peerEnd"))
                .forEach(stimulus -> options.add(new Option(Wsk.CLIENT, stimulus, weight(stimulus))));
        options.removeIf(option -> option.stimulus() != null && run.inMotion() && !harmless(option.stimulus()));
        options.removeIf(option -> leaving && !run.atRest() && option.subject().equals(Wsk.CLIENT));
        return options;
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

    private static int weight(Stimulus stimulus) {
        return switch (stimulus.kind()) {
            case "exit" -> 12;
            case "read" -> 2;
            case "peer" -> stimulus.text("op").equals("send") ? 16 : 1;
            default -> callWeight(stimulus);
        };
    }

    private static int callWeight(Stimulus stimulus) {
        boolean nested = stimulus.number("inside") != 0;
        return switch (stimulus.text("fn")) {
            case "WskControlSocket" ->
                stimulus.text("code").equals("SO_WSK_EVENT_CALLBACK") ? nested ? 6 : 10 : nested ? 1 : 2;
            case "WskReceiveFrom", "WskRelease", "IoCancelIrp", "WskBind" -> 6;
            case "WskCloseSocket", "WskDeregister" -> 1;
            default -> 2;
        };
    }

    private void perform(Option option, int rest) throws TargetException {
        Stimulus stimulus = option.stimulus();
        if (stimulus == null) {
            manners.quiesce();
            closing = false;
            return;
        }
        String subject = option.subject();
        if (stimulus.text("op").equals("send")) {
            execute(translator.peer(subject, stimulus, 1 + rest % 4));
            return;
        }
        boolean receives =
                stimulus.kind().equals("exit") && stimulus.text("status").equals("STATUS_SUCCESS");
        if (receives && rest % 4 == 1) {
            run.execute(new Step.React(
                    subject,
                    Wsk.RECEIVE_FROM,
                    List.of(new Action.Return(rest % 8 > 3 ? "STATUS_DATA_NOT_ACCEPTED" : "STATUS_SUCCESS"))));
        }
        Step step = translator.step(subject, stimulus);
        if (step instanceof Step.Call call
                && call.thread().equals(Step.MAIN)
                && rest % 4 == 3
                && !exclusive(stimulus)) {
            step = new Step.Call(run.freshThread(), call.invocation());
        }
        execute(step);
        closing = run.inMotion() && (closing || exclusive(stimulus));
        leaving |= stimulus.text("fn").equals("WskDeregister");
        if (stimulus.text("fn").equals("WskSocket")) {
            String created = run.sockets().get(run.sockets().size() - 1);
            run.execute(new Step.Otherwise(created, Wsk.RECEIVE_FROM, reaction()));
        }
    }

    private static boolean exclusive(Stimulus stimulus) {
        return EXCLUSIVE.contains(stimulus.text("fn")) || stimulus.text("code").equals("WSK_RELEASE_SD");
    }

    private void execute(@Nullable Step step) throws TargetException {
        if (step != null) {
            run.execute(step);
        }
    }
}
