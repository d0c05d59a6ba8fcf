package org.wsktck.suite.generated;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.wsktck.oracle.Oracle;
import org.wsktck.oracle.Stimulus;
import org.wsktck.target.Action;
import org.wsktck.target.Script;
import org.wsktck.target.Step;
import org.wsktck.target.Target;
import org.wsktck.target.TargetException;
import org.wsktck.target.Wsk;

/** One session of the tour: a fresh socket whose callbacks are held, taken from stable state to stable state. */
final class TourWalk implements AutoCloseable {
    private static final String SOCKET = "s1";
    /** Enough that silence is evidence. */
    private static final int DATAGRAMS = 3;

    private final TourModel model;
    private final long seed;
    private final LiveRun run;
    private final Translator translator;
    private final List<Stimulus> path = new ArrayList<>();
    private boolean ended;

    TourWalk(Target target, TourModel model, long seed) throws TargetException {
        this.model = model;
        this.seed = seed;
        this.run = new LiveRun(target, seed, false);
        this.translator = new Translator(run);
        begin();
    }

    private void begin() throws TargetException {
        run.execute(new Step.Call(Step.MAIN, Wsk.register(Wsk.CLIENT)));
        run.execute(new Step.Call(Step.MAIN, Wsk.capture(Wsk.CLIENT, "WSK_NO_WAIT")));
        if (model.statically()) {
            run.execute(new Step.Call(Step.MAIN, Wsk.staticEvents(Wsk.CLIENT, Wsk.EVENT_RECEIVE_FROM)));
        }
        run.execute(new Step.Otherwise(SOCKET, Wsk.RECEIVE_FROM, List.of(new Action.Hold())));
        run.execute(new Step.Call(Step.MAIN, Wsk.datagramSocket(Wsk.CLIENT, SOCKET, run.freshIrp())));
        run.execute(new Step.Quiesce());
        if (model.limits().peers() > 1) {
            introducePeers();
        }
    }

    /** Slots of peers are given out as peers appear. So that the state tells which slots there are, all appear now; the state stays as it is. */
    private void introducePeers() throws TargetException {
        run.execute(new Step.Call(Step.MAIN, Wsk.bind(SOCKET, run.freshIrp())));
        run.execute(new Step.Quiesce());
        for (int peer = 1; peer <= model.limits().peers(); peer++) {
            run.execute(new Step.Call(Step.MAIN, Wsk.setSendToAddress(SOCKET, "p" + peer, run.freshIrp())));
            run.execute(new Step.Quiesce());
        }
        run.execute(new Step.Call(Step.MAIN, Wsk.setSendToAddress(SOCKET, null, run.freshIrp())));
        run.execute(new Step.Quiesce());
    }

    int state() {
        return run.judge().stateNumber(SOCKET);
    }

    /** What the tour may do here: nothing in states beyond the model's limits. */
    List<Stimulus> stimuli() {
        return run.running(SOCKET) > model.callbacks() ? List.of() : run.judge().tourStimuli(SOCKET, model.limits());
    }

    TourNode.Witness witness() {
        return new TourNode.Witness(seed, List.copyOf(path));
    }

    int length() {
        return path.size();
    }

    /** Applies a stimulus and lets everything come to rest; false when the target is not in a position to, and nothing was done. */
    boolean take(Stimulus stimulus) throws TargetException {
        Step step = stimulus.text("op").equals("send")
                ? translator.peer(SOCKET, stimulus, DATAGRAMS)
                : translator.step(SOCKET, stimulus);
        if (step == null) {
            return false;
        }
        path.add(stimulus);
        run.execute(step);
        run.execute(new Step.Quiesce());
        return true;
    }

    LiveRun run() {
        return run;
    }

    /** Leaves properly. */
    void end() throws TargetException {
        if (!ended) {
            ended = true;
            Set<String> verbs = new HashSet<>(Oracle.standard().verbs("client"));
            verbs.addAll(Oracle.standard().verbs("socket"));
            verbs.remove("nested");
            new Manners(run, translator, verbs, model.limits().peers()).end();
        }
    }

    Script script(int number) {
        return new Script(
                "tour-" + model.name() + "-" + number,
                "Segment " + number + " of the tour of the part '" + model.name() + "'",
                List.of(),
                run.steps());
    }

    @Override
    public void close() throws TargetException {
        run.close();
    }
}
