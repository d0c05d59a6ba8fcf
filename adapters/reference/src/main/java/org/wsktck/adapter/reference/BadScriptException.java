package org.wsktck.adapter.reference;

/** A step says something that cannot be executed: an unknown function, argument or name of a value. */
final class BadScriptException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    BadScriptException(String message) {
        super(message);
    }
}
