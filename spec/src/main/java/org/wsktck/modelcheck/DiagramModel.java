package org.wsktck.modelcheck;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * A model that draws a state diagram of itself, as {@code spec/tla/diagram/diagrams.json} lists it.
 *
 * @param name name of the module and of its configuration
 * @param chapter the chapter of the guide that it belongs to
 * @param title one line
 * @param phases the phases of the life, in its order
 */
public record DiagramModel(String name, String chapter, String title, List<Phase> phases) {
    private static final String RESOURCE = "/spec/tla/diagram/diagrams.json";

    /** Copies the list. */
    public DiagramModel {
        phases = List.copyOf(phases);
    }

    /**
     * A phase: the states of the model that have it in common.
     *
     * @param name as the module names it
     * @param meaning in a sentence or two
     */
    public record Phase(String name, String meaning) {}

    /**
     * The file.
     *
     * @param modules files that diagrams need beside the manifest's modules and their own, as resource names below {@code /spec/tla}
     * @param diagrams the models
     */
    record Listing(List<String> modules, List<DiagramModel> diagrams) {
        Listing {
            modules = List.copyOf(modules);
            diagrams = List.copyOf(diagrams);
        }

        static Listing read() {
            try (InputStream in = DiagramModel.class.getResourceAsStream(RESOURCE)) {
                if (in == null) {
                    throw new ModelCheckException("the resource " + RESOURCE + " is missing from the class path");
                }
                return new ObjectMapper().readValue(in, Listing.class);
            } catch (IOException e) {
                throw new ModelCheckException(RESOURCE + " cannot be read: " + e.getMessage(), e);
            }
        }
    }

    /**
     * All of them, in the order of the guide.
     *
     * @throws ModelCheckException when the list is missing or malformed
     */
    public static List<DiagramModel> all() {
        return Listing.read().diagrams();
    }
}
