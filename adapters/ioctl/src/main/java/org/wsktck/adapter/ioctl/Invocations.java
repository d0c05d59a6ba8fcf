package org.wsktck.adapter.ioctl;

import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.wsktck.target.Action;
import org.wsktck.target.Invocation;
import org.wsktck.target.Payload;
import org.wsktck.target.TargetException;

/** Invocations and actions of a script as structs of the protocol. */
final class Invocations {
    /** Bytes of a payload or a buffer for which the script names no length, as in the other adapters. */
    private static final long DEFAULT_LENGTH = 32;

    private static final Set<String> SENDING = Set.of("WskSend", "WskSendTo", "WskReceive", "WskReceiveFrom");
    private static final Set<String> CREATING = Set.of("WskSocket", "WskSocketConnect");

    private final Protocol protocol;
    private final Codec codec;
    private final Words words;
    private final Names names;
    private final Addresses addresses;

    /** Where names lead on the network. */
    interface Addresses {
        /** The address of that socket, or of the peer of that name. */
        InetSocketAddress of(String name, boolean datagrams) throws TargetException;

        /** An address for that socket to be bound to. */
        InetSocketAddress fresh(String socket) throws TargetException;

        /** Whether the name is, or is going to be, one of a datagram socket. */
        boolean isDatagram(@Nullable String socket);
    }

    Invocations(Protocol protocol, Names names, Addresses addresses) {
        this.protocol = protocol;
        this.codec = new Codec(protocol);
        this.words = new Words(protocol);
        this.names = names;
        this.addresses = addresses;
    }

    /** The members of the struct {@code invocation}. */
    Map<String, Object> invocation(Invocation invocation) throws Names.NoRoom, TargetException {
        Map<String, Object> struct = new HashMap<>();
        String fn = invocation.fn();
        String socket = invocation.socket();
        struct.put("fn", words.number("function", fn));
        struct.put("irql", invocation.irql() == null ? words.number("irql", "unchanged") : irql(invocation.irql()));
        struct.put("client", names.client(invocation.client()));
        struct.put("socket", socket == null ? none() : socketIndex(socket));
        struct.put("irp", invocation.irp() == null ? none() : names.irps().give(invocation.irp()));
        struct.put("acceptSocket", none());
        if (socket != null && !socket.equals(Action.ACCEPTED)) {
            struct.put("key", Payload.key(fn.equals("WskAccept") ? text(invocation, "acceptSocket") : socket));
        }
        long present = 0;
        Map<String, Object> given = new HashMap<>(invocation.args());
        complete(invocation, given);
        for (Map.Entry<String, Object> each : given.entrySet()) {
            present |= put(struct, invocation, each.getKey(), each.getValue());
        }
        if (fn.equals("WskBind") && !given.containsKey("address") && socket != null) {
            struct.put("address", Inet.struct(addresses.fresh(socket)));
            present |= bit("address");
        }
        struct.put("present", present);
        return struct;
    }

    /** What the bench's client passes where the script says nothing. */
    private static void complete(Invocation invocation, Map<String, Object> given) {
        switch (invocation.fn()) {
            case "WskRegister" -> given.putIfAbsent("context", invocation.client());
            case "WskCaptureProviderNPI" -> given.putIfAbsent("timeout", "WSK_NO_WAIT");
            case "WskSend", "WskReceive", "WskDisconnect" -> given.putIfAbsent("flags", List.of());
            case "WskRelease" -> given.putIfAbsent("list", 0);
            default -> {}
        }
        if (SENDING.contains(invocation.fn())) {
            given.putIfAbsent("length", DEFAULT_LENGTH);
        }
    }

    private long none() {
        return protocol.value("none");
    }

    private long irql(String name) {
        return words.number("irql", name);
    }

    private long bit(String argument) {
        int bit = protocol.arguments().indexOf(argument);
        if (bit < 0) {
            throw new BadScriptException("There is no argument '" + argument
                    + "'. Arguments are named as the members of a call in the observation schema.");
        }
        return 1L << bit;
    }

    private long socketIndex(String name) throws Names.NoRoom, TargetException {
        return name.equals(Action.ACCEPTED) ? protocol.value("accepted") : names.socket(name);
    }

    private static String text(Invocation invocation, String name) {
        Object value = invocation.args().get(name);
        if (value == null) {
            throw new BadScriptException(invocation.fn() + " needs the argument '" + name + "'.");
        }
        return value.toString();
    }

    /** Puts the argument in and returns its bit. */
    private long put(Map<String, Object> struct, Invocation invocation, String name, Object value)
            throws Names.NoRoom, TargetException {
        String fn = invocation.fn();
        switch (name) {
            case "acceptSocket" -> struct.put(name, names.socket(value.toString()));
            case "context" -> struct.put(name, context(value.toString()));
            case "entries" -> struct.put(name, words.entries(texts(invocation, name, value)));
            case "flags" -> struct.put(name, words.bits("flags." + fn, texts(invocation, name, value)));
            case "mask" -> struct.put(name, words.bits("mask", texts(invocation, name, value)));
            case "version" -> struct.put(name, Words.version(value.toString()));
            case "timeout" -> struct.put(name, words.value("timeout", value.toString()));
            case "request" -> struct.put(name, words.value("request", value.toString()));
            case "code" -> struct.put(name, words.value("code." + fn, value.toString()));
            case "level" -> struct.put(name, words.value("level", value.toString()));
            case "action" -> struct.put(name, words.value("inspectAction", value.toString()));
            case "npi" -> struct.put(name, words.number("npi", value.toString()));
            case "irpArmed", "sizeReturned", "copied" -> struct.put(name, Boolean.TRUE.equals(value) ? 1L : 0L);
            case "address" -> {
                boolean datagrams = !CREATING.contains(fn) && addresses.isDatagram(invocation.socket());
                struct.put(name, Inet.struct(addresses.of(value.toString(), datagrams)));
            }
            case "inspect" -> {
                if (value instanceof Number number) {
                    struct.put(name, number.longValue());
                } else {
                    // By the other end of the request, whose address the driver has seen.
                    struct.put("address", Inet.struct(addresses.of(value.toString(), false)));
                    return bit("address") | bit(name);
                }
            }
            default -> struct.put(name, number(invocation, name, value));
        }
        return bit(name);
    }

    private long context(String name) throws Names.NoRoom {
        return name.equals(Action.ACCEPTED) ? protocol.value("acceptedContext") : names.context(name);
    }

    private static long number(Invocation invocation, String name, Object value) {
        if (value instanceof Number number) {
            return number.longValue();
        }
        throw wrong(invocation, name, value, "a number");
    }

    private static List<String> texts(Invocation invocation, String name, Object value) {
        if (value instanceof List<?> list) {
            return list.stream().map(Object::toString).toList();
        }
        throw wrong(invocation, name, value, "a list");
    }

    private static BadScriptException wrong(Invocation invocation, String name, Object value, String wanted) {
        return new BadScriptException("The argument '" + name + "' of " + invocation.fn() + " is '" + value + "', but "
                + wanted + " is wanted.");
    }

    /** The bytes of a list of actions. */
    byte[] actions(List<Action> actions, boolean inspects) throws Names.NoRoom, TargetException {
        if (actions.size() > protocol.limit("actions")) {
            throw new Names.NoRoom("the driver takes at most " + protocol.limit("actions") + " actions of a reaction");
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (Action each : actions) {
            bytes.writeBytes(codec.encode("action", action(each, inspects)));
        }
        return bytes.toByteArray();
    }

    private Map<String, Object> action(Action action, boolean inspects) throws Names.NoRoom, TargetException {
        Map<String, Object> struct = new HashMap<>();
        if (action instanceof Action.Call call) {
            struct.put("type", words.number("action", "call"));
            struct.put("invocation", invocation(call.invocation()));
        } else if (action instanceof Action.Hold) {
            struct.put("type", words.number("action", "hold"));
        } else if (action instanceof Action.Read) {
            struct.put("type", words.number("action", "read"));
        } else if (action instanceof Action.WaitFor wait) {
            struct.put("type", words.number("action", "wait"));
            struct.put("irp", names.irps().give(wait.irp()));
        } else if (action instanceof Action.Accept accept) {
            struct.put("type", words.number("action", "accept"));
            struct.put("bytes", accept.bytes());
        } else if (action instanceof Action.Store store) {
            List<String> entries = store.entries();
            struct.put("type", words.number("action", "store"));
            struct.put("context", store.context() == null ? 0L : context(store.context()));
            struct.put("table", entries == null ? 0L : 1L);
            struct.put("entries", entries == null ? 0L : words.entries(entries));
        } else if (action instanceof Action.Return returned) {
            struct.put("type", words.number("action", "return"));
            struct.put("status", words.value(inspects ? "inspectAction" : "status", returned.status()));
        }
        return struct;
    }
}
