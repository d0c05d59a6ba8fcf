package org.wsktck.target;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One step of a script. Steps run in order on the bench's main thread; a call on another named thread does not hold up the steps after it. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "step")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Step.Call.class, name = "call"),
    @JsonSubTypes.Type(value = Step.React.class, name = "react"),
    @JsonSubTypes.Type(value = Step.Otherwise.class, name = "otherwise"),
    @JsonSubTypes.Type(value = Step.Resume.class, name = "resume"),
    @JsonSubTypes.Type(value = Step.OnCompletion.class, name = "onCompletion"),
    @JsonSubTypes.Type(value = Step.Cancel.class, name = "cancel"),
    @JsonSubTypes.Type(value = Step.Send.class, name = "send"),
    @JsonSubTypes.Type(value = Step.Peer.class, name = "peer"),
    @JsonSubTypes.Type(value = Step.Environment.class, name = "environment"),
    @JsonSubTypes.Type(value = Step.Read.class, name = "read"),
    @JsonSubTypes.Type(value = Step.Quiesce.class, name = "quiesce"),
    @JsonSubTypes.Type(value = Step.Mark.class, name = "mark")
})
public sealed interface Step {
    /** The thread that executes steps unless they name another. */
    String MAIN = "main";

    /** Calls a WSK function. On {@link #MAIN} the next step waits for the return; on another thread it does not (one call after the other there). */
    record Call(String thread, Invocation invocation) implements Step {}

    /**
     * Appends a one-time reaction for the next call of that event on that socket (or client, for WskClientEvent). The socket need not exist yet: those that WskAcceptEvent hands over
     * are named after their listening socket, in order of acceptance: s1.1, s1.2 and so on; those of WskAccept are named by the call.
     */
    record React(String socket, String event, List<Action> actions) implements Step {
        /** Copies the actions. */
        public React {
            actions = List.copyOf(actions);
        }
    }

    /** Sets the reaction for calls of that event for which no one-time reaction is left; at first it has no action, see {@link Action.Return}. */
    record Otherwise(String socket, String event, List<Action> actions) implements Step {
        /** Copies the actions. */
        public Otherwise {
            actions = List.copyOf(actions);
        }
    }

    /** Lets a held callback of the socket go on: the {@code nth} of those now held, in the order in which they were entered, from 1. Without such a callback the step does nothing. */
    record Resume(String socket, int nth, List<Action> actions) implements Step {
        /** Copies the actions. */
        public Resume {
            actions = List.copyOf(actions);
        }
    }

    /** What the completion routine of that IRP does, set before the call that passes the IRP. */
    record OnCompletion(String irp, List<Action> actions) implements Step {
        /** Copies the actions. */
        public OnCompletion {
            actions = List.copyOf(actions);
        }
    }

    /** Cancels the IRP of that name (IoCancelIrp). Nothing happens when it is not pending. */
    record Cancel(String irp) implements Step {}

    /** A peer sends datagrams of at least {@link Payload#HEADER} bytes to the socket's local address. */
    record Send(String peer, String socket, int count, int length, Cast cast) implements Step {}

    /** How a datagram is addressed. */
    enum Cast {
        /** To the socket's own address. */
        UNICAST,
        /** To a broadcast address. */
        BROADCAST,
        /** To a multicast group that the socket has joined. */
        MULTICAST;

        /** The name in observations. */
        public String json() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /**
     * The remote end of a connection acts. A peer has one connection in its life. The step does not wait for what follows from it; a connect goes on until it succeeds, fails or is
     * given up by fin or rst.
     *
     * @param op {@code connect} (to the listening socket), {@code listen} (so that the client can connect to the peer's name), {@code write} (that many bytes of its stream),
     *     {@code fin}, {@code rst}, {@code pause} and {@code resume} (stops and goes on taking what the client sends)
     * @param peer name of the peer
     * @param socket the listening socket of a connect, null otherwise
     * @param length bytes of a write, 0 otherwise
     */
    record Peer(String op, String peer, @Nullable String socket, int length) implements Step {}

    /**
     * The environment acts.
     *
     * @param op {@code fail} (the socket loses its function), {@code backlog} (the ideal send backlog of the socket changes to the value), {@code extension} (the extension
     *     interface that is registered on the socket has its event), {@code transports} (the transport list changes), {@code unready}, {@code ready} (of the provider)
     * @param socket the socket that it is about, null when it is about none
     * @param value a number of bytes, 0 where there is none
     */
    record Environment(String op, @Nullable String socket, long value) implements Step {
        /** Without a value. */
        public Environment(String op, @Nullable String socket) {
            this(op, socket, 0);
        }
    }

    /** The client reads an indication list from outside the callback. {@code list}: 0 is the oldest retained one, n the list of the nth callback of that socket. */
    record Read(String socket, int list) implements Step {}

    /** Waits until nothing more can happen unless somebody acts, and records it. Held callbacks and blocked calls do not stand against it. */
    record Quiesce() implements Step {}

    /** A note in the trace. */
    record Mark(String text) implements Step {}
}
