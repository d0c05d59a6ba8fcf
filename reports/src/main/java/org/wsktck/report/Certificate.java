package org.wsktck.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A certificate that was written earlier, as far as comparing needs it.
 *
 * @param file where it was read from
 * @param target name of the target
 * @param implementation the implementation, with its version
 * @param verdict {@code conforms}, {@code does-not-conform} or {@code inconclusive}
 * @param catalogue hash of the catalogue that it was judged by
 * @param specification hash of the specification that it was judged by
 * @param rules what was found, by rule
 */
public record Certificate(
        Path file,
        String target,
        String implementation,
        String verdict,
        String catalogue,
        String specification,
        Map<String, Entry> rules) {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /**
     * What was found about a rule.
     *
     * @param title the rule in a few words
     * @param verdict key of the verdict
     * @param exercised how often it was put to the test
     * @param broken how often it was broken
     * @param why the certificate's remark, or empty
     * @param evidence the observation that broke it first, or empty
     */
    public record Entry(String title, String verdict, long exercised, long broken, String why, String evidence) {}

    /**
     * Reads {@code certificate.json}.
     *
     * @throws IOException when the file cannot be read or is no certificate of this kit; the message says which file and what is wrong
     */
    public static Certificate read(Path file) throws IOException {
        JsonNode root;
        try {
            root = MAPPER.readTree(Files.readAllBytes(file));
        } catch (JsonProcessingException e) {
            throw new IOException(file + " is not JSON: " + e.getOriginalMessage(), e);
        }
        String schema = root == null ? "" : root.path("schema").asText();
        if (root == null || !schema.equals(CertificateJson.SCHEMA)) {
            throw new IOException(file + " is no certificate: its member 'schema' should be '" + CertificateJson.SCHEMA
                    + "' and is '" + schema + "'");
        }
        Map<String, Entry> rules = new LinkedHashMap<>();
        for (JsonNode rule : root.path("rules")) {
            rules.put(rule.path("id").asText(), entry(rule));
        }
        return new Certificate(
                file,
                root.path("target").path("name").asText(),
                root.path("target").path("implementation").asText(),
                root.path("verdict").asText(),
                root.path("kit").path("catalogueSha256").asText(),
                root.path("kit").path("specificationSha256").asText(),
                rules);
    }

    private static Entry entry(JsonNode rule) {
        return new Entry(
                rule.path("title").asText(),
                rule.path("verdict").asText(),
                rule.path("exercised").asLong(),
                rule.path("broken").asLong(),
                rule.path("why").asText(""),
                rule.path("firstFinding").path("observation").asText(""));
    }
}
