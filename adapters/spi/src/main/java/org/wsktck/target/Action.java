package org.wsktck.target;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What client code does inside a callback or a completion routine. A reaction is a list of these, sent to the target ahead of the event. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "do")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Action.Call.class, name = "call"),
    @JsonSubTypes.Type(value = Action.Hold.class, name = "hold"),
    @JsonSubTypes.Type(value = Action.Read.class, name = "read"),
    @JsonSubTypes.Type(value = Action.WaitFor.class, name = "wait"),
    @JsonSubTypes.Type(value = Action.Accept.class, name = "accept"),
    @JsonSubTypes.Type(value = Action.Store.class, name = "store"),
    @JsonSubTypes.Type(value = Action.Return.class, name = "return")
})
public sealed interface Action {
    /**
     * Stands for the name of the socket that the WskAcceptEvent hands over, as socket or argument of a call from inside and as context of a {@link Store}, for reactions that serve
     * several acceptances.
     */
    String ACCEPTED = "*";

    /** Calls a WSK function from inside. */
    record Call(Invocation invocation) implements Action {}

    /** Stays inside until a {@link Step.Resume} names this callback; the actions that the resume carries follow, then those after this one. */
    record Hold() implements Action {}

    /** Reads the indication list of this callback, of datagrams or of data. */
    record Read() implements Action {}

    /** Waits for an IRP by name: a client fault (CTX-04), present so that it can be shown to be one. */
    record WaitFor(String irp) implements Action {}

    /**
     * Writes a number of bytes into *BytesAccepted of WskReceiveEvent. Without it the client leaves the variable alone.
     *
     * @param bytes the number; a negative one means all but that many of the bytes indicated, and one at least, since nobody knows ahead how a provider divides a stream
     */
    record Accept(long bytes) implements Action {}

    /**
     * Stores context and dispatch table through the out parameters of WskAcceptEvent. A reaction without it stores the accepted socket's name as context and a table with all entries,
     * before it does anything else.
     *
     * @param context the context's name, null for NULL, {@link #ACCEPTED} for the name of the accepted socket
     * @param entries the entries of the table that are not NULL; null for no table
     */
    record Store(@Nullable String context, @Nullable List<String> entries) implements Action {
        /** Copies the entries. */
        public Store {
            entries = entries == null ? null : List.copyOf(entries);
        }
    }

    /**
     * Returns this status, ending the reaction; from WskInspectEvent a WSK_INSPECT_ACTION by its header name. A reaction without it returns what accepts: STATUS_SUCCESS, or
     * WskInspectAccept. From WskClientEvent, which knows no event, that is STATUS_NOT_IMPLEMENTED, and what says that a listening socket has lost its function is answered as the
     * documentation's examples do, with STATUS_REQUEST_NOT_ACCEPTED or WskInspectReject.
     */
    record Return(String status) implements Action {}
}
