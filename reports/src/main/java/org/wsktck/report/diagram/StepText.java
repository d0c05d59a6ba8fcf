package org.wsktck.report.diagram;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.wsktck.target.Action;
import org.wsktck.target.Invocation;
import org.wsktck.target.Step;

/** A step of a script as a table row: who acts, and what is done. */
public final class StepText {
    private StepText() {}

    /** Who acts: client, a thread of the client, callback, a peer, environment or bench. */
    public static String actor(Step step) {
        if (step instanceof Step.Call call) {
            return call.thread().equals(Step.MAIN) ? "client" : "client, thread " + call.thread();
        } else if (step instanceof Step.React || step instanceof Step.Otherwise || step instanceof Step.Resume) {
            return "callback";
        } else if (step instanceof Step.OnCompletion) {
            return "completion routine";
        } else if (step instanceof Step.Send send) {
            return "peer " + send.peer();
        } else if (step instanceof Step.Peer peer) {
            return "peer " + peer.peer();
        } else if (step instanceof Step.Environment) {
            return "environment";
        } else if (step instanceof Step.Quiesce || step instanceof Step.Mark) {
            return "bench";
        }
        return "client";
    }

    /** What is done. */
    public static String of(Step step) {
        if (step instanceof Step.Call call) {
            return of(call.invocation());
        } else if (step instanceof Step.React react) {
            return "next " + react.event() + " on " + react.socket() + ": " + actions(react.actions());
        } else if (step instanceof Step.Otherwise otherwise) {
            return "any other " + otherwise.event() + " on " + otherwise.socket() + ": " + actions(otherwise.actions());
        } else if (step instanceof Step.Resume resume) {
            return "held callback " + resume.nth() + " of " + resume.socket() + " goes on"
                    + (resume.actions().isEmpty() ? "" : ": " + actions(resume.actions()));
        } else if (step instanceof Step.OnCompletion completion) {
            return "when " + completion.irp() + " completes: " + actions(completion.actions());
        } else if (step instanceof Step.Cancel cancel) {
            return "IoCancelIrp(" + cancel.irp() + ")";
        } else if (step instanceof Step.Send send) {
            return "sends " + send.count() + " " + send.cast().json()
                    + (send.count() == 1 ? " datagram of " : " datagrams of ") + send.length() + " bytes to "
                    + send.socket();
        } else if (step instanceof Step.Peer peer) {
            return of(peer);
        } else if (step instanceof Step.Environment environment) {
            return environment.op()
                    + (environment.socket() == null ? "" : " " + environment.socket())
                    + (environment.value() == 0 ? "" : " " + environment.value());
        } else if (step instanceof Step.Read read) {
            return "reads " + (read.list() == 0 ? "the oldest retained list" : "the list of callback " + read.list())
                    + " of " + read.socket();
        } else if (step instanceof Step.Mark mark) {
            return "notes: " + mark.text();
        }
        return "waits until nothing more can happen";
    }

    private static String of(Step.Peer peer) {
        return switch (peer.op()) {
            case "connect" -> "connects to " + peer.socket();
            case "listen" -> "listens";
            case "write" -> "writes " + peer.length() + (peer.length() == 1 ? " byte" : " bytes");
            case "fin" -> "ends what it sends";
            case "rst" -> "resets the connection";
            case "pause" -> "stops reading";
            case "resume" -> "goes on reading";
            default -> peer.op();
        };
    }

    /** An invocation as client code would write it. */
    public static String of(Invocation i) {
        Map<String, Object> args = new TreeMap<>(i.args());
        String list = args.entrySet().stream()
                .map(entry -> entry.getKey() + " " + value(entry.getValue()))
                .collect(Collectors.joining(", "));
        return i.fn() + "(" + (i.socket() == null ? i.client() : i.socket())
                + (i.irp() == null ? "" : ", IRP " + i.irp()) + (list.isEmpty() ? "" : ", " + list) + ")"
                + (i.irql() == null ? "" : " at " + i.irql());
    }

    private static String value(Object value) {
        return value instanceof List<?> list
                ? list.isEmpty() ? "none" : list.stream().map(String::valueOf).collect(Collectors.joining("|"))
                : String.valueOf(value);
    }

    private static String actions(List<Action> actions) {
        return actions.isEmpty()
                ? "return STATUS_SUCCESS"
                : actions.stream().map(StepText::of).collect(Collectors.joining("; "));
    }

    private static String of(Action action) {
        if (action instanceof Action.Call call) {
            return "call " + of(call.invocation());
        } else if (action instanceof Action.Hold) {
            return "hold until resumed";
        } else if (action instanceof Action.Read) {
            return "read the list";
        } else if (action instanceof Action.WaitFor wait) {
            return "wait for " + wait.irp();
        } else if (action instanceof Action.Accept accept) {
            long bytes = Math.abs(accept.bytes());
            return "accept " + (accept.bytes() < 0 ? "all but " : "") + bytes + (bytes == 1 ? " byte" : " bytes");
        } else if (action instanceof Action.Store store) {
            return of(store);
        }
        return "return " + ((Action.Return) action).status();
    }

    private static String of(Action.Store store) {
        String context = store.context() == null
                ? "NULL"
                : store.context().equals(Action.ACCEPTED) ? "the socket's name" : store.context();
        return "store " + context + " as context and "
                + (store.entries() == null ? "no table" : "a table with " + value(store.entries()));
    }
}
