package org.wsktck.suite.generated;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.wsktck.oracle.Stimulus;
import org.wsktck.target.Action;
import org.wsktck.target.Step;

/** The steps of listening and connection-oriented sockets. Bytes and connections are chosen here; the state of a socket does not know them. */
final class StreamTranslator extends Translator {
    /** Bytes of a write. */
    private static final int WRITE = 32;
    /** Fewer than a write, so that something is left. */
    private static final int BUFFER = 20;
    /** More than a write, so that one is not enough for a receive that waits for all. */
    private static final int LARGE = 48;
    /** Two of these are more than peers take without reading. */
    private static final int SEND = 700;

    private static final int QUERY_SIZE = 8;
    private static final int INSPECT_ID_SIZE = 16;
    private static final int MODE_SIZE = 4;
    private static final long LEAST_BACKLOG = 4_096;
    private static final int BACKLOGS = 2;

    private final String peer;
    private int backlogs;

    /**
     * Steps in that run.
     *
     * @param peer the peer of the connection-oriented socket
     */
    StreamTranslator(LiveRun run, String peer) {
        super(run);
        this.peer = peer;
    }

    @Override
    @Nullable
    List<Action> leaving(String subject, Stimulus exit) {
        if (!exit.text("action").isEmpty()) {
            return List.of(new Action.Return(exit.text("action")));
        }
        Action.Return status = new Action.Return(exit.text("status"));
        long indicated = run.indicated(run.judge().callbackIn(subject, exit.number("id")));
        return switch (exit.text("took")) {
            case "all" -> List.of(new Action.Accept(indicated), status);
            case "some" -> indicated < 2 ? null : List.of(new Action.Accept(indicated / 2), status);
            default -> List.of(status);
        };
    }

    @Override
    @Nullable
    Step peer(String subject, Stimulus stimulus, int count) {
        String op = stimulus.text("op");
        return switch (op) {
            case "connect" -> new Step.Peer(op, run.freshPeer(), subject, 0);
            case "backlog" -> new Step.Environment(op, subject, LEAST_BACKLOG * (1 + backlogs++ % BACKLOGS));
            case "write", "fin", "rst", "pause", "resume" -> {
                String actor = actor(subject, stimulus);
                yield actor == null ? null : new Step.Peer(op, actor, null, op.equals("write") ? WRITE : 0);
            }
            default -> super.peer(subject, stimulus, count);
        };
    }

    /** The peer of the oldest connection that carries the label, and without a label that of the connection-oriented socket. */
    private @Nullable String actor(String subject, Stimulus stimulus) {
        if (stimulus.texts("labels").isEmpty()) {
            return peer;
        }
        List<String> peers =
                run.judge().peersLabelled(subject, stimulus.texts("labels").get(0));
        return peers.isEmpty() ? null : peers.get(0);
    }

    @Override
    boolean complete(String subject, Stimulus call, Map<String, Object> args) {
        switch (call.text("fn")) {
            case "WskConnect", "WskSocketConnect" -> args.put("address", peer);
            case "WskSend" -> args.put("length", SEND);
            case "WskReceive" -> args.put("length", buffer(call));
            case "WskAccept" -> {
                String accepted = run.freshAccepted();
                args.put("acceptSocket", accepted);
                if (call.flag("given")) {
                    args.put("context", accepted);
                }
            }
            case "WskInspectComplete" -> {
                String requester = actor(subject, call);
                if (requester == null) {
                    return false;
                }
                args.put("inspect", requester);
                args.put("action", call.text("action"));
                args.put("copied", call.flag("copied"));
            }
            case "WskControlSocket" -> control(call, args);
            default -> {}
        }
        return true;
    }

    private static int buffer(Stimulus receive) {
        if (!receive.flag("some")) {
            return 0;
        }
        return receive.texts("flags").contains("WSK_FLAG_WAITALL") ? LARGE : BUFFER;
    }

    private static void control(Stimulus call, Map<String, Object> args) {
        switch (call.text("code")) {
            case "SO_CONDITIONAL_ACCEPT" -> {
                if (call.text("request").equals("WskSetOption")) {
                    args.put("value", call.number("value"));
                } else {
                    args.put("outputSize", MODE_SIZE);
                }
            }
            case "SIO_WSK_QUERY_INSPECT_ID" -> {
                args.put("outputSize", INSPECT_ID_SIZE);
                args.put("sizeReturned", true);
            }
            case "SIO_WSK_QUERY_IDEAL_SEND_BACKLOG", "SIO_WSK_QUERY_RECEIVE_BACKLOG" -> args.put("outputSize", QUERY_SIZE);
            default -> {}
        }
    }
}
