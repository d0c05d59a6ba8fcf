package org.wsktck.suite.generated;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.wsktck.oracle.Oracle;

/** What walks are about: the sockets that they make. All walks have the client object, too. */
enum WalkKind {
    /** Datagram sockets. */
    DATAGRAM(List.of("socket"), List.of("datagram", "client"), "datagram sockets"),
    /** Connection-oriented sockets that the client connects. */
    CONNECTION(List.of("connection"), List.of("connection"), "connection-oriented sockets"),
    /** Listening sockets, and the sockets that they accept. */
    LISTENING(List.of("listening", "connection"), List.of("listening", "connection"), "listening and accepted sockets"),
    /** The same in conditional-accept mode. */
    CONDITIONAL(
            List.of("listening", "connection"),
            List.of("listening", "connection"),
            "listening sockets that inspect, and accepted sockets");

    private final List<String> roles;
    private final List<String> categories;
    private final String what;

    WalkKind(List<String> roles, List<String> categories, String what) {
        this.roles = roles;
        this.categories = categories;
        this.what = what;
    }

    /** The name in cases and scripts. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The sockets in words. */
    String what() {
        return what;
    }

    /** The categories of sockets, as the catalogue names them, that these walks make; with {@code client} where the client object is what they are about, too. */
    List<String> categories() {
        return categories;
    }

    /** All that is done to the sockets, by their peers and to the client object, as the specification names it. */
    Set<String> verbs() {
        Set<String> verbs = new HashSet<>(Oracle.standard().verbs("client"));
        roles.forEach(role -> verbs.addAll(Oracle.standard().verbs(role)));
        verbs.remove("badVersion");
        if (this != DATAGRAM) {
            // What the client object offers under this name is a datagram socket.
            verbs.remove("WskSocket");
        }
        return verbs;
    }

    /**
     * Client rules that walks break on purpose: sockets get their dispatch tables before it is known whether they ever get a connection, without which nothing can be
     * enabled.
     */
    Set<String> deliberate() {
        return this == DATAGRAM ? Set.of() : Set.of("GEN-10");
    }

    /** The sockets of a walk on that run; the number says how callbacks react. */
    Scene scene(LiveRun run, Translator translator, Manners manners, int how) {
        return switch (this) {
            case DATAGRAM -> new DatagramScene(run, translator, manners, how % 2 == 1);
            case CONNECTION -> new ConnectionScene(run, translator, manners, how);
            case LISTENING -> new ListeningScene(run, translator, manners, how, false);
            case CONDITIONAL -> new ListeningScene(run, translator, manners, how, true);
        };
    }
}
