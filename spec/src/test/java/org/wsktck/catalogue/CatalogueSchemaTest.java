package org.wsktck.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.InputStream;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the catalogue's files to their JSON Schema, and the schema to what it is for: it must refuse a slip of the pen. */
class CatalogueSchemaTest {
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(resource(Catalogue.SCHEMA));

    @Test
    void bothDocumentsOfTheCatalogueFollowTheSchema() throws Exception {
        List<JsonNode> documents = documents();
        assertThat(documents).hasSize(2);
        assertThat(documents)
                .allSatisfy(document -> assertThat(errors(document)).isEmpty());
    }

    @Test
    void theScopeFollowsTheSchema() throws Exception {
        assertThat(errors(YAML.readTree(resource(Catalogue.SCOPE)))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "id",
                "title",
                "category",
                "obligation",
                "level",
                "basis",
                "statement",
                "when",
                "observe",
                "source"
            })
    void aRuleWithoutThatMemberIsRefused(String member) throws Exception {
        assertThat(errors(changed(rule -> rule.remove(member)))).isNotEmpty();
    }

    @Test
    void unknownWordsAndMembersAreRefused() throws Exception {
        assertThat(errors(changed(rule -> rule.put("level", "shall")))).isNotEmpty();
        assertThat(errors(changed(rule -> rule.put("id", "XYZ-01")))).isNotEmpty();
        assertThat(errors(changed(rule -> rule.put("remark", "x")))).isNotEmpty();
    }

    @Test
    void latentNeedsAReasonAndDirectHasNone() throws Exception {
        assertThat(errors(changed(rule -> rule.put("observability", "latent")))).isNotEmpty();
        assertThat(errors(changed(rule -> rule.put("reason", "because")))).isNotEmpty();
        assertThat(errors(changed(rule -> rule.put("observability", "latent").put("reason", "because"))))
                .isEmpty();
    }

    private static JsonNode changed(Consumer<ObjectNode> change) throws Exception {
        JsonNode rules = documents().get(0);
        change.accept((ObjectNode) rules.get(0));
        return rules;
    }

    private static List<String> errors(JsonNode document) {
        return SCHEMA.validate(document.toString(), InputFormat.JSON).stream()
                .map(Object::toString)
                .toList();
    }

    private static List<JsonNode> documents() throws Exception {
        return CatalogueParser.documents(resource(Catalogue.RULES).readAllBytes());
    }

    private static InputStream resource(String name) {
        return CatalogueSchemaTest.class.getResourceAsStream(name);
    }
}
