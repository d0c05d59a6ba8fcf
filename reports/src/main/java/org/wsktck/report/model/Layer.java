package org.wsktck.report.model;

/** The layer of the suite that a case belongs to. */
public enum Layer {
    /** Written by hand for one rule. */
    SCENARIO("scenario"),
    /** A path of the generated tour over the model's graph. */
    TOUR("tour"),
    /** A random walk over the stimuli that the model enables. */
    WALK("walk"),
    /** Real threads and many sockets. */
    STRESS("stress"),
    /** A recorded trace that was judged. */
    TRACE("trace");

    private final String text;

    Layer(String text) {
        this.text = text;
    }

    /** The name in reports. */
    public String text() {
        return text;
    }
}
