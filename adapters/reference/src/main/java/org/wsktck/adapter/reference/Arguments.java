package org.wsktck.adapter.reference;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wsktck.target.Invocation;

/** The arguments of an invocation, by type. */
final class Arguments {
    private final Invocation invocation;

    Arguments(Invocation invocation) {
        this.invocation = invocation;
    }

    boolean has(String name) {
        return invocation.args().containsKey(name);
    }

    @Nullable
    String text(String name) {
        Object value = invocation.args().get(name);
        return value == null ? null : value.toString();
    }

    String text(String name, String absent) {
        String value = text(name);
        return value == null ? absent : value;
    }

    int number(String name, int absent) {
        Object value = invocation.args().get(name);
        if (value == null) {
            return absent;
        }
        if (value instanceof Number number) {
            return number.intValue();
        }
        throw wrong(name, value, "a number");
    }

    boolean isNumber(String name) {
        return invocation.args().get(name) instanceof Number;
    }

    boolean flag(String name, boolean absent) {
        Object value = invocation.args().get(name);
        if (value == null) {
            return absent;
        }
        if (value instanceof Boolean flag) {
            return flag;
        }
        throw wrong(name, value, "true or false");
    }

    List<String> texts(String name) {
        Object value = invocation.args().get(name);
        if (value == null) {
            return List.of();
        }
        if (value instanceof List<?> list) {
            return list.stream().map(Object::toString).toList();
        }
        throw wrong(name, value, "a list");
    }

    private BadScriptException wrong(String name, Object value, String wanted) {
        return new BadScriptException("The argument '" + name + "' of " + invocation.fn() + " is '" + value + "', but "
                + wanted + " is wanted.");
    }

    /** The value as an observation holds it. */
    static Object recorded(Object value) {
        if (value instanceof Number number) {
            return number.longValue();
        }
        return value instanceof List<?> list
                ? list.stream().map(Object::toString).toList()
                : value;
    }
}
