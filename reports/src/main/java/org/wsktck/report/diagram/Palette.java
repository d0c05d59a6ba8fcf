package org.wsktck.report.diagram;

import java.util.Map;

/** Colours of diagrams. Each stands for one custom property of the page's style sheet, so that a diagram follows light and dark. */
final class Palette {
    static final String BROKEN = "#B3261E";
    static final String BROKEN_FILL = "#FCE4E2";
    static final String NOTE_FILL = "#F1EFE6";
    static final String PROVIDER = "#E3ECF3";

    /** PlantUML's own colour for what no setting reaches. */
    private static final String DEFAULT_LINE = "#181818";

    private static final String INK = "#1B1F23";
    private static final String LINE = "#6E7781";
    private static final String PAPER = "#FDFDFB";
    private static final String BOX = "#F4F4F0";

    /** Settings that every diagram begins with. */
    static final String SKIN = String.join(
            "\n",
            "hide footbox",
            "skinparam shadowing false",
            "skinparam roundCorner 4",
            "skinparam defaultFontName sans-serif",
            "skinparam defaultFontSize 12",
            "skinparam defaultFontColor " + INK,
            "skinparam backgroundColor transparent",
            "skinparam sequenceMessageAlign left",
            "skinparam ArrowColor " + INK,
            "skinparam ArrowFontColor " + INK,
            "skinparam ParticipantBackgroundColor " + BOX,
            "skinparam ParticipantBorderColor " + LINE,
            "skinparam ParticipantFontColor " + INK,
            "skinparam SequenceLifeLineBorderColor " + LINE,
            "skinparam SequenceLifeLineBackgroundColor " + PAPER,
            "skinparam SequenceDelayFontColor " + LINE,
            "skinparam NoteBorderColor " + LINE,
            "skinparam NoteFontColor " + INK);

    /** From colour to the custom property that replaces it in a page. */
    static final Map<String, String> PROPERTIES = Map.of(
            BROKEN, "--d-broken",
            BROKEN_FILL, "--d-broken-fill",
            NOTE_FILL, "--d-note",
            PROVIDER, "--d-provider",
            INK, "--d-ink",
            LINE, "--d-line",
            DEFAULT_LINE, "--d-line",
            PAPER, "--d-paper",
            BOX, "--d-box");

    private Palette() {}
}
