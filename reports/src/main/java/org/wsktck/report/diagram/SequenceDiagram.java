package org.wsktck.report.diagram;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.wsktck.oracle.Finding;
import org.wsktck.trace.Field;
import org.wsktck.trace.Observation;

/**
 * A trace as a sequence diagram: the client with a lane per thread, the provider, the peers, the environment. The step that broke a rule is red and
 * bears the rule's id.
 */
public final class SequenceDiagram {
    /** Most observations in one diagram. */
    public static final int LIMIT = 60;

    private static final int MAX_LANES = 6;
    private static final int MAX_LABEL = 104;

    private final Excerpt excerpt;
    private final Map<Long, Set<String>> broken = new HashMap<>();
    private final Map<String, String> lanes = new LinkedHashMap<>();
    private final Map<String, String> peers = new LinkedHashMap<>();
    private final Map<String, Integer> active = new HashMap<>();
    private final StringBuilder out = new StringBuilder();
    private boolean environment;

    private SequenceDiagram(Excerpt excerpt, List<Finding> findings) {
        this.excerpt = excerpt;
        for (Finding finding : findings) {
            broken.computeIfAbsent(finding.observation().seq(), seq -> new TreeSet<>())
                    .add(finding.rule());
        }
        excerpt.kept().forEach(this::introduce);
    }

    /**
     * A diagram of that trace, cut around the first finding when it is long.
     *
     * @param observations the trace
     * @param findings what was broken in it; may be empty
     */
    public static SequenceDiagram of(List<Observation> observations, List<Finding> findings) {
        return new SequenceDiagram(Excerpt.around(observations, findings, LIMIT), findings);
    }

    /** The diagram in PlantUML's language. Text that comes from the trace is reduced to harmless characters. */
    public String plantUml() {
        out.setLength(0);
        active.clear();
        line("@startuml");
        line(Palette.SKIN);
        declare();
        for (int i = 0; i < excerpt.kept().size(); i++) {
            if (i == excerpt.head() && excerpt.between() > 0) {
                line("... " + leftOut(excerpt.between()) + " ...");
            }
            draw(excerpt.kept().get(i));
        }
        if (excerpt.after() > 0) {
            line("... " + leftOut(excerpt.after()) + " ...");
        }
        line("@enduml");
        return out.toString();
    }

    /**
     * The diagram as an SVG document without prolog, fit to stand inside a page.
     *
     * @throws DiagramException when it could not be drawn
     */
    public String svg() throws DiagramException {
        return PlantUmlSvg.draw(plantUml());
    }

    private static String leftOut(int count) {
        return count == 1 ? "1 observation left out" : count + " observations left out";
    }

    /** Notes which lanes the observation needs. */
    private void introduce(Observation o) {
        switch (o.kind()) {
            case PEER, PEER_END, SEES -> {
                String peer = o.text(Field.PEER);
                if (peer == null) {
                    environment = true;
                } else {
                    peers.putIfAbsent(peer, "peer" + peers.size());
                }
            }
            case QUIESCE, MARK, HEADER, END -> {}
            default -> lane(o.thread());
        }
    }

    private String lane(String thread) {
        String known = lanes.get(thread);
        if (known != null) {
            return known;
        }
        String name = "lane" + Math.min(lanes.size(), MAX_LANES - 1);
        lanes.put(thread, name);
        return name;
    }

    private void declare() {
        Set<String> drawn = new LinkedHashSet<>(lanes.values());
        List<String> threads = new ArrayList<>(lanes.keySet());
        for (String lane : drawn) {
            int index = Integer.parseInt(lane.substring("lane".length()));
            String thread = index == MAX_LANES - 1 && lanes.size() > MAX_LANES ? "other threads" : threads.get(index);
            line("participant \"client\\n" + safe(thread.isEmpty() ? "main" : thread) + "\" as " + lane);
        }
        line("participant \"WSK provider\" as provider " + Palette.PROVIDER);
        peers.forEach((peer, name) -> line("participant \"peer\\n" + safe(peer) + "\" as " + name));
        if (environment) {
            line("participant \"environment\" as environment");
        }
    }

    private void draw(Observation o) {
        String lane = lanes.getOrDefault(o.thread(), "lane0");
        String text = safe(ObservationText.of(o));
        switch (o.kind()) {
            case CALL -> {
                arrow(lane, "->", "provider", o, text);
                open("provider");
            }
            case RETURN -> {
                arrow("provider", "-->", lane, o, text);
                close("provider");
            }
            case ENTER -> {
                arrow("provider", "->", lane, o, text);
                open(lane);
            }
            case EXIT -> {
                arrow(lane, "-->", "provider", o, text);
                close(lane);
            }
            case IRP -> arrow("provider", "-->>", lane, o, text);
            case PEER -> arrow(source(o), "->", "provider", o, text);
            case SEES -> arrow("provider", "-->", source(o), o, text);
            case PEER_END, IRP_EXIT -> {
                if (broken.containsKey(o.seq())) {
                    note("over " + (lanes.isEmpty() ? "provider" : lane), o, text);
                }
            }
            case READ, WAIT, WAIT_END -> note("over " + lane, o, text);
            case QUIESCE -> across(o, "quiesce");
            case MARK -> across(o, text);
            case HEADER, END -> {}
        }
    }

    private String source(Observation o) {
        String peer = o.text(Field.PEER);
        return peer == null ? "environment" : Objects.requireNonNull(peers.get(peer));
    }

    private void arrow(String from, String shape, String to, Observation o, String text) {
        Set<String> rules = broken.get(o.seq());
        if (rules == null) {
            line(from + " " + shape + " " + to + " : " + text);
            return;
        }
        line(from + " " + shape.replaceFirst("-", "-[" + Palette.BROKEN + ",bold]") + " " + to + " : <color:"
                + Palette.BROKEN + "><b>" + text + "</b></color>");
        line("note right " + Palette.BROKEN_FILL + " : <color:" + Palette.BROKEN + "><b>breaks " + join(rules)
                + "</b></color>");
    }

    private void note(String place, Observation o, String text) {
        Set<String> rules = broken.get(o.seq());
        line(
                rules == null
                        ? "rnote " + place + " " + Palette.NOTE_FILL + " : " + text
                        : "rnote " + place + " " + Palette.BROKEN_FILL + " : <color:" + Palette.BROKEN + "><b>" + text
                                + ", breaks " + join(rules) + "</b></color>");
    }

    private void across(Observation o, String text) {
        Set<String> rules = broken.get(o.seq());
        line(
                rules == null
                        ? "hnote across " + Palette.NOTE_FILL + " : " + (text.isEmpty() ? "mark" : text)
                        : "hnote across " + Palette.BROKEN_FILL + " : <color:" + Palette.BROKEN + "><b>" + text
                                + ", breaks " + join(rules) + "</b></color>");
    }

    private void open(String participant) {
        active.merge(participant, 1, Integer::sum);
        line("activate " + participant);
    }

    /** Ends an activation; a trace that was cut may end one whose beginning is not shown. */
    private void close(String participant) {
        if (active.getOrDefault(participant, 0) > 0) {
            active.merge(participant, -1, Integer::sum);
            line("deactivate " + participant);
        }
    }

    private static String join(Set<String> rules) {
        return safe(String.join(", ", rules));
    }

    /** PlantUML reads markup, directives and functions in labels, so only characters without a meaning to it pass. */
    private static String safe(String text) {
        StringBuilder safe = new StringBuilder();
        text.codePoints().limit(MAX_LABEL).forEach(c -> safe.appendCodePoint(harmless(c) ? c : '\u00b7'));
        return text.codePointCount(0, text.length()) > MAX_LABEL ? safe + "..." : safe.toString();
    }

    private static boolean harmless(int c) {
        return Character.isLetterOrDigit(c) || " .,:;()=+-_/?|#&'[]".indexOf(c) >= 0;
    }

    private void line(String text) {
        out.append(text).append('\n');
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "sequence diagram of %d observations",
                excerpt.kept().size());
    }
}
