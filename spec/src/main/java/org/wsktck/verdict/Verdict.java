package org.wsktck.verdict;

import java.util.List;
import java.util.Locale;

/** What a run says about one rule. */
public enum Verdict {
    /** The provider was put to the test and kept the rule. */
    PASS("pass"),
    /** The provider broke a rule that it must keep. */
    FAIL("fail"),
    /** A rule was broken that should be kept, or that rests on a header or a sample only. */
    WARNING("warning"),
    /** The rule was exercised and not seen broken, but the run was cut short: what is missing could have broken it. */
    INCONCLUSIVE("inconclusive"),
    /** The run gave no occasion to break the rule. */
    NOT_EXERCISED("not exercised"),
    /** The provider, or the client, made use of a permitted latitude. */
    LATITUDE_USED("latitude used"),
    /** The permitted latitude was not made use of. */
    LATITUDE_NOT_USED("latitude not used"),
    /** The client was put to the test and kept the rule, but for breaches that the script declares deliberate. */
    KEPT("kept"),
    /** The client broke the rule and the script does not say that it wants to: a defect of the bench, or of the driver whose trace is checked. */
    CLIENT_FAULT("client fault"),
    /** A conforming provider gives no occasion to judge the rule, and this one gave none. Counted apart. */
    LATENT("latent"),
    /** The rule was not exercised, and cannot be on a target that lacks the capability which the catalogue names for it. Counted apart. */
    OUT_OF_REACH("out of reach"),
    /** Observations cannot show whether the rule is kept. Counted apart. */
    UNOBSERVABLE("unobservable");

    /** The verdicts on rules that were not judged, for a reason that is nobody's fault: they are counted apart. */
    public static final List<Verdict> APART = List.of(LATENT, UNOBSERVABLE, OUT_OF_REACH);

    private final String text;

    Verdict(String text) {
        this.text = text;
    }

    /** In words, for reports. */
    public String text() {
        return text;
    }

    /** With hyphens, for files: {@code not-exercised}. */
    public String key() {
        return text.replace(' ', '-').toLowerCase(Locale.ROOT);
    }
}
