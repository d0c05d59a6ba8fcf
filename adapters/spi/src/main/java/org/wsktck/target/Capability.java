package org.wsktck.target;

/** Names of what not every target can do. A script that needs one which is missing is not run, and what it would have exercised stays unexercised. */
public final class Capability {
    /** Broadcast and multicast datagrams can be sent to a socket and told apart. */
    public static final String CASTS = "casts";
    /** A socket can be made to lose its function. */
    public static final String FAIL_SOCKET = "fail-socket";
    /** The provider can be made unready and ready again. */
    public static final String READINESS = "readiness";
    /** The transport list can be changed. */
    public static final String TRANSPORTS = "transports";
    /** The transport's ideal send backlog of a connection can be changed. */
    public static final String BACKLOG = "backlog";
    /** The network can hold back a handshake: a peer sees no connection before the listening side has decided. */
    public static final String HANDSHAKE = "handshake";
    /** Connections can be put into silent mode, which the documentation does not offer on loopback. */
    public static final String SILENT_MODE = "silent-mode";
    /** The provider has an extension interface whose event can be provoked. */
    public static final String EXTENSION = "extension";
    /** Which category a socket was made of shows in the dispatch table that it came with. */
    public static final String TABLES = "tables";
    /** The interleaving is a function of the seed, and quiescence is exact. */
    public static final String DETERMINISTIC = "deterministic";

    private Capability() {}
}
