package org.wsktck.cli;

/** Exit codes; they are part of the interface and do not change. */
final class Exit {
    /** The target conforms; no provider rule was broken; all properties hold. */
    static final int OK = 0;
    /** It does not. */
    static final int BROKEN = 1;
    /** Bad usage or input. */
    static final int USAGE = 2;
    /** The target failed or could not be reached, or the kit itself failed: there is no verdict. */
    static final int FAILURE = 3;

    private Exit() {}
}
