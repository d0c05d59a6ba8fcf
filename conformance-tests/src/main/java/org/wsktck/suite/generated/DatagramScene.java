package org.wsktck.suite.generated;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.wsktck.oracle.Stimulus;
import org.wsktck.target.Action;
import org.wsktck.target.Step;
import org.wsktck.target.TargetException;
import org.wsktck.target.Wsk;

/** Datagram sockets: one or two, bound, and more that the client makes on the way. */
final class DatagramScene implements Scene {
    private final LiveRun run;
    private final Translator translator;
    private final Manners manners;
    private final boolean holding;

    DatagramScene(LiveRun run, Translator translator, Manners manners, boolean holding) {
        this.run = run;
        this.translator = translator;
        this.manners = manners;
        this.holding = holding;
    }

    @Override
    public void begin(int how) throws TargetException {
        switch (how % 4) {
            case 1 -> run.call(Wsk.staticEvents(Wsk.CLIENT, Wsk.EVENT_RECEIVE_FROM));
            case 2 -> run.call(Wsk.staticEvents(Wsk.CLIENT, Wsk.EVENT_RECEIVE_FROM, Wsk.EVENT_ACCEPT));
            default -> {}
        }
        open(how / 8 % 2 == 1);
        if (how / 4 % 2 == 1) {
            open(how / 8 % 2 == 1);
        }
    }

    private void open(boolean enabled) throws TargetException {
        String socket = run.freshSocket();
        run.call(Wsk.datagramSocket(Wsk.CLIENT, socket, run.freshIrp()));
        run.execute(new Step.Otherwise(socket, Wsk.RECEIVE_FROM, reaction()));
        run.execute(new Step.Quiesce());
        run.call(Wsk.bind(socket, run.freshIrp()));
        run.execute(new Step.Quiesce());
        if (enabled) {
            manners.enable(socket);
        }
    }

    private List<Action> reaction() {
        return holding ? List.of(new Action.Hold()) : List.of(new Action.Read());
    }

    @Override
    public int weight(String subject, Stimulus stimulus) {
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

    @Override
    public boolean prepare(String subject, Stimulus stimulus, int rest) throws TargetException {
        boolean receives =
                stimulus.kind().equals("exit") && stimulus.text("status").equals("STATUS_SUCCESS");
        if (receives && rest % 4 == 1) {
            run.execute(new Step.React(
                    subject,
                    Wsk.RECEIVE_FROM,
                    List.of(new Action.Return(rest % 8 > 3 ? "STATUS_DATA_NOT_ACCEPTED" : "STATUS_SUCCESS"))));
        }
        return true;
    }

    @Override
    public Map<String, Object> arguments(String subject, Stimulus stimulus, int rest) {
        return Map.of();
    }

    @Override
    public @Nullable Step instead(String subject, Stimulus stimulus, int rest) {
        return stimulus.text("op").equals("send") ? translator.peer(subject, stimulus, 1 + rest % 4) : null;
    }

    @Override
    public void follow(String subject, Stimulus stimulus, int rest) throws TargetException {
        if (stimulus.text("fn").equals("WskSocket")) {
            String created = run.sockets().get(run.sockets().size() - 1);
            run.execute(new Step.Otherwise(created, Wsk.RECEIVE_FROM, reaction()));
        }
    }

    @Override
    public void calm() throws TargetException {
        manners.calm();
    }
}
