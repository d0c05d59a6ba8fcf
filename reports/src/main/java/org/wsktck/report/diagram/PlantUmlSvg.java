package org.wsktck.report.diagram;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;
import net.sourceforge.plantuml.FileFormat;
import net.sourceforge.plantuml.FileFormatOption;
import net.sourceforge.plantuml.SourceStringReader;
import net.sourceforge.plantuml.core.DiagramDescription;

/** Draws PlantUML text as SVG, without a display, without file or network access. */
final class PlantUmlSvg {
    private static final Pattern PROLOG = Pattern.compile("<\\?.*?\\?>|<!--.*?-->|<!DOCTYPE[^>]*>", Pattern.DOTALL);
    private static final Pattern NEEDLESS = Pattern.compile(
            "\\s(?:id|data-[a-z-]+|contentStyleType|preserveAspectRatio|zoomAndPan|xmlns:xlink)=\"[^\"]*\"|<title></title>");

    static {
        System.setProperty("java.awt.headless", "true");
        System.setProperty("PLANTUML_SECURITY_PROFILE", "SANDBOX");
    }

    private PlantUmlSvg() {}

    static String draw(String source) throws DiagramException {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            FileFormatOption option = new FileFormatOption(FileFormat.SVG, false);
            DiagramDescription description = new SourceStringReader(source).outputImage(bytes, option);
            if (description == null || description.getDescription().contains("rror")) {
                throw new IllegalStateException("PlantUML did not understand:\n" + source);
            }
            return clean(bytes.toString(StandardCharsets.UTF_8));
        } catch (IOException | RuntimeException | LinkageError | InternalError e) {
            // The errors: the JDK's font support cannot be loaded, or finds no font, on a machine without fontconfig.
            throw new DiagramException(
                    "The diagram was not drawn (" + e
                            + "). Install fontconfig and a font if the JDK finds none; the trace shows the same.",
                    e);
        }
    }

    /** Takes away what belongs to a file of its own or would clash with another diagram on the page, and lets colours follow the page. */
    private static String clean(String svg) {
        String clean = PROLOG.matcher(svg).replaceAll("").trim();
        clean = NEEDLESS.matcher(clean).replaceAll("");
        for (Map.Entry<String, String> colour : Palette.PROPERTIES.entrySet()) {
            clean = clean.replaceAll(
                    "(?i)" + colour.getKey(), "var(" + colour.getValue() + "," + colour.getKey() + ")");
        }
        return clean;
    }
}
