package org.wsktck.suite.generated;

import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.wsktck.target.Action;
import org.wsktck.target.Invocation;
import org.wsktck.target.Script;
import org.wsktck.target.Step;

/** Prints a script as a table: number, who acts, what happens. */
final class ScriptTable {
    private ScriptTable() {}

    /** The table, with a line end after each row. */
    static String of(Script script) {
        List<String> actors = script.steps().stream().map(ScriptTable::actor).toList();
        int width = actors.stream().mapToInt(String::length).max().orElse(0);
        StringBuilder table = new StringBuilder();
        for (int i = 0; i < actors.size(); i++) {
            table.append(String.format(
                    "%3d  %-" + Math.max(1, width) + "s  %s%n",
                    i + 1,
                    actors.get(i),
                    act(script.steps().get(i))));
        }
        return table.toString();
    }

    private static String actor(Step step) {
        if (step instanceof Step.Call call) {
            return call.thread();
        }
        if (step instanceof Step.Send send) {
            return send.peer();
        }
        if (step instanceof Step.Peer peer) {
            return peer.peer();
        }
        if (step instanceof Step.Resume resume) {
            return "callback " + resume.nth() + " of " + resume.socket();
        }
        return step instanceof Step.Environment ? "environment" : "bench";
    }

    private static String act(Step step) {
        if (step instanceof Step.Call call) {
            return words(call.invocation());
        }
        if (step instanceof Step.React react) {
            return "the next " + react.event() + " of " + react.socket() + " will " + words(react.actions());
        }
        if (step instanceof Step.Otherwise otherwise) {
            return otherwise.event() + " of " + otherwise.socket() + " will " + words(otherwise.actions());
        }
        if (step instanceof Step.Resume resume) {
            return "goes on: " + words(resume.actions());
        }
        if (step instanceof Step.OnCompletion completion) {
            return "the completion routine of " + completion.irp() + " will " + words(completion.actions());
        }
        if (step instanceof Step.Cancel cancel) {
            return "IoCancelIrp " + cancel.irp();
        }
        if (step instanceof Step.Send send) {
            return "sends " + send.count() + " " + send.cast().json() + " to " + send.socket();
        }
        if (step instanceof Step.Peer peer) {
            return peer.op()
                    + (peer.socket() == null ? "" : " to " + peer.socket())
                    + (peer.length() == 0 ? "" : " " + peer.length());
        }
        if (step instanceof Step.Environment environment) {
            return environment.op()
                    + (environment.socket() == null ? "" : " " + environment.socket())
                    + (environment.value() == 0 ? "" : " " + environment.value());
        }
        if (step instanceof Step.Read read) {
            return "reads list " + read.list() + " of " + read.socket();
        }
        return step instanceof Step.Mark mark ? "note: " + mark.text() : "waits for quiescence";
    }

    private static String words(List<Action> actions) {
        if (actions.isEmpty()) {
            return "return STATUS_SUCCESS";
        }
        return actions.stream().map(ScriptTable::words).collect(Collectors.joining(", then "));
    }

    private static String words(Action action) {
        if (action instanceof Action.Call call) {
            return "call " + words(call.invocation());
        }
        if (action instanceof Action.Return returned) {
            return "return " + returned.status();
        }
        if (action instanceof Action.WaitFor wait) {
            return "wait for " + wait.irp();
        }
        if (action instanceof Action.Accept accept) {
            return "accept " + (accept.bytes() < 0 ? "all but " + -accept.bytes() : accept.bytes()) + " bytes";
        }
        if (action instanceof Action.Store store) {
            return "store " + store.context() + " and " + store.entries();
        }
        return action instanceof Action.Hold ? "stay inside" : "read its list";
    }

    private static String words(Invocation invocation) {
        String arguments = new TreeMap<>(invocation.args())
                .entrySet().stream()
                        .filter(entry -> !List.of("npi", "level", "inputSize", "reserved")
                                .contains(entry.getKey()))
                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                        .collect(Collectors.joining(" "));
        return invocation.fn()
                + (invocation.socket() == null ? "" : " " + invocation.socket())
                + (arguments.isEmpty() ? "" : " " + arguments)
                + (invocation.irp() == null ? "" : " irp=" + invocation.irp());
    }
}
