package org.wsktck.catalogue;

/** How the kit can judge a rule. */
public enum Observability {
    /** From the observations of a run. */
    DIRECT,
    /** Judged whenever it is seen, but a conforming provider gives no occasion. */
    LATENT,
    /** The observations cannot show it. */
    UNOBSERVABLE
}
