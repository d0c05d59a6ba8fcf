package org.wsktck.suite.generated;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.wsktck.catalogue.Category;
import org.wsktck.oracle.Oracle;

/** What walks are about: the sockets that they make. All walks have the client object, too. */
enum WalkKind {
    /** Datagram sockets. */
    DATAGRAM(List.of("socket"), List.of(Category.DATAGRAM, Category.CLIENT), "datagram sockets"),
    /** Connection-oriented sockets that the client connects. */
    CONNECTION(List.of("connection"), List.of(Category.CONNECTION), "connection-oriented sockets"),
    /** Listening sockets, and the sockets that they accept. */
    LISTENING(
            List.of("listening", "connection"),
            List.of(Category.LISTENING, Category.CONNECTION),
            "listening and accepted sockets"),
    /** The same in conditional-accept mode. */
    CONDITIONAL(
            List.of("listening", "connection"),
            List.of(Category.LISTENING, Category.CONNECTION),
            "listening sockets that inspect, and accepted sockets"),
    /** Stream sockets, that the client makes listen or connects, and the sockets that they accept. */
    STREAM(List.of("plain", "listening", "connection"), List.of(Category.STREAM), "stream sockets in either role");

    private final List<String> roles;
    private final List<Category> categories;
    private final String what;

    WalkKind(List<String> roles, List<Category> categories, String what) {
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

    /** The categories of sockets, that these walks make, and that of the client object where they are about it, too. */
    List<Category> categories() {
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

    /** The sockets of a walk on that run; the number says how callbacks react. */
    Scene scene(LiveRun run, Translator translator, Manners manners, int how) {
        return switch (this) {
            case DATAGRAM -> new DatagramScene(run, translator, manners, how % 2 == 1);
            case CONNECTION -> new ConnectionScene(run, manners, how);
            case LISTENING -> new ListeningScene(run, manners, how, false);
            case CONDITIONAL -> new ListeningScene(run, manners, how, true);
            case STREAM -> new RoleScene(run, manners, how);
        };
    }
}
