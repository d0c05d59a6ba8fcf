package org.wsktck.trace;

import java.io.IOException;

/** A trace that does not follow the observation schema. It is refused: nothing can be concluded from it. */
public final class MalformedTraceException extends IOException {
    private static final long serialVersionUID = 1;

    private final long line;
    private final String field;
    private final String expected;
    private final String found;

    /**
     * Says what is wrong.
     *
     * @param line number of the line, from 1
     * @param field the member concerned, empty when it is the whole line
     * @param expected what should stand there, in words
     * @param found what stands there, in words
     */
    public MalformedTraceException(long line, String field, String expected, String found) {
        super("line " + line + ": " + (field.isEmpty() ? "" : "member \"" + field + "\": ") + "expected " + expected
                + ", found " + found);
        this.line = line;
        this.field = field;
        this.expected = expected;
        this.found = found;
    }

    /** Number of the line, from 1. */
    public long line() {
        return line;
    }

    /** The member concerned, empty when it is the whole line. */
    public String field() {
        return field;
    }

    /** What should stand there. */
    public String expected() {
        return expected;
    }

    /** What stands there. */
    public String found() {
        return found;
    }
}
