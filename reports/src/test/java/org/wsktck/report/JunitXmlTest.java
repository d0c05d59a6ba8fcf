package org.wsktck.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.wsktck.catalogue.Catalogue;
import org.wsktck.report.model.Certification;

class JunitXmlTest {
    @TempDir
    private Path directory;

    @Test
    void countsAndCasesAgree() throws Exception {
        Document document = write(Samples.certification(true, null, Samples.targetFailure()));

        Element root = document.getDocumentElement();
        assertThat(root.getAttribute("tests")).isEqualTo("34");
        assertThat(root.getAttribute("failures")).isEqualTo("1");
        assertThat(root.getAttribute("errors")).isEqualTo("1");
        assertThat(root.getAttribute("skipped")).isEqualTo("1");
        assertThat(document.getElementsByTagName("testcase").getLength()).isEqualTo(34);
        NodeList suites = document.getElementsByTagName("testsuite");
        int tests = 0;
        for (int i = 0; i < suites.getLength(); i++) {
            tests += Integer.parseInt(((Element) suites.item(i)).getAttribute("tests"));
        }
        assertThat(tests).isEqualTo(34);
    }

    @Test
    void aFailureNamesTheRuleAndItsEvidence() throws Exception {
        Document document = write(Samples.certification(true, null));

        Element failure = (Element) document.getElementsByTagName("failure").item(0);
        assertThat(failure.getAttribute("type")).isEqualTo("DGM-08");
        assertThat(failure.getTextContent())
                .contains("DGM-08 broken by #25")
                .contains("refusedDynamically")
                .contains("./wsktck certify mutant:DGM-08");
        assertThat(((Element) failure.getParentNode()).getAttribute("name")).isEqualTo("DGM-08-refusal");
    }

    @Test
    void aDeliberateClientFaultIsNoFailure() throws Exception {
        Document document = write(Samples.certification(false, null));

        assertThat(document.getElementsByTagName("failure").getLength()).isZero();
    }

    @Test
    void hostileTextLeavesTheDocumentWellFormed() throws Exception {
        Document document = write(Samples.hostile());

        assertThat(document.getElementsByTagName("failure").getLength()).isOne();
        assertThat(document.getElementsByTagName("script").getLength()).isZero();
    }

    private Document write(Certification run) throws Exception {
        Path file = directory.resolve("junit.xml");
        JunitXml.write(RunReport.of(run, Catalogue.standard()), file);
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
    }
}
