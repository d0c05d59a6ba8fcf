package org.wsktck.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wsktck.catalogue.Catalogue;
import org.wsktck.report.model.Certification;

class AllureResultsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path directory;

    @Test
    void aFailingScenarioIsFiledUnderCategoryEventAndRule() throws Exception {
        JsonNode result = named(write(Samples.certification(true, null)), "DGM-08-refusal");

        assertThat(result.get("status").asText()).isEqualTo("failed");
        assertThat(labels(result, "epic")).containsExactly("datagram");
        assertThat(labels(result, "feature")).containsExactly("WskReceiveFromEvent");
        assertThat(labels(result, "story")).singleElement().asString().startsWith("DGM-08 ");
        assertThat(labels(result, "tag")).containsExactly("DGM-08");
        assertThat(result.at("/statusDetails/trace").asText()).contains("DGM-08 broken by #25");
        assertThat(result.get("parameters").toString())
                .contains("mutant:DGM-08")
                .contains("42");
    }

    @Test
    void theBrokenStepFailsAndTheOthersDoNot() throws Exception {
        JsonNode result = named(write(Samples.certification(true, null)), "DGM-08-refusal");

        List<String> failed = stream(result.get("steps"))
                .filter(step -> step.get("status").asText().equals("failed"))
                .map(step -> step.get("name").asText())
                .toList();
        assertThat(result.get("steps")).hasSize(Samples.refusal().steps().size());
        assertThat(failed).containsExactly("peer p1: sends 1 unicast datagram of 32 bytes to s1");
    }

    @Test
    void traceAndDiagramAreAttached() throws Exception {
        JsonNode result = named(write(Samples.certification(true, null)), "DGM-08-refusal");

        List<String> types = new ArrayList<>();
        for (JsonNode attachment : result.get("attachments")) {
            types.add(attachment.get("type").asText());
            Path file = directory
                    .resolve("allure-results")
                    .resolve(attachment.get("source").asText());
            assertThat(file).isNotEmptyFile();
        }
        assertThat(types).containsExactly("application/x-ndjson", "image/svg+xml");
    }

    @Test
    void skippedAndFailingTargetsDoNotLookPassed() throws Exception {
        List<JsonNode> results = write(Samples.certification(false, null, Samples.targetFailure()));

        assertThat(named(results, "GEN-12-casts").get("status").asText()).isEqualTo("skipped");
        assertThat(named(results, "CLS-03-hang").get("status").asText()).isEqualTo("broken");
        assertThat(results)
                .allSatisfy(result -> assertThat(result.get("status").asText()).isIn("passed", "skipped", "broken"));
    }

    @Test
    void theEnvironmentIsAPropertiesFile() throws Exception {
        write(Samples.hostile());

        Properties properties = new Properties();
        properties.load(new StringReader(Files.readString(directory.resolve("allure-results/environment.properties"))));
        assertThat(properties.getProperty("target")).contains("</script>");
        assertThat(properties.getProperty("verdict")).isEqualTo("does not conform");
        assertThat(JSON.readTree(
                        directory.resolve("allure-results/categories.json").toFile()))
                .hasSize(3);
    }

    private List<JsonNode> write(Certification run) throws Exception {
        ReportWriter.write(run, Catalogue.standard(), directory);
        List<JsonNode> results = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory.resolve("allure-results"))) {
            for (Path file : files.filter(path -> path.toString().endsWith("-result.json"))
                    .toList()) {
                results.add(JSON.readTree(file.toFile()));
            }
        }
        return results;
    }

    private static JsonNode named(List<JsonNode> results, String name) {
        return results.stream()
                .filter(result -> result.get("fullName").asText().endsWith("." + name))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> labels(JsonNode result, String name) {
        return stream(result.get("labels"))
                .filter(label -> label.get("name").asText().equals(name))
                .map(label -> label.get("value").asText())
                .toList();
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
