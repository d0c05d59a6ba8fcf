package org.wsktck.trace;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes a trace as NDJSON. The header is written at once; {@link #end} writes the end record, and a trace that is closed without it is
 * truncated on purpose: a reader will refuse it.
 *
 * <p>Not for use by several threads at once.
 */
@SuppressWarnings("EnumOrdinal") // fields are indices of arrays here; the numbers never leave this class
public final class TraceWriter implements ObservationSink, AutoCloseable {
    /** Version of the schema that is written. */
    public static final String SCHEMA = "wsktck-observations/1";

    /** Thread named by the records that the writer adds. */
    private static final String BENCH = "bench";

    private static final Field[] FIELDS = Field.values();
    private static final int BUFFER = 1 << 16;
    private static final int LONGEST_NUMBER = 20;
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final byte[][] MEMBERS = new byte[FIELDS.length][];
    private static final byte[] SEQ = ascii("{\"seq\":");
    private static final byte[] T = ascii(",\"t\":");
    private static final byte[] THREAD = ascii(",\"thread\":");
    private static final byte[] KIND = ascii(",\"kind\":");
    private static final byte[] TRUE = ascii("true");
    private static final byte[] FALSE = ascii("false");
    private static final byte[] DG = ascii("{\"dg\":");
    private static final byte[] OFFSET = ascii("{\"offset\":");
    private static final byte[] LENGTH = ascii(",\"length\":");
    private static final byte[] INTACT = ascii(",\"intact\":");
    private static final byte[] FROM = ascii(",\"from\":");
    private static final byte[] CONTROL = ascii(",\"control\":");
    private static final byte[] CONTROL_LENGTH = ascii(",\"controlLength\":");

    static {
        for (Field field : FIELDS) {
            MEMBERS[field.ordinal()] = ascii(",\"" + field.json() + "\":");
        }
    }

    private final OutputStream out;
    private byte[] buffer = new byte[BUFFER];
    private int size;
    private long records;
    private long lastSeq;
    private long lastT;
    private boolean ended;

    /**
     * Begins a trace on a stream, which it closes when it is closed itself.
     *
     * @param target what is observed, or null
     * @param script what is executed, or null
     * @param seed seed of the run, or null
     */
    @SuppressWarnings("this-escape")
    public TraceWriter(OutputStream out, @Nullable String target, @Nullable String script, @Nullable Long seed)
            throws IOException {
        this.out = out;
        write(Observation.of(Kind.HEADER)
                .at(0, 0, BENCH)
                .with(Field.SCHEMA, SCHEMA)
                .with(Field.TARGET, target)
                .with(Field.SCRIPT, script)
                .with(Field.SEED, seed));
    }

    /** Begins a trace in a file, which is replaced when it exists; parameters as above. */
    public static TraceWriter create(Path file, @Nullable String target, @Nullable String script, @Nullable Long seed)
            throws IOException {
        return new TraceWriter(Files.newOutputStream(file), target, script, seed);
    }

    /** Writes a whole trace to a file. */
    public static void writeAll(
            Path file, List<Observation> all, @Nullable String target, @Nullable String script, @Nullable Long seed)
            throws IOException {
        try (TraceWriter writer = create(file, target, script, seed)) {
            all.forEach(writer::accept);
            writer.end(0);
        }
    }

    /**
     * Writes an observation.
     *
     * @throws IllegalArgumentException when its kind does not allow its members or lacks one, or its number is not above the last
     * @throws UncheckedIOException when the stream fails
     */
    @Override
    public void accept(Observation o) {
        if (ended) {
            throw new IllegalStateException("the trace has its end record already: " + o);
        }
        if (o.seq() <= lastSeq) {
            throw new IllegalArgumentException(
                    "seq " + o.seq() + " is not above that of the record before, " + lastSeq);
        }
        if (o.kind() == Kind.HEADER || o.kind() == Kind.END) {
            throw new IllegalArgumentException("the writer adds the " + o.kind().json() + " record itself: " + o);
        }
        try {
            write(o);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Writes the end record, which says that the trace is whole.
     *
     * @param dropped number of observations that were lost on the way
     */
    public void end(long dropped) throws IOException {
        Observation o = Observation.of(Kind.END).at(lastSeq + 1, lastT, BENCH).with(Field.COUNT, records);
        write(dropped == 0 ? o : o.with(Field.DROPPED, dropped));
        ended = true;
        flush();
    }

    /** Hands everything written so far to the stream. */
    public void flush() throws IOException {
        out.write(buffer, 0, size);
        size = 0;
        out.flush();
    }

    @Override
    public void close() throws IOException {
        try (OutputStream closing = out) {
            closing.write(buffer, 0, size);
            size = 0;
        }
    }

    private void write(Observation o) throws IOException {
        int begin = size;
        try {
            record(o);
        } catch (RuntimeException e) {
            size = begin;
            throw e;
        }
        records++;
        lastSeq = o.seq();
        lastT = o.t();
        if (size >= BUFFER / 2) {
            out.write(buffer, 0, size);
            size = 0;
        }
    }

    private void record(Observation o) {
        bytes(SEQ);
        number(o.seq());
        bytes(T);
        number(o.t());
        bytes(THREAD);
        text(o.thread());
        bytes(KIND);
        text(o.kind().json());
        long present = 0;
        for (int i = 0; i < FIELDS.length; i++) {
            Object value = o.get(FIELDS[i]);
            if (value != null) {
                present |= 1L << i;
                bytes(MEMBERS[i]);
                value(FIELDS[i], value);
            }
        }
        check(o, present);
        put((byte) '}');
        put((byte) '\n');
    }

    private static void check(Observation o, long present) {
        Kind kind = o.kind();
        long missing = kind.requiredBits() & ~present;
        long foreign = present & ~kind.allowedBits();
        if ((missing | foreign) != 0) {
            Field field = FIELDS[Long.numberOfTrailingZeros(missing != 0 ? missing : foreign)];
            throw new IllegalArgumentException("a record of kind " + kind.json()
                    + (missing != 0 ? " needs the member " : " has no member ") + field.json() + ": " + o);
        }
    }

    @SuppressWarnings("unchecked")
    private void value(Field field, Object value) {
        switch (field.type()) {
            case INT -> number((Long) value);
            case BOOL -> bytes((Boolean) value ? TRUE : FALSE);
            case TEXT -> text((String) value);
            case TEXTS -> texts((List<String>) value);
            case DATAGRAMS -> datagrams((List<Datagram>) value);
            case CHUNKS -> chunks((List<Chunk>) value);
        }
    }

    private void texts(List<String> list) {
        put((byte) '[');
        for (int i = 0; i < list.size(); i++) {
            if (i > 0) {
                put((byte) ',');
            }
            text(list.get(i));
        }
        put((byte) ']');
    }

    private void datagrams(List<Datagram> list) {
        put((byte) '[');
        for (int i = 0; i < list.size(); i++) {
            if (i > 0) {
                put((byte) ',');
            }
            Datagram d = list.get(i);
            bytes(DG);
            number(d.dg());
            bytes(LENGTH);
            number(d.length());
            bytes(INTACT);
            bytes(d.intact() ? TRUE : FALSE);
            bytes(FROM);
            text(d.from());
            bytes(CONTROL);
            bytes(d.control() ? TRUE : FALSE);
            bytes(CONTROL_LENGTH);
            number(d.controlLength());
            put((byte) '}');
        }
        put((byte) ']');
    }

    private void chunks(List<Chunk> list) {
        put((byte) '[');
        for (int i = 0; i < list.size(); i++) {
            if (i > 0) {
                put((byte) ',');
            }
            Chunk chunk = list.get(i);
            bytes(OFFSET);
            number(chunk.offset());
            bytes(LENGTH);
            number(chunk.length());
            bytes(INTACT);
            bytes(chunk.intact() ? TRUE : FALSE);
            put((byte) '}');
        }
        put((byte) ']');
    }

    private void number(long value) {
        room(LONGEST_NUMBER);
        if (value < 0) {
            bytes(ascii(Long.toString(value)));
            return;
        }
        int digits = 1;
        for (long rest = value; rest >= 10; rest /= 10) {
            digits++;
        }
        long rest = value;
        for (int i = size + digits - 1; i >= size; i--) {
            buffer[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        size += digits;
    }

    private void text(String text) {
        int length = text.length();
        room(length + 2);
        int begin = size;
        buffer[size++] = '"';
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c < ' ' || c >= 0x7F || c == '"' || c == '\\') {
                size = begin;
                demandingText(text);
                return;
            }
            buffer[size++] = (byte) c;
        }
        buffer[size++] = '"';
    }

    /** Writes a text that has characters to escape, or beyond ASCII; half a surrogate pair is escaped, since UTF-8 has no place for it. */
    private void demandingText(String text) {
        put((byte) '"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean pair = i + 1 < text.length() && Character.isSurrogatePair(c, text.charAt(i + 1));
            if (c == '"' || c == '\\') {
                put((byte) '\\');
                put((byte) c);
            } else if (pair) {
                bytes(text.substring(i, i + 2).getBytes(StandardCharsets.UTF_8));
                i++;
            } else if (c < ' ' || c == 0x7F || Character.isSurrogate(c)) {
                bytes(ascii("\\u"));
                for (int shift = 12; shift >= 0; shift -= 4) {
                    put(HEX[c >> shift & 0xF]);
                }
            } else {
                bytes(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
            }
        }
        put((byte) '"');
    }

    private void bytes(byte[] source) {
        room(source.length);
        System.arraycopy(source, 0, buffer, size, source.length);
        size += source.length;
    }

    private void put(byte b) {
        room(1);
        buffer[size++] = b;
    }

    private void room(int count) {
        if (buffer.length - size < count) {
            buffer = Arrays.copyOf(buffer, Math.max(2 * buffer.length, size + count));
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
