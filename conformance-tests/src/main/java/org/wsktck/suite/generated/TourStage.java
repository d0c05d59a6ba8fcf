package org.wsktck.suite.generated;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.wsktck.catalogue.Category;
import org.wsktck.oracle.Stimulus;
import org.wsktck.target.Action;
import org.wsktck.target.Step;
import org.wsktck.target.TargetException;
import org.wsktck.target.Wsk;

/** What a category brings to the tour: how its sockets are made ready, which of them are toured, and how a stimulus becomes a step of a script. */
interface TourStage {
    /** Turns a stimulus into a step. */
    @FunctionalInterface
    interface Steps {
        /** The step, or null when what the stimulus speaks of is not at hand. */
        @Nullable
        Step step(String socket, Stimulus stimulus);
    }

    /** What is toured: categories of sockets, and the client object. */
    Set<Category> categories();

    /** Names of the sockets whose states are toured. */
    List<String> sockets();

    /** Events of these sockets. */
    List<String> events();

    /** Sets the stage in a fresh session, with a client that has captured the provider's NPI; it ends with a quiescent point. */
    void set(LiveRun run) throws TargetException;

    /** What turns stimuli into steps in that session. */
    Steps steps(LiveRun run, Translator translator);

    /** Callbacks of the toured sockets do this from now on: stay inside, or return at once. */
    default void react(LiveRun run, List<Action> actions) throws TargetException {
        for (String socket : sockets()) {
            for (String event : events()) {
                run.execute(new Step.Otherwise(socket, event, actions));
            }
        }
    }

    /** A client object that has captured the provider's NPI, and callbacks that stay inside. */
    default void open(LiveRun run) throws TargetException {
        run.call(Wsk.register(Wsk.CLIENT));
        run.call(Wsk.capture(Wsk.CLIENT, "WSK_NO_WAIT"));
        react(run, List.of(new Action.Hold()));
        set(run);
    }

    /** A listening socket of that name, bound. */
    static void listen(LiveRun run, String name) throws TargetException {
        run.call(Wsk.listenSocket(Wsk.CLIENT, name, run.freshIrp()));
        run.execute(new Step.Quiesce());
        run.call(Wsk.bind(name, run.freshIrp()));
        run.execute(new Step.Quiesce());
    }
}
