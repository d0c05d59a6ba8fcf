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

/** Turns a stimulus, which speaks of slots, into a step of a script, which speaks of names. */
final class Translator {
    private static final int DATAGRAM = 32;
    private static final int BUFFER = 64;
    private static final int INSPECT_ID = 16;
    /** What the remote end of a connection does. */
    private static final Set<String> REMOTE = Set.of("connect", "write", "fin", "rst", "pause", "resume");
    /** Functions that may block until something else happens, so that the main thread must not call them. */
    private static final Set<String> BLOCKING = Set.of("WskDeregister");

    private final LiveRun run;

    Translator(LiveRun run) {
        this.run = run;
    }

    /** The step, or null when what the stimulus speaks of is not at hand just now: a callback on its way in or out, say. */
    @Nullable
    Step step(String subject, Stimulus stimulus) {
        return step(subject, stimulus, Map.of());
    }

    /**
     * The same step with arguments that stimuli leave open.
     *
     * @param arguments of a call, by the names that scripts use; {@code length} of a write and {@code bytes} of a partial acceptance too
     */
    @Nullable
    Step step(String subject, Stimulus stimulus, Map<String, Object> arguments) {
        return switch (stimulus.kind()) {
            case "call" -> call(subject, stimulus, arguments);
            case "exit" -> resumed(subject, stimulus.number("id"), exit(subject, stimulus, arguments));
            case "peer" ->
                REMOTE.contains(stimulus.text("op"))
                        ? remote(subject, stimulus, arguments)
                        : stimulus.text("op").equals("send")
                                ? peer(subject, stimulus, 1)
                                : environment(subject, stimulus, arguments);
            case "read" -> read(subject, stimulus.number("id"));
            default -> null;
        };
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
        return environment(subject, stimulus, Map.of());
    }

    private Step environment(String subject, Stimulus stimulus, Map<String, Object> arguments) {
        String op = stimulus.text("op");
        return new Step.Environment(
                op, run.isSocket(subject) ? subject : null, op.equals("backlog") ? number(arguments, "value", 0) : 0);
    }

    /** What the remote end of a connection does: a new one that connects, the one that the arguments name, or the socket's own. */
    private @Nullable Step remote(String subject, Stimulus stimulus, Map<String, Object> arguments) {
        String op = stimulus.text("op");
        if (op.equals("connect")) {
            return new Step.Peer(op, run.freshPeer(), subject, 0);
        }
        String peer = arguments.get("peer") instanceof String named
                ? named
                : run.connected().peer(subject);
        return peer == null
                ? null
                : new Step.Peer(op, peer, null, op.equals("write") ? number(arguments, "length", DATAGRAM) : 0);
    }

    /** What the callback does to return as the stimulus says: the bytes that it accepts, and the status or, from WskInspectEvent, the action. */
    private Action[] exit(String socket, Stimulus stimulus, Map<String, Object> arguments) {
        Action returns = new Action.Return(
                stimulus.text("action").isEmpty() ? stimulus.text("status") : stimulus.text("action"));
        return switch (stimulus.text("took")) {
            case "all" ->
                new Action[] {
                    new Action.Accept(run.connected().indicated(run.judge().callbackIn(socket, stimulus.number("id")))),
                    returns
                };
            case "some" -> new Action[] {new Action.Accept(-number(arguments, "bytes", 1)), returns};
            default -> new Action[] {returns};
        };
    }

    private static int number(Map<String, Object> arguments, String name, int otherwise) {
        return arguments.get(name) instanceof Integer given ? given : otherwise;
    }

    private @Nullable Step call(String subject, Stimulus stimulus, Map<String, Object> arguments) {
        if (stimulus.text("fn").equals("IoCancelIrp")) {
            String name = run.irpName(run.judge().irpIn(subject, stimulus.number("i")));
            return name == null ? null : new Step.Cancel(name);
        }
        Invocation invocation = invocation(subject, stimulus, arguments);
        if (invocation == null) {
            return null;
        }
        if (stimulus.number("inside") != 0) {
            return resumed(subject, stimulus.number("inside"), new Action.Call(invocation), new Action.Hold());
        }
        boolean blocks = BLOCKING.contains(invocation.fn())
                || (invocation.fn().equals("WskCaptureProviderNPI") && !"WSK_NO_WAIT".equals(stimulus.text("timeout")));
        return new Step.Call(blocks ? run.freshThread() : Step.MAIN, invocation);
    }

    /** The same call made by a callback of another socket that is held, or null when it is not. */
    @Nullable
    Step inside(String other, long callback, String subject, Stimulus stimulus, Map<String, Object> arguments) {
        Invocation invocation = invocation(subject, stimulus, arguments);
        return invocation == null ? null : resumed(other, callback, new Action.Call(invocation), new Action.Hold());
    }

    private @Nullable Step resumed(String socket, int slot, Action... actions) {
        return resumed(socket, run.judge().callbackIn(socket, slot), actions);
    }

    private @Nullable Step resumed(String socket, long callback, Action... actions) {
        int nth = run.heldRank(socket, callback);
        return nth == 0 ? null : new Step.Resume(socket, nth, List.of(actions));
    }

    private @Nullable Invocation invocation(String subject, Stimulus stimulus, Map<String, Object> arguments) {
        String fn = stimulus.text("fn");
        Map<String, Object> args = new HashMap<>();
        for (String member : List.of("code", "request", "level", "npi", "version", "timeout", "action")) {
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
            case "WskSocket", "WskSocketConnect" -> {
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
                if (stimulus.text("code").equals("SO_CONDITIONAL_ACCEPT") && !stimulus.flag("output")) {
                    args.put("value", stimulus.number("value"));
                }
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
            case "WskAccept" -> {
                String accepted = run.freshAccepted();
                args.put("acceptSocket", accepted);
                if (stimulus.flag("given")) {
                    args.put("context", accepted);
                }
            }
            case "WskInspectComplete" -> args.putAll(Map.of("inspect", 0, "copied", stimulus.flag("copied")));
            default -> {}
        }
        answers(args, stimulus);
        args.putAll(arguments);
        String irp = stimulus.flag("irp") ? run.freshIrp() : null;
        return new Invocation(fn, Wsk.CLIENT, socket, irp, null, args);
    }

    /** The buffer for the answer of a control request that has one. */
    private static void answers(Map<String, Object> args, Stimulus stimulus) {
        if (!stimulus.flag("output")) {
            return;
        }
        switch (stimulus.text("code")) {
            case "SIO_WSK_QUERY_INSPECT_ID" -> args.putAll(Map.of("outputSize", INSPECT_ID, "sizeReturned", true));
            case "SO_CONDITIONAL_ACCEPT" -> args.put("outputSize", Integer.BYTES);
            case "SIO_WSK_SET_TCP_SILENT_MODE" -> {}
            default -> args.put("outputSize", Long.BYTES);
        }
    }

    private static boolean put(Map<String, Object> args, @Nullable String peer) {
        if (peer == null) {
            return false;
        }
        args.put("address", peer);
        return true;
    }
}
