package org.wsktck.report.diagram;

import java.util.ArrayList;
import java.util.List;

/** TLA+ values laid out for people: a record, set or sequence that is too long for a line has a line for each of its members, wrapped where that is too long too. */
public final class TlaText {
    private static final int WIDTH = 72;
    private static final String HANGING = "     ";

    private TlaText() {}

    /** The value with line breaks. Only white space is changed; text that is no TLA+ value is wrapped. */
    public static String pretty(String value) {
        String text = value.strip().replaceAll("\\s+", " ");
        int open = opens(text, 0);
        if (text.length() <= WIDTH || open == 0) {
            return wrapped(text);
        }
        StringBuilder out = new StringBuilder(text.substring(0, open));
        String separator = "";
        for (String member : members(text, open)) {
            out.append(separator).append(wrapped(member.strip()));
            separator = ",\n" + " ".repeat(open);
        }
        return out.toString();
    }

    /** The members of the bracket that opens before that position; what closes it belongs to the last. */
    private static List<String> members(String text, int from) {
        List<String> members = new ArrayList<>();
        int depth = 0;
        int begin = from;
        boolean quoted = false;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            quoted ^= c == '"';
            if (quoted) {
                continue;
            }
            int bracket = Math.max(opens(text, i), closes(text, i));
            if (bracket > 0) {
                depth += opens(text, i) > 0 ? 1 : -1;
                i += bracket - 1;
            } else if (c == ',' && depth == 0) {
                members.add(text.substring(begin, i));
                begin = i + 1;
            }
        }
        members.add(text.substring(begin));
        return members;
    }

    /** The text in lines that are not too long, broken after commas. */
    private static String wrapped(String text) {
        StringBuilder out = new StringBuilder();
        int column = 0;
        for (String part : text.split("(?<=,) ", -1)) {
            if (column > 0 && column + 1 + part.length() > WIDTH) {
                out.append('\n').append(HANGING);
                column = HANGING.length();
            } else if (column > 0) {
                out.append(' ');
                column++;
            }
            out.append(part);
            column += part.length();
        }
        return out.toString();
    }

    /** Length of the bracket that opens here, 0 when none does. */
    private static int opens(String text, int i) {
        return width(text, i, "[{(", "<<");
    }

    private static int closes(String text, int i) {
        return width(text, i, "]})", ">>");
    }

    private static int width(String text, int i, String single, String twice) {
        if (i >= text.length()) {
            return 0;
        }
        return single.indexOf(text.charAt(i)) >= 0 ? 1 : text.startsWith(twice, i) ? 2 : 0;
    }
}
