package org.wsktck.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wsktck.oracle.Finding;
import org.wsktck.report.diagram.SequenceDiagram;
import org.wsktck.trace.Field;
import org.wsktck.trace.Kind;
import org.wsktck.trace.Observation;

class SequenceDiagramTest {
    @Test
    void theBrokenStepIsRedAndBearsTheRule() throws Exception {
        String source = SequenceDiagram.of(Samples.trace(true), List.of(Samples.finding()))
                .plantUml();

        List<String> red =
                source.lines().filter(line -> line.contains("breaks")).toList();
        assertThat(red).singleElement().asString().contains("DGM-08");
        List<String> lines = source.lines().toList();
        String before = lines.get(lines.indexOf(red.get(0)) - 1);
        assertThat(before).contains("WskReceiveFromEvent(s1, datagram 2)").contains("-[#B3261E,bold]>");
    }

    @Test
    void aTraceThatBreaksNothingHasNothingRed() {
        assertThat(SequenceDiagram.of(Samples.trace(false), List.of()).plantUml())
                .doesNotContain("breaks")
                .doesNotContain("#B3261E");
    }

    @Test
    void theSvgIsWellFormedAndStandsAlone() throws Exception {
        String svg = SequenceDiagram.of(Samples.trace(true), List.of(Samples.finding()))
                .svg();
        Files.writeString(Path.of("target", "sample.svg"), svg);

        assertThat(svg)
                .startsWith("<svg")
                .contains("breaks DGM-08")
                .doesNotContain("<script")
                .doesNotContain("<?");
        assertThat(svg.replace("http://www.w3.org/2000/svg", "").replace("http://www.w3.org/1999/xlink", ""))
                .doesNotContain("http");
        DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new java.io.ByteArrayInputStream(svg.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }

    @Test
    void aLongTraceIsCutAroundTheBrokenStepAndSaysHowMuchIsMissing() throws Exception {
        List<Observation> trace = Samples.longTrace(200);
        Observation at = trace.stream()
                .filter(o -> o.kind() == Kind.ENTER && o.number(Field.CB, 0) == 150)
                .findFirst()
                .orElseThrow();
        SequenceDiagram diagram = SequenceDiagram.of(trace, List.of(new Finding("DGM-08", "s1", at, "", "")));

        String source = diagram.plantUml();
        int shown = SequenceDiagram.LIMIT;
        assertThat(source).contains("datagram 150").contains("datagram 1 ").contains("breaks DGM-08");
        List<Integer> leftOut = source.lines()
                .filter(line -> line.contains("left out"))
                .map(line -> Integer.valueOf(line.replaceAll("\\D", "")))
                .toList();
        assertThat(leftOut).hasSize(2);
        assertThat(leftOut.get(0) + leftOut.get(1) + shown).isEqualTo(trace.size());
        assertThat(diagram.svg()).contains("left out");
    }

    @Test
    void textOfTheTargetCannotSpeakToPlantUml(@TempDir Path directory) throws Exception {
        Path secret = Files.writeString(directory.resolve("secret.txt"), "participant stolen");
        Observation hostile = Observation.of(Kind.MARK)
                .at(1, 1, "main")
                .with(Field.TEXT, "x\n!include " + secret + "\n%getenv(\"PATH\") <img:" + secret + "> @enduml");
        String source = SequenceDiagram.of(List.of(hostile), List.of()).plantUml();

        assertThat(source.lines().filter(line -> line.startsWith("!"))).isEmpty();
        assertThat(source).doesNotContain("%").doesNotContain("<img").containsOnlyOnce("@enduml");
        assertThat(SequenceDiagram.of(List.of(hostile), List.of()).svg()).doesNotContain("stolen");
    }
}
