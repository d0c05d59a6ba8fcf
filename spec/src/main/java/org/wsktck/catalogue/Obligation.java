package org.wsktck.catalogue;

/** Who has to keep a rule. */
public enum Obligation {
    /** The implementation of WSK. A rule that it breaks counts against it. */
    PROVIDER,
    /** Who calls WSK. A rule that it breaks is a client fault, and says nothing against the provider. */
    CLIENT
}
