package org.wsktck.trace;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The texts that a member may carry: any of a list of names, or any of a form, or both.
 *
 * <p>The one source is {@code observation.schema.json}; a test holds this side to it.
 */
public final class Vocabulary {
    private static final String HEX = "^0x[0-9A-F]{1,8}$";

    /** Any text. */
    static final Vocabulary ANY = new Vocabulary(List.of(), null, "a text");
    /** The name of something: any text but the empty one. */
    static final Vocabulary NAME = new Vocabulary(List.of(), "^[\\s\\S]+$", "a name that is not empty");
    /** The versions of the schema that this release reads. */
    static final Vocabulary SCHEMAS = names("wsktck-observations/1");
    /** IRQLs. */
    static final Vocabulary IRQLS = names("PASSIVE_LEVEL", "APC_LEVEL", "DISPATCH_LEVEL", "DEVICE_LEVEL");
    /** NTSTATUS values by header name, unknown ones in hexadecimal. */
    static final Vocabulary STATUSES = new Vocabulary(
            List.of(), "^(STATUS_[A-Z0-9_]+|0x[0-9A-F]{8})$", "a status such as STATUS_SUCCESS or 0xC0000001");
    /** Constants of the headers, unknown ones as number or GUID. */
    static final Vocabulary CONSTANTS = new Vocabulary(
            List.of(),
            "^([A-Za-z_][A-Za-z0-9_]*|0x[0-9A-F]+|[0-9]+|\\{[0-9A-F-]{36}\\})$",
            "a name of the headers, a number or a GUID");
    /** WSK functions, and the one function of the I/O manager that matters to them. */
    static final Vocabulary FUNCTIONS = names(
            "WskRegister",
            "WskDeregister",
            "WskCaptureProviderNPI",
            "WskReleaseProviderNPI",
            "WskQueryProviderCharacteristics",
            "WskSocket",
            "WskSocketConnect",
            "WskControlClient",
            "WskGetAddressInfo",
            "WskFreeAddressInfo",
            "WskGetNameInfo",
            "WskControlSocket",
            "WskCloseSocket",
            "WskBind",
            "WskListen",
            "WskAccept",
            "WskInspectComplete",
            "WskConnect",
            "WskConnectEx",
            "WskGetLocalAddress",
            "WskGetRemoteAddress",
            "WskSendTo",
            "WskReceiveFrom",
            "WskSendMessages",
            "WskSend",
            "WskSendEx",
            "WskReceive",
            "WskReceiveEx",
            "WskDisconnect",
            "WskRelease",
            "IoCancelIrp");
    /** Event callback functions. */
    static final Vocabulary EVENTS = names(
            "WskClientEvent",
            "WskAcceptEvent",
            "WskInspectEvent",
            "WskAbortEvent",
            "WskReceiveFromEvent",
            "WskReceiveEvent",
            "WskDisconnectEvent",
            "WskSendBacklogEvent",
            "ExtensionEvent");
    /** Flags arguments; an unknown bit in hexadecimal. */
    static final Vocabulary FLAGS = namesOrBits(
            "WSK_FLAG_BASIC_SOCKET",
            "WSK_FLAG_LISTEN_SOCKET",
            "WSK_FLAG_CONNECTION_SOCKET",
            "WSK_FLAG_DATAGRAM_SOCKET",
            "WSK_FLAG_STREAM_SOCKET",
            "WSK_FLAG_ABORTIVE",
            "WSK_FLAG_RELEASE_ASAP",
            "WSK_FLAG_ENTIRE_MESSAGE",
            "WSK_FLAG_AT_DISPATCH_LEVEL",
            "WSK_FLAG_NODELAY",
            "WSK_FLAG_WAITALL",
            "WSK_FLAG_DRAIN",
            "MSG_TRUNC",
            "MSG_CTRUNC",
            "MSG_BCAST",
            "MSG_MCAST");
    /** EventMask; an unknown bit in hexadecimal. */
    static final Vocabulary EVENT_FLAGS = namesOrBits(
            "WSK_EVENT_ACCEPT",
            "WSK_EVENT_RECEIVE_FROM",
            "WSK_EVENT_RECEIVE",
            "WSK_EVENT_DISCONNECT",
            "WSK_EVENT_SEND_BACKLOG",
            "WSK_EVENT_DISABLE");
    /** WSK_CONTROL_SOCKET_TYPE. */
    static final Vocabulary REQUESTS = names("WskSetOption", "WskGetOption", "WskIoctl");
    /** Socket categories. */
    static final Vocabulary CATEGORIES = names("basic", "listening", "datagram", "connection", "stream");
    /** What a peer or the environment does, and what a peer sees. */
    static final Vocabulary OPS = names(
            "send",
            "connect",
            "listen",
            "write",
            "fin",
            "rst",
            "pause",
            "resume",
            "backlog",
            "extension",
            "fail",
            "transports",
            "ready",
            "unready",
            "connected",
            "refused",
            "data",
            "eof",
            "reset");
    /** WSK_INSPECT_ACTION; an unknown value in hexadecimal. */
    static final Vocabulary ACTIONS =
            namesOrBits("WskInspectReject", "WskInspectAccept", "WskInspectPend", "WskInspectMax");
    /** Tables of WSK_CLIENT_STREAM_DISPATCH. */
    static final Vocabulary TABLES = names("listen", "connect");
    /** How a datagram is addressed. */
    static final Vocabulary CASTS = names("unicast", "broadcast", "multicast");
    /** NPI versions. */
    static final Vocabulary VERSIONS = new Vocabulary(List.of(), "^[0-9]{1,3}\\.[0-9]{1,3}$", "a version such as 1.0");
    /** Wait timeouts. */
    static final Vocabulary TIMEOUTS = new Vocabulary(
            List.of("WSK_NO_WAIT", "WSK_INFINITE_WAIT"),
            "^[0-9]{1,10}$",
            "WSK_NO_WAIT, WSK_INFINITE_WAIT or milliseconds");

    private final Set<String> names;
    private final @Nullable Pattern form;
    private final String expectation;

    private Vocabulary(List<String> names, @Nullable String form, String expectation) {
        this.names = Collections.unmodifiableSet(new LinkedHashSet<>(names));
        this.form = form == null ? null : Pattern.compile(form);
        this.expectation = expectation;
    }

    /** A closed list of names. */
    static Vocabulary names(String... names) {
        return new Vocabulary(
                List.of(names), null, names.length == 1 ? names[0] : "one of " + String.join(", ", names));
    }

    private static Vocabulary namesOrBits(String... names) {
        return new Vocabulary(List.of(names), HEX, "one of " + String.join(", ", names) + ", or 0x...");
    }

    /** Whether a member of this vocabulary may carry the text. */
    public boolean admits(String text) {
        if (form == null) {
            return names.isEmpty() || names.contains(text);
        }
        return names.contains(text) || form.matcher(text).matches();
    }

    /** The names that are listed; empty when only a form is given, or any text will do. */
    public Set<String> names() {
        return names;
    }

    /** The form that a text not listed must have, as a regular expression, or null when there is none. */
    public @Nullable String form() {
        return form == null ? null : form.pattern();
    }

    /** What is expected, in words, for messages. */
    public String expectation() {
        return expectation;
    }
}
