package org.wsktck.guide;

import java.util.List;

/**
 * A chapter about a part of the interface.
 *
 * @param name of its file, without the ending, and of its introduction
 * @param title one line
 * @param groups the groups of rules that it holds
 * @param events the event callback functions that it describes
 */
record Chapter(String name, String title, List<String> groups, List<String> events) {
    /** All chapters, in the order in which they are read. Every group of rules stands in one of them. */
    static final List<Chapter> ALL = List.of(
            new Chapter("general", "All sockets", List.of("GEN"), List.of()),
            new Chapter("enabling", "Switching events on and off", List.of("ENA", "STA"), List.of()),
            new Chapter("datagram", "Datagram sockets", List.of("DGM"), List.of("WskReceiveFromEvent")),
            new Chapter("listening", "Listening sockets", List.of("LSN"), List.of("WskAcceptEvent")),
            new Chapter(
                    "conditional-accept",
                    "Conditional accept",
                    List.of("CND"),
                    List.of("WskInspectEvent", "WskAbortEvent")),
            new Chapter(
                    "connection",
                    "Connection-oriented sockets",
                    List.of("CON", "DSC", "BKL"),
                    List.of("WskReceiveEvent", "WskDisconnectEvent", "WskSendBacklogEvent")),
            new Chapter("stream", "Stream sockets", List.of("STR"), List.of()),
            new Chapter("basic", "Basic sockets", List.of("BAS"), List.of()),
            new Chapter("extension", "Extension interfaces", List.of("EXT"), List.of()),
            new Chapter("client", "The client object", List.of("CLI"), List.of("WskClientEvent")),
            new Chapter("context", "Context and IRQL", List.of("CTX"), List.of()),
            new Chapter("closing", "Closing", List.of("CLS"), List.of()));

    /** The chapter that holds that group. */
    static Chapter of(String group) {
        return ALL.stream()
                .filter(chapter -> chapter.groups().contains(group))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "no chapter of the guide holds the rules " + group + "; add the group to one in Chapter"));
    }

    /** Name of its file. */
    String file() {
        return name + ".md";
    }
}
