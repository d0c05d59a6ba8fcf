package org.wsktck.catalogue;

/** What a rule rests on. */
public enum Basis {
    /** A documentation page says so. */
    DOCUMENTED,
    /** It follows from what pages say, or is the reading that makes them checkable. */
    DERIVED,
    /** Only comments of the header wsk.h say so: a breach is a warning. */
    HEADER,
    /** Only Microsoft's WSK sample says so: a breach is a warning. */
    SAMPLE
}
