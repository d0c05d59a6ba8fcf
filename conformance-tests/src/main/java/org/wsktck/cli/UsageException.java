package org.wsktck.cli;

/** The command line asks for something that cannot be done as it is written. Ends with exit code 2. */
final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** What is wrong, and what would be right. */
    UsageException(String message) {
        super(message);
    }
}
