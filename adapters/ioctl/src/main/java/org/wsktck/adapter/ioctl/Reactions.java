package org.wsktck.adapter.ioctl;

import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.wsktck.target.Action;
import org.wsktck.target.Step;
import org.wsktck.target.TargetException;
import org.wsktck.target.Wsk;

/** Tells the driver what its callbacks and completion routines are to do. */
final class Reactions {
    private final Protocol protocol;
    private final Codec codec;
    private final Words words;
    private final Names names;
    private final Invocations invocations;
    private final Asking asking;

    /** Sends a request and waits until the driver has taken it. */
    interface Asking {
        /** @throws TargetException when the agent is gone, silent, or refuses */
        byte[] ask(String op, byte[] body) throws TargetException;
    }

    Reactions(Protocol protocol, Names names, Invocations invocations, Asking asking) {
        this.protocol = protocol;
        this.codec = new Codec(protocol);
        this.words = new Words(protocol);
        this.names = names;
        this.invocations = invocations;
        this.asking = asking;
    }

    /** Once, for the next call of that event. */
    void set(Step.React step) throws Names.NoRoom, TargetException {
        set("once", step.socket(), step.event(), step.actions());
    }

    /** For every call of that event without one of its own. */
    void set(Step.Otherwise step) throws Names.NoRoom, TargetException {
        set("otherwise", step.socket(), step.event(), step.actions());
    }

    private void set(String mode, String subject, String event, List<Action> actions)
            throws Names.NoRoom, TargetException {
        boolean ofClient = event.equals("WskClientEvent");
        long none = protocol.value("none");
        Map<String, Object> head = new HashMap<>();
        head.put("mode", protocol.number("mode", mode));
        head.put("event", words.number("event", event));
        head.put("socket", ofClient ? none : names.socket(subject));
        head.put("client", ofClient ? names.client(subject) : none);
        head.put("irp", none);
        head.put("count", (long) actions.size());
        ask("react", head, invocations.actions(actions, event.equals(Wsk.INSPECT)));
    }

    /** In the completion routine of that IRP. */
    void set(Step.OnCompletion step) throws Names.NoRoom, TargetException {
        long none = protocol.value("none");
        Map<String, Object> head = Map.of(
                "mode",
                protocol.number("mode", "onCompletion"),
                "event",
                none,
                "socket",
                none,
                "client",
                none,
                "irp",
                names.irps().give(step.irp()),
                "count",
                (long) step.actions().size());
        ask("react", head, invocations.actions(step.actions(), false));
    }

    /** Lets the nth held callback of that socket or client go on, with these actions first. */
    void resume(String subject, int nth, List<Action> actions) throws Names.NoRoom, TargetException {
        boolean ofClient = !names.isSocket(subject) && names.isClient(subject);
        long none = protocol.value("none");
        Map<String, Object> head = Map.of(
                "socket",
                ofClient ? none : names.socket(subject),
                "client",
                ofClient ? names.client(subject) : none,
                "nth",
                (long) nth,
                "count",
                (long) actions.size());
        // What a resume returns is a word of the event that is held; inspections have their own.
        boolean inspects = actions.stream()
                .anyMatch(each -> each instanceof Action.Return returned
                        && returned.status().startsWith("WskInspect"));
        ask("resume", head, invocations.actions(actions, inspects));
    }

    /** What the script wanted of callbacks is over: from now on they do nothing and accept nothing. */
    void clear() throws TargetException {
        ask("react", Map.of("mode", protocol.number("mode", "clear")), new byte[0]);
    }

    private void ask(String op, Map<String, Object> head, byte[] actions) throws TargetException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(codec.encode(op, head));
        body.writeBytes(actions);
        asking.ask(op, body.toByteArray());
    }
}
