package org.wsktck.catalogue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The rule catalogue with what stands beside the rules: adopted readings, constants, callbacks, and the scope of this release.
 *
 * <p>Immutable. Rules come in the order of the file, which is the order of groups and numbers.
 */
public final class Catalogue {
    /** Class path of the rules and the supplement. */
    public static final String RULES = "/spec/rules/wsk-rules.yaml";
    /** Class path of the scope. */
    public static final String SCOPE = "/spec/rules/scope.yaml";
    /** Class path of the JSON Schema of both. */
    public static final String SCHEMA = "/spec/rules/wsk-rules.schema.json";

    private final Map<String, Rule> rules;
    private final List<Ambiguity> ambiguities;
    private final List<Constant> constants;
    private final List<Callback> callbacks;
    private final List<Coverage> coverage;
    private final ReleaseScope scope;
    private final String hash;

    Catalogue(
            List<Rule> rules,
            List<Ambiguity> ambiguities,
            List<Constant> constants,
            List<Callback> callbacks,
            List<Coverage> coverage,
            ReleaseScope scope,
            String hash) {
        Map<String, Rule> byId = new LinkedHashMap<>();
        for (Rule rule : rules) {
            if (byId.put(rule.id(), rule) != null) {
                throw new IllegalArgumentException("the catalogue has two rules " + rule.id() + "; ids are unique");
            }
        }
        this.rules = Collections.unmodifiableMap(byId);
        this.ambiguities = List.copyOf(ambiguities);
        this.constants = List.copyOf(constants);
        this.callbacks = List.copyOf(callbacks);
        this.coverage = List.copyOf(coverage);
        this.scope = scope;
        this.hash = hash;
    }

    /** The catalogue that comes with the kit. Read once per JVM. */
    public static Catalogue standard() {
        return Standard.INSTANCE;
    }

    /**
     * Reads a catalogue.
     *
     * @param rules the two YAML documents of wsk-rules.yaml
     * @param scope the YAML document of scope.yaml
     * @throws IOException when the text is no YAML
     * @throws IllegalArgumentException when a member is missing or has a value that the catalogue does not know
     */
    public static Catalogue read(byte[] rules, byte[] scope) throws IOException {
        return CatalogueParser.parse(rules, scope, sha256(rules, scope));
    }

    /** Every rule, in the catalogue's order. */
    public List<Rule> rules() {
        return List.copyOf(rules.values());
    }

    /** Whether there is a rule of that id. */
    public boolean has(String id) {
        return rules.containsKey(id);
    }

    /**
     * The rule of that id.
     *
     * @throws IllegalArgumentException when there is none
     */
    public Rule rule(String id) {
        Rule rule = rules.get(id);
        if (rule == null) {
            throw new IllegalArgumentException(
                    "no rule " + id + " in the catalogue; ids look like DGM-08, `wsktck rules` lists them");
        }
        return rule;
    }

    /** The rules that this release certifies, in the catalogue's order. */
    public List<Rule> inScope() {
        return rules.values().stream().filter(scope::contains).toList();
    }

    /** The rules in scope that name one of these categories. */
    public List<Rule> inScope(Category... categories) {
        Set<Category> wanted = Set.copyOf(Arrays.asList(categories));
        return inScope().stream()
                .filter(rule -> !Collections.disjoint(rule.categories(), wanted))
                .toList();
    }

    /** What this release certifies. */
    public ReleaseScope scope() {
        return scope;
    }

    /** The adopted readings of ambiguous documentation. */
    public List<Ambiguity> ambiguities() {
        return ambiguities;
    }

    /** The adopted readings that shape a rule. */
    public List<Ambiguity> ambiguitiesOf(String ruleId) {
        return ambiguities.stream().filter(a -> a.rules().contains(ruleId)).toList();
    }

    /** The constants of the interface. */
    public List<Constant> constants() {
        return constants;
    }

    /** The event callback functions. */
    public List<Callback> callbacks() {
        return callbacks;
    }

    /** How the page "Winsock Kernel Events" is covered, statement by statement. */
    public List<Coverage> coverage() {
        return coverage;
    }

    /** SHA-256 of the catalogue's files, in lower hexadecimal. */
    public String hash() {
        return hash;
    }

    private static String sha256(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = Catalogue.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException(name + " is not on the class path; build the module spec with Maven");
            }
            return in.readAllBytes();
        }
    }

    private static final class Standard {
        private static final Catalogue INSTANCE = load();

        private static Catalogue load() {
            try {
                return read(resource(RULES), resource(SCOPE));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
