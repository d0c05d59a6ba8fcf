package org.wsktck.oracle;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.wsktck.trace.Chunk;
import org.wsktck.trace.Field;
import org.wsktck.trace.Observation;

/** What is known of a socket's connection: the bytes of both directions, the lists that callbacks were given, and the ideal send backlog as it was told last. */
final class StreamFacts {
    private static final String IDEAL_BACKLOG = "SIO_WSK_QUERY_IDEAL_SEND_BACKLOG";
    private static final String BACKLOG_EVENT = "WskSendBacklogEvent";

    /** Bytes that the peer sends. */
    final StreamBytes incoming = new StreamBytes();
    /** Bytes that the client sends. */
    final StreamBytes outgoing = new StreamBytes();

    private final Map<Long, List<Chunk>> lists = new HashMap<>();
    private final Map<Long, String> codes = new HashMap<>();
    /** Where the last bytes end that the remote end has seen, as far as it is known where they stand. */
    private long seen;
    /** How many bytes the remote end has seen. */
    private long came;

    private @Nullable Long toldByEvent;
    private @Nullable Long toldByQuery;

    // ---------------------------------------------------------------- bytes

    /** Whether the peer has begun to send all of these bytes. */
    boolean known(List<Chunk> data) {
        return data.stream().allMatch(chunk -> chunk.offset() >= 0 && end(chunk) <= incoming.end());
    }

    static boolean whole(List<Chunk> data) {
        return data.stream().allMatch(Chunk::intact);
    }

    /** Whether each stretch follows the one before. */
    static boolean dense(List<Chunk> data) {
        for (int i = 1; i < data.size(); i++) {
            if (data.get(i).offset() != end(data.get(i - 1))) {
                return false;
            }
        }
        return true;
    }

    static long length(List<Chunk> data) {
        return data.stream().mapToLong(Chunk::length).sum();
    }

    static long labels(StreamBytes bytes, List<Chunk> data) {
        long mask = 0;
        for (Chunk chunk : data) {
            if (chunk.offset() >= 0) {
                mask |= bytes.labels(chunk.offset(), end(chunk));
            }
        }
        return mask;
    }

    /** Labels of the peer's bytes before the first of these. */
    long before(List<Chunk> data) {
        return data.isEmpty() || data.get(0).offset() < 0
                ? 0
                : incoming.before(data.get(0).offset());
    }

    /** Labels of the peer's bytes after the last of these. */
    long after(List<Chunk> data) {
        return data.isEmpty() || data.get(data.size() - 1).offset() < 0
                ? 0
                : incoming.after(end(data.get(data.size() - 1)));
    }

    /** Labels of the peer's bytes that lie before others which the client was given, or which are these. */
    long skipped(List<Chunk> data, long given) {
        long top = incoming.endOf(given);
        if (data.isEmpty()
                || data.get(0).offset() < 0
                || data.get(data.size() - 1).offset() < 0) {
            return incoming.before(top);
        }
        return before(data) | incoming.labels(end(data.get(data.size() - 1)), top);
    }

    /** The first bytes of these, at most so many, get that label; the others the other. */
    static void mark(StreamBytes bytes, List<Chunk> data, long most, Labels.Node label, Labels.Node rest) {
        long left = most;
        for (Chunk chunk : data) {
            long first = Math.min(left, chunk.length());
            left -= first;
            if (chunk.offset() >= 0) {
                bytes.mark(chunk.offset(), chunk.offset() + first, label);
                bytes.mark(chunk.offset() + first, end(chunk), rest);
            }
        }
    }

    private static long end(Chunk chunk) {
        return chunk.offset() + chunk.length();
    }

    // ---------------------------------------------------------------- lists

    void entered(long callback, List<Chunk> data) {
        lists.put(callback, data);
    }

    List<Chunk> list(long callback) {
        return lists.getOrDefault(callback, List.of());
    }

    void forgetList(long callback) {
        lists.remove(callback);
    }

    /** What *BytesAccepted says at the exit of a callback that was given that list. */
    static String took(Observation exit, List<Chunk> list) {
        if (!exit.has(Field.BYTES_ACCEPTED)) {
            return "unset";
        }
        long accepted = exit.number(Field.BYTES_ACCEPTED, 0);
        long indicated = length(list);
        if (accepted == indicated) {
            return "all";
        }
        return accepted > indicated ? "over" : accepted == 0 ? "none" : "some";
    }

    // ---------------------------------------------------------------- the remote end's sight

    /**
     * Whether these bytes go on where the remote end's sight ended, which they move. What calls at once have sent comes in an order that nobody knows, in pieces that may stand nowhere:
     * the next bytes then go on behind as many as came.
     */
    boolean ordered(List<Chunk> data) {
        boolean ordered = dense(data)
                && (data.isEmpty()
                        || data.get(0).offset() == seen
                        || data.get(0).offset() == came);
        for (Chunk chunk : data) {
            seen = Math.max(seen, end(chunk));
            came += chunk.length();
        }
        return ordered;
    }

    // ---------------------------------------------------------------- the ideal send backlog

    /** A call with an IRP: the code tells what its answer means. */
    void asked(Observation call) {
        String code = call.text(Field.CODE);
        if (code != null) {
            codes.put(call.number(Field.IRP, 0), code);
        }
    }

    void forgetIrp(long irp) {
        codes.remove(irp);
    }

    /** The backlog that is told here, held against the last event. */
    String asEvent(Observation o) {
        return told(o) ? compared(o.number(Field.VALUE, 0), toldByEvent) : "none";
    }

    /** The backlog that is told here, held against the last query. */
    String asQuery(Observation o) {
        return told(o) ? compared(o.number(Field.VALUE, 0), toldByQuery) : "none";
    }

    /** Keeps the backlog that is told here, once it has been compared. */
    void keep(Observation o) {
        if (told(o)) {
            long value = o.number(Field.VALUE, 0);
            if (o.has(Field.EVENT)) {
                toldByEvent = value;
            } else {
                toldByQuery = value;
            }
        }
    }

    private boolean told(Observation o) {
        return o.has(Field.VALUE)
                && (BACKLOG_EVENT.equals(o.text(Field.EVENT))
                        || IDEAL_BACKLOG.equals(codes.get(o.number(Field.IRP, 0))));
    }

    private static String compared(long value, @Nullable Long with) {
        return with == null ? "none" : with == value ? "same" : "other";
    }
}
