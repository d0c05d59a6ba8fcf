package org.wsktck.modelcheck;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The models of the specification with what is expected of each ({@code spec/tla/manifest.json}).
 *
 * @param modules files that every model may need, as resource names below {@code /spec/tla}
 * @param models all models
 */
public record Manifest(List<String> modules, List<Model> models) {
    private static final String RESOURCE = "/spec/tla/manifest.json";

    /** Copies the lists. */
    public Manifest {
        modules = List.copyOf(modules);
        models = List.copyOf(models);
    }

    /**
     * The manifest that travels with this module.
     *
     * @throws ModelCheckException when it is missing or malformed
     */
    public static Manifest standard() {
        try (InputStream in = Manifest.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new ModelCheckException("the resource " + RESOURCE + " is missing from the class path");
            }
            return new ObjectMapper().readValue(in, Manifest.class);
        } catch (IOException e) {
            throw new ModelCheckException(RESOURCE + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** The model of that name. */
    public Optional<Model> model(String name) {
        return models.stream().filter(m -> m.name().equals(name)).findFirst();
    }

    /** The models of that profile, in the order of the manifest. */
    public List<Model> profile(String profile) {
        return models.stream().filter(m -> m.profile().equals(profile)).toList();
    }

    /**
     * The models of those names, which may also be names of profiles; no name at all means the profiles quick and ci.
     *
     * @throws IllegalArgumentException when a name is neither; the message lists those that there are
     */
    public List<Model> select(List<String> names) {
        List<Model> selected = new ArrayList<>();
        for (String name : names.isEmpty() ? List.of("quick", "ci") : names) {
            List<Model> found =
                    profile(name).isEmpty() ? model(name).map(List::of).orElse(List.of()) : profile(name);
            if (found.isEmpty()) {
                throw new IllegalArgumentException("no model or profile is named " + name + "; there are: "
                        + String.join(", ", models.stream().map(Model::name).toList()));
            }
            selected.addAll(found);
        }
        return selected.stream().distinct().toList();
    }
}
