package org.wsktck.catalogue;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Turns the catalogue's YAML into records. What is missing or unknown is an error that names the rule and the member. */
final class CatalogueParser {
    private static final YAMLMapper YAML = new YAMLMapper();

    private CatalogueParser() {}

    static Catalogue parse(byte[] rules, byte[] scope, String hash) throws IOException {
        List<JsonNode> documents = documents(rules);
        if (documents.size() != 2) {
            throw new IllegalArgumentException("the catalogue has " + documents.size()
                    + " YAML documents; expected two: the rules, and what stands beside them");
        }
        JsonNode beside = documents.get(1);
        return new Catalogue(
                each(documents.get(0), CatalogueParser::rule),
                each(need(beside, "ambiguities"), CatalogueParser::ambiguity),
                each(need(beside, "constants"), CatalogueParser::constant),
                each(need(beside, "callbacks"), CatalogueParser::callback),
                each(need(beside, "events_page_coverage"), CatalogueParser::coverage),
                scope(YAML.readTree(scope)),
                hash);
    }

    static List<JsonNode> documents(byte[] yaml) throws IOException {
        List<JsonNode> documents = new ArrayList<>();
        try (JsonParser parser = YAML.createParser(yaml)) {
            while (parser.nextToken() != null) {
                documents.add(YAML.readTree(parser));
            }
        }
        return documents;
    }

    private static Rule rule(JsonNode node) {
        return new Rule(
                text(node, "id"),
                text(node, "title"),
                categories(need(node, "category")),
                word(node, "obligation", Obligation.class),
                word(node, "level", Level.class),
                word(node, "scope", Scope.class),
                word(node, "basis", Basis.class),
                word(node, "kind", RuleKind.class),
                text(node, "statement"),
                text(node, "when"),
                text(node, "observe"),
                each(need(node, "source"), s -> new Source(text(s, "page"), text(s, "section"))),
                optional(node, "note"),
                each(need(node, "statuses"), s -> new NamedValue(text(s, "name"), text(s, "value"))),
                node.has("observability") ? word(node, "observability", Observability.class) : Observability.DIRECT,
                optional(node, "reason"),
                optional(node, "needs"));
    }

    private static Ambiguity ambiguity(JsonNode node) {
        return new Ambiguity(
                text(node, "id"),
                text(node, "title"),
                text(node, "issue"),
                text(node, "recommended"),
                text(node, "why"),
                text(node, "otherwise"),
                texts(need(node, "rules")));
    }

    private static Constant constant(JsonNode node) {
        return new Constant(
                text(node, "name"),
                text(node, "value"),
                text(node, "kind"),
                texts(need(node, "verified_in")),
                optional(node, "note"));
    }

    private static Callback callback(JsonNode node) {
        return new Callback(
                text(node, "name"),
                categories(need(node, "category")),
                texts(need(node, "parameters")),
                texts(need(node, "flags")),
                texts(need(node, "returns")),
                text(node, "enabled_by"),
                text(node, "dead_socket_signal"));
    }

    private static Coverage coverage(JsonNode node) {
        JsonNode place = need(node, "place");
        return new Coverage(
                text(node, "id"),
                text(place, "part"),
                need(place, "item").asInt(),
                optional(node, "event"),
                text(node, "statement"),
                texts(need(node, "rules")));
    }

    private static ReleaseScope scope(JsonNode node) {
        return new ReleaseScope(
                new LinkedHashSet<>(texts(need(node, "groups"))),
                categories(need(node, "categories")),
                new LinkedHashSet<>(texts(need(node, "rules"))));
    }

    private static Set<Category> categories(JsonNode list) {
        Set<Category> categories = new LinkedHashSet<>();
        for (JsonNode item : list) {
            categories.add(constantNamed(item.asText(), Category.class, list));
        }
        return categories;
    }

    private static <E extends Enum<E>> E word(JsonNode node, String member, Class<E> type) {
        return constantNamed(text(node, member), type, node);
    }

    private static <E extends Enum<E>> E constantNamed(String word, Class<E> type, JsonNode where) {
        for (E constant : type.getEnumConstants()) {
            if (constant.name().toLowerCase(Locale.ROOT).equals(word)) {
                return constant;
            }
        }
        throw new IllegalArgumentException("catalogue: " + type.getSimpleName() + " is one of "
                + Arrays.toString(type.getEnumConstants()).toLowerCase(Locale.ROOT) + ", found \"" + word + "\" in "
                + brief(where));
    }

    private static <T> List<T> each(JsonNode list, Function<JsonNode, T> read) {
        List<T> result = new ArrayList<>();
        list.forEach(item -> result.add(read.apply(item)));
        return result;
    }

    private static List<String> texts(JsonNode list) {
        return each(list, JsonNode::asText);
    }

    private static String text(JsonNode node, String member) {
        return need(node, member).asText();
    }

    private static @Nullable String optional(JsonNode node, String member) {
        JsonNode value = node.get(member);
        return value == null || value.isNull() ? null : value.asText();
    }

    private static JsonNode need(JsonNode node, String member) {
        JsonNode value = node.get(member);
        if (value == null || value.isNull()) {
            throw new IllegalArgumentException("catalogue: member " + member + " is missing in " + brief(node));
        }
        return value;
    }

    private static String brief(JsonNode node) {
        JsonNode id = node.get("id");
        return id != null ? id.asText() : node.toString();
    }
}
