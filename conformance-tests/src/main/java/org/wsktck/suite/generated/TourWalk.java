package org.wsktck.suite.generated;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.wsktck.oracle.Oracle;
import org.wsktck.oracle.Stimulus;
import org.wsktck.oracle.TourPlace;
import org.wsktck.target.Script;
import org.wsktck.target.Step;
import org.wsktck.target.Target;
import org.wsktck.target.TargetException;

/** One session of the tour: fresh sockets whose callbacks are held, taken from quiescent point to quiescent point. */
final class TourWalk implements AutoCloseable {
    private final TourModel model;
    private final long seed;
    private final LiveRun run;
    private final Translator translator;
    private final TourStage.Steps steps;
    private final List<Move> path = new ArrayList<>();
    private boolean ended;

    TourWalk(Target target, TourModel model, long seed) throws TargetException {
        this.model = model;
        this.seed = seed;
        this.run = new LiveRun(target, seed, false);
        this.translator = new Translator(run);
        this.steps = model.stage().steps(run, translator);
        model.stage().open(run);
    }

    List<TourPlace> place() {
        List<TourPlace> places = new ArrayList<>();
        for (String socket : model.stage().sockets()) {
            places.add(Objects.requireNonNull(run.judge().place(socket, model.limits())));
        }
        return List.copyOf(places);
    }

    /** What the tour may do here: nothing in places beyond the model's limits. */
    List<Move> moves() {
        List<Move> moves = new ArrayList<>();
        for (String socket : model.stage().sockets()) {
            if (run.running(socket) > model.callbacks()) {
                return List.of();
            }
            run.judge().tourStimuli(socket, model.limits()).forEach(stimulus -> moves.add(new Move(socket, stimulus)));
        }
        return List.copyOf(moves);
    }

    TourNode.Witness witness() {
        return new TourNode.Witness(seed, List.copyOf(path));
    }

    int length() {
        return path.size();
    }

    /** Makes a move and lets everything come to rest; false when the target is not in a position to, and nothing was done. */
    boolean take(Move move) throws TargetException {
        Step step = steps.step(move.socket(), move.stimulus());
        if (step == null) {
            return false;
        }
        path.add(move);
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
            for (String category : List.of("socket", "connection", "listening")) {
                verbs.addAll(Oracle.standard().verbs(category));
            }
            verbs.remove("nested");
            decide();
            model.stage().react(run, List.of());
            new Manners(run, translator, verbs, model.limits().peers()).leave();
        }
    }

    /** Requests that are pended have waited long enough. */
    private void decide() throws TargetException {
        for (String socket : model.stage().sockets()) {
            for (Stimulus stimulus : run.judge().tourStimuli(socket, model.limits())) {
                if (stimulus.texts("labels").contains("pended") && stimulus.number("inside") == 0) {
                    Step step = steps.step(socket, stimulus);
                    if (step != null) {
                        run.execute(step);
                        return;
                    }
                }
            }
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
