package org.wsktck.adapter.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.wsktck.reference.ExampleExtension;
import org.wsktck.target.Wsk;
import org.wsktck.wsk.ClientControl;
import org.wsktck.wsk.EventMask;
import org.wsktck.wsk.MsgFlag;
import org.wsktck.wsk.Npi;
import org.wsktck.wsk.SocketControl;
import org.wsktck.wsk.WskControlSocketType;
import org.wsktck.wsk.WskFlag;
import org.wsktck.wsk.WskInspectAction;

/** Names of the headers and their values, per parameter position, since values recur between positions. A value without a name is written as {@code 0x...}. */
final class Symbols {
    static final Symbols EVENT_MASK = new Symbols(Map.of(
            "WSK_EVENT_SEND_BACKLOG", EventMask.WSK_EVENT_SEND_BACKLOG,
            "WSK_EVENT_RECEIVE", EventMask.WSK_EVENT_RECEIVE,
            "WSK_EVENT_DISCONNECT", EventMask.WSK_EVENT_DISCONNECT,
            "WSK_EVENT_RECEIVE_FROM", EventMask.WSK_EVENT_RECEIVE_FROM,
            "WSK_EVENT_ACCEPT", EventMask.WSK_EVENT_ACCEPT,
            "WSK_EVENT_DISABLE", EventMask.WSK_EVENT_DISABLE));

    static final Symbols SOCKET_FLAGS = new Symbols(Map.of(
            "WSK_FLAG_BASIC_SOCKET", WskFlag.WSK_FLAG_BASIC_SOCKET,
            "WSK_FLAG_LISTEN_SOCKET", WskFlag.WSK_FLAG_LISTEN_SOCKET,
            "WSK_FLAG_CONNECTION_SOCKET", WskFlag.WSK_FLAG_CONNECTION_SOCKET,
            "WSK_FLAG_DATAGRAM_SOCKET", WskFlag.WSK_FLAG_DATAGRAM_SOCKET,
            "WSK_FLAG_STREAM_SOCKET", WskFlag.WSK_FLAG_STREAM_SOCKET));

    static final Symbols RECEIVE_FLAGS = new Symbols(Map.of(
            "MSG_TRUNC", MsgFlag.MSG_TRUNC,
            "MSG_CTRUNC", MsgFlag.MSG_CTRUNC,
            "MSG_BCAST", MsgFlag.MSG_BCAST,
            "MSG_MCAST", MsgFlag.MSG_MCAST,
            "WSK_FLAG_AT_DISPATCH_LEVEL", WskFlag.WSK_FLAG_AT_DISPATCH_LEVEL));

    static final Symbols RECEIVE_EVENT_FLAGS = new Symbols(Map.of(
            "WSK_FLAG_RELEASE_ASAP", WskFlag.WSK_FLAG_RELEASE_ASAP,
            "WSK_FLAG_ENTIRE_MESSAGE", WskFlag.WSK_FLAG_ENTIRE_MESSAGE,
            "WSK_FLAG_AT_DISPATCH_LEVEL", WskFlag.WSK_FLAG_AT_DISPATCH_LEVEL));

    static final Symbols DISCONNECT_FLAGS = new Symbols(Map.of(
            "WSK_FLAG_ABORTIVE", WskFlag.WSK_FLAG_ABORTIVE,
            "WSK_FLAG_AT_DISPATCH_LEVEL", WskFlag.WSK_FLAG_AT_DISPATCH_LEVEL));

    static final Symbols ACCEPT_FLAGS =
            new Symbols(Map.of("WSK_FLAG_AT_DISPATCH_LEVEL", WskFlag.WSK_FLAG_AT_DISPATCH_LEVEL));

    /** Flags of the functions that carry a stream. */
    static final Symbols WSK_SEND = new Symbols(Map.of("WSK_FLAG_NODELAY", WskFlag.WSK_FLAG_NODELAY));

    static final Symbols WSK_RECEIVE = new Symbols(Map.of(
            "WSK_FLAG_WAITALL", WskFlag.WSK_FLAG_WAITALL,
            "WSK_FLAG_DRAIN", WskFlag.WSK_FLAG_DRAIN));

    static final Symbols WSK_DISCONNECT = new Symbols(Map.of("WSK_FLAG_ABORTIVE", WskFlag.WSK_FLAG_ABORTIVE));

    static final Symbols CLIENT_CODES = new Symbols(Map.of(
            "WSK_TRANSPORT_LIST_QUERY", ClientControl.WSK_TRANSPORT_LIST_QUERY,
            "WSK_TRANSPORT_LIST_CHANGE", ClientControl.WSK_TRANSPORT_LIST_CHANGE,
            "WSK_CACHE_SD", ClientControl.WSK_CACHE_SD,
            "WSK_RELEASE_SD", ClientControl.WSK_RELEASE_SD,
            "WSK_TDI_DEVICENAME_MAPPING", ClientControl.WSK_TDI_DEVICENAME_MAPPING,
            "WSK_SET_STATIC_EVENT_CALLBACKS", ClientControl.WSK_SET_STATIC_EVENT_CALLBACKS,
            "WSK_TDI_BEHAVIOR", ClientControl.WSK_TDI_BEHAVIOR));

    static final Symbols SOCKET_CODES = new Symbols(Map.ofEntries(
            Map.entry("SO_WSK_SECURITY", SocketControl.SO_WSK_SECURITY),
            Map.entry("SO_WSK_EVENT_CALLBACK", SocketControl.SO_WSK_EVENT_CALLBACK),
            Map.entry("SO_CONDITIONAL_ACCEPT", SocketControl.SO_CONDITIONAL_ACCEPT),
            Map.entry("SIO_WSK_SET_REMOTE_ADDRESS", SocketControl.SIO_WSK_SET_REMOTE_ADDRESS),
            Map.entry("SIO_WSK_REGISTER_EXTENSION", SocketControl.SIO_WSK_REGISTER_EXTENSION),
            Map.entry("SIO_WSK_QUERY_IDEAL_SEND_BACKLOG", SocketControl.SIO_WSK_QUERY_IDEAL_SEND_BACKLOG),
            Map.entry("SIO_WSK_QUERY_RECEIVE_BACKLOG", SocketControl.SIO_WSK_QUERY_RECEIVE_BACKLOG),
            Map.entry("SIO_WSK_QUERY_INSPECT_ID", SocketControl.SIO_WSK_QUERY_INSPECT_ID),
            Map.entry("SIO_WSK_SET_SENDTO_ADDRESS", SocketControl.SIO_WSK_SET_SENDTO_ADDRESS),
            Map.entry("SIO_WSK_SET_TCP_SILENT_MODE", SocketControl.SIO_WSK_SET_TCP_SILENT_MODE),
            Map.entry("SIO_ADDRESS_LIST_QUERY", SocketControl.SIO_ADDRESS_LIST_QUERY),
            Map.entry("SIO_ADDRESS_LIST_CHANGE", SocketControl.SIO_ADDRESS_LIST_CHANGE),
            Map.entry("SIO_ADDRESS_LIST_SORT", SocketControl.SIO_ADDRESS_LIST_SORT)));

    static final Symbols LEVELS = new Symbols(Map.of(
            "SOL_SOCKET", SocketControl.SOL_SOCKET,
            "IPPROTO_IP", 0,
            "IPPROTO_TCP", 6,
            "IPPROTO_UDP", 17,
            "IPPROTO_IPV6", 41));

    static final Symbols TIMEOUTS = new Symbols(
            Map.of("WSK_NO_WAIT", ClientControl.WSK_NO_WAIT, "WSK_INFINITE_WAIT", ClientControl.WSK_INFINITE_WAIT));

    private static final UUID FOREIGN_NPI = new UUID(0, 1);

    private final Map<String, Integer> values;

    private Symbols(Map<String, Integer> values) {
        this.values = values;
    }

    /** The value of a name, of a hexadecimal number with 0x, or of a decimal one. */
    int value(String name) {
        Integer value = values.get(name);
        if (value != null) {
            return value;
        }
        try {
            return name.startsWith("0x") ? Integer.parseUnsignedInt(name.substring(2), 16) : Integer.parseInt(name);
        } catch (NumberFormatException wrong) {
            throw new BadScriptException("'" + name + "' is neither a number nor one of " + values.keySet());
        }
    }

    /** The values of the names, ORed. */
    int bits(List<String> names) {
        int bits = 0;
        for (String name : names) {
            bits |= value(name);
        }
        return bits;
    }

    /** The names of the bits in order of their value; what remains without a name is one hexadecimal number. */
    List<String> names(int bits) {
        if (bits == 0) {
            return List.of();
        }
        List<String> names = new ArrayList<>();
        int rest = bits;
        for (Map.Entry<String, Integer> entry : byValue()) {
            if (entry.getValue() != 0 && (rest & entry.getValue()) == entry.getValue()) {
                names.add(entry.getKey());
                rest &= ~entry.getValue();
            }
        }
        if (rest != 0) {
            names.add(hex(rest));
        }
        return List.copyOf(names);
    }

    private List<Map.Entry<String, Integer>> byValue() {
        return values.entrySet().stream().sorted(Map.Entry.comparingByValue()).toList();
    }

    static String hex(int value) {
        return String.format("0x%08X", value);
    }

    static UUID npi(String name) {
        return switch (name) {
            case Wsk.STANDARD_NPI -> Npi.NPI_WSK_INTERFACE_ID;
            case Wsk.EXTENSION_NPI -> ExampleExtension.NPI_EXAMPLE_INTERFACE_ID;
            default -> FOREIGN_NPI;
        };
    }

    static WskControlSocketType requestType(String name) {
        return switch (name) {
            case "WskSetOption" -> WskControlSocketType.WSK_SET_OPTION;
            case "WskGetOption" -> WskControlSocketType.WSK_GET_OPTION;
            case "WskIoctl" -> WskControlSocketType.WSK_IOCTL;
            default ->
                throw new BadScriptException("The request type '" + name
                        + "' is unknown. There are WskSetOption, WskGetOption and WskIoctl.");
        };
    }

    static WskInspectAction inspectAction(String name) {
        try {
            return WskInspectAction.valueOf(name);
        } catch (IllegalArgumentException unknown) {
            throw new BadScriptException(
                    "The action '" + name + "' is unknown. There are " + List.of(WskInspectAction.values()) + ".");
        }
    }

    static int version(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length == 2) {
            try {
                return Npi.makeWskVersion(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
            } catch (NumberFormatException wrong) {
                throw new BadScriptException("The version '" + text + "' is not of the form major.minor.");
            }
        }
        throw new BadScriptException("The version '" + text + "' is not of the form major.minor.");
    }
}
