package org.wsktck.catalogue;

/** When a breach of a rule can be seen. */
public enum RuleKind {
    /** At the observation that breaks it. */
    SAFETY,
    /** When nothing more will come, because something due did not. */
    LIVENESS
}
