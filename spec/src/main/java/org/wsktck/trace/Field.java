package org.wsktck.trace;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A member of an observation record: its name in JSON and the type of its value. Which kind carries which is said by {@link Kind}. */
public enum Field {
    /** Version of the schema that the trace follows. */
    SCHEMA("schema", Type.TEXT),
    /** What was observed. */
    TARGET("target", Type.TEXT),
    /** Name of the script that was executed. */
    SCRIPT("script", Type.TEXT),
    /** Seed of the run. */
    SEED("seed", Type.INT),
    /** Name of the client object (a registration). */
    CLIENT("client", Type.TEXT),
    /** Name of the socket: the bench's name of the context that it gave to the socket. */
    SOCKET("socket", Type.TEXT),
    /** Number of the call, joining {@code call} and {@code return}. */
    CALL("call", Type.INT),
    /** The WSK function, spelled as in the headers. */
    FN("fn", Type.TEXT),
    /** Number of the IRP; absent when the Irp argument was NULL. A reused IRP gets a new number. */
    IRP("irp", Type.INT),
    /** Stack locations of the IRP at the call. */
    IRP_STACK("irpStack", Type.INT),
    /** Whether the IRP's completion routine is armed for success, error and cancel. */
    IRP_ARMED("irpArmed", Type.BOOL),
    /** IRQL by name: PASSIVE_LEVEL, APC_LEVEL, DISPATCH_LEVEL, or DEVICE_LEVEL for anything above. */
    IRQL("irql", Type.TEXT),
    /** NTSTATUS by its header name. */
    STATUS("status", Type.TEXT),
    /** IoStatus.Information. */
    INFORMATION("information", Type.INT),
    /** Context argument: the bench's name of it; absent when NULL; {@code ?} when it is no context the bench gave. */
    CONTEXT("context", Type.TEXT),
    /** Non-NULL entries of the client dispatch table given; absent when the table pointer was NULL. */
    ENTRIES("entries", Type.TEXTS),
    /** Flags argument, by header names; an unknown bit is written as 0x... */
    FLAGS("flags", Type.TEXTS),
    /** Version of the NPI asked for, major.minor. */
    VERSION("version", Type.TEXT),
    /** The member Reserved of WSK_CLIENT_DISPATCH. */
    RESERVED("reserved", Type.INT),
    /** Wait timeout: WSK_NO_WAIT, WSK_INFINITE_WAIT or milliseconds. */
    TIMEOUT("timeout", Type.TEXT),
    /** WskSetOption, WskGetOption or WskIoctl. */
    REQUEST("request", Type.TEXT),
    /** Control code by its header name. */
    CODE("code", Type.TEXT),
    /** Option level by its header name. */
    LEVEL("level", Type.TEXT),
    /** NPI identifier by its header name. */
    NPI("npi", Type.TEXT),
    /** EventMask by header names of its flags. */
    MASK("mask", Type.TEXTS),
    /** Size of the input buffer in bytes. */
    INPUT_SIZE("inputSize", Type.INT),
    /** Size of the output buffer in bytes. */
    OUTPUT_SIZE("outputSize", Type.INT),
    /** Whether a pointer for the returned size was given. */
    SIZE_RETURNED("sizeReturned", Type.BOOL),
    /** Transport address: the name of a peer or socket; absent when none was given. */
    ADDRESS("address", Type.TEXT),
    /** Number of a datagram, coded in its payload; 0 when the payload carries no valid code. */
    DG("dg", Type.INT),
    /** Length in bytes: of a payload, a buffer or the Information of WskClientEvent. */
    LENGTH("length", Type.INT),
    /** The callback whose retained list is meant, by its number. */
    LIST("list", Type.INT),
    /** Token of a cached security descriptor. */
    SD("sd", Type.INT),
    /** Size that came back in the returned-size argument. */
    SIZE("size", Type.INT),
    /** Category of the provider dispatch table reached through the socket: basic, datagram, ... */
    CATEGORY("category", Type.TEXT),
    /** Number of the callback, joining {@code enter} and {@code exit}. */
    CB("cb", Type.INT),
    /** The event callback function, spelled as in the headers. */
    EVENT("event", Type.TEXT),
    /** The socket (or client) whose dispatch table entry was called. */
    VIA("via", Type.TEXT),
    /** EventType of WskClientEvent. */
    EVENT_TYPE("eventType", Type.INT),
    /** Whether the Information pointer of WskClientEvent was non-NULL. */
    POINTER("pointer", Type.BOOL),
    /** Datagrams of a list, a completion or a read; absent when the list pointer was NULL. */
    DATAGRAMS("datagrams", Type.DATAGRAMS),
    /** Number of the action of a peer or the environment, joining {@code peer} and {@code peerEnd}. */
    ACT("act", Type.INT),
    /** send, fail, transports, ready or unready. */
    OP("op", Type.TEXT),
    /** Name of the peer. */
    PEER("peer", Type.TEXT),
    /** How a datagram was addressed: unicast, broadcast or multicast. */
    CAST("cast", Type.TEXT),
    /** A note. */
    TEXT("text", Type.TEXT),
    /** Number of records before the end record. */
    COUNT("count", Type.INT),
    /** Number of observations that were lost. */
    DROPPED("dropped", Type.INT);

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
        DATAGRAMS
    }

    private static final Map<String, Field> BY_NAME = new HashMap<>();

    static {
        for (Field field : values()) {
            BY_NAME.put(field.json, field);
        }
    }

    private final String json;
    private final Type type;

    Field(String json, Type type) {
        this.json = json;
        this.type = type;
    }

    /** The member's name in JSON. */
    public String json() {
        return json;
    }

    /** The type of the member's value. */
    public Type type() {
        return type;
    }

    /** The field of that name, or null when the schema has none. */
    public static @Nullable Field named(String json) {
        return BY_NAME.get(json);
    }
}
