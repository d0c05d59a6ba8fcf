package org.wsktck.trace;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a trace as NDJSON, one observation a line, from its header to its end record. What does not follow the schema is refused with
 * {@link MalformedTraceException}; nothing else is thrown whatever the bytes are, but for errors of the stream itself.
 *
 * <p>Streaming: memory is bounded by the longest line, apart from a few words for each number given out in the trace. Not for use by several
 * threads at once.
 */
public final class TraceReader implements AutoCloseable {
    /** Longest line that is read, in bytes. */
    public static final int LONGEST_LINE = 1 << 24;

    private static final int BUFFER = 1 << 18;

    private final InputStream in;
    private final RecordParser parser = new RecordParser();
    private final Pairing pairing = new Pairing();
    private final Observation header;

    private byte[] buffer = new byte[BUFFER];
    private int position;
    /** End of the last line that is whole in the buffer. */
    private int whole;
    /** End of the bytes in the buffer. */
    private int filled;

    private long line;
    private long lastSeq = Long.MIN_VALUE;
    private @Nullable Observation end;

    /**
     * Reads from a stream, which it closes when it is closed itself.
     *
     * @throws MalformedTraceException when the stream does not begin with a header record
     */
    @SuppressWarnings("this-escape")
    public TraceReader(InputStream in) throws IOException {
        this.in = in;
        Observation first = record("a header record");
        if (first.kind() != Kind.HEADER) {
            throw new MalformedTraceException(
                    1, "kind", "header in the first record", first.kind().json());
        }
        header = first;
    }

    /**
     * Opens a file.
     *
     * @throws MalformedTraceException when the file does not begin with a header record
     */
    public static TraceReader open(Path file) throws IOException {
        InputStream in = Files.newInputStream(file);
        try {
            return new TraceReader(in);
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    /** Reads a whole file: the observations between header and end record. */
    public static List<Observation> readAll(Path file) throws IOException {
        List<Observation> all = new ArrayList<>();
        try (TraceReader reader = open(file)) {
            reader.forEachRemaining(all::add);
        }
        return all;
    }

    /** The header record. */
    public Observation header() {
        return header;
    }

    /** The next observation, or null after the last one: then the end record was there, and nothing after it. */
    public @Nullable Observation next() throws IOException {
        if (end != null) {
            return null;
        }
        Observation o = record("an end record");
        if (o.kind() == Kind.HEADER) {
            throw new MalformedTraceException(line, "kind", "header in the first record only", "another one");
        }
        if (o.kind() == Kind.END) {
            finish(o);
            return null;
        }
        pairing.accept(o, line);
        return o;
    }

    /** Hands what is left of the observations to the sink. */
    public void forEachRemaining(ObservationSink sink) throws IOException {
        for (Observation o = next(); o != null; o = next()) {
            sink.accept(o);
        }
    }

    /** The end record, or null until it was read. */
    public @Nullable Observation end() {
        return end;
    }

    /** Number of observations that the recorder says it lost; 0 until the end was read. */
    public long dropped() {
        return end == null ? 0 : end.number(Field.DROPPED, 0);
    }

    /** Number of the line that was read last, from 1. */
    public long line() {
        return line;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private void finish(Observation last) throws IOException {
        long count = last.number(Field.COUNT, 0);
        if (count != line - 1) {
            throw new MalformedTraceException(
                    line, Field.COUNT.json(), (line - 1) + ", the number of records before it", Long.toString(count));
        }
        if (position < whole || fill(line + 1)) {
            throw new MalformedTraceException(line + 1, "", "nothing after the end record", "another line");
        }
        end = last;
    }

    private Observation record(String expected) throws IOException {
        line++;
        if (position == whole && !fill(line)) {
            throw new MalformedTraceException(line, "", expected, "the end of the file");
        }
        Observation o = parser.parse(buffer, position, line);
        position = parser.position();
        if (o.seq() <= lastSeq) {
            throw new MalformedTraceException(
                    line, "seq", "a number above " + lastSeq + ", that of the record before", Long.toString(o.seq()));
        }
        lastSeq = o.seq();
        return o;
    }

    /** Reads on until there is a whole line; false at the end of the stream. */
    private boolean fill(long atLine) throws IOException {
        System.arraycopy(buffer, whole, buffer, 0, filled - whole);
        filled -= whole;
        position = 0;
        whole = 0;
        int searched = 0;
        while (whole == 0) {
            if (filled == buffer.length) {
                if (filled >= LONGEST_LINE) {
                    throw new MalformedTraceException(
                            atLine, "", "a line of at most " + LONGEST_LINE + " bytes", "a longer one");
                }
                buffer = Arrays.copyOf(buffer, 2 * filled);
            }
            int count = in.read(buffer, filled, buffer.length - filled);
            if (count < 0) {
                if (filled > 0) {
                    throw new MalformedTraceException(
                            atLine, "", "a line feed at the end of the line", "the end of the file");
                }
                return false;
            }
            filled += count;
            whole = afterLastLineFeed(searched);
            searched = filled;
        }
        return true;
    }

    private int afterLastLineFeed(int from) {
        int p = filled;
        while (p > from && buffer[p - 1] != '\n') {
            p--;
        }
        return p > from ? p : 0;
    }
}
