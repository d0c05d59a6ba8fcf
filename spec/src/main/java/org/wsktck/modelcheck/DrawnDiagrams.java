package org.wsktck.modelcheck;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The state diagrams as TLC drew them, written down beside the guide together with a digest of the modules that they were drawn from: drawing all of them takes a minute or two, and as
 * long as no module has changed it would give the same.
 */
public final class DrawnDiagrams {
    /** Name of the file in the guide's folder. */
    public static final String FILE = "diagrams.json";

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private DrawnDiagrams() {}

    /**
     * The file.
     *
     * @param generated says that it is, and by what
     * @param modules digest of the modules
     * @param diagrams one for each model
     */
    private record Contents(String generated, String modules, List<Drawn> diagrams) {}

    /** A diagram without what {@link DiagramModel} says of it. */
    private record Drawn(String name, long states, Set<String> starts, List<StateDiagram.Arrow> arrows) {}

    /** The text of the file, the same for the same diagrams: an arrow on each line. */
    public static String write(List<StateDiagram> diagrams) {
        StringBuilder text = new StringBuilder("{\"generated\": \"by ./wsktck guide; do not edit\",\n");
        text.append(" \"modules\": ").append(json(digest())).append(",\n \"diagrams\": [");
        String comma = "\n";
        for (StateDiagram each : diagrams) {
            text.append(comma)
                    .append("  {\"name\": ")
                    .append(json(each.model().name()))
                    .append(", \"states\": ")
                    .append(each.states())
                    .append(", \"starts\": ")
                    .append(json(each.starts().stream().sorted().toList()))
                    .append(", \"arrows\": [\n   ")
                    .append(each.arrows().stream().map(DrawnDiagrams::json).collect(Collectors.joining(",\n   ")))
                    .append("]}");
            comma = ",\n";
        }
        return text.append("]}\n").toString();
    }

    /**
     * Reads the text of the file.
     *
     * @throws ModelCheckException when it is malformed, or when modules have changed since the diagrams were drawn
     */
    public static List<StateDiagram> read(String text) {
        Contents contents;
        try {
            contents = MAPPER.readValue(text, Contents.class);
        } catch (JsonProcessingException e) {
            throw new ModelCheckException(FILE + " of the guide is malformed: " + e.getOriginalMessage(), e);
        }
        if (!contents.modules().equals(digest())) {
            throw new ModelCheckException(
                    "modules have changed since the guide's diagrams were drawn; run ./wsktck guide");
        }
        Map<String, DiagramModel> models =
                DiagramModel.all().stream().collect(Collectors.toMap(DiagramModel::name, Function.identity()));
        return contents.diagrams().stream()
                .map(each -> {
                    DiagramModel model = models.get(each.name());
                    if (model == null) {
                        throw new ModelCheckException(FILE + " of the guide has a diagram " + each.name()
                                + ", of which there is no model; run ./wsktck guide");
                    }
                    return new StateDiagram(model, each.starts(), each.arrows(), each.states());
                })
                .toList();
    }

    private static String json(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("names and numbers can be written", e);
        }
    }

    /** SHA-256 of every file that TLC is given to draw some diagram, in the order of their names. */
    private static String digest() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            List<String> files = DiagramModel.all().stream()
                    .flatMap(model -> StateDiagram.files(model).stream())
                    .distinct()
                    .sorted()
                    .toList();
            for (String file : files) {
                digest.update(file.getBytes(StandardCharsets.UTF_8));
                try (InputStream in = SpecFiles.open(file)) {
                    digest.update(in.readAllBytes());
                }
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            throw new ModelCheckException("a module cannot be read: " + e.getMessage(), e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
