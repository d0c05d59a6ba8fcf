package org.wsktck.reference;

/**
 * Something that a client must not do. In a kernel it might hang, crash, or go unnoticed.
 *
 * @param rule id of the rule that seems to be broken
 * @param what what happened
 * @param where function or callback, socket and thread
 * @param advice what to do instead
 */
public record ClientFault(String rule, String what, String where, String advice) {
    @Override
    public String toString() {
        return rule + ": " + what + " (" + where + "). " + advice;
    }
}
