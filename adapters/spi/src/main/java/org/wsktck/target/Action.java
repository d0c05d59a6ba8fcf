package org.wsktck.target;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What client code does inside a callback or a completion routine. A reaction is a list of these, sent to the target ahead of the event. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "do")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Action.Call.class, name = "call"),
    @JsonSubTypes.Type(value = Action.Hold.class, name = "hold"),
    @JsonSubTypes.Type(value = Action.Read.class, name = "read"),
    @JsonSubTypes.Type(value = Action.WaitFor.class, name = "wait"),
    @JsonSubTypes.Type(value = Action.Return.class, name = "return")
})
public sealed interface Action {
    /** Calls a WSK function from inside. */
    record Call(Invocation invocation) implements Action {}

    /** Stays inside until a {@link Step.Resume} names this callback; the actions that the resume carries follow, then those after this one. */
    record Hold() implements Action {}

    /** Reads the indication list of this callback. */
    record Read() implements Action {}

    /** Waits for an IRP by name: a client fault (CTX-04), present so that it can be shown to be one. */
    record WaitFor(String irp) implements Action {}

    /** Returns this status, ending the reaction. A reaction without it returns STATUS_SUCCESS. */
    record Return(String status) implements Action {}
}
