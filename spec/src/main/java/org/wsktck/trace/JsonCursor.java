package org.wsktck.trace;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads JSON tokens off one line of a buffer, strictly: the line feed that ends the line is legal nowhere inside a value, so it serves as a sentinel.
 *
 * <p>Written by hand because the time to read a trace bounds the time to judge it: no token becomes an object unless the caller asks for one. A test
 * holds it to Jackson.
 */
final class JsonCursor {
    private static final int SHOWN = 40;
    private static final int SAFE_DIGITS = 18;

    private byte[] buffer = new byte[0];
    private int position;
    private long line;
    private String field = "";
    private int textStart;
    private int textEnd;
    private int textHash;
    private boolean textPlain;

    /** Goes to the beginning of a line, which must end with a line feed. */
    void start(byte[] bytes, int offset, long lineNumber) {
        buffer = bytes;
        position = offset;
        line = lineNumber;
        field = "";
    }

    /** Where the next byte is. */
    int position() {
        return position;
    }

    /** Names the member that errors are about. */
    void field(String name) {
        field = name;
    }

    /** An error about the current member. */
    MalformedTraceException error(String expected, String found) {
        return new MalformedTraceException(line, field, expected, found);
    }

    /** An error about a named member. */
    MalformedTraceException error(String name, String expected, String found) {
        return new MalformedTraceException(line, name, expected, found);
    }

    /** An error about what stands at the cursor. */
    MalformedTraceException error(String expected) {
        return error(expected, describe(position));
    }

    /** The next byte that is not white space, not consumed. */
    int peek() {
        int b = buffer[position];
        while (b == ' ' || b == '\t' || b == '\r') {
            b = buffer[++position];
        }
        return b;
    }

    /** Consumes the byte if it is the next one. */
    boolean take(char wanted) {
        if (peek() != wanted) {
            return false;
        }
        position++;
        return true;
    }

    /** Consumes these bytes if they come next, to the byte; they hold no line feed. */
    boolean takeExactly(byte[] wanted) {
        int end = position + wanted.length;
        if (end > buffer.length || !Arrays.equals(buffer, position, end, wanted, 0, wanted.length)) {
            return false;
        }
        position = end;
        return true;
    }

    /** Consumes the byte, which must be the next one. */
    void need(char wanted, String expected) throws MalformedTraceException {
        if (!take(wanted)) {
            throw error(expected);
        }
    }

    /** Consumes the end of the line. */
    void endOfLine() throws MalformedTraceException {
        if (peek() != '\n') {
            throw error("the end of the line after the record");
        }
        position++;
    }

    /** Scans a string token; what it holds is then told by the other methods on text. */
    void text(String expected) throws MalformedTraceException {
        if (peek() != '"') {
            throw error(expected);
        }
        byte[] b = buffer;
        int p = position + 1;
        int start = p;
        int hash = 0;
        int c = b[p];
        // Bytes are signed: what is below the space is a control character or not ASCII.
        while (c != '"' && c >= ' ' && c != '\\') {
            hash = hash * 31 + c;
            c = b[++p];
        }
        textPlain = c == '"';
        if (!textPlain) {
            p = endOfDemandingText(p);
        }
        textStart = start;
        textEnd = p;
        textHash = hash;
        position = p + 1;
    }

    /** Finds the end of a text that has escapes or is not ASCII. */
    private int endOfDemandingText(int from) throws MalformedTraceException {
        int p = from;
        while (buffer[p] != '"') {
            if (buffer[p] >= 0 && buffer[p] < ' ') {
                throw error(
                        "a text that ends with a quotation mark on its line",
                        buffer[p] == '\n' ? "the end of the line" : "a control character that is not escaped");
            }
            p += buffer[p] == '\\' && buffer[p + 1] != '\n' ? 2 : 1;
        }
        return p;
    }

    /** Whether the text is ASCII without escapes, so that its bytes are its characters. */
    boolean isPlain() {
        return textPlain;
    }

    byte[] buffer() {
        return buffer;
    }

    int textStart() {
        return textStart;
    }

    int textEnd() {
        return textEnd;
    }

    int textHash() {
        return textHash;
    }

    /** The text decoded. */
    String decode() throws MalformedTraceException {
        if (textPlain) {
            return TextCache.ascii(buffer, textStart, textEnd);
        }
        StringBuilder out = new StringBuilder();
        int p = textStart;
        while (p < textEnd) {
            int run = p;
            while (p < textEnd && buffer[p] != '\\') {
                p++;
            }
            out.append(utf8(run, p));
            if (p < textEnd) {
                p = escape(p + 1, out);
            }
        }
        return out.toString();
    }

    private String utf8(int start, int end) throws MalformedTraceException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(buffer, start, end - start))
                    .toString();
        } catch (CharacterCodingException e) {
            throw error("text in UTF-8", "bytes that are none");
        }
    }

    private int escape(int p, StringBuilder out) throws MalformedTraceException {
        int simple = "\"\\/bfnrt".indexOf(buffer[p]);
        if (simple >= 0) {
            out.append("\"\\/\b\f\n\r\t".charAt(simple));
            return p + 1;
        }
        if (buffer[p] == 'u' && p + 4 < textEnd) {
            int code = 0;
            for (int i = 1; i <= 4; i++) {
                int digit = Character.digit(buffer[p + i], 16);
                if (digit < 0) {
                    throw error("four hexadecimal digits after \\u", describe(p + 1));
                }
                code = code << 4 | digit;
            }
            out.append((char) code);
            return p + 5;
        }
        throw error("an escape that JSON knows", "\\" + (char) (buffer[p] & 0x7F));
    }

    /** Reads an integer of 64 bits. */
    long integer(String expected) throws MalformedTraceException {
        int first = peek();
        byte[] b = buffer;
        int start = position;
        int p = first == '-' ? start + 1 : start;
        int digits = p;
        long value = 0;
        int c = b[p];
        while (c >= '0' && c <= '9') {
            value = value * 10 + (c - '0');
            c = b[++p];
        }
        int length = p - digits;
        if (length == 0 || (length > 1 && b[digits] == '0') || !endsToken(c)) {
            throw error(expected);
        }
        position = p;
        if (length > SAFE_DIGITS) {
            try {
                return Long.parseLong(TextCache.ascii(b, start, p));
            } catch (NumberFormatException e) {
                throw error(expected + " of at most 64 bits", describe(start));
            }
        }
        return first == '-' ? -value : value;
    }

    /** Reads true or false. */
    boolean bool() throws MalformedTraceException {
        peek();
        if (literal("true")) {
            return true;
        }
        if (literal("false")) {
            return false;
        }
        throw error("true or false");
    }

    private boolean literal(String word) {
        for (int i = 0; i < word.length(); i++) {
            if (buffer[position + i] != word.charAt(i)) {
                return false;
            }
        }
        if (!endsToken(buffer[position + word.length()])) {
            return false;
        }
        position += word.length();
        return true;
    }

    private static boolean endsToken(int b) {
        return b == ',' || b == '}' || b == ']' || b == ' ' || b == '\t' || b == '\r' || b == '\n';
    }

    /** A text for people: quoted, shortened when it is long, without control characters. */
    static String quote(String text) {
        String shown = text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text;
        return '"' + printable(shown) + '"';
    }

    /** The text without control characters. */
    static String printable(String text) {
        StringBuilder out = new StringBuilder();
        text.chars().forEach(c -> out.append(Character.isISOControl(c) ? '?' : (char) c));
        return out.toString();
    }

    /** What stands at the offset, for people: a token, shortened when it is long. */
    private String describe(int offset) {
        int b = buffer[offset];
        if (b == '\n') {
            return "the end of the line";
        }
        if (b == '{') {
            return "an object";
        }
        if (b == '[') {
            return "an array";
        }
        int end = offset + 1;
        boolean quoted = b == '"';
        if (quoted || !endsToken(b)) {
            while (end - offset < SHOWN && (quoted ? buffer[end] != '\n' : !endsToken(buffer[end]))) {
                end++;
                if (quoted && buffer[end - 1] == '"') {
                    break;
                }
            }
        }
        StringBuilder out = new StringBuilder();
        for (int i = offset; i < end; i++) {
            out.append(buffer[i] >= ' ' && buffer[i] < 0x7F ? (char) buffer[i] : '?');
        }
        return out.append(end - offset >= SHOWN ? "..." : "").toString();
    }
}
