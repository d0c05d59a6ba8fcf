package org.wsktck.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.wsktck.guide.drawing.Drawing;
import org.wsktck.guide.drawing.Drawing.Actor;
import org.wsktck.guide.drawing.Drawing.Box;
import org.wsktck.guide.drawing.Drawing.Edge;
import org.wsktck.guide.drawing.Drawing.Line;
import org.wsktck.guide.drawing.SvgDrawing;
import org.xml.sax.InputSource;

class SvgDrawingTest {
    private static final Drawing DRAWING = new Drawing(
            "A <life> & more",
            List.of(
                    new Box("begin", List.of(), true, false),
                    new Box("middle", List.of(new Line(Actor.PROVIDER, "callback")), false, false),
                    new Box("aside", List.of(), false, false),
                    new Box("end", List.of(), false, true)),
            List.of(
                    new Edge(0, 1, List.of(new Line(Actor.CLIENT, "go on with a label that is too long for a line"))),
                    new Edge(0, 2, List.of(new Line(Actor.NETWORK, "drift"))),
                    new Edge(1, 0, List.of(new Line(Actor.PROVIDER, "go back"))),
                    new Edge(1, 3, List.of(new Line(Actor.CLIENT, "stop"), new Line(Actor.PROVIDER, "give up"))),
                    new Edge(2, 3, List.of(new Line(Actor.CLIENT, "stop")))));

    @Test
    void isWellFormedAndTheSameEveryTime() throws Exception {
        String svg = SvgDrawing.of(DRAWING);
        assertThat(SvgDrawing.of(DRAWING)).isEqualTo(svg);
        assertThat(parse(svg).getDocumentElement().getTagName()).isEqualTo("svg");
        assertThat(svg).contains("<title>A &lt;life&gt; &amp; more</title>");
    }

    @Test
    void showsEveryWordAndAnArrowForEveryEdge() throws Exception {
        Document svg = parse(SvgDrawing.of(DRAWING));
        StringBuilder all = new StringBuilder();
        NodeList texts = svg.getElementsByTagName("text");
        for (int i = 0; i < texts.getLength(); i++) {
            all.append(texts.item(i).getTextContent()).append(' ');
        }
        assertThat(all).contains("begin", "middle", "aside", "end", "callback", "drift", "go back", "stop", "give up");
        assertThat(all.toString().replace("  ", " ")).contains("go on with a label that is too long for a line");
        assertThat(elements(svg, "polygon", "head"))
                .as("one for each edge, and one for the beginning")
                .hasSize(DRAWING.edges().size() + 1);
    }

    @Test
    void boxesDoNotOverlap() throws Exception {
        List<Element> boxes = elements(parse(SvgDrawing.of(DRAWING)), "rect", "box");
        assertThat(boxes).hasSize(4);
        for (int i = 0; i < boxes.size(); i++) {
            for (int j = i + 1; j < boxes.size(); j++) {
                assertThat(apart(boxes.get(i), boxes.get(j)))
                        .as("%d and %d", i, j)
                        .isTrue();
            }
        }
    }

    private static boolean apart(Element a, Element b) {
        return number(a, "x") + number(a, "width") < number(b, "x")
                || number(b, "x") + number(b, "width") < number(a, "x")
                || number(a, "y") + number(a, "height") < number(b, "y")
                || number(b, "y") + number(b, "height") < number(a, "y");
    }

    private static double number(Element element, String attribute) {
        return Double.parseDouble(element.getAttribute(attribute));
    }

    private static List<Element> elements(Document svg, String tag, String type) {
        NodeList found = svg.getElementsByTagName(tag);
        return IntStream.range(0, found.getLength())
                .mapToObj(i -> (Element) found.item(i))
                .filter(element ->
                        List.of(element.getAttribute("class").split(" ", -1)).contains(type))
                .toList();
    }

    private static Document parse(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
    }
}
