package org.wsktck.verdict;

/** What a run says about the implementation. */
public enum Conformance {
    /** Every provider rule that is required was exercised, and none was broken. */
    CONFORMS("conforms"),
    /** A provider rule that is required was broken. */
    DOES_NOT_CONFORM("does not conform"),
    /** Nothing required was broken, but not everything required was shown. */
    INCONCLUSIVE("inconclusive");

    private final String text;

    Conformance(String text) {
        this.text = text;
    }

    /** In words, for reports. */
    public String text() {
        return text;
    }

    /** With hyphens, for files: {@code does-not-conform}. */
    public String key() {
        return text.replace(' ', '-');
    }
}
