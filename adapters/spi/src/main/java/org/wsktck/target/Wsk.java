package org.wsktck.target;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The WSK functions as invocations, so that scripts read like client code. Names of arguments are those of the observation schema. */
public final class Wsk {
    /** The client object that scripts use unless they need two. */
    public static final String CLIENT = "c1";
    /** The datagram event. */
    public static final String RECEIVE_FROM = "WskReceiveFromEvent";
    /** Flag of the datagram event. */
    public static final String EVENT_RECEIVE_FROM = "WSK_EVENT_RECEIVE_FROM";

    /** A connection has come in on a listening socket. */
    public static final String ACCEPT = "WskAcceptEvent";
    /** A connection request wants a decision. */
    public static final String INSPECT = "WskInspectEvent";
    /** An inspected request was dropped. */
    public static final String ABORT = "WskAbortEvent";
    /** Stream data. */
    public static final String RECEIVE = "WskReceiveEvent";
    /** The remote side has disconnected. */
    public static final String DISCONNECT = "WskDisconnectEvent";
    /** The ideal send backlog has changed. */
    public static final String SEND_BACKLOG = "WskSendBacklogEvent";
    /** The event of an extension interface. */
    public static final String EXTENSION = "ExtensionEvent";
    /** Flag of the accept event. */
    public static final String EVENT_ACCEPT = "WSK_EVENT_ACCEPT";
    /** Flag of the receive event. */
    public static final String EVENT_RECEIVE = "WSK_EVENT_RECEIVE";
    /** Flag of the disconnect event. */
    public static final String EVENT_DISCONNECT = "WSK_EVENT_DISCONNECT";
    /** Flag of the send backlog event. */
    public static final String EVENT_SEND_BACKLOG = "WSK_EVENT_SEND_BACKLOG";
    /** Identifier of the standard events. */
    public static final String STANDARD_NPI = "NPI_WSK_INTERFACE_ID";
    /** Identifier of the extension interface that a target with {@link Capability#EXTENSION} offers. */
    public static final String EXTENSION_NPI = "NPI_EXAMPLE_INTERFACE_ID";
    /** Flag of its event, under its own identifier: a bit that means something else under that of the standard events. */
    public static final String EVENT_EXTENSION = EVENT_RECEIVE;
    /** Identifier that no provider knows. */
    public static final String UNKNOWN_NPI = "NPI_UNKNOWN_ID";
    /** All entries of WSK_CLIENT_LISTEN_DISPATCH. */
    public static final List<String> LISTEN_ENTRIES = List.of(ACCEPT, INSPECT, ABORT);
    /** All entries of WSK_CLIENT_CONNECTION_DISPATCH. */
    public static final List<String> CONNECTION_ENTRIES = List.of(RECEIVE, DISCONNECT, SEND_BACKLOG);
    /** All entries of both tables of WSK_CLIENT_STREAM_DISPATCH. */
    public static final List<String> STREAM_ENTRIES =
            List.of(ACCEPT, INSPECT, ABORT, RECEIVE, DISCONNECT, SEND_BACKLOG);

    private static final int INSPECT_ID_SIZE = 16;
    private static final int EXTENSION_IN_SIZE = 24;
    private static final int EXTENSION_OUT_SIZE = 16;
    private static final String DISABLE = "WSK_EVENT_DISABLE";

    private Wsk() {}

    /** An invocation with any arguments; null values are left out. */
    public static Invocation of(
            String fn,
            String client,
            @Nullable String socket,
            @Nullable String irp,
            Map<String, ? extends Object> args) {
        return new Invocation(fn, client, socket, irp, null, new HashMap<>(args));
    }

    /** The same invocation made at that IRQL. */
    public static Invocation at(String irql, Invocation i) {
        return new Invocation(i.fn(), i.client(), i.socket(), i.irp(), irql, i.args());
    }

    /** The same invocation made by another client object. */
    public static Invocation by(String client, Invocation i) {
        return new Invocation(i.fn(), client, i.socket(), i.irp(), i.irql(), i.args());
    }

    /** The same invocation without that argument. */
    public static Invocation without(Invocation i, String name) {
        Map<String, Object> args = new HashMap<>(i.args());
        args.remove(name);
        return new Invocation(i.fn(), i.client(), i.socket(), i.irp(), i.irql(), args);
    }

    /** The same invocation with one argument changed, such as {@code npi}, {@code irpStack}, {@code irpArmed}. */
    public static Invocation but(Invocation i, String name, Object value) {
        Map<String, Object> args = new HashMap<>(i.args());
        args.put(name, value);
        return new Invocation(i.fn(), i.client(), i.socket(), i.irp(), i.irql(), args);
    }

    /** WskRegister for NPI version 1.0, without WskClientEvent. */
    public static Invocation register(String client) {
        return of("WskRegister", client, null, null, Map.of("version", "1.0", "reserved", 0));
    }

    /** WskRegister for NPI version 1.0, with WskClientEvent. */
    public static Invocation registerWithClientEvent(String client) {
        return but(register(client), "entries", List.of("WskClientEvent"));
    }

    /** WskCaptureProviderNPI; timeout is WSK_NO_WAIT, WSK_INFINITE_WAIT or milliseconds. */
    public static Invocation capture(String client, String timeout) {
        return of("WskCaptureProviderNPI", client, null, null, Map.of("timeout", timeout));
    }

    /** WskReleaseProviderNPI. */
    public static Invocation releaseNpi(String client) {
        return of("WskReleaseProviderNPI", client, null, null, Map.of());
    }

    /** WskDeregister. */
    public static Invocation deregister(String client) {
        return of("WskDeregister", client, null, null, Map.of());
    }

    /** WskControlClient(WSK_SET_STATIC_EVENT_CALLBACKS) with that mask. */
    public static Invocation staticEvents(String client, String... mask) {
        return of(
                "WskControlClient",
                client,
                null,
                null,
                Map.of("code", "WSK_SET_STATIC_EVENT_CALLBACKS", "npi", STANDARD_NPI, "mask", List.of(mask)));
    }

    /** WskControlClient(WSK_TRANSPORT_LIST_CHANGE), which keeps the IRP. */
    public static Invocation transportListChange(String client, String irp) {
        return of("WskControlClient", client, null, irp, Map.of("code", "WSK_TRANSPORT_LIST_CHANGE"));
    }

    /** WskControlClient(WSK_CACHE_SD), answered inline; its return record carries the descriptor's number in the session, from 1. */
    public static Invocation cacheSd(String client) {
        return of("WskControlClient", client, null, null, Map.of("code", "WSK_CACHE_SD"));
    }

    /** WskControlClient(WSK_RELEASE_SD) of the descriptor with that number. */
    public static Invocation releaseSd(String client, int sd) {
        return of("WskControlClient", client, null, null, Map.of("code", "WSK_RELEASE_SD", "sd", sd));
    }

    /** WskSocket for a datagram socket with context and a WskReceiveFromEvent entry. */
    public static Invocation datagramSocket(String client, String socket, String irp) {
        return of(
                "WskSocket",
                client,
                socket,
                irp,
                Map.of(
                        "flags",
                        List.of("WSK_FLAG_DATAGRAM_SOCKET"),
                        "context",
                        socket,
                        "entries",
                        List.of(RECEIVE_FROM)));
    }

    /** WskSocket for a datagram socket with NULL context and NULL dispatch table. */
    public static Invocation plainDatagramSocket(String client, String socket, String irp) {
        return of("WskSocket", client, socket, irp, Map.of("flags", List.of("WSK_FLAG_DATAGRAM_SOCKET")));
    }

    /** WskSocket for a basic socket (no flag). */
    public static Invocation basicSocket(String client, String socket, String irp) {
        return of("WskSocket", client, socket, irp, Map.of("flags", List.of()));
    }

    /** WskSocket of any category, with context and a table of those entries. */
    private static Invocation socket(String client, String socket, String flag, List<String> entries, String irp) {
        return of(
                "WskSocket",
                client,
                socket,
                irp,
                Map.of("flags", List.of(flag), "context", socket, "entries", entries));
    }

    /** WskSocket for a listening socket with context and all entries. */
    public static Invocation listenSocket(String client, String socket, String irp) {
        return socket(client, socket, "WSK_FLAG_LISTEN_SOCKET", LISTEN_ENTRIES, irp);
    }

    /** WskSocket for a connection-oriented socket with context and all entries. */
    public static Invocation connectionSocket(String client, String socket, String irp) {
        return socket(client, socket, "WSK_FLAG_CONNECTION_SOCKET", CONNECTION_ENTRIES, irp);
    }

    /** WskSocket for a stream socket with context and all entries of both tables. */
    public static Invocation streamSocket(String client, String socket, String irp) {
        return socket(client, socket, "WSK_FLAG_STREAM_SOCKET", STREAM_ENTRIES, irp);
    }

    /** The same creation or acceptance with NULL context and NULL dispatch table. */
    public static Invocation plain(Invocation creation) {
        return without(without(creation, "context"), "entries");
    }

    /** WskSocketConnect to a peer that listens, with context and all entries. */
    public static Invocation socketConnect(String client, String socket, String peer, String irp) {
        return of(
                "WskSocketConnect",
                client,
                socket,
                irp,
                Map.of("context", socket, "entries", CONNECTION_ENTRIES, "address", peer));
    }

    /** WskBind to a free local address. */
    public static Invocation bind(String socket, String irp) {
        return of("WskBind", CLIENT, socket, irp, Map.of());
    }

    /** WskControlSocket(SO_WSK_EVENT_CALLBACK) with that mask, with an IRP or without. */
    public static Invocation eventCallback(String socket, @Nullable String irp, String... mask) {
        return of(
                "WskControlSocket",
                CLIENT,
                socket,
                irp,
                Map.of(
                        "request",
                        "WskSetOption",
                        "code",
                        "SO_WSK_EVENT_CALLBACK",
                        "level",
                        "SOL_SOCKET",
                        "npi",
                        STANDARD_NPI,
                        "mask",
                        List.of(mask),
                        "inputSize",
                        16));
    }

    /** Enables WskReceiveFromEvent. */
    public static Invocation enable(String socket) {
        return eventCallback(socket, null, EVENT_RECEIVE_FROM);
    }

    /** Disables WskReceiveFromEvent, with an IRP or without. */
    public static Invocation disable(String socket, @Nullable String irp) {
        return eventCallback(socket, irp, EVENT_RECEIVE_FROM, DISABLE);
    }

    /** Enables the events of those flags, in one request without an IRP. */
    public static Invocation enable(String socket, String first, String... flags) {
        return eventCallback(socket, null, with(first, flags));
    }

    /** Disables the event of that flag, with an IRP or without. */
    public static Invocation disable(String socket, String flag, @Nullable String irp) {
        return eventCallback(socket, irp, flag, DISABLE);
    }

    private static String[] with(String first, String... rest) {
        String[] all = new String[rest.length + 1];
        all[0] = first;
        System.arraycopy(rest, 0, all, 1, rest.length);
        return all;
    }

    /** WskControlSocket(SIO_WSK_SET_REMOTE_ADDRESS); a null peer clears it. */
    public static Invocation setRemoteAddress(String socket, @Nullable String peer, String irp) {
        return addressIoctl("SIO_WSK_SET_REMOTE_ADDRESS", socket, peer, irp);
    }

    /** WskControlSocket(SIO_WSK_SET_SENDTO_ADDRESS); a null peer clears it. */
    public static Invocation setSendToAddress(String socket, @Nullable String peer, String irp) {
        return addressIoctl("SIO_WSK_SET_SENDTO_ADDRESS", socket, peer, irp);
    }

    private static Invocation addressIoctl(String code, String socket, @Nullable String peer, String irp) {
        Map<String, Object> args = new HashMap<>(Map.of("request", "WskIoctl", "code", code));
        if (peer != null) {
            args.put("address", peer);
        }
        return of("WskControlSocket", CLIENT, socket, irp, args);
    }

    /** WskSendTo of a coded datagram to a peer. */
    public static Invocation sendTo(String socket, String peer, int length, String irp) {
        return of("WskSendTo", CLIENT, socket, irp, Map.of("address", peer, "length", length));
    }

    /** WskReceiveFrom into a buffer of that length. */
    public static Invocation receiveFrom(String socket, int length, String irp) {
        return of("WskReceiveFrom", CLIENT, socket, irp, Map.of("length", length));
    }

    /** WskRelease of a list: 0 is the oldest retained one, n the list of the nth callback of that socket. */
    public static Invocation release(String socket, int list) {
        return of("WskRelease", CLIENT, socket, null, Map.of("list", list));
    }

    /** WskGetLocalAddress. */
    public static Invocation localAddress(String socket, String irp) {
        return of("WskGetLocalAddress", CLIENT, socket, irp, Map.of());
    }

    /** WskCloseSocket. */
    public static Invocation close(String socket, String irp) {
        return of("WskCloseSocket", CLIENT, socket, irp, Map.of());
    }

    /** WskGetRemoteAddress. */
    public static Invocation remoteAddress(String socket, String irp) {
        return of("WskGetRemoteAddress", CLIENT, socket, irp, Map.of());
    }

    /** WskListen of a stream socket. */
    public static Invocation listen(String socket, String irp) {
        return of("WskListen", CLIENT, socket, irp, Map.of());
    }

    /** WskAccept; the new socket gets that name, which is its context too, and a table with all entries. */
    public static Invocation accept(String socket, String accepted, String irp) {
        return of(
                "WskAccept",
                CLIENT,
                socket,
                irp,
                Map.of("acceptSocket", accepted, "context", accepted, "entries", CONNECTION_ENTRIES));
    }

    /** WskInspectComplete of the oldest pended request of the socket, with a copy of its WSK_INSPECT_ID. */
    public static Invocation inspectComplete(String socket, String action, String irp) {
        return of("WskInspectComplete", CLIENT, socket, irp, Map.of("inspect", 0, "action", action, "copied", true));
    }

    /** WskInspectComplete of the request of that peer, with a copy of its WSK_INSPECT_ID. */
    public static Invocation inspectComplete(String socket, String peer, String action, String irp) {
        return but(inspectComplete(socket, action, irp), "inspect", peer);
    }

    /** WskControlSocket(WskSetOption, SO_CONDITIONAL_ACCEPT) to on. */
    public static Invocation conditionalAccept(String socket, @Nullable String irp) {
        return of(
                "WskControlSocket",
                CLIENT,
                socket,
                irp,
                Map.of(
                        "request",
                        "WskSetOption",
                        "code",
                        "SO_CONDITIONAL_ACCEPT",
                        "level",
                        "SOL_SOCKET",
                        "inputSize",
                        Integer.BYTES,
                        "value",
                        1));
    }

    /** WskControlSocket(WskGetOption, SO_CONDITIONAL_ACCEPT); the completion carries the value. */
    public static Invocation queryConditionalAccept(String socket, String irp) {
        return of(
                "WskControlSocket",
                CLIENT,
                socket,
                irp,
                Map.of(
                        "request",
                        "WskGetOption",
                        "code",
                        "SO_CONDITIONAL_ACCEPT",
                        "level",
                        "SOL_SOCKET",
                        "outputSize",
                        Integer.BYTES));
    }

    /** WskConnect to a peer that listens. */
    public static Invocation connect(String socket, String peer, String irp) {
        return of("WskConnect", CLIENT, socket, irp, Map.of("address", peer));
    }

    /** WskSend of the next bytes of the socket's stream. */
    public static Invocation send(String socket, int length, String irp, String... flags) {
        return of("WskSend", CLIENT, socket, irp, Map.of("length", length, "flags", List.of(flags)));
    }

    /** WskReceive into a buffer of that length. */
    public static Invocation receive(String socket, int length, String irp, String... flags) {
        return of("WskReceive", CLIENT, socket, irp, Map.of("length", length, "flags", List.of(flags)));
    }

    /** WskDisconnect in order, without data. */
    public static Invocation disconnect(String socket, String irp) {
        return of("WskDisconnect", CLIENT, socket, irp, Map.of("flags", List.of()));
    }

    /** WskDisconnect in order, after the next bytes of the socket's stream. */
    public static Invocation disconnect(String socket, int length, String irp) {
        return but(disconnect(socket, irp), "length", length);
    }

    /** WskDisconnect with WSK_FLAG_ABORTIVE. */
    public static Invocation abort(String socket, String irp) {
        return but(disconnect(socket, irp), "flags", List.of("WSK_FLAG_ABORTIVE"));
    }

    /** WskControlSocket(SIO_WSK_QUERY_IDEAL_SEND_BACKLOG); the completion carries the value. */
    public static Invocation queryIdealSendBacklog(String socket, String irp) {
        return queryIoctl("SIO_WSK_QUERY_IDEAL_SEND_BACKLOG", socket, irp);
    }

    /** WskControlSocket(SIO_WSK_QUERY_RECEIVE_BACKLOG); the completion carries the value. */
    public static Invocation queryReceiveBacklog(String socket, String irp) {
        return queryIoctl("SIO_WSK_QUERY_RECEIVE_BACKLOG", socket, irp);
    }

    private static Invocation queryIoctl(String code, String socket, String irp) {
        return of(
                "WskControlSocket",
                CLIENT,
                socket,
                irp,
                Map.of("request", "WskIoctl", "code", code, "outputSize", Long.BYTES));
    }

    /** WskControlSocket(SIO_WSK_QUERY_INSPECT_ID), without an IRP; its return carries the inspection's number. */
    public static Invocation queryInspectId(String socket) {
        return of(
                "WskControlSocket",
                CLIENT,
                socket,
                null,
                Map.of(
                        "request",
                        "WskIoctl",
                        "code",
                        "SIO_WSK_QUERY_INSPECT_ID",
                        "outputSize",
                        INSPECT_ID_SIZE,
                        "sizeReturned",
                        true));
    }

    /** WskControlSocket(SIO_WSK_SET_TCP_SILENT_MODE). */
    public static Invocation silentMode(String socket, String irp) {
        return of(
                "WskControlSocket",
                CLIENT,
                socket,
                irp,
                Map.of("request", "WskIoctl", "code", "SIO_WSK_SET_TCP_SILENT_MODE"));
    }

    /** WskControlSocket(SIO_WSK_REGISTER_EXTENSION) of that interface, with the socket's name as context and a table that has ExtensionEvent. */
    public static Invocation registerExtension(String socket, String npi) {
        return of(
                "WskControlSocket",
                CLIENT,
                socket,
                null,
                Map.of(
                        "request",
                        "WskIoctl",
                        "code",
                        "SIO_WSK_REGISTER_EXTENSION",
                        "npi",
                        npi,
                        "context",
                        socket,
                        "entries",
                        List.of(EXTENSION),
                        "inputSize",
                        EXTENSION_IN_SIZE,
                        "outputSize",
                        EXTENSION_OUT_SIZE));
    }

    /** WskControlSocket(SO_WSK_EVENT_CALLBACK) under the identifier of an extension interface. */
    public static Invocation extensionEvents(String socket, String npi, String... mask) {
        return but(eventCallback(socket, null, mask), "npi", npi);
    }
}
