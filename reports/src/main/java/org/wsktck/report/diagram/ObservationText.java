package org.wsktck.report.diagram;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.wsktck.trace.Chunk;
import org.wsktck.trace.Datagram;
import org.wsktck.trace.Field;
import org.wsktck.trace.Observation;

/** An observation as one short phrase for people: what happened, with the members that tell this one from its neighbours. */
public final class ObservationText {
    private static final List<Field> ARGUMENTS = List.of(
            Field.FLAGS,
            Field.ADDRESS,
            Field.OFFSET,
            Field.LENGTH,
            Field.LIST,
            Field.TIMEOUT,
            Field.VERSION,
            Field.SD,
            Field.ACCEPT_SOCKET,
            Field.INSPECT,
            Field.ACTION,
            Field.VALUE);

    private ObservationText() {}

    /** The phrase. */
    public static String of(Observation o) {
        return switch (o.kind()) {
            case HEADER -> "trace of " + or(o.text(Field.TARGET), "an unnamed target");
            case CALL -> call(o);
            case RETURN ->
                name(o) + " returns " + o.text(Field.STATUS)
                        + suffix(o, Field.CATEGORY, Field.SD, Field.SIZE, Field.INSPECT);
            case IRP -> completion(o);
            case IRP_EXIT ->
                "completion routine of IRP " + o.number(Field.IRP, 0) + " returns" + space(o.text(Field.STATUS));
            case ENTER -> callback(o);
            case EXIT ->
                o.text(Field.EVENT) + " returns " + or(o.text(Field.ACTION), or(o.text(Field.STATUS), "?"))
                        + suffix(o, Field.BYTES_ACCEPTED);
            case PEER -> peer(o);
            case PEER_END -> o.text(Field.OP) + " done";
            case SEES -> o.text(Field.OP) + (o.data() == null ? "" : ": " + bytes(o.data()));
            case READ -> "reads the list of callback " + o.number(Field.CB, 0) + ": " + contents(o);
            case WAIT -> "waits for IRP " + o.number(Field.IRP, 0);
            case WAIT_END -> "has waited for IRP " + o.number(Field.IRP, 0);
            case QUIESCE -> "quiesce: nothing more will come unless somebody acts";
            case MARK -> or(o.text(Field.TEXT), "");
            case END -> "end of the trace";
        };
    }

    /** The phrase, with its number and thread before it: what a line of evidence needs. */
    public static String numbered(Observation o) {
        return "#" + o.seq() + (o.thread().isEmpty() ? "" : " [" + o.thread() + "]") + " " + of(o);
    }

    private static String call(Observation o) {
        String irp = o.has(Field.IRP) ? ", IRP " + o.number(Field.IRP, 0) : "";
        return name(o) + "(" + subject(o) + irp + ")" + control(o) + suffix(o, ARGUMENTS.toArray(Field[]::new))
                + irql(o);
    }

    /** What a control function is asked for: the code, and the mask where there is one. */
    private static String control(Observation o) {
        String code = o.text(Field.CODE);
        if (code == null) {
            return "";
        }
        return " [" + code + (o.has(Field.MASK) ? ": " + String.join("|", o.texts(Field.MASK)) : "") + "]";
    }

    private static String completion(Observation o) {
        List<Datagram> datagrams = o.datagrams();
        return "IRP " + o.number(Field.IRP, 0) + " of " + o.text(Field.FN) + " completes: " + o.text(Field.STATUS)
                + (o.number(Field.INFORMATION, 0) == 0 ? "" : ", " + o.number(Field.INFORMATION, 0) + " bytes")
                + (datagrams == null ? "" : ", " + datagrams(datagrams))
                + (o.data() == null ? "" : ", " + bytes(o.data()))
                + suffix(o, Field.CATEGORY, Field.FLAGS, Field.ACCEPT_SOCKET, Field.PEER, Field.VALUE);
    }

    private static String callback(Observation o) {
        String event = or(o.text(Field.EVENT), "?");
        String argument = switch (event) {
            case "WskClientEvent" -> "event type " + o.number(Field.EVENT_TYPE, 0);
            case "WskAcceptEvent" -> or(o.text(Field.ACCEPT_SOCKET), "NULL socket") + from(o);
            case "WskInspectEvent", "WskAbortEvent" ->
                (o.has(Field.INSPECT) ? "inspection " + o.number(Field.INSPECT, 0) : "NULL inspection") + from(o);
            case "WskSendBacklogEvent" -> o.number(Field.VALUE, 0) + " bytes";
            case "WskDisconnectEvent" -> "the peer has disconnected";
            case "ExtensionEvent" -> or(o.text(Field.NPI), "?");
            default -> contents(o);
        };
        String context = Objects.equals(o.text(Field.CONTEXT), o.text(Field.SOCKET))
                ? ""
                : ", context " + or(o.text(Field.CONTEXT), "NULL");
        return event + "(" + subject(o) + ", " + argument + context + ")" + suffix(o, Field.FLAGS) + irql(o);
    }

    private static String from(Observation o) {
        return o.has(Field.PEER) ? " from " + o.text(Field.PEER) : "";
    }

    private static String peer(Observation o) {
        String op = or(o.text(Field.OP), "?");
        if (op.equals("write")) {
            return "writes bytes " + o.number(Field.OFFSET, 0) + " to "
                    + (o.number(Field.OFFSET, 0) + o.number(Field.LENGTH, 0));
        }
        return op.equals("send")
                ? "datagram " + o.number(Field.DG, 0) + " to " + subject(o) + ", " + o.number(Field.LENGTH, 0)
                        + " bytes" + (Objects.equals(o.text(Field.CAST), "unicast") ? "" : space(o.text(Field.CAST)))
                : op + (o.has(Field.SOCKET) ? " " + o.text(Field.SOCKET) : "");
    }

    private static String name(Observation o) {
        return or(o.text(Field.FN), "?");
    }

    private static String subject(Observation o) {
        return or(o.text(Field.SOCKET), or(o.text(Field.CLIENT), ""));
    }

    private static String irql(Observation o) {
        String irql = o.text(Field.IRQL);
        return irql == null
                        || irql.equals("PASSIVE_LEVEL")
                        || o.texts(Field.FLAGS).contains("WSK_FLAG_AT_DISPATCH_LEVEL")
                ? ""
                : " at " + irql;
    }

    private static String suffix(Observation o, Field... fields) {
        List<String> parts = new ArrayList<>();
        for (Field field : fields) {
            Object value = o.get(field);
            if (value instanceof List<?> list) {
                if (!list.isEmpty()) {
                    parts.add(field.json() + " " + String.join("|", o.texts(field)));
                }
            } else if (value != null) {
                parts.add(field.json() + " " + value);
            }
        }
        return parts.isEmpty() ? "" : " [" + String.join(", ", parts) + "]";
    }

    /** What the list of the callback holds, whichever kind it is of. */
    private static String contents(Observation o) {
        boolean stream = o.data() != null || Objects.equals(o.text(Field.EVENT), "WskReceiveEvent");
        return stream ? bytes(o.data()) : datagrams(o.datagrams());
    }

    /** Stretches of a stream by their positions. */
    private static String bytes(@Nullable List<Chunk> list) {
        if (list == null) {
            return "NULL list";
        }
        if (list.isEmpty()) {
            return "no bytes";
        }
        return "bytes " + list.stream().map(ObservationText::stretch).collect(Collectors.joining(", "));
    }

    private static String stretch(Chunk chunk) {
        return chunk.offset() < 0
                ? chunk.length() + " (damaged)"
                : chunk.offset() + " to " + (chunk.offset() + chunk.length()) + (chunk.intact() ? "" : " (damaged)");
    }

    /** A list of datagrams by their numbers, ranges drawn together; says when the list pointer was NULL. */
    private static String datagrams(@Nullable List<Datagram> list) {
        if (list == null) {
            return "NULL list";
        }
        if (list.isEmpty()) {
            return "no datagram";
        }
        StringBuilder out = new StringBuilder(list.size() == 1 ? "datagram " : "datagrams ");
        int shown = 0;
        for (int i = 0; i < list.size() && shown < 6; shown++) {
            int last = i;
            while (last + 1 < list.size()
                    && list.get(last + 1).dg() == list.get(last).dg() + 1
                    && plain(list.get(last + 1))) {
                last++;
            }
            out.append(shown == 0 ? "" : ", ").append(list.get(i).dg());
            if (!list.get(i).intact()) {
                out.append(" (damaged)");
            }
            if (last > i) {
                out.append('-').append(list.get(last).dg());
            }
            i = last + 1;
            if (i < list.size() && shown == 5) {
                out.append(", ... ").append(list.size()).append(" in all");
            }
        }
        return out.toString();
    }

    private static boolean plain(Datagram datagram) {
        return datagram.intact();
    }

    private static String space(@Nullable String text) {
        return text == null ? "" : " " + text;
    }

    private static String or(@Nullable String text, String absent) {
        return text == null ? absent : text;
    }
}
