package org.wsktck.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wsktck.catalogue.Catalogue;
import org.wsktck.oracle.Judgement;
import org.wsktck.report.model.CaseResult;
import org.wsktck.report.model.Certification;
import org.wsktck.report.model.Layer;
import org.wsktck.trace.Observation;
import org.wsktck.trace.TraceReader;
import org.wsktck.verdict.Conformance;

/** The certificate and the traces, as {@link ReportWriter} leaves them on disk. */
class ReportWriterTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path directory;

    @Test
    void aFailingRunIsCertifiedWithItsEvidence() throws Exception {
        JsonNode certificate = write(Samples.certification(true, null));

        assertThat(errors(certificate)).isEmpty();
        assertThat(certificate.get("verdict").asText()).isEqualTo("does-not-conform");
        JsonNode rule = rule(certificate, "DGM-08");
        assertThat(rule.get("verdict").asText()).isEqualTo("fail");
        assertThat(rule.get("broken").asLong()).isOne();
        assertThat(rule.at("/firstFinding/case").asText()).isEqualTo("DGM-08-refusal");
        assertThat(rule.at("/firstFinding/seq").asLong())
                .isEqualTo(Samples.finding().observation().seq());
        assertThat(rule.at("/firstFinding/state").asText()).contains("refusedDynamically");
        assertThat(rule.at("/firstFinding/replay").asText())
                .isEqualTo("./wsktck certify mutant:DGM-08 --rule DGM-08 --seed 42");
        assertThat(certificate.at("/counts/fail").asInt()).isOne();
        assertThat(certificate.get("complete").asBoolean()).isTrue();
    }

    @Test
    void modelsThatWereNotReadyInTimeAreNamed() throws Exception {
        JsonNode certificate = write(Samples.conforming());

        assertThat(certificate.at("/models/0/model").asText()).isEqualTo("MC_Datagram");
        assertThat(certificate.get("uncheckedModels"))
                .singleElement()
                .satisfies(name -> assertThat(name.asText()).isEqualTo("MC_DatagramLag"));
    }

    @Test
    void schemaComesFirstAndCompleteLast() throws Exception {
        JsonNode certificate = write(Samples.certification(false, null));

        Iterator<String> names = certificate.fieldNames();
        String last = names.next();
        assertThat(last).isEqualTo("schema");
        while (names.hasNext()) {
            last = names.next();
        }
        assertThat(last).isEqualTo("complete");
    }

    @Test
    void aRunThatCoversEverythingConforms() throws Exception {
        JsonNode certificate = write(Samples.conforming());

        assertThat(errors(certificate)).isEmpty();
        assertThat(certificate.get("verdict").asText()).isEqualTo("conforms");
        assertThat(certificate.get("reasons")).isEmpty();
        assertThat(rule(certificate, "CTX-04").get("deliberate").asLong()).isOne();
        assertThat(rule(certificate, "CTX-04").get("firstFinding").isNull()).isTrue();
    }

    @Test
    void aRunThatEndedEarlyIsNotComplete() throws Exception {
        Certification run = Samples.certification(false, "the agent closed the connection", Samples.targetFailure());
        RunReport report = ReportWriter.write(run, Catalogue.standard(), directory);
        JsonNode certificate =
                JSON.readTree(directory.resolve("certificate.json").toFile());

        assertThat(errors(certificate)).isEmpty();
        assertThat(certificate.get("complete").asBoolean()).isFalse();
        assertThat(certificate.at("/run/aborted").asText()).contains("closed the connection");
        assertThat(report.verdicts().conformance()).isEqualTo(Conformance.INCONCLUSIVE);
    }

    @Test
    void theSchemaRefusesWhatIsNotACertificate() throws Exception {
        JsonNode certificate = write(Samples.certification(false, null));

        ObjectNode wrongVerdict = certificate.deepCopy();
        wrongVerdict.put("verdict", "fine");
        assertThat(errors(wrongVerdict)).isNotEmpty();
        ObjectNode truncated = certificate.deepCopy();
        truncated.remove("complete");
        assertThat(errors(truncated)).isNotEmpty();
        ObjectNode more = certificate.deepCopy();
        more.put("stars", 5);
        assertThat(errors(more)).isNotEmpty();
    }

    @Test
    void everyTraceNamedIsThereWithItsSum() throws Exception {
        JsonNode certificate = write(Samples.certification(true, null));

        JsonNode kept = certificate.at("/traces/kept");
        assertThat(kept).isNotEmpty();
        for (JsonNode trace : kept) {
            byte[] bytes =
                    Files.readAllBytes(directory.resolve(trace.get("file").asText()));
            byte[] sum = MessageDigest.getInstance("SHA-256").digest(bytes);
            assertThat(HexFormat.of().formatHex(sum))
                    .isEqualTo(trace.get("sha256").asText());
        }
        assertThat(certificate.at("/traces/notKept").asLong()).isEqualTo(30 - KeptCases.SAMPLE);
    }

    @Test
    void aCaseThatStandsForManyRunsCountsThemAll() throws Exception {
        CaseResult many = CaseResult.named("walks", Layer.WALK)
                .runs(2000)
                .judgement(new Judgement(Map.of("GEN-02", 9L), List.of(), 52_000))
                .build();
        JsonNode certificate = write(Samples.certification(false, null, many, Samples.targetFailure()));

        assertThat(certificate.at("/traces/notKept").asLong()).isEqualTo(2000 + 30 - KeptCases.SAMPLE);
    }

    @Test
    void aTraceReadsBackAsItWasObserved() throws Exception {
        write(Samples.certification(true, null));

        List<Observation> read = TraceReader.readAll(directory.resolve("traces/DGM-08-refusal.ndjson"));
        assertThat(read).containsAll(Samples.trace(true));
    }

    @Test
    void aSecondRunLeavesNothingOfTheFirst() throws Exception {
        write(Samples.certification(true, null));
        write(Samples.hostile());

        try (var traces = Files.list(directory.resolve("traces"))) {
            assertThat(traces).singleElement().asString().contains("evil").endsWith(".ndjson");
        }
        try (var results = Files.list(directory.resolve("allure-results"))) {
            assertThat(results.filter(file -> file.toString().endsWith("-result.json")))
                    .hasSize(1);
        }
    }

    @Test
    void hostileTextDoesNotBreakTheCertificate() throws Exception {
        assertThat(errors(write(Samples.hostile()))).isEmpty();
    }

    private JsonNode write(Certification run) throws Exception {
        ReportWriter.write(run, Catalogue.standard(), directory);
        return JSON.readTree(directory.resolve(ReportWriter.CERTIFICATE).toFile());
    }

    private static JsonNode rule(JsonNode certificate, String id) {
        for (JsonNode rule : certificate.get("rules")) {
            if (rule.get("id").asText().equals(id)) {
                return rule;
            }
        }
        throw new AssertionError("no rule " + id);
    }

    private static List<Error> errors(JsonNode certificate) throws Exception {
        try (InputStream in = ReportWriter.class.getResourceAsStream("certificate.schema.json")) {
            Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(in, InputFormat.JSON);
            return schema.validate(certificate.toString(), InputFormat.JSON);
        }
    }
}
