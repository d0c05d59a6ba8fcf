package org.wsktck.guide;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The prose of the guide that no other file of the specification holds: introductions of chapters, meanings of parameters. */
final class Texts {
    private final JsonNode parameters;

    private Texts(JsonNode parameters) {
        this.parameters = parameters;
    }

    static Texts standard() {
        try {
            return new Texts(new YAMLMapper().readTree(read("parameters.yaml")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The introduction of a chapter, in Markdown. */
    String introduction(String chapter) {
        return read(chapter + ".md");
    }

    /**
     * What a parameter of an event callback means.
     *
     * @throws IllegalArgumentException when nobody has said
     */
    String parameter(String event, String parameter) {
        JsonNode meaning = parameters.path(event).path(parameter);
        if (!meaning.isTextual()) {
            throw new IllegalArgumentException(
                    "parameters.yaml does not say what " + parameter + " of " + event + " means");
        }
        return meaning.asText();
    }

    private static String read(String name) {
        try (InputStream in = Objects.requireNonNull(
                Texts.class.getResourceAsStream(name), () -> "the text " + name + " of the guide is missing")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
