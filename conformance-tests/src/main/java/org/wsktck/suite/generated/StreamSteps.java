package org.wsktck.suite.generated;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.wsktck.oracle.Stimulus;
import org.wsktck.target.Step;

/**
 * The steps of sockets that are not for datagrams on the tour. What the state of a socket does not know is chosen here: how many bytes, and which of the
 * connections that carry a label.
 */
final class StreamSteps {
    /** Bytes of a write. */
    private static final int WRITE = 32;
    /** Fewer than a write, so that something is left. */
    private static final int BUFFER = 20;
    /** More than a write, so that one is not enough for a receive that waits for all. */
    private static final int LARGE = 48;
    /** Most bytes of a partial acceptance; of this all sizes are multiples. */
    private static final int PART = 4;
    /** Two of these are more than peers take without reading. */
    private static final int SEND = 700;

    /** Size of WSK_EXTENSION_CONTROL_OUT. */
    private static final int EXTENSION_OUT = 16;

    private static final int LEAST_BACKLOG = 4_096;
    private static final int BACKLOGS = 2;

    private final LiveRun run;
    private final Translator translator;
    private final String peer;
    private int backlogs;

    /**
     * Steps in that run.
     *
     * @param peer the peer of the connection-oriented socket
     */
    StreamSteps(LiveRun run, Translator translator, String peer) {
        this.run = run;
        this.translator = translator;
        this.peer = peer;
    }

    /** The step, or null when what the stimulus speaks of is not at hand. */
    @Nullable
    Step step(String socket, Stimulus stimulus) {
        Map<String, Object> arguments = switch (stimulus.kind()) {
            case "call" -> call(socket, stimulus);
            case "exit" -> exit(socket, stimulus);
            case "peer" -> peer(socket, stimulus);
            default -> Map.of();
        };
        return arguments == null ? null : translator.step(socket, stimulus, arguments);
    }

    private @Nullable Map<String, Object> call(String socket, Stimulus call) {
        return switch (call.text("fn")) {
            case "WskConnect", "WskSocketConnect" -> Map.of("address", peer);
            case "WskSend" -> Map.of("length", SEND);
            case "WskReceive" -> Map.of("length", buffer(call));
            case "WskInspectComplete" -> {
                String requester = labelled(socket, call);
                yield requester == null ? null : Map.of("inspect", requester);
            }
            case "WskControlSocket" ->
                call.text("code").equals("SIO_WSK_REGISTER_EXTENSION")
                        ? Map.of("context", socket, "outputSize", EXTENSION_OUT)
                        : Map.of();
            default -> Map.of();
        };
    }

    private static int buffer(Stimulus receive) {
        if (!receive.flag("some")) {
            return 0;
        }
        return receive.texts("flags").contains("WSK_FLAG_WAITALL") ? LARGE : BUFFER;
    }

    /** A partial acceptance takes little, and of little a half, so that it can be repeated often. */
    private @Nullable Map<String, Object> exit(String socket, Stimulus exit) {
        if (!exit.text("took").equals("some")) {
            return Map.of();
        }
        long indicated = run.connected().indicated(run.judge().callbackIn(socket, exit.number("id")));
        return indicated < 2 ? null : Map.of("bytes", (int) (indicated - Math.min(PART, indicated / 2)));
    }

    private @Nullable Map<String, Object> peer(String socket, Stimulus act) {
        return switch (act.text("op")) {
            case "connect", "fail", "extension" -> Map.of();
            case "backlog" -> Map.of("value", LEAST_BACKLOG * (1 + backlogs++ % BACKLOGS));
            default -> {
                String actor = act.texts("labels").isEmpty() ? peer : labelled(socket, act);
                yield actor == null ? null : Map.of("peer", actor, "length", WRITE);
            }
        };
    }

    /** The peer of the oldest connection that carries the label of the stimulus, null when there is none. */
    private @Nullable String labelled(String socket, Stimulus stimulus) {
        List<String> peers =
                run.judge().peersLabelled(socket, stimulus.texts("labels").get(0));
        return peers.isEmpty() ? null : peers.get(0);
    }
}
