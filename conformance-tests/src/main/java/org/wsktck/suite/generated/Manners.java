package org.wsktck.suite.generated;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.wsktck.oracle.Stimulus;
import org.wsktck.oracle.StimulusLimits;
import org.wsktck.target.Step;
import org.wsktck.target.TargetException;
import org.wsktck.target.Wsk;

/** The chores of a well-behaved client: what it owes before time passes, and how it leaves. All of it is chosen from what the specification enables. */
final class Manners {
    private static final int ROUNDS_TO_END = 60;
    private static final int PLENTY = 99;

    private final LiveRun run;
    private final Translator translator;
    private final StimulusLimits generous;

    /** Chores on that run, of these verbs, within limits that leave room for all that is owed. */
    Manners(LiveRun run, Translator translator, Set<String> verbs, int peers) {
        this.run = run;
        this.translator = translator;
        this.generous = new StimulusLimits(verbs, PLENTY, PLENTY, PLENTY, peers, PLENTY, PLENTY, PLENTY);
    }

    /** Lets everything come to rest, with what the client owes done before and after. */
    void quiesce() throws TargetException {
        settle(run.inMotion());
        run.execute(new Step.Quiesce());
        settle(false);
    }

    /** Does what the client has to do before time passes; what must not meet with anything else waits while something is on its way. */
    private void settle(boolean moving) throws TargetException {
        boolean done = true;
        for (int i = 0; i < ROUNDS_TO_END && done && !run.judge().mayRest(); i++) {
            done = false;
            for (String socket : run.sockets()) {
                if (!run.judge().mayRest(socket)) {
                    done |= (!run.isDeciding() && attempt(socket, "WskInspectComplete", generous))
                            || (!moving
                                    && (handOver(socket)
                                            || attempt(socket, "WskRelease", generous)
                                            || attempt(socket, "WskCloseSocket", generous)
                                            || enable(socket)));
                }
            }
        }
    }

    /** Does the first stimulus of that function from outside of callbacks that can be done; false when there is none. */
    private boolean attempt(String subject, String fn, StimulusLimits within) throws TargetException {
        for (Stimulus stimulus : run.judge().stimuli(subject, within)) {
            if (stimulus.text("fn").equals(fn) && stimulus.number("inside") == 0) {
                Step step = translator.step(subject, stimulus);
                if (step != null) {
                    run.execute(step);
                    return true;
                }
            }
        }
        return false;
    }

    /** The peer of that socket, or the environment, does that, if it can be done now. */
    void act(String socket, String op, Map<String, Object> arguments) throws TargetException {
        for (Stimulus stimulus : run.judge().stimuli(socket, generous)) {
            if (stimulus.kind().equals("peer") && stimulus.text("op").equals(op)) {
                execute(translator.step(socket, stimulus, arguments));
                return;
            }
        }
    }

    /** Makes that control request from outside of callbacks, if it can be made. */
    void ask(String socket, String code) throws TargetException {
        for (Stimulus stimulus : run.judge().stimuli(socket, generous)) {
            if (stimulus.text("code").equals(code) && stimulus.number("inside") == 0) {
                execute(translator.step(socket, stimulus));
                return;
            }
        }
    }

    /** Whether the client has a connection request to decide that was pended at the last quiescent point. */
    boolean owesDecision(String socket) {
        return run.judge().stimuli(socket, generous).stream()
                .anyMatch(stimulus -> stimulus.text("fn").equals("WskInspectComplete"));
    }

    /** Decides what is pended, unless a callback is about to decide: it may be the same request. */
    void decide(String socket) throws TargetException {
        for (int i = 0; i < ROUNDS_TO_END && !run.isDeciding() && owesDecision(socket); i++) {
            int before = run.calls();
            attempt(socket, "WskInspectComplete", generous);
            if (run.calls() == before) {
                return;
            }
        }
    }

    /** Closes that socket, if it can be closed now. */
    void close(String socket) throws TargetException {
        attempt(socket, "WskCloseSocket", generous);
    }

    /** Enables an event of that socket; false when none can be. */
    boolean enable(String socket) throws TargetException {
        for (Stimulus stimulus : run.judge().stimuli(socket, generous)) {
            if (stimulus.number("inside") == 0
                    && stimulus.text("code").equals("SO_WSK_EVENT_CALLBACK")
                    && !stimulus.texts("mask").contains("WSK_EVENT_DISABLE")) {
                execute(translator.step(socket, stimulus));
                return true;
            }
        }
        return false;
    }

    /** Callbacks that receive datagrams return at once from now on, and accept them. */
    void calm() throws TargetException {
        for (String socket : run.sockets()) {
            run.execute(new Step.Otherwise(socket, Wsk.RECEIVE_FROM, List.of()));
        }
    }

    /** Closes the datagram sockets and lets the client object go. */
    void end() throws TargetException {
        calm();
        leave();
    }

    /** Closes the sockets, whose callbacks do not stay inside any more, and lets the client object go. */
    void leave() throws TargetException {
        quiesce();
        boolean done = true;
        for (int i = 0; i < ROUNDS_TO_END && done; i++) {
            done = false;
            for (String socket : run.sockets()) {
                done |= handOver(socket) || tidy(socket);
            }
            quiesce();
        }
        done = true;
        becomeReady();
        for (int i = 0; i < ROUNDS_TO_END && done; i++) {
            done = releaseDescriptor()
                    || attempt(Wsk.CLIENT, "WskReleaseProviderNPI", generous)
                    || attempt(Wsk.CLIENT, "WskDeregister", generous)
                    || (i < 2 && attempt(Wsk.CLIENT, "WskCaptureProviderNPI", generous));
            quiesce();
        }
        quiesce();
    }

    private void becomeReady() throws TargetException {
        for (Stimulus stimulus : run.judge().stimuli(Wsk.CLIENT, generous)) {
            if (stimulus.text("op").equals("ready")) {
                execute(translator.step(Wsk.CLIENT, stimulus));
            }
        }
    }

    private boolean releaseDescriptor() throws TargetException {
        for (Stimulus stimulus : run.judge().stimuli(Wsk.CLIENT, generous)) {
            if (stimulus.text("code").equals("WSK_RELEASE_SD")) {
                Step step = translator.step(Wsk.CLIENT, stimulus);
                if (step != null) {
                    run.execute(step);
                    return true;
                }
            }
        }
        return false;
    }

    /** Lets the callback that is handing the socket over return, before which the socket is not quite the client's; false when there is none. */
    private boolean handOver(String socket) throws TargetException {
        String listener = run.connected().listener(socket);
        return listener != null && run.connected().handing(socket) != 0 && exit(listener);
    }

    /** One act that brings the socket nearer to its end. */
    private boolean tidy(String socket) throws TargetException {
        return exit(socket)
                || attempt(socket, "WskRelease", generous)
                || attempt(socket, "WskInspectComplete", generous)
                || attempt(socket, "WskCloseSocket", generous)
                || attempt(socket, "WskBind", generous)
                || enable(socket);
    }

    /** A callback of that socket returns, and accepts what it was given; false when none can. */
    private boolean exit(String socket) throws TargetException {
        for (Stimulus stimulus : run.judge().stimuli(socket, generous)) {
            if (stimulus.kind().equals("exit")
                    && (stimulus.text("status").equals("STATUS_SUCCESS")
                            || stimulus.text("action").equals("WskInspectReject"))) {
                Step step = translator.step(socket, stimulus);
                if (step != null) {
                    run.execute(step);
                    return true;
                }
            }
        }
        return false;
    }

    private void execute(@Nullable Step step) throws TargetException {
        if (step != null) {
            run.execute(step);
        }
    }
}
