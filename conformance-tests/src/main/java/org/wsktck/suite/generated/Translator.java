package org.wsktck.suite.generated;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.wsktck.oracle.Stimulus;
import org.wsktck.target.Action;
import org.wsktck.target.Invocation;
import org.wsktck.target.Step;
import org.wsktck.target.Wsk;

/**
 * Turns a stimulus, which speaks of slots, into a step of a script, which speaks of names. This one knows client objects and datagram sockets; for other sockets it is
 * extended.
 */
class Translator {
    private static final int DATAGRAM = 32;
    private static final int BUFFER = 64;
    /** Functions that may block until something else happens, so that the main thread must not call them. */
    private static final Set<String> BLOCKING = Set.of("WskDeregister");

    final LiveRun run;

    Translator(LiveRun run) {
        this.run = run;
    }

    /** The step, or null when what the stimulus speaks of is not at hand just now: a callback on its way in or out, say. */
    @Nullable
    Step step(String subject, Stimulus stimulus) {
        return switch (stimulus.kind()) {
            case "call" -> call(subject, stimulus);
            case "exit" -> {
                List<Action> leaving = leaving(subject, stimulus);
                yield leaving == null ? null : resumed(subject, stimulus.number("id"), leaving);
            }
            case "peer" -> peer(subject, stimulus, 1);
            case "read" -> read(subject, stimulus.number("id"));
            default -> null;
        };
    }

    /** How a callback leaves; null when it cannot leave like that just now. */
    @Nullable
    List<Action> leaving(String subject, Stimulus exit) {
        return List.of(new Action.Return(exit.text("status")));
    }

    private @Nullable Step read(String socket, int slot) {
        int ordinal = run.ordinal(socket, run.judge().callbackIn(socket, slot));
        return ordinal == 0 ? null : new Step.Read(socket, ordinal);
    }

    /** What a peer or the environment does; a peer sends that many datagrams. */
    @Nullable
    Step peer(String subject, Stimulus stimulus, int count) {
        String op = stimulus.text("op");
        if (op.equals("send")) {
            String peer = run.peer(subject, stimulus.number("peer"));
            return peer == null ? null : new Step.Send(peer, subject, count, DATAGRAM, Step.Cast.UNICAST);
        }
        return new Step.Environment(op, op.equals("fail") ? subject : null);
    }

    private @Nullable Step call(String subject, Stimulus stimulus) {
        if (stimulus.text("fn").equals("IoCancelIrp")) {
            String name = run.irpName(run.judge().irpIn(subject, stimulus.number("i")));
            return name == null ? null : new Step.Cancel(name);
        }
        Invocation invocation = invocation(subject, stimulus);
        if (invocation == null) {
            return null;
        }
        if (stimulus.number("inside") != 0) {
            return resumed(
                    subject, stimulus.number("inside"), List.of(new Action.Call(invocation), new Action.Hold()));
        }
        boolean blocks = BLOCKING.contains(invocation.fn())
                || (invocation.fn().equals("WskCaptureProviderNPI") && !"WSK_NO_WAIT".equals(stimulus.text("timeout")));
        return new Step.Call(blocks ? run.freshThread() : Step.MAIN, invocation);
    }

    private @Nullable Step resumed(String socket, int slot, List<Action> actions) {
        int nth = run.heldRank(socket, run.judge().callbackIn(socket, slot));
        return nth == 0 ? null : new Step.Resume(socket, nth, actions);
    }

    private @Nullable Invocation invocation(String subject, Stimulus stimulus) {
        String fn = stimulus.text("fn");
        Map<String, Object> args = new HashMap<>();
        for (String member : List.of("code", "request", "level", "npi", "version", "timeout")) {
            if (!stimulus.text(member).isEmpty()) {
                args.put(member, stimulus.text(member));
            }
        }
        for (String member : List.of("mask", "flags", "entries")) {
            if (!stimulus.texts(member).isEmpty()) {
                args.put(member, stimulus.texts(member));
            }
        }
        if (stimulus.number("size") != 0) {
            args.put("inputSize", stimulus.number("size"));
        }
        String socket = run.isSocket(subject) ? subject : null;
        switch (fn) {
            case "WskRegister" -> args.put("reserved", stimulus.number("reserved"));
            case "WskSocket" -> {
                socket = run.freshSocket();
                if (stimulus.flag("given")) {
                    args.put("context", socket);
                }
            }
            case "WskSendTo" -> {
                args.put("length", DATAGRAM);
                if (!put(args, run.peer(subject, stimulus.number("peer")))) {
                    return null;
                }
            }
            case "WskReceiveFrom" -> args.put("length", BUFFER);
            case "WskRelease" -> {
                int list = run.ordinal(subject, run.judge().callbackIn(subject, stimulus.number("list")));
                if (list == 0) {
                    return null;
                }
                args.put("list", list);
            }
            case "WskControlSocket" -> {
                if (stimulus.number("peer") != 0 && !put(args, run.peer(subject, stimulus.number("peer")))) {
                    return null;
                }
                complete(subject, stimulus, args);
            }
            case "WskControlClient" -> {
                if (stimulus.text("code").equals("WSK_RELEASE_SD")) {
                    Long descriptor = run.descriptor();
                    if (descriptor == null) {
                        return null;
                    }
                    args.put("sd", descriptor.intValue());
                }
            }
            default -> {
                if (!complete(subject, stimulus, args)) {
                    return null;
                }
            }
        }
        String irp = stimulus.flag("irp") ? run.freshIrp() : null;
        return new Invocation(fn, Wsk.CLIENT, socket, irp, null, args);
    }

    /** Adds the arguments of other functions; false when what the stimulus speaks of is not at hand just now. */
    boolean complete(String subject, Stimulus call, Map<String, Object> args) {
        return true;
    }

    private static boolean put(Map<String, Object> args, @Nullable String peer) {
        if (peer == null) {
            return false;
        }
        args.put("address", peer);
        return true;
    }
}
