package org.wsktck.catalogue;

/** How binding a rule is. */
public enum Level {
    /** A breach is a failure. */
    MUST,
    /** A breach is a warning. */
    SHOULD,
    /** Permitted latitude: never a failure, counted when it is used. */
    MAY
}
