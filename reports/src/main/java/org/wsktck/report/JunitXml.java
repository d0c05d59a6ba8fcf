package org.wsktck.report;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.wsktck.oracle.Finding;
import org.wsktck.report.diagram.ObservationText;
import org.wsktck.report.model.CaseResult;
import org.wsktck.report.model.Certification;
import org.wsktck.report.model.Layer;
import org.wsktck.report.model.Outcome;

/** JUnit XML as build servers read it: a suite per layer, a testcase per case; broken rules are failures, a failing target is an error. */
final class JunitXml {
    private final XMLStreamWriter xml;
    private final Certification run;

    private JunitXml(XMLStreamWriter xml, Certification run) {
        this.xml = xml;
        this.run = run;
    }

    static void write(RunReport report, Path file) throws IOException {
        try (Writer out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(out);
            new JunitXml(xml, report.run()).document();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IOException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    private void document() throws XMLStreamException {
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeCharacters("\n");
        xml.writeStartElement("testsuites");
        attribute("name", "WSK TCK: " + run.target().name());
        counts(run.cases());
        Map<Layer, List<CaseResult>> layers = run.cases().stream()
                .collect(Collectors.groupingBy(CaseResult::layer, TreeMap::new, Collectors.toList()));
        for (Map.Entry<Layer, List<CaseResult>> layer : layers.entrySet()) {
            suite(layer.getKey(), layer.getValue());
        }
        xml.writeCharacters("\n");
        xml.writeEndElement();
        xml.writeEndDocument();
    }

    private void suite(Layer layer, List<CaseResult> cases) throws XMLStreamException {
        xml.writeCharacters("\n  ");
        xml.writeStartElement("testsuite");
        attribute("name", layer.text());
        counts(cases);
        attribute("timestamp", run.started().toString());
        xml.writeStartElement("properties");
        property("target", run.target().name());
        property("implementation", run.target().implementation());
        property("seed", Long.toString(run.seed()));
        property("kit.version", run.kitVersion());
        xml.writeEndElement();
        for (CaseResult result : cases) {
            testcase(result);
        }
        xml.writeCharacters("\n  ");
        xml.writeEndElement();
    }

    private void testcase(CaseResult result) throws XMLStreamException {
        xml.writeCharacters("\n    ");
        xml.writeStartElement("testcase");
        attribute(
                "classname",
                "org.wsktck." + result.layer().text() + (result.rule() == null ? "" : "." + result.rule()));
        attribute("name", result.name());
        attribute("time", seconds(result.duration()));
        Outcome outcome = result.outcome();
        switch (outcome.status()) {
            case FAILED -> failure(result);
            case ERROR -> {
                xml.writeEmptyElement("error");
                attribute("type", "target");
                attribute("message", outcome.message());
            }
            case SKIPPED -> {
                xml.writeEmptyElement("skipped");
                attribute("message", outcome.message());
            }
            case PASSED -> {}
        }
        xml.writeEndElement();
    }

    private void failure(CaseResult result) throws XMLStreamException {
        List<Finding> findings = RunReport.undeliberate(result);
        String rules = findings.stream().map(Finding::rule).distinct().collect(Collectors.joining(", "));
        xml.writeStartElement("failure");
        attribute("type", rules.isEmpty() ? "case" : rules);
        attribute("message", result.outcome().message());
        StringBuilder text = new StringBuilder();
        for (Finding finding : findings) {
            text.append(finding.rule())
                    .append(" broken by ")
                    .append(ObservationText.numbered(finding.observation()))
                    .append("\n  state before: ")
                    .append(finding.state().replace("\n", "\n    "))
                    .append('\n');
        }
        text.append("Again: ").append(Replay.of(run, result)).append('\n');
        xml.writeCharacters(clean(text.toString()));
        xml.writeEndElement();
    }

    private void counts(List<CaseResult> cases) throws XMLStreamException {
        attribute("tests", Integer.toString(cases.size()));
        attribute("failures", count(cases, Outcome.Status.FAILED));
        attribute("errors", count(cases, Outcome.Status.ERROR));
        attribute("skipped", count(cases, Outcome.Status.SKIPPED));
        attribute("time", seconds(cases.stream().map(CaseResult::duration).reduce(Duration.ZERO, Duration::plus)));
    }

    private static String count(List<CaseResult> cases, Outcome.Status status) {
        return Long.toString(cases.stream()
                .filter(result -> result.outcome().status() == status)
                .count());
    }

    private void property(String name, String value) throws XMLStreamException {
        xml.writeEmptyElement("property");
        attribute("name", name);
        attribute("value", value);
    }

    private void attribute(String name, String value) throws XMLStreamException {
        xml.writeAttribute(name, clean(value));
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.3f", duration.toNanos() / 1e9);
    }

    /** XML 1.0 cannot hold most control characters, not even escaped. */
    private static String clean(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().map(c -> allowed(c) ? c : 0xFFFD).forEach(out::appendCodePoint);
        return out.toString();
    }

    private static boolean allowed(int c) {
        boolean plain = c >= 0x20 && c < 0xD800;
        boolean high = c >= 0xE000 && c != 0xFFFE && c != 0xFFFF;
        return plain || high || c == '\n' || c == '\t';
    }
}
