package org.wsktck.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Turns one line into an observation and holds it to the schema: members, types, vocabularies, and what its kind must and may carry.
 *
 * <p>Records of a kind resemble each other. So the parser guesses which member follows, and which text it has, from the record of that kind before, and
 * compares a few bytes at once; only when the guess is wrong does it look closer. A guess never changes what is read.
 */
@SuppressWarnings(
        "EnumOrdinal") // fields and kinds are indices of arrays here, for speed; the numbers never leave this class
final class RecordParser {
    private static final Field[] FIELDS = Field.values();
    /** Members of every record, numbered after the fields. */
    private static final int SEQ = FIELDS.length;

    private static final int T = SEQ + 1;
    private static final int THREAD = SEQ + 2;
    private static final int KIND = SEQ + 3;
    private static final int FROM = SEQ + 4;
    private static final long COMMON = 1L << SEQ | 1L << T | 1L << THREAD | 1L << KIND;

    private static final MemberTable MEMBERS =
            new MemberTable(Stream.concat(Stream.of(FIELDS).map(Field::json), Stream.of("seq", "t", "thread", "kind"))
                    .toList());
    private static final MemberTable DATAGRAM_MEMBERS =
            new MemberTable(List.of("dg", "length", "intact", "from", "control", "controlLength"));
    private static final int ALL_DATAGRAM_MEMBERS = (1 << DATAGRAM_MEMBERS.size()) - 1;
    private static final MemberTable CHUNK_MEMBERS = new MemberTable(List.of("offset", "length", "intact"));
    private static final int ALL_CHUNK_MEMBERS = (1 << CHUNK_MEMBERS.size()) - 1;
    private static final Vocabulary KINDS =
            Vocabulary.names(Stream.of(Kind.values()).map(Kind::json).toArray(String[]::new));

    /** Members fit into this many bits, so that a kind and a member make one index. */
    private static final int MEMBER_BITS = 6;
    /** Stands before the first member of a record. */
    private static final int NONE = (1 << MEMBER_BITS) - 1;

    private static final int GUESSES = (Kind.values().length + 1) << MEMBER_BITS;

    private static final String MEMBER = "a member's name in quotation marks";
    private static final String NEXT = "a comma or the closing brace after the member";

    private final JsonCursor json = new JsonCursor();
    private final TextCache texts = new TextCache();

    private final int[] followers = new int[GUESSES];
    private final byte[] @Nullable [] lastBytes = new byte[GUESSES][];
    private final String[] lastTexts = new String[GUESSES];

    private @Nullable Kind kind;
    /** Index of the kind among the guesses; 0 until it is known. */
    private int guesses;

    private long seq;
    private long t;
    private String thread = "";

    /** Parses the line that begins at the offset and ends with a line feed. */
    Observation parse(byte[] buffer, int offset, long line) throws MalformedTraceException {
        json.start(buffer, offset, line);
        kind = null;
        guesses = 0;
        @Nullable Object[] values = new Object[FIELDS.length];
        json.need('{', "a record that begins with a brace");
        long seen = 0;
        if (!json.take('}')) {
            int member = NONE;
            do {
                member = member(values, seen, member);
                seen |= 1L << member;
            } while (json.take(','));
            json.need('}', NEXT);
        }
        json.field("");
        json.endOfLine();
        return check(values, seen);
    }

    /** Position after the line that was parsed last. */
    int position() {
        return json.position();
    }

    private int member(@Nullable Object[] values, long seen, int previous) throws MalformedTraceException {
        int guess = guesses | previous;
        int member = followers[guess];
        boolean guessed = json.takeExactly(MEMBERS.asWritten(member));
        if (!guessed) {
            member = memberByName();
            followers[guess] = member;
        }
        json.field(MEMBERS.name(member));
        if ((seen & 1L << member) != 0) {
            throw json.error("the member once", "it a second time");
        }
        if (!guessed) {
            json.need(':', "a colon after the member's name");
        }
        switch (member - FIELDS.length) {
            case 0 -> seq = integer(0);
            case 1 -> t = integer(Long.MIN_VALUE);
            case 2 -> thread = word(THREAD, Vocabulary.NAME);
            case 3 -> kind = kind();
            default -> values[member] = value(FIELDS[member]);
        }
        return member;
    }

    private int memberByName() throws MalformedTraceException {
        json.field("");
        json.text(MEMBER);
        int member = MEMBERS.find(json);
        if (member < 0) {
            String name = JsonCursor.printable(json.decode());
            throw json.error(name, "a member that the schema knows", "an unknown one");
        }
        return member;
    }

    private Kind kind() throws MalformedTraceException {
        String name = word(KIND, KINDS);
        Kind named = Kind.named(name);
        if (named == null) {
            throw json.error(KINDS.expectation(), JsonCursor.quote(name));
        }
        guesses = (named.ordinal() + 1) << MEMBER_BITS;
        return named;
    }

    private Object value(Field field) throws MalformedTraceException {
        return switch (field.type()) {
            case INT -> integer(field.minimum());
            case BOOL -> json.bool();
            case TEXT -> word(field.ordinal(), field.vocabulary());
            case TEXTS -> words(field);
            case DATAGRAMS -> datagrams();
            case CHUNKS -> chunks();
        };
    }

    private long integer(long minimum) throws MalformedTraceException {
        long value = json.integer("an integer");
        if (value < minimum) {
            throw json.error("an integer of at least " + minimum, Long.toString(value));
        }
        return value;
    }

    private String word(int member, Vocabulary vocabulary) throws MalformedTraceException {
        int guess = guesses | member;
        byte[] last = lastBytes[guess];
        if (last != null && json.takeExactly(last)) {
            return lastTexts[guess];
        }
        json.text("a text");
        int place = json.isPlain() ? texts.place(json.buffer(), json.textStart(), json.textEnd(), json.textHash()) : -1;
        String text = place >= 0 ? texts.text(place) : json.decode();
        long bit = 1L << member;
        boolean admitted = (place >= 0 && texts.isAdmitted(place, bit)) || vocabulary.admits(text);
        if (!admitted) {
            throw json.error(vocabulary.expectation(), JsonCursor.quote(text));
        }
        if (place >= 0) {
            texts.admit(place, bit);
            lastBytes[guess] = texts.quoted(place);
            lastTexts[guess] = text;
        }
        return text;
    }

    private List<String> words(Field field) throws MalformedTraceException {
        json.need('[', "an array of texts");
        if (json.take(']')) {
            return List.of();
        }
        String first = word(field.ordinal(), field.vocabulary());
        if (json.take(']')) {
            return List.of(first);
        }
        List<String> list = new ArrayList<>();
        list.add(first);
        while (json.take(',')) {
            list.add(word(field.ordinal(), field.vocabulary()));
        }
        json.need(']', "a comma or the closing bracket of the array");
        return List.copyOf(list);
    }

    private List<Datagram> datagrams() throws MalformedTraceException {
        return elements("an array of datagrams", this::datagram);
    }

    private List<Chunk> chunks() throws MalformedTraceException {
        return elements("an array of chunks", this::chunk);
    }

    /** Reads one object of an array. */
    @FunctionalInterface
    private interface Element<T> {
        T read() throws MalformedTraceException;
    }

    private <T> List<T> elements(String expected, Element<T> element) throws MalformedTraceException {
        json.need('[', expected);
        if (json.take(']')) {
            return List.of();
        }
        T first = element.read();
        if (json.take(']')) {
            return List.of(first);
        }
        List<T> list = new ArrayList<>();
        list.add(first);
        while (json.take(',')) {
            list.add(element.read());
        }
        json.need(']', "a comma or the closing bracket of the array");
        return List.copyOf(list);
    }

    private Datagram datagram() throws MalformedTraceException {
        json.field(Field.DATAGRAMS.json());
        json.need('{', "a datagram object");
        long dg = 0;
        long length = 0;
        boolean intact = false;
        String from = "";
        boolean control = false;
        long controlLength = 0;
        int seen = 0;
        int member = -1;
        do {
            member = elementMember(DATAGRAM_MEMBERS, Field.DATAGRAMS, seen, member + 1);
            seen |= 1 << member;
            switch (member) {
                case 0 -> dg = integer(0);
                case 1 -> length = size();
                case 2 -> intact = json.bool();
                case 3 -> from = word(FROM, Vocabulary.NAME);
                case 4 -> control = json.bool();
                default -> controlLength = size();
            }
        } while (json.take(','));
        json.need('}', NEXT);
        complete(DATAGRAM_MEMBERS, Field.DATAGRAMS, seen, ALL_DATAGRAM_MEMBERS);
        return new Datagram(dg, (int) length, intact, from, control, (int) controlLength);
    }

    private Chunk chunk() throws MalformedTraceException {
        json.field(Field.DATA.json());
        json.need('{', "a chunk object");
        long offset = 0;
        long length = 0;
        boolean intact = false;
        int seen = 0;
        int member = -1;
        do {
            member = elementMember(CHUNK_MEMBERS, Field.DATA, seen, member + 1);
            seen |= 1 << member;
            switch (member) {
                case 0 -> offset = integer(-1);
                case 1 -> length = size();
                default -> intact = json.bool();
            }
        } while (json.take(','));
        json.need('}', NEXT);
        complete(CHUNK_MEMBERS, Field.DATA, seen, ALL_CHUNK_MEMBERS);
        return new Chunk(offset, (int) length, intact);
    }

    private void complete(MemberTable table, Field field, int seen, int all) throws MalformedTraceException {
        json.field(field.json());
        if (seen != all) {
            String missing = table.name(Integer.numberOfTrailingZeros(~seen));
            throw json.error(inside(field, missing), "a value", "no such member");
        }
    }

    private int elementMember(MemberTable table, Field field, int seen, int guess) throws MalformedTraceException {
        if (guess < table.size() && (seen & 1 << guess) == 0 && json.takeExactly(table.asWritten(guess))) {
            return guess;
        }
        json.text(MEMBER);
        int member = table.find(json);
        if (member < 0) {
            throw json.error(
                    inside(field, JsonCursor.printable(json.decode())),
                    "a member that the schema knows",
                    "an unknown one");
        }
        if ((seen & 1 << member) != 0) {
            throw json.error(inside(field, table.name(member)), "the member once", "it a second time");
        }
        json.need(':', "a colon after the member's name");
        return member;
    }

    private static String inside(Field field, String member) {
        return field.json() + '.' + member;
    }

    private long size() throws MalformedTraceException {
        long value = integer(0);
        if (value > Integer.MAX_VALUE) {
            throw json.error("an integer of at most " + Integer.MAX_VALUE, Long.toString(value));
        }
        return value;
    }

    private Observation check(@Nullable Object[] values, long seen) throws MalformedTraceException {
        long missing = COMMON & ~seen;
        Kind k = kind;
        if (missing != 0 || k == null) {
            throw missing(Long.numberOfTrailingZeros(missing));
        }
        long fields = seen & ~COMMON;
        missing = k.requiredBits() & ~fields;
        if (missing != 0) {
            throw missing(Long.numberOfTrailingZeros(missing));
        }
        long foreign = fields & ~k.allowedBits();
        if (foreign != 0) {
            throw json.error(
                    MEMBERS.name(Long.numberOfTrailingZeros(foreign)),
                    "no such member in a record of kind " + k.json(),
                    "one");
        }
        return Observation.over(k, values).at(seq, t, thread);
    }

    private MalformedTraceException missing(int member) {
        return json.error(MEMBERS.name(member), "a value", "no such member");
    }
}
