package org.wsktck.trace;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an observation is about, with the members that a record of this kind must carry and those that it may carry.
 *
 * <p>The one source of this table is {@code observation.schema.json}; a test holds this side to it. {@code seq}, {@code t},
 * {@code thread} and {@code kind} belong to every record and are not listed.
 */
@SuppressWarnings({"ImmutableEnumChecker", "EnumOrdinal"
}) // the sets are unmodifiable; ordinals are bits that never leave this package
public enum Kind {
    /** First record of a trace. */
    HEADER("header", of(Field.SCHEMA), of(Field.TARGET, Field.SCRIPT, Field.SEED)),
    /** The client enters a WSK function. */
    CALL(
            "call",
            of(Field.CALL, Field.FN, Field.IRQL),
            of(
                    Field.CLIENT,
                    Field.SOCKET,
                    Field.IRP,
                    Field.IRP_STACK,
                    Field.IRP_ARMED,
                    Field.CONTEXT,
                    Field.ENTRIES,
                    Field.FLAGS,
                    Field.VERSION,
                    Field.RESERVED,
                    Field.TIMEOUT,
                    Field.REQUEST,
                    Field.CODE,
                    Field.LEVEL,
                    Field.NPI,
                    Field.MASK,
                    Field.INPUT_SIZE,
                    Field.OUTPUT_SIZE,
                    Field.SIZE_RETURNED,
                    Field.ADDRESS,
                    Field.DG,
                    Field.LENGTH,
                    Field.LIST,
                    Field.SD,
                    Field.OFFSET,
                    Field.ACCEPT_SOCKET,
                    Field.INSPECT,
                    Field.COPIED,
                    Field.ACTION,
                    Field.VALUE)),
    /** The WSK function returns to the client. */
    RETURN(
            "return",
            of(Field.CALL, Field.FN, Field.STATUS),
            of(Field.CLIENT, Field.SOCKET, Field.CATEGORY, Field.SD, Field.SIZE, Field.INSPECT, Field.VALUE)),
    /** The completion routine of an IRP is entered. */
    IRP(
            "irp",
            of(Field.IRP, Field.CALL, Field.FN, Field.STATUS, Field.INFORMATION),
            of(
                    Field.CLIENT,
                    Field.SOCKET,
                    Field.CATEGORY,
                    Field.DATAGRAMS,
                    Field.FLAGS,
                    Field.IRQL,
                    Field.SD,
                    Field.DATA,
                    Field.VALUE,
                    Field.ACCEPT_SOCKET,
                    Field.FRESH,
                    Field.PEER,
                    Field.ADDRESS)),
    /** The completion routine of an IRP has returned. */
    IRP_EXIT("irpExit", of(Field.IRP, Field.CALL), of(Field.CLIENT, Field.SOCKET, Field.STATUS)),
    /** The provider enters an event callback. */
    ENTER(
            "enter",
            of(Field.CB, Field.EVENT, Field.IRQL),
            of(
                    Field.CLIENT,
                    Field.SOCKET,
                    Field.CONTEXT,
                    Field.VIA,
                    Field.FLAGS,
                    Field.DATAGRAMS,
                    Field.EVENT_TYPE,
                    Field.POINTER,
                    Field.LENGTH,
                    Field.DATA,
                    Field.ACCEPT_SOCKET,
                    Field.FRESH,
                    Field.PEER,
                    Field.ADDRESS,
                    Field.INSPECT,
                    Field.VALUE,
                    Field.TABLE,
                    Field.NPI)),
    /** The event callback returns to the provider. */
    EXIT(
            "exit",
            of(Field.CB, Field.EVENT),
            of(
                    Field.CLIENT,
                    Field.SOCKET,
                    Field.STATUS,
                    Field.ACTION,
                    Field.BYTES_ACCEPTED,
                    Field.CONTEXT,
                    Field.ENTRIES)),
    /** The remote end, or the environment, begins to act. */
    PEER(
            "peer",
            of(Field.ACT, Field.OP),
            of(Field.CLIENT, Field.SOCKET, Field.PEER, Field.DG, Field.LENGTH, Field.CAST, Field.OFFSET)),
    /** The action of the remote end or the environment is over. */
    PEER_END("peerEnd", of(Field.ACT, Field.OP), of(Field.CLIENT, Field.SOCKET, Field.PEER)),
    /** The remote end has noticed something. */
    SEES("sees", of(Field.OP), of(Field.CLIENT, Field.SOCKET, Field.PEER, Field.DATA)),
    /** The client reads the memory of an indication list. */
    READ("read", of(Field.CB), of(Field.CLIENT, Field.SOCKET, Field.DATAGRAMS, Field.DATA)),
    /** The client begins to wait for an IRP. */
    WAIT("wait", of(Field.IRP), of(Field.CLIENT, Field.SOCKET)),
    /** The client's wait is over. */
    WAIT_END("waitEnd", of(Field.IRP), of(Field.CLIENT, Field.SOCKET)),
    /** Nothing more will come unless somebody acts. */
    QUIESCE("quiesce", of(), of()),
    /** A note of the bench. */
    MARK("mark", of(Field.TEXT), of()),
    /** Last record of a trace: without it the trace is truncated. */
    END("end", of(Field.COUNT), of(Field.DROPPED));

    private static final Map<String, Kind> BY_NAME = new HashMap<>();

    static {
        for (Kind kind : values()) {
            BY_NAME.put(kind.json, kind);
        }
    }

    private final String json;
    private final Set<Field> required;
    private final Set<Field> optional;
    private final long requiredBits;
    private final long allowedBits;

    Kind(String json, Set<Field> required, Set<Field> optional) {
        this.json = json;
        this.required = required;
        this.optional = optional;
        this.requiredBits = bits(required);
        this.allowedBits = requiredBits | bits(optional);
    }

    /** A set of fields as bits by ordinal; a test sees to it that they fit. */
    private static long bits(Set<Field> fields) {
        return fields.stream().mapToLong(field -> 1L << field.ordinal()).reduce(0, (a, b) -> a | b);
    }

    private static Set<Field> of(Field... fields) {
        Set<Field> set = EnumSet.noneOf(Field.class);
        set.addAll(Arrays.asList(fields));
        return Collections.unmodifiableSet(set);
    }

    /** The value of the member {@code kind} in JSON. */
    public String json() {
        return json;
    }

    /** Members that a record of this kind must carry. */
    public Set<Field> required() {
        return required;
    }

    /** Members that a record of this kind may carry. */
    public Set<Field> optional() {
        return optional;
    }

    /** The required members, one bit each by ordinal. */
    long requiredBits() {
        return requiredBits;
    }

    /** The required and the optional members, one bit each by ordinal. */
    long allowedBits() {
        return allowedBits;
    }

    /** The kind of that name, or null when the schema has none. */
    public static @Nullable Kind named(String json) {
        return BY_NAME.get(json);
    }
}
