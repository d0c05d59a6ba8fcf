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

    private static final String DISABLE = "WSK_EVENT_DISABLE";
    private static final String STANDARD_NPI = "NPI_WSK_INTERFACE_ID";

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
}
