package org.wsktck.report.model;

/**
 * How a case ended. The rules that were broken are in the case's judgement; this says what that meant for the case.
 *
 * @param status the outcome
 * @param message why it was skipped, or how the target failed; empty when there is nothing to add
 */
public record Outcome(Status status, String message) {
    /** The four ways to end. */
    public enum Status {
        /** Ran, and broke no provider rule that counts. */
        PASSED("passed"),
        /** Ran, and broke a provider rule, or did not exercise what it is for. */
        FAILED("failed"),
        /** Did not run. */
        SKIPPED("skipped"),
        /** The target failed: no verdict. */
        ERROR("error");

        private final String text;

        Status(String text) {
            this.text = text;
        }

        /** The name in reports. */
        public String text() {
            return text;
        }
    }

    /** Ran, and broke no provider rule that counts. */
    public static Outcome passed() {
        return new Outcome(Status.PASSED, "");
    }

    /** Ran, and failed for that reason. */
    public static Outcome failed(String message) {
        return new Outcome(Status.FAILED, message);
    }

    /** Did not run, for that reason. */
    public static Outcome skipped(String reason) {
        return new Outcome(Status.SKIPPED, reason);
    }

    /** The target failed in that way. */
    public static Outcome error(String message) {
        return new Outcome(Status.ERROR, message);
    }
}
