package org.wsktck.catalogue;

/** How near a rule is to event callbacks. */
public enum Scope {
    /** It speaks about event callbacks. */
    CORE,
    /** It speaks about the API around them. */
    SUPPORT
}
