package org.wsktck.adapter.ioctl;

/** A step cannot be executed, whatever the target does: the script is wrong, or asks for more than the protocol can say. */
final class BadScriptException extends RuntimeException {
    private static final long serialVersionUID = 1;

    BadScriptException(String message) {
        super(message);
    }
}
