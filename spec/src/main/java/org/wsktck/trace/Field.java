package org.wsktck.trace;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A member of an observation record: its name in JSON and the type of its value. Which kind carries which is said by {@link Kind}. */
@SuppressWarnings("ImmutableEnumChecker") // a vocabulary is immutable
public enum Field {
    /** Version of the schema that the trace follows. */
    SCHEMA("schema", Type.TEXT, Vocabulary.SCHEMAS),
    /** What was observed. */
    TARGET("target", Type.TEXT, Vocabulary.ANY),
    /** Name of the script that was executed. */
    SCRIPT("script", Type.TEXT, Vocabulary.ANY),
    /** Seed of the run. */
    SEED("seed", Long.MIN_VALUE),
    /** Name of the client object (a registration). */
    CLIENT("client", Type.TEXT, Vocabulary.NAME),
    /** Name of the socket: the bench's name of the context that it gave to the socket. */
    SOCKET("socket", Type.TEXT, Vocabulary.NAME),
    /** Number of the call, joining {@code call} and {@code return}. */
    CALL("call", 1),
    /** The WSK function, spelled as in the headers. */
    FN("fn", Type.TEXT, Vocabulary.FUNCTIONS),
    /** Number of the IRP; absent when the Irp argument was NULL. A reused IRP gets a new number. */
    IRP("irp", 1),
    /** Stack locations of the IRP at the call. */
    IRP_STACK("irpStack", 0),
    /** Whether the IRP's completion routine is armed for success, error and cancel. */
    IRP_ARMED("irpArmed", Type.BOOL),
    /** IRQL by name: PASSIVE_LEVEL, APC_LEVEL, DISPATCH_LEVEL, or DEVICE_LEVEL for anything above. */
    IRQL("irql", Type.TEXT, Vocabulary.IRQLS),
    /** NTSTATUS by its header name. */
    STATUS("status", Type.TEXT, Vocabulary.STATUSES),
    /** IoStatus.Information. */
    INFORMATION("information", Long.MIN_VALUE),
    /** Context argument: the bench's name of it; absent when NULL; {@code ?} when it is no context the bench gave. */
    CONTEXT("context", Type.TEXT, Vocabulary.NAME),
    /** Non-NULL entries of the client dispatch table given; absent when the table pointer was NULL. */
    ENTRIES("entries", Type.TEXTS, Vocabulary.EVENTS),
    /** Flags argument, by header names; an unknown bit is written as 0x... */
    FLAGS("flags", Type.TEXTS, Vocabulary.FLAGS),
    /** Version of the NPI asked for, major.minor. */
    VERSION("version", Type.TEXT, Vocabulary.VERSIONS),
    /** The member Reserved of WSK_CLIENT_DISPATCH. */
    RESERVED("reserved", 0),
    /** Wait timeout: WSK_NO_WAIT, WSK_INFINITE_WAIT or milliseconds. */
    TIMEOUT("timeout", Type.TEXT, Vocabulary.TIMEOUTS),
    /** WskSetOption, WskGetOption or WskIoctl. */
    REQUEST("request", Type.TEXT, Vocabulary.REQUESTS),
    /** Control code by its header name. */
    CODE("code", Type.TEXT, Vocabulary.CONSTANTS),
    /** Option level by its header name. */
    LEVEL("level", Type.TEXT, Vocabulary.CONSTANTS),
    /** NPI identifier by its header name. */
    NPI("npi", Type.TEXT, Vocabulary.CONSTANTS),
    /** EventMask by header names of its flags. */
    MASK("mask", Type.TEXTS, Vocabulary.EVENT_FLAGS),
    /** Size of the input buffer in bytes. */
    INPUT_SIZE("inputSize", 0),
    /** Size of the output buffer in bytes. */
    OUTPUT_SIZE("outputSize", 0),
    /** Whether a pointer for the returned size was given. */
    SIZE_RETURNED("sizeReturned", Type.BOOL),
    /** Transport address: the name of a peer or socket; absent when none was given. */
    ADDRESS("address", Type.TEXT, Vocabulary.NAME),
    /** Number of a datagram, coded in its payload; 0 when the payload carries no valid code. */
    DG("dg", 0),
    /** Length in bytes: of a payload, a buffer, the Information of WskClientEvent, BytesIndicated of WskReceiveEvent. */
    LENGTH("length", 0),
    /** The callback whose retained list is meant, by its number. */
    LIST("list", 0),
    /** Token of a cached security descriptor. */
    SD("sd", 0),
    /** Size that came back in the returned-size argument. */
    SIZE("size", 0),
    /** Category of the provider dispatch table reached through the socket: basic, datagram, ... */
    CATEGORY("category", Type.TEXT, Vocabulary.CATEGORIES),
    /** Number of the callback, joining {@code enter} and {@code exit}. */
    CB("cb", 1),
    /** The event callback function, spelled as in the headers. */
    EVENT("event", Type.TEXT, Vocabulary.EVENTS),
    /** The socket (or client) whose dispatch table entry was called. */
    VIA("via", Type.TEXT, Vocabulary.NAME),
    /** EventType of WskClientEvent. */
    EVENT_TYPE("eventType", 0),
    /** Whether the Information pointer of WskClientEvent was non-NULL. */
    POINTER("pointer", Type.BOOL),
    /** Datagrams of a list, a completion or a read; absent when the list pointer was NULL. */
    DATAGRAMS("datagrams", Type.DATAGRAMS),
    /** Stream bytes of a list, a completion or a read, or received by the remote end; absent when the list pointer was NULL. */
    DATA("data", Type.CHUNKS),
    /** What the client left in *BytesAccepted; absent when it did not write there. */
    BYTES_ACCEPTED("bytesAccepted", 0),
    /** Position in its stream of the first byte meant. */
    OFFSET("offset", 0),
    /** Name of the socket that was handed over; absent when AcceptSocket was NULL. */
    ACCEPT_SOCKET("acceptSocket", Type.TEXT, Vocabulary.NAME),
    /** Whether the socket handed over is none that is open already. */
    FRESH("fresh", Type.BOOL),
    /** Number of a WSK_INSPECT_ID by content; absent when the pointer was NULL. */
    INSPECT("inspect", 1),
    /** Whether the client passed its own copy of the WSK_INSPECT_ID. */
    COPIED("copied", Type.BOOL),
    /** WSK_INSPECT_ACTION by its header name. */
    ACTION("action", Type.TEXT, Vocabulary.ACTIONS),
    /** A number that was set or queried: an option, a backlog in bytes. */
    VALUE("value", 0),
    /** Table of WSK_CLIENT_STREAM_DISPATCH: listen or connect. */
    TABLE("table", Type.TEXT, Vocabulary.TABLES),
    /** Number of the action of a peer or the environment, joining {@code peer} and {@code peerEnd}. */
    ACT("act", 1),
    /** What the remote end or the environment does, or what the remote end sees. */
    OP("op", Type.TEXT, Vocabulary.OPS),
    /** Name of the peer. */
    PEER("peer", Type.TEXT, Vocabulary.NAME),
    /** How a datagram was addressed: unicast, broadcast or multicast. */
    CAST("cast", Type.TEXT, Vocabulary.CASTS),
    /** A note. */
    TEXT("text", Type.TEXT, Vocabulary.ANY),
    /** Number of records before the end record. */
    COUNT("count", 0),
    /** Number of observations that were lost. */
    DROPPED("dropped", 0);

    /** Type of a member's value. */
    public enum Type {
        /** A JSON integer, held as Long. */
        INT,
        /** A JSON string. */
        TEXT,
        /** A JSON boolean. */
        BOOL,
        /** An array of strings, held as List of String. */
        TEXTS,
        /** An array of datagram objects, held as List of {@link Datagram}. */
        DATAGRAMS,
        /** An array of chunk objects, held as List of {@link Chunk}. */
        CHUNKS
    }

    private static final Map<String, Field> BY_NAME = new HashMap<>();

    static {
        for (Field field : values()) {
            BY_NAME.put(field.json, field);
        }
    }

    private final String json;
    private final Type type;
    private final long minimum;
    private final Vocabulary vocabulary;

    Field(String json, long minimum) {
        this(json, Type.INT, minimum, Vocabulary.ANY);
    }

    Field(String json, Type type) {
        this(json, type, Long.MIN_VALUE, Vocabulary.ANY);
    }

    Field(String json, Type type, Vocabulary vocabulary) {
        this(json, type, Long.MIN_VALUE, vocabulary);
    }

    Field(String json, Type type, long minimum, Vocabulary vocabulary) {
        this.json = json;
        this.type = type;
        this.minimum = minimum;
        this.vocabulary = vocabulary;
    }

    /** The member's name in JSON. */
    public String json() {
        return json;
    }

    /** The type of the member's value. */
    public Type type() {
        return type;
    }

    /** The least value of an integer member. */
    public long minimum() {
        return minimum;
    }

    /** The texts that a text member, or an element of a list of texts, may be. */
    public Vocabulary vocabulary() {
        return vocabulary;
    }

    /** The field of that name, or null when the schema has none. */
    public static @Nullable Field named(String json) {
        return BY_NAME.get(json);
    }
}
