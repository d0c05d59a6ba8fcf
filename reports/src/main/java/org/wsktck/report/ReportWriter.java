package org.wsktck.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.wsktck.catalogue.Catalogue;
import org.wsktck.report.model.Certification;

/** Writes everything about a run into a directory. */
public final class ReportWriter {
    /** The page for people. */
    public static final String PAGE = "index.html";
    /** The certificate for programs. */
    public static final String CERTIFICATE = "certificate.json";
    /** The results for build servers. */
    public static final String JUNIT = "junit.xml";
    /** The results for Allure. */
    public static final String ALLURE = "allure-results";
    /** The traces. */
    public static final String TRACES = "traces";

    private static final int DIAGRAMS = 150;

    private ReportWriter() {}

    /**
     * Writes {@value #CERTIFICATE}, {@value #PAGE}, {@value #JUNIT}, {@value #ALLURE} and {@value #TRACES}. What an earlier run left under these names is replaced. The
     * certificate comes last, so that a directory without one is not whole.
     *
     * @param directory is made when it does not exist
     * @return the run with its verdicts
     * @throws IOException when a file cannot be written
     * @throws IllegalArgumentException when the run names a rule that the catalogue does not have
     */
    public static RunReport write(Certification run, Catalogue catalogue, Path directory) throws IOException {
        RunReport report = RunReport.of(run, catalogue);
        Files.createDirectories(directory);
        Files.deleteIfExists(directory.resolve(CERTIFICATE));
        KeptCases kept = KeptCases.of(run.cases());
        TraceFiles traces = TraceArchive.write(run, kept, directory);
        Diagrams diagrams = new Diagrams(DIAGRAMS);
        HtmlReport.write(new Page(report, traces, diagrams), directory.resolve(PAGE));
        JunitXml.write(report, directory.resolve(JUNIT));
        AllureResults.write(report, kept.cases(), traces, diagrams, directory, directory.resolve(ALLURE));
        CertificateJson.write(report, traces, directory.resolve(CERTIFICATE));
        return report;
    }
}
