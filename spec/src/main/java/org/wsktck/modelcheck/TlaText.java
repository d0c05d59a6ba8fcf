package org.wsktck.modelcheck;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads TLA+ values as TLC prints them: numbers as Integer, texts as String, BOOLEANs as Boolean, sets and sequences as List, records and functions
 * as Map.
 */
final class TlaText {
    private final String text;
    private int at;

    private TlaText(String text, int at) {
        this.text = text;
        this.at = at;
    }

    /**
     * Reads the value that begins at that place; what follows it is not looked at.
     *
     * @throws IllegalArgumentException when no value is there
     */
    static Object valueAt(String text, int begin) {
        return new TlaText(text, begin).value();
    }

    private Object value() {
        space();
        if (take("<<")) {
            return list(">>");
        }
        if (take("{")) {
            return list("}");
        }
        if (take("[")) {
            return record();
        }
        if (take("(")) {
            return function();
        }
        if (take("\"")) {
            return string();
        }
        return word();
    }

    private List<Object> list(String end) {
        List<Object> list = new ArrayList<>();
        space();
        while (!take(end)) {
            list.add(value());
            space();
            take(",");
            space();
        }
        return list;
    }

    private Map<String, Object> record() {
        Map<String, Object> record = new LinkedHashMap<>();
        space();
        while (!take("]")) {
            String field = name();
            space();
            need("|->");
            record.put(field, value());
            space();
            take(",");
            space();
        }
        return record;
    }

    private Map<String, Object> function() {
        Map<String, Object> function = new LinkedHashMap<>();
        space();
        while (!take(")")) {
            Object argument = value();
            space();
            need(":>");
            function.put(argument.toString(), value());
            space();
            take("@@");
            space();
        }
        return function;
    }

    private String string() {
        int end = text.indexOf('"', at);
        if (end < 0) {
            throw error("the end of a string");
        }
        String string = text.substring(at, end);
        at = end + 1;
        return string;
    }

    private Object word() {
        String word = name();
        if (word.equals("TRUE") || word.equals("FALSE")) {
            return word.equals("TRUE");
        }
        try {
            return Integer.valueOf(word);
        } catch (NumberFormatException e) {
            throw error("a value instead of " + word);
        }
    }

    private String name() {
        int begin = at;
        while (at < text.length()
                && (Character.isLetterOrDigit(text.charAt(at)) || "_-".indexOf(text.charAt(at)) >= 0)) {
            at++;
        }
        if (begin == at) {
            throw error("a value");
        }
        return text.substring(begin, at);
    }

    private boolean take(String token) {
        if (text.startsWith(token, at)) {
            at += token.length();
            return true;
        }
        return false;
    }

    private void need(String token) {
        if (!take(token)) {
            throw error(token);
        }
    }

    private void space() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private IllegalArgumentException error(String expected) {
        return new IllegalArgumentException("expected " + expected + " at "
                + text.substring(Math.min(at, text.length()), Math.min(at + 40, text.length())));
    }
}
