package org.wsktck.guide;
public final class Try {
    public static void main(String[] a) throws Exception {
        for (var m : org.wsktck.modelcheck.DiagramModel.all()) {
            java.nio.file.Path f = java.nio.file.Path.of("/tmp/arrows-" + m.name());
            if (a.length > 0 && !m.name().contains(a[0])) continue;
            long t = System.nanoTime();
            var d = StateDiagramOf(m, f);
            java.nio.file.Files.writeString(java.nio.file.Path.of("/tmp/svg/" + m.name() + ".svg"), org.wsktck.guide.drawing.SvgDrawing.of(Lives.drawing(d)));
            System.out.println(m.name() + " " + d.states() + " states " + (System.nanoTime() - t) / 1000000 + " ms");
        }
    }
    static org.wsktck.modelcheck.StateDiagram StateDiagramOf(org.wsktck.modelcheck.DiagramModel m, java.nio.file.Path f) throws Exception {
        return org.wsktck.modelcheck.StateDiagram.draw(m);
    }
}
